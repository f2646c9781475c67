"""No silent gap in hours: an old list of schedules, with the events, is what a fresh one says."""

import random
from typing import Any

import pytest

from domain.agents.models import Role
from domain.ids import ACCOUNT, SCHEDULE, public_id
from domain.schedules.models import Schedule
from domain.viewer import Viewer
from tests.factories import a_viewer, an_account
from tests.schema.asking import Listener, ask, listening, told
from tests.schema.world import missing_id

SHOWN = """fragment shown on Schedule {
  id name timeZone holidays startsOn endsOn changedAt intervals { weekdays dayClass from until }
  isOpen(at: "2026-11-20T04:00:00Z") nextOpenings(days: 3, at: "2026-11-20T04:00:00Z") { opensAt closesAt }
}"""
EVENTS = f"""{SHOWN}
subscription ($after: Cursor, $accountIds: [ID!]) {{ events(after: $after, accountIds: $accountIds) {{
  __typename cursor
  ... on ScheduleChanged {{ schedule {{ ...shown }} }}
  ... on ScheduleDeleted {{ scheduleId }}
}} }}"""
FRESH = f"{SHOWN} {{ schedules {{ ...shown }} }}"
DOCUMENTS = {
    name: f"mutation ($in: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $in) {{ userErrors {{ code }} }} }}"
    for name in ("createSchedule", "updateSchedule", "deleteSchedule")
}


class App:
    """A client that asks once, and from then on lives on events alone."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known, self.cursor = known, None

    def apply(self, event: Any) -> None:
        """What an event changes. Some come twice: applying them again changes nothing."""
        self.cursor = event["cursor"]
        if event["__typename"] == "ScheduleChanged":
            self.known[event["schedule"]["id"]] = event["schedule"]
        if event["__typename"] == "ScheduleDeleted":
            self.known.pop(event["scheduleId"], None)

    async def listen(self, events: Listener, at_most: int) -> None:
        """Until nothing comes any more, or the line is cut after so many."""
        self.apply(await events.next())
        for _ in range(at_most):
            event = await events.next()
            self.apply(event)
            if event["__typename"] == "Heartbeat":
                return


class Admins:
    """What admins do with schedules, at random."""

    def __init__(self, dice: random.Random, viewer: Viewer) -> None:
        self._dice, self._viewer = dice, viewer

    async def act(self) -> None:
        """One of them; some are refused, and nothing happens."""
        rows = await Schedule.filter(workspace_id=self._viewer.workspace_id).order_by("id")
        some = {"scheduleId": public_id(SCHEDULE, self._dice.choice(rows).id) if rows else missing_id("Schedule")}
        hours = {"name": self._dice.choice("abcdefgh"), "holidays": self._dice.choice(["IGNORED", "CLOSED"])}
        hours |= {"intervals": [self._an_interval() for _ in range(self._dice.choice([1, 1, 2]))]}
        deeds = [("createSchedule", hours), ("updateSchedule", some | hours), ("deleteSchedule", some)]
        name, given = self._dice.choice([deeds[0], *deeds[:2], *deeds])
        await told(DOCUMENTS[name], self._viewer, **{"in": given})

    def _an_interval(self) -> dict[str, Any]:
        days = self._dice.choice([{"weekdays": ["FRIDAY"]}, {"dayClass": "DAY_OFF"}, {"dayClass": "WORKDAY"}])
        return days | {"from": self._dice.choice(["00:00", "12:00"]), "until": self._dice.choice(["12:00", "24:00"])}


async def fresh(viewer: Viewer) -> dict[str, Any]:
    """What a fresh query says."""
    answer = await ask(FRESH, viewer)
    assert answer.errors == []
    return {schedule["id"]: schedule for schedule in answer.data["schedules"]}


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_events_after_any_interruptions_give_what_a_fresh_query_gives(hub, seed):
    dice, viewer = random.Random(seed), await a_viewer(role=Role.OWNER)
    account = await an_account(workspace_id=viewer.workspace_id)
    # Hours belong to no account: they are told to whoever listens, whatever they asked for.
    given = {"accountIds": [public_id(ACCOUNT, account.id)]} if seed == 3 else {}
    admins = Admins(dice, viewer)
    for _ in range(5):
        await admins.act()
    app = App(await fresh(viewer))
    async with listening(EVENTS, viewer, hub, **given) as events:
        await app.listen(events, at_most=0)

    for _ in range(15):
        for _ in range(dice.randint(0, 6)):
            await admins.act()
        async with listening(EVENTS, viewer, hub, after=app.cursor, **given) as events:
            await app.listen(events, at_most=dice.choice([1, 3, 1000]))
    async with listening(EVENTS, viewer, hub, after=app.cursor, **given) as events:
        await app.listen(events, at_most=1000)

    assert app.known == await fresh(viewer)
    assert app.known


async def test_a_strangers_schedules_are_not_told(hub):
    viewer, stranger = await a_viewer(role=Role.OWNER), await a_viewer(role=Role.OWNER)
    admins = Admins(random.Random(1), viewer)
    async with listening(EVENTS, stranger, hub) as events:
        await events.next()

        for _ in range(10):
            await admins.act()

        assert await fresh(viewer)
        assert await events.silence(2)
