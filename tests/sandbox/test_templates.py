"""Template messages (模板消息) and subscribe notifications (订阅通知)."""

from typing import Any

import pytest

from tests.sandbox.driving import Driver, Json, a_fan_of
from tests.sandbox.shop import APP_ID, Shop
from tests.sandbox.speaking import events

VALUES = {"thing1": {"value": "奶茶"}, "amount2": {"value": "¥12.50"}}
OK = {"errcode": 0, "errmsg": "ok"}


async def a_template(box: Driver, *keywords: str) -> str:
    said = {"template_id_short": "TM00015", "keyword_name_list": list(keywords) or ["消费类型", "消费金额"]}
    return (await box.ask("template/api_add_template", said))["template_id"]


async def notify(box: Driver, fan: str, template: str, **given: Any) -> Json:
    said = {"touser": fan, "template_id": template, "data": VALUES} | given
    return await box.ask("message/template/send", said)


async def test_a_template_is_chosen_listed_and_deleted(box: Driver) -> None:
    await box.an_account()

    template = await a_template(box)

    assert len(template) == 43
    assert await box.ask("template/get_all_private_template") == {
        "template_list": [
            {
                "template_id": template,
                "title": "订单支付成功",
                "primary_industry": "",
                "deputy_industry": "",
                "content": "消费类型:{{thing1.DATA}}\n消费金额:{{amount2.DATA}}\n",
                "example": "消费类型:茶礼一份\n消费金额:¥12.50\n",
            }
        ]
    }
    assert await box.ask("template/del_private_template", {"template_id": template}) == OK
    assert (await box.ask("template/del_private_template", {"template_id": template}))["errcode"] == 40037


async def test_item_5_and_18_a_notice_reaches_the_phone_and_its_end_is_told_later(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    template = await a_template(box)

    answer = await notify(box, fan, template, url="https://t.invalid/1")

    assert answer == OK | {"msgid": answer["msgid"]}
    assert answer["msgid"] > 2**53
    shown = (await box.phone(fan))[-1]
    assert (shown["kind"], shown["via"], shown["text"]) == ("TEMPLATE", "TEMPLATE", "消费类型:奶茶\n消费金额:¥12.50")
    assert shown["details"]["lines"][0] == {"label": "消费类型", "value": "奶茶"}
    assert shop.received == []
    await box.advance(1)
    await box.control("POST", "/wait/settled")
    (event,) = events(shop.received)
    assert event["Event"] == "TEMPLATESENDJOBFINISH"
    assert (event["FromUserName"], event["MsgID"], event["Status"]) == (fan, str(answer["msgid"]), "success")


async def test_item_18_the_event_says_that_the_fan_blocked_or_that_the_system_failed(box: Driver, shop: Shop) -> None:
    fan = await a_fan_of(box, shop)
    template = await a_template(box)
    await notify(box, fan, template, data=VALUES | {"thing1": {"value": "system failed"}})
    await box.control("PATCH", f"/accounts/{APP_ID}/fans/{fan}", refuses=True)

    assert (await notify(box, fan, template))["errcode"] == 0

    await box.advance(1)
    await box.control("POST", "/wait/settled")
    assert {one["Status"] for one in events(shop.received)} == {"failed: system failed", "failed:user block"}
    assert await box.texts(fan, "ACCOUNT") == []


async def test_item_18_there_are_twenty_five_templates_and_no_more(box: Driver) -> None:
    await box.an_account()
    for _ in range(25):
        await a_template(box)

    said = {"template_id_short": "TM00015", "keyword_name_list": ["消费类型", "消费金额"]}
    assert (await box.ask("template/api_add_template", said))["errcode"] == 45026


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("thing", "好" * 20, "好" * 21),
        ("number", "12.5", "12元"),
        ("letter", "GOLD", "GOLD1"),
        ("symbol", "!!!!!", "!!!!!!"),
        ("character_string", "A-2024/01", "订单1"),
        ("time", "2019年10月1日 15:01", "下午"),
        ("date", "2019年10月1日", "10月1日"),
        ("amount", "¥12.50", "十二元"),
        ("phone_number", "+86-0000-0000", "000000000000000000"),
        ("car_number", "粤A8Z888挂", "粤A8Z8888888"),
        ("name", "王小明", "王小明王小明王小明王小明"),
        ("phrase", "配送中", "正在路上配送"),
        ("const", "已升级", "随便"),
        ("thing", "好", "  "),
    ],
)
async def test_item_18_values_are_checked_by_the_kind_of_their_field(
    box: Driver, key: str, good: str, bad: str
) -> None:
    await box.an_account()
    fan = await box.a_fan()
    choices = {"const1": ["已升级"]} if key == "const" else {}
    content = f"说明:{{{{{key}1.DATA}}}}\n"
    made = await box.control("POST", f"/accounts/{APP_ID}/templates", title="通知", content=content, choices=choices)

    assert (await notify(box, fan, made["templateId"], data={f"{key}1": {"value": good}}))["errcode"] == 0
    answer = await notify(box, fan, made["templateId"], data={f"{key}1": {"value": bad}})
    assert answer["errcode"] == 47003
    assert answer["errmsg"].startswith(f"argument invalid! data.{key}1.value invalid rid: ")


async def test_item_18_first_remark_and_colours_are_taken_and_dropped(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    content = "{{first.DATA}}\n金额：{{keyword1.DATA}}\n{{remark.DATA}}"
    made = await box.control("POST", f"/accounts/{APP_ID}/templates", title="历史模板", content=content)
    data = {
        "first": {"value": "您好"},
        "keyword1": {"value": "10 元", "color": "#FF0000"},
        "remark": {"value": "谢谢惠顾"},
    }

    assert (await notify(box, fan, made["templateId"], data=data))["errcode"] == 0

    assert await box.texts(fan, "ACCOUNT") == ["金额：10 元"]


async def test_item_18_the_same_client_msg_id_sends_once_in_ten_minutes(box: Driver) -> None:
    await box.an_account()
    fan, other = await box.a_fan(), await box.a_fan()
    template = await a_template(box)

    first = await notify(box, fan, template, client_msg_id="M1")
    assert await notify(box, fan, template, client_msg_id="M1") == first
    assert (await notify(box, other, template, client_msg_id="M1"))["msgid"] != first["msgid"]
    assert len(await box.texts(fan, "ACCOUNT")) == 1
    await box.advance(600)

    assert (await notify(box, fan, template, client_msg_id="M1"))["msgid"] != first["msgid"]


async def test_item_18_repeats_and_floods_are_refused_where_that_is_switched_on(box: Driver) -> None:
    await box.an_account()
    fan = await box.a_fan()
    template = await a_template(box)
    assert [(await notify(box, fan, template))["errcode"] for _ in range(2)] == [0, 0]
    await box.control("PATCH", "/settings", refuseTemplateRepeats=True, templateMostAMinute=3)

    assert (await notify(box, fan, template))["errcode"] == 40241
    others = [VALUES | {"thing1": {"value": value}} for value in ("一", "二")]
    assert [(await notify(box, fan, template, data=data))["errcode"] for data in others] == [0, 43117]
    await box.advance(60)
    assert (await notify(box, fan, template))["errcode"] == 0


async def test_who_cannot_be_notified_and_what_cannot_be_sent(box: Driver) -> None:
    await box.an_account()
    fan, gone = await box.a_fan(), await box.a_fan(following=False)
    template = await a_template(box)

    assert (await notify(box, "oNobody", template))["errcode"] == 40003
    assert (await notify(box, gone, template))["errcode"] == 43004
    assert (await notify(box, fan, "short"))["errcode"] == 40036
    assert (await notify(box, fan, "x" * 43))["errcode"] == 40037
    assert (await notify(box, fan, template, data={}))["errcode"] == 47003
    assert (await notify(box, fan, template, miniprogram={"appid": "wxother"}))["errcode"] == 40013
    await box.control("PATCH", f"/accounts/{APP_ID}/templates/{template}", banned=True)
    assert (await notify(box, fan, template))["errcode"] == 43116
    await box.control("PATCH", f"/accounts/{APP_ID}/fans/{fan}", blacklisted=True)
    await box.control("PATCH", f"/accounts/{APP_ID}/templates/{template}", banned=False)
    assert (await notify(box, fan, template))["errcode"] == 43019


@pytest.mark.parametrize("given", [{"kind": "SUBSCRIPTION"}, {"verified": False}])
async def test_only_verified_service_accounts_have_templates(box: Driver, given: Json) -> None:
    await box.an_account(**given)

    assert (await box.ask("template/get_all_private_template"))["errcode"] == 48001
    assert (await notify(box, await box.a_fan(), "x" * 43))["errcode"] == 48001


async def test_item_19_one_acceptance_is_one_notice(box: Driver, shop: Shop) -> None:
    await box.an_account(callbackUrl=shop.url)
    fan = await box.a_fan(following=False)
    template = await a_template(box)
    said = {"touser": fan, "template_id": template, "data": VALUES}
    assert (await box.ask("message/subscribe/bizsend", said))["errcode"] == 43101

    await box.control("POST", f"/accounts/{APP_ID}/fans/{fan}/subscriptions", templateId=template)

    sent = await box.ask("message/subscribe/bizsend", said)
    assert sent["errcode"] == 0
    assert sent["msgid"] > 2**53
    assert (await box.phone(fan))[-1]["via"] == "SUBSCRIBED"
    assert (await box.ask("message/subscribe/bizsend", said))["errcode"] == 43101
    await box.control("POST", "/wait/settled")
    assert events(shop.received)[-1]["Event"] == "subscribe_msg_sent_event"


async def test_item_19_a_mini_program_sends_to_who_agreed(box: Driver) -> None:
    await box.an_account(kind="MINI_PROGRAM")
    fan = await box.a_fan(following=False)
    made = await box.control("POST", f"/accounts/{APP_ID}/templates", title="取餐提醒", content="餐点:{{thing1.DATA}}")
    said = {"touser": fan, "template_id": made["templateId"], "page": "pages/order", "data": VALUES}
    assert (await box.ask("message/subscribe/send", said))["errcode"] == 43101

    await box.control("POST", f"/accounts/{APP_ID}/fans/{fan}/subscriptions", templateId=made["templateId"])

    assert (await box.ask("message/subscribe/send", said))["errcode"] == 0
    assert (await box.phone(fan))[-1]["text"] == "餐点:奶茶"
