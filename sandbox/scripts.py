"""Scripts that play fans against a running box and check what they see. For anybody's tests: it needs httpx2 only.

async with Box("http://127.0.0.1:8100") as box:
    await box.begin(seed=7)
    shop = await box.account("茶社", callback_url="http://127.0.0.1:9000/wechat")
    fan = await shop.fan("林小满")
    await fan.writes("你好")
    await fan.sees("欢迎")
"""

from dataclasses import dataclass, field
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import httpx2

from sandbox.script_fans import Fan

Json = dict[str, Any]
NOON = 1_790_136_000.0  # 2026-09-23 12:00 in Beijing; where a script's clock stands unless it says otherwise


class BoxRefused(Exception):
    """The box would not do it. The sentence says why."""


@dataclass
class Account:
    """An official account in the box, with the secrets that your own server has to know."""

    box: "Box" = field(repr=False)
    app_id: str
    original_id: str
    app_secret: str = field(repr=False)
    token: str = field(repr=False)
    encoding_aes_key: str = field(repr=False)

    async def fan(self, nickname: str = "", *, openid: str = "", following: bool = True) -> Fan:
        """A person with a phone. One who is `following` has been for a while: nothing is pushed."""
        said = {"nickname": nickname, "openid": openid, "following": following}
        made = (await self.box.does("POST", f"/accounts/{self.app_id}/fans", **said))["fans"][0]
        return Fan(self.box, self.app_id, made["openid"], made["nickname"])

    async def changes(self, **said: Any) -> Json:
        """Change it, as `PATCH /control/accounts/{app_id}` does: verified=False, quotas={…}."""
        return await self.box.does("PATCH", f"/accounts/{self.app_id}", **said)


class Box:
    """A running box, spoken to over its control API. `transport` is for one inside the same process."""

    def __init__(self, url: str = "http://127.0.0.1:8100", transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self.http = httpx2.AsyncClient(base_url=url, transport=transport, timeout=90, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.http.aclose()

    async def begin(self, seed: int = 7, at: float | None = NOON) -> None:
        """Forget everything; the same seed and script give the same bytes. `at` None lets the clock run."""
        await self.does("POST", "/reset", seed=seed, frozenAt=at)

    async def account(self, name: str, *, callback_url: str = "", **given: Any) -> Account:
        """Open an account; `given` are the fields of `POST /control/accounts`, such as kind="SUBSCRIPTION"."""
        address = {"callbackUrl": callback_url} if callback_url else {}
        made = await self.does("POST", "/accounts", **{"name": name, **address, **given})
        keys = ("appId", "originalId", "appSecret", "token", "encodingAesKey")
        return Account(self, *(made[key] for key in keys))

    async def fan(self, nickname: str = "", *, app_id: str, openid: str = "", following: bool = True) -> Fan:
        """A new fan of an account that is there already."""
        account = Account(self, app_id, "", "", "", "")
        return await account.fan(nickname, openid=openid, following=following)

    async def advance(self, by: timedelta) -> float:
        """Let time pass at once; the new present in Unix seconds. What was due by then has happened."""
        return float((await self.does("POST", "/clock/advance", seconds=by.total_seconds()))["now"])

    async def settled(self, seconds: float = 20) -> None:
        """Wait until every push was taken or given up."""
        await self.does("POST", "/wait/settled", seconds=seconds)

    async def goes_wrong(self, api: str, fault: str, *, times: int = 1, seconds: float = 0) -> None:
        """The next calls of an API, or deliveries ("callback"), go wrong: "BUSY", "SLOW", "RESET_AFTER" …"""
        await self.does("POST", "/faults", api=api, fault=fault, times=times, seconds=seconds)

    async def nothing_goes_wrong(self) -> None:
        """Take back every fault that was planned."""
        await self.does("DELETE", "/faults")

    async def calls(self, api: str) -> list[Json]:
        """The calls of an API that the box received, the oldest first."""
        return list((await self.does("GET", "/calls", api=api))["calls"])

    async def hears(self, api: str, count: int = 1, *, seconds: float = 10) -> None:
        """Wait until an API was called so often since the beginning."""
        await self.does("POST", "/wait/calls", api=api, count=count, seconds=seconds)

    async def pushes(self, app_id: str) -> list[Json]:
        """What was pushed to an account, with every delivery."""
        return list((await self.does("GET", "/pushes", account=app_id))["pushes"])

    async def sign_in(self, url: str, openid: str, *, agrees: bool) -> str | None:
        """Open a link of 网页授权 as a person; where the browser is sent back to, None when they refused."""
        query = url.partition("/connect/oauth2/authorize?")[2].partition("#")[0]
        page = f"/connect/oauth2/authorize?{query}&fan={openid}"
        answer = await self.http.get(page)
        if answer.status_code == 200:  # the page that asks them
            answer = await self.http.post(page, data={"answer": "allow" if agrees else "deny"})
        return answer.headers.get("location")

    async def does(self, method: str, path: str, **said: Any) -> Json:
        """Anything else the control API can do; `GET /control` lists it."""
        given = {"params": said} if method == "GET" else {"json": said}
        answer = await self.http.request(method, "/control" + path, **given)  # type: ignore[arg-type]
        found: Json = answer.json()
        if answer.status_code != 200:
            raise BoxRefused(found.get("error", answer.text))
        return found
