"""Who follows: WeChat's list, 10,000 OpenIDs a page."""

from collections.abc import Sequence
from datetime import datetime

from domain import database
from domain.accounts.models import OfficialAccount
from domain.clock import Clock
from domain.followers.models import SyncState
from domain.followers.passes import MARGIN, Pass, answer_to
from domain.ids import new_id
from domain.tags import mirror as tags
from domain.transaction import transaction

CHUNK = 1000  # fans a transaction: a fan's push never waits long for the list


async def read_page(one: Pass, account: OfficialAccount, clock: Clock) -> None:
    """One page of the list; after the last, the account's tags. Raises what WeChat raises.

    WeChat docs, 用户管理: 获取用户列表. Its last page is empty, and says so by a count of 0.
    """
    way = account.wechat()
    page = await answer_to(way.followers(one.next_openid))
    if page.openids:
        await _write_page(one, page.openids, page.next, page.total, clock)
    if not page.next or (page.total is not None and one.listed >= page.total):
        await tags.refresh(account, await answer_to(way.tags()), clock())
        await _begin_details(one, one.listed if page.total is None else page.total, clock())


async def _write_page(one: Pass, openids: Sequence[str], next_openid: str, total: int | None, clock: Clock) -> None:
    once = list(dict.fromkeys(openids))
    chunks = [once[start : start + CHUNK] for start in range(0, len(once), CHUNK)]
    for chunk in chunks[:-1]:
        async with transaction():
            await one.write(clock())
            await _meet(one, chunk, clock())
    # The place moves with the last of the page: who is killed before reads the page again, which changes nothing.
    place, listed = next_openid or once[-1], one.listed + len(once)
    async with transaction():
        await one.write(clock(), next_openid=place, listed=listed, total=total)
        await _meet(one, chunks[-1], clock())
    one.next_openid, one.listed = place, listed


async def _meet(one: Pass, openids: list[str], now: datetime) -> None:
    """Fans who follow, met or known. Newer news than the list stays."""
    row = "(${}, $1, $2, ${}, $3, $4, $5, 0, '', $6)"
    places = ", ".join(row.format(n, n + 1) for n in range(8, 8 + 2 * len(openids), 2))
    sql = (
        "INSERT INTO fan (id, workspace_id, account_id, openid, is_following, seen_in_sync_id, follow_changed_at,"
        f" follow_count, scene, created_at) VALUES {places} ON CONFLICT (account_id, openid) DO UPDATE SET"
        " seen_in_sync_id = excluded.seen_in_sync_id,"
        " follow_changed_at = CASE WHEN NOT fan.is_following AND (fan.follow_changed_at IS NULL"
        " OR fan.follow_changed_at < $7) THEN excluded.follow_changed_at ELSE fan.follow_changed_at END,"
        " is_following = CASE WHEN fan.follow_changed_at IS NULL OR fan.follow_changed_at < $7"
        " THEN excluded.is_following ELSE fan.is_following END"
    )
    as_of = one.started_at - MARGIN
    fans = [value for openid in openids for value in (new_id(), openid)]
    await database.rows(sql, one.workspace_id, one.account_id, True, one.id, as_of, now, as_of, *fans)


async def _begin_details(one: Pass, total: int, now: datetime) -> None:
    async with transaction():
        await one.write(now, state=SyncState.DETAILING.value, next_openid="", total=total)
        one.tell()
    one.state, one.next_openid, one.total = SyncState.DETAILING, "", total
