"""Who followed before a pass began, and is not on WeChat's list any more, has unfollowed, though nobody told us."""

from domain import database
from domain.database import Where
from domain.followers.passes import MARGIN, Pass

# A list that ends far before its total is a broken one. Fans also leave while it is being read.
MISSING_AT_MOST, MISSING_PART = 10, 0.02


async def mark(one: Pass, after: str, up_to: str | None) -> None:
    """Those whose OpenIDs lie behind `after`, up to this one or, without it, to the end. Belongs in a transaction.

    Newer news than the list stays: who followed while it was read is on no page of it.
    """
    if not _is_whole(one):
        return
    as_of = one.started_at - MARGIN
    where = Where("account_id = {} AND openid > {} AND is_following", one.account_id, after)
    where.add("(seen_in_sync_id IS NULL OR seen_in_sync_id <> {})", one.id)
    where.add("COALESCE(follow_changed_at, created_at) < {}", as_of)
    if up_to is not None:
        where.add("openid <= {}", up_to)
    n = len(where.values)
    sql = f"UPDATE fan SET is_following = ${n + 1}, follow_changed_at = ${n + 2} WHERE {where}"
    await database.rows(sql, *where.values, False, as_of)


def _is_whole(one: Pass) -> bool:
    total = one.total or 0
    return total - one.listed <= max(MISSING_AT_MOST, total * MISSING_PART)
