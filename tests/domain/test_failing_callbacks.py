"""Callbacks that fail: tried again, dead after eight times, and in nobody's way."""

from datetime import timedelta
from uuid import UUID

from domain.accounts.models import OfficialAccount
from domain.callbacks.handling import Result, _note_failure, forget_old, handle_waiting, replay, unfinished
from domain.callbacks.models import HOLD, TRIES, Callback, CallbackState
from domain.clock import now
from tests.domain.pushes import keep, text
from tests.domain.test_callbacks import said
from tests.factories import HandClock, an_account

SECOND = timedelta(seconds=1)


async def poison(account: OfficialAccount, openid: str = "oMEI") -> UUID:
    """A kept callback that no code can handle, as a bug of ours would make it."""
    await keep(account, text("poison", openid))
    callback = await Callback.all().order_by("-id").first()
    assert callback is not None
    await Callback.filter(id=callback.id).update(xml="<xml><broken")
    return callback.id


async def test_a_callback_that_fails_eight_times_is_dead_and_can_be_replayed():
    account = await an_account()
    id = await poison(account)
    clock = HandClock()
    for _ in range(TRIES):
        await handle_waiting(clock)
        clock.advance(timedelta(minutes=20))
    assert [row.id for row in await unfinished(only_dead=True)] == [id]
    assert (await Callback.get(id=id)).error

    await Callback.filter(id=id).update(xml=text("healed"))
    assert await replay(clock()) == 1
    await handle_waiting(clock)

    assert await said(account) == ["healed"]


async def test_a_failing_callback_blocks_no_other_fan():
    account = await an_account()
    await poison(account, "oA")
    await keep(account, text("fine", "oB"))

    await handle_waiting(now)

    assert await said(account) == ["fine"]


async def test_a_failing_callback_holds_its_own_fan_back_for_ten_seconds_only():
    account = await an_account()
    await poison(account)
    await handle_waiting(now)
    await keep(account, text("later"))

    await handle_waiting(now)
    assert await said(account) == []

    await handle_waiting(lambda: now() + HOLD + SECOND)
    assert await said(account) == ["later"]


async def test_what_was_done_is_forgotten_after_a_week_and_what_died_is_not():
    account = await an_account()
    await keep(account, text("done"))
    await handle_waiting(now)
    dead = await poison(account, "oB")
    await Callback.filter(id=dead).update(state=CallbackState.DEAD)

    await forget_old(now() + timedelta(days=8))

    assert [row.id for row in await Callback.all()] == [dead]


async def test_a_failure_does_not_undo_what_another_worker_has_done_meanwhile():
    account = await an_account()
    id = await poison(account)
    await Callback.filter(id=id).update(state=CallbackState.DONE, done_at=now())

    assert await _note_failure(id, RuntimeError(), now()) is Result.PASSED

    assert (await Callback.get(id=id)).state is CallbackState.DONE
