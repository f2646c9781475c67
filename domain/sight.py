"""Which rows of a workspace somebody may see: conditions that every reading of talks, fans and accounts carries."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from domain.database import Where


@dataclass(frozen=True)
class Sight:
    """What two people have in common who see the same rows.

    `account_ids`: only these accounts; None for all. `agent_id` and `team_ids`: only the talks of this agent and of
    these teams; None and none for everybody's. A fan is in sight when their talk is, or, where everybody's talks are,
    when their account is. Whoever sees everything is asked for nothing: their readings carry no conditions of these.
    """

    workspace_id: UUID
    account_ids: frozenset[UUID] | None = None
    agent_id: UUID | None = None
    team_ids: frozenset[UUID] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Everything of the workspace is in sight."""
        return self.account_ids is None and self.agent_id is None

    @cached_property
    def mark(self) -> str:
        """Another limited sight has another one; the whole has none."""
        if self.is_whole:
            return ""
        seen = (sorted(self.account_ids or ()), self.account_ids is None, self.agent_id, sorted(self.team_ids))
        return sha256(repr(seen).encode()).hexdigest()[:12]

    def has(self, account_id: UUID, assignee_id: UUID | None, team_id: UUID | None) -> bool:
        """Is a talk of this account, agent and team in sight? The same as `of_talks`, of a row that is at hand."""
        if self.account_ids is not None and account_id not in self.account_ids:
            return False
        return self.agent_id is None or self.agent_id == assignee_id or team_id in self.team_ids

    def of_accounts(self, where: Where, column: str) -> None:
        """Rows of accounts that are in sight; the column has the account's id."""
        where.among(column, None if self.account_ids is None else sorted(self.account_ids))

    def of_talks(self, where: Where, talk: str = "c") -> None:
        """Talks that are in sight; `talk` is the name of the table."""
        self.of_accounts(where, f"{talk}.account_id")
        if self.agent_id is not None:
            where.add(self._whose(where, talk))

    def parts(self, where: Where, talk: str = "c") -> list[str]:
        """Whose talks are in sight, as conditions of which one at most holds; none where everybody's are.

        Their values are in `where`. Asked for one by one, each has an index in the order of the inbox.
        """
        if self.agent_id is None:
            return []
        own = where.written(f"{talk}.assignee_id = {{}}", self.agent_id)
        of_others = f"({talk}.assignee_id IS NULL OR {own.replace(' = ', ' <> ')})"
        of_teams = (where.written(f"{talk}.team_id = {{}}", team_id) for team_id in sorted(self.team_ids))
        return [own, *(f"{of_team} AND {of_others}" for of_team in of_teams)]

    def of_fans(self, where: Where, fan: str = "f.id", account: str = "f.account_id") -> None:
        """Rows of fans that are in sight; the columns have the fan's id and their account's."""
        self.of_accounts(where, account)
        if self.agent_id is not None:
            where.add(self.exists(where, f"o.fan_id = {fan}"))

    def through_fans(self, where: Where, column: str) -> None:
        """Rows about fans that are in sight; the column has the fan's id."""
        if self.agent_id is not None:
            where.add(self.exists(where, f"o.fan_id = {column}"))
        elif self.account_ids is not None:
            where.add(_exists(where, "fan", [f"o.id = {column}"], self.account_ids))

    def through_talks(self, where: Where, column: str) -> None:
        """Rows about talks that are in sight; the column has the talk's id."""
        if not self.is_whole:
            where.add(self.exists(where, f"o.id = {column}"))

    def exists(self, where: Where, joined: str) -> str:
        """That a talk `o` which is joined so is in sight. Its values are in `where`."""
        conditions = [joined] if self.agent_id is None else [joined, self._whose(where, "o")]
        return _exists(where, "conversation", conditions, self.account_ids)

    def _whose(self, where: Where, talk: str) -> str:
        own = where.written(f"{talk}.assignee_id = {{}}", self.agent_id)
        if not self.team_ids:
            return own
        return f"({own} OR {where.written(_in(f'{talk}.team_id', self.team_ids), *sorted(self.team_ids))})"


@dataclass(frozen=True)
class Sighted:
    """Somebody who sees the rows of a workspace."""

    sight: Sight

    @property
    def workspace_id(self) -> UUID:
        """The workspace whose rows they see."""
        return self.sight.workspace_id


def _exists(where: Where, table: str, conditions: list[str], account_ids: Collection[UUID] | None) -> str:
    if account_ids is not None:
        conditions = [*conditions, where.written(_in("o.account_id", account_ids), *sorted(account_ids))]
    return f"EXISTS (SELECT 1 FROM {table} o WHERE {' AND '.join(conditions)})"


def _in(column: str, ids: Collection[UUID]) -> str:
    return f"{column} IN ({', '.join('{}' for _ in ids)})" if ids else "1 = 0"
