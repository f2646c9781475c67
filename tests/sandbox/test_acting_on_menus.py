"""What fans do with menus: taps on buttons, and choices in menu messages."""

import base64
from typing import Any

import pytest

from sandbox.menus import ConditionalMenu, Menu
from tests.sandbox.acting import MINUTE, TWO_DAYS, a_follower, own, window
from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID


def a_button(**button: Any) -> list[Json]:
    return [{"name": "茶", "sub_button": [], **button}]


@pytest.mark.parametrize(
    ("button", "said", "fields", "opens"),
    [
        ({"type": "click", "key": "K"}, {}, {"Event": "CLICK", "EventKey": "K"}, True),
        ({"type": "view", "url": "https://a.example/"}, {}, {"Event": "VIEW", "EventKey": "https://a.example/"}, False),
        (
            {"type": "miniprogram", "url": "u", "appid": "wx1", "pagepath": "pages/a"},
            {},
            {"Event": "view_miniprogram", "EventKey": "pages/a"},
            False,
        ),
        (
            {"type": "scancode_push", "key": "K"},
            {"result": "2"},
            {
                "Event": "scancode_push",
                "EventKey": "K",
                "ScanCodeInfo": {"ScanType": "qrcode", "ScanResult": "2"},
            },
            True,
        ),
        (
            {"type": "scancode_waitmsg", "key": "K"},
            {"result": "6901234567892", "scanType": "barcode"},
            {
                "Event": "scancode_waitmsg",
                "EventKey": "K",
                "ScanCodeInfo": {"ScanType": "barcode", "ScanResult": "6901234567892"},
            },
            True,
        ),
        (
            {"type": "location_select", "key": "K"},
            {"latitude": 23, "longitude": 113, "scale": 15, "label": "addr"},
            {
                "Event": "location_select",
                "EventKey": "K",
                "SendLocationInfo": {
                    "Location_X": "23.0",
                    "Location_Y": "113.0",
                    "Scale": "15",
                    "Label": "addr",
                    "Poiname": "",
                },
            },
            False,
        ),
    ],
)
async def test_a_tap_tells_what_its_type_tells(
    box: Driver, button: Json, said: Json, fields: Json, opens: bool
) -> None:
    fan = await a_follower(box)
    box.world.account(APP_ID).menus.default = Menu(1, a_button(**button))

    push = await box.fan_does(fan, "tap", button="茶", **said)

    assert own(push) == {"MsgType": "event"} | fields
    assert "MsgId" not in push["fields"]
    assert await window(box, fan) == ((3, MINUTE) if opens else None)


@pytest.mark.parametrize("kind", ["pic_sysphoto", "pic_photo_or_album", "pic_weixin"])
async def test_chosen_pictures_are_announced_and_follow_as_messages(box: Driver, kind: str) -> None:
    fan = await a_follower(box)
    box.world.account(APP_ID).menus.default = Menu(1, a_button(type=kind, key="K"))
    pictures = [base64.b64encode(data).decode() for data in (b"one", b"two")]

    event, *messages = (await box.fan_does(fan, "tap", place=[0], pictures=pictures))["pushes"]

    sums = [{"PicMd5Sum": "f97c5d29941bfb1b2fdab0874906ab82"}, {"PicMd5Sum": "b8a9f715dbb64fd5c56e7783c6820a61"}]
    assert own(event) == {
        "MsgType": "event",
        "Event": kind,
        "EventKey": "K",
        "SendPicsInfo": {"Count": 2, "PicList": {"item": sums}},
    }
    assert [message["fields"]["MsgType"] for message in messages] == ["image", "image"]


async def test_a_button_of_a_conditional_menu_names_that_menu(box: Driver) -> None:
    fan = await a_follower(box)
    menus = box.world.account(APP_ID).menus
    menus.default = Menu(1, a_button(type="click", key="for all"))
    menus.conditional = [ConditionalMenu(404, a_button(type="view", url="https://a.example/"), client_platform_type=2)]

    push = await box.fan_does(fan, "tap", button="茶")

    assert push["fields"]["MenuId"] == 404


async def test_a_sub_menu_is_reached_by_name_and_by_place(box: Driver) -> None:
    fan = await a_follower(box)
    inside = [{"name": name, "type": "click", "key": name} for name in ("一", "二")]
    box.world.account(APP_ID).menus.default = Menu(1, [{"name": "更多", "sub_button": inside}])

    keys = [
        (await box.fan_does(fan, "tap", **said))["fields"]["EventKey"] for said in ({"button": "二"}, {"place": [0, 0]})
    ]

    assert keys == ["二", "一"]
    assert "has no button [0]" in await box.refused("POST", f"/accounts/{APP_ID}/fans/{fan}/tap", place=[0])


async def test_material_behind_a_button_comes_without_telling_anybody(box: Driver) -> None:
    fan = await a_follower(box)
    media_id = (await box.fan_does(fan, "image"))["fields"]["MediaId"]
    box.world.account(APP_ID).menus.default = Menu(1, a_button(type="media_id", media_id=media_id))

    told = await box.fan_does(fan, "tap", button="茶")

    assert (told["id"], told["pushes"]) == (None, [])
    last = (await box.phone(fan))[-1]
    assert (last["from"], last["kind"], last["via"], last["details"]) == (
        "ACCOUNT", "IMAGE", "MENU", {"mediaId": media_id},
    )  # fmt: skip


async def test_an_item_of_a_menu_message_comes_as_text_and_gives_a_minute_only(box: Driver) -> None:
    fan = await a_follower(box)
    await box.fan_does(fan, "write", text="在吗")
    items = [{"id": "101", "content": "满意"}]
    menu = {"head_content": "满意吗？", "list": items, "tail_content": ""}
    assert (await box.send(fan, msgtype="msgmenu", msgmenu=menu))["errcode"] == 0
    await box.advance(TWO_DAYS)
    message = (await box.phone(fan))[-1]["id"]

    push = await box.fan_does(fan, "choose", message=message, item="101")

    assert own(push) == {"MsgType": "text", "Content": "满意", "bizmsgmenuid": "101"}
    assert await window(box, fan) == (3, MINUTE)
    assert [(await box.send(fan))["errcode"] for _ in range(4)] == [0, 0, 0, 45047]


async def test_an_item_written_into_a_text_can_be_tapped_too(box: Driver) -> None:
    fan = await a_follower(box)
    await box.fan_does(fan, "write", text="在吗")
    href = "weixin://bizmsgmenu?msgmenucontent=%E4%B8%80&amp;msgmenuid=7"
    await box.send(fan, words=f'回复 <a href="{href}">一</a>')

    push = await box.fan_does(fan, "choose", message=(await box.phone(fan))[-1]["id"], item="7")

    assert (push["fields"]["Content"], push["fields"]["bizmsgmenuid"]) == ("一", "7")
