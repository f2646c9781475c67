"""Talks and messages as the API shows them: one statement a page, and no objects in between.

Columns are prefixed with the letter of their table: `c_` conversation, `f_` fan, `a_` account, `m_` message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from domain import database
from domain.conversations.models import ConversationStatus
from domain.database import Row, Where
from domain.errors import BadInput
from domain.fans.reading import FAN_COLUMNS
from domain.paging import Page, PageRequest
from domain.sight import Sight

INBOX, MESSAGES = "inbox", "messages"  # names of these orders, for their cursors

ACCOUNT_COLUMNS = (
    "id name app_id original_id kind is_verified connected_by state state_reason permissions principal head_image_url"
    " encryption created_at connected_at"
)
_TALK_COLUMNS = (
    "id status message_seq unread_count last_message_at waiting_since_at snoozed_until_at closed_at queued_at"
    " assigned_at created_at"
)
# A talk's labels as a JSON list: a page shows them without another statement. {words} are each database's own.
_LABELS = (
    "(SELECT CAST({list}({object}('id', b.id, 'name', b.name, 'color', b.color)) AS TEXT) FROM conversation_label x"
    " JOIN label b ON b.id = x.label_id WHERE x.conversation_id = c.id) AS c_labels"
)
_MESSAGE_COLUMNS = (
    "id conversation_id seq direction kind wechat_kind text content status refusal_code refusal_text agent_id said_at"
    " send_at created_at"
)


def columns(table: str, names: str, prefix: str = "") -> str:
    """The columns of a SELECT, each named with its prefix (the table's letter, unless told)."""
    return ", ".join(f"{table}.{name} AS {prefix or table + '_'}{name}" for name in names.split())


def _message(table: str, agent: str, prefix: str) -> str:
    who = f"{agent}.name AS {prefix}agent_name, {agent}.role AS {prefix}agent_role"
    return f"{columns(table, _MESSAGE_COLUMNS, prefix)}, {who}, {_files(table)} AS {prefix}files"


def _files(table: str) -> str:
    """A message's files as a JSON list, looked for only where its kind has some. {words} are each database's own."""
    names = ("id", "role", "state", "content_type", "size", "failure")
    file = ", ".join(f"'{name}', file.{name}" for name in names)
    listed = (
        f"SELECT CAST({{list}}({{object}}({file})) AS TEXT) FROM media_file file WHERE file.message_id = {table}.id"
    )
    return f"CASE WHEN {table}.kind IN ('IMAGE', 'VOICE', 'VIDEO', 'CARD') THEN ({listed}) END"


async def _rows(sql: str, *values: object) -> list[Row]:
    words = _POSTGRES if database.is_postgres() else _SQLITE
    return await database.rows(sql.replace("{list}", words[0]).replace("{object}", words[1]), *values)


_POSTGRES, _SQLITE = ("json_agg", "json_build_object"), ("json_group_array", "json_object")


_TALK = ", ".join((columns("c", _TALK_COLUMNS), _LABELS, columns("f", FAN_COLUMNS), columns("a", ACCOUNT_COLUMNS)))
# Who answers: their columns are named as those of the talk, `c_assignee_` and `c_team_`.
_WHOSE = f"{columns('ga', 'id name role', 'c_assignee_')}, {columns('tm', 'id name created_at', 'c_team_')}"
_AROUND = (
    "JOIN fan f ON f.id = c.fan_id JOIN official_account a ON a.id = c.account_id"
    " LEFT JOIN agent ga ON ga.id = c.assignee_id LEFT JOIN team tm ON tm.id = c.team_id"
    " LEFT JOIN message l ON l.id = c.last_message_id LEFT JOIN agent lg ON lg.id = l.agent_id"
)
_SEEN = f"{_TALK}, {_WHOSE}, {_message('l', 'lg', 'l_')}"
_WHOLE = f"SELECT {_SEEN} FROM conversation c {_AROUND}"
_IN_ITS_TALK = (
    f"SELECT {_SEEN}, {_message('m', 'g', 'm_')} FROM message m"
    f" JOIN conversation c ON c.id = m.conversation_id {_AROUND} LEFT JOIN agent g ON g.id = m.agent_id"
)


@dataclass(frozen=True)
class InboxFilter:
    """Which talks: None means all, an empty list none."""

    account_ids: Sequence[UUID] | None = None
    statuses: Sequence[ConversationStatus] | None = None
    label_ids: Sequence[UUID] | None = None  # any of them
    waiting_before: datetime | None = None  # the fan has waited since then or longer
    is_unread: bool | None = None
    assignee_ids: Sequence[UUID] | None = None
    team_ids: Sequence[UUID] | None = None
    is_unassigned: bool | None = None
    is_queued: bool | None = None

    def add_to(self, where: Where) -> None:
        """As conditions on the table `c`."""
        where.among("c.account_id", self.account_ids)
        where.among("c.status", self.statuses)
        where.among("c.assignee_id", self.assignee_ids)
        where.among("c.team_id", self.team_ids)
        if self.label_ids is not None:
            any_of = ", ".join("{}" for _ in self.label_ids) or "NULL"
            labelled = f"SELECT 1 FROM conversation_label x WHERE x.conversation_id = c.id AND x.label_id IN ({any_of})"
            where.add(f"EXISTS ({labelled})", *self.label_ids)
        if self.waiting_before is not None:
            where.add("c.waiting_since_at <= {}", self.waiting_before)
        if self.is_unread is not None:
            where.add("c.unread_count > 0" if self.is_unread else "c.unread_count = 0")
        if self.is_unassigned is not None:
            where.add(f"c.assignee_id IS {'' if self.is_unassigned else 'NOT '}NULL")
        if self.is_queued is not None:
            where.add(f"c.queued_at IS {'NOT ' if self.is_queued else ''}NULL")


async def inbox(sight: Sight, request: PageRequest, wanted: InboxFilter) -> Page[Row]:
    """Talks with fan, account and last message, the most recently moved first."""
    where = Where("c.workspace_id = {}", sight.workspace_id)
    sight.of_accounts(where, "c.account_id")
    wanted.add_to(where)
    if request.place:
        sign = ">" if request.backwards else "<"
        where.add(f"(c.last_message_at, c.id) {sign} ({{}}, {{}})", *_inbox_place(request.place))
    way = "ASC" if request.backwards else "DESC"
    order = f"ORDER BY c.last_message_at {way}, c.id {way}"
    # The page first, then what stands around it: so no planner can think of joining everything before it sorts.
    page = _inbox_page(sight.parts(where), where, f"{order} LIMIT {request.size + 1}")
    sql = f"SELECT {_SEEN} FROM ({page}) c {_AROUND} {order}"
    return Page.of(await _rows(sql, *where.values), request)


def _inbox_page(parts: Sequence[str], where: Where, order: str) -> str:
    """Of the talks of each part a page, and of those the page: no part is read further than it can be shown."""
    if not parts:
        return f"SELECT * FROM conversation c WHERE {where} {order}"
    pages = (f"SELECT * FROM conversation c WHERE {where} AND {part} {order}" for part in parts)
    union = " UNION ALL ".join(f"SELECT * FROM ({page}) AS part" for page in pages)
    return f"SELECT * FROM ({union}) c {order}"


async def conversations(sight: Sight, ids: Sequence[UUID | None]) -> list[Row]:
    """These talks of those in sight, in no order, without those that are not there."""
    where = Where("c.workspace_id = {}", sight.workspace_id)
    where.among("c.id", ids)
    sight.of_talks(where)
    return await _rows(f"{_WHOLE} WHERE {where}", *where.values)


async def messages(sight: Sight, ids: Sequence[UUID | None]) -> list[Row]:
    """These messages of talks in sight, in no order, without those that are not there."""
    where = Where("m.workspace_id = {}", sight.workspace_id)
    where.among("m.id", ids)
    sight.of_talks(where)
    return await _rows(f"{_IN_ITS_TALK} WHERE {where}", *where.values)


async def message_pages(sight: Sight, conversation_ids: Sequence[UUID], request: PageRequest) -> dict[UUID, Page[Row]]:
    """The same page of several talks in one statement, each from old to new."""
    found: dict[UUID, list[Row]] = {id: [] for id in conversation_ids}
    where = Where("m.workspace_id = {}", sight.workspace_id)
    sight.through_talks(where, "m.conversation_id")
    parts = [_one_page(id, request, where) for id in found]
    for row in await _rows(" UNION ALL ".join(parts), *where.values):
        found[row["m_conversation_id"]].append(row)
    return {id: Page.of(part, request) for id, part in found.items()}


def _one_page(conversation_id: UUID, request: PageRequest, where: Where) -> str:
    conditions = [str(where), where.written("m.conversation_id = {}", conversation_id)]
    if request.place:
        sign = "<" if request.backwards else ">"
        conditions.append(where.written(f"m.seq {sign} {{}}", _message_place(request.place)))
    way = "DESC" if request.backwards else "ASC"
    page = f"SELECT {_message('m', 'g', 'm_')} FROM message m LEFT JOIN agent g ON g.id = m.agent_id"
    ordered = f"WHERE {' AND '.join(conditions)} ORDER BY m.seq {way} LIMIT {request.size + 1}"
    # The outer SELECT lets SQLite order and limit each part of the union for itself.
    return f"SELECT * FROM ({page} {ordered}) AS part"


def _message_place(place: tuple[str | int, ...]) -> int:
    if len(place) != 1 or not isinstance(place[0], int) or not 0 <= place[0] < 2**31:
        raise BadInput("This is no cursor of these messages: take one from `edges.cursor`.", "before")
    return place[0]


def _inbox_place(place: tuple[str | int, ...]) -> tuple[datetime, UUID]:
    try:
        moved_at, id = place
        return datetime.fromisoformat(str(moved_at)).astimezone(UTC), UUID(str(id))
    except (ValueError, OverflowError):
        raise BadInput("This is no cursor of the inbox: take one from `edges.cursor`.", "after") from None
