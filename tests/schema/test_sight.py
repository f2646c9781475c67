"""Who sees what, as a client meets it: the inbox, its filters and counts, and what `events` tells."""

from datetime import timedelta
from typing import Any

from domain.agents.models import Agent, Sees, ServedAccount
from domain.agents.telling import announce_agent
from domain.assignments.taking import take, transfer_to_team
from domain.clock import now
from domain.conversations import reading
from domain.conversations.models import Conversation
from domain.ids import AGENT, CONVERSATION, TEAM, public_id
from domain.teams.models import Team, TeamMember
from domain.transaction import transaction
from domain.viewer import Viewer
from tests.factories import HandClock, a_fan, a_message, a_talk, a_viewer, an_account, an_agent
from tests.schema.asking import ask, listening, told

INBOX = """query ($filter: ConversationFilter) { conversations(filter: $filter) {
  edges { node { lastMessage { text seq } lastSeq assignee { id } team { name } assignedAt queuedAt } } } }"""
COUNTS = "{ conversationCounts { open mine unassigned queued } }"
EVENTS = """subscription ($after: Cursor) { events(after: $after) {
  __typename cursor
  ... on MessageAdded { message { text } }
  ... on ConversationAssigned { assignment { reason agent { id } } conversation { id assignee { id } } }
  ... on ConversationHidden { conversationId }
  ... on ResyncRequired { reason }
} }"""


class Desk:
    """An agent who sees her own talks and her team's, a colleague, and a talk of hers, the team's and nobody's."""

    def __init__(self, her: Agent, colleague: Agent, team: Team, talks: dict[str, Any]) -> None:
        self.her, self.colleague, self.team, self.talks = her, colleague, team, talks

    @classmethod
    async def open(cls, sees: Sees = Sees.TEAM) -> "Desk":
        her = await an_agent(sees=sees)
        account = await an_account(workspace=await her.workspace)
        team = await Team.create(workspace_id=account.workspace_id, name="tea", created_at=now())
        await TeamMember.create(team=team, agent=her)
        talks = {
            name: await a_talk(fan=await a_fan(account=account), text=name) for name in ("hers", "team's", "nobody's")
        }
        await Conversation.filter(id=talks["hers"].id).update(assignee_id=her.id, assigned_at=now(), queued_at=None)
        await Conversation.filter(id=talks["team's"].id).update(team_id=team.id, queued_at=now())
        await Conversation.filter(id=talks["nobody's"].id).update(queued_at=None)
        return cls(her, await an_agent(workspace=await her.workspace), team, talks)

    async def viewer(self, agent: Agent | None = None) -> Viewer:
        return await a_viewer(agent=agent or self.her)


async def found(viewer: Viewer, **wanted: Any) -> set[str]:
    page = await told(INBOX, viewer, filter=wanted)
    return {edge["node"]["lastMessage"]["text"] for edge in page["edges"]}


async def test_a_conversation_says_who_has_it_and_how_far_it_is():
    desk = await Desk.open()

    page = await told(INBOX, await desk.viewer(), filter={"assigneeIds": [public_id(AGENT, desk.her.id)]})

    (node,) = [edge["node"] for edge in page["edges"]]
    assert (node["assignee"], node["team"]) == ({"id": public_id(AGENT, desk.her.id)}, None)
    assert (node["lastSeq"], node["lastMessage"]["seq"], node["queuedAt"]) == (1, 1, None)
    assert node["assignedAt"] is not None


async def test_the_filter_asks_whose_they_are():
    desk = await Desk.open()
    viewer = await desk.viewer(desk.colleague)

    assert await found(viewer, assigneeIds=[public_id(AGENT, desk.her.id)]) == {"hers"}
    assert await found(viewer, unassigned=True) == {"team's", "nobody's"}
    assert await found(viewer, unassigned=False) == {"hers"}
    assert await found(viewer, teamIds=[public_id(TEAM, desk.team.id)]) == {"team's"}
    assert await found(viewer, queued=True) == {"team's"}
    assert await found(viewer, queued=False) == {"hers", "nobody's"}
    assert await found(viewer, assigneeIds=[]) == await found(viewer, teamIds=["nonsense"]) == set()
    too_many = await ask(INBOX, viewer, filter={"assigneeIds": ["agt"] * 101})
    assert too_many.codes == ["BAD_USER_INPUT"]


async def test_counts_are_of_what_one_sees():
    desk = await Desk.open()

    hers = await told(COUNTS, await desk.viewer())
    everybodys = await told(COUNTS, await desk.viewer(desk.colleague))

    assert hers == {"open": 2, "mine": 1, "unassigned": 1, "queued": 1}
    assert everybodys == {"open": 3, "mine": 0, "unassigned": 2, "queued": 1}


async def test_events_tell_of_what_is_in_sight_alone(hub):
    desk = await Desk.open()

    async with listening(EVENTS, await desk.viewer(), hub) as events:
        await events.next()
        for name in ("nobody's", "hers", "team's"):
            await a_message(desk.talks[name], f"more of {name}")

        assert (await events.until("MessageAdded"))["message"]["text"] == "more of hers"
        assert (await events.until("MessageAdded"))["message"]["text"] == "more of team's"


async def test_whoever_cannot_see_a_message_does_not_read_its_row(hub, monkeypatch):
    desk, read = await Desk.open(Sees.OWN), list[Any]()
    messages = reading.messages
    monkeypatch.setattr(reading, "messages", lambda *asked: read.append(asked) or messages(*asked))

    async with listening(EVENTS, await desk.viewer(), hub) as hers:
        await hers.next()
        await a_message(desk.talks["team's"])
        await a_message(desk.talks["hers"], "for her")

        assert (await hers.until("MessageAdded"))["message"]["text"] == "for her"
    assert len(read) == 1


async def test_who_loses_a_conversation_is_told_to_take_it_off_the_screen(hub):
    desk = await Desk.open(Sees.OWN)
    talk = desk.talks["hers"]

    async with (
        listening(EVENTS, await desk.viewer(), hub) as hers,
        listening(EVENTS, await desk.viewer(desk.colleague), hub) as everybodys,
    ):
        for ear in (hers, everybodys):
            await ear.next()
        await take(desk.colleague.id, talk, now())

        hidden = await hers.until("ConversationHidden")
        moved = await everybodys.until("ConversationAssigned")
        await a_message(talk, "not for her")
        assert await hers.silence()

    colleague = {"id": public_id(AGENT, desk.colleague.id)}
    assert hidden["conversationId"] == moved["conversation"]["id"] == public_id(CONVERSATION, talk.id)
    assert moved["assignment"] == {"reason": "TAKEN", "agent": colleague}
    assert moved["conversation"]["assignee"] == colleague


async def test_a_conversation_that_never_was_hers_is_not_hidden_from_her(hub):
    desk = await Desk.open()

    async with listening(EVENTS, await desk.viewer(), hub) as hers:
        await hers.next()
        await take(desk.colleague.id, desk.talks["nobody's"], now())
        assert await hers.silence()

        await transfer_to_team(desk.colleague.id, desk.talks["nobody's"], desk.team.id, now())
        assert (await hers.until("ConversationAssigned"))["conversation"]["assignee"] is None


async def test_another_sight_asks_for_everything_anew(hub):
    desk = await Desk.open()
    clock = HandClock()

    async with listening(EVENTS, await desk.viewer(), hub, clock) as hers:
        await hers.next()
        await Agent.filter(id=desk.her.id).update(sees=Sees.ALL)
        clock.advance(timedelta(seconds=6))
        await a_message(desk.talks["nobody's"], "now she hears it")

        assert (await hers.until("ResyncRequired"))["reason"] == "What you may see has changed."
        assert (await hers.until("MessageAdded"))["message"]["text"] == "now she hears it"


async def test_what_is_changed_of_oneself_counts_at_once(hub):
    desk = await Desk.open()
    account_id = desk.talks["hers"].account_id
    await ServedAccount.create(agent=desk.her, account_id=account_id)

    async with listening(EVENTS, await desk.viewer(), hub, HandClock()) as hers:
        await hers.next()
        async with transaction():
            await Agent.filter(id=desk.her.id).update(sees=Sees.OWN, serves_all_accounts=False)
            announce_agent(desk.her.workspace_id, desk.her.id)
        await hers.until("ResyncRequired")
        await a_message(desk.talks["team's"], "not for her")
        await a_message(desk.talks["hers"], "for her")

        assert (await hers.until("MessageAdded"))["message"]["text"] == "for her"


async def test_a_cursor_from_before_asks_for_everything_anew_too(hub):
    desk = await Desk.open()
    async with listening(EVENTS, await desk.viewer(), hub) as hers:
        cursor = (await hers.next())["cursor"]
    await Agent.filter(id=desk.her.id).update(sees=Sees.OWN)

    async with listening(EVENTS, await desk.viewer(), hub, after=cursor) as hers:
        resync = await hers.next()
        assert resync["__typename"] == "ResyncRequired"
    async with listening(EVENTS, await desk.viewer(), hub, after=resync["cursor"]) as hers:
        assert (await hers.next())["__typename"] == "Heartbeat"
