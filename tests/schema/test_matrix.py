"""Who gets what: every field of the root types and every kind of node, by every principal, against matrix.txt."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import orjson
import pytest

from domain.accounts.models import ConnectedBy, OfficialAccount
from domain.assets.models import Asset
from domain.canned.models import CannedResponse
from domain.clock import now
from domain.conversations.models import Direction, Message, MessageStatus
from domain.fans.models import FanField
from domain.hub import Hub
from domain.ids import CANNED, CONVERSATION, FAN, FAN_FIELD, LABEL, MESSAGE, row_id
from domain.labels.models import Label
from domain.media.models import MediaFile, MediaState
from domain.notes.models import Note
from domain.sends.contents import Text, to_json
from domain.sends.models import Send, SendCause, SendState
from domain.tags.models import Tag
from domain.viewer import Viewer
from tests.factories import AES_KEY, PASSWORD, TOKEN, a_talk
from tests.platforms import APP_ID
from tests.schema.asking import Answer, ask, listening, refusal
from tests.schema.documents import document, node_types, root_fields, takes_ids
from tests.schema.world import NODES, Principal, World, a_world, missing_id

FILE = Path(__file__).with_name("matrix.txt")
Given = dict[str, Any]

_number = count(1)


async def _refresh(world: World) -> Given:
    return {"input": {"refreshToken": await world.refresh_token()}}


async def _connect(world: World) -> Given:
    n = next(_number)
    words = {"appSecret": f"{n:032x}", "originalId": "gh_1", "name": "new", "token": TOKEN, "encodingAesKey": AES_KEY}
    return {"input": words | {"appId": f"wxNEW{n}", "kind": "SERVICE", "verified": True, "encryption": "SAFE"}}


async def _invite(world: World) -> Given:
    return {"input": {"email": f"new{next(_number)}@example.com", "name": "New", "role": "AGENT"}}


async def _refresh_account(world: World) -> Given:
    # Scanned, so that there is something to refresh.
    await OfficialAccount.filter(id=world.account.id).update(app_id=APP_ID, connected_by=ConnectedBy.SCAN)
    return _account(world)


async def _retry(world: World) -> Given:
    await MediaFile.all().update(state=MediaState.LOST)
    return {"input": {"messageId": world.ids["Message"]}}


async def _delete_tag(world: World) -> Given:
    # Whoever asked before may have deleted it.
    await Tag.all().update(deleted_at=None)
    return {"input": {"tagId": world.ids["Tag"]}}


async def _create_field(world: World) -> Given:
    return {"input": {"name": f"new {next(_number)}", "kind": "TEXT"}}


async def _field_is_there(world: World) -> Given:
    # Whoever asked before may have deleted it.
    kept = {"workspace_id": world.account.workspace_id, "name": "canary", "kind": "TEXT", "created_at": now()}
    if not await FanField.filter(id=row_id(FAN_FIELD, world.ids["FanField"])).exists():
        await FanField.create(id=row_id(FAN_FIELD, world.ids["FanField"]), **kept)
    return {"input": {"fieldId": world.ids["FanField"]}}


async def _create_label(world: World) -> Given:
    return {"input": {"name": f"new {next(_number)}", "color": "#07C160"}}


async def _delete_label(world: World) -> Given:
    # Whoever asked before may have deleted it.
    kept = Label(id=row_id(LABEL, world.ids["Label"]), name="canary label", color="#112233", created_at=now())
    kept.workspace_id = world.account.workspace_id
    await Label.bulk_create([kept], ignore_conflicts=True)
    return {"input": {"labelId": world.ids["Label"]}}


async def _note_is_there(world: World) -> Given:
    await Note.all().update(deleted_at=None)
    return {"input": {"noteId": world.ids["Note"]}}


def _talk(world: World) -> Given:
    return {"input": {"conversationId": world.ids["Conversation"]}}


def _labelling(world: World) -> Given:
    return {"input": {"conversationId": world.ids["Conversation"], "labelId": world.ids["Label"]}}


_CANNED = {"shortcut": "canary", "title": "canary title", "content": {"text": {"body": "canary"}}}


async def _create_canned(world: World) -> Given:
    await Asset.all().update(deleted_at=None)
    content = {"image": {"assetId": world.ids["Asset"]}}
    return {"input": {"shortcut": f"new{next(_number)}", "title": "new", "content": content}}


async def _delete_canned(world: World) -> Given:
    # Whoever asked before may have deleted it.
    id = row_id(CANNED, world.ids["CannedResponse"])
    if not await CannedResponse.filter(id=id).exists():
        kept = {"workspace_id": world.account.workspace_id, "shortcut": "canary", "title": "canary"}
        await CannedResponse.create(id=id, content=to_json(Text("canary")), created_at=now(), changed_at=now(), **kept)
    return {"input": {"cannedResponseId": world.ids["CannedResponse"]}}


async def _delete_asset(world: World) -> Given:
    await Asset.all().update(deleted_at=None)
    return {"input": {"assetId": world.ids["Asset"]}}


async def _planned(world: World) -> Given:
    return {"input": {"messageId": await _ours(world, SendState.SCHEDULED)}}


async def _cancelled(world: World) -> Given:
    return {"input": {"messageId": await _ours(world, SendState.CANCELLED)}}


async def _ours(world: World, state: SendState) -> str:
    """The world's message, as if an agent had planned it for later."""
    id, talk = row_id(MESSAGE, world.ids["Message"]), row_id(CONVERSATION, world.ids["Conversation"])
    where = {"workspace_id": world.account.workspace_id, "account_id": world.account.id, "conversation_id": talk}
    later = now() + timedelta(hours=1)
    what = {"text": "canary", "cause": SendCause.AGENT, "due_at": later, "send_at": later, "created_at": now()}
    await Send.filter(message_id=id).delete()
    await Send.create(message_id=id, fan_id=row_id(FAN, world.ids["Fan"]), openid="oX", state=state, **what, **where)
    await Message.filter(id=id).update(status=MessageStatus(state.value), direction=Direction.OUT)
    return world.ids["Message"]


def _account(world: World) -> Given:
    return {"input": {"accountId": world.ids["OfficialAccount"]}}


def given(make: Callable[[World], Given]) -> Callable[[World], Awaitable[Given]]:
    async def made(world: World) -> Given:
        return make(world)

    return made


# The arguments of every field: of the world, so that what is not theirs to see is what strangers ask for.
SAMPLES: dict[str, Callable[[World], Awaitable[Given]]] = {
    "Query.viewer": given(lambda world: {}),
    "Query.agents": given(lambda world: {"first": 5}),
    "Query.invitations": given(lambda world: {"first": 5}),
    "Query.sessions": given(lambda world: {}),
    "Query.auditEntries": given(lambda world: {"first": 5}),
    "Query.accounts": given(lambda world: {"first": 5}),
    "Query.account": given(lambda world: {"id": world.ids["OfficialAccount"]}),
    "Query.conversations": given(
        lambda world: {"first": 2, "filter": {"accountIds": [world.ids["OfficialAccount"]], "statuses": ["OPEN"]}}
    ),
    "Query.conversation": given(lambda world: {"id": world.ids["Conversation"]}),
    "Query.fans": given(lambda world: {"first": 2, "filter": {"accountIds": [world.ids["OfficialAccount"]]}}),
    "Query.fan": given(lambda world: {"id": world.ids["Fan"]}),
    "Query.reachability": given(lambda world: {"fanId": world.ids["Fan"], "at": "2026-11-20T04:00:00Z"}),
    "Query.conversationCounts": given(lambda world: {"filter": {"accountIds": [world.ids["OfficialAccount"]]}}),
    "Query.labels": given(lambda world: {}),
    "Mutation.closeConversation": given(_talk),
    "Mutation.reopenConversation": given(_talk),
    "Mutation.snoozeConversation": given(_talk),
    "Mutation.createLabel": _create_label,
    "Mutation.updateLabel": given(lambda world: {"input": {"labelId": world.ids["Label"], "name": "canary word"}}),
    "Mutation.deleteLabel": _delete_label,
    "Mutation.labelConversation": given(_labelling),
    "Mutation.unlabelConversation": given(_labelling),
    "Mutation.createNote": given(
        lambda world: {
            "input": {
                "conversationId": world.ids["Conversation"],
                "text": "canary",
                "mentions": [world.ids["Agent"]],
                "idempotencyKey": "key",
            }
        }
    ),
    "Mutation.editNote": given(lambda world: {"input": {"noteId": world.ids["Note"], "text": "canary"}}),
    "Mutation.deleteNote": _note_is_there,
    "Mutation.setFanRemark": given(lambda world: {"input": {"fanId": world.ids["Fan"], "remark": "canary"}}),
    "Query.fanFields": given(lambda world: {}),
    "Mutation.createFanField": _create_field,
    "Mutation.updateFanField": _field_is_there,
    "Mutation.deleteFanField": _field_is_there,
    "Mutation.setFanFields": given(
        lambda world: {
            "input": {
                "fanId": world.ids["Fan"],
                "values": [{"fieldId": world.ids["FanField"], "text": "canary"}],
            }
        }
    ),
    "Mutation.blockFan": given(lambda world: {"input": {"fanId": world.ids["Fan"]}}),
    "Mutation.unblockFan": given(lambda world: {"input": {"fanId": world.ids["Fan"]}}),
    "Mutation.syncFollowers": given(_account),
    "Mutation.createTag": given(lambda world: {"input": {"accountId": world.ids["OfficialAccount"], "name": "new"}}),
    "Mutation.renameTag": given(lambda world: {"input": {"tagId": world.ids["Tag"], "name": "canary"}}),
    "Mutation.deleteTag": _delete_tag,
    "Mutation.tagFans": given(lambda world: {"input": {"tagId": world.ids["Tag"], "fanIds": [world.ids["Fan"]]}}),
    "Mutation.untagFans": given(lambda world: {"input": {"tagId": world.ids["Tag"], "fanIds": [world.ids["Fan"]]}}),
    "Mutation.signIn": given(lambda world: {"input": {"email": world.email, "password": PASSWORD}}),
    "Mutation.refreshSession": _refresh,
    "Mutation.signOut": _refresh,
    "Query.accountScan": given(lambda world: {"id": world.ids["AccountScan"]}),
    "Query.connectionTest": given(lambda world: {"accountId": world.ids["OfficialAccount"]}),
    "Mutation.connectAccount": _connect,
    "Mutation.changeAgentRole": given(lambda world: {"input": {"agentId": world.ids["Agent"], "role": "ADMIN"}}),
    "Mutation.renameAgent": given(lambda world: {"input": {"agentId": world.ids["Agent"], "name": "canary"}}),
    "Mutation.disableAgent": given(lambda world: {"input": {"agentId": world.ids["Agent"]}}),
    "Mutation.enableAgent": given(lambda world: {"input": {"agentId": world.ids["Agent"]}}),
    "Mutation.createInvitation": _invite,
    "Mutation.withdrawInvitation": given(lambda world: {"input": {"invitationId": world.ids["Invitation"]}}),
    "Mutation.acceptInvitation": given(lambda world: {"input": {"token": "in_nobody", "password": PASSWORD}}),
    "Mutation.endSession": given(lambda world: {"input": {"sessionId": world.session_id}}),
    "Mutation.changePassword": given(
        lambda world: {"input": {"currentPassword": PASSWORD, "newPassword": "another password"}}
    ),
    "Mutation.updateAccountCredentials": given(
        lambda world: {"input": {"accountId": world.ids["OfficialAccount"], "token": "another_token"}}
    ),
    "Mutation.updateAccount": given(
        lambda world: {"input": {"accountId": world.ids["OfficialAccount"], "name": "canary new name"}}
    ),
    "Mutation.pauseAccount": given(_account),
    "Mutation.resumeAccount": given(_account),
    "Mutation.disconnectAccount": given(_account),
    "Mutation.refreshAccount": _refresh_account,
    "Mutation.startAccountScan": given(lambda world: {"input": {"idempotencyKey": "key"}}),
    "Mutation.retryMedia": _retry,
    "Mutation.sendMessage": given(
        lambda world: {
            "input": {
                "conversationId": world.ids["Conversation"],
                "content": {"text": {"body": "hello"}},
                "idempotencyKey": "key",
            }
        }
    ),
    "Query.assets": given(lambda world: {"first": 5}),
    "Query.asset": given(lambda world: {"id": world.ids["Asset"]}),
    "Query.cannedResponses": given(lambda world: {"first": 5}),
    "Query.renderCannedResponse": given(
        lambda world: {
            "conversationId": world.ids["Conversation"],
            "cannedResponseId": world.ids["CannedResponse"],
        }
    ),
    "Mutation.deleteAsset": _delete_asset,
    "Mutation.createCannedResponse": _create_canned,
    "Mutation.updateCannedResponse": given(
        lambda world: {"input": _CANNED | {"cannedResponseId": world.ids["CannedResponse"]}}
    ),
    "Mutation.deleteCannedResponse": _delete_canned,
    "Mutation.updateScheduledMessage": _planned,
    "Mutation.cancelMessage": _planned,
    "Mutation.resendMessage": _cancelled,
    "Mutation.showTyping": given(lambda world: {"input": {"conversationId": world.ids["Conversation"]}}),
    "Mutation.markConversationRead": given(
        lambda world: {"input": {"conversationId": world.ids["Conversation"], "upToMessageId": world.ids["Message"]}}
    ),
    "Query.search": given(
        lambda world: {
            "query": "canary",
            "accountIds": [world.ids["OfficialAccount"]],
            "conversationId": world.ids["Conversation"],
            "first": 2,
        }
    ),
    "Subscription.events": given(lambda world: {"accountIds": [world.ids["OfficialAccount"]]}),
}
for _type in node_types():
    SAMPLES[f"Query.node({_type})"] = given(lambda world, type_=_type: {"id": world.ids[type_]})
    SAMPLES[f"Query.nodes({_type})"] = given(lambda world, type_=_type: {"ids": [world.ids[type_]]})

ROWS = [
    row
    for root, name in root_fields()
    for row in (
        [f"{root}.{name}({type_})" for type_ in node_types()] if name in ("node", "nodes") else [f"{root}.{name}"]
    )
]
ABOUT_IDS = [row for row in ROWS if takes_ids(row.partition("(")[0])]


@pytest.mark.parametrize("row", ROWS)
async def test_every_principal_gets_what_the_matrix_says(row: str, hub: Hub):
    assert row in SAMPLES, f"{row} is new: put arguments for it into SAMPLES, made from the world"
    world = await a_world()

    outcomes = {who: outcome(await _asked(row, world, viewer, hub)) for who, viewer in world.viewers.items()}

    line = f"{row:<34}" + "".join(f"{outcomes[who]:<18}" for who in Principal).rstrip()
    assert line in FILE.read_text().splitlines(), f"If this is what should be, put this line into {FILE.name}:\n{line}"


@pytest.mark.plain
def test_the_matrix_has_no_row_too_many():
    rows = [line.split()[0] for line in FILE.read_text().splitlines()[1:]]

    assert rows == ROWS


@pytest.mark.plain
def test_the_world_has_one_of_every_node():
    assert sorted(NODES) == node_types()


@pytest.mark.parametrize("row", ROWS)
async def test_nothing_of_another_workspace_is_in_any_answer(row: str, hub: Hub):
    if row in ("Mutation.signIn", "Mutation.refreshSession"):
        return  # who has the password or the token is no stranger
    world = await a_world()

    for who in (Principal.ANONYMOUS, Principal.STRANGER):
        said = orjson.dumps((await _asked(row, world, world.viewers[who], hub)).data).decode()
        assert "canary" not in said.lower()
        assert not [id for id in world.ids.values() if id in said]


@pytest.mark.parametrize("row", ABOUT_IDS)
async def test_missing_foreign_and_malformed_ids_look_the_same(row: str, hub: Hub):
    world = await a_world()
    stranger = world.viewers[Principal.STRANGER]
    asked = await SAMPLES[row](world)

    foreign = await _asked(row, world, stranger, hub)
    for wrong in (missing_id, _cut, _of_another_kind, lambda type_: "", lambda type_: "no id \0 at all"):
        replaced = _with_other_ids(asked, world, wrong)
        assert _bytes(await _ask(row, replaced, world, stranger, hub)) == _bytes(foreign)


async def _asked(row: str, world: World, viewer: Viewer | None, hub: Hub) -> Answer:
    return await _ask(row, await SAMPLES[row](world), world, viewer, hub)


async def _ask(row: str, asked: Given, world: World, viewer: Viewer | None, hub: Hub) -> Answer:
    root, name, node = re.fullmatch(r"(\w+)\.(\w+)(?:\((\w+)\))?", row).groups()  # type: ignore[union-attr]
    text = document(root, name, asked, node)
    if root != "Subscription":
        return await ask(text, viewer, **asked)
    if viewer is None:
        return await refusal(text, viewer, hub, **asked)
    return await _what_is_heard(text, world, viewer, hub, asked)


async def _what_is_heard(text: str, world: World, viewer: Viewer, hub: Hub, asked: Given) -> Answer:
    """What is told of a message to the account's fan; heartbeats where nothing is."""
    async with listening(text, viewer, hub, **asked) as listener:
        await listener.next()
        await a_talk(account=world.account, text="canary words")
        for _ in range(5):
            event = await listener.next()
            if event["__typename"] != "Heartbeat":
                return Answer({"events": event})
    return Answer({"events": None})


def outcome(answer: Answer) -> str:
    """The class of an answer."""
    if answer.codes:
        return "+".join(sorted(set(answer.codes)))
    (said,) = answer.data.values()
    if isinstance(said, dict) and said.get("userErrors"):
        return str(said["userErrors"][0]["code"])
    if isinstance(said, dict) and "edges" in said:
        return "DATA" if said["edges"] else "EMPTY"
    if isinstance(said, list):
        return "DATA" if any(said) else "NULL"
    return "NULL" if said is None else "DATA"


def _with_other_ids(asked: Given, world: World, other: Callable[[str], str]) -> Given:
    text = orjson.dumps(asked).decode()
    for type_, id in world.ids.items():
        text = text.replace(orjson.dumps(id).decode(), orjson.dumps(other(type_)).decode())
    replaced: Given = orjson.loads(text)
    return replaced


def _cut(type_: str) -> str:
    return missing_id(type_)[:-1]


def _of_another_kind(type_: str) -> str:
    return "xyz" + missing_id(type_)[3:]


def _bytes(answer: Answer) -> bytes:
    """All of it, but for what differs between any two requests."""
    errors = [error | {"extensions": error["extensions"] | {"requestId": ""}} for error in answer.errors]
    extensions = answer.extensions | {"cost": answer.extensions.get("cost", {}) | {"available": 0}}
    return orjson.dumps([answer.data, errors, extensions])
