"""Owners and their colleagues, whether they get in, and what the audit log has of them."""

from typing import Any

from domain.agents.models import Role, Workspace
from domain.audit import AuditEntry
from domain.viewer import Viewer
from tests.factories import PASSWORD, a_viewer
from tests.schema.asking import told

SIGN_IN = """
mutation ($input: SignInInput!) {
  signIn(input: $input) { session { agent { id } } userErrors { code message } }
}"""


async def an_owner(**given: Any) -> Viewer:
    """An owner who is signed in, of a workspace of their own unless told."""
    return await a_viewer(role=Role.OWNER, **given)


async def a_colleague(of: Viewer, role: Role = Role.AGENT) -> Viewer:
    """Somebody else of the same workspace, signed in."""
    return await a_viewer(workspace=await Workspace.get(id=of.workspace_id), role=role)


async def signs_in(email: str, password: str = PASSWORD) -> bool:
    """Whether these let somebody in."""
    answer = await told(SIGN_IN, None, input={"email": email, "password": password})
    return answer["session"] is not None


async def actions() -> list[str]:
    """What the audit log has, the oldest first."""
    return [entry.action for entry in await AuditEntry.all().order_by("id")]
