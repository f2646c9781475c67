"""Windows: what opens and closes them, and whom an account reaches."""

from datetime import timedelta

import pytest

from domain import database
from domain.accounts.models import OfficialAccount
from domain.fans.models import Fan
from domain.live import StoredEvent
from domain.sends.delivery import deliver_due
from domain.transaction import transaction
from domain.windows.actions import open_window
from domain.windows.models import Window, WindowCause
from tests.domain.pushes import event, picture, text
from tests.domain.windows import a_fan_who_wrote, after, predicted, write
from tests.factories import NOON, HandClock, a_fan, an_account

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


@pytest.mark.parametrize(
    ("push", "cause", "messages", "lasts"),
    [
        (text("hi"), "MESSAGE", 5, 48 * HOUR),
        (picture(), "MESSAGE", 5, 48 * HOUR),
        (event("CLICK", key="K"), "MENU", 3, 60 * SECOND),
        (event("scancode_push", key="K"), "MENU", 3, 60 * SECOND),
        (event("scancode_waitmsg", key="K"), "MENU", 3, 60 * SECOND),
        (event("subscribe"), "FOLLOW", 3, 60 * SECOND),
        (event("subscribe", key="qrscene_shop"), "FOLLOW", 3, 60 * SECOND),
        (event("SCAN", key="shop"), "SCAN", 3, 60 * SECOND),
        (event("subscribe", key="last_trade_no_42"), "PAYMENT", None, 48 * HOUR),
    ],
)
async def test_what_a_fan_does_opens_a_window(push: str, cause: str, messages: int | None, lasts: timedelta):
    fan = await after(await an_account(), push)

    (window,) = (await predicted(fan)).windows

    assert (window.cause, window.remaining, window.expires_at - NOON) == (cause, messages, lasts)
    assert (await predicted(fan, NOON + lasts - SECOND)).can_send
    assert (await predicted(fan, NOON + lasts)).reasons == ["NO_WINDOW"]


async def test_a_tap_on_a_menu_message_is_no_message():
    tapped = text("满意").replace("</Content>", "</Content><bizmsgmenuid>101</bizmsgmenuid>")

    fan = await after(await an_account(), tapped)

    assert [window.cause for window in (await predicted(fan)).windows] == ["MENU"]


@pytest.mark.parametrize("kind", ["VIEW", "view_miniprogram", "pic_weixin", "location_select", "LOCATION"])
async def test_looking_around_opens_nothing(kind: str):
    fan = await after(await an_account(), event(kind, key="https://example.com"))

    assert (await predicted(fan)).reasons == ["NO_WINDOW"]


async def test_a_push_that_was_overtaken_moves_no_window_back():
    account = await an_account()
    await after(account, text("second", at=NOON + HOUR))

    fan = await after(account, text("first", at=NOON))

    assert (await Window.get()).opened_at == NOON + HOUR
    assert (await predicted(fan, NOON + HOUR)).until == NOON + 49 * HOUR


async def test_a_repeat_does_not_fill_a_window_anew(clock: HandClock):
    account, push = await an_account(), text("hi")
    fan = await after(account, push)
    await write(fan)
    await deliver_due(clock)

    await after(account, push)

    assert (await predicted(fan)).remaining == 4


async def test_writing_again_fills_the_window(clock: HandClock):
    account = await an_account()
    fan = await after(account, text("hi"))
    await write(fan)
    await deliver_due(clock)

    await after(account, text("again", at=NOON + SECOND))

    assert (await predicted(fan)).remaining == 5


async def test_unfollowing_closes_everything_and_following_again_opens_nothing_old():
    account = await an_account()
    fan = await after(account, text("hi"), event("unsubscribe", at=NOON + SECOND))
    assert (await predicted(fan)).reasons == ["UNFOLLOWED"]

    await after(account, event("subscribe", at=NOON + 2 * SECOND))

    assert [window.cause for window in (await predicted(fan)).windows] == ["FOLLOW"]


async def test_a_late_push_from_before_the_unfollow_opens_nothing():
    account = await an_account()
    await after(account, event("unsubscribe", at=NOON + 5 * SECOND), event("subscribe", at=NOON + 9 * SECOND))

    fan = await after(account, text("late", at=NOON + SECOND))

    assert [window.cause for window in (await predicted(fan)).windows] == ["FOLLOW"]


async def test_opening_is_told_to_those_who_watch_the_talk():
    account = await an_account()
    await after(account, text("hi"))
    await StoredEvent.all().delete()

    await after(account, event("CLICK", key="K", at=NOON + SECOND))

    assert "ConversationChanged" in {one.kind.value for one in await StoredEvent.all()}


async def test_opening_a_window_takes_one_statement(monkeypatch: pytest.MonkeyPatch):
    fan, asked = await a_fan(), []
    rows = database.rows

    async def counted(sql: str, *values: object) -> list[database.Row]:
        asked.append(sql)
        return await rows(sql, *values)

    monkeypatch.setattr(database, "rows", counted)
    async with transaction():
        await open_window(fan.id, WindowCause.MESSAGE, NOON)

    assert len(asked) == 1


@pytest.mark.parametrize(
    ("given", "reason", "way"),
    [
        ({"state": "PAUSED"}, "ACCOUNT_PAUSED", "RESUME_ACCOUNT"),
        ({"state": "DISCONNECTED"}, "ACCOUNT_DISCONNECTED", "CONNECT_ACCOUNT"),
        ({"is_verified": False}, "ACCOUNT_NOT_VERIFIED", "VERIFY_ACCOUNT"),
        ({"permissions": "[2, 3]"}, "PERMISSION_MISSING", "GRANT_PERMISSION"),
    ],
)
async def test_an_account_that_does_not_speak_reaches_nobody(given: dict[str, object], reason: str, way: str):
    fan = await a_fan_who_wrote()
    await OfficialAccount.filter(id=fan.account_id).update(**given)

    found = await predicted(fan)

    assert (found.reasons, found.alternatives, found.until) == ([reason], [way], None)


async def test_a_blocked_fan_is_not_reached():
    fan = await a_fan_who_wrote()
    await Fan.filter(id=fan.id).update(blocked_at=NOON)

    assert (await predicted(fan)).reasons == ["BLOCKED"]


async def test_where_only_the_window_is_closed_other_ways_are_named_by_what_the_account_can_do():
    fan = await a_fan_who_wrote()
    ways = (await predicted(fan, NOON + 48 * HOUR)).alternatives
    assert ways == ["WAIT_FOR_FAN", "TEMPLATE_MESSAGE", "SUBSCRIBE_NOTIFICATION", "MASS_SEND"]

    await OfficialAccount.filter(id=fan.account_id).update(kind="SUBSCRIPTION")

    assert (await predicted(fan, NOON + 48 * HOUR)).alternatives == ["WAIT_FOR_FAN", "MASS_SEND"]
