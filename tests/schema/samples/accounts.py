"""Samples: accounts, and how they are connected."""

from domain.accounts.models import ConnectedBy, OfficialAccount
from tests.factories import AES_KEY, TOKEN
from tests.platforms import APP_ID
from tests.schema.samples.making import Given, Sample, asks, given, ids_of, numbers, puts
from tests.schema.world import World


async def _connect(world: World) -> Given:
    n = next(numbers)
    words = {"appSecret": f"{n:032x}", "originalId": "gh_1", "name": "new", "token": TOKEN, "encodingAesKey": AES_KEY}
    return {"input": words | {"appId": f"wxNEW{n}", "kind": "SERVICE", "verified": True, "encryption": "SAFE"}}


async def _refresh_account(world: World) -> Given:
    # Scanned, so that there is something to refresh.
    await OfficialAccount.filter(id=world.account.id).update(app_id=APP_ID, connected_by=ConnectedBy.SCAN)
    return {"input": ids_of(world, accountId="OfficialAccount")}


SAMPLES: dict[str, Sample] = {
    "Query.accounts": asks({"first": 5}),
    "Query.account": asks(id="OfficialAccount"),
    "Query.accountScan": asks(id="AccountScan"),
    "Query.connectionTest": asks(accountId="OfficialAccount"),
    "Mutation.connectAccount": _connect,
    "Mutation.updateAccountCredentials": puts({"token": "another_token"}, accountId="OfficialAccount"),
    "Mutation.updateAccount": puts({"name": "canary new name"}, accountId="OfficialAccount"),
    "Mutation.updateAccountRouting": puts({"mode": "ROUND_ROBIN"}, accountId="OfficialAccount", teamId="Team"),
    "Mutation.pauseAccount": puts(accountId="OfficialAccount"),
    "Mutation.resumeAccount": puts(accountId="OfficialAccount"),
    "Mutation.disconnectAccount": puts(accountId="OfficialAccount"),
    "Mutation.refreshAccount": _refresh_account,
    "Mutation.startAccountScan": puts({"idempotencyKey": "key"}),
    "Subscription.events": given(lambda world: {"accountIds": [world.ids["OfficialAccount"]]}),
}
