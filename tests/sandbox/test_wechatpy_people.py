"""wechatpy's own client speaks to the box: users, tags, media, material, web sign-ins and third-party platforms."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from wechatpy.component import ComponentOAuth, WeChatComponent
from wechatpy.exceptions import WeChatClientException, WeChatOAuthException
from wechatpy.oauth import WeChatOAuth

from sandbox import xml
from tests.sandbox.asking import PNG, fan_path
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.foreign import Foreigner, a_foreigner
from tests.sandbox.platform import COMPONENT, COMPONENT_SECRET, COMPONENT_TOKEN, a_platform
from tests.sandbox.shop import AES_KEY, APP_ID, Shop

OK = {"errcode": 0, "errmsg": "ok"}
BACK = "https://shop.example/back"


@pytest.fixture
async def wechatpy(served_box: Driver) -> AsyncIterator[Foreigner]:
    await served_box.an_account()
    async with a_foreigner(served_box) as foreigner:
        yield foreigner


def named_file(name: str, data: bytes = PNG) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


async def test_it_lists_and_describes_followers(wechatpy: Foreigner, served_box: Driver) -> None:
    first, second = await served_box.a_fan(), await served_box.a_fan()

    assert await wechatpy.says(lambda client: list(client.user.iter_followers())) == [first, second]
    assert await wechatpy.says(lambda client: client.user.update_remark(first, "老主顾")) == OK
    assert (await wechatpy.says(lambda client: client.user.get(first)))["remark"] == "老主顾"
    told = await wechatpy.says(lambda client: client.user.get_batch([first, second]))
    assert [one["openid"] for one in told] == [first, second]


async def test_it_tags_fans_and_puts_them_on_the_blacklist(wechatpy: Foreigner, served_box: Driver) -> None:
    fan = await served_box.a_fan()
    tag = (await wechatpy.says(lambda client: client.tag.create("广东")))["id"]

    assert await wechatpy.says(lambda client: client.tag.tag_user(tag, fan)) == OK
    assert await wechatpy.says(lambda client: client.tag.update(tag, "岭南")) == OK
    assert await wechatpy.says(lambda client: client.tag.get_user_tag(fan)) == [tag]
    assert await wechatpy.says(lambda client: list(client.tag.iter_tag_users(tag))) == [fan]
    assert {"id": tag, "name": "岭南", "count": 1} in await wechatpy.says(lambda client: client.tag.get())
    assert await wechatpy.says(lambda client: client.tag.untag_user(tag, [fan])) == OK
    assert await wechatpy.says(lambda client: client.tag.batch_black_list([fan])) == OK
    assert (await wechatpy.says(lambda client: client.tag.get_black_list()))["count"] == 1
    assert await wechatpy.says(lambda client: client.tag.batch_unblack_list([fan])) == OK
    assert await wechatpy.says(lambda client: client.tag.delete(tag)) == OK


async def test_it_uploads_and_downloads_media(wechatpy: Foreigner) -> None:
    kept = await wechatpy.says(lambda client: client.media.upload("image", named_file("a.png")))

    answer = await wechatpy.says(lambda client: client.media.download(kept["media_id"]))
    with pytest.raises(WeChatClientException) as refused:
        await wechatpy.says(lambda client: client.media.upload("image", named_file("a.txt")))

    assert answer.content == PNG
    assert (await wechatpy.says(lambda client: client.media.upload_image(named_file("b.png")))).startswith("http://")
    assert refused.value.errcode == 40005


async def test_it_keeps_lists_and_deletes_material(wechatpy: Foreigner) -> None:
    kept = await wechatpy.says(lambda client: client.material.add("image", named_file("a.png")))
    film = await wechatpy.says(
        lambda client: client.material.add("video", named_file("a.mp4", b"film"), "采茶", "清明前")
    )

    assert (await wechatpy.says(lambda client: client.material.get(kept["media_id"]))).content == PNG
    assert (await wechatpy.says(lambda client: client.material.get(film["media_id"])))["title"] == "采茶"
    assert (await wechatpy.says(lambda client: client.material.get_count()))["video_count"] == 1
    listed = await wechatpy.says(lambda client: client.material.batchget("image"))
    assert listed["item"][0]["media_id"] == kept["media_id"]
    assert await wechatpy.says(lambda client: client.material.delete(kept["media_id"])) == OK


async def test_it_signs_people_in(served_box: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    await served_box.an_account()
    base = at(served_box)
    monkeypatch.setattr(WeChatOAuth, "API_BASE_URL", base)
    monkeypatch.setattr(WeChatOAuth, "OAUTH_BASE_URL", base + "connect/")
    fan = await served_box.a_fan(nickname="小满")
    oauth = WeChatOAuth(APP_ID, SECRET, BACK, "snsapi_userinfo", "s1")

    page = await served_box.client.get(oauth.authorize_url.split("#")[0] + f"&fan={fan}")
    agreed = await served_box.client.post(page.url, data={"answer": "allow"}, follow_redirects=False)
    code = parse_qs(urlsplit(agreed.headers["location"]).query)["code"][0]
    told = await threaded(lambda: oauth.fetch_access_token(code))
    profile = await threaded(oauth.get_user_info)

    assert (told["openid"], profile["nickname"]) == (fan, "小满")
    assert (await threaded(lambda: oauth.refresh_access_token(told["refresh_token"])))["openid"] == fan
    assert await threaded(oauth.check_access_token)
    with pytest.raises(WeChatOAuthException):
        await threaded(lambda: oauth.fetch_access_token(code))
    oauth._http.close()


@pytest.fixture
async def component(served_box: Driver, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[WeChatComponent]:
    """wechatpy's platform, that has read its first ticket."""
    await served_box.an_account()
    await a_platform(served_box, shop)
    monkeypatch.setattr(WeChatComponent, "API_BASE_URL", at(served_box) + "cgi-bin")
    monkeypatch.setattr(ComponentOAuth, "API_BASE_URL", at(served_box))
    monkeypatch.setattr(ComponentOAuth, "OAUTH_BASE_URL", at(served_box) + "connect/")
    monkeypatch.setattr("wechatpy.client.WeChatComponentClient.API_BASE_URL", at(served_box) + "cgi-bin/")
    made = WeChatComponent(COMPONENT, COMPONENT_SECRET, COMPONENT_TOKEN, AES_KEY)
    await read(made, shop)
    yield made
    made._http.close()


async def read(component: WeChatComponent, shop: Shop) -> Any:
    """Let wechatpy open the last push."""
    received = shop.received[-1]
    sealed, query = received.body.replace("AppId", "ToUserName"), received.query
    assert "Encrypt" in xml.read(sealed)
    parts = (sealed, query["msg_signature"], query["timestamp"], query["nonce"])
    return await threaded(lambda: component.parse_message(*parts))


async def test_it_reads_an_authorisation_and_speaks_for_the_account(
    component: WeChatComponent, served_box: Driver, shop: Shop
) -> None:
    fan = await served_box.a_fan()
    await served_box.control("POST", f"/components/{COMPONENT}/authorize", account=APP_ID, wait=True)

    told = await read(component, shop)
    client = await threaded(lambda: component.get_client_by_appid(APP_ID))

    assert told.authorizer_appid == APP_ID
    assert (await threaded(client.user.get_followers))["data"]["openid"] == [fan]
    listed = await threaded(component.get_authorizer_list)
    refresh = listed["list"][0]["refresh_token"]
    renewed = await threaded(lambda: component.refresh_authorizer_token(APP_ID, refresh))
    assert renewed["authorizer_refresh_token"] == refresh
    info = await threaded(lambda: component.get_authorizer_info(APP_ID))
    assert info["authorizer_info"]["nick_name"] == "花间茶社"
    assert await threaded(lambda: component.set_authorizer_option(APP_ID, "voice_recognize", "1")) == OK
    option = await threaded(lambda: component.get_authorizer_option(APP_ID, "voice_recognize"))
    assert option["option_value"] == "1"
    client._http.close()


async def test_it_opens_the_page_and_hears_that_the_account_left(
    component: WeChatComponent, served_box: Driver, shop: Shop
) -> None:
    url = await threaded(lambda: component.get_pre_auth_url(BACK))
    page = at(served_box) + url.removeprefix("https://mp.weixin.qq.com/")
    agreed = await served_box.client.post(
        page, data={"account": APP_ID, "permission": ["1", "4"]}, follow_redirects=False
    )
    code = parse_qs(urlsplit(agreed.headers["location"]).query)["auth_code"][0]

    granted = await threaded(lambda: component.query_auth(code))
    await served_box.control("POST", f"/components/{COMPONENT}/unauthorize", account=APP_ID, wait=True)
    gone = await read(component, shop)

    assert granted["authorization_info"]["authorizer_appid"] == APP_ID
    assert (gone.type, gone.authorizer_appid) == ("unauthorized", APP_ID)


async def test_it_signs_people_in_on_behalf(component: WeChatComponent, served_box: Driver) -> None:
    await served_box.control("POST", f"/components/{COMPONENT}/authorize", account=APP_ID, wait=True)
    fan = await served_box.a_fan()
    oauth = component.get_component_oauth(APP_ID)
    said = {"scope": "snsapi_userinfo", "component": COMPONENT}
    code = (await served_box.control("POST", fan_path(fan, "web-code"), **said))["code"]

    assert "component_appid=" in oauth.get_authorize_url(BACK)
    assert (await threaded(lambda: oauth.fetch_access_token(code)))["openid"] == fan
    assert (await threaded(oauth.get_user_info))["openid"] == fan
    assert (await threaded(lambda: oauth.refresh_access_token(oauth.refresh_token)))["openid"] == fan
    oauth._http.close()


def at(box: Driver) -> str:
    return f"{str(box.client.base_url).rstrip('/')}/"


async def threaded(call: Callable[[], Any]) -> Any:
    """wechatpy blocks, so it speaks from a thread of its own."""
    return await asyncio.to_thread(call)
