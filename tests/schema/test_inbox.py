"""What an inbox asks for: states, who waits, what is unread, and how many there are."""

from datetime import timedelta

import pytest

from domain.clock import now
from domain.conversations import states
from domain.conversations.actions import from_agent, mark_read
from domain.ids import ACCOUNT, CONVERSATION, public_id
from tests.factories import HandClock, a_fan, a_message, a_talk, a_viewer, an_account
from tests.schema.asking import ask, told

INBOX = (
    "query ($filter: ConversationFilter) { conversations(filter: $filter) { edges { node { lastMessage { text } } } } }"
)
COUNTS = """query ($filter: ConversationCountsFilter) {
  conversationCounts(filter: $filter) { open snoozed closed unread waiting } }"""
FEW = """{ conversationCounts { __typename many: unread ...more } }
fragment more on ConversationCounts { ... on ConversationCounts { waiting } }"""
CHANGE = """mutation ($id: ID!, $until: DateTime) {
  closed: closeConversation(input: {conversationId: $id}) { conversation { status closedAt } }
  opened: reopenConversation(input: {conversationId: $id}) { conversation { status closedAt } }
  snoozed: snoozeConversation(input: {conversationId: $id, until: $until}) {
    conversation { status snoozedUntilAt } userErrors { code field } } }"""


async def a_desk():
    """A viewer with one talk of each sort: "new", "read", "answered", "asleep" and "done"."""
    viewer = await a_viewer()
    account = await an_account(workspace_id=viewer.workspace_id)
    talks = {
        name: await a_talk(fan=await a_fan(account=account), text=name)
        for name in ("new", "read", "answered", "asleep", "done")
    }
    await mark_read(talks["read"], 1)
    await a_message(talks["answered"], from_agent(viewer.agent_id, "answered"))
    await states.snooze(talks["asleep"], None, now())
    await states.close(talks["done"], now())
    return viewer, account, talks


async def found(viewer, clock=now, **wanted) -> set[str]:
    page = await told(INBOX, viewer, clock, filter=wanted)
    return {edge["node"]["lastMessage"]["text"] for edge in page["edges"]}


async def test_the_filter_asks_for_what_is_snoozed_unread_or_waited_for():
    viewer, _, _ = await a_desk()

    assert await found(viewer, statuses=["SNOOZED"]) == {"asleep"}
    assert await found(viewer, unread=True) == {"new", "answered", "asleep", "done"}
    assert await found(viewer, unread=False) == {"read"}
    assert await found(viewer, waitingLongerThanSeconds=0) == {"new", "read", "asleep"}
    assert await found(viewer, waitingLongerThanSeconds=0, statuses=["OPEN"], unread=False) == {"read"}


async def test_who_waits_longer_is_a_matter_of_time():
    viewer, _, _ = await a_desk()
    clock = HandClock()

    assert await found(viewer, clock, waitingLongerThanSeconds=600) == set()
    clock.advance(timedelta(minutes=11))
    assert await found(viewer, clock, waitingLongerThanSeconds=600) == {"new", "read", "asleep"}


@pytest.mark.parametrize("seconds", [-1, 2**31 - 1])
async def test_a_wait_of_any_length_has_an_answer(seconds):
    viewer, _, _ = await a_desk()

    answer = await ask(INBOX, viewer, filter={"waitingLongerThanSeconds": seconds})

    assert answer.codes == (["BAD_USER_INPUT"] if seconds < 0 else [])


async def test_counts_say_how_many_stand_where():
    viewer, account, _ = await a_desk()
    other = await an_account(workspace_id=viewer.workspace_id)
    everything = {"open": 3, "snoozed": 1, "closed": 1, "unread": 4, "waiting": 3}

    async def counts(*ids: str):
        return await told(COUNTS, viewer, filter={"accountIds": list(ids)})

    assert await told(COUNTS, viewer) == everything
    assert await told(FEW, viewer) == {"__typename": "ConversationCounts", "many": 4, "waiting": 3}
    assert await counts(public_id(ACCOUNT, account.id)) == everything
    assert await counts(public_id(ACCOUNT, other.id)) == await counts("nonsense") == dict.fromkeys(everything, 0)


async def test_a_conversation_is_closed_opened_and_put_aside():
    viewer, _, talks = await a_desk()
    id, until = public_id(CONVERSATION, talks["new"].id), now() + timedelta(hours=1)

    said = (await ask(CHANGE, viewer, id=id, until=until.isoformat())).data

    assert (said["closed"]["conversation"]["status"], said["opened"]["conversation"]["status"]) == ("CLOSED", "OPEN")
    assert said["closed"]["conversation"]["closedAt"] is not None
    assert said["opened"]["conversation"]["closedAt"] is None
    assert said["snoozed"]["conversation"]["status"] == "SNOOZED"
    assert said["snoozed"]["conversation"]["snoozedUntilAt"] == until.isoformat(timespec="milliseconds")[:23] + "Z"


async def test_a_past_moment_is_refused():
    viewer, _, talks = await a_desk()
    id = public_id(CONVERSATION, talks["new"].id)

    said = (await ask(CHANGE, viewer, id=id, until="2020-01-01T00:00:00Z")).data

    assert said["snoozed"] == {"conversation": None, "userErrors": [{"code": "BAD_USER_INPUT", "field": ["until"]}]}
