"""The inbox page as one SQL statement that writes its JSON itself: as little as a server can do for it.

No sign-in, no ORM, no GraphQL; the driver below Tortoise, and the same Starlette and uvicorn.
"""

from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import unquote
from uuid import UUID

import aiosqlite
import asyncpg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.ground import PUBLIC_URL
from domain.fans.models import face_of
from domain.ids import row_id

Ask = Callable[[UUID], Awaitable[str]]

_POSTGRES = {
    "object": "json_build_object",
    "array": "json_agg({} ORDER BY c.last_message_at DESC, c.id DESC)",
    "moment": """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')""",
    "second": """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')""",
    "face": "substr(encode(sha256(convert_to('face of ' || f.openid, 'UTF8')), 'hex'), 1, 12)",
    "base64": "translate(encode(convert_to({}, 'UTF8'), 'base64'), E'+/=\\n', '-_')",
    "truth": "{}",
}
_SQLITE = {
    "object": "json_object",
    "array": "json_group_array({})",  # in the order of the page, which is the outer loop
    "moment": "strftime('%Y-%m-%dT%H:%M:%fZ', {})",
    "second": "strftime('%Y-%m-%dT%H:%M:%S+00:00', {})",
    "face": "face_of(f.openid)",
    "base64": "base64({})",
    "truth": "json(CASE WHEN {} THEN 'true' ELSE 'false' END)",
}


def app(database_url: str) -> Starlette:
    """Serves the page of a workspace under /inbox/<its public id>."""
    asked: list[Ask] = []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with (_sqlite if database_url.startswith("sqlite") else _postgres)(database_url) as ask:
            asked.append(ask)
            yield

    async def inbox(request: Request) -> Response:
        workspace_id = row_id("wsp", request.path_params["workspace_id"])
        assert workspace_id is not None
        return Response(await asked[0](workspace_id), media_type="application/json")

    return Starlette(routes=[Route("/inbox/{workspace_id}", inbox)], lifespan=lifespan)


@asynccontextmanager
async def _postgres(url: str) -> AsyncIterator[Ask]:
    sql = _statement(_POSTGRES)
    async with asyncpg.create_pool(url.replace("asyncpg://", "postgres://", 1), server_settings={"jit": "off"}) as pool:

        async def ask(workspace_id: UUID) -> str:
            return str(await pool.fetchval(sql, workspace_id))

        yield ask


@asynccontextmanager
async def _sqlite(url: str) -> AsyncIterator[Ask]:
    sql = _statement(_SQLITE)
    async with aiosqlite.connect(unquote(url.removeprefix("sqlite://"))) as connection:
        # SQLite hashes nothing and writes no base64.
        await connection.create_function("face_of", 1, face_of, deterministic=True)
        await connection.create_function("base64", 1, _base64, deterministic=True)

        async def ask(workspace_id: UUID) -> str:
            (row,) = await connection.execute_fetchall(sql, (str(workspace_id),))
            return str(row[0])

        yield ask


def _base64(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _statement(words: dict[str, str]) -> str:
    new, moved, created = words["object"], *(words["moment"].format(at) for at in ("c.last_message_at", "l.created_at"))
    # Written down as JSON, the keys of the page's order are in that order, too: the least is the last row's.
    key = f"""'["inbox","' || {words["second"].format("c.last_message_at")} || '","' || {_hex("c.id")} || '"]'"""
    name = f"coalesce(f.remark, '粉丝 ' || upper(substr({words['face']}, 1, 4)))"
    fan = (
        f"{new}('id', {_public('fan', 'f.id')}, 'displayName', {name}, 'avatarUrl', '{PUBLIC_URL}/avatars/' ||"
        f" {words['face']} || '.svg', 'openid', f.openid, 'isFollowing', {words['truth'].format('f.is_following')})"
    )
    message = (
        f"{new}('id', {_public('msg', 'l.id')}, 'direction', l.direction, 'kind', l.kind, 'text', l.text,"
        f" 'status', l.status, 'createdAt', {created})"
    )
    node = (
        f"{new}('id', {_public('cnv', 'c.id')}, 'status', c.status, 'unreadCount', c.unread_count,"
        f" 'lastMessageAt', {moved}, 'fan', {fan}, 'account', {new}('id', {_public('acc', 'a.id')}, 'name', a.name),"
        f" 'lastMessage', {message})"
    )
    edges = words["array"].format(f"{new}('cursor', {words['base64'].format(key)}, 'node', {node})")
    more = "(SELECT count(*) > 20 FROM (SELECT 1 FROM conversation WHERE workspace_id = $1 LIMIT 21) AS few)"
    end = words["base64"].format(f"min({key})")
    info = f"{new}('hasNextPage', {words['truth'].format(more)}, 'endCursor', {end})"
    page = "SELECT * FROM conversation WHERE workspace_id = $1 ORDER BY last_message_at DESC, id DESC LIMIT 20"
    return (
        f"SELECT {new}('data', {new}('conversations', {new}('edges', {edges}, 'pageInfo', {info})))"
        f" FROM ({page}) AS c JOIN fan f ON f.id = c.fan_id JOIN official_account a ON a.id = c.account_id"
        " LEFT JOIN message l ON l.id = c.last_message_id"
    )


def _public(kind: str, column: str) -> str:
    return f"'{kind}_' || {_hex(column)}"


def _hex(column: str) -> str:
    return f"replace(CAST({column} AS text), '-', '')"
