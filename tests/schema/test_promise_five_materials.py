"""No silent gap in what can be said: old lists of files and canned responses, with the events, are what is fresh."""

import random
from typing import Any

import pytest

from domain.agents.models import Role
from domain.assets.models import Asset
from domain.canned.models import CannedResponse
from domain.ids import ACCOUNT, ASSET, CANNED, public_id
from domain.viewer import Viewer
from tests.factories import a_viewer, an_account
from tests.files import an_asset, png
from tests.schema.asking import Listener, ask, listening, told
from tests.schema.world import missing_id

ASSET_SHOWN = "fragment asset on Asset { id kind name size width createdAt }"
CANNED_SHOWN = """fragment canned on CannedResponse {
  id shortcut title content { ... on TextContent { body } ... on ImageContent { media { assetId } } } changedAt
}"""
EVENTS = f"""{ASSET_SHOWN} {CANNED_SHOWN}
subscription ($after: Cursor, $accountIds: [ID!]) {{ events(after: $after, accountIds: $accountIds) {{
  __typename cursor
  ... on AssetChanged {{ asset {{ ...asset }} }}
  ... on AssetDeleted {{ assetId }}
  ... on CannedResponseChanged {{ cannedResponse {{ ...canned }} }}
  ... on CannedResponseDeleted {{ cannedResponseId }}
}} }}"""
FRESH = f"""{ASSET_SHOWN} {CANNED_SHOWN} {{
  assets(first: 100) {{ edges {{ node {{ ...asset }} }} }}
  cannedResponses(first: 100) {{ edges {{ node {{ ...canned }} }} }}
}}"""
DOCUMENTS = {
    name: f"mutation ($in: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $in) {{ userErrors {{ code }} }} }}"
    for name in ("deleteAsset", "createCannedResponse", "updateCannedResponse", "deleteCannedResponse")
}


class App:
    """A client that asks once, and from then on lives on events alone."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known, self.cursor = known, None

    def apply(self, event: Any) -> None:
        """What an event changes. Some come twice: applying them again changes nothing."""
        self.cursor = event["cursor"]
        match event["__typename"]:
            case "AssetChanged":
                self.known[event["asset"]["id"]] = event["asset"]
            case "CannedResponseChanged":
                self.known[event["cannedResponse"]["id"]] = event["cannedResponse"]
            case "AssetDeleted":
                self.known.pop(event["assetId"], None)
            case "CannedResponseDeleted":
                self.known.pop(event["cannedResponseId"], None)

    async def listen(self, events: Listener, at_most: int) -> None:
        """Until nothing comes any more, or the line is cut after so many."""
        self.apply(await events.next())
        for _ in range(at_most):
            event = await events.next()
            self.apply(event)
            if event["__typename"] == "Heartbeat":
                return


class Admins:
    """What admins do with files and canned responses, at random."""

    def __init__(self, dice: random.Random, viewer: Viewer) -> None:
        self._dice, self._viewer = dice, viewer

    async def act(self) -> None:
        """One of them; some are refused, and nothing happens."""
        number = self._dice.randint(1, 6)
        if self._dice.random() < 0.3:
            await an_asset(self._viewer.workspace_id, data=png(width=number), name=f"{number}.png")
            return
        asset, canned = await self._some_asset(), {"cannedResponseId": await self._some_canned()}
        content = self._dice.choice([{"text": {"body": f"{number}"}}, {"image": {"assetId": asset}}])
        written = {"shortcut": f"{number}", "title": f"{self._dice.randint(1, 9)}", "content": content}
        deeds: list[tuple[str, dict[str, Any]]] = [
            ("deleteAsset", {"assetId": asset}),
            ("createCannedResponse", written),
            ("createCannedResponse", written),
            ("updateCannedResponse", written | canned),
            ("deleteCannedResponse", canned),
        ]
        name, given = self._dice.choice(deeds)
        await told(DOCUMENTS[name], self._viewer, **{"in": given})

    async def _some_asset(self) -> str:
        rows = await Asset.filter(deleted_at=None)
        return public_id(ASSET, self._dice.choice(rows).id) if rows else missing_id("Asset")

    async def _some_canned(self) -> str:
        rows = await CannedResponse.all()
        return public_id(CANNED, self._dice.choice(rows).id) if rows else missing_id("CannedResponse")


async def fresh(viewer: Viewer) -> dict[str, Any]:
    """What a fresh query says."""
    answer = await ask(FRESH, viewer)
    assert answer.errors == []
    return {edge["node"]["id"]: edge["node"] for found in answer.data.values() for edge in found["edges"]}


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_events_after_any_interruptions_give_what_a_fresh_query_gives(hub, seed):
    dice, viewer = random.Random(seed), await a_viewer(role=Role.OWNER)
    account = await an_account(workspace_id=viewer.workspace_id)
    # What can be said belongs to no account: it is told to whoever listens, whatever they asked for.
    given = {"accountIds": [public_id(ACCOUNT, account.id)]} if seed == 3 else {}
    admins = Admins(dice, viewer)
    for _ in range(5):
        await admins.act()
    app = App(await fresh(viewer))
    async with listening(EVENTS, viewer, hub, **given) as events:
        await app.listen(events, at_most=0)

    for _ in range(15):
        for _ in range(dice.randint(0, 6)):
            await admins.act()
        async with listening(EVENTS, viewer, hub, after=app.cursor, **given) as events:
            await app.listen(events, at_most=dice.choice([1, 3, 1000]))
    async with listening(EVENTS, viewer, hub, after=app.cursor, **given) as events:
        await app.listen(events, at_most=1000)

    assert app.known == await fresh(viewer)
    assert app.known


async def test_a_file_that_is_there_already_is_no_news(hub):
    viewer = await a_viewer()
    await an_asset(viewer.workspace_id, name="tea.png")
    async with listening(EVENTS, viewer, hub) as events:
        await events.next()

        await an_asset(viewer.workspace_id, name="the same tea.png")

        assert await events.silence(2)


async def test_a_strangers_files_and_canned_responses_are_not_told(hub):
    viewer, stranger = await a_viewer(role=Role.OWNER), await a_viewer(role=Role.OWNER)
    admins = Admins(random.Random(1), viewer)
    async with listening(EVENTS, stranger, hub) as events:
        await events.next()

        for _ in range(10):
            await admins.act()

        assert await fresh(viewer)
        assert await events.silence(2)
