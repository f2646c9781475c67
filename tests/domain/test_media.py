"""Files that fans sent: fetched before WeChat forgets them."""

from datetime import timedelta

import pytest

from domain.callbacks.handling import handle_waiting
from domain.clock import now
from domain.conversations.models import Message
from domain.live import StoredEvent
from domain.media import folder
from domain.media.actions import KEPT_BY_WECHAT, retry
from domain.media.errors import MediaExpired, MediaNotMissing
from domain.media.fetching import TRIES, fetch_due
from domain.media.models import MediaFile, MediaState
from tests.domain.media import JPEG, NO_FILE, a_file, a_picture
from tests.domain.pushes import keep, other
from tests.factories import HandClock, an_account
from wechat import Act, Refused, TryLater

SECOND, MEGABYTE = timedelta(seconds=1), 1024 * 1024
TOO_LARGE = Refused("The file is larger than what is kept here.", act=Act.FIX_REQUEST)
NOT_GRANTED = Refused("The account may not do this.", act=Act.ASK_A_HUMAN, code=48001)
BUSY = TryLater("WeChat is busy.", code=-1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(now() + SECOND)  # so that what arrives in this test is due


async def test_a_picture_is_fetched_and_kept(wechat, clock):
    file = await a_picture(clock)
    wechat.will("download_media", a_file())

    await fetch_due(clock)

    await file.refresh_from_db()
    assert (file.state, file.content_type, file.size, file.failure) == ("STORED", "image/jpeg", len(JPEG), None)
    kept = folder.find(f"{file.workspace_id.hex}/{file.id.hex}")
    assert kept is not None
    assert kept.read_bytes() == JPEG
    assert wechat.heard("download_media") == [("MEDIA", 10 * MEGABYTE)]


async def test_screens_are_told_when_a_file_is_here(wechat, clock):
    await a_picture(clock)
    wechat.will("download_media", a_file())
    before = await StoredEvent.all().count()

    await fetch_due(clock)

    told = await StoredEvent.all().order_by("seq").offset(before)
    assert [event.kind for event in told] == ["MessageChanged", "ConversationChanged"]
    assert told[0].subject_id == (await Message.get()).id


async def test_a_video_and_its_still_are_fetched_each_within_its_size(wechat, clock):
    await keep(
        await an_account(), other("video", at=clock(), more="<MediaId>M</MediaId><ThumbMediaId>T</ThumbMediaId>")
    )
    await handle_waiting(clock)
    wechat.will("download_media", a_file())

    await fetch_due(clock)

    assert {file.state for file in await MediaFile.all()} == {MediaState.STORED}
    assert sorted(wechat.heard("download_media")) == [("M", 20 * MEGABYTE), ("T", 2 * MEGABYTE)]


async def test_what_wechat_cannot_give_now_is_asked_for_again(wechat, clock):
    file = await a_picture(clock)
    wechat.will("download_media", BUSY, a_file())

    await fetch_due(clock)

    await file.refresh_from_db()
    assert (file.state, file.failure, file.attempts) == ("WAITING", "WeChat is busy.", 1)
    clock.advance(timedelta(seconds=10))
    await fetch_due(clock)
    await file.refresh_from_db()
    assert (file.state, file.failure, file.attempts) == ("STORED", None, 2)


async def test_wechats_own_pause_is_kept(wechat, clock):
    file = await a_picture(clock)
    wechat.will("download_media", TryLater("Today's quota is used up.", after=timedelta(hours=5), code=45009))

    await fetch_due(clock)

    await file.refresh_from_db()
    assert file.due_at >= clock() + timedelta(hours=5)


@pytest.mark.parametrize("problem", [BUSY, NOT_GRANTED])
async def test_after_eight_tries_a_file_is_lost_and_says_why(wechat, clock, problem):
    """A permission may be granted, so a refusal is no reason to give up at once."""
    file = await a_picture(clock)
    wechat.will("download_media", problem)

    for _ in range(TRIES + 2):
        await fetch_due(clock)
        await file.refresh_from_db()
        clock.advance(max(file.due_at - clock(), SECOND))

    assert (file.state, file.failure) == ("LOST", problem.sentence)
    assert len(wechat.heard("download_media")) == TRIES


@pytest.mark.parametrize("problem", [NO_FILE, TOO_LARGE])
async def test_what_will_not_change_is_not_asked_for_again(wechat, clock, problem):
    file = await a_picture(clock)
    wechat.will("download_media", problem)

    await fetch_due(clock)

    await file.refresh_from_db()
    assert (file.state, file.failure, file.attempts) == ("LOST", problem.sentence, 1)


async def test_a_picture_that_wechat_has_no_more_is_looked_for_at_its_address(wechat, clock):
    file = await a_picture(clock, url="http://mmbiz.qpic.cn/p")
    wechat.will("download_media", NO_FILE)
    wechat.will("fetch_picture", a_file())

    await fetch_due(clock)

    await file.refresh_from_db()
    assert file.state is MediaState.STORED
    assert wechat.heard("fetch_picture") == [("http://mmbiz.qpic.cn/p", 10 * MEGABYTE)]


async def test_where_its_address_does_not_help_wechats_own_reason_is_shown(wechat, clock):
    file = await a_picture(clock, url="http://elsewhere.example/p")
    wechat.will("download_media", NO_FILE)
    wechat.will("fetch_picture", TOO_LARGE)

    await fetch_due(clock)

    await file.refresh_from_db()
    assert (file.state, file.failure) == ("LOST", NO_FILE.sentence)


async def test_a_picture_without_a_media_id_is_fetched_from_its_address(wechat, clock):
    file = await a_picture(clock, media_id="", url="http://mmbiz.qpic.cn/p")
    wechat.will("fetch_picture", a_file())

    await fetch_due(clock)

    await file.refresh_from_db()
    assert file.state is MediaState.STORED


async def test_after_three_days_nobody_asks_any_more(wechat, clock):
    file = await a_picture(clock)
    clock.advance(KEPT_BY_WECHAT)

    await fetch_due(clock)

    await file.refresh_from_db()
    assert (file.state, wechat.heard("download_media")) == ("LOST", [])
    assert "three days" in file.failure


async def test_an_empty_file_is_none(wechat, clock):
    file = await a_picture(clock)
    wechat.will("download_media", a_file(b""))

    await fetch_due(clock)

    await file.refresh_from_db()
    assert file.state is MediaState.WAITING


async def test_a_file_that_is_not_what_its_header_says_is_only_for_download(wechat, clock):
    file = await a_picture(clock)
    wechat.will("download_media", a_file(b"<html><script>alert(1)</script>", "image/png"))

    await fetch_due(clock)

    await file.refresh_from_db()
    assert (file.state, file.content_type) == ("STORED", "application/octet-stream")


# Once more


async def test_a_lost_file_can_be_asked_for_again(wechat, clock):
    file = await a_picture(clock)
    wechat.will("download_media", NO_FILE, a_file())
    await fetch_due(clock)

    await retry(file.workspace_id, file.message_id, clock())
    await fetch_due(clock)

    await file.refresh_from_db()
    assert file.state is MediaState.STORED


async def test_what_is_here_or_gone_for_good_is_not_asked_for_again(wechat, clock):
    file = await a_picture(clock)
    with pytest.raises(MediaExpired):
        await retry(file.workspace_id, file.message_id, clock() + KEPT_BY_WECHAT)

    wechat.will("download_media", a_file())
    await fetch_due(clock)
    with pytest.raises(MediaNotMissing):
        await retry(file.workspace_id, file.message_id, clock())


async def test_another_workspace_cannot_ask_for_it(clock):
    file = await a_picture(clock)

    with pytest.raises(MediaNotMissing):
        await retry((await an_account()).workspace_id, file.message_id, now())
