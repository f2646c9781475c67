"""The porch on one screen: which door leads where."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from domain.callbacks.keeping import Keeper
from server import callbacks, graphiql, health, joining
from server.avatars import avatar
from server.graphql import graphql_over_http
from server.sockets import GraphQLSocket
from server.state import House


def build(house: House) -> Starlette:
    """The web application over a house whose database and Redis are open."""
    keeper = Keeper()

    async def graphql(request: Request) -> Response:
        if not house.is_production and graphiql.is_wanted(request):
            return graphiql.page()
        return await graphql_over_http(request, house)

    async def push(request: Request) -> Response:
        return await callbacks.receive(request, keeper, house.clock)

    async def joining_page(request: Request) -> Response:
        return await joining.join_page(request, house.clock)

    async def joining_form(request: Request) -> Response:
        return await joining.join(request, house.clock)

    routes = [
        Route("/graphql", graphql, methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
        WebSocketRoute("/graphql", GraphQLSocket(house)),
        Route("/wechat/{account_id}", callbacks.check_url, methods=["GET"]),
        Route("/wechat/{account_id}", push, methods=["POST"]),
        Route("/avatars/{face}.svg", avatar),
        Route("/join/{token}", joining_page, methods=["GET"]),
        Route("/join/{token}", joining_form, methods=["POST"]),
        Route("/healthz", health.healthz),
        Route("/readyz", health.readyz),
    ]
    if not house.is_production:
        routes.append(Mount("/graphiql", StaticFiles(directory=graphiql.ASSETS, check_dir=False)))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(house.hub.run()), asyncio.create_task(house.doorkeeper.run())]
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return Starlette(routes=routes, lifespan=lifespan)
