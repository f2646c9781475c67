"""The porch on one screen: which door leads where."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from server import component, connecting, graphiql, health, joining
from server.assets import AssetDoors
from server.avatars import avatar
from server.callbacks import Porter
from server.graphql import graphql_over_http
from server.identity import IdentityDoors
from server.media import media
from server.sockets import GraphQLSocket
from server.state import House


def build(house: House) -> Starlette:
    """The web application over a house whose database and Redis are open."""
    porter = Porter(house.clock)
    identity = IdentityDoors(house)
    assets = AssetDoors(house)

    async def graphql(request: Request) -> Response:
        if not house.is_production and graphiql.is_wanted(request):
            return graphiql.page()
        return await graphql_over_http(request, house)

    async def platform_event(request: Request) -> Response:
        return await component.receive_event(request, porter)

    async def platform_message(request: Request) -> Response:
        return await component.receive_message(request, porter)

    async def connect(request: Request) -> Response:
        return await connecting.connect_page(request, house.base_url, house.clock)

    async def connected(request: Request) -> Response:
        return await connecting.done_page(request, house.clock)

    async def file(request: Request) -> Response:
        return await media(request, house.clock)

    async def joining_page(request: Request) -> Response:
        return await joining.join_page(request, house.clock)

    async def joining_form(request: Request) -> Response:
        return await joining.join(request, house.clock)

    routes = [
        Route("/graphql", graphql, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
        WebSocketRoute("/graphql", GraphQLSocket(house)),
        Route("/wechat/{account_id}", porter.check_url, methods=["GET"]),
        Route("/wechat/{account_id}", porter.receive, methods=["POST"]),
        Route("/wechat/component/events", platform_event, methods=["POST"]),
        Route("/wechat/component/{app_id}", component.check_url, methods=["GET"]),
        Route("/wechat/component/{app_id}", platform_message, methods=["POST"]),
        Route("/connect/{token}", connect, methods=["GET"]),
        Route("/connect/{token}/done", connected, methods=["GET"]),
        Route("/identity/{account_id}/begin", identity.begin, methods=["GET"]),
        Route("/identity/{account_id}/done", identity.done, methods=["GET"]),
        Route("/identity/{account_id}/{what}", identity.show, methods=["GET"]),
        Route("/avatars/{face}.svg", avatar),
        Route("/join/{token}", joining_page, methods=["GET"]),
        Route("/join/{token}", joining_form, methods=["POST"]),
        Route("/media/{token}", file, methods=["GET"]),
        Route("/assets", assets.upload, methods=["POST"]),
        Route("/assets/{token}", assets.download, methods=["GET"]),
        Route("/healthz", health.healthz),
        Route("/readyz", health.readyz),
    ]
    if not house.is_production:
        routes.append(Mount("/graphiql", StaticFiles(directory=graphiql.ASSETS, check_dir=False)))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        lives = (house.hub.run(), house.presence.run(house.clock), house.doorkeeper.run(house.clock))
        tasks = [asyncio.create_task(life) for life in lives]
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return Starlette(routes=routes, lifespan=lifespan)
