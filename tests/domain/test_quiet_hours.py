"""No phone rings in quiet hours; what they held back is told at their end, together."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.accounts.models import OfficialAccount
from domain.conversations.actions import Talk, mark_read
from domain.conversations.models import Conversation
from domain.errors import BadInput
from domain.notifications.models import Notification
from domain.notifications.quiet import quiet_until
from domain.notifications.settings import Changes, QuietHours, settings_of, update
from domain.presence import here
from domain.schedules.wall import check_zone, minute_of, text_of
from tests.factories import NOON, HandClock, an_agent
from tests.phones import MINUTE, SECOND, a_quiet_talk, actor_of, after, follow, outcomes, with_phone, writes

HOUR = timedelta(hours=1)
NIGHT = QuietHours(22 * 60, 7 * 60 + 30)
QUIET = {"sets_quiet": True, "quiet": NIGHT}


def at(text: str, zone: str = "Asia/Shanghai", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.plain
@pytest.mark.parametrize(
    ("start", "end", "now", "until"),
    [
        ("22:00", "07:30", "2026-11-20 21:59", None),
        ("22:00", "07:30", "2026-11-20 22:00", "2026-11-21 07:30"),
        ("22:00", "07:30", "2026-11-20 23:59", "2026-11-21 07:30"),
        ("22:00", "07:30", "2026-11-21 00:00", "2026-11-21 07:30"),
        ("22:00", "07:30", "2026-11-21 07:29", "2026-11-21 07:30"),
        ("22:00", "07:30", "2026-11-21 07:30", None),
        ("22:00", "00:00", "2026-11-20 23:00", "2026-11-21 00:00"),
        ("22:00", "00:00", "2026-11-21 00:00", None),
        ("12:00", "14:00", "2026-11-20 13:00", "2026-11-20 14:00"),
        ("12:00", "14:00", "2026-11-20 14:00", None),
        ("12:00", "14:00", "2026-11-20 11:59", None),
        ("22:00", "07:30", "2026-12-31 23:00", "2027-01-01 07:30"),
    ],
)
def test_quiet_hours_end_at_the_next_end_on_the_wall(start: str, end: str, now: str, until: str | None):
    ends = quiet_until(at(now), minute_of(start), minute_of(end), "Asia/Shanghai")

    assert ends == (at(until) if until else None)


@pytest.mark.plain
def test_the_wall_is_the_agents_own():
    night_in_berlin = at("2026-11-20 23:00", "Europe/Berlin")

    assert quiet_until(night_in_berlin, *(22 * 60, 7 * 60), "Europe/Berlin") == at("2026-11-21 07:00", "Europe/Berlin")
    assert quiet_until(night_in_berlin, *(22 * 60, 5 * 60), "Asia/Shanghai") is None


@pytest.mark.plain
def test_clocks_that_are_set_forward_or_back_end_the_night_once():
    berlin = "Europe/Berlin"
    # On 2026-03-29 there is no 02:30; on 2026-10-25 there are two.
    forward = quiet_until(at("2026-03-28 23:00", berlin), 22 * 60, 2 * 60 + 30, berlin)
    second_pass = at("2026-10-25 02:10", berlin, fold=1)
    back = quiet_until(second_pass, 22 * 60, 2 * 60 + 30, berlin)

    assert forward is not None
    assert forward == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert back == second_pass + timedelta(minutes=20)


@pytest.mark.plain
@pytest.mark.parametrize("wrong", ["", "7:30", "24:00", "12:60", "1230", "12:3", "ab:cd", "１２:30", "12:30:00"])
def test_what_is_no_time_of_the_day_is_refused(wrong: str):
    with pytest.raises(BadInput):
        minute_of(wrong)

    assert text_of(minute_of("07:05")) == "07:05"


@pytest.mark.plain
@pytest.mark.parametrize("wrong", ["", "Asia", "Mars/Olympus", "../etc/passwd", "/etc/passwd", "a\0b", "x" * 5000])
def test_what_is_no_time_zone_is_refused(wrong: str):
    check_zone("Asia/Shanghai")

    with pytest.raises(BadInput):
        check_zone(wrong)


async def another(talk: Talk) -> Talk:
    """Another fan's talk with the same account."""
    return await a_quiet_talk(account=await OfficialAccount.get(id=talk.account_id))


async def test_the_night_is_told_in_one_summary_at_its_end(push):
    clock = HandClock(NOON + 11 * HOUR)  # 23:00 in Beijing
    first = await a_quiet_talk()
    talks = [first, await another(first)]
    await with_phone(await an_agent(workspace_id=first.workspace_id), new_followers=True, **QUIET)
    for _ in range(5):
        for talk in talks:
            await writes(talk, clock)
        await follow(first, clock, 3)
        await after(clock, HOUR)
    assert push.heard == []

    clock.advance(at("2026-11-21 07:30") - clock() - SECOND)
    await after(clock, timedelta(0))
    assert push.heard == []
    await after(clock, SECOND)
    await after(clock, MINUTE)

    assert push.bodies == ["[2 conversations, 15 new followers]"]
    assert push.data[0]["bodyZh"] == "[2 个会话，15 位新粉丝]"
    assert (push.data[0]["kind"], push.data[0]["conversationId"]) == ("SUMMARY", None)
    assert await outcomes() == ["SENT"] * 3


async def test_a_night_with_one_talk_is_told_as_that_talk(push):
    clock = HandClock(NOON + 11 * HOUR)
    talk = await a_quiet_talk(remark="小满")
    await with_phone(await an_agent(workspace_id=talk.workspace_id), **QUIET)
    for _ in range(3):
        await writes(talk, clock)
        await after(clock, 2 * MINUTE)

    await after(clock, 9 * HOUR)

    assert [(told["title"], told["body"]) for told in push.data] == [("小满", "[3 new messages]")]


async def test_what_was_read_or_given_away_over_night_is_not_told(push):
    clock = HandClock(NOON + 11 * HOUR)
    read = await a_quiet_talk()
    given = await another(read)
    await with_phone(await an_agent(workspace_id=read.workspace_id), **QUIET)
    for talk in (read, given):
        await writes(talk, clock)
    await after(clock)

    await mark_read(read, 1)
    somebody = await an_agent(workspace_id=read.workspace_id)
    await Conversation.filter(id=given.id).update(assignee_id=somebody.id)
    await after(clock, 9 * HOUR)

    assert push.heard == []
    assert await outcomes() == ["CANCELLED"] * 2


async def test_who_is_up_before_their_quiet_hours_end_is_told_nothing(push):
    clock = HandClock(NOON + 11 * HOUR)
    talk = await a_quiet_talk()
    agent = await with_phone(await an_agent(workspace_id=talk.workspace_id), **QUIET)
    await writes(talk, clock)
    await after(clock)

    clock.advance(9 * HOUR)
    await here.touch(talk.workspace_id, [agent.id], clock())
    await after(clock, timedelta(0))

    assert await outcomes() == ["CANCELLED"]


async def test_who_ends_their_quiet_hours_early_is_told_at_once(push):
    clock = HandClock(NOON + 11 * HOUR)
    talk = await a_quiet_talk()
    agent = await with_phone(await an_agent(workspace_id=talk.workspace_id), **QUIET)
    await writes(talk, clock)
    await after(clock)
    assert (await Notification.get()).is_held

    await update(actor_of(agent), Changes(sets_quiet=True), clock())
    await after(clock, timedelta(0))

    assert push.bodies == ["[new message]"]


async def test_quiet_hours_that_last_the_whole_day_are_refused():
    agent = await an_agent()

    with pytest.raises(BadInput):
        await update(actor_of(agent), Changes(sets_quiet=True, quiet=QuietHours(60, 60)), NOON)
    with pytest.raises(BadInput):
        await update(actor_of(agent), Changes(time_zone="Mars/Olympus"), NOON)

    assert (await settings_of(agent.id)).quiet_from is None
