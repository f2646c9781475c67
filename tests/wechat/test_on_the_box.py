"""The gate and WeChat in a box were written from the same documents, by different hands: here they meet."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from redis.asyncio import Redis

from sandbox.app import build
from tests.sandbox.conftest import a_world
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.platform import COMPONENT, COMPONENT_SECRET
from tests.sandbox.shop import APP_ID
from tests.wechat.platforms import Kept
from wechat import AccountOption, Gate, MaterialKind, MediaKind, OAuthScope, Platform, Refused, WeChat

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200) + b"\xff\xd9"
MB = 1024 * 1024


@pytest.fixture
async def box() -> AsyncIterator[Driver]:
    app = build(a_world())
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://box") as client,
    ):
        yield Driver(app, client)


@pytest.fixture
async def gate(box: Driver, redis: Redis) -> AsyncIterator[Gate]:
    gate = Gate(api_url="http://box", redis=redis, http=box.client, pauses=())
    yield gate
    await gate.close()


@pytest.fixture
async def account(box: Driver, gate: Gate) -> WeChat:
    await box.an_account()
    return gate.account(APP_ID, SECRET)


async def test_a_fan_is_found_described_remarked_and_tagged(box: Driver, account: WeChat):
    fan = await box.a_fan()

    page = await account.followers()
    await account.set_remark(fan, "老客户")
    tag = await account.create_tag("茶友")
    await account.tag_fans(tag.id, [fan])

    assert (page.total, page.openids) == (1, (fan,))
    assert (await account.followers(page.next)).openids == ()
    user = await account.user(fan)
    assert (user.is_following, user.remark, user.tag_ids) == (True, "老客户", (tag.id,))
    assert await account.users([fan]) == [user]
    assert await account.tags_of(fan) == [tag.id]
    assert (await account.fans_with_tag(tag.id)).openids == (fan,)
    assert tag.id in {known.id for known in await account.tags()}


async def test_a_tag_is_renamed_taken_off_and_deleted(box: Driver, account: WeChat):
    fan = await box.a_fan()
    tag = await account.create_tag("茶友")
    await account.tag_fans(tag.id, [fan])

    await account.rename_tag(tag.id, "老茶友")
    names = {known.name for known in await account.tags()}
    await account.untag_fans(tag.id, [fan])
    await account.delete_tag(tag.id)

    assert "老茶友" in names
    assert await account.tags_of(fan) == []
    assert tag.id not in {known.id for known in await account.tags()}


async def test_a_fan_is_blocked_and_let_in_again(box: Driver, account: WeChat):
    fan = await box.a_fan()

    await account.block([fan])
    blocked = (await account.blacklist()).openids
    await account.unblock([fan])

    assert blocked == (fan,)
    assert (await account.blacklist()).openids == ()


async def test_a_temporary_file_goes_up_and_comes_down(account: WeChat):
    uploaded = await account.upload_media(MediaKind.IMAGE, "茶.jpg", "image/jpeg", JPEG)

    assert (await account.download_media(uploaded.media_id, most_bytes=MB)).data == JPEG
    with pytest.raises(Refused) as raised:
        await account.download_media("nothing", most_bytes=MB)
    assert raised.value.code == 40007


async def test_a_video_comes_down_by_its_address(account: WeChat):
    video = b"\0\0\0\x18ftypmp42" + bytes(200)
    uploaded = await account.upload_media(MediaKind.VIDEO, "a.mp4", "video/mp4", video)

    assert (await account.download_media(uploaded.media_id, most_bytes=MB)).data == video


async def test_the_library_keeps_lists_and_gives_out(account: WeChat):
    kept = await account.add_material(MediaKind.IMAGE, "a.jpg", "image/jpeg", JPEG)

    assert (await account.material(kept.media_id, most_bytes=MB)).data == JPEG  # type: ignore[union-attr]
    assert (await account.material_counts()).images == 1
    assert [item.media_id for item in (await account.materials(MaterialKind.IMAGE)).items] == [kept.media_id]
    assert (await account.upload_article_image("a.jpg", JPEG)).startswith("http")
    await account.delete_material(kept.media_id)
    assert (await account.material_counts()).images == 0


async def test_a_fan_signs_in_on_a_web_page(box: Driver, account: WeChat):
    fan = await box.a_fan()
    url = account.sign_in_url("https://shop.example/back?page=1", scope=OAuthScope.USERINFO, state="s1")

    answer = await box.client.post(f"{url}&fan={fan}".replace("#wechat_redirect", ""), data={"answer": "allow"})
    came = parse_qs(urlsplit(answer.headers["location"]).query)
    signed_in = await account.sign_in(came["code"][0])

    assert came["state"] == ["s1"]
    assert (signed_in.openid, signed_in.scope, signed_in.is_snapshot) == (fan, OAuthScope.USERINFO, False)
    assert (await account.profile_of(signed_in)).nickname
    with pytest.raises(Refused) as raised:
        await account.sign_in(came["code"][0])
    assert raised.value.code == 40163


async def test_a_mini_program_signs_its_user_in_and_notifies_them(box: Driver, gate: Gate):
    await box.an_account(kind="MINI_PROGRAM")
    mini_program = gate.mini_program(APP_ID, SECRET)
    user = await box.a_fan(following=False)
    fan = f"/accounts/{APP_ID}/fans/{user}"
    made = await box.control("POST", f"/accounts/{APP_ID}/templates", title="取餐", content="餐点:{{thing1.DATA}}")
    await box.control("POST", f"{fan}/subscriptions", templateId=made["templateId"])

    person = await mini_program.sign_in((await box.control("POST", f"{fan}/login-code"))["code"])
    sent = await mini_program.send_subscribe_message(person.openid, made["templateId"], {"thing1": "奶茶"})

    assert person.openid == user
    assert int(sent) > 2**53
    with pytest.raises(Refused) as raised:
        await mini_program.send_subscribe_message(user, made["templateId"], {"thing1": "奶茶"})
    assert raised.value.code == 43101


# A third-party platform


@pytest.fixture
async def platform(box: Driver, gate: Gate, account: WeChat) -> Platform:
    usual = {"token": "component_token_1", "encodingAesKey": "A" * 43, "name": "茶客通"}
    await box.control("POST", "/components", appId=COMPONENT, appSecret=COMPONENT_SECRET, **usual)

    async def ticket() -> str | None:
        tickets = box.world.components[COMPONENT].tickets
        return tickets[-1].value if tickets else None

    platform = gate.platform(COMPONENT, COMPONENT_SECRET, ticket)
    await platform.start_ticket_pushes()
    await box.advance(601)
    return platform


async def a_code(box: Driver) -> str:
    agreed = await box.control("POST", f"/components/{COMPONENT}/authorize", account=APP_ID)
    return str(agreed["authCode"])


async def test_an_account_authorises_the_platform_which_speaks_for_it(box: Driver, platform: Platform):
    fan = await box.a_fan()

    pre_auth = await platform.pre_auth_code()
    authorization = await platform.exchange(await a_code(box))
    account = platform.account(APP_ID, Kept(authorization.refresh_token))

    assert (await box.client.get(platform.scan_url(pre_auth.code, "https://a.example/done"))).status_code == 200
    assert authorization.app_id == APP_ID
    assert (await account.user(fan)).is_following
    info = await platform.account_info(APP_ID)
    assert (info.app_id, info.name, info.is_mini_program) == (APP_ID, "花间茶社", False)
    assert [one.app_id for one in (await platform.authorizers()).accounts] == [APP_ID]
    await platform.set_option(APP_ID, AccountOption.VOICE_RECOGNIZE, 1)
    assert await platform.option(APP_ID, AccountOption.VOICE_RECOGNIZE) == 1


async def test_a_token_that_ran_out_comes_again_from_the_refresh_token(box: Driver, platform: Platform):
    fan = await box.a_fan()
    kept = Kept((await platform.exchange(await a_code(box))).refresh_token)

    await box.advance(7201)
    await box.advance(601)  # a newer ticket

    assert (await platform.account(APP_ID, kept).user(fan)).openid == fan


async def test_a_second_authorisation_kills_the_first_refresh_token(box: Driver, platform: Platform):
    first = await platform.exchange(await a_code(box))
    second = await platform.exchange(await a_code(box))
    await platform.forget(APP_ID)

    with pytest.raises(Refused, match="authorise it again") as raised:
        await platform.account(APP_ID, Kept(first.refresh_token)).ready()
    assert raised.value.code == 61023
    await platform.account(APP_ID, Kept(second.refresh_token)).ready()


async def test_a_code_works_once(box: Driver, platform: Platform):
    code = await a_code(box)
    await platform.exchange(code)

    with pytest.raises(Refused) as raised:
        await platform.exchange(code)
    assert raised.value.code in (61009, 61010)


async def test_a_fan_signs_in_through_the_platform(box: Driver, platform: Platform):
    fan = await box.a_fan()
    account = platform.account(APP_ID, Kept((await platform.exchange(await a_code(box))).refresh_token))
    url = account.sign_in_url("https://shop.example/back", scope=OAuthScope.BASE, state="s1")

    answer = await box.client.get(f"{url}&fan={fan}".replace("#wechat_redirect", ""))
    came = parse_qs(urlsplit(answer.headers["location"]).query)

    assert came["appid"] == [APP_ID]
    assert (await account.sign_in(came["code"][0])).openid == fan
