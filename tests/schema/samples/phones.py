"""Samples: what agents want to be told, and the phones that tell them."""

from domain.agents.models import MiniProgramIdentity
from domain.clock import now
from domain.ids import DEVICE, public_id
from domain.notifications.devices import register_app, register_mini_program
from tests.mini_programs import OURS
from tests.schema.samples.making import Given, Sample, asks, given, numbers
from tests.schema.world import Principal, World

_WANTED = {"newFollowers": True, "quietHours": {"start": "22:00", "end": "07:30"}, "timeZone": "Asia/Shanghai"}
_PHONE = {"kind": "APP", "service": "test"}


async def _remove(world: World) -> Given:
    mine = world.viewers[Principal.AGENT]
    assert mine is not None
    row = await register_app(mine.actor, mine.session_id, "canary", f"canary phone {next(numbers)}", now())
    return {"input": {"deviceId": public_id(DEVICE, row["id"])}}


async def _allow(world: World) -> Given:
    mine = world.viewers[Principal.AGENT]
    assert mine is not None
    who = {"agent_id": mine.agent_id, "app_id": OURS.app_id}
    if not await MiniProgramIdentity.exists(**who):
        await MiniProgramIdentity.create(openid="oCANARY-agent", created_at=now(), **who)
    await register_mini_program(mine.actor, mine.session_id, now())
    return {"input": {"count": 1}}


SAMPLES: dict[str, Sample] = {
    "Query.notificationSettings": asks(),
    "Query.devices": asks(),
    "Mutation.updateNotificationSettings": given(lambda world: {"input": _WANTED}),
    "Mutation.registerDevice": given(lambda world: {"input": _PHONE | {"address": f"phone {next(numbers)}"}}),
    "Mutation.removeDevice": _remove,
    "Mutation.allowNotifications": _allow,
}
