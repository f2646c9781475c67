"""Samples: agents, invitations, sessions and the audit log."""

from tests.factories import PASSWORD
from tests.schema.samples.making import Given, Sample, asks, given, numbers, puts
from tests.schema.world import World


async def _refresh(world: World) -> Given:
    return {"input": {"refreshToken": await world.refresh_token()}}


async def _invite(world: World) -> Given:
    return {"input": {"email": f"new{next(numbers)}@example.com", "name": "New", "role": "AGENT"}}


SAMPLES: dict[str, Sample] = {
    "Query.viewer": asks(),
    "Query.agents": asks({"first": 5}),
    "Query.invitations": asks({"first": 5}),
    "Query.sessions": asks(),
    "Query.auditEntries": asks({"first": 5}),
    "Mutation.signIn": given(lambda world: {"input": {"email": world.email, "password": PASSWORD}}),
    "Mutation.refreshSession": _refresh,
    "Mutation.signOut": _refresh,
    "Mutation.changeAgentRole": puts({"role": "ADMIN"}, agentId="Agent"),
    "Mutation.renameAgent": puts({"name": "canary"}, agentId="Agent"),
    "Mutation.disableAgent": puts(agentId="Agent"),
    "Mutation.enableAgent": puts(agentId="Agent"),
    "Mutation.createInvitation": _invite,
    "Mutation.withdrawInvitation": puts(invitationId="Invitation"),
    "Mutation.acceptInvitation": puts({"token": "in_nobody", "password": PASSWORD}),
    "Mutation.endSession": given(lambda world: {"input": {"sessionId": world.session_id}}),
    "Mutation.changePassword": puts({"currentPassword": PASSWORD, "newPassword": "another password"}),
}
