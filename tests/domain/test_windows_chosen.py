"""Fans chosen by their windows: the condition in the database and the rules in Python say the same of every fan."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain import database
from domain.accounts.models import AccountState, OfficialAccount
from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.fans.choosing import FanFilter, where_of
from domain.fans.models import Fan
from domain.ids import new_id
from domain.sends.models import Send, SendCause, SendState
from domain.sight import Sight
from domain.windows.choosing import window_open
from domain.windows.counting import USED_UP
from domain.windows.models import Window, WindowCause
from domain.windows.policies import POLICIES, Combining
from domain.windows.reachability import reachability
from domain.windows.reading import standings
from domain.windows.reasons import Reason
from tests.domain.pushes import event, keep, picture, text
from tests.domain.windows import a_fan_who_wrote, write
from tests.factories import NOON, an_account

MINUTE, TWO_DAYS, HOUR = timedelta(minutes=1), timedelta(hours=48), timedelta(hours=1)
INSTANT, NOTHING = timedelta(microseconds=1), timedelta(0)
# How long ago a window opened: around every edge that there is, and somewhere between.
AGES = [
    *(edge + off for edge in (NOTHING, MINUTE, TWO_DAYS) for off in (-INSTANT, NOTHING, INSTANT)),
    *(MINUTE / 2, 3 * HOUR, 20 * HOUR, 5 * TWO_DAYS),
]
DAYS = [policy.since + after for policy in POLICIES for after in (NOTHING, 20 * HOUR)] + [NOON]
BY_WINDOWS = {Reason.UNFOLLOWED, Reason.NO_WINDOW, Reason.USED_UP}
FANS = 150


class Crowd:
    """Fans of one account, each with windows and waiting messages at random, all around one moment."""

    def __init__(self, account: OfficialAccount, at: datetime, dice: random.Random) -> None:
        self._account, self._at, self._dice = account, at, dice
        self._windows: list[Window] = []
        self._sends: list[Send] = []

    async def gather(self) -> None:
        """So many of them."""
        await Fan.bulk_create([self._fan(number) for number in range(FANS)])
        await Window.bulk_create(self._windows)
        await Send.bulk_create(self._sends)

    def _fan(self, number: int) -> Fan:
        dice, id = self._dice, new_id()
        windows = [self._window(id, cause) for cause in dice.sample(list(WindowCause), dice.randint(0, 3))]
        self._windows += windows
        self._sends += [self._send(id) for _ in range(dice.choice([0, 0, 1, 2, 5]))]
        followed_at = dice.choice([None, None, self._at - dice.choice(AGES), *(one.opened_at for one in windows)])
        seen_at = max((one.opened_at for one in windows), default=dice.choice([None, self._at]))
        return Fan(
            id=id,
            workspace_id=self._account.workspace_id,
            account_id=self._account.id,
            openid=f"oCROWD{number:06d}",
            is_following=dice.random() < 0.9,
            blocked_at=dice.choice([None, None, self._at]),
            followed_at=followed_at,
            last_seen_at=seen_at,
            created_at=self._at,
        )

    def _window(self, fan_id: UUID, cause: WindowCause) -> Window:
        used = self._dice.choice([0, 0, 1, 2, 3, 4, 5, 19, 20, USED_UP])
        opened_at = self._at - self._dice.choice(AGES)
        return Window(id=new_id(), fan_id=fan_id, cause=cause, opened_at=opened_at, used=used)

    def _send(self, fan_id: UUID) -> Send:
        due_at = self._at - self._dice.choice([*AGES, *(-age for age in AGES)])
        return Send(
            workspace_id=self._account.workspace_id,
            account_id=self._account.id,
            fan_id=fan_id,
            conversation_id=new_id(),
            message_id=new_id(),
            openid="o",
            text="On its way!",
            cause=SendCause.AGENT,
            state=self._dice.choice([SendState.SCHEDULED, SendState.CLAIMED, SendState.SENT]),
            due_at=due_at,
            created_at=self._at,
        )


async def chosen(account: OfficialAccount, at: datetime, *, is_open: bool) -> set[UUID]:
    """Whom the condition lets through."""
    where = where_of(Sight(account.workspace_id), FanFilter(window=window_open(is_open, at)))
    return {row["id"] for row in await database.rows(f"SELECT f.id FROM fan f WHERE {where}", *where.values)}


async def reached(account: OfficialAccount, fan_ids: Sequence[UUID], at: datetime) -> set[UUID]:
    """Whom the rules let an account write to, as far as windows go."""
    found = await standings(Sight(account.workspace_id), fan_ids)
    return {id for id, standing in found.items() if not BY_WINDOWS & set(reachability(standing, at).reasons)}


@pytest.mark.parametrize("at", DAYS, ids=str)
async def test_the_condition_says_of_every_fan_what_the_rules_say(at: datetime):
    account = await an_account()
    await Crowd(account, at, random.Random(at.timestamp())).gather()
    ids = [fan.id for fan in await Fan.filter(account_id=account.id)]

    expected = await reached(account, ids, at)

    assert FANS / 10 < len(expected) < FANS * 9 / 10
    assert await chosen(account, at, is_open=True) == expected
    assert await chosen(account, at, is_open=False) == set(ids) - expected


async def test_where_only_windows_could_be_in_the_way_it_is_who_can_be_sent_to():
    account = await an_account()
    await Crowd(account, NOON, random.Random(5)).gather()
    await Fan.filter(account_id=account.id).update(blocked_at=None)
    found = await standings(Sight(account.workspace_id), [fan.id for fan in await Fan.filter(account_id=account.id)])

    can_send = {id for id, standing in found.items() if reachability(standing, NOON).can_send}

    assert await chosen(account, NOON, is_open=True) == can_send


async def test_the_accounts_state_is_another_matter():
    fan = await a_fan_who_wrote()
    account = await OfficialAccount.get(id=fan.account_id)

    await OfficialAccount.filter(id=account.id).update(state=AccountState.PAUSED)

    assert await chosen(account, NOON, is_open=True) == {fan.id}


async def test_what_waits_has_its_slot_and_time_alone_closes_a_window():
    fan = await a_fan_who_wrote()
    account = await OfficialAccount.get(id=fan.account_id)
    for _ in range(4):
        await write(fan)

    before = await chosen(account, NOON, is_open=True)
    assert await chosen(account, NOON + TWO_DAYS - INSTANT, is_open=True) == before == {fan.id}
    assert await chosen(account, NOON + TWO_DAYS, is_open=True) == set()

    await write(fan)
    assert await chosen(account, NOON, is_open=True) == set()


@pytest.mark.parametrize("seed", range(3))
async def test_whoever_opened_a_window_was_seen_no_earlier(seed: int):
    dice, account = random.Random(seed), await an_account()
    for number in range(30):
        at, who = NOON + timedelta(seconds=dice.randint(-100, 100)), f"o{dice.randint(1, 4)}"
        did = [text(f"{number}", who, at), picture(who, at), event("subscribe", who, at), event("CLICK", who, at, "K")]
        did += [event("SCAN", who, at, "shop"), event("subscribe", who, at, "last_trade_no_4"), text("满意", who, at)]
        did += [event("unsubscribe", who, at), event("scancode_push", who, at, "K")]
        await keep(account, dice.choice(did))
        await handle_waiting(now)

    late = "SELECT w.id FROM interaction_window w JOIN fan f ON f.id = w.fan_id WHERE f.last_seen_at < w.opened_at"

    assert await Window.all().count() > 4
    assert await database.rows(f"{late} OR f.last_seen_at IS NULL") == []


def test_every_rule_of_ours_can_be_said_as_a_condition():
    assert {policy.combining for policy in POLICIES} == {Combining.MAX}
    assert POLICIES[0].since < datetime(2021, 1, 1, tzinfo=UTC)
