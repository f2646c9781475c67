"""Agents who answer together."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.agents.models import Agent
from domain.ids import new_id


class Team(Model):
    """Some agents of a workspace (客服组). Talks may wait for a team, and be seen by it alone."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace_id = fields.UUIDField()
    name = fields.CharField(max_length=64)
    created_at = fields.DatetimeField()

    class Meta:
        table = "team"
        unique_together = (("workspace_id", "name"),)


class TeamMember(Model):
    """An agent is in a team, or in several."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    team: fields.ForeignKeyRelation[Team] = fields.ForeignKeyField("models.Team", related_name="members")
    team_id: UUID
    agent: fields.ForeignKeyRelation[Agent] = fields.ForeignKeyField("models.Agent", related_name="teams")
    agent_id: UUID

    class Meta:
        table = "team_member"
        unique_together = (("team_id", "agent_id"),)
        indexes = (("agent_id", "team_id"),)
