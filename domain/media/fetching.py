"""Workers claim files that are due, fetch them outside any transaction, and write down what became of it."""

import asyncio
import random
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

import wechat
from domain import database, jobs
from domain.accounts.models import OfficialAccount
from domain.clock import Clock
from domain.database import Row
from domain.ids import new_id
from domain.media import folder
from domain.media.actions import announce_change
from domain.media.models import MediaKind
from domain.media.sniffing import content_type_of
from domain.transaction import transaction

log = structlog.get_logger(__name__)

AT_ONCE = 6  # files under way in one run: each is held in memory
ROUND = timedelta(seconds=3)  # a run stops claiming then: what is left is the next run's
PATIENCE = 40.0  # seconds for one file; shorter than the lease, and than an arq job may take
LEASE = timedelta(seconds=60)
TRIES = 8
LONGEST_WAIT = timedelta(hours=12)  # of full jitter: 10 s, 40 s, 160 s … so that eight tries take most of a day
OVERDUE = timedelta(seconds=2)

INVALID_MEDIA_ID = 40007

_LATE = "WeChat keeps a fan's files for three days, and they were over before this one could be fetched."
_SLOW = "WeChat did not hand the file out in time."
_STOPPED = "Fandesk was stopped while it fetched the file."
_EMPTY = "WeChat handed out an empty file."
_DISK = "The file could not be written: look at the disk of Fandesk's data folder."

# A worker that died leaves its file CLAIMED until the lease is over; then the next one has it.
_DUE = "((state = 'WAITING' AND due_at <= $1) OR (state = 'CLAIMED' AND lease_until < $1))"


async def fetch_due(clock: Clock) -> None:
    """Fetch what is due until nothing is left. Any number of workers may run this at the same time."""
    under_way: set[asyncio.Task[None]] = set()
    stop_at = clock() + ROUND
    try:
        while clock() < stop_at:
            claimed = await _claim(AT_ONCE - len(under_way), clock()) if len(under_way) < AT_ONCE else []
            under_way |= {asyncio.create_task(_fetch(file, clock)) for file in claimed}
            if not under_way:
                return
            _, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        await jobs.nudge("fetch_media")
        if under_way:
            await asyncio.wait(under_way)
    finally:
        # The worker stops, or the database is away: a file can be fetched again, so nothing is waited for.
        for task in under_way:
            task.cancel()


async def is_overdue(now: datetime) -> bool:
    """Does a file wait longer than a nudge takes?"""
    return bool(await database.rows(f"SELECT 1 AS one FROM media_file WHERE {_DUE} LIMIT 1", now - OVERDUE))


async def _claim(how_many: int, now: datetime) -> list[Row]:
    lock = "FOR UPDATE SKIP LOCKED" if database.is_postgres() else ""
    sql = (
        f"WITH picked AS (SELECT id AS picked_id FROM media_file WHERE {_DUE} ORDER BY due_at LIMIT $2 {lock})"
        " UPDATE media_file SET state = 'CLAIMED', lease_token = $3, lease_until = $4, attempts = attempts + 1"
        " FROM picked WHERE media_file.id = picked.picked_id RETURNING *"
    )
    return await database.rows(sql, now, how_many, new_id(), now + LEASE)


async def _fetch(file: Row, clock: Clock) -> None:
    try:
        await _settle(file, clock)
    except Exception:
        # Our bug, or the database went away: the lease runs out, and the next try begins.
        log.exception("a file was interrupted", media=str(file["id"]))


async def _settle(file: Row, clock: Clock) -> None:
    if clock() >= file["expires_at"] or file["attempts"] > TRIES:
        await _lose(file, file["failure"] or (_LATE if clock() >= file["expires_at"] else _STOPPED), clock())
        return
    try:
        async with asyncio.timeout(PATIENCE):
            data = await _download(file)
        await folder.keep(folder.relative_path(file["workspace_id"], file["id"]), data)
    except TimeoutError:
        await _try_again(file, _SLOW, None, clock())
    except OSError as error:
        log.error("a file could not be written", error=type(error).__name__)
        await _try_again(file, _DISK, None, clock())
    except wechat.WeChatError as problem:
        if _is_final(problem):
            await _lose(file, problem.sentence, clock())
        else:
            after = problem.after if isinstance(problem, wechat.TryLater) else None
            await _try_again(file, problem.sentence, after, clock())
    else:
        await _store(file, data, clock())


async def _download(file: Row) -> bytes:
    way = (await OfficialAccount.get(id=file["account_id"])).wechat()
    most = MediaKind(file["kind"]).most_bytes
    if not file["wechat_media"]:
        found = await way.fetch_picture(file["picture_url"], most_bytes=most)
    else:
        found = await _by_id(way, file, most)
    if not found.data:
        raise wechat.TryLater(_EMPTY)
    return found.data


async def _by_id(way: wechat.WeChat, file: Row, most: int) -> wechat.Downloaded:
    try:
        return await way.download_media(file["wechat_media"], most_bytes=most)
    except wechat.Refused:
        # The picture may still be there, and asking for it needs neither a token nor a permission.
        with suppress(wechat.WeChatError):
            if file["picture_url"]:
                return await way.fetch_picture(file["picture_url"], most_bytes=most)
        raise


def _is_final(problem: wechat.WeChatError) -> bool:
    """Will it be the same in an hour? A permission may be granted and a secret corrected; a size does not shrink."""
    if not isinstance(problem, wechat.Refused):
        return False
    return problem.code == INVALID_MEDIA_ID or (problem.code is None and problem.act is wechat.Act.FIX_REQUEST)


async def _try_again(file: Row, why: str, after: timedelta | None, now: datetime) -> None:
    due_at = now + max(after or timedelta(0), _jitter(file["attempts"]))
    if file["attempts"] >= TRIES or due_at >= file["expires_at"]:
        await _lose(file, why, now)
        return
    sql = (
        "UPDATE media_file SET state = 'WAITING', due_at = $1, failure = $2, lease_token = NULL, lease_until = NULL"
        " WHERE id = $3 AND lease_token = $4 AND state = 'CLAIMED' RETURNING id"
    )
    async with transaction():
        if await database.rows(sql, due_at, why, file["id"], file["lease_token"]):
            await announce_change(file["message_id"])


async def _lose(file: Row, why: str, now: datetime) -> None:
    sql = (
        "UPDATE media_file SET state = 'LOST', failure = $1, finished_at = $2, lease_until = NULL"
        " WHERE id = $3 AND lease_token = $4 AND state = 'CLAIMED' RETURNING id"
    )
    async with transaction():
        if await database.rows(sql, why, now, file["id"], file["lease_token"]):
            log.warning("a file is lost", media=str(file["id"]), attempts=file["attempts"])
            await announce_change(file["message_id"])


async def _store(file: Row, data: bytes, now: datetime) -> None:
    sql = (
        "UPDATE media_file SET state = 'STORED', path = $1, content_type = $2, size = $3, failure = NULL,"
        " finished_at = $4, lease_until = NULL WHERE id = $5 AND lease_token = $6 AND state = 'CLAIMED' RETURNING id"
    )
    what = (folder.relative_path(file["workspace_id"], file["id"]), content_type_of(data), len(data))
    async with transaction():
        if await database.rows(sql, *what, now, file["id"], file["lease_token"]):
            await announce_change(file["message_id"])


def _jitter(attempts: int) -> timedelta:
    """Full jitter: a random part of ever longer, so that what failed together does not come back together."""
    longest = min(10 * 4.0 ** (attempts - 1), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=random.uniform(0, longest))  # noqa: S311 (spread, not secrecy)
