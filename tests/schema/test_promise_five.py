"""No silent gap: what a client that is cut off at random has made of events is what a fresh query says."""

import random
from datetime import timedelta
from typing import Any

import pytest

from domain.accounts.models import OfficialAccount
from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.conversations.actions import Talk, mark_read
from domain.conversations.models import Conversation
from domain.media.fetching import fetch_due
from domain.sends.actions import send_text
from domain.sends.delivery import deliver_due
from domain.viewer import Viewer
from tests.domain.pushes import event, keep, picture, text
from tests.domain.test_sends import busy, refused, unknown
from tests.factories import NOON, a_viewer, an_account
from tests.fakes import FakeGate
from tests.schema.asking import Listener, listening, told
from wechat import Downloaded

TALK = """
fragment talk on Conversation {
  id status unreadCount fan { ...fan } account { id } lastMessage { id text status content { ...content } }
}
fragment fan on Fan {
  openid isFollowing displayName followCount lastSeenAt timeline(first: 10) { edges { node { id kind } } }
}
fragment content on MessageContent { __typename ... on ImageContent { media { state size failure } } }"""
MESSAGE = """fragment message on Message {
  id text status kind refusal { code message } conversation { id } content { ...content }
}"""
EVENTS = f"""{TALK} {MESSAGE}
subscription ($after: Cursor) {{
  events(after: $after) {{
    __typename cursor
    ... on MessageAdded {{ message {{ ...message }} }}
    ... on MessageChanged {{ message {{ ...message }} }}
    ... on ConversationChanged {{ conversation {{ ...talk }} }}
    ... on FanChanged {{ fan {{ ...fan }} }}
  }}
}}"""
INBOX = f"{TALK} {{ conversations {{ edges {{ node {{ ...talk }} }} }} }}"
MESSAGES = f"""{MESSAGE}
fragment content on MessageContent {{ __typename ... on ImageContent {{ media {{ state size failure }} }} }}
query ($id: ID!) {{ conversation(id: $id) {{ messages(last: 100) {{ edges {{ node {{ ...message }} }} }} }} }}"""
OPENIDS = ["oA", "oB", "oC", "oD"]


class App:
    """A client that asks once, and from then on lives on events alone."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer, self.cursor = viewer, None
        self.talks: dict[str, Any] = {}
        self.messages: dict[str, Any] = {}

    def apply(self, event: Any) -> None:
        """What an event changes. Some come twice: applying them again changes nothing."""
        self.cursor = event["cursor"]
        match event["__typename"]:
            case "MessageAdded" | "MessageChanged":
                self.messages[event["message"]["id"]] = event["message"]
            case "ConversationChanged":
                self.talks[event["conversation"]["id"]] = event["conversation"]
            case "FanChanged":
                for talk in self.talks.values():
                    talk["fan"] = event["fan"] if talk["fan"]["openid"] == event["fan"]["openid"] else talk["fan"]

    async def listen(self, events: Listener, at_most: int) -> None:
        """Until nothing comes any more, or the line is cut after so many."""
        self.apply(await events.next())
        for _ in range(at_most):
            event = await events.next()
            self.apply(event)
            if event["__typename"] == "Heartbeat":
                return


async def everything(viewer: Viewer) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a fresh query says."""
    talks = {edge["node"]["id"]: edge["node"] for edge in (await told(INBOX, viewer))["edges"]}
    messages = {}
    for id in talks:
        page = (await told(MESSAGES, viewer, id=id))["messages"]
        messages |= {edge["node"]["id"]: edge["node"] for edge in page["edges"]}
    return talks, messages


class Script:
    """Things that happen, at random."""

    def __init__(self, dice: random.Random, account: OfficialAccount, viewer: Viewer, wechat: FakeGate) -> None:
        self._dice, self._account, self._viewer, self._wechat = dice, account, viewer, wechat
        self._second = 0

    async def happen(self) -> None:
        """One of them."""
        await self._dice.choice(
            [self.a_fan_does_something, self.an_agent_answers, self.an_agent_reads, self.a_file_comes]
        )()

    async def a_fan_does_something(self) -> None:
        self._second += 1
        who, at = self._dice.choice(OPENIDS), NOON + timedelta(seconds=self._second)
        did = [text(f"{self._second}", who, at), event("subscribe", who, at), event("unsubscribe", who, at)]
        did += [
            did[0],
            event("CLICK", who, at, "K"),
            event("VIEW", who, at, "U"),
            picture(who, now()),
            picture(who, at),
        ]
        await keep(self._account, self._dice.choice(did))
        await handle_waiting(now)

    async def a_file_comes(self) -> None:
        answers = [Downloaded("", "", b"a file"), busy(), refused(40007)]
        self._wechat.will("download_media", self._dice.choice(answers))
        await fetch_due(self._dice.choice([now, lambda: now() + timedelta(seconds=20)]))

    async def an_agent_answers(self) -> None:
        if talk := await self._some_talk():
            await send_text(talk, "oX", self._viewer.agent_id, f"answer {self._dice.random()}", now())
            self._wechat.answers = self._dice.choice([[], [], [refused(45015)], [unknown()], [busy()]])
            await deliver_due(self._dice.choice([now, lambda: now() + timedelta(seconds=20)]))

    async def an_agent_reads(self) -> None:
        if talk := await self._some_talk():
            await mark_read(talk, self._dice.randint(1, (await Conversation.get(id=talk.id)).message_seq))

    async def _some_talk(self) -> Talk | None:
        talks = await Conversation.all()
        chosen = self._dice.choice(talks) if talks else None
        return Talk(chosen.id, chosen.workspace_id, chosen.account_id, chosen.fan_id) if chosen else None


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_events_after_any_interruptions_give_what_a_fresh_query_gives(hub, wechat, seed):
    dice, viewer = random.Random(seed), await a_viewer()
    script = Script(dice, await an_account(workspace_id=viewer.workspace_id), viewer, wechat)
    app = App(viewer)
    async with listening(EVENTS, viewer, hub) as events:
        await app.listen(events, at_most=0)

    for _ in range(15):
        for _ in range(dice.randint(0, 6)):
            await script.happen()
        async with listening(EVENTS, viewer, hub, after=app.cursor) as events:
            await app.listen(events, at_most=dice.choice([1, 3, 1000]))
    async with listening(EVENTS, viewer, hub, after=app.cursor) as events:
        await app.listen(events, at_most=1000)

    assert (app.talks, app.messages) == await everything(viewer)
