"""Tokens of accounts that authorised a platform, which it gets for their refresh tokens."""

import asyncio

import pytest

from tests.wechat.fake_wechat import SEND, TOKEN, FakeWeChat, Fault, Raw, Says, error
from tests.wechat.platforms import (
    AUTHORIZER_TOKEN,
    COMPONENT_TOKEN,
    Kept,
    authorizer_token,
    component_token,
    ticket,
)
from wechat import Act, Gate, Platform, Refused, TryLater, WeChat


@pytest.fixture
def wechat(platform: Platform, app_id: str, refresh_tokens: Kept) -> WeChat:
    return platform.account(app_id, refresh_tokens)


async def test_an_accounts_token_comes_from_its_refresh_token(
    wechat: WeChat, fake: FakeWeChat, app_id: str, platform_id: str, refresh_tokens: Kept
):
    await wechat.send_text("oFAN", "hi")
    await wechat.send_text("oFAN", "hi")

    [asked] = fake.heard_at(AUTHORIZER_TOKEN)
    assert asked.query == {"component_access_token": "COMPONENT"}
    assert asked.json == {
        "component_appid": platform_id,
        "authorizer_appid": app_id,
        "authorizer_refresh_token": "REFRESH",
    }
    assert [heard.query for heard in fake.heard_at(SEND)] == [{"access_token": "TOKEN"}] * 2
    assert fake.heard_at(TOKEN) == []
    assert refresh_tokens.kept == []


async def test_many_who_ask_in_two_processes_cost_one_question(
    fake: FakeWeChat, platform: Platform, gates: list[Gate], app_id: str, platform_id: str, refresh_tokens: Kept
):
    fake.thinks_for = 0.05
    accounts = [gate.platform(platform_id, "PLATFORM_SECRET", ticket).account(app_id, refresh_tokens) for gate in gates]

    await asyncio.gather(*(account.ready() for account in accounts for _ in range(25)))

    assert len(fake.heard_at(COMPONENT_TOKEN)) == 1
    assert len(fake.heard_at(AUTHORIZER_TOKEN)) == 1


async def test_a_storm_of_stale_account_tokens_costs_two_questions(
    fake: FakeWeChat, platform: Platform, gates: list[Gate], app_id: str, platform_id: str, refresh_tokens: Kept
):
    fake.will_say(SEND, error(40001))
    accounts = [gate.platform(platform_id, "PLATFORM_SECRET", ticket).account(app_id, refresh_tokens) for gate in gates]

    sends = [account.send_text("oFAN", "hi") for account in accounts for _ in range(25)]
    outcomes = await asyncio.gather(*sends, return_exceptions=True)

    assert {type(outcome) for outcome in outcomes} == {TryLater}
    assert len(fake.heard_at(AUTHORIZER_TOKEN)) == 2


@pytest.mark.parametrize("code", [40001, 42001, 42006])
async def test_a_component_token_that_ended_meanwhile_is_renewed_on_the_way(
    wechat: WeChat, fake: FakeWeChat, code: int
):
    fake.will_say(COMPONENT_TOKEN, component_token("OLD"), component_token("NEW"))
    fake.will_say(AUTHORIZER_TOKEN, error(code), authorizer_token("TOKEN"))

    await wechat.send_text("oFAN", "hi")

    asked = [heard.query["component_access_token"] for heard in fake.heard_at(AUTHORIZER_TOKEN)]
    assert asked == ["OLD", "NEW"]


async def test_a_rotated_refresh_token_is_kept_before_anything_is_said(
    platform: Platform, fake: FakeWeChat, app_id: str
):
    fake.will_say(AUTHORIZER_TOKEN, authorizer_token("TOKEN", "ROTATED"))
    said_before: list[int] = []

    class Watched(Kept):
        async def keep(self, new: str, replaced: str) -> None:
            said_before.append(len(fake.heard_at(SEND)))
            await super().keep(new, replaced)

    kept = Watched()
    await platform.account(app_id, kept).send_text("oFAN", "hi")

    assert kept.kept == [("ROTATED", "REFRESH")]
    assert said_before == [0]


async def test_a_rotated_refresh_token_is_kept_even_without_an_access_token(
    wechat: WeChat, fake: FakeWeChat, refresh_tokens: Kept
):
    fake.will_say(AUTHORIZER_TOKEN, {"authorizer_refresh_token": "ROTATED"})

    with pytest.raises(TryLater):
        await wechat.ready()

    assert refresh_tokens.token == "ROTATED"


async def test_where_a_refresh_token_cannot_be_kept_the_access_token_is_not_used(
    platform: Platform, fake: FakeWeChat, app_id: str
):
    class Full(Kept):
        async def keep(self, new: str, replaced: str) -> None:
            raise OSError("disk full")

    fake.will_say(AUTHORIZER_TOKEN, authorizer_token("TOKEN", "ROTATED"))

    with pytest.raises(OSError, match="disk full"):
        await platform.account(app_id, Full()).send_text("oFAN", "hi")

    assert fake.heard_at(SEND) == []


async def test_who_was_authorised_again_meanwhile_goes_on_with_the_new_refresh_token(
    wechat: WeChat, fake: FakeWeChat, refresh_tokens: Kept
):
    refresh_tokens.later = ["NEWER"]
    fake.will_say(AUTHORIZER_TOKEN, error(61023), authorizer_token("TOKEN", "NEWER"))

    await wechat.send_text("oFAN", "hi")

    asked = [heard.json["authorizer_refresh_token"] for heard in fake.heard_at(AUTHORIZER_TOKEN)]
    assert asked == ["REFRESH", "NEWER"]
    assert refresh_tokens.kept == []


async def test_a_dead_refresh_token_is_read_again_once(wechat: WeChat, fake: FakeWeChat, refresh_tokens: Kept):
    refresh_tokens.later = ["NEWER", "NEWEST"]
    fake.will_say(AUTHORIZER_TOKEN, error(61023))

    with pytest.raises(Refused) as raised:
        await wechat.send_text("oFAN", "hi")

    assert len(fake.heard_at(AUTHORIZER_TOKEN)) == 2
    assert raised.value.code == 61023


async def test_an_authorization_that_ended_says_what_to_do(wechat: WeChat, fake: FakeWeChat, refresh_tokens: Kept):
    fake.will_say(AUTHORIZER_TOKEN, error(61023))

    with pytest.raises(Refused, match="administrator authorise it again") as raised:
        await wechat.send_text("oFAN", "hi")

    assert (raised.value.code, raised.value.act) == (61023, Act.ASK_A_HUMAN)
    assert "重新" in raised.value.sentence_zh
    assert (len(fake.heard_at(AUTHORIZER_TOKEN)), refresh_tokens.reads) == (1, 2)
    assert fake.heard_at(SEND) == []


async def test_without_a_refresh_token_nothing_is_asked(wechat: WeChat, fake: FakeWeChat, refresh_tokens: Kept):
    refresh_tokens.token = ""

    with pytest.raises(Refused, match="administrator authorise it again"):
        await wechat.ready()

    assert fake.heard == []


@pytest.mark.parametrize("code", [61003, 61004, 61007, 61014, 61015])
async def test_an_account_that_is_not_ours_is_for_a_human(wechat: WeChat, fake: FakeWeChat, code: int):
    fake.will_say(AUTHORIZER_TOKEN, error(code))

    with pytest.raises(Refused) as raised:
        await wechat.ready()

    assert (raised.value.code, raised.value.act) == (code, Act.ASK_A_HUMAN)


BROKEN: list[Says] = [
    Fault.RESET,
    Raw(b""),
    Raw(b"<html>502</html>", "502 Bad Gateway"),
    Raw(b"[]"),
    {},
    {"authorizer_access_token": []},
    {"authorizer_access_token": "x", "errcode": "x"},
    error(-1),
    error(45009),
    error(45011),
]


@pytest.mark.parametrize("says", BROKEN, ids=str)
@pytest.mark.parametrize("path", [COMPONENT_TOKEN, AUTHORIZER_TOKEN])
async def test_no_token_is_for_later(wechat: WeChat, fake: FakeWeChat, path: str, says: Says):
    fake.will_say(path, says)

    with pytest.raises(TryLater):
        await wechat.ready()

    assert fake.heard_at(SEND) == []


async def test_a_guessed_platform_secret_gets_nobodys_token(
    wechat: WeChat, gate: Gate, fake: FakeWeChat, app_id: str, platform_id: str
):
    await wechat.ready()
    fake.will_say(COMPONENT_TOKEN, error(40001))

    with pytest.raises(Refused):
        await gate.platform(platform_id, "GUESSED", ticket).account(app_id, Kept()).ready()
