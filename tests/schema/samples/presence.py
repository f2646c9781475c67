"""Samples: who is here, and who looks at a conversation."""

from domain.agents.presence import keep
from domain.clock import now
from domain.ids import AGENT, CONVERSATION, new_id, row_id
from domain.presence.looking import show
from tests.schema.samples.making import Given, Sample, ids_of, puts
from tests.schema.world import World


async def _somebody_is_here(world: World) -> Given:
    """The colleague is here, and has the conversation on their screen."""
    colleague, talk = row_id(AGENT, world.ids["Agent"]), row_id(CONVERSATION, world.ids["Conversation"])
    assert colleague is not None
    assert talk is not None
    await keep(world.account.workspace_id, [colleague], now())
    await show(talk, colleague, new_id(), now(), is_typing=True)
    return ids_of(world, conversationId="Conversation")


async def _show(world: World) -> Given:
    return {"input": await _somebody_is_here(world)}


SAMPLES: dict[str, Sample] = {
    "Mutation.setPresence": puts({"presence": "BUSY"}),
    "Mutation.keepPresence": puts({"isHere": True}),
    "Mutation.showViewing": _show,
    "Subscription.presence": _somebody_is_here,
}
