"""Every kind of message, from an agent's upload to a fan's phone, with WeChat in a box."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from httpx2 import AsyncClient

from domain import gate
from domain.accounts.models import AccountKind, Encryption, OfficialAccount
from domain.assets.models import AssetMedia
from domain.clock import now
from domain.ids import CONVERSATION, public_id
from domain.redis import redis
from domain.sends.delivery import deliver_due
from sandbox.app import build as build_box
from sandbox.serving import BoxServer
from tests.factories import a_fan, a_talk, a_viewer, an_account
from tests.files import AMR, MP4, jpeg, png
from tests.sandbox.conftest import a_world
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.shop import APP_ID, ORIGINAL_ID, listening
from tests.server.knocking import bearer, post
from wechat import Gate

SEND = """mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  message { status } userErrors { message field } } }"""
STATUS = """{ conversations { edges { node { messages(last: 10) { edges { node { direction kind status
  refusal { code message } } } } } } } }"""

MINI_PROGRAM = "wx00000000000000aa"


@pytest.fixture
async def box() -> AsyncIterator[Driver]:
    """The box with one account, and our gate that leads to it."""
    app = build_box(a_world())
    async with listening(BoxServer(app, 0)) as address, AsyncClient(base_url=address, timeout=10) as client:
        real = Gate(api_url=address, redis=redis())
        gate.use(real)
        box = Driver(app, client)
        await box.an_account()
        yield box
        await real.close()


async def our_account() -> OfficialAccount:
    """The box's account, as it is connected here."""
    rights = {"kind": AccountKind.SERVICE, "encryption": Encryption.PLAINTEXT}
    return await an_account(app_id=APP_ID, app_secret=SECRET, original_id=ORIGINAL_ID, **rights)


async def test_every_kind_reaches_the_phone(box: Driver, http: AsyncClient, clock):
    account = await our_account()
    viewer = await a_viewer(workspace=await account.workspace)
    openid = await box.a_fan()
    await box.fan_does(openid, "write", text="在吗?")
    talk = await a_talk(fan=await a_fan(account=account, openid=openid))
    box.world.account(APP_ID).linked_mini_programs = [MINI_PROGRAM]

    async def asset(data: bytes, kind: str) -> str:
        headers = {"Authorization": bearer(viewer, clock)}
        answer = await http.post("/assets", params={"name": "file", "kind": kind}, content=data, headers=headers)
        return str(answer.json()["asset"]["id"])

    async def say(**content: object) -> None:
        asked = {"conversationId": public_id(CONVERSATION, talk.id), "content": content}
        said = (await post(http, SEND, viewer, clock, input=asked)).json()["data"]["sendMessage"]
        assert said == {"message": {"status": "SCHEDULED"}, "userErrors": []}
        await deliver_due(lambda: max(now(), clock()) + timedelta(seconds=1))

    thumb = await asset(jpeg(), "THUMB")
    await say(image={"assetId": await asset(png(), "IMAGE")})
    await say(voice={"assetId": await asset(AMR, "VOICE")})
    await say(video={"assetId": await asset(MP4, "VIDEO"), "title": "茶", "thumbAssetId": thumb})
    await say(miniProgramCard={"title": "卡", "appId": MINI_PROGRAM, "pagePath": "pages/i", "thumbAssetId": thumb})
    await box.fan_does(openid, "write", text="还有吗?")
    await say(article={"title": "春茶", "url": "https://shop.example/?a&b"})
    await say(menu={"head": "满意吗?", "items": [{"itemId": "1", "text": "满意"}]})
    await say(text={"body": '看<a href="https://shop.example">这里</a>'})

    (edge,) = (await post(http, STATUS, viewer, clock)).json()["data"]["conversations"]["edges"]
    ours = [one["node"] for one in edge["node"]["messages"]["edges"] if one["node"]["direction"] == "OUT"]
    assert [(one["kind"], one["status"], one["refusal"]) for one in ours] == [
        (kind, "SENT", None) for kind in ("IMAGE", "VOICE", "VIDEO", "CARD", "ARTICLE", "MENU", "TEXT")
    ]
    shown = [one["kind"] for one in await box.phone(openid) if one["from"] == "ACCOUNT"]
    assert shown == ["IMAGE", "VOICE", "VIDEO", "MINI_PROGRAM", "NEWS", "MSGMENU", "TEXT"]
    assert await AssetMedia.all().count() == 4  # the thumb serves twice
