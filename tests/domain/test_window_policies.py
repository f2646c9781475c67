"""The arithmetic of windows, against a recount from everything that happened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.windows.counting import USED_UP, Opening, open_windows, payers, remaining_in
from domain.windows.models import WindowCause
from domain.windows.policies import POLICIES, Combining, QuotaPolicy, policy_at
from domain.windows.reachability import Standing, reachability
from tests.factories import NOON

pytestmark = pytest.mark.plain

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
BY_NAME = {policy.name: policy for policy in POLICIES}
Doing = WindowCause | None  # None: the account sends a message
# Pauses around the edges of a minute and of two days, and a few between.
PAUSES = [timedelta(seconds=s) for s in (0, 1, 29, 59, 60, 61, 3600, 47 * 3600, 48 * 3600 - 1, 48 * 3600)]
STORIES = st.lists(st.tuples(st.sampled_from(PAUSES), st.sampled_from([*WindowCause, None, None, None])), max_size=30)


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        (datetime(2011, 1, 1, tzinfo=UTC), "before-2021-06"),
        (datetime(2021, 5, 31, 15, 59, 59, tzinfo=UTC), "before-2021-06"),
        (datetime(2021, 5, 31, 16, tzinfo=UTC), "2021-06"),
        (datetime(2023, 6, 11, 15, 59, 59, tzinfo=UTC), "2021-06"),
        (datetime(2023, 6, 11, 16, tzinfo=UTC), "2023-06"),
        (NOON, "2023-06"),
    ],
)
def test_rules_begin_at_midnight_in_beijing(moment: datetime, name: str):
    assert policy_at(moment).name == name


@pytest.mark.parametrize(
    ("name", "cause", "messages", "lasts"),
    [
        ("before-2021-06", WindowCause.FOLLOW, None, 48 * HOUR),
        ("2021-06", WindowCause.MESSAGE, 20, 48 * HOUR),
        ("2021-06", WindowCause.PAYMENT, 20, 48 * HOUR),
        ("2021-06", WindowCause.MENU, 3, 60 * SECOND),
        ("2023-06", WindowCause.MESSAGE, 5, 48 * HOUR),
        ("2023-06", WindowCause.PAYMENT, None, 48 * HOUR),
        ("2023-06", WindowCause.FOLLOW, 3, 60 * SECOND),
        ("2023-06", WindowCause.SCAN, 3, 60 * SECOND),
    ],
)
def test_a_window_is_open_until_its_very_end(name: str, cause: WindowCause, messages: int | None, lasts: timedelta):
    opened = BY_NAME[name].since + HOUR
    standing = Standing(openings=[Opening(cause, opened)])

    last = reachability(standing, opened + lasts - timedelta(microseconds=1))
    assert (last.can_send, last.remaining, last.until) == (True, messages, opened + lasts)

    over = reachability(standing, opened + lasts)
    assert (over.reasons, over.remaining, over.until) == (["NO_WINDOW"], 0, None)


def test_a_window_that_was_opened_under_old_rules_keeps_them():
    day = BY_NAME["2023-06"].since
    standing = Standing(openings=[Opening(WindowCause.MESSAGE, day - SECOND, used=7)])

    assert reachability(standing, day + SECOND).remaining == 13


def test_what_waits_holds_its_slot_in_the_windows_of_its_moment():
    openings = [Opening(WindowCause.MESSAGE, NOON), Opening(WindowCause.MENU, NOON)]
    standing = Standing(openings=openings, waiting=[NOON, NOON + HOUR, NOON + 50 * HOUR])

    left = {window.cause: window.remaining for window in reachability(standing, NOON).windows}

    assert left == {WindowCause.MESSAGE: 3, WindowCause.MENU: 2}


def test_what_wechat_calls_used_up_is_used_up_even_where_there_is_no_limit():
    standing = Standing(openings=[Opening(WindowCause.PAYMENT, NOON, used=USED_UP)])

    assert reachability(standing, NOON).reasons == ["USED_UP"]


@given(STORIES, st.sampled_from(POLICIES), st.sampled_from(Combining))
def test_counters_say_what_a_recount_of_everything_says(
    story: list[tuple[timedelta, Doing]], policy: QuotaPolicy, combining: Combining
):
    rules = (replace(policy, combining=combining),)
    now, openings = policy.since + HOUR, dict[WindowCause, Opening]()
    happened: list[tuple[datetime, Doing]] = []
    for pause, doing in story:
        now += pause
        windows = open_windows(openings.values(), now, rules)
        assert (bool(windows), remaining_in(windows, combining)) == recounted(happened, now, rules[0])
        if doing is not None:
            openings[doing] = Opening(doing, now)
        elif any(window.has_some for window in windows):
            for cause in payers(windows, now, combining):
                openings[cause] = replace(openings[cause], used=openings[cause].used + 1)
        else:
            continue  # WeChat refuses it: nothing happened
        happened.append((now, doing))


@given(STORIES)
def test_the_usual_rule_never_promises_more_than_the_other(story: list[tuple[timedelta, Doing]]):
    policy = BY_NAME["2023-06"]
    now, happened = NOON, list[tuple[datetime, Doing]]()
    for pause, doing in story:
        now += pause
        happened.append((now, doing))
        _, at_most = recounted(happened, now, replace(policy, combining=Combining.SEPARATE))
        _, foreseen = recounted(happened, now, policy)
        assert at_most is None or (foreseen is not None and foreseen <= at_most)


def recounted(happened: Iterable[tuple[datetime, Doing]], at: datetime, policy: QuotaPolicy) -> tuple[bool, int | None]:
    """Is anything open, and how much is left: told anew from the beginning, with a purse for each trigger."""
    purses: dict[WindowCause, tuple[datetime, float]] = {}
    for moment, doing in happened:
        if doing is not None:
            grant = policy.grants[doing]
            left = float("inf") if grant.messages is None else grant.messages
            purses[doing] = moment + grant.lasts, left
            continue
        usable = sorted((end, cause) for cause, (end, left) in purses.items() if end > moment and left)
        paying = [cause for cause, (end, _) in purses.items() if end > moment]
        if policy.combining is Combining.SEPARATE:
            paying = [cause for _, cause in usable[:1]]
        for cause in paying:
            end, left = purses[cause]
            purses[cause] = end, max(0, left - 1)
    counts = [left for end, left in purses.values() if end > at]
    total = sum(counts) if policy.combining is Combining.SEPARATE else max(counts, default=0)
    return bool(counts), None if total == float("inf") else int(total)
