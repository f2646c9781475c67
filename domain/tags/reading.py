"""Tags as the API shows them; columns are prefixed with `t_`."""

from collections.abc import Sequence
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.sight import Sight

TAG_COLUMNS = "t.id AS t_id, t.account_id AS t_account_id, t.number AS t_number, t.name AS t_name"


async def tags(sight: Sight, ids: Sequence[UUID | None]) -> list[Row]:
    """These tags of accounts in sight, without those that are not there."""
    where = Where("t.workspace_id = {} AND t.deleted_at IS NULL", sight.workspace_id)
    where.among("t.id", ids)
    sight.of_accounts(where, "t.account_id")
    return await database.rows(f"SELECT {TAG_COLUMNS} FROM tag t WHERE {where}", *where.values)


async def tags_of_accounts(sight: Sight, account_ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
    """Each account's tags, in WeChat's order."""
    where = Where("t.workspace_id = {} AND t.deleted_at IS NULL", sight.workspace_id)
    where.among("t.account_id", account_ids)
    sight.of_accounts(where, "t.account_id")
    found = await database.rows(f"SELECT {TAG_COLUMNS} FROM tag t WHERE {where} ORDER BY t.number", *where.values)
    return _by(found, "t_account_id", account_ids)


async def tags_of_fans(sight: Sight, fan_ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
    """Each fan's tags, in the order in which they got them."""
    where = Where("t.workspace_id = {} AND t.deleted_at IS NULL", sight.workspace_id)
    where.among("ft.fan_id", fan_ids)
    sight.of_fans(where, "ft.fan_id", "t.account_id")
    sql = (
        f"SELECT ft.fan_id, {TAG_COLUMNS} FROM fan_tag ft JOIN tag t ON t.id = ft.tag_id WHERE {where}"
        " ORDER BY ft.place, ft.id"
    )
    return _by(await database.rows(sql, *where.values), "fan_id", fan_ids)


async def refusals_of_fans(sight: Sight, fan_ids: Sequence[UUID]) -> dict[UUID, list[Row]]:
    """What WeChat refused of each fan's tags in the last month, the newest first."""
    where = Where("c.workspace_id = {} AND c.state = 'REFUSED'", sight.workspace_id)
    where.among("c.fan_id", fan_ids)
    sight.of_fans(where, "c.fan_id", "c.account_id")
    sql = (
        "SELECT c.fan_id, c.is_adding, c.refusal_code, c.refusal_text, c.done_at,"
        f" {TAG_COLUMNS} FROM tag_change c JOIN tag t ON t.id = c.tag_id WHERE {where} ORDER BY c.id DESC LIMIT 1000"
    )
    return _by(await database.rows(sql, *where.values), "fan_id", fan_ids)


async def fan_counts(sight: Sight, tag_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many fans in sight have each tag."""
    where = Where("t.workspace_id = {}", sight.workspace_id)
    where.among("t.id", tag_ids)
    sight.of_fans(where, "ft.fan_id", "t.account_id")
    sql = (
        f"SELECT t.id, COUNT(ft.id) AS fans FROM tag t JOIN fan_tag ft ON ft.tag_id = t.id WHERE {where} GROUP BY t.id"
    )
    return {row["id"]: row["fans"] for row in await database.rows(sql, *where.values)}


def _by(found: list[Row], column: str, keys: Sequence[UUID]) -> dict[UUID, list[Row]]:
    sorted_out: dict[UUID, list[Row]] = {key: [] for key in keys}
    for row in found:
        sorted_out[row[column]].append(row)
    return sorted_out
