"""A fan's card: everything there is of a fan in one query, and what agents do to them from it."""

import re

import pytest

from domain import database
from domain.accounts.models import OfficialAccount
from domain.agents.models import Role
from domain.clock import now
from domain.fans.models import FanField, FanFieldValue
from domain.fans.telling import tell_due
from domain.tags.models import FanTag, Tag
from domain.timeline.actions import record
from domain.timeline.models import TimelineKind
from domain.transaction import transaction
from domain.viewer import Viewer
from tests.factories import a_fan, a_talk, a_viewer, an_account
from tests.schema.asking import ask, told
from tests.schema.fans import id_of
from wechat import Act, Refused

CARD = """
query ($id: ID!) { fan(id: $id) {
  displayName nameSource avatarUrl remark openid isFollowing followCount firstFollowedAt followedAt followedVia
  subscribeScene scene language lastSeenAt createdAt blockedAt
  wechatRefusal { what refusedAt failure { code message messageZh } }
  account { id name state }
  tags { id name }
  fields { field { id name kind choices } text }
  otherFans { id displayName account { name } }
  timeline(first: 20) { edges { node { kind } } pageInfo { hasNextPage endCursor } }
} }"""
ERRORS = "userErrors { code message field }"
SHOWN = "fan { blockedAt remark wechatRefusal { what failure { code messageZh } } }"
BLOCK = f"mutation ($fan: ID!) {{ blockFan(input: {{fanId: $fan}}) {{ {SHOWN} {ERRORS} }} }}"
UNBLOCK = BLOCK.replace("blockFan", "unblockFan")
REMARK = f'mutation ($fan: ID!) {{ setFanRemark(input: {{fanId: $fan, remark: "老张"}}) {{ {SHOWN} {ERRORS} }} }}'
SEEN = f"query ($id: ID!) {{ node(id: $id) {{ ... on Fan {{ {SHOWN.removeprefix('fan {')} }} }}"
SEND = """
mutation ($id: ID!) {
  sendMessage(input: {conversationId: $id, content: {text: {body: "hello"}}, idempotencyKey: "k"}) {
    userErrors { code message messageZh }
  }
}"""


async def a_full_fan(viewer: Viewer) -> str:
    """A fan of whom there is everything."""
    shop, other = [await an_account(workspace_id=viewer.workspace_id) for _ in range(2)]
    fan = await a_fan(account=shop, unionid="u", remark="老张")
    await a_fan(account=other, unionid="u")
    of = {"workspace_id": viewer.workspace_id, "created_at": now()}
    for n in range(3):
        tag = await Tag.create(account=shop, number=100 + n, name=f"{n}", **of)
        await FanTag.create(fan=fan, tag=tag, place=n)
        field = await FanField.create(name=f"{n}", kind="TEXT", **of)
        await FanFieldValue.create(fan=fan, field=field, text=f"{n}")
        async with transaction():
            await record(*(viewer.workspace_id, shop.id, fan.id), TimelineKind.MENU_CLICKED, {"key": "K"}, now(), now())
    return id_of(fan)


async def test_the_card_takes_five_statements(monkeypatch):
    viewer = await a_viewer()
    fan = await a_full_fan(viewer)
    statements: list[str] = []
    rows = database.rows

    async def counted(sql: str, *values: object) -> list[database.Row]:
        statements.append(re.sub(r"\s+", " ", sql))
        return await rows(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    card = await told(CARD, viewer, id=fan)

    of_the_card = [sql for sql in statements if "FROM session" not in sql]
    assert len(of_the_card) == 5, of_the_card
    assert [len(card[part]) for part in ("tags", "fields", "otherFans")] == [3, 3, 1]
    assert len(card["timeline"]["edges"]) == 3


async def test_fields_of_a_page_of_fans_are_one_statement(monkeypatch):
    viewer = await a_viewer()
    for _ in range(2):
        await a_fan(account=await an_account(workspace_id=viewer.workspace_id))
    asked, rows = [], database.rows

    async def counted(sql: str, *values: object) -> list[database.Row]:
        asked.append("fan_field_value" in sql)
        return await rows(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    await told("{ fans { edges { node { fields { text } } } } }", viewer)

    assert sum(asked) == 1


async def the_fan_of(viewer: Viewer) -> str:
    return id_of(await a_fan(account=await an_account(workspace_id=viewer.workspace_id)))


async def test_an_agent_blocks_and_unblocks_a_fan():
    agent = await a_viewer(role=Role.AGENT)
    fan = await the_fan_of(agent)

    assert (await told(BLOCK, agent, fan=fan))["fan"]["blockedAt"] is not None
    assert (await told(UNBLOCK, agent, fan=fan))["fan"]["blockedAt"] is None


@pytest.mark.parametrize(
    ("document", "sentence", "what"), [(BLOCK, "block", "BLOCKED"), (REMARK, "set_remark", "REMARK")]
)
async def test_what_wechat_refused_is_shown_in_both_languages(wechat, document, sentence, what):
    wechat.will(sentence, Refused("This OpenID is wrong.", act=Act.FIX_REQUEST, code=40003))
    viewer = await a_viewer()
    fan = await the_fan_of(viewer)
    await told(document, viewer, fan=fan)

    await tell_due(now)

    refusal = (await told(SEEN, viewer, id=fan))["wechatRefusal"]
    assert (refusal["what"], refusal["failure"]["code"]) == (what, 40003)
    assert refusal["failure"]["messageZh"]


async def test_nothing_is_sent_to_a_blocked_fan_and_the_reason_is_said():
    viewer = await a_viewer()
    fan = await a_fan(account=await an_account(workspace_id=viewer.workspace_id))
    talk = await a_talk(fan=fan)
    await told(BLOCK, viewer, fan=id_of(fan))

    (error,) = (await told(SEND, viewer, id=f"cnv_{talk.id.hex}"))["userErrors"]

    assert (error["code"], error["message"].endswith("Unblock them first.")) == ("FAN_BLOCKED", True)
    assert error["messageZh"]


async def test_fans_of_a_disconnected_account_are_not_blocked():
    viewer = await a_viewer()
    fan = await the_fan_of(viewer)
    await OfficialAccount.all().update(state="DISCONNECTED")

    assert (await told(BLOCK, viewer, fan=fan))["userErrors"][0]["code"] == "ACCOUNT_DISCONNECTED"


@pytest.mark.parametrize("document", [BLOCK, UNBLOCK, REMARK])
async def test_fans_of_others_are_not_there(document):
    fan = await the_fan_of(await a_viewer())

    assert (await told(document, await a_viewer(), fan=fan))["userErrors"][0]["code"] == "NOT_FOUND"


async def test_nobody_does_it_without_signing_in():
    assert (await ask(BLOCK, None, fan=await the_fan_of(await a_viewer()))).codes == ["UNAUTHENTICATED"]
