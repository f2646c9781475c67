"""The door: everything that is read for somebody is read through their Viewer, and is theirs to see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from domain import audit, database
from domain.agents.models import Actor, Role
from domain.agents.sight import sight_of
from domain.conversations import counting, reading
from domain.conversations.actions import Talk
from domain.conversations.reading import InboxFilter
from domain.database import Row, Where
from domain.errors import BadInput, NotAllowed, NotFound
from domain.fan_sight import FanSight
from domain.ids import CONVERSATION, MESSAGE, row_id
from domain.material_sight import MaterialSight
from domain.paging import Page, PageRequest
from domain.people_sight import PeopleSight
from domain.schedule_sight import ScheduleSight
from domain.search import reading as searching
from domain.search.asking import Sought
from domain.search.reading import SearchFilter
from domain.talk_sight import TalkSight
from domain.timeline import reading as timeline

ACCOUNTS, AGENTS, INVITATIONS = "accounts", "agents", "invitations"  # names of these orders, for their cursors

_INVITATION = "id, email, name, role, created_at, expires_at, accepted_at, withdrawn_at"
_ACCOUNT = f"SELECT {reading.columns('a', reading.ACCOUNT_COLUMNS)} FROM official_account a"


@dataclass(frozen=True)
class Viewer(FanSight, TalkSight, MaterialSight, PeopleSight, ScheduleSight):
    """A signed-in agent."""

    agent_id: UUID
    session_id: UUID
    role: Role
    name: str
    workspace_name: str

    @classmethod
    async def of_session(cls, session_id: UUID) -> Self | None:
        """Who is signed in with this session; None once it has ended."""
        sql = (
            "SELECT g.id, g.workspace_id, g.role, g.name, g.sees, g.serves_all_accounts, w.name AS workspace_name"
            " FROM session s"
            " JOIN agent g ON g.id = s.agent_id JOIN workspace w ON w.id = g.workspace_id"
            " WHERE s.id = $1 AND s.ended_at IS NULL AND g.disabled_at IS NULL"
        )
        found = await database.rows(sql, session_id)
        if not found:
            return None
        row = found[0]
        return cls(await sight_of(row), row["id"], session_id, Role(row["role"]), row["name"], row["workspace_name"])

    @property
    def actor(self) -> Actor:
        """The viewer, as rules about agents know them."""
        return Actor(self.workspace_id, self.agent_id, self.role)

    def must_manage(self) -> None:
        """Raises NotAllowed for whoever only answers fans."""
        if self.role is Role.AGENT:
            raise NotAllowed("an owner or an admin")

    async def inbox(self, page: PageRequest, wanted: InboxFilter) -> Page[Row]:
        """The talks in sight, the most recently moved first."""
        return await reading.inbox(self.sight, page, wanted)

    async def conversation_counts(self, account_ids: Sequence[UUID] | None, wanted: Collection[str]) -> dict[str, int]:
        """How many talks in sight stand where; None counts those of all accounts."""
        return await counting.count(self.sight, self.agent_id, account_ids, wanted)

    async def conversations(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these talks the ones that are there for this viewer."""
        return await reading.conversations(self.sight, ids)

    async def messages(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these messages the ones that are there for this viewer."""
        return await reading.messages(self.sight, ids)

    async def message_pages(self, conversation_ids: Sequence[UUID], page: PageRequest) -> dict[UUID, Page[Row]]:
        """A page of each of these talks."""
        return await reading.message_pages(self.sight, conversation_ids, page)

    async def accounts(self, page: PageRequest) -> Page[Row]:
        """The accounts in sight in the order they were connected."""
        where = Where("a.workspace_id = {}", self.workspace_id)
        self.sight.of_accounts(where, "a.id")
        if page.place:
            where.add(f"a.id {'<' if page.backwards else '>'} {{}}", _uuid(page.place))
        way = "DESC" if page.backwards else "ASC"
        sql = f"{_ACCOUNT} WHERE {where} ORDER BY a.id {way} LIMIT {page.size + 1}"
        return Page.of(await database.rows(sql, *where.values), page)

    async def accounts_by_id(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these accounts the ones that are there for this viewer."""
        where = Where("a.workspace_id = {}", self.workspace_id)
        where.among("a.id", ids)
        self.sight.of_accounts(where, "a.id")
        return await database.rows(f"{_ACCOUNT} WHERE {where}", *where.values)

    async def scans(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these scans the ones that are there for this viewer."""
        where = Where("workspace_id = {}", self.workspace_id)
        where.among("id", ids)
        self.sight.of_accounts(where, "account_id")
        sql = f"SELECT id, account_id, outcome, created_at, expires_at, finished_at FROM account_scan WHERE {where}"
        return await database.rows(sql, *where.values)

    async def agents(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these agents the ones who work in the viewer's workspace."""
        where = Where("workspace_id = {}", self.workspace_id)
        where.among("id", ids)
        return await database.rows(f"SELECT id, name, role FROM agent WHERE {where}", *where.values)

    async def colleagues(self, page: PageRequest, *, disabled: bool) -> Page[Row]:
        """Who works here, in the order they came; for those who manage also who no longer does."""
        if disabled:
            self.must_manage()
        where = Where("workspace_id = {}", self.workspace_id)
        where.add("disabled_at IS NOT NULL" if disabled else "disabled_at IS NULL")
        return await _by_age("SELECT id, name, role FROM agent", where, page)

    async def invitations(self, page: PageRequest) -> Page[Row]:
        """Who was asked in, the newest first. Raises NotAllowed for agents."""
        self.must_manage()
        where = Where("workspace_id = {}", self.workspace_id)
        return await _by_age(f"SELECT {_INVITATION} FROM invitation", where, page, newest_first=True)

    async def invitations_by_id(self, ids: Sequence[UUID | None]) -> list[Row]:
        """Of these invitations the ones that are there for this viewer; none for agents."""
        where = Where("workspace_id = {}", self.workspace_id)
        where.among("id", ids if self.role is not Role.AGENT else [])
        return await database.rows(f"SELECT {_INVITATION} FROM invitation WHERE {where}", *where.values)

    async def sessions(self) -> list[Row]:
        """The viewer's devices that are signed in, the newest first: at most 100."""
        sql = (
            "SELECT id, device, created_at, refreshed_at FROM session WHERE agent_id = $1 AND ended_at IS NULL"
            " ORDER BY id DESC LIMIT 100"
        )
        return await database.rows(sql, self.agent_id)

    async def audit_entries(self, page: PageRequest) -> Page[Row]:
        """Who did what, the newest first. Raises NotAllowed for agents."""
        self.must_manage()
        return await audit.entries(self.workspace_id, page)

    async def talk(self, public_id: str, *field: str) -> tuple[Talk, str]:
        """The talk to act on, and the fan's OpenID. Raises NotFound."""
        where = Where("c.workspace_id = {} AND c.id = {}", self.workspace_id, row_id(CONVERSATION, public_id))
        self.sight.of_talks(where)
        sql = "SELECT c.id, c.account_id, c.fan_id, f.openid FROM conversation c JOIN fan f ON f.id = c.fan_id"
        found = await database.rows(f"{sql} WHERE {where}", *where.values)
        if not found:
            raise NotFound("conversation", *field)
        row = found[0]
        return Talk(row["id"], self.workspace_id, row["account_id"], row["fan_id"]), row["openid"]

    async def place_in(self, talk: Talk, public_message_id: str, *field: str) -> int:
        """Which number a message has in this talk. Raises NotFound."""
        sql = "SELECT seq FROM message WHERE workspace_id = $1 AND conversation_id = $2 AND id = $3"
        found = await database.rows(sql, self.workspace_id, talk.id, row_id(MESSAGE, public_message_id))
        if not found:
            raise NotFound("message", *field)
        return int(found[0]["seq"])

    async def message_id(self, public_message_id: str, *field: str) -> UUID:
        """The message to act on. Raises NotFound."""
        where = Where("m.workspace_id = {} AND m.id = {}", self.workspace_id, row_id(MESSAGE, public_message_id))
        self.sight.through_talks(where, "m.conversation_id")
        found = await database.rows(f"SELECT m.id FROM message m WHERE {where}", *where.values)
        if not found:
            raise NotFound("message", *field)
        return UUID(str(found[0]["id"]))

    async def timeline_pages(self, fan_ids: Sequence[UUID], page: PageRequest) -> dict[UUID, Page[Row]]:
        """The same page of each of these fans' timelines."""
        return await timeline.timeline_pages(self.sight, fan_ids, page)

    async def search(self, sought: Sought, wanted: SearchFilter, page: PageRequest) -> Page[Row]:
        """The `id` and `kind` of the messages, fans and notes that hold these words, the newest first."""
        return await searching.search(self.sight, sought, wanted, page)


async def _by_age(select: str, where: Where, page: PageRequest, *, newest_first: bool = False) -> Page[Row]:
    # Ids are UUIDv7: their order is the order of birth.
    is_falling = page.backwards is not newest_first
    if page.place:
        where.add(f"id {'<' if is_falling else '>'} {{}}", _uuid(page.place))
    sql = f"{select} WHERE {where} ORDER BY id {'DESC' if is_falling else 'ASC'} LIMIT {page.size + 1}"
    return Page.of(await database.rows(sql, *where.values), page)


def _uuid(place: tuple[str | int, ...]) -> UUID:
    try:
        return UUID(str(place[0]))
    except (ValueError, IndexError):
        raise BadInput("This is no cursor of this list: take one from `edges.cursor`.", "after") from None
