"""Followers, tags and sign-ins from end to end: our own gate, and WeChat in a box behind it."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx2
import pytest_asyncio

from domain import gate
from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.fans.models import Fan
from domain.followers.actions import start_sync
from domain.followers.models import FollowerSync, SyncState
from domain.followers.syncing import sync_due
from domain.ids import ACCOUNT, public_id
from domain.redis import redis
from domain.tags.actions import create_tag, delete_tag
from domain.tags.models import FanTag, Tag, TagChange
from domain.tags.tagging import TagOf, tag_fans, untag_fans
from domain.tags.telling import tell_due
from domain.transaction import transaction
from sandbox.app import build
from sandbox.world import World
from tests.factories import an_account
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.shop import APP_ID
from wechat import Gate

BOX = "http://box.example"


@pytest_asyncio.fixture
async def box(wechat) -> AsyncIterator[Driver]:
    """A box with one account, and our gate to it instead of the fake one."""
    app = build(World(seed=7))
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BOX) as client,
    ):
        way_out = Gate(api_url=BOX, redis=redis(), http=client)
        gate.use(way_out)
        driver = Driver(app, client)
        await driver.an_account()
        yield driver
        await way_out.close()


async def our_account() -> OfficialAccount:
    """The box's account, connected."""
    return await an_account(app_id=APP_ID, app_secret=SECRET)


async def synced(account: OfficialAccount) -> FollowerSync:
    await start_sync(account.workspace_id, account.id, now())
    await sync_due(now)
    newest = await FollowerSync.all().order_by("-id").first()
    assert newest is not None
    assert (newest.state, newest.refusal_text) == (SyncState.DONE, None)
    return newest


async def tags_at_the_box(box: Driver, openid: str) -> list[int]:
    return (await box.ask("tags/getidlist", {"openid": openid}))["tagid_list"]


async def test_followers_are_read_with_what_wechat_tells_of_them(box: Driver):
    made = await box.control("POST", f"/accounts/{APP_ID}/fans", following=True, count=230)
    await box.control("PATCH", f"/accounts/{APP_ID}/identity", openPlatform="茶社")
    openid = made["fans"][0]["openid"]
    await box.ask("tags/create", {"tag": {"name": "老顾客"}})
    tag = (await box.ask("tags/get"))["tags"][-1]["id"]
    await box.ask("tags/members/batchtagging", {"openid_list": [openid], "tagid": tag})
    await box.ask("user/info/updateremark", {"openid": openid, "remark": "王姐"})

    done = await synced(await our_account())

    fan = await Fan.get(openid=openid)
    assert (done.total, done.listed, done.detailed) == (230, 230, 230)
    assert await Fan.filter(is_following=True).exclude(unionid=None).exclude(followed_at=None).count() == 230
    assert fan.remark == "王姐"
    assert await FanTag.filter(fan=fan).values_list("tag__name", flat=True) == ["老顾客"]


async def test_who_unfollowed_unheard_is_found_out(box: Driver):
    account, openid = await our_account(), await box.a_fan()
    await synced(account)
    await Fan.all().update(follow_changed_at=None, created_at=now().replace(year=2020))
    await box.fan_does(openid, "unfollow")

    await synced(account)

    assert not (await Fan.get()).is_following


async def test_tags_go_to_wechat_and_come_back_the_same(box: Driver):
    account = await our_account()
    openids = [fan["openid"] for fan in (await box.control("POST", f"/accounts/{APP_ID}/fans", count=60))["fans"]]
    for openid in openids:
        await box.fan_does(openid, "follow")
    await synced(account)
    tag = await Tag.get(id=await create_tag(account.id, "VIP", now()))
    fans = await Fan.all().values_list("id", flat=True)

    async with transaction():
        await tag_fans(TagOf(tag.id, account.workspace_id, account.id), fans, now())
    await tell_due(now)
    told = [await tags_at_the_box(box, openid) for openid in openids]
    await synced(account)

    assert told == [[tag.number]] * 60
    assert await FanTag.all().count() == 60

    async with transaction():
        await untag_fans(TagOf(tag.id, account.workspace_id, account.id), fans[:1], now())
    await tell_due(now)
    await delete_tag(tag.id, now())

    assert await FanTag.all().count() == 0
    assert [one["name"] for one in (await box.ask("tags/get"))["tags"] if one["id"] > 2] == []


async def test_one_openid_that_wechat_does_not_know_costs_the_others_nothing(box: Driver):
    account = await our_account()
    await box.control("POST", f"/accounts/{APP_ID}/fans", following=True, count=20)
    await synced(account)
    where = {"workspace_id": account.workspace_id, "account": account, "created_at": now()}
    stranger = await Fan.create(openid="oNOBODY", **where)
    tag = await Tag.get(id=await create_tag(account.id, "VIP", now()))

    async with transaction():
        fans = await Fan.all().values_list("id", flat=True)
        await tag_fans(TagOf(tag.id, account.workspace_id, account.id), fans, now())
    await tell_due(now)

    assert await FanTag.all().count() == 20
    assert (await TagChange.get(state="REFUSED")).fan_id == stranger.id


async def test_a_fan_signs_in_and_has_a_name(box: Driver, http: httpx2.AsyncClient):
    account, openid = await our_account(), await box.a_fan()
    page = f"/identity/{public_id(ACCOUNT, account.id)}/begin"

    looked = await sent_back(box, http, page, openid)
    agreed = await sent_back(box, http, f"{page}?consent=1", openid)

    assert 'href="begin?consent=1"' in (await http.get(looked)).text
    shown = await http.get(agreed)
    fan = await Fan.get(openid=openid)
    assert fan.nickname
    assert fan.is_following
    assert fan.nickname in shown.text


async def sent_back(box: Driver, http: httpx2.AsyncClient, page: str, openid: str) -> str:
    """The fan opens the page, WeChat asks them where it has to, and they come back: to which URL."""
    asked = (await http.get(page)).headers["location"].partition("#")[0] + f"&fan={openid}"
    if "snsapi_userinfo" in asked:
        answered = await box.client.post(asked, data={"answer": "allow"}, follow_redirects=False)
    else:
        answered = await box.client.get(asked, follow_redirects=False)
    back = urlsplit(answered.headers["location"])
    return (await http.get(f"{back.path}?{back.query}")).headers["location"]
