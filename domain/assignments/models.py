"""Who answers which fan, and why."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.ids import new_id


class RoutingMode(StrEnum):
    """Who gets a talk that waits: nobody until somebody takes it, the one whose turn it is, or the least busy."""

    MANUAL = "MANUAL"
    ROUND_ROBIN = "ROUND_ROBIN"
    LEAST_BUSY = "LEAST_BUSY"


class AssignmentReason(StrEnum):
    """Why a talk came to where it is."""

    QUEUED = "QUEUED"
    ROUND_ROBIN = "ROUND_ROBIN"
    LEAST_BUSY = "LEAST_BUSY"
    STICKY = "STICKY"
    ANSWERED = "ANSWERED"
    TAKEN = "TAKEN"
    TRANSFERRED = "TRANSFERRED"
    GIVEN_BACK = "GIVEN_BACK"
    AGENT_FULL = "AGENT_FULL"
    AGENT_GONE = "AGENT_GONE"


class AccountRouting(Model):
    """How the talks of an account find their agents. An account without such a row has MANUAL.

    `is_sticky`: a fan who comes back is given to the agent who had them last. `team_id`: for whom new talks wait.
    """

    account_id = fields.UUIDField(primary_key=True)
    workspace_id = fields.UUIDField(db_index=True)
    mode = fields.CharEnumField(RoutingMode, max_length=11, default=RoutingMode.MANUAL)
    is_sticky = fields.BooleanField(default=True)
    team_id = fields.UUIDField(null=True)

    class Meta:
        table = "account_routing"


class Assignment(Model):
    """One decision on a talk (接待): from whom to whom, and why. Both null means: it waits for whoever takes it.

    `considered` is a JSON list of the agents who were weighed, in order, each with `agent_id`, `load`, `capacity`,
    `verdict` and what else the verdict went by.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    account_id = fields.UUIDField()
    conversation_id = fields.UUIDField()
    agent_id: UUID | None = fields.UUIDField(null=True)
    team_id: UUID | None = fields.UUIDField(null=True)
    from_agent_id: UUID | None = fields.UUIDField(null=True)
    from_team_id: UUID | None = fields.UUIDField(null=True)
    by_agent_id: UUID | None = fields.UUIDField(null=True)
    reason = fields.CharEnumField(AssignmentReason, max_length=12)
    considered = fields.TextField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "assignment"
        indexes = (("conversation_id", "id"),)
