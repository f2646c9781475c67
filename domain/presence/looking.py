"""Who has a talk on their screen, and who types in it: what their clients said lately, in Redis and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domain.presence.telling import of_talk, tell
from domain.redis import perhaps, redis

VIEWING, TYPING = timedelta(seconds=20), timedelta(seconds=8)
MOST_SCREENS = 50  # of one talk; the one that was silent longest makes room
_KEPT = timedelta(minutes=1)  # by Redis' clock: longer than anything in it counts

Onlookers = dict[UUID, bool]  # who looks, and whether they type


@dataclass(frozen=True)
class Screen:
    """One device with the talk on it: of whom, and until when that counts."""

    agent_id: UUID
    viewing_until: datetime
    typing_until: datetime


async def show(talk_id: UUID, agent_id: UUID, session_id: UUID, now: datetime, *, is_typing: bool) -> None:
    """This device has the talk on its screen for the next 20 seconds, and its agent types for the next 8."""
    stamps = f"{now.timestamp()}:{now.timestamp() if is_typing else 0}"
    name, key = _name(agent_id, session_id), _key(talk_id)
    with perhaps("nobody sees who looks at a talk"):
        async with redis().pipeline(transaction=True) as pipe:
            pipe.hgetall(key)
            pipe.hset(key, name, stamps)
            pipe.expire(key, _KEPT)
            found, *_ = await pipe.execute()
        before = {field.decode(): _screen(field.decode(), stamps.decode()) for field, stamps in found.items()}
        after = before | {name: _screen(name, stamps)}
        gone = _too_many(after, now)
        if gone:
            await redis().hdel(key, *gone)  # type: ignore[misc]
        if _agents(before, now) != _agents(after, now):
            await tell(of_talk(talk_id))


async def stop(talk_id: UUID, agent_id: UUID, session_id: UUID) -> None:
    """This device shows something else now."""
    with perhaps("nobody sees who looks at a talk"):
        if await redis().hdel(_key(talk_id), _name(agent_id, session_id)):  # type: ignore[misc]
            await tell(of_talk(talk_id))


async def onlookers(talk_ids: Sequence[UUID], now: datetime) -> dict[UUID, Onlookers]:
    """Who looks at each of these talks; nobody where Redis is away."""
    with perhaps("nobody sees who looks at talks"):
        screens = await _screens(talk_ids)
        return {talk_id: _agents(found, now) for talk_id, found in zip(talk_ids, screens, strict=True)}
    return {}


async def everybody_looking(talk_id: UUID, now: datetime) -> tuple[Onlookers, datetime | None]:
    """Who looks at a talk, and from when on that may be different by itself; None where nobody looks."""
    (screens,) = await _screens([talk_id])
    ends = (moment for screen in screens.values() for moment in (screen.viewing_until, screen.typing_until))
    return _agents(screens, now), min((moment for moment in ends if moment > now), default=None)


async def _screens(talk_ids: Sequence[UUID]) -> list[dict[str, Screen]]:
    async with redis().pipeline(transaction=False) as pipe:
        for talk_id in talk_ids:
            pipe.hgetall(_key(talk_id))
        answers = await pipe.execute()
    return [{name.decode(): _screen(name.decode(), at.decode()) for name, at in found.items()} for found in answers]


def _agents(screens: Mapping[str, Screen], now: datetime) -> Onlookers:
    """An agent looks with any of their devices, and types with any."""
    found: Onlookers = {}
    for screen in screens.values():
        if screen.viewing_until > now:
            found[screen.agent_id] = found.get(screen.agent_id, False) or screen.typing_until > now
    return found


def _too_many(screens: Mapping[str, Screen], now: datetime) -> list[str]:
    """Those that count no longer, and of the rest the oldest over the limit."""
    newest_first = sorted(screens, key=lambda name: screens[name].viewing_until, reverse=True)
    return [name for n, name in enumerate(newest_first) if n >= MOST_SCREENS or screens[name].viewing_until <= now]


def _screen(name: str, stamps: str) -> Screen:
    viewed, _, typed = stamps.partition(":")
    return Screen(UUID(hex=name.partition(":")[0]), _moment(viewed) + VIEWING, _moment(typed) + TYPING)


def _moment(stamp: str) -> datetime:
    return datetime.fromtimestamp(float(stamp), UTC)


def _name(agent_id: UUID, session_id: UUID) -> str:
    return f"{agent_id.hex}:{session_id.hex}"


def _key(talk_id: UUID) -> str:
    return f"fandesk:looking:{talk_id.hex}"
