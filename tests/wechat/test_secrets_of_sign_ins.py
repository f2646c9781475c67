"""Secrets of platforms, fans and mini-programs, planted everywhere a call passes, come out nowhere."""

import logging
from collections.abc import Awaitable, Callable

import pytest
from redis.asyncio import Redis

from tests.wechat.fake_wechat import SEND, FakeWeChat, Fault, Raw, Says, error
from tests.wechat.platforms import AUTHORIZER_TOKEN, COMPONENT, COMPONENT_TOKEN, Kept, authorizer_token, component_token
from tests.wechat.test_secrets import CANARY, is_seen_in, logged
from wechat import Gate, OAuthScope, Platform, WebSignIn, WeChatError

PRE_AUTH = COMPONENT + "api_create_preauthcode"
EXCHANGE = COMPONENT + "api_query_auth"
WEB = "/sns/oauth2/component/access_token"
PROFILE = "/sns/userinfo"
SESSION = "/sns/jscode2session"
FAN = WebSignIn("oFAN", "", CANARY, CANARY, OAuthScope.USERINFO, is_snapshot=False)

FAILURES: list[Says] = [
    Fault.RESET,
    Fault.HANG_UP,
    Raw(b""),
    Raw(CANARY.encode(), "502 Bad Gateway"),
    Raw(CANARY.encode()),
    {CANARY: CANARY},
    *(error(code, f"{CANARY} rid: {CANARY}") for code in (-1, 40001, 42006, 40029, 61006, 61009, 61023, 99999)),
]


@pytest.fixture(autouse=True)
def logs(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "httpx2")
    return caplog


def a_platform(gate: Gate, fake: FakeWeChat, platform_id: str) -> Platform:
    """Another one for each failure: after a few, the breaker would keep them from WeChat."""

    async def ticket() -> str:
        return f"ticket@@@{CANARY}"

    fake.will_say(COMPONENT_TOKEN, component_token(f"COMPONENT_{CANARY}"))
    fake.will_say(AUTHORIZER_TOKEN, authorizer_token(f"TOKEN_{CANARY}", f"ROTATED_{CANARY}"))
    fake.will_say(PRE_AUTH, {"pre_auth_code": CANARY, "expires_in": 600})
    return gate.platform(platform_id, f"SECRET_{CANARY}", ticket)


Ask = Callable[[Platform, str], Awaitable[object]]
ASKS: list[tuple[str, Ask]] = [
    (COMPONENT_TOKEN, lambda platform, _: platform.pre_auth_code()),
    (PRE_AUTH, lambda platform, _: platform.pre_auth_code()),
    (EXCHANGE, lambda platform, _: platform.exchange(f"queryauthcode@@@{CANARY}")),
    (AUTHORIZER_TOKEN, lambda platform, app_id: platform.account(app_id, Kept(CANARY)).ready()),
    (SEND, lambda platform, app_id: platform.account(app_id, Kept(CANARY)).send_text("oFAN", f"text of {CANARY}")),
    (WEB, lambda platform, app_id: platform.account(app_id, Kept(CANARY)).sign_in(f"CODE_{CANARY}")),
    (PROFILE, lambda platform, app_id: platform.account(app_id, Kept(CANARY)).profile_of(FAN)),
]


@pytest.mark.parametrize(("path", "ask"), ASKS, ids=[path for path, _ in ASKS])
async def test_no_failure_of_a_platform_tells_a_secret(
    gate: Gate,
    fake: FakeWeChat,
    logs: pytest.LogCaptureFixture,
    app_id: str,
    platform_id: str,
    path: str,
    ask: Ask,
):
    # A send that is answered without a code was taken, whatever else the answer says.
    failures = [says for says in FAILURES if path != SEND or says != {CANARY: CANARY}]
    for number, says in enumerate(failures):
        platform = a_platform(gate, fake, f"{platform_id}{number}")
        fake.will_say(path, says)
        with pytest.raises(WeChatError) as raised:
            await ask(platform, f"{app_id}{number}")
        assert not is_seen_in(raised.value)

    assert len(fake.heard_at(path)) >= len(failures)
    assert CANARY not in logged(logs)


async def test_no_failure_of_a_mini_program_tells_a_secret(
    gate: Gate, fake: FakeWeChat, logs: pytest.LogCaptureFixture, app_id: str
):
    for number, says in enumerate(FAILURES):
        fake.will_say(SESSION, says)
        with pytest.raises(WeChatError) as raised:
            await gate.mini_program(f"{app_id}{number}", f"SECRET_{CANARY}").sign_in(f"CODE_{CANARY}")
        assert not is_seen_in(raised.value)

    assert len(fake.heard_at(SESSION)) >= len(FAILURES)
    assert CANARY not in logged(logs)


async def test_no_success_tells_a_secret(
    gate: Gate, fake: FakeWeChat, logs: pytest.LogCaptureFixture, app_id: str, platform_id: str, redis: Redis
):
    platform = a_platform(gate, fake, platform_id)
    signed_in = {"access_token": CANARY, "refresh_token": CANARY, "openid": "oFAN", "scope": "snsapi_userinfo"}
    fake.will_say(WEB, signed_in)
    fake.will_say(PROFILE, {"openid": "oFAN", "nickname": "x"})
    fake.will_say(SESSION, {"openid": "oFAN", "session_key": CANARY})
    account, mini_program = platform.account(app_id, Kept(CANARY)), gate.mini_program(app_id, CANARY)

    told = [
        platform,
        account,
        mini_program,
        await platform.pre_auth_code(),
        await account.sign_in(CANARY),
        await account.profile_of(FAN),
        await mini_program.sign_in(CANARY),
        await account.send_text("oFAN", "hi"),
    ]

    assert CANARY not in repr(told)
    assert CANARY not in logged(logs)
    assert CANARY not in str(await redis.keys(f"fandesk:*:{app_id}*"))
