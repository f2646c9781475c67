"""WeChat's tags and who has them, written down as WeChat told us. What we are still to tell WeChat stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from domain import database
from domain.accounts.models import OfficialAccount
from domain.database import Where
from domain.ids import new_id
from domain.transaction import transaction
from wechat import WeChatTag

CHUNK = 5000

_DONE_SINCE = "state IN ('DONE', 'REFUSED') AND done_at >= {}"


async def refresh(account: OfficialAccount, told: Sequence[WeChatTag], now: datetime) -> None:
    """The account's tags are these. Those that are gone at WeChat are gone here, and nobody has them any more."""
    numbers = [tag.id for tag in told]
    gone = Where("account_id = {} AND deleted_at IS NULL", account.id)
    if numbers:
        gone.add(f"number NOT IN ({', '.join('{}' for _ in numbers)})", *numbers)
    async with transaction():
        await database.rows(f"UPDATE tag SET deleted_at = ${len(gone.values) + 1} WHERE {gone}", *gone.values, now)
    # Before a number may come back with another meaning.
    await take_from_everybody(account.id)
    async with transaction():
        for tag in told:
            await keep(account, tag.id, tag.name, now)


async def keep(account: OfficialAccount, number: int, name: str, now: datetime) -> UUID:
    """The tag with WeChat's number, new or renamed. Belongs in a transaction."""
    sql = (
        "INSERT INTO tag (id, workspace_id, account_id, number, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (account_id, number) DO UPDATE SET name = excluded.name, deleted_at = NULL RETURNING id"
    )
    kept = await database.rows(sql, new_id(), account.workspace_id, account.id, number, name[:64], now)
    return kept[0]["id"]  # type: ignore[no-any-return]


async def take_from_everybody(account_id: UUID) -> None:
    """Forget who had tags that are deleted, and what WeChat was still to be told of them; in short transactions."""
    deleted = "SELECT id FROM tag WHERE account_id = $1 AND deleted_at IS NOT NULL"
    of_fans = f"SELECT id FROM fan_tag WHERE tag_id IN ({deleted}) LIMIT {CHUNK}"
    while await database.rows(f"DELETE FROM fan_tag WHERE id IN ({of_fans}) RETURNING id", account_id):
        pass
    waiting = f"account_id = $1 AND state = 'WAITING' AND tag_id IN ({deleted})"
    await database.rows(f"DELETE FROM tag_change WHERE {waiting}", account_id)


async def numbers(account_id: UUID) -> dict[int, UUID]:
    """The account's tags by WeChat's numbers."""
    sql = "SELECT id, number FROM tag WHERE account_id = $1 AND deleted_at IS NULL"
    return {row["number"]: row["id"] for row in await database.rows(sql, account_id)}


async def keep_tags_of(told: Mapping[UUID, Sequence[UUID]], asked_at: datetime) -> None:
    """These fans have these tags, in this order, as WeChat said when it was asked. Belongs in a transaction.

    What is still on its way to WeChat, or got there after the question, is newer than the answer.
    """
    if not told:
        return
    have = await _tags(told)
    ours = await _newer_than_the_answer(told, asked_at)
    wrong = [id for (fan, tag), (id, _) in have.items() if tag not in told[fan] and (fan, tag) not in ours]
    wanted = [
        (fan, tag, place)
        for fan, tags in told.items()
        for place, tag in enumerate(tags)
        if (fan, tag) not in ours and have.get((fan, tag), (None, -1))[1] != place
    ]
    await _delete(wrong)
    await _write(wanted)


async def _tags(told: Mapping[UUID, Sequence[UUID]]) -> dict[tuple[UUID, UUID], tuple[UUID, int]]:
    where = Where("1 = 1")
    where.among("fan_id", list(told))
    found = await database.rows(f"SELECT id, fan_id, tag_id, place FROM fan_tag WHERE {where}", *where.values)
    return {(row["fan_id"], row["tag_id"]): (row["id"], row["place"]) for row in found}


async def _newer_than_the_answer(told: Mapping[UUID, Sequence[UUID]], asked_at: datetime) -> set[tuple[UUID, UUID]]:
    newer: set[tuple[UUID, UUID]] = set()
    # Two questions, because each has an index of its own.
    for condition, values in (("state IN ('WAITING', 'CLAIMED')", ()), (_DONE_SINCE, (asked_at,))):
        where = Where(condition, *values)
        where.among("fan_id", list(told))
        found = await database.rows(f"SELECT fan_id, tag_id FROM tag_change WHERE {where}", *where.values)
        newer |= {(row["fan_id"], row["tag_id"]) for row in found}
    return newer


async def _delete(ids: list[UUID]) -> None:
    if ids:
        where = Where("1 = 1")
        where.among("id", ids)
        await database.rows(f"DELETE FROM fan_tag WHERE {where}", *where.values)


async def _write(wanted: list[tuple[UUID, UUID, int]]) -> None:
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        sql = (
            f"INSERT INTO fan_tag (id, fan_id, tag_id, place) VALUES {database.places(len(chunk), 4)}"
            " ON CONFLICT (fan_id, tag_id) DO UPDATE SET place = excluded.place"
        )
        await database.rows(sql, *(value for fan, tag, place in chunk for value in (new_id(), fan, tag, place)))
