from datetime import timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from domain import database
from domain.clock import now
from domain.conversations.actions import Talk, add_message
from domain.conversations.models import Conversation, ConversationStatus, Message, MessageKind
from domain.ids import ACCOUNT, CONVERSATION, MESSAGE, new_id, public_id
from domain.transaction import transaction
from tests.factories import a_fan, a_message, a_talk, a_viewer, an_account, words
from tests.schema.asking import ask, told

INBOX = """
query ($first: Int, $after: String, $last: Int, $before: String, $filter: ConversationFilter) {
  conversations(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    edges { cursor node { id status unreadCount fan { openid displayName } account { name } lastMessage { text } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""
TALK = """
query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  conversation(id: $id) {
    messages(first: $first, after: $after, last: $last, before: $before) {
      edges { cursor node { text kind direction sender { __typename } conversation { id } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}"""
READ = """
mutation ($input: MarkConversationReadInput!) {
  markConversationRead(input: $input) { conversation { unreadCount } userErrors { code field } }
}"""


@pytest_asyncio.fixture
async def viewer():
    return await a_viewer()


@pytest_asyncio.fixture
async def account(viewer):
    return await an_account(workspace_id=viewer.workspace_id)


async def talks(account, how_many: int) -> list[Talk]:
    """Talks of as many fans, the oldest first."""
    return [await a_talk(fan=await a_fan(account=account), text=f"{n}") for n in range(how_many)]


def texts(page) -> list[str]:
    return [edge["node"]["lastMessage"]["text"] for edge in page["edges"]]


async def test_the_inbox_shows_what_moved_last_first(viewer, account):
    first, *_ = await talks(account, 3)
    await a_message(first, "moved again")

    assert texts(await told(INBOX, viewer)) == ["moved again", "2", "1"]


@pytest.mark.parametrize("way", ["forwards", "backwards"])
async def test_pages_are_the_list_whatever_comes_in_between(viewer, account, way):
    await talks(account, 7)
    seen: list[str] = []
    cursor = None
    for _ in range(4):
        given = {"first": 2, "after": cursor} if way == "forwards" else {"last": 2, "before": cursor}
        page = await told(INBOX, viewer, **given)
        seen = seen + texts(page) if way == "forwards" else texts(page) + seen
        cursor = page["pageInfo"]["endCursor" if way == "forwards" else "startCursor"]
        await talks(account, 1)  # newer than the whole list

    assert [text for text in seen if text] == (["6", "5", "4", "3", "2", "1", "0"] if way == "forwards" else seen)
    assert page["pageInfo"]["hasNextPage"] is (way == "backwards")


async def test_backwards_the_last_page_is_the_oldest(viewer, account):
    await talks(account, 5)

    page = await told(INBOX, viewer, last=2)

    assert texts(page) == ["1", "0"]
    assert (page["pageInfo"]["hasPreviousPage"], page["pageInfo"]["hasNextPage"]) == (True, False)


async def test_talks_that_moved_at_the_same_moment_are_each_on_one_page(viewer, account):
    await talks(account, 5)
    await Conversation.all().update(last_message_at=now())

    seen, cursor = [], None
    for _ in range(3):
        page = await told(INBOX, viewer, first=2, after=cursor)
        seen, cursor = seen + texts(page), page["pageInfo"]["endCursor"]

    assert sorted(seen) == ["0", "1", "2", "3", "4"]


async def test_the_filter_asks_for_accounts(viewer, account):
    other = await an_account(workspace_id=viewer.workspace_id)
    await talks(account, 2)
    await talks(other, 1)

    async def found(*ids: str) -> int:
        return len((await told(INBOX, viewer, filter={"accountIds": list(ids)}))["edges"])

    foreign = await an_account()
    ours, theirs = public_id(ACCOUNT, other.id), public_id(ACCOUNT, foreign.id)
    assert await found(ours) == 1
    assert await found(ours, public_id(ACCOUNT, account.id), theirs) == 3
    assert [await found(id) for id in (theirs, public_id(ACCOUNT, new_id()), "nonsense", ACCOUNT)] == [0, 0, 0, 0]
    assert await found() == 0


async def test_the_filter_asks_for_states(viewer, account):
    done, *_ = await talks(account, 3)
    await Conversation.filter(id=done.id).update(status=ConversationStatus.CLOSED)

    closed = await told(INBOX, viewer, filter={"statuses": ["CLOSED"]})
    both = await told(INBOX, viewer, filter={"statuses": ["OPEN", "CLOSED"]})

    assert texts(closed) == ["0"]
    assert len(both["edges"]) == 3


async def test_a_closed_talk_opens_with_the_next_message(viewer, account):
    (talk,) = await talks(account, 1)
    await Conversation.filter(id=talk.id).update(status=ConversationStatus.CLOSED)

    await a_message(talk, "one more thing")

    (edge,) = (await told(INBOX, viewer))["edges"]
    assert (edge["node"]["status"], edge["node"]["unreadCount"]) == ("OPEN", 2)


async def test_a_fan_without_a_remark_has_a_name_that_stays(viewer, account):
    await a_talk(fan=await a_fan(account=account, openid="oMEI"))
    await a_talk(fan=await a_fan(account=account, openid="oLI", remark="李老师"))

    names = {e["node"]["fan"]["openid"]: e["node"]["fan"]["displayName"] for e in (await told(INBOX, viewer))["edges"]}

    assert names["oLI"] == "李老师"
    assert names["oMEI"].startswith("粉丝 ")


async def a_long_talk(account, length: int = 7) -> Talk:
    talk = await a_talk(fan=await a_fan(account=account), text="0")
    for n in range(1, length):
        await a_message(talk, f"{n}")
    return talk


def said(conversation) -> list[str]:
    return [edge["node"]["text"] for edge in conversation["messages"]["edges"]]


async def test_messages_run_from_old_to_new_and_the_newest_page_comes_first(viewer, account):
    id = public_id(CONVERSATION, (await a_long_talk(account)).id)

    newest = await told(TALK, viewer, id=id, last=3)
    before = await told(TALK, viewer, id=id, last=3, before=newest["messages"]["pageInfo"]["startCursor"])

    assert (said(newest), said(before)) == (["4", "5", "6"], ["1", "2", "3"])
    assert said(await told(TALK, viewer, id=id)) == ["0", "1", "2", "3", "4", "5", "6"]
    assert said(await told(TALK, viewer, id=id, first=2)) == ["0", "1"]


async def test_a_page_does_not_shift_when_something_is_said(viewer, account):
    talk = await a_long_talk(account)
    id = public_id(CONVERSATION, talk.id)
    newest = await told(TALK, viewer, id=id, last=3)
    await a_message(talk, "meanwhile")

    before = await told(TALK, viewer, id=id, last=3, before=newest["messages"]["pageInfo"]["startCursor"])

    assert said(before) == ["1", "2", "3"]


async def test_messages_of_many_talks_are_one_statement(viewer, account, monkeypatch):
    await talks(account, 8)
    statements: list[str] = []
    original = database.rows

    async def counted(sql: str, *values: object):
        statements.append(sql)
        return await original(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    await told("{ conversations { edges { node { messages(last: 3) { edges { node { text } } } } } } }", viewer)

    assert len(statements) == 3, "the viewer, the inbox, and all messages"


async def test_a_cursor_of_another_list_is_refused(viewer, account):
    id = public_id(CONVERSATION, (await a_long_talk(account)).id)
    inbox = await told(INBOX, viewer)

    answer = await ask(TALK, viewer, id=id, first=1, after=inbox["pageInfo"]["endCursor"])

    assert answer.codes == ["BAD_USER_INPUT"]


async def read(viewer, talk_id: UUID, message_id: UUID):
    asked = {"conversationId": public_id(CONVERSATION, talk_id), "upToMessageId": public_id(MESSAGE, message_id)}
    return await told(READ, viewer, input=asked)


async def test_reading_counts_down_and_never_back(viewer, account):
    talk = await a_long_talk(account)
    messages = await Message.filter(conversation_id=talk.id).order_by("seq")

    assert (await read(viewer, talk.id, messages[4].id))["conversation"]["unreadCount"] == 2
    assert (await read(viewer, talk.id, messages[1].id))["conversation"]["unreadCount"] == 2
    assert (await read(viewer, talk.id, messages[6].id))["conversation"]["unreadCount"] == 0


async def test_what_a_fan_did_does_not_count_as_unread(viewer, account):
    talk = await a_long_talk(account, length=1)
    async with transaction():
        did = words("KEY")
        await add_message(talk, type(did)(did.direction, MessageKind.EVENT, "CLICK", did.status, "KEY"), now())

    (edge,) = (await told(INBOX, viewer))["edges"]
    assert edge["node"]["unreadCount"] == 1


async def test_a_message_of_another_talk_cannot_be_read_here(viewer, account):
    here, there = await a_long_talk(account), await a_long_talk(account)
    message = await Message.filter(conversation_id=there.id).first()
    foreign = await Message.filter(conversation_id=(await a_talk()).id).first()

    answers = [await read(viewer, here.id, id) for id in (message.id, foreign.id, new_id())]

    assert answers == [{"conversation": None, "userErrors": [{"code": "NOT_FOUND", "field": ["upToMessageId"]}]}] * 3


async def test_times_are_utc_with_milliseconds(viewer, account):
    await talks(account, 1)

    (edge,) = (await told("{ conversations { edges { node { lastMessageAt } } } }", viewer))["edges"]

    moment = edge["node"]["lastMessageAt"]
    assert moment.endswith("Z")
    assert len(moment) == len("2026-01-31T08:30:00.000Z")
    assert abs(now() - (await Conversation.get()).last_message_at) < timedelta(minutes=1)
