"""Every night each account's followers are read once."""

from datetime import datetime, timedelta

import pytest

from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.followers.actions import start_nightly
from tests.factories import an_account
from tests.followers import DAY, SECOND


def at_night(beijing_hour: int) -> datetime:
    """The next such hour in Beijing."""
    moment = now().replace(hour=(beijing_hour - 8) % 24, minute=0, second=0, microsecond=0)
    return moment + 2 * DAY


async def test_every_account_is_read_once_a_night(wechat):
    account = await an_account()
    await OfficialAccount.filter(id=account.id).update(created_at=at_night(2) - timedelta(hours=23))

    started = [await start_nightly(at_night(2) + n * timedelta(minutes=1)) for n in range(-60, 240)]

    assert sum(started) == 1
    assert started.index(1) == 60 + account.id.int % 180


@pytest.mark.parametrize("how", [{"is_verified": False}, {"state": "PAUSED"}, {"created_at": at_night(2) - SECOND}])
async def test_some_accounts_are_left_alone_at_night(wechat, how):
    account = await an_account()
    await OfficialAccount.filter(id=account.id).update(**{"created_at": at_night(2) - timedelta(hours=23)} | how)

    assert await start_nightly(at_night(2) + timedelta(minutes=179)) == 0


async def test_who_was_off_all_night_is_read_by_day(wechat):
    account = await an_account()
    await OfficialAccount.filter(id=account.id).update(created_at=at_night(12) - 2 * DAY)

    assert await start_nightly(at_night(12)) == 1
