"""Saving schedules: each mistake is told with its field, names stay apart, and what changed is told once."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.agents.models import Actor, Role
from domain.audit import AuditEntry
from domain.errors import BadInput, NotFound
from domain.ids import new_id
from domain.live import StoredEvent
from domain.schedules import actions, reading
from domain.schedules.checking import Said, check_opens, read_hours
from domain.schedules.errors import MOST_INTERVALS, MOST_SCHEDULES, ScheduleNameTaken, TooManySchedules
from domain.schedules.hours import Hours
from domain.schedules.models import DayClass, HolidayPolicy, Schedule, Weekday
from domain.schedules.rules import is_open
from tests.factories import NOON, an_agent

BEIJING = "Asia/Shanghai"
MONDAY, FRIDAY, SATURDAY = Weekday.MONDAY, Weekday.FRIDAY, Weekday.SATURDAY
WEEK = tuple(Weekday)
WORKDAYS = Said("09:00", "18:00", day_class=DayClass.WORKDAY)
HOURS = read_hours(BEIJING, [WORKDAYS])


async def an_owner() -> Actor:
    agent = await an_agent(role=Role.OWNER)
    return Actor(agent.workspace_id, agent.id, Role.OWNER)


async def told() -> list[str]:
    """What was announced, the oldest first."""
    return [str(event.kind) for event in await StoredEvent.all().order_by("seq")]


@pytest.mark.plain
@pytest.mark.parametrize(
    ("zone", "said", "days", "field"),
    [
        ("Asia/Peking", [WORKDAYS], {}, "timeZone"),
        ("../etc", [WORKDAYS], {}, "timeZone"),
        (BEIJING, [], {}, "intervals"),
        (BEIJING, [WORKDAYS] * (MOST_INTERVALS + 1), {}, "intervals"),
        (BEIJING, [Said("24:00", "02:00", WEEK)], {}, "intervals.0.from"),
        (BEIJING, [Said("9:00", "18:00", WEEK)], {}, "intervals.0.from"),
        (BEIJING, [WORKDAYS, Said("20:00", "24:01", WEEK)], {}, "intervals.1.until"),
        (BEIJING, [Said("20:00", "20:60", WEEK)], {}, "intervals.0.until"),
        (BEIJING, [Said("09:00", "18:00")], {}, "intervals.0.weekdays"),
        (BEIJING, [Said("09:00", "18:00", WEEK, DayClass.WORKDAY)], {}, "intervals.0.dayClass"),
        (BEIJING, [WORKDAYS], {"starts_on": date(2026, 12, 2), "ends_on": date(2026, 12, 1)}, "endsOn"),
        (BEIJING, [WORKDAYS], {"starts_on": date(1999, 12, 31)}, "startsOn"),
        (BEIJING, [WORKDAYS], {"ends_on": date(2200, 1, 1)}, "endsOn"),
    ],
)
def test_a_mistake_is_told_with_its_field(zone: str, said: list[Said], days: dict[str, date], field: str):
    with pytest.raises(BadInput) as refused:
        read_hours(zone, said, **days)

    assert ".".join(refused.value.field) == field


@pytest.mark.plain
@pytest.mark.parametrize(
    ("first", "second", "when"),
    [
        (Said("09:00", "12:00", WEEK), Said("11:59", "13:00", (MONDAY,)), "on a Monday"),
        (Said("22:00", "02:00", (FRIDAY,)), Said("01:00", "03:00", (SATURDAY,)), "in the night from a Friday"),
        (Said("01:00", "03:00", (MONDAY,)), Said("22:00", "02:00", (Weekday.SUNDAY,)), "from a Sunday to a Monday"),
        (Said("09:00", "12:00", (SATURDAY,)), WORKDAYS, "on a Saturday that is worked"),
        (Said("09:00", "12:00", (MONDAY,)), Said("09:00", "12:00", (), DayClass.DAY_OFF), "a public holiday"),
        (WORKDAYS, Said("09:00", "09:00", (), DayClass.PUBLIC_HOLIDAY), None),
        (Said("09:00", "09:00", (MONDAY,)), Said("08:00", "09:00", (Weekday.TUESDAY,)), "to a Tuesday"),
        (Said("09:00", "12:00", WEEK), Said("12:00", "09:00", WEEK), None),
        (Said("20:00", "24:00", WEEK), Said("00:00", "02:00", WEEK), None),
    ],
)
def test_an_overlap_is_told_with_the_day_on_which_it_happens(first: Said, second: Said, when: str | None):
    if when is None:
        assert read_hours(BEIJING, [first, second])
        return

    with pytest.raises(BadInput) as refused:
        read_hours(BEIJING, [first, second])

    assert refused.value.field == ("intervals", "1")
    assert when in str(refused.value)
    assert "`intervals[0]`" in str(refused.value)


@pytest.mark.plain
def test_what_is_closed_on_holidays_does_not_overlap_with_hours_for_holidays():
    usual, holidays = Said("09:00", "18:00", WEEK), Said("10:00", "16:00", (), DayClass.PUBLIC_HOLIDAY)

    assert read_hours(BEIJING, [usual, holidays], HolidayPolicy.CLOSED)
    with pytest.raises(BadInput):
        read_hours(BEIJING, [usual, holidays], HolidayPolicy.IGNORED)


@pytest.mark.plain
@pytest.mark.parametrize(
    ("said", "starts_on", "ends_on", "opens"),
    [
        (Said("09:00", "18:00", WEEK), None, "2026-11-19", False),
        (Said("09:00", "18:00", WEEK), None, "2026-11-20", True),
        (Said("08:00", "11:00", WEEK), None, "2026-11-20", False),  # it is noon
        (Said("09:00", "18:00", (MONDAY,)), None, "2026-11-22", False),
        (Said("09:00", "18:00", (MONDAY,)), "2026-12-01", "2026-12-06", False),
        (Said("09:00", "18:00", (MONDAY,)), "2026-12-01", "2026-12-07", True),
        (Said("09:00", "18:00", (), DayClass.PUBLIC_HOLIDAY), None, "2026-12-31", False),
        (Said("09:00", "18:00", (), DayClass.PUBLIC_HOLIDAY), "2027-02-01", "2027-02-28", True),  # to be announced
        (Said("09:00", "18:00", (MONDAY,)), "2040-12-01", None, True),
    ],
)
def test_a_schedule_that_never_opens_is_not_saved(said: Said, starts_on: str | None, ends_on: str | None, opens: bool):
    hours = read_hours(
        BEIJING, [said], HolidayPolicy.IGNORED, *(d and date.fromisoformat(d) for d in (starts_on, ends_on))
    )

    if opens:
        check_opens(hours, NOON)
        return
    with pytest.raises(BadInput) as refused:
        check_opens(hours, NOON)

    assert refused.value.field == ("endsOn",)


clocks = some.sampled_from(["00:00", "01:00", "06:00", "09:00", "18:00", "23:00"])
said = some.builds(
    Said, clocks, clocks, some.lists(some.sampled_from(WEEK), min_size=1, max_size=2, unique=True).map(tuple)
) | some.builds(Said, clocks, clocks, some.just(()), some.sampled_from(DayClass))


@pytest.mark.plain
@settings(max_examples=100, deadline=None)
@given(some.lists(said, min_size=2, max_size=3), some.sampled_from(HolidayPolicy))
def test_of_what_is_taken_no_two_intervals_are_ever_open_together(written: list[Said], holidays: HolidayPolicy):
    try:
        hours = read_hours("UTC", written, holidays)
    except BadInput:
        return
    each = [Hours("UTC", (one,), holidays) for one in hours.intervals]

    # Spring festival and the National Day, with the weekends that are worked around them.
    for day in (14, 15, 16, 17, 23, 24, 28, 232, 233, 237, 238, 239, 240):
        midnight = NOON.replace(month=2, day=1, hour=0) + timedelta(days=day - 1)
        for hour in range(24):
            together = [one for one in each if is_open(one, midnight + timedelta(hours=hour))]
            assert len(together) <= 1


async def test_what_is_saved_is_what_is_read():
    owner = await an_owner()
    said = [Said("22:00", "02:00", (FRIDAY, MONDAY, MONDAY)), Said("10:00", "24:00", (), DayClass.PUBLIC_HOLIDAY)]
    hours = read_hours("Europe/Berlin", said, HolidayPolicy.CLOSED, date(2026, 11, 1), date(2027, 1, 31))

    id = await actions.create_schedule(owner, " Nights ", hours, NOON)

    (row,) = await reading.schedules(owner.workspace_id)
    assert (row["id"], row["name"], row["created_at"], Hours.of(row)) == (id, "Nights", NOON, hours)
    assert Hours.of(row).intervals[0].weekdays == (MONDAY, FRIDAY)


@pytest.mark.parametrize("same", ["VIP 时间", "vip 时间", " VIP 时间 ", "ＶＩＰ 时间"])
async def test_two_schedules_have_no_name_that_people_take_for_the_same(same: str):
    owner, other = await an_owner(), await an_owner()
    await actions.create_schedule(owner, "VIP 时间", HOURS, NOON)
    second = await actions.create_schedule(owner, "Nights", HOURS, NOON)

    with pytest.raises(ScheduleNameTaken):
        await actions.create_schedule(owner, same, HOURS, NOON)
    with pytest.raises(ScheduleNameTaken):
        await actions.update_schedule(owner, second, same, HOURS, NOON)

    assert await actions.create_schedule(other, same, HOURS, NOON)


@pytest.mark.parametrize("name", ["", " ", "x" * 65, "a\nb"])
async def test_a_name_is_something_to_read(name: str):
    with pytest.raises(BadInput) as refused:
        await actions.create_schedule(await an_owner(), name, HOURS, NOON)

    assert refused.value.field == ("name",)


async def test_a_change_is_told_and_written_down_and_the_same_again_is_not():
    owner, later = await an_owner(), NOON + timedelta(hours=1)
    id = await actions.create_schedule(owner, "Hours", HOURS, NOON)
    other = read_hours(BEIJING, [Said("10:00", "18:00", day_class=DayClass.WORKDAY)])

    await actions.update_schedule(owner, id, "Hours", HOURS, later)
    await actions.update_schedule(owner, id, "Hours", other, later)
    await actions.update_schedule(owner, id, "HOURS", other, later)
    await actions.delete_schedule(owner, id, later)

    assert await told() == ["ScheduleChanged", "ScheduleChanged", "ScheduleChanged", "ScheduleDeleted"]
    entries = await AuditEntry.all().order_by("id")
    assert [entry.action.partition(".")[2] for entry in entries] == ["created", "changed", "changed", "deleted"]
    assert await reading.schedules(owner.workspace_id) == []


async def test_a_schedule_that_is_over_may_get_another_name_but_no_other_hours_that_are_over():
    owner, later = await an_owner(), NOON + timedelta(days=30)
    hours = read_hours(BEIJING, [WORKDAYS], ends_on=date(2026, 11, 30))
    id = await actions.create_schedule(owner, "Sale", hours, NOON)

    await actions.update_schedule(owner, id, "The sale of 2026", hours, later)
    with pytest.raises(BadInput):
        await actions.update_schedule(
            owner, id, "Sale", read_hours("UTC", [WORKDAYS], ends_on=date(2026, 11, 30)), later
        )

    (row,) = await reading.schedules(owner.workspace_id)
    assert (row["name"], row["changed_at"]) == ("The sale of 2026", later)


async def test_a_workspace_has_so_many_schedules_and_no_more():
    owner = await an_owner()
    given = HOURS.columns() | {"workspace_id": owner.workspace_id, "created_at": NOON, "changed_at": NOON}
    await Schedule.bulk_create([Schedule(name=f"{n}", **given) for n in range(MOST_SCHEDULES)])

    with pytest.raises(TooManySchedules):
        await actions.create_schedule(owner, "One more", HOURS, NOON)


async def test_a_strangers_schedule_is_none():
    owner, stranger = await an_owner(), await an_owner()
    id = await actions.create_schedule(owner, "Hours", HOURS, NOON)

    for missing in (id, new_id()):
        with pytest.raises(NotFound):
            await actions.update_schedule(stranger, missing, "Mine", HOURS, NOON)
        with pytest.raises(NotFound):
            await actions.delete_schedule(stranger, missing, NOON)

    assert [row["name"] for row in await reading.schedules(owner.workspace_id)] == ["Hours"]
