"""Files that fans sent, whatever happens to the workers who fetch them."""

import asyncio
from datetime import timedelta

import pytest

from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.media import folder
from domain.media.fetching import LEASE, TRIES, fetch_due, is_overdue
from domain.media.models import MediaFile, MediaState
from tests.domain.media import a_file, a_picture
from tests.domain.pushes import keep, picture
from tests.factories import HandClock, an_account
from wechat import Downloaded

SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(now() + SECOND)  # so that what arrives in this test is due


async def test_a_worker_that_was_killed_between_claim_and_store_leaves_the_file_to_the_next(wechat, clock):
    file = await a_picture(clock)
    asked = asyncio.Event()

    async def never(*_: object) -> None:
        asked.set()
        await asyncio.Event().wait()

    wechat.will("download_media", never, a_file())
    worker = asyncio.create_task(fetch_due(clock))
    await asked.wait()
    worker.cancel()
    with pytest.raises(asyncio.CancelledError):
        await worker

    await fetch_due(clock)
    await file.refresh_from_db()
    assert file.state is MediaState.CLAIMED
    clock.advance(LEASE + SECOND)
    await fetch_due(clock)
    await file.refresh_from_db()
    assert (file.state, file.attempts) == ("STORED", 2)


async def test_a_worker_that_lost_its_lease_writes_nothing(wechat, clock):
    file = await a_picture(clock)

    async def sleep_through_the_lease(*_: object) -> Downloaded:
        clock.advance(LEASE + SECOND)
        await MediaFile.filter(id=file.id).update(lease_token=file.id, lease_until=clock() + LEASE)
        return a_file()

    wechat.will("download_media", sleep_through_the_lease)
    await fetch_due(clock)

    await file.refresh_from_db()
    assert file.state is MediaState.CLAIMED


async def test_a_file_whose_workers_all_die_does_not_go_round_for_ever(wechat, clock):
    file = await a_picture(clock)
    await MediaFile.all().update(state=MediaState.CLAIMED, attempts=TRIES, lease_until=clock() - SECOND)

    await fetch_due(clock)

    await file.refresh_from_db()
    assert (file.state, file.failure) == ("LOST", "Fandesk was stopped while it fetched the file.")


async def test_a_disk_that_takes_nothing_is_tried_again(wechat, clock, tmp_path):
    file = await a_picture(clock)
    wechat.will("download_media", a_file())
    (tmp_path / "occupied").write_text("")
    folder.use(tmp_path / "occupied")

    await fetch_due(clock)

    await file.refresh_from_db()
    assert file.state is MediaState.WAITING
    assert "disk" in file.failure


async def test_nothing_half_written_stays_behind(wechat, clock):
    file = await a_picture(clock)
    wechat.will("download_media", a_file())
    await fetch_due(clock)

    kept = folder.find(folder.relative_path(file.workspace_id, file.id))
    assert kept is not None
    assert [path.name for path in kept.parent.iterdir()] == [file.id.hex]


async def test_two_workers_fetch_each_file_once(wechat, clock):
    account = await an_account()
    await keep(account, *(picture(f"o{n}", clock()) for n in range(12)))
    await handle_waiting(clock)
    wechat.will("download_media", a_file())

    await asyncio.gather(fetch_due(clock), fetch_due(clock))

    assert len(wechat.heard("download_media")) == 12
    assert await MediaFile.filter(state=MediaState.STORED).count() == 12


async def test_the_sweep_sees_what_a_lost_nudge_left_behind(clock):
    await a_picture(clock)

    assert not await is_overdue(clock())
    assert await is_overdue(clock() + 3 * SECOND)
