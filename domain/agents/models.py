"""Who works here: workspaces, their agents, and the sessions that agents are signed in with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from domain.ids import new_id

SESSION_LIFE = timedelta(days=30)
# A client whose answer was lost on the way asks again with the same token; past this it looks stolen.
REPEAT_LEEWAY = timedelta(seconds=20)


class Role(StrEnum):
    """What an agent may do: OWNER and ADMIN also connect accounts, AGENT answers fans."""

    OWNER = "OWNER"
    ADMIN = "ADMIN"
    AGENT = "AGENT"


class Sees(StrEnum):
    """Which talks of the accounts they serve an AGENT sees: ALL, those of their TEAMs and their own, or their OWN.

    Owners and admins see everything.
    """

    ALL = "ALL"
    TEAM = "TEAM"
    OWN = "OWN"


class Availability(StrEnum):
    """What an agent wants while they are here: ONLINE takes new talks, BUSY only their own that return, AWAY none."""

    ONLINE = "ONLINE"
    BUSY = "BUSY"
    AWAY = "AWAY"


DEFAULT_CAPACITY, MOST_CAPACITY = 20, 500
NO_PASSWORD = ""


class Workspace(Model):
    """One company with its accounts, agents and fans. Workspaces never see each other."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=64, unique=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "workspace"


class Agent(Model):
    """A person who answers fans."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace: fields.ForeignKeyRelation[Workspace] = fields.ForeignKeyField("models.Workspace", related_name="agents")
    workspace_id: UUID
    email = fields.CharField(max_length=254, unique=True)
    name = fields.CharField(max_length=64)
    role = fields.CharEnumField(Role, max_length=8)
    # Empty for who chose none and signs in by the mini-program alone.
    password_hash = fields.CharField(max_length=256)
    disabled_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    sees = fields.CharEnumField(Sees, max_length=4, default=Sees.ALL, db_default=Sees.ALL.value)
    # False: only the accounts of which there is a ServedAccount.
    serves_all_accounts = fields.BooleanField(default=True, db_default=True)
    # How many open talks they are given at once.
    capacity = fields.IntField(default=DEFAULT_CAPACITY, db_default=DEFAULT_CAPACITY)
    availability = fields.CharEnumField(
        Availability, max_length=6, default=Availability.ONLINE, db_default=Availability.ONLINE.value
    )
    # When they were last here, to the minute: what is left of presence when Redis has forgotten it.
    seen_at = fields.DatetimeField(null=True)
    # When a talk was last given to them: whose turn it is.
    given_at = fields.DatetimeField(null=True)

    class Meta:
        table = "agent"

    @property
    def has_password(self) -> bool:
        """May they sign in by email and password?"""
        return self.password_hash != NO_PASSWORD


class ServedAccount(Model):
    """An account that an agent serves who does not serve them all."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    agent: fields.ForeignKeyRelation[Agent] = fields.ForeignKeyField("models.Agent", related_name="served_accounts")
    agent_id: UUID
    account_id = fields.UUIDField(db_index=True)

    class Meta:
        table = "served_account"
        unique_together = (("agent_id", "account_id"),)


class MiniProgramIdentity(Model):
    """By which OpenID a mini-program knows an agent: they sign in with it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    agent: fields.ForeignKeyRelation[Agent] = fields.ForeignKeyField("models.Agent", related_name="identities")
    agent_id: UUID
    app_id = fields.CharField(max_length=64)
    openid = fields.CharField(max_length=128)
    created_at = fields.DatetimeField()

    class Meta:
        table = "mini_program_identity"
        unique_together = (("app_id", "openid"), ("agent_id", "app_id"))


@dataclass(frozen=True)
class Actor:
    """The agent who acts, as far as rules about agents ask."""

    workspace_id: UUID
    agent_id: UUID
    role: Role


class Session(Model):
    """One sign-in on one device. It lives on by refreshing, until signed out, revoked or unused for 30 days."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    agent: fields.ForeignKeyRelation[Agent] = fields.ForeignKeyField("models.Agent", related_name="sessions")
    device = fields.CharField(max_length=200, default="")
    created_at = fields.DatetimeField()
    refreshed_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "session"

    @property
    def is_alive(self) -> bool:
        """False once signed out or revoked."""
        return self.ended_at is None


class RefreshToken(Model):
    """One link in a session's chain of refresh tokens. Only its hash is kept."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    session: fields.ForeignKeyRelation[Session] = fields.ForeignKeyField(
        "models.Session", related_name="refresh_tokens"
    )
    session_id: UUID
    token_hash = fields.CharField(max_length=64, unique=True)
    issued_at = fields.DatetimeField()
    spent_at = fields.DatetimeField(null=True)

    class Meta:
        table = "refresh_token"

    def is_expired(self, now: datetime) -> bool:
        """True when it lay unused for longer than a session lives."""
        return now - self.issued_at >= SESSION_LIFE

    def was_just_spent(self, now: datetime) -> bool:
        """True while a repeat of the same refresh is taken for a lost answer, and not for a thief."""
        return self.spent_at is not None and now - self.spent_at < REPEAT_LEEWAY


class Invitation(Model):
    """A link that makes its reader an agent, once. Only its token's hash is kept."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    workspace: fields.ForeignKeyRelation[Workspace] = fields.ForeignKeyField(
        "models.Workspace", related_name="invitations"
    )
    workspace_id: UUID
    email = fields.CharField(max_length=254)
    name = fields.CharField(max_length=64)
    role = fields.CharEnumField(Role, max_length=8)
    token_hash = fields.CharField(max_length=64, unique=True)
    invited_by_id = fields.UUIDField()
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    accepted_at = fields.DatetimeField(null=True)
    withdrawn_at = fields.DatetimeField(null=True)
    agent_id = fields.UUIDField(null=True)

    class Meta:
        table = "invitation"
        indexes = (("workspace_id", "id"),)

    def is_open(self, now: datetime) -> bool:
        """May somebody still come in by it?"""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at
