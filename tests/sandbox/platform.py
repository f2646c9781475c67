"""A third-party platform and its server, as the tests play them."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.responses import PlainTextResponse, Response

from sandbox import xml
from sandbox.crypto import seal, sign, unseal
from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import AES_KEY, APP_ID, Received, Shop

COMPONENT = "wxc0mponent00000001"
COMPONENT_SECRET = "fedcba9876543210fedcba9876543210"
COMPONENT_TOKEN = "component_token_1"


async def a_platform(box: Driver, shop: Shop | None = None, **given: Any) -> Json:
    """A platform; the shop is its server."""
    usual: Json = {"appId": COMPONENT, "appSecret": COMPONENT_SECRET, "name": "茶客通"}
    usual |= {"token": COMPONENT_TOKEN, "encodingAesKey": AES_KEY}
    if shop:
        usual |= {"eventsUrl": shop.url, "messageUrl": f"{shop.url}?app=$APPID$"}
    made = await box.control("POST", "/components", **usual | given)
    await box.control("POST", "/wait/settled")
    return made


def opened(received: Received) -> dict[str, str]:
    """What is inside an envelope that was sealed for the platform."""
    return xml.read(unseal(AES_KEY, COMPONENT, xml.read(received.body)["Encrypt"]))


def events(shop: Shop, kind: str) -> list[dict[str, str]]:
    """The platform's own events of a kind."""
    return [fields for fields in map(opened, shop.received) if fields.get("InfoType") == kind]


async def component_token(box: Driver, **given: Any) -> Json:
    """api_component_token, with the newest ticket."""
    tickets = box.world.components[COMPONENT].tickets
    said = {
        "component_appid": COMPONENT,
        "component_appsecret": COMPONENT_SECRET,
        "component_verify_ticket": tickets[-1].value if tickets else "",
    }
    return (await box.client.post("/cgi-bin/component/api_component_token", json=said | given)).json()


async def tell(box: Driver, api: str, **said: Any) -> Json:
    """A call of the platform's, with its token."""
    token = (await component_token(box))["component_access_token"]
    url = f"/cgi-bin/component/{api}?component_access_token={token}"
    return (await box.client.post(url, json={"component_appid": COMPONENT} | said)).json()


async def authorized(box: Driver, **given: Any) -> Json:
    """The account authorises the platform, which exchanges the code."""
    agreed = await box.control(
        "POST", f"/components/{COMPONENT}/authorize", **{"account": APP_ID, "wait": True} | given
    )
    answer = await tell(box, "api_query_auth", authorization_code=agreed["authCode"])
    return answer["authorization_info"]


async def on_behalf(box: Driver, token: str, api: str, said: Json | None = None, **query: str) -> Json:
    """A call for the account, with the token that the platform holds."""
    params = {"access_token": token} | query
    if said is None:
        return (await box.client.get(f"/cgi-bin/{api}", params=params)).json()
    return (await box.client.post(f"/cgi-bin/{api}", params=params, json=said)).json()


def sealed_reply(to: str, original_id: str, content: str) -> str:
    """A passive text, sealed with the platform's key."""
    fields = {"ToUserName": to, "FromUserName": original_id, "CreateTime": 1, "MsgType": "text", "Content": content}
    inside = seal(AES_KEY, COMPONENT, xml.written(fields), "ZZZZZZZZYYYYYYYY")
    signature = sign(COMPONENT_TOKEN, "1", "n", inside)
    return xml.written({"Encrypt": inside, "MsgSignature": signature, "TimeStamp": 1, "Nonce": "n"})


def a_released_platform(box: Driver) -> Callable[[Received], Awaitable[Response]]:
    """A server that passes WeChat's release test."""

    async def answer(received: Received) -> Response:
        fields = opened(received)
        content = fields.get("Content", "")
        if content.startswith("QUERY_AUTH_CODE:"):
            code = content.removeprefix("QUERY_AUTH_CODE:")
            got = await tell(box, "api_query_auth", authorization_code=code)
            token = got["authorization_info"]["authorizer_access_token"]
            said = {"touser": fields["FromUserName"], "msgtype": "text", "text": {"content": f"{code}_from_api"}}
            await on_behalf(box, token, "message/custom/send", said)
        elif content:
            reply = sealed_reply(fields["FromUserName"], fields["ToUserName"], f"{content}_callback")
            return PlainTextResponse(reply)
        return PlainTextResponse("success")

    return answer
