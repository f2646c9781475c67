"""Screens of agents: they ask once, live on events from then on, and are cut off at any moment."""

from typing import Any

from domain.hub import Hub
from domain.viewer import Viewer
from tests.factories import HandClock
from tests.schema.asking import listening, told

TALK = """fragment talk on Conversation {
  id status unreadCount lastSeq queuedAt assignee { id } team { id } fan { openid } lastMessage { id }
}"""
MESSAGE = "fragment message on Message { id seq text status conversation { id } }"
EVENTS = f"""{TALK} {MESSAGE}
subscription ($after: Cursor) {{
  events(after: $after) {{
    __typename cursor
    ... on MessageAdded {{ message {{ ...message }} }}
    ... on MessageChanged {{ message {{ ...message }} }}
    ... on ConversationChanged {{ conversation {{ ...talk }} }}
    ... on ConversationAssigned {{ conversation {{ ...talk }} }}
    ... on ConversationHidden {{ conversationId }}
  }}
}}"""
INBOX = f"{TALK} {{ conversations(first: 100) {{ edges {{ node {{ ...talk }} }} }} }}"
MESSAGES = f"""{MESSAGE}
query ($id: ID!) {{ conversation(id: $id) {{ messages(last: 100) {{ edges {{ node {{ ...message }} }} }} }} }}"""


class Screen:
    """A client that asks once, lives on events from then on, and is cut off at any moment."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.cursor: str | None = None
        self.talks: dict[str, Any] = {}
        self.messages: dict[str, Any] = {}

    async def ask_anew(self) -> None:
        """What a client does when it is opened, and when it is told that it has missed something."""
        self.talks, self.messages = await everything(self.viewer)

    async def listen(self, hub: Hub, clock: HandClock, at_most: int) -> None:
        """Go on where the line was cut, until nothing comes any more or it is cut again."""
        async with listening(EVENTS, self.viewer, hub, clock, after=self.cursor) as events:
            await self._apply(await events.next())
            for _ in range(at_most):
                heard = await events.next()
                await self._apply(heard)
                if heard["__typename"] == "Heartbeat":
                    return

    async def _apply(self, heard: Any) -> None:
        self.cursor = heard["cursor"]
        match heard["__typename"]:
            case "ResyncRequired":
                await self.ask_anew()
            case "MessageAdded" | "MessageChanged":
                self.messages[heard["message"]["id"]] = heard["message"]
            case "ConversationChanged" | "ConversationAssigned":
                await self._show(heard["conversation"])
            case "ConversationHidden":
                self._hide(heard["conversationId"])

    async def _show(self, talk: Any) -> None:
        if talk["id"] not in self.talks:  # it came into sight: what was said before is asked for
            self.messages |= await messages_of(self.viewer, talk["id"])
        self.talks[talk["id"]] = talk

    def _hide(self, id: str) -> None:
        self.talks.pop(id, None)
        self.messages = {key: one for key, one in self.messages.items() if one["conversation"]["id"] != id}


async def everything(viewer: Viewer) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a fresh query says."""
    talks = {edge["node"]["id"]: edge["node"] for edge in (await told(INBOX, viewer))["edges"]}
    messages: dict[str, Any] = {}
    for id in talks:
        messages |= await messages_of(viewer, id)
    return talks, messages


async def messages_of(viewer: Viewer, id: str) -> dict[str, Any]:
    """The messages of a talk, if the viewer may see it."""
    talk = await told(MESSAGES, viewer, id=id)
    return {edge["node"]["id"]: edge["node"] for edge in talk["messages"]["edges"]} if talk else {}
