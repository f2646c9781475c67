"""A workspace with one of everything, and the principals who ask for it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.accounts.models import OfficialAccount
from domain.agents.actions import sign_in
from domain.agents.invitations import invite
from domain.agents.models import Role
from domain.clock import now
from domain.ids import ACCOUNT, AGENT, CONVERSATION, FAN, INVITATION, MESSAGE, SESSION, WORKSPACE, new_id, public_id
from domain.viewer import Viewer
from tests.factories import PASSWORD, a_fan, a_message, a_talk, a_viewer, a_workspace, an_account, an_agent

# Node types by the beginning of their ids.
NODES = {
    "Agent": AGENT,
    "Conversation": CONVERSATION,
    "Fan": FAN,
    "Invitation": INVITATION,
    "Message": MESSAGE,
    "OfficialAccount": ACCOUNT,
    "Workspace": WORKSPACE,
}


class Principal(StrEnum):
    """Who may ask."""

    ANONYMOUS = "ANONYMOUS"
    STRANGER = "STRANGER"  # owner of another workspace
    AGENT = "AGENT"
    ADMIN = "ADMIN"
    OWNER = "OWNER"


@dataclass(frozen=True)
class World:
    """One of everything; `ids` by type."""

    viewers: dict[Principal, Viewer | None]
    account: OfficialAccount
    email: str
    session_id: str
    ids: dict[str, str]

    async def refresh_token(self) -> str:
        """A fresh session's."""
        return (await sign_in(self.email, PASSWORD, now())).refresh_token


async def a_world() -> World:
    """A workspace in which everything bears the word "canary"."""
    workspace = await a_workspace(name="canary company")
    colleague = await an_agent(workspace=workspace, name="canary colleague")
    account = await an_account(workspace=workspace, name="canary shop")
    fan = await a_fan(account=account, openid="oCANARY", remark="canary fan")
    talk = await a_talk(fan=fan, text="canary words")
    message = await a_message(talk, "more canary words")
    members = {role: await a_viewer(workspace=workspace, role=Role(role)) for role in ("AGENT", "ADMIN", "OWNER")}
    viewers = {Principal.ANONYMOUS: None, Principal.STRANGER: await a_viewer(role=Role.OWNER)}
    invited = await invite(members["OWNER"].actor, "canary@example.com", "canary guest", Role.AGENT, now())
    rows = {
        "Agent": colleague.id,
        "Conversation": talk.id,
        "Fan": fan.id,
        "Invitation": invited.invitation.id,
        "Message": message.id,
        "OfficialAccount": account.id,
        "Workspace": workspace.id,
    }
    ids = {type_: public_id(NODES[type_], row) for type_, row in rows.items()}
    session = await a_viewer(agent=colleague)
    everybody = viewers | {Principal(role): viewer for role, viewer in members.items()}
    return World(everybody, account, colleague.email, public_id(SESSION, session.session_id), ids)


def missing_id(type_: str) -> str:
    """A well-formed id of nothing."""
    return public_id(NODES[type_], new_id())
