"""No silent gap, for work on conversations: the old answer with the events applied is what a fresh query says."""

import random
from datetime import timedelta
from typing import Any

import pytest

from domain.accounts.models import OfficialAccount
from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.conversations import states
from domain.conversations.models import Conversation
from domain.ids import ACCOUNT, AGENT, public_id
from domain.labels.models import Label
from domain.notes.models import Note
from domain.viewer import Viewer
from tests.domain.pushes import event, keep, text
from tests.factories import NOON, a_viewer, an_account
from tests.schema.asking import Listener, ask, listening, told
from tests.schema.world import NODES, missing_id

LABEL = "fragment label on Label { id name color }"
TALK = """fragment talk on Conversation {
  id status unreadCount waitingSinceAt snoozedUntilAt closedAt lastMessage { text } labels { ...label } }"""
NOTE = "fragment note on Note { id text author { id } mentions { id name } createdAt editedAt deletedAt }"
EVENTS = f"""{LABEL} {TALK} {NOTE}
subscription ($after: Cursor, $accountIds: [ID!]) {{
  events(after: $after, accountIds: $accountIds) {{
    __typename cursor
    ... on ConversationChanged {{ conversation {{ ...talk }} }}
    ... on LabelChanged {{ label {{ ...label }} }}
    ... on LabelDeleted {{ labelId }}
    ... on NoteChanged {{ note {{ ...note }} conversationId }}
  }}
}}"""
FRESH = f"""{LABEL} {TALK} {NOTE}
{{
  labels {{ ...label }}
  conversations(first: 3) {{ edges {{ node {{ ...talk notes(first: 50) {{ edges {{ node {{ ...note }} }} }} }} }} }}
}}"""


class App:
    """A client that starts with nothing, and lives on events alone."""

    def __init__(self) -> None:
        self.cursor: str | None = None
        self.talks: dict[str, Any] = {}
        self.labels: dict[str, Any] = {}
        self.notes: dict[str, dict[str, Any]] = {}

    def apply(self, event: Any) -> None:
        """What an event changes. Some come twice: applying them again changes nothing."""
        self.cursor = event["cursor"]
        match event["__typename"]:
            case "ConversationChanged":
                self.talks[event["conversation"]["id"]] = event["conversation"]
            case "LabelChanged":
                label = event["label"]
                self.labels[label["id"]] = label
                for talk in self.talks.values():
                    talk["labels"] = [label if one["id"] == label["id"] else one for one in talk["labels"]]
            case "LabelDeleted":
                self.labels.pop(event["labelId"], None)
                for talk in self.talks.values():
                    talk["labels"] = [one for one in talk["labels"] if one["id"] != event["labelId"]]
            case "NoteChanged":
                notes = self.notes.setdefault(event["conversationId"], {})
                notes.pop(event["note"]["id"], None)
                if event["note"]["deletedAt"] is None:
                    notes[event["note"]["id"]] = event["note"]

    async def listen(self, events: Listener, at_most: int) -> None:
        """Until nothing comes any more, or the line is cut after so many."""
        self.apply(await events.next())
        for _ in range(at_most):
            event = await events.next()
            self.apply(event)
            if event["__typename"] == "Heartbeat":
                return

    def state(self) -> Any:
        """What it would show."""
        return self.talks, self.labels, {id: notes for id, notes in self.notes.items() if notes}


async def fresh(viewer: Viewer) -> Any:
    """What a fresh query says."""
    answer = await ask(FRESH, viewer)
    assert answer.errors == []
    talks, notes = {}, {}
    for edge in answer.data["conversations"]["edges"]:
        talk = edge["node"]
        of_talk = {one["node"]["id"]: one["node"] for one in talk.pop("notes")["edges"]}
        talks[talk["id"]] = talk
        notes |= {talk["id"]: of_talk} if of_talk else {}
    return talks, {label["id"]: label for label in answer.data["labels"]}, notes


class Script:
    """Work on conversations, at random, through the API."""

    def __init__(self, dice: random.Random, account: OfficialAccount, viewer: Viewer) -> None:
        self._dice, self._account, self._viewer, self._second = dice, account, viewer, 0

    async def happen(self) -> None:
        """Something."""
        chosen = [
            self.a_fan_moves,
            self.a_talk_moves,
            self.a_talk_moves,
            self.labels_move,
            self.notes_move,
            self.time_passes,
        ]
        await self._dice.choice(chosen)()

    async def a_fan_moves(self) -> None:
        self._second += 1
        who, at = self._dice.choice(["oA", "oB", "oC"]), NOON + timedelta(seconds=self._second)
        await keep(self._account, self._dice.choice([text(f"{at}", who, at), event("CLICK", who, at, "K")]))
        await handle_waiting(now)

    async def a_talk_moves(self) -> None:
        given = {"conversationId": await self._some("Conversation")}
        until = self._dice.choice([None, now() + timedelta(minutes=5), now() - timedelta(minutes=5)])
        await self._dice.choice(
            [
                lambda: self._do("closeConversation", given),
                lambda: self._do("reopenConversation", given),
                lambda: self._do("snoozeConversation", given | {"until": until and until.isoformat()}),
                lambda: self._do("sendMessage", given | {"content": {"text": {"body": "hello"}}}),
            ]
        )()

    async def labels_move(self) -> None:
        label, talk = {"labelId": await self._some("Label")}, {"conversationId": await self._some("Conversation")}
        looks = {"name": self._dice.choice("abcde"), "color": self._dice.choice(["#112233", "#445566"])}
        await self._dice.choice(
            [
                lambda: self._do("createLabel", looks),
                lambda: self._do("updateLabel", label | looks),
                lambda: self._do("deleteLabel", label),
                lambda: self._do("labelConversation", label | talk),
                lambda: self._do("labelConversation", label | talk),
                lambda: self._do("unlabelConversation", label | talk),
            ]
        )()

    async def notes_move(self) -> None:
        note, words = {"noteId": await self._some("Note")}, {"text": f"note {self._dice.random()}"}
        talk = {"conversationId": await self._some("Conversation")}
        await self._dice.choice(
            [
                lambda: self._do("createNote", talk | words | {"mentions": [self._me()]}),
                lambda: self._do("createNote", talk | words),
                lambda: self._do("editNote", note | words),
                lambda: self._do("editNote", note | words | {"mentions": []}),
                lambda: self._do("deleteNote", note),
            ]
        )()

    async def time_passes(self) -> None:
        await states.wake_due(now() + timedelta(minutes=10))

    async def _do(self, mutation: str, given: dict[str, Any]) -> None:
        type_ = f"{mutation[0].upper()}{mutation[1:]}Input"
        document = f"mutation ($input: {type_}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}"
        await told(document, self._viewer, input=given)

    def _me(self) -> str:
        return public_id(AGENT, self._viewer.agent_id)

    async def _some(self, type_: str) -> str:
        model = {"Conversation": Conversation, "Label": Label, "Note": Note}[type_]
        rows = await model.all()
        return public_id(NODES[type_], self._dice.choice(rows).id) if rows else missing_id(type_)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_events_after_any_interruptions_give_what_a_fresh_query_gives(hub, wechat, seed):
    dice, viewer = random.Random(seed), await a_viewer(role="OWNER")
    account = await an_account(workspace_id=viewer.workspace_id)
    script, app = Script(dice, account, viewer), App()
    given = {"accountIds": [public_id(ACCOUNT, account.id)]} if seed == 3 else {}
    async with listening(EVENTS, viewer, hub, **given) as events:
        await app.listen(events, at_most=0)

    for _ in range(15):
        for _ in range(dice.randint(0, 8)):
            await script.happen()
        async with listening(EVENTS, viewer, hub, after=app.cursor, **given) as events:
            await app.listen(events, at_most=dice.choice([1, 3, 1000]))
    async with listening(EVENTS, viewer, hub, after=app.cursor, **given) as events:
        await app.listen(events, at_most=1000)

    assert app.state() == await fresh(viewer)


async def test_a_strangers_labels_and_notes_are_not_told(hub):
    viewer, stranger = await a_viewer(role="OWNER"), await a_viewer(role="OWNER")
    account = await an_account(workspace_id=viewer.workspace_id)
    script = Script(random.Random(1), account, viewer)
    async with listening(EVENTS, stranger, hub) as events:
        await events.next()
        await script.a_fan_moves()
        for _ in range(6):
            await script.labels_move()
            await script.notes_move()

        assert await events.silence(2)
