"""Scripts that play fans: they read as stories, fail with a sentence, and give the same bytes twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from sandbox.app import build
from sandbox.script_fans import NotSeen
from sandbox.scripts import Account, Box, BoxRefused
from tests.sandbox.shop import Received, Shop, a_reply, open_shop, says

ORIGINAL_ID = "gh_0000000001ab"


@asynccontextmanager
async def a_scripted_box() -> AsyncIterator[Box]:
    app = build()
    async with (
        app.router.lifespan_context(app),
        Box("http://box", httpx2.ASGITransport(app=app)) as box,
    ):
        await box.begin(seed=7)
        yield box


async def a_shop_in(box: Box, shop: Shop, **given: Any) -> Account:
    return await box.account("花间茶社", callback_url=shop.url, originalId=ORIGINAL_ID, verify=False, **given)


async def send(box: Box, account: Account, openid: str, words: str) -> int:
    """A customer message, as the account's own server sends it."""
    query = {"grant_type": "client_credential", "appid": account.app_id, "secret": account.app_secret}
    token = (await box.http.get("/cgi-bin/token", params=query)).json()["access_token"]
    said = {"touser": openid, "msgtype": "text", "text": {"content": words}}
    answer = await box.http.post(f"/cgi-bin/message/custom/send?access_token={token}", json=said)
    return int(answer.json()["errcode"])


async def test_a_script_reads_as_a_story(shop: Shop) -> None:
    async with a_scripted_box() as box:
        account = await a_shop_in(box, shop)
        fan = await account.fan("林小满", following=False)

        shop.answers.append(says(a_reply(fan.openid, "欢迎光临")))
        await fan.follows()
        await fan.sees("欢迎")
        await fan.speaks("春茶到了吗", seconds=4)
        await send(box, account, fan.openid, "到了")
        await fan.sees("到了")
        await fan.sees_nothing()

        assert await fan.left() == 4
        await box.advance(timedelta(hours=48))
        assert await send(box, account, fan.openid, "还在吗") == 45015


async def test_what_is_not_seen_is_told_with_what_is(shop: Shop) -> None:
    async with a_scripted_box() as box:
        fan = await (await a_shop_in(box, shop)).fan("林小满")
        shop.answers.append(says(a_reply(fan.openid, "您好")))
        await fan.writes("在吗")

        with pytest.raises(NotSeen, match="林小满 does not see '再见'; the account wrote: '您好'"):
            await fan.sees("再见", seconds=0.05)
        with pytest.raises(NotSeen, match="was to see nothing"):
            await fan.sees_nothing()


async def test_a_script_can_do_everything_a_phone_can(shop: Shop, tmp_path: Path) -> None:
    async with a_scripted_box() as box:
        account = await a_shop_in(box, shop)
        fan = await account.fan()
        picture = tmp_path / "tea.jpg"
        picture.write_bytes(b"\xff\xd8")

        await fan.sends_picture(picture)
        await fan.films(short=True)
        await fan.is_at(23.1, 113.2, "中山六路")
        await fan.acts("report-location")
        await fan.pays()
        await fan.refuses()
        assert await send(box, account, fan.openid, "在吗") == 48002
        await fan.unfollows()
        await fan.closes_account()

        kinds = [push["fields"].get("Event") or push["fields"]["MsgType"] for push in await box.pushes(account.app_id)]
        assert kinds == [
            "image",
            "shortvideo",
            "location",
            "LOCATION",
            "unsubscribe",
            "user_authorization_cancellation",
        ]


async def test_menus_are_tapped_by_their_words(shop: Shop) -> None:
    async with a_scripted_box() as box:
        account = await a_shop_in(box, shop)
        fan = await account.fan()
        token = (
            await box.http.get(
                "/cgi-bin/token",
                params={"grant_type": "client_credential", "appid": account.app_id, "secret": account.app_secret},
            )
        ).json()["access_token"]
        menu = {"button": [{"type": "click", "name": "好茶", "key": "tea"}]}
        await box.http.post(f"/cgi-bin/menu/create?access_token={token}", json=menu)

        push = await fan.taps("好茶")

        assert push["fields"]["EventKey"] == "tea"
        with pytest.raises(NotSeen, match="sees no item '满意'"):
            await fan.chooses("满意")


async def test_a_fan_signs_in_on_a_web_page_or_refuses_to(shop: Shop) -> None:
    async with a_scripted_box() as box:
        account = await a_shop_in(box, shop)
        fan = await account.fan()
        back = "redirect_uri=http%3A%2F%2F127.0.0.1%3A9000%2Fme"
        link = f"https://open.weixin.qq.com/connect/oauth2/authorize?appid={account.app_id}&{back}"
        link += "&response_type=code&scope=snsapi_userinfo&state=s1#wechat_redirect"

        refused = await fan.signs_in(link, agrees=False)
        sent_to = await fan.signs_in(link)

        assert refused is None
        assert sent_to
        code = httpx2.URL(sent_to).params["code"]
        query = {"appid": account.app_id, "secret": account.app_secret, "code": code}
        token = await box.http.get("/sns/oauth2/access_token", params=query | {"grant_type": "authorization_code"})
        assert token.json()["openid"] == fan.openid


async def test_trouble_is_ordered_and_counted(shop: Shop) -> None:
    async with a_scripted_box() as box:
        account = await a_shop_in(box, shop)
        await box.goes_wrong("token", "BUSY")
        query = {"grant_type": "client_credential", "appid": account.app_id, "secret": account.app_secret}

        first = (await box.http.get("/cgi-bin/token", params=query)).json()
        await box.hears("token")

        assert first["errcode"] == -1
        assert [call["errcode"] for call in await box.calls("token")] == [-1]
        await box.nothing_goes_wrong()
        with pytest.raises(BoxRefused, match="no account 'wx0'"):
            await box.fan(app_id="wx0")


async def a_story(shop: Shop) -> tuple[list[Received], list[dict[str, Any]]]:
    """All bytes that left the box, and all that a phone shows, of a script with chance and time in it."""
    shop.received.clear()
    async with a_scripted_box() as box:
        await box.does("PATCH", "/settings", spacing=0)
        account = await a_shop_in(box, shop, encryption="SAFE")
        await box.does("POST", "/chaos", duplicates=0.4, drops=0.2, late=0)
        fan = await account.fan(following=False)
        await fan.follows()
        for words in ("一", "二", "三"):
            await fan.writes(words)
            await box.advance(timedelta(minutes=7))
        await fan.speaks("四")
        await fan.acts("burst", acts=[{"act": "tap", "key": "tea"}, {"act": "image"}], wait=False)
        await box.settled()
        await send(box, account, fan.openid, "五")
        return sorted(shop.received, key=lambda one: one.query["nonce"]), await fan.phone()


async def test_the_same_seed_script_and_clock_give_the_same_bytes_twice() -> None:
    async with open_shop() as shop:
        one, other = await a_story(shop), await a_story(shop)

    assert one == other
    assert len(one[0]) > 5
