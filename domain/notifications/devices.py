"""The phones of agents: registered by a session, and gone with it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain import database
from domain.agents import mini_program
from domain.agents.errors import MiniProgramNotLinked, MiniProgramNotSetUp
from domain.agents.models import SESSION_LIFE, Actor
from domain.database import Row
from domain.errors import BadInput, NotFound
from domain.ids import new_id
from domain.notifications.models import DeviceKind
from domain.transaction import transaction

MOST_DEVICES = 10  # of an agent; the one that was registered first makes room
MOST_ALLOWANCES = 1000
LONGEST_ADDRESS, LONGEST_SERVICE = 512, 64

_COLUMNS = "d.id, d.agent_id, d.session_id, d.kind, d.service, d.address, d.allowances, d.created_at"
_ALIVE = "EXISTS (SELECT 1 FROM session z WHERE z.id = d.session_id AND z.ended_at IS NULL)"


async def of_agent(agent_id: UUID) -> list[Row]:
    """Their phones whose sessions live, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM device d WHERE d.agent_id = $1 AND {_ALIVE} ORDER BY d.created_at DESC, d.id"
    return await database.rows(sql, agent_id)


async def register_app(actor: Actor, session_id: UUID, service: str, address: str, now: datetime) -> Row:
    """An app's phone, by what its push service calls it. Doing it twice is fine. Raises BadInput."""
    _check("address", address, 1, LONGEST_ADDRESS)
    _check("service", service, 0, LONGEST_SERVICE)
    return await _register(actor, session_id, DeviceKind.APP, service, address, now)


async def register_mini_program(actor: Actor, session_id: UUID, now: datetime) -> Row:
    """The agent's own WeChat. Raises MiniProgramNotSetUp, or MiniProgramNotLinked."""
    if mini_program.own() is None:
        raise MiniProgramNotSetUp
    openid = await mini_program.openid_of(actor.agent_id)
    if openid is None:
        raise MiniProgramNotLinked
    return await _register(actor, session_id, DeviceKind.MINI_PROGRAM, "", openid, now)


async def remove(agent_id: UUID, device_id: UUID | None) -> None:
    """Everybody their own. Raises NotFound."""
    if not await database.rows("DELETE FROM device WHERE agent_id = $1 AND id = $2 RETURNING id", agent_id, device_id):
        raise NotFound("device", "deviceId")


async def allow(agent_id: UUID, count: int) -> Row:
    """The agent accepted so many more subscribe messages (一次性订阅). Raises BadInput or MiniProgramNotLinked."""
    if not 1 <= count <= MOST_ALLOWANCES:
        raise BadInput(f"`count` takes 1 to {MOST_ALLOWANCES}: how often the agent accepted.", "count")
    sql = (
        f"UPDATE device SET allowances = CASE WHEN allowances + $1 > {MOST_ALLOWANCES} THEN {MOST_ALLOWANCES}"
        " ELSE allowances + $1 END WHERE id = $2 RETURNING id"
    )
    mine = await _in_wechat(agent_id)
    if mine is None or not await database.rows(sql, count, mine["id"]):
        raise BadInput("Register the mini-program first, with `registerDevice`.")
    return next(device for device in await of_agent(agent_id) if device["id"] == mine["id"])


async def forget(device_id: UUID) -> None:
    """Its push service says that it is gone."""
    await database.rows("DELETE FROM device WHERE id = $1", device_id)


async def spend_allowance(device_id: UUID) -> bool:
    """One subscribe message is about to use it up. False where none is left."""
    sql = "UPDATE device SET allowances = allowances - 1 WHERE id = $1 AND allowances > 0 RETURNING id"
    return bool(await database.rows(sql, device_id))


async def give_back_allowance(device_id: UUID) -> None:
    """It was certainly not used."""
    await database.rows("UPDATE device SET allowances = allowances + 1 WHERE id = $1", device_id)


async def forget_allowances(device_id: UUID) -> None:
    """WeChat, which knows better, says that none is left."""
    await database.rows("UPDATE device SET allowances = 0 WHERE id = $1", device_id)


async def forget_old(now: datetime) -> None:
    """Delete phones whose sessions have ended, or lay unused for too long."""
    sql = (
        "DELETE FROM device WHERE NOT EXISTS (SELECT 1 FROM session z WHERE z.id = device.session_id"
        " AND z.ended_at IS NULL AND COALESCE(z.refreshed_at, z.created_at) > $1)"
    )
    await database.rows(sql, now - SESSION_LIFE)


async def _in_wechat(agent_id: UUID) -> Row | None:
    openid = await mini_program.openid_of(agent_id)
    mine = [device for device in await of_agent(agent_id) if device["address"] == openid]
    return next((device for device in mine if device["kind"] == DeviceKind.MINI_PROGRAM), None)


async def _register(actor: Actor, session_id: UUID, kind: DeviceKind, service: str, address: str, now: datetime) -> Row:
    # What somebody else allowed is not the new one's: with another agent, the count begins anew.
    sql = (
        "INSERT INTO device (id, workspace_id, agent_id, kind, service, address, allowances, session_id, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8) ON CONFLICT (kind, service, address) DO UPDATE SET"
        " allowances = CASE WHEN device.agent_id = excluded.agent_id THEN device.allowances ELSE 0 END,"
        " workspace_id = excluded.workspace_id, agent_id = excluded.agent_id, session_id = excluded.session_id,"
        f" created_at = excluded.created_at RETURNING {_COLUMNS.replace('d.', '')}"
    )
    mine = (actor.workspace_id, actor.agent_id)
    async with transaction():
        row = (await database.rows(sql, new_id(), *mine, kind.value, service, address, session_id, now))[0]
        await _make_room(actor.agent_id, await of_agent(actor.agent_id))
    return row


async def _make_room(agent_id: UUID, devices: Sequence[Row]) -> None:
    for device in devices[MOST_DEVICES:]:
        await remove(agent_id, device["id"])


def _check(name: str, text: str, shortest: int, longest: int) -> None:
    if not shortest <= len(text) <= longest or not text.isprintable():
        raise BadInput(f"`{name}` takes {shortest} to {longest} printable characters.", name)
