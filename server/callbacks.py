"""WeChat's door: check who knocks, keep the words, answer. Understanding them is the worker's."""

import asyncio
from collections.abc import Awaitable, Mapping
from datetime import datetime

import structlog
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

import wechat
from domain.accounts.models import AccountState, ConnectedBy, OfficialAccount
from domain.callbacks.keeping import Keeper, Push
from domain.clock import Clock
from domain.ids import ACCOUNT, row_id
from server.bodies import TooLarge, read_body
from server.doors import Door, Doors, Finder
from server.witness import Witness
from wechat import Envelope

log = structlog.get_logger(__name__)

# WeChat hangs up after five seconds and pushes again. Better no answer than a false one, so that it does.
PATIENCE = 4.5
NOBODY = "no such account"


class Porter:
    """Stands at the door of one process: lets pushes in, and remembers whom it has seen."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.doors = Doors(clock)
        self.keeper = Keeper()
        self.witness = Witness()

    async def check_url(self, request: Request) -> Response:
        """WeChat's console checks that the address is ours (WeChat docs, 消息推送: 接入概述)."""
        account_id = request.path_params["account_id"]
        return await answered(account_id, self._check_url(account_id, request.query_params))

    async def receive(self, request: Request) -> Response:
        """One push: answered with `success` once it is committed, and not before."""
        account_id = request.path_params["account_id"]
        return await answered(account_id, self.take_in(request, account_id, _by_id(account_id)))

    async def take_in(self, request: Request, name: str, finder: Finder) -> Response:
        """Keep what was pushed to the door that this finds."""
        door, is_fresh = await self.doors.find(name, finder)
        if door is None:
            return nobody()
        body = await read_body(request, wechat.MAX_BODY)
        try:
            opened = await self._opened(door, is_fresh, name, finder, request.query_params, body)
        except (wechat.NotWeChat, wechat.Malformed) as refusal:
            what = wechat.misfit(door.locks[0], request.query_params, body)
            return refused(name, refusal, self.witness.refusal(door, what, self.clock()))
        if opened is None:
            return nobody()
        door, envelope = opened
        await self.keeper.keep(Push(door.workspace_id, door.account_id, envelope, self.clock()))
        return PlainTextResponse("success", background=self.witness.push(door, self.clock()))

    async def _opened(
        self, door: Door, is_fresh: bool, name: str, finder: Finder, query: Mapping[str, str], body: bytes
    ) -> tuple[Door, Envelope] | None:
        try:
            return door, door.open(query, body)
        except (wechat.NotWeChat, wechat.Malformed):
            if is_fresh:
                raise
        # The settings may have been changed since they were read, here or in another process.
        again = await self.doors.read(name, finder)
        return (again, again.open(query, body)) if again else None

    async def _check_url(self, account_id: str, query: Mapping[str, str]) -> Response:
        # The console asks when its settings were changed just now: never by what is remembered.
        door = await self.doors.read(account_id, _by_id(account_id))
        if door is None:
            return nobody()
        return PlainTextResponse(door.echo(query), background=self.witness.url_check(door, self.clock()))


async def answered(name: str, answering: Awaitable[Response]) -> Response:
    """The answer, in time; where there is none, one that makes WeChat come again."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await answering
    except TooLarge:
        return PlainTextResponse("too large", 413)
    except (wechat.NotWeChat, wechat.Malformed) as refusal:
        return refused(name, refusal)
    except Exception as error:
        log.error("WeChat got no answer and will come again", error=type(error).__name__)
        return PlainTextResponse("try again", 503)


def refused(name: str, refusal: Exception, background: BackgroundTask | None = None) -> Response:
    """No, to whoever that was."""
    if isinstance(refusal, wechat.NotWeChat):
        log.warning("a push was refused: its signature or key does not fit", account=name)
        return PlainTextResponse("signature does not fit", 403, background=background)
    log.warning("a push was refused: it is none", account=name, why=str(refusal))
    return PlainTextResponse(str(refusal), 400, background=background)


def nobody() -> Response:
    """What a stranger's address answers, and a disconnected account's."""
    return PlainTextResponse(NOBODY, 404)


def _by_id(public: str) -> Finder:
    async def find(now: datetime) -> Door | None:
        id = row_id(ACCOUNT, public)
        account = await OfficialAccount.get_or_none(id=id) if id else None
        if account is None or account.connected_by is not ConnectedBy.MANUAL or not account.is_connected:
            return None
        return Door.of(account, account.locks(now), now)

    return find


def by_app_id(app_id: str, lock: wechat.Lock) -> Finder:
    """The account that authorised our platform, opened by the platform's lock."""

    async def find(now: datetime) -> Door | None:
        scanned = OfficialAccount.filter(app_id=app_id, connected_by=ConnectedBy.SCAN)
        account = await scanned.exclude(state=AccountState.DISCONNECTED).first()
        return Door.of(account, (lock,), now) if account else None

    return find
