"""Knocking at the porch."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from httpx2 import AsyncClient, Response

from domain import database
from domain.agents.tokens import issue_access
from domain.clock import Clock, now
from domain.viewer import Viewer
from tests.factories import a_talk, a_viewer, an_account

URL = "https://desk.example"
VIEWER = "{ viewer { id name } }"
EVENTS = """
subscription ($after: Cursor) {
  events(after: $after) {
    __typename cursor
    ... on MessageAdded { message { text conversation { id } } }
  }
}"""


def bearer(viewer: Viewer, clock: Clock = now) -> str:
    """What a signed-in client says of itself."""
    return f"Bearer {issue_access(viewer.session_id, viewer.agent_id, clock())[0]}"


async def post(
    http: AsyncClient, query: str, viewer: Viewer | None = None, clock: Clock = now, **variables: Any
) -> Response:
    """One GraphQL request."""
    headers = {"Authorization": bearer(viewer, clock)} if viewer else {}
    return await http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


def refusal(answer: Response) -> tuple[int, str]:
    """Status and code of a request that was not executed; it has no `data`, and every error has its request's id."""
    body = answer.json()
    assert "data" not in body
    assert {error["extensions"]["requestId"] for error in body["errors"]} == {answer.headers["x-request-id"]}
    return answer.status_code, body["errors"][0]["extensions"]["code"]


async def somebodys_talk() -> tuple[Any, Viewer]:
    """A talk, and an agent who may see it."""
    account = await an_account()
    talk = await a_talk(account=account)
    viewer = await a_viewer(workspace=await account.workspace)
    return talk, viewer


@asynccontextmanager
async def away(table: str) -> AsyncIterator[None]:
    """A table that is not there."""
    connection = database.connection()
    await connection.execute_script(f"ALTER TABLE {table} RENAME TO away")
    try:
        yield
    finally:
        await connection.execute_script(f"ALTER TABLE away RENAME TO {table}")
