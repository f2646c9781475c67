"""A workspace with one of everything, and the principals who ask for it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import orjson

from domain.accounts.models import AccountScan, OfficialAccount
from domain.agents.actions import sign_in
from domain.agents.invitations import invite
from domain.agents.models import Actor, Agent, Role, Sees, ServedAccount, Workspace
from domain.assets.models import AssetKind
from domain.assignments.models import Assignment, AssignmentReason
from domain.canned.actions import Canned, create
from domain.clock import now
from domain.conversations.actions import Talk, from_fan
from domain.conversations.models import Conversation, Message, MessageKind
from domain.fans.models import Fan, FanField, FanFieldKind, FanFieldValue
from domain.followers.models import FollowerSync, SyncState
from domain.ids import (
    ACCOUNT,
    AGENT,
    ASSET,
    ASSIGNMENT,
    CANNED,
    CONVERSATION,
    FAN,
    FAN_FIELD,
    INVITATION,
    LABEL,
    MESSAGE,
    NOTE,
    SCAN,
    SCHEDULE,
    SESSION,
    TAG,
    TEAM,
    WORKSPACE,
    new_id,
    public_id,
)
from domain.labels.actions import create_label, label_talk
from domain.media.actions import Wanted, want
from domain.media.models import MediaFile, MediaKind, MediaRole, MediaState
from domain.notes.actions import create_note
from domain.schedules.actions import create_schedule
from domain.schedules.checking import Said, read_hours
from domain.schedules.models import DayClass
from domain.sends.contents import Text
from domain.tags.models import FanTag, Tag, TagChange, TagChangeState
from domain.teams.actions import add_member, create_team
from domain.teams.models import Team, TeamMember
from domain.timeline.actions import record
from domain.timeline.models import TimelineKind
from domain.transaction import transaction
from domain.viewer import Viewer
from tests.factories import PASSWORD, a_fan, a_message, a_talk, a_viewer, a_workspace, an_account, an_agent
from tests.files import an_asset

# Node types by the beginning of their ids.
NODES = {
    "Agent": AGENT,
    "Asset": ASSET,
    "Assignment": ASSIGNMENT,
    "CannedResponse": CANNED,
    "Conversation": CONVERSATION,
    "Fan": FAN,
    "FanField": FAN_FIELD,
    "Invitation": INVITATION,
    "Label": LABEL,
    "Message": MESSAGE,
    "Note": NOTE,
    "AccountScan": SCAN,
    "OfficialAccount": ACCOUNT,
    "Schedule": SCHEDULE,
    "Tag": TAG,
    "Team": TEAM,
    "Workspace": WORKSPACE,
}


class Principal(StrEnum):
    """Who may ask."""

    ANONYMOUS = "ANONYMOUS"
    STRANGER = "STRANGER"  # owner of another workspace
    OTHER_ACCOUNT = "OTHER_ACCOUNT"  # an agent who serves another account
    OTHER_TEAM = "OTHER_TEAM"  # an agent who sees the talks of another team than the talk's
    AGENT = "AGENT"  # an agent who sees the talks of the talk's team
    ADMIN = "ADMIN"
    OWNER = "OWNER"


# What is out of sight: nodes, and the words that stand in them and around them.
_TALK = (("Assignment", "Conversation", "Fan", "Message", "Note"), ("words", "fan", "note", "key", "value"))
_ACCOUNT = (("OfficialAccount", "Tag", "AccountScan"), ("shop", "tag", "refusal"))
OUT_OF_SIGHT = {
    Principal.OTHER_TEAM: _TALK,
    Principal.OTHER_ACCOUNT: tuple(talk + account for talk, account in zip(_TALK, _ACCOUNT, strict=True)),
}


@dataclass(frozen=True)
class World:
    """One of everything; `ids` by type."""

    viewers: dict[Principal, Viewer | None]
    account: OfficialAccount
    talk: Talk
    email: str
    session_id: str
    ids: dict[str, str]

    async def refresh_token(self) -> str:
        """A fresh session's."""
        return (await sign_in(self.email, PASSWORD, now())).refresh_token


async def a_world() -> World:
    """A workspace in which everything bears the word "canary". The talk is a colleague's, and of their team."""
    workspace = await a_workspace(name="canary company")
    colleague = await an_agent(workspace=workspace, name="canary colleague")
    account = await an_account(workspace=workspace, name="canary shop")
    fan = await a_fan(account=account, openid="oCANARY", remark="canary fan")
    talk = await a_talk(fan=fan, text="canary words")
    message = await a_message(talk, from_fan(MessageKind.IMAGE, "image", now(), "more canary words"))
    await a_trace(fan, message)
    members = {role: await a_viewer(workspace=workspace, role=Role(role)) for role in ("AGENT", "ADMIN", "OWNER")}
    viewers = {Principal.ANONYMOUS: None, Principal.STRANGER: await a_viewer(role=Role.OWNER)}
    invited = await invite(members["OWNER"].actor, "canary@example.com", "canary guest", Role.AGENT, now())
    rows = {
        "Agent": colleague.id,
        "Asset": (await an_asset(workspace.id, AssetKind.IMAGE, name="canary.png")).id,
        "Assignment": await an_assignment(talk, colleague),
        "CannedResponse": await a_canned_response(workspace.id),
        "Conversation": talk.id,
        "Fan": fan.id,
        "FanField": (await a_field(fan)).id,
        "Invitation": invited.invitation.id,
        "Label": await a_canary_label(talk),
        "Message": message.id,
        "Note": await create_note(talk, colleague.id, "canary note", [colleague.id], now()),
        "AccountScan": (await a_scan(account)).id,
        "OfficialAccount": account.id,
        "Schedule": await a_canary_schedule(workspace.id),
        "Tag": (await a_tag(fan)).id,
        "Team": await a_canary_team(colleague),
        "Workspace": workspace.id,
    }
    ids = {type_: public_id(NODES[type_], row) for type_, row in rows.items()}
    session = await a_viewer(agent=colleague)
    await Conversation.filter(id=talk.id).update(team_id=rows["Team"], assignee_id=colleague.id, assigned_at=now())
    await Agent.filter(id=members["AGENT"].agent_id).update(sees=Sees.TEAM)
    await TeamMember.create(team_id=rows["Team"], agent_id=members["AGENT"].agent_id)
    everybody = viewers | await those_who_look_elsewhere(workspace)
    everybody |= {Principal(role): viewer for role, viewer in members.items()}
    return World(everybody, account, talk, colleague.email, public_id(SESSION, session.session_id), ids)


async def those_who_look_elsewhere(workspace: Workspace) -> dict[Principal, Viewer | None]:
    """Agents of the workspace who do not see its talk."""
    serves = await an_agent(workspace=workspace, serves_all_accounts=False)
    await ServedAccount.create(agent=serves, account_id=(await an_account(workspace=workspace)).id)
    sees = await an_agent(workspace=workspace, sees=Sees.TEAM)
    other = await Team.create(workspace_id=workspace.id, name="other team", created_at=now())
    await TeamMember.create(team=other, agent=sees)
    return {Principal.OTHER_ACCOUNT: await a_viewer(agent=serves), Principal.OTHER_TEAM: await a_viewer(agent=sees)}


async def an_assignment(talk: Talk, agent: Agent) -> UUID:
    """It was the agent's turn."""
    considered = [{"agent_id": agent.id.hex, "verdict": "CHOSEN", "load": 1, "capacity": 2}]
    where = {"workspace_id": talk.workspace_id, "account_id": talk.account_id, "conversation_id": talk.id}
    why = {"reason": AssignmentReason.ROUND_ROBIN, "considered": orjson.dumps(considered).decode()}
    return (await Assignment.create(agent_id=agent.id, created_at=now(), **where, **why)).id


async def a_canary_label(talk: Talk) -> UUID:
    """A label that the talk has."""
    id = await create_label(talk.workspace_id, "canary label", "#112233", now())
    await label_talk(talk, id)
    return id


async def a_canary_team(member: Agent) -> UUID:
    """A team that the agent is in."""
    owner = Actor(member.workspace_id, new_id(), Role.OWNER)
    id = await create_team(owner, "canary team", now())
    await add_member(owner, id, member.id, now())
    return id


async def a_tag(fan: Fan) -> Tag:
    """A tag that the fan has, a change of it that WeChat refused, and a reading of the followers that failed."""
    where = {"workspace_id": fan.workspace_id, "account_id": fan.account_id}
    why = {"refusal_code": 48001, "refusal_text": "canary refusal"}
    tag = await Tag.create(number=100, name="canary tag", created_at=now(), **where)
    await FanTag.create(fan=fan, tag=tag, place=0)
    change = {"is_adding": True, "state": TagChangeState.REFUSED, "due_at": now(), "created_at": now()}
    await TagChange.create(fan_id=fan.id, tag_id=tag.id, done_at=now(), **change, **where, **why)
    ended = {"state": SyncState.FAILED, "due_at": now(), "started_at": now(), "finished_at": now()}
    await FollowerSync.create(**ended, **where, **why)
    return tag


async def a_canned_response(workspace_id: UUID) -> UUID:
    """What agents often say."""
    owner = Actor(workspace_id, new_id(), Role.OWNER)
    return await create(owner, Canned("canary", "canary title", Text("canary {{fan.name}}")), now())


async def a_canary_schedule(workspace_id: UUID) -> UUID:
    """Business hours."""
    hours = read_hours("Asia/Shanghai", [Said("09:00", "18:00", day_class=DayClass.WORKDAY)])
    return await create_schedule(Actor(workspace_id, new_id(), Role.OWNER), "canary schedule", hours, now())


async def a_field(fan: Fan) -> FanField:
    """A field of the workspace's own, and what the fan has in it."""
    what = {"name": "canary field", "kind": FanFieldKind.TEXT, "created_at": now()}
    field = await FanField.create(workspace_id=fan.workspace_id, **what)
    await FanFieldValue.create(fan=fan, field=field, text="canary value")
    return field


async def a_scan(account: OfficialAccount) -> AccountScan:
    """The scan that led to an account."""
    when = {"created_at": now(), "expires_at": now(), "finished_at": now()}
    who = {"workspace_id": account.workspace_id, "agent_id": new_id(), "account_id": account.id}
    return await AccountScan.create(state_hash=new_id().hex, **who, **when)


async def a_trace(fan: Fan, message: Message) -> None:
    """What the fan did, and the file that they sent."""
    file = Wanted(MediaRole.FILE, MediaKind.IMAGE, "canary media")
    around = (fan.workspace_id, fan.account_id)
    async with transaction():
        await record(*around, fan.id, TimelineKind.MENU_CLICKED, {"key": "canary key"}, now(), now())
        await want(*around, message.id, [file], now(), now())
    stored = {"state": MediaState.STORED, "content_type": "image/canary", "path": "canary"}
    await MediaFile.filter(message_id=message.id).update(**stored)


def missing_id(type_: str) -> str:
    """A well-formed id of nothing."""
    return public_id(NODES[type_], new_id())
