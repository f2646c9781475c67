"""Signing in by the mini-program from end to end: over HTTP, with WeChat in a box behind our own gate."""

from collections.abc import AsyncIterator, Iterator
from io import StringIO
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from domain import gate
from domain.agents.mini_program import OwnMiniProgram
from domain.audit import AuditEntry
from domain.redis import redis
from domain.viewer import Viewer
from sandbox.app import build
from sandbox.world import World
from tests.factories import HandClock, a_viewer
from tests.mini_programs import as_mini_program
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.shop import APP_ID
from tests.server.knocking import VIEWER, post
from wechat import Gate

BOX = "http://box.example"
SIGN_IN = """mutation ($input: SignInWithMiniProgramInput!) { signInWithMiniProgram(input: $input) {
  session { accessToken agent { name } } userErrors { code message messageZh } } }"""
LINK = """mutation ($input: LinkMiniProgramInput!) { linkMiniProgram(input: $input) {
  miniProgram { isSet isLinked isOnlyWayIn } userErrors { code } } }"""


@pytest_asyncio.fixture
async def box(wechat) -> AsyncIterator[Driver]:
    """A box with a mini-program, and our gate to it instead of the fake one."""
    app = build(World(seed=7))
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BOX) as client,
    ):
        way_out = Gate(api_url=BOX, redis=redis(), http=client)
        gate.use(way_out)
        driver = Driver(app, client)
        await driver.an_account(kind="MINI_PROGRAM")
        yield driver
        await way_out.close()


@pytest.fixture(autouse=True)
def ours() -> Iterator[None]:
    """The box's mini-program is this house's own."""
    with as_mini_program(OwnMiniProgram(APP_ID, SECRET)):
        yield


async def opened(box: Driver, user: str) -> str:
    """The code of a person who opens the mini-program."""
    return str((await box.control("POST", f"/accounts/{APP_ID}/fans/{user}/login-code"))["code"])


@pytest.fixture
def ask(http: httpx2.AsyncClient, clock: HandClock):
    """Asks the desk, as somebody or nobody."""

    async def asking(document: str, viewer: Viewer | None = None, **input: object) -> Any:
        answer = (await post(http, document, viewer, clock, input=input)).json()
        (only,) = answer["data"].values()
        return only

    return asking


async def test_an_agent_links_their_wechat_and_signs_in_by_it(box: Driver, http, clock, ask):
    user, mei = await box.a_fan(following=False), await a_viewer(name="Mei")

    linked = await ask(LINK, mei, code=await opened(box, user))
    signed_in = await ask(SIGN_IN, code=await opened(box, user))

    assert linked == {"miniProgram": {"isSet": True, "isLinked": True, "isOnlyWayIn": False}, "userErrors": []}
    assert signed_in["session"]["agent"]["name"] == "Mei"
    headers = {"Authorization": f"Bearer {signed_in['session']['accessToken']}"}
    shown = await http.post("/graphql", json={"query": VIEWER}, headers=headers)
    assert shown.json()["data"]["viewer"]["name"] == "Mei"


async def test_a_code_is_good_once_and_a_stranger_stays_one(box: Driver, ask):
    code = await opened(box, await box.a_fan(following=False))

    stranger, again, made_up = [await ask(SIGN_IN, code=given) for given in (code, code, "made up")]

    assert [answer["userErrors"][0]["code"] for answer in (stranger, again, made_up)] == [
        "MINI_PROGRAM_NOT_LINKED",
        "INVALID_CODE",
        "INVALID_CODE",
    ]
    assert stranger["session"] is None


@pytest.mark.parametrize("fault", ["BUSY", "EMPTY", "GARBAGE", "BAD_GATEWAY"])
async def test_a_wechat_without_an_answer_may_be_asked_again(box: Driver, ask, fault: str):
    user = await box.a_fan(following=False)
    await box.control("POST", "/faults", api="sns/jscode2session", fault=fault)

    failed, stranger = [await ask(SIGN_IN, code=await opened(box, user)) for _ in range(2)]

    (error,) = failed["userErrors"]
    assert error["code"] == "WECHAT_UNAVAILABLE"
    assert error["message"]
    assert error["messageZh"]
    assert stranger["userErrors"][0]["code"] == "MINI_PROGRAM_NOT_LINKED"


async def test_the_session_key_and_the_secret_are_nowhere(box: Driver, ask, logs: StringIO):
    user, mei = await box.a_fan(following=False), await a_viewer()
    codes = [await opened(box, user) for _ in range(2)]

    said = [await ask(LINK, mei, code=codes[0]), await ask(SIGN_IN, code=codes[1]), await ask(SIGN_IN, code=codes[1])]

    kept = [entry.data for entry in await AuditEntry.all()]
    written = " ".join([str(said), *kept, logs.getvalue()])
    assert said[1]["session"]
    for secret in ("session_key", SECRET, user, *codes):
        assert secret not in written
