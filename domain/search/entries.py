"""What can be found is written in the same transaction as the row it leads to. Each of these belongs in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain import database
from domain.database import Row, Where
from domain.search.tokens import tokens_of


class SearchKind(StrEnum):
    """What an entry leads to."""

    MESSAGE = "MESSAGE"
    FAN = "FAN"
    NOTE = "NOTE"


@dataclass(frozen=True)
class Entry:
    """A row and the text that it is found by; `conversation_id` is None for a fan."""

    id: UUID
    workspace_id: UUID
    account_id: UUID
    conversation_id: UUID | None
    kind: SearchKind
    text: str


async def keep(entries: Sequence[Entry]) -> None:
    """These are found by their texts from now on: one statement, and none where nothing has a word."""
    written = [(entry, words) for entry in entries if (words := _written(entry.text))]
    if not written:
        return
    tokens = "CAST(CAST(${} AS TEXT) AS tsvector)" if database.is_postgres() else "${}"
    rows = (", ".join(f"${n + i}" for i in range(5)) + f", {tokens.format(n + 5)}" for n in _firsts(len(written)))
    sql = (
        "INSERT INTO search_entry (id, workspace_id, account_id, conversation_id, kind, tokens)"
        f" VALUES ({'), ('.join(rows)})"
        " ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens WHERE search_entry.tokens <> excluded.tokens"
    )
    await database.rows(sql, *(value for entry, words in written for value in _values(entry, words)))


async def replace(entries: Sequence[Entry]) -> None:
    """The same for rows whose text has changed; one that has no words any more is not found again."""
    await keep(entries)
    await _forget([entry.id for entry in entries if not tokens_of(entry.text)])


async def keep_fans(fan_ids: Sequence[UUID]) -> None:
    """These fans are found by the names they have now."""
    where = Where("1 = 1")
    where.among("id", fan_ids)
    sql = f"SELECT id, workspace_id, account_id, remark, nickname FROM fan WHERE {where}"
    await replace([_fan(row) for row in await database.rows(sql, *where.values)])


def names(remark: str | None, nickname: str | None) -> str:
    """What a fan is found by: the remark, and below it the nickname."""
    return "\n".join(name for name in (remark, nickname) if name)


async def _forget(ids: Sequence[UUID]) -> None:
    if ids:
        where = Where("1 = 1")
        where.among("id", ids)
        await database.rows(f"DELETE FROM search_entry WHERE {where}", *where.values)


def _fan(row: Row) -> Entry:
    text = names(row["remark"], row["nickname"])
    return Entry(row["id"], row["workspace_id"], row["account_id"], None, SearchKind.FAN, text)


def _written(text: str) -> str:
    tokens = [token.text for token in tokens_of(text)]
    if database.is_postgres():
        return " ".join(f"'{token}':{place}" for place, token in enumerate(tokens, start=1))
    return " ".join(tokens)


def _values(entry: Entry, words: str) -> tuple[object, ...]:
    where = (entry.workspace_id, entry.account_id, entry.conversation_id)
    return (entry.id, *where, entry.kind.value, words)


def _firsts(how_many: int) -> range:
    return range(1, 6 * how_many, 6)
