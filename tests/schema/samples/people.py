"""Samples: agents, invitations, sessions and the audit log."""

from domain.agents.models import MiniProgramIdentity
from domain.clock import now
from domain.ids import AGENT, TEAM, row_id
from domain.teams.models import Team
from tests.factories import PASSWORD
from tests.mini_programs import OURS, openid
from tests.schema.samples.making import Given, Sample, asks, given, ids_of, numbers, puts
from tests.schema.world import World


async def _refresh(world: World) -> Given:
    return {"input": {"refreshToken": await world.refresh_token()}}


async def _invite(world: World) -> Given:
    return {"input": {"email": f"new{next(numbers)}@example.com", "name": "New", "role": "AGENT"}}


async def _sign_in_with_mini_program(world: World) -> Given:
    code = f"colleague:{next(numbers)}"
    whose = {"agent_id": row_id(AGENT, world.ids["Agent"]), "app_id": OURS.app_id}
    await MiniProgramIdentity.get_or_create({"openid": openid(code), "created_at": now()}, **whose)
    return {"input": {"code": code}}


def _work(world: World) -> Given:
    return {"agentId": world.ids["Agent"], "accountIds": [world.ids["OfficialAccount"]], "sees": "TEAM", "capacity": 5}


async def _delete_team(world: World) -> Given:
    # Whoever asked before may have deleted it.
    kept = {"workspace_id": world.account.workspace_id, "name": "canary team", "created_at": now()}
    await Team.get_or_create(kept, id=row_id(TEAM, world.ids["Team"]))
    return {"input": ids_of(world, teamId="Team")}


SAMPLES: dict[str, Sample] = {
    "Query.viewer": asks(),
    "Query.agents": asks({"first": 5}),
    "Query.teams": asks(),
    "Query.invitations": asks({"first": 5}),
    "Query.sessions": asks(),
    "Query.auditEntries": asks({"first": 5}),
    "Query.miniProgram": asks(),
    "Mutation.signInWithMiniProgram": _sign_in_with_mini_program,
    "Mutation.linkMiniProgram": given(lambda world: {"input": {"code": f"of a phone {next(numbers)}"}}),
    "Mutation.unlinkMiniProgram": puts(agentId="Agent"),
    "Mutation.signIn": given(lambda world: {"input": {"email": world.email, "password": PASSWORD}}),
    "Mutation.refreshSession": _refresh,
    "Mutation.signOut": _refresh,
    "Mutation.changeAgentRole": puts({"role": "ADMIN"}, agentId="Agent"),
    "Mutation.renameAgent": puts({"name": "canary"}, agentId="Agent"),
    "Mutation.disableAgent": puts(agentId="Agent"),
    "Mutation.enableAgent": puts(agentId="Agent"),
    "Mutation.updateAgentWork": given(lambda world: {"input": _work(world)}),
    "Mutation.createTeam": given(lambda world: {"input": {"name": f"New team {next(numbers)}"}}),
    "Mutation.renameTeam": puts({"name": "canary"}, teamId="Team"),
    "Mutation.deleteTeam": _delete_team,
    "Mutation.addTeamMember": puts(teamId="Team", agentId="Agent"),
    "Mutation.removeTeamMember": puts(teamId="Team", agentId="Agent"),
    "Mutation.createInvitation": _invite,
    "Mutation.withdrawInvitation": puts(invitationId="Invitation"),
    "Mutation.acceptInvitation": puts({"token": "in_nobody", "password": PASSWORD}),
    "Mutation.endSession": given(lambda world: {"input": {"sessionId": world.session_id}}),
    "Mutation.changePassword": puts({"currentPassword": PASSWORD, "newPassword": "another password"}),
}
