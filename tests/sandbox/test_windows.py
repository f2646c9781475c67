"""How many customer messages a fan's doings allow, by the rules of 2021-06 and of 2023-06."""

import pytest

from sandbox.windows import POLICIES, Combining, Trigger, Window

HOUR = 3600


def a_window(policy: str, *doings: tuple[Trigger, float], combining: Combining = Combining.MAX) -> Window:
    """A window after what a fan did at some seconds."""
    window = Window()
    for trigger, at in doings:
        window.grant(trigger, POLICIES[policy], combining, at)
    return window


@pytest.mark.parametrize(
    ("policy", "trigger", "messages", "seconds"),
    [
        ("2023-06", Trigger.MESSAGE, 5, 48 * HOUR),
        ("2023-06", Trigger.MENU_TAP, 3, 60),
        ("2023-06", Trigger.FOLLOW, 3, 60),
        ("2023-06", Trigger.SCAN, 3, 60),
        ("2021-06", Trigger.MESSAGE, 20, 48 * HOUR),
        ("2021-06", Trigger.PAYMENT, 20, 48 * HOUR),
        ("2021-06", Trigger.FOLLOW, 3, 60),
    ],
)
def test_a_trigger_allows_so_many_messages_for_so_long(
    policy: str, trigger: Trigger, messages: int, seconds: int
) -> None:
    window = a_window(policy, (trigger, 0))

    assert window.left(seconds - 1) == messages
    assert window.left(seconds) is None


@pytest.mark.parametrize(("policy", "trigger"), [("before-2021-06", Trigger.FOLLOW), ("2023-06", Trigger.PAYMENT)])
def test_some_triggers_allow_as_many_as_one_likes(policy: str, trigger: Trigger) -> None:
    window = a_window(policy, (trigger, 0))

    assert (window.left(48 * HOUR - 1) or 0) > 1_000_000


def test_a_fan_who_did_nothing_cannot_be_written_to() -> None:
    assert Window().left(0) is None


def test_a_used_up_window_has_nothing_left_but_is_open() -> None:
    window = a_window("2023-06", (Trigger.FOLLOW, 0))

    for _ in range(3):
        window.spend(0)

    assert window.left(0) == 0


def test_writing_again_fills_the_window_anew() -> None:
    window = a_window("2023-06", (Trigger.MESSAGE, 0))
    window.spend(0)
    window.grant(Trigger.MESSAGE, POLICIES["2023-06"], Combining.MAX, 10 * HOUR)

    assert window.left(57 * HOUR) == 5


def test_grants_do_not_add_up() -> None:
    window = a_window("2023-06", (Trigger.FOLLOW, 0), (Trigger.MESSAGE, 1))

    assert window.left(2) == 5


def test_combined_by_max_a_menu_tap_refills_an_old_window() -> None:
    window = a_window("2023-06", (Trigger.MESSAGE, 0))
    for _ in range(5):
        window.spend(HOUR)
    window.grant(Trigger.MENU_TAP, POLICIES["2023-06"], Combining.MAX, HOUR)

    assert window.left(HOUR + 61) == 3


def test_in_separate_purses_a_menu_tap_is_over_after_a_minute() -> None:
    window = a_window("2023-06", (Trigger.MESSAGE, 0), combining=Combining.SEPARATE)
    for _ in range(5):
        window.spend(HOUR)
    window.grant(Trigger.MENU_TAP, POLICIES["2023-06"], Combining.SEPARATE, HOUR)

    assert window.left(HOUR + 59) == 3
    assert window.left(HOUR + 61) == 0


def test_in_separate_purses_the_one_that_ends_first_pays_first() -> None:
    doings = (Trigger.MESSAGE, 0), (Trigger.MENU_TAP, 0)
    window = a_window("2023-06", *doings, combining=Combining.SEPARATE)
    window.spend(1)

    assert window.left(1) == 7
    assert window.left(61) == 5


def test_a_grant_that_is_over_counts_for_nothing_when_the_next_one_comes() -> None:
    window = a_window("2023-06", (Trigger.MESSAGE, 0), (Trigger.FOLLOW, 49 * HOUR))

    assert window.left(49 * HOUR) == 3
