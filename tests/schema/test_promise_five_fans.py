"""No silent gap in what is done to fans: what a client has made of events is what a fresh query says."""

import random
from typing import Any

import pytest

from domain.agents.models import Role
from domain.clock import now
from domain.fans.telling import tell_due
from domain.viewer import Viewer
from tests.factories import a_fan, a_viewer, an_account
from tests.fakes import FakeGate
from tests.schema.asking import Listener, listening, told
from tests.schema.fans import id_of
from wechat import Act, Refused, TryLater

FAN = """
fragment fan on Fan {
  id remark displayName blockedAt wechatRefusal { what failure { code } } fields { field { id } text }
}"""
FIELD = "fragment field on FanField { id name kind choices }"
EVENTS = f"""{FAN} {FIELD}
subscription ($after: Cursor) {{ events(after: $after) {{
  __typename cursor
  ... on FanChanged {{ fan {{ ...fan }} }}
  ... on FanFieldChanged {{ fanField {{ ...field }} }}
  ... on FanFieldDeleted {{ fanFieldId }}
}} }}"""
FANS = f"{FAN} {{ fans {{ edges {{ node {{ ...fan }} }} }} }}"
FIELDS = f"{FIELD} {{ fanFields {{ ...field }} }}"
DOCUMENTS = {
    name: f"mutation ($in: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $in) {{ userErrors {{ code }} }} }}"
    for name in (
        "blockFan",
        "unblockFan",
        "setFanRemark",
        "setFanFields",
        "createFanField",
        "updateFanField",
        "deleteFanField",
    )
}


class App:
    """A client that knows nothing at first, and lives on events alone."""

    def __init__(self, fans: dict[str, Any]) -> None:
        self.fans, self.cursor = fans, None
        self.fields: dict[str, Any] = {}

    def apply(self, event: Any) -> None:
        """What an event changes. Some come twice: applying them again changes nothing."""
        self.cursor = event["cursor"]
        match event["__typename"]:
            case "FanChanged":
                self.fans[event["fan"]["id"]] = event["fan"]
            case "FanFieldChanged":
                self.fields[event["fanField"]["id"]] = event["fanField"]
            case "FanFieldDeleted":
                self.fields.pop(event["fanFieldId"], None)
                for fan in self.fans.values():
                    fan["fields"] = [one for one in fan["fields"] if one["field"]["id"] != event["fanFieldId"]]

    async def listen(self, events: Listener, at_most: int) -> None:
        """Until nothing comes any more, or the line is cut after so many."""
        self.apply(await events.next())
        for _ in range(at_most):
            event = await events.next()
            self.apply(event)
            if event["__typename"] == "Heartbeat":
                return


class Agents:
    """What agents do to fans, at random."""

    def __init__(self, dice: random.Random, viewer: Viewer, fans: list[str], wechat: FakeGate) -> None:
        self._dice, self._viewer, self._fans, self._wechat = dice, viewer, fans, wechat

    async def act(self) -> None:
        """One of them."""
        fan, number = {"fanId": self._dice.choice(self._fans)}, f"{self._dice.randint(1, 9)}"
        fields = [field["id"] for field in await told(FIELDS, self._viewer)]
        deeds: list[tuple[str, dict[str, Any]]] = [
            ("blockFan", fan),
            ("unblockFan", fan),
            ("setFanRemark", fan | {"remark": number}),
            ("createFanField", {"name": number, "kind": "TEXT"}),
        ]
        if fields:
            field = self._dice.choice(fields)
            text = self._dice.choice([None, number])
            deeds += [("setFanFields", fan | {"values": [{"fieldId": field, "text": text}]})] * 3
            deeds += [("updateFanField", {"fieldId": field, "name": number}), ("deleteFanField", {"fieldId": field})]
        name, given = self._dice.choice(deeds)
        await told(DOCUMENTS[name], self._viewer, **{"in": given})
        if self._dice.random() < 0.4:
            await self.tell()

    async def tell(self) -> None:
        """Workers tell WeChat, which takes it, refuses it, or is busy."""
        busy, no = TryLater("busy", code=-1), Refused("No.", act=Act.FIX_REQUEST, code=48001)
        for sentence in ("block", "unblock", "set_remark"):
            self._wechat.will(sentence, self._dice.choice([None, None, no, busy]))
        await tell_due(now)


@pytest.mark.parametrize("seed", [1, 2])
async def test_events_after_any_interruptions_give_what_a_fresh_query_gives(hub, wechat, seed):
    dice, viewer = random.Random(seed), await a_viewer(role=Role.OWNER)
    shop = await an_account(workspace_id=viewer.workspace_id)
    fans = [id_of(await a_fan(account=shop)) for _ in range(3)]
    agents, app = Agents(dice, viewer, fans, wechat), App(await fans_of(viewer))
    async with listening(EVENTS, viewer, hub) as events:
        await app.listen(events, at_most=0)

    for _ in range(15):
        for _ in range(dice.randint(0, 6)):
            await agents.act()
        async with listening(EVENTS, viewer, hub, after=app.cursor) as events:
            await app.listen(events, at_most=dice.choice([1, 3, 1000]))
    async with listening(EVENTS, viewer, hub, after=app.cursor) as events:
        await app.listen(events, at_most=1000)

    assert app.fans == await fans_of(viewer)
    assert app.fields == {field["id"]: field for field in await told(FIELDS, viewer)}


async def fans_of(viewer: Viewer) -> dict[str, Any]:
    """What a fresh query says."""
    return {edge["node"]["id"]: edge["node"] for edge in (await told(FANS, viewer))["edges"]}
