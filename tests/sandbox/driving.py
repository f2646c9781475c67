"""The box as a test drives it: over its own HTTP, in sentences."""

from typing import Any

import httpx2
from starlette.applications import Starlette

from sandbox.world import World
from tests.sandbox.shop import AES_KEY, APP_ID, ORIGINAL_ID, TOKEN, Shop

SECRET = "0123456789abcdef0123456789abcdef"
Json = dict[str, Any]


class Driver:
    """Speaks to the box through its front door."""

    def __init__(self, app: Starlette, client: httpx2.AsyncClient) -> None:
        self.world: World = app.state.world
        self.client = client

    async def control(self, method: str, path: str, **said: Any) -> Json:
        """One request of the control API that must succeed."""
        answer = await self.knock(method, path, **said)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, method: str, path: str, **said: Any) -> str:
        """One request of the control API that must be refused; the sentence."""
        answer = await self.knock(method, path, **said)
        assert answer.status_code in (400, 404, 408), answer.text
        return answer.json()["error"]

    async def knock(self, method: str, path: str, **said: Any) -> httpx2.Response:
        if method == "GET":
            return await self.client.get("/control" + path, params=said)
        return await self.client.request(method, "/control" + path, json=said)

    async def an_account(self, **given: Any) -> Json:
        usual = {"appId": APP_ID, "appSecret": SECRET, "originalId": ORIGINAL_ID, "name": "花间茶社"}
        usual |= {"token": TOKEN, "encodingAesKey": AES_KEY, "verify": False}
        return await self.control("POST", "/accounts", **usual | given)

    async def a_fan(self, **given: Any) -> str:
        made = await self.control("POST", f"/accounts/{APP_ID}/fans", **{"following": True} | given)
        return made["fans"][0]["openid"]

    async def fan_does(self, openid: str, what: str, **said: Any) -> Json:
        """The fan acts; the push, once it is settled."""
        return await self.control("POST", f"/accounts/{APP_ID}/fans/{openid}/{what}", **{"wait": True} | said)

    async def phone(self, openid: str) -> list[Json]:
        return (await self.control("GET", f"/accounts/{APP_ID}/fans/{openid}"))["messages"]

    async def texts(self, openid: str, *authors: str) -> list[str]:
        return [one["text"] for one in await self.phone(openid) if not authors or one["from"] in authors]

    async def token(self, **said: Any) -> Json:
        """A stable token."""
        usual = {"grant_type": "client_credential", "appid": APP_ID, "secret": SECRET}
        return (await self.client.post("/cgi-bin/stable_token", json=usual | said)).json()

    async def plain_token(self, **said: Any) -> Json:
        usual = {"grant_type": "client_credential", "appid": APP_ID, "secret": SECRET}
        return (await self.client.get("/cgi-bin/token", params=usual | said)).json()

    async def send(self, openid: str, words: str = "您好", *, token: str | None = None, **given: Any) -> Json:
        """A customer message; WeChat's answer."""
        token = (await self.token())["access_token"] if token is None else token
        said = {"touser": openid, "msgtype": "text", "text": {"content": words}} | given
        return (await self.client.post(f"/cgi-bin/message/custom/send?access_token={token}", json=said)).json()

    async def ask(self, api: str, said: Json | None = None, **query: Any) -> Json:
        """A call with a stable token: a POST where something is said, else a GET; WeChat's answer."""
        query["access_token"] = (await self.token())["access_token"]
        if said is None:
            return (await self.client.get(f"/cgi-bin/{api}", params=query)).json()
        return (await self.client.post(f"/cgi-bin/{api}", params=query, json=said)).json()

    async def advance(self, seconds: float) -> None:
        await self.control("POST", "/clock/advance", seconds=seconds)


async def a_fan_of(box: Driver, shop: Shop, encryption: str = "PLAINTEXT") -> str:
    """A follower of an account whose server is the shop."""
    await box.an_account(callbackUrl=shop.url, encryption=encryption)
    return await box.a_fan()
