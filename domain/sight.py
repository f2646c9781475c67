"""Which rows of a workspace somebody may see: conditions that every reading of talks, fans and accounts carries."""

from dataclasses import dataclass
from uuid import UUID

from domain.database import Where


@dataclass(frozen=True)
class Sight:
    """What two people have in common who see the same rows.

    `account_ids`: only these accounts; None for all. `agent_id` and `team_ids`: only the talks of this agent and of
    these teams; None and none for everybody's.
    """

    workspace_id: UUID
    account_ids: frozenset[UUID] | None = None
    agent_id: UUID | None = None
    team_ids: frozenset[UUID] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Everything of the workspace is in sight."""
        return self.account_ids is None and self.agent_id is None

    def of_accounts(self, where: Where, column: str) -> None:
        """Rows of accounts that are in sight; the column has the account's id."""
        where.among(column, None if self.account_ids is None else sorted(self.account_ids))

    def of_talks(self, where: Where, talk: str = "c") -> None:
        """Talks that are in sight; `talk` is the name of the table."""
        self.of_accounts(where, f"{talk}.account_id")
        if self.agent_id is not None:
            condition, values = self._whose(talk)
            where.add(condition, *values)

    def of_fans(self, where: Where, fan: str = "f") -> None:
        """Fans whose talks are in sight; `fan` is the name of the table."""
        self.of_accounts(where, f"{fan}.account_id")
        if self.agent_id is not None:
            self._through_talk(where, f"o.fan_id = {fan}.id")

    def through_talks(self, where: Where, column: str) -> None:
        """Rows about talks that are in sight; the column has the talk's id."""
        if not self.is_whole:
            self._through_talk(where, f"o.id = {column}")

    def _through_talk(self, where: Where, joined: str) -> None:
        conditions, values = [joined], list[object]()
        if self.account_ids is not None:
            conditions.append(f"o.account_id IN ({_places(self.account_ids)})" if self.account_ids else "1 = 0")
            values += sorted(self.account_ids)
        if self.agent_id is not None:
            whose, ids = self._whose("o")
            conditions.append(whose)
            values += ids
        where.add(f"EXISTS (SELECT 1 FROM conversation o WHERE {' AND '.join(conditions)})", *values)

    def _whose(self, talk: str) -> tuple[str, list[object]]:
        if not self.team_ids:
            return f"{talk}.assignee_id = {{}}", [self.agent_id]
        of_teams = f"{talk}.team_id IN ({_places(self.team_ids)})"
        return f"({talk}.assignee_id = {{}} OR {of_teams})", [self.agent_id, *sorted(self.team_ids)]


def _places(ids: frozenset[UUID]) -> str:
    return ", ".join("{}" for _ in ids)


@dataclass(frozen=True)
class Sighted:
    """Somebody who sees the rows of a workspace."""

    sight: Sight

    @property
    def workspace_id(self) -> UUID:
        """The workspace whose rows they see."""
        return self.sight.workspace_id
