"""Is the process alive, and is it of use?"""

import asyncio
from collections.abc import Awaitable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from domain import database
from domain.redis import redis

PATIENCE = 2.0


async def healthz(request: Request) -> Response:
    """The process lives."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Database and Redis answer too; 503 names what does not."""
    checks = {"database": await _answers(database.is_alive()), "redis": await _answers(redis().ping())}
    status = "ok" if all(checks.values()) else "not ready"
    return JSONResponse({"status": status, **checks}, 200 if status == "ok" else 503)


async def _answers(check: Awaitable[object]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            await check
    except Exception:
        return False
    return True
