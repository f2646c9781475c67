"""Agents with phones, and the push service that rings them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from domain.agents.models import Actor, Agent, MiniProgramIdentity, Session
from domain.clock import Clock, now
from domain.conversations.actions import Talk, add_message, talk_of
from domain.notifications import webhook
from domain.notifications.delivering import recover_abandoned, tell_due
from domain.notifications.devices import allow, of_agent, register_app, register_mini_program
from domain.notifications.models import Notification
from domain.notifications.settings import Changes, update
from domain.notifications.telling import fan_followed, fan_wrote
from domain.notifications.webhook import PushService
from domain.transaction import transaction
from tests.factories import HandClock, a_fan, an_agent, words
from tests.mini_programs import OURS
from tests.server.serving import served

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@dataclass
class Rings:
    """What a push service heard, and what it answers: one status a call, then 204."""

    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[Response | Callable[[], Awaitable[Response]]] = field(default_factory=list)

    async def take(self, request: Request) -> Response:
        """One call."""
        self.heard.append((dict(request.headers), await request.body()))
        answer = self.answers.pop(0) if self.answers else Response(status_code=204)
        return answer if isinstance(answer, Response) else await answer()

    @property
    def data(self) -> list[dict[str, Any]]:
        """What was told, in order."""
        return [orjson.loads(body)["data"] for _, body in self.heard]

    @property
    def rung(self) -> list[str]:
        """Which phones rang, in order."""
        return [told["device"]["address"] for told in self.data]

    @property
    def bodies(self) -> list[str]:
        """What their screens said."""
        return [told["body"] for told in self.data]


@asynccontextmanager
async def a_push_service() -> AsyncIterator[Rings]:
    """One that listens on 127.0.0.1, and is this house's."""
    rings = Rings()
    app = Starlette(routes=[Route("/in", rings.take, methods=["POST"])])
    async with served(app) as address:
        webhook.use(PushService(f"http://{address}/in", SECRET))
        yield rings
        await webhook.close()


async def with_phone(agent: Agent, address: str = "", **chosen: Any) -> Agent:
    """The agent's phone, named after them unless told, and what they want to be told."""
    session = await Session.create(agent=agent, created_at=now())
    await register_app(actor_of(agent), session.id, "test", address or agent.name, now())
    if chosen:
        await update(actor_of(agent), Changes(**chosen), now())
    return agent


async def with_wechat(agent: Agent, allowances: int = 1, openid: str = "oAGENT", app_id: str = OURS.app_id) -> Agent:
    """The agent's own WeChat, and how many messages they accepted."""
    await MiniProgramIdentity.create(agent=agent, app_id=app_id, openid=openid, created_at=now())
    session = await Session.create(agent=agent, created_at=now())
    await register_mini_program(actor_of(agent), session.id, now())
    if allowances:
        await allow(agent.id, allowances)
    return agent


async def allowed(agent: Agent) -> list[int]:
    """How many messages the agent still accepts in their own WeChat."""
    return [device["allowances"] for device in await of_agent(agent.id) if device["kind"] == "MINI_PROGRAM"]


async def an_agent_with_phone(talk: Talk, **given: Any) -> Agent:
    """An agent of the talk's workspace, told of all that there is."""
    chosen = given.pop("chosen", {})
    return await with_phone(await an_agent(workspace_id=talk.workspace_id, **given), **chosen)


async def a_quiet_talk(**given: Any) -> Talk:
    """A talk in which nothing was said yet."""
    fan = await a_fan(**given)
    async with transaction():
        return await talk_of(fan.workspace_id, fan.account_id, fan.id, now())


async def writes(talk: Talk, clock: Clock, text: str = "在吗") -> None:
    """The fan writes."""
    async with transaction():
        await add_message(talk, words(text), clock())
        await fan_wrote(talk, clock())


async def follow(talk: Talk, clock: Clock, how_many: int = 1) -> None:
    """People follow the talk's account."""
    async with transaction():
        for _ in range(how_many):
            await fan_followed(talk.workspace_id, talk.account_id, talk.fan_id, clock())


async def after(clock: HandClock, by: timedelta = 5 * SECOND) -> None:
    """So much later the sweep passes, and a worker looks."""
    clock.advance(by)
    await recover_abandoned(clock())
    await tell_due(clock)


async def outcomes() -> list[str]:
    """What became of the notifications, in order."""
    return [one.state.value for one in await Notification.all().order_by("created_at", "id")]


def actor_of(agent: Agent) -> Actor:
    """The agent, as rules know them."""
    return Actor(agent.workspace_id, agent.id, agent.role)
