"""The same twice, and the same after a restart: people, files, sign-ins and platforms."""

import json

import httpx2

from sandbox.app import build
from sandbox.clock import Clock
from sandbox.snapshot import restore, snapshot
from sandbox.world import World
from tests.sandbox.asking import fan_path, upload
from tests.sandbox.conftest import NOON
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.platform import COMPONENT, a_platform, authorized, tell
from tests.sandbox.shop import APP_ID, Shop


async def a_day(seed: int, shop: Shop) -> bytes:
    """A script with everything here that is left to chance; all that it leaves behind."""
    app = build(World(seed=seed, clock=Clock(frozen_at=NOON)))
    app.state.world.settings.spacing = 0.0
    shop.received.clear()
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://box") as client,
    ):
        box = Driver(app, client)
        await box.an_account()
        await box.control("PATCH", f"/accounts/{APP_ID}/identity", openPlatform="茶社")
        fan = await box.a_fan()
        answers = [
            await upload(box, "media/upload", type="image"),
            await upload(box, "material/add_material", type="image"),
            await upload(box, "media/uploadimg"),
            await box.ask("tags/create", {"tag": {"name": "广东"}}),
            await box.ask("user/info", openid=fan),
        ]
        code = await box.control("POST", fan_path(fan, "web-code"), scope="snsapi_userinfo", snapshot=True)
        said = {"appid": APP_ID, "secret": SECRET, "code": code["code"], "grant_type": "authorization_code"}
        answers.append((await client.get("/sns/oauth2/access_token", params=said)).json())
        await a_platform(box, shop)
        answers += [await authorized(box), await tell(box, "api_create_preauthcode")]
        await box.fan_does(fan, "write", text="在吗")
        received = [[sorted(one.query.items()), one.body] for one in shop.received]
        return json.dumps([snapshot(box.world), answers, received], sort_keys=True).encode()


async def test_the_same_seed_script_and_clock_give_the_same_bytes(shop: Shop) -> None:
    assert await a_day(7, shop) == await a_day(7, shop)


async def test_another_seed_gives_other_bytes(shop: Shop) -> None:
    assert await a_day(7, shop) != await a_day(8, shop)


async def test_what_people_files_and_platforms_left_comes_back(shop: Shop) -> None:
    kept = json.loads(await a_day(7, shop))[0]

    world = restore(kept)

    account = world.accounts[APP_ID]
    assert snapshot(world) == kept
    assert (len(account.media.temporary), len(account.media.permanent), len(account.media.pictures)) == (1, 1, 1)
    assert len(account.sign_ins.tokens) == 1
    assert world.components[COMPONENT].live(APP_ID)
