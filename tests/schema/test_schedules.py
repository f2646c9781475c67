"""Schedules over the API."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.agents.models import Role
from domain.schedules.days import KNOWN_UNTIL
from domain.viewer import Viewer
from tests.factories import HandClock
from tests.schema.asking import ask, told
from tests.schema.people import a_colleague, actions, an_owner

FIELDS = """schedule { id name timeZone holidays startsOn endsOn knowsHolidaysUntil
  intervals { weekdays dayClass from until } } userErrors { code message field }"""
CREATE = f"mutation ($input: CreateScheduleInput!) {{ createSchedule(input: $input) {{ {FIELDS} }} }}"
UPDATE = f"mutation ($input: UpdateScheduleInput!) {{ updateSchedule(input: $input) {{ {FIELDS} }} }}"
DELETE = """mutation ($input: DeleteScheduleInput!) {
  deleteSchedule(input: $input) { deletedScheduleId userErrors { code field } } }"""
LIST = "{ schedules { id name } }"
OPEN = """query ($id: ID!, $at: DateTime, $days: Int = 14) { schedule(id: $id) {
  isOpen(at: $at) nextChange(at: $at) nextOpenings(at: $at, days: $days) { opensAt closesAt } } }"""

WORKDAYS = {"from": "09:00", "until": "18:00", "dayClass": "WORKDAY"}
NIGHTS = {"from": "22:00", "until": "02:00", "weekdays": ["SATURDAY", "FRIDAY"]}
FRIDAY_NIGHT = HandClock(datetime(2026, 10, 9, 15, 0, tzinfo=UTC))  # 23:00 in Beijing, before a Saturday that is worked


async def a_schedule(owner: Viewer, *intervals: Any, **given: Any) -> str:
    """A schedule with these hours; its id."""
    made = await told(CREATE, owner, input={"name": "Hours", "intervals": list(intervals) or [WORKDAYS]} | given)
    return made["schedule"]["id"]


async def test_a_schedule_is_made_changed_and_deleted():
    owner = await an_owner()
    given = {"holidays": "CLOSED", "startsOn": "2026-09-01", "endsOn": "2099-01-31", "timeZone": "Europe/Berlin"}

    made = await told(CREATE, owner, input={"name": " Hours ", "intervals": [NIGHTS]} | given)
    id = made["schedule"]["id"]
    assert made["userErrors"] == []
    assert made["schedule"] == given | {
        "id": id,
        "name": "Hours",
        "knowsHolidaysUntil": KNOWN_UNTIL.isoformat(),
        "intervals": [NIGHTS | {"weekdays": ["FRIDAY", "SATURDAY"], "dayClass": None}],
    }
    changed = await told(UPDATE, owner, input={"scheduleId": id, "name": "Work", "intervals": [WORKDAYS]})
    assert changed["schedule"] == {
        "id": id,
        "name": "Work",
        "timeZone": "Asia/Shanghai",
        "holidays": "IGNORED",
        "startsOn": None,
        "endsOn": None,
        "knowsHolidaysUntil": KNOWN_UNTIL.isoformat(),
        "intervals": [WORKDAYS | {"weekdays": []}],
    }
    assert await told(LIST, await a_colleague(owner)) == [{"id": id, "name": "Work"}]
    assert await told(DELETE, owner, input={"scheduleId": id}) == {"deletedScheduleId": id, "userErrors": []}
    gone = await told(DELETE, owner, input={"scheduleId": id})

    assert gone == {"deletedScheduleId": None, "userErrors": [{"code": "NOT_FOUND", "field": ["scheduleId"]}]}
    assert await actions() == ["schedule.created", "schedule.changed", "schedule.deleted"]


async def test_making_a_schedule_again_with_its_key_makes_none():
    owner = await an_owner()
    asked = {"name": "Hours", "intervals": [WORKDAYS]}

    first, again = [await told(CREATE, owner, input=asked | {"idempotencyKey": "k"}) for _ in range(2)]
    other = await told(CREATE, owner, input=asked | {"name": "ｈｏｕｒｓ"})

    assert first == again
    assert [(error["code"], error["field"]) for error in other["userErrors"]] == [("SCHEDULE_NAME_TAKEN", ["name"])]


async def test_everybody_asks_whether_it_is_open_now_and_when_it_changes():
    owner = await an_owner()
    id = await a_schedule(owner, WORKDAYS, NIGHTS)

    now = await told(OPEN, await a_colleague(owner), FRIDAY_NIGHT, id=id, days=2)

    assert now == {
        "isOpen": True,
        "nextChange": "2026-10-09T18:00:00.000Z",
        "nextOpenings": [
            {"opensAt": "2026-10-09T15:00:00.000Z", "closesAt": "2026-10-09T18:00:00.000Z"},
            {"opensAt": "2026-10-10T01:00:00.000Z", "closesAt": "2026-10-10T10:00:00.000Z"},
            {"opensAt": "2026-10-10T14:00:00.000Z", "closesAt": "2026-10-10T18:00:00.000Z"},
        ],
    }


async def test_of_another_moment_it_says_what_will_be():
    owner = await an_owner()
    id = await a_schedule(owner)

    then = await told(OPEN, owner, FRIDAY_NIGHT, id=id, at="2100-10-01T10:00:00+08:00", days=1)

    assert then == {
        "isOpen": True,
        "nextChange": "2100-10-01T10:00:00.000Z",
        "nextOpenings": [{"opensAt": "2100-10-01T02:00:00.000Z", "closesAt": "2100-10-01T10:00:00.000Z"}],
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"timeZone": "Beijing"}, "timeZone"),
        ({"intervals": []}, "intervals"),
        ({"intervals": [WORKDAYS, {"from": "17:00", "until": "20:00", "weekdays": ["MONDAY"]}]}, "intervals.1"),
        ({"intervals": [{"from": "09:00", "until": "25:00", "dayClass": "DAY_OFF"}]}, "intervals.0.until"),
        ({"startsOn": "2026-12-31", "endsOn": "2026-12-01"}, "endsOn"),
        ({"endsOn": "2026-10-08"}, "endsOn"),
        ({"name": ""}, "name"),
    ],
)
async def test_what_cannot_be_is_told_by_its_field(wrong: dict[str, Any], field: str):
    owner = await an_owner()
    id = await a_schedule(owner)
    asked = {"name": "Other", "intervals": [WORKDAYS]} | wrong

    made = await told(CREATE, owner, FRIDAY_NIGHT, input=asked)
    changed = await told(UPDATE, owner, FRIDAY_NIGHT, input=asked | {"scheduleId": id})

    for answer in (made, changed):
        assert answer["schedule"] is None
        assert [(error["code"], ".".join(error["field"])) for error in answer["userErrors"]] == [
            ("BAD_USER_INPUT", field)
        ]


@pytest.mark.parametrize(
    "wrong", [{"days": 0}, {"days": 32}, {"at": "1999-12-31T00:00:00Z"}, {"at": "9999-12-31T23:59:59Z"}]
)
async def test_what_no_schedule_can_answer_is_refused(wrong: dict[str, Any]):
    owner = await an_owner()
    id = await a_schedule(owner)

    assert (await ask(OPEN, owner, id=id, **wrong)).codes[0] == "BAD_USER_INPUT"


@pytest.mark.parametrize("wrong", ["2026-02-30", "2026-W05-6", "20260101", "2026-01-01T00:00:00Z", 5])
async def test_a_day_that_is_none_is_refused(wrong: object):
    asked = {"name": "Hours", "intervals": [WORKDAYS], "endsOn": wrong}

    assert (await ask(CREATE, await an_owner(), input=asked)).codes == ["BAD_USER_INPUT"]


async def test_schedules_are_for_owners_and_admins_to_change():
    owner = await an_owner()
    admin, agent = await a_colleague(owner, Role.ADMIN), await a_colleague(owner)
    id = await a_schedule(admin)

    hours = {"name": "X", "intervals": [WORKDAYS]}
    for document, asked in ((CREATE, hours), (UPDATE, hours | {"scheduleId": id}), (DELETE, {"scheduleId": id})):
        assert (await ask(document, agent, input=asked)).codes == ["FORBIDDEN"]

    assert await told(LIST, agent) == [{"id": id, "name": "Hours"}]


async def test_another_workspaces_schedule_is_none():
    owner, stranger = await an_owner(), await an_owner()
    id = await a_schedule(owner)

    theirs = await told(UPDATE, stranger, input={"scheduleId": id, "name": "X", "intervals": [WORKDAYS]})

    assert [(error["code"], error["field"]) for error in theirs["userErrors"]] == [("NOT_FOUND", ["scheduleId"])]
    assert await told(OPEN, stranger, id=id) is None
    assert await told(LIST, stranger) == []
