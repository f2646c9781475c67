"""What happens later happens by the box's clock; and all that an account says comes out the same twice."""

import json

import httpx2

from sandbox.app import build
from sandbox.clock import Clock
from sandbox.snapshot import restore, snapshot
from sandbox.world import World
from tests.sandbox.conftest import NOON
from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID, Shop
from tests.sandbox.speaking import a_draft, a_file, events

TAG = {"filter": {"is_to_all": False, "tag_id": 2}}


async def everything(box: Driver, shop: Shop) -> list[Json]:
    """A bit of all that an account can say; WeChat's answers."""
    await box.an_account(callbackUrl=shop.url)
    fan = await box.a_fan()
    await box.fan_does(fan, "write", text="在吗")
    box.world.account(APP_ID).fan(fan).tag_ids.append(2)
    words = {"template_id_short": "TM00015", "keyword_name_list": ["消费类型", "消费金额"]}
    template = (await box.ask("template/api_add_template", words))["template_id"]
    await box.control("POST", f"/accounts/{APP_ID}/fans/{fan}/subscriptions", templateId=template, times=2)
    values = {"thing1": {"value": "茶"}, "amount2": {"value": "1元"}}
    notice = {"touser": fan, "template_id": template, "data": values, "client_msg_id": "N1"}
    draft = await a_draft(box)
    return [
        await box.ask("message/custom/send", {"touser": fan, "msgtype": "image", "image": {"media_id": a_file(box)}}),
        await box.ask("message/custom/typing", {"touser": fan, "command": "Typing"}),
        await box.ask("message/template/send", notice),
        await box.ask("message/mass/sendall", TAG | {"msgtype": "mpnews", "mpnews": {"media_id": draft}}),
        await box.ask("qrcode/create", {"action_name": "QR_SCENE", "action_info": {"scene": {"scene_id": 5}}}),
        await box.ask(
            "qrcode/create", {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "5"}}}
        ),
        await box.ask("menu/create", {"button": [{"type": "click", "name": "茶", "key": "T"}]}),
        await box.ask(
            "menu/addconditional",
            {"button": [{"type": "click", "name": "常", "key": "C"}], "matchrule": {"tag_id": 2}},
        ),
        await box.ask("clear_quota", {"appid": APP_ID}),
    ]


async def a_day(shop: Shop) -> bytes:
    shop.received.clear()
    app = build(World(seed=7, clock=Clock(frozen_at=NOON)))
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://box") as client,
    ):
        box = Driver(app, client)
        answers = await everything(box, shop)
        for _ in range(60):
            await box.advance(1)
            await box.control("POST", "/wait/settled")
        received = [[sorted(one.query.items()), one.body] for one in shop.received]
        calls = await box.control("GET", "/calls")
        return json.dumps([answers, snapshot(box.world), received, calls], sort_keys=True).encode()


async def test_all_that_is_said_comes_out_the_same_twice(shop: Shop) -> None:
    assert await a_day(shop) == await a_day(shop)


async def test_all_of_it_comes_back_from_a_snapshot_with_what_is_still_to_come(box: Driver, shop: Shop) -> None:
    answers = await everything(box, shop)
    kept = json.loads(json.dumps(snapshot(box.world)))
    assert snapshot(restore(kept)) == kept
    shop.received.clear()

    app = build(restore(kept))
    transport = httpx2.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://box") as client,
    ):
        again = Driver(app, client)
        await again.advance(60)
        await again.control("POST", "/wait/settled")
        assert (await again.ask("message/mass/get", {"msg_id": answers[3]["msg_id"]}))["msg_status"] == "SEND_SUCCESS"
        assert (await again.ask("menu/get"))["conditionalmenu"][0]["matchrule"] == {"tag_id": "2"}

    assert {one["Event"] for one in events(shop.received)} == {"TEMPLATESENDJOBFINISH", "MASSSENDJOBFINISH"}


async def test_a_big_step_in_time_leaves_everything_at_its_own_moment(box: Driver, shop: Shop) -> None:
    await everything(box, shop)
    began = box.world.now()
    shop.received.clear()

    await box.advance(86_400)

    await box.control("POST", "/wait/settled")
    moments = {one["Event"]: int(one["CreateTime"]) - began for one in events(shop.received)}
    assert moments == {"TEMPLATESENDJOBFINISH": 1, "MASSSENDJOBFINISH": 60}


async def test_while_the_clock_runs_things_happen_by_themselves(box: Driver, shop: Shop) -> None:
    await box.control("PATCH", "/settings", massDelay=0.05, templateDelay=0.02)
    await everything(box, shop)

    await box.control("POST", "/clock/run")

    done = await box.world.changes.until(lambda: len(shop.received) == 3 and not box.world.agenda.items, 5)
    assert done


async def test_what_is_planned_while_the_clock_runs_is_not_waited_out_behind_something_later(box: Driver) -> None:
    await box.an_account()
    fans = [await box.a_fan() for _ in range(2)]
    await box.control("POST", "/clock/run")
    for delay, words in ((3600, "晚"), (0.02, "早")):
        await box.control("PATCH", "/settings", massDelay=delay)
        said = {"touser": fans, "msgtype": "text", "text": {"content": words}}
        await box.ask("message/mass/send", said)

    await box.control("POST", "/wait/messages", account=APP_ID, openid=fans[0], count=1, seconds=5)

    assert await box.texts(fans[0]) == ["早"]


async def test_a_reset_forgets_what_was_to_come(box: Driver, shop: Shop) -> None:
    await everything(box, shop)

    await box.control("POST", "/reset", seed=7, frozenAt=NOON)
    await box.advance(3600)

    assert box.world.agenda.items == []
