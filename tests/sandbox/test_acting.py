"""What fans do: the push that each act causes, and the window that it opens."""

import base64
from typing import Any

import pytest

from sandbox.menus import ConditionalMenu, Menu
from sandbox.qr_codes import QrCode
from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID, ORIGINAL_ID

HEADS = ("ToUserName", "FromUserName", "CreateTime", "MsgId")
MINUTE, TWO_DAYS = 60, 48 * 3600


async def a_follower(box: Driver, **given: Any) -> str:
    await box.an_account()
    return await box.a_fan(**given)


def own(push: Json) -> Json:
    """A push's own fields."""
    return {name: value for name, value in push["fields"].items() if name not in HEADS}


async def window(box: Driver, fan: str) -> tuple[int, float] | None:
    """How many messages may go out, for how many seconds."""
    shown = (await box.control("GET", f"/accounts/{APP_ID}/fans/{fan}"))["fan"]
    return None if shown["left"] is None else (shown["left"], shown["until"] - box.world.now())


def a_button(**button: Any) -> list[Json]:
    return [{"name": "茶", "sub_button": [], **button}]


# ---- messages


@pytest.mark.parametrize(
    ("act", "said", "fields"),
    [
        ("write", {"text": "你好"}, {"MsgType": "text", "Content": "你好"}),
        ("voice", {"recognition": "到货了吗"}, {"MsgType": "voice", "Format": "amr", "Recognition": "到货了吗"}),
        ("voice", {}, {"MsgType": "voice", "Format": "amr"}),
        ("video", {}, {"MsgType": "video"}),
        ("video", {"short": True}, {"MsgType": "shortvideo"}),
        (
            "location",
            {"latitude": 23.1, "longitude": 113.2, "label": "中山六路", "scale": 15},
            {"MsgType": "location", "Location_X": 23.1, "Location_Y": 113.2, "Scale": 15, "Label": "中山六路"},
        ),
        (
            "link",
            {"title": "茶经", "description": "一之源", "url": "https://example.com/tea"},
            {"MsgType": "link", "Title": "茶经", "Description": "一之源", "Url": "https://example.com/tea"},
        ),
        (
            "card",
            {"title": "拼团", "appId": "wx1", "pagePath": "pages/a"},
            {"MsgType": "miniprogrampage", "Title": "拼团", "AppId": "wx1", "PagePath": "pages/a"},
        ),
    ],
)
async def test_a_message_has_its_fields_and_opens_two_days(box: Driver, act: str, said: Json, fields: Json) -> None:
    fan = await a_follower(box)

    push = await box.fan_does(fan, act, **said)

    made_up = ("MediaId", "ThumbMediaId", "ThumbUrl")
    assert {name: value for name, value in own(push).items() if name not in made_up} == fields
    assert push["fields"]["ToUserName"] == ORIGINAL_ID
    assert push["fields"]["MsgId"] > 2**53
    assert await window(box, fan) == (5, TWO_DAYS)


async def test_a_picture_can_be_fetched_by_its_address_and_by_its_media_id(box: Driver) -> None:
    fan = await a_follower(box)
    data = base64.b64encode(b"\xff\xd8 a real picture").decode()

    push = await box.fan_does(fan, "image", data=data, filename="tea.jpg")

    token = (await box.token())["access_token"]
    media_id = push["fields"]["MediaId"]
    by_id = await box.client.get(f"/cgi-bin/media/get?access_token={token}&media_id={media_id}")
    by_address = await box.client.get(push["fields"]["PicUrl"])
    assert by_id.content == by_address.content == b"\xff\xd8 a real picture"
    assert by_id.headers["content-type"] == "image/jpeg"


async def test_voices_and_videos_can_be_fetched_for_three_days(box: Driver) -> None:
    fan = await a_follower(box)
    voice = (await box.fan_does(fan, "voice", seconds=2))["fields"]["MediaId"]

    kept = box.world.account(APP_ID).media.find(voice, box.world.now())
    assert kept is not None
    assert kept.data.startswith(b"#!AMR\n")
    await box.advance(3 * 86400)
    assert box.world.account(APP_ID).media.find(voice, box.world.now()) is None


async def test_a_file_tells_its_name_its_size_and_its_checksum(box: Driver) -> None:
    fan = await a_follower(box)

    push = await box.fan_does(fan, "file", data=base64.b64encode(b"hello").decode(), filename="合同.pdf")

    said = own(push)
    assert (said["MsgType"], said["Title"], said["FileTotalLen"]) == ("file", "合同.pdf", 5)
    assert said["FileMd5"] == "5d41402abc4b2a76b9719d911017c592"


@pytest.mark.parametrize(
    ("act", "said", "sentence"),
    [
        ("image", {"data": "not base64"}, "base64"),
        ("image", {"data": base64.b64encode(bytes(10 * 1024 * 1024 + 1)).decode()}, "at most 10485760 bytes"),
        ("file", {}, "missing"),
        ("location", {"latitude": 91}, "latitude: Input should be less than or equal to 90"),
        ("link", {"title": " "}, "empty"),
        ("tap", {}, "Say which button"),
        ("tap", {"button": "茶"}, "has no menu"),
        ("scan", {"scene": "x"}, "no QR code with scene 'x'"),
        ("scan", {}, "no QR code with no ticket"),
        ("choose", {"message": 99, "item": "1"}, "shows no message 99"),
        ("burst", {"acts": [{"act": "fly"}]}, "There is no act 'fly'"),
        ("burst", {"acts": [{"act": "write"}]}, "text: Field required"),
    ],
)
async def test_what_cannot_be_done_is_refused_with_a_sentence(box: Driver, act: str, said: Json, sentence: str) -> None:
    fan = await a_follower(box)

    assert sentence in await box.refused("POST", f"/accounts/{APP_ID}/fans/{fan}/{act}", **said)


# ---- menus


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


# ---- codes


def a_code(box: Driver, scene: int | str, lasts: float | None = None) -> QrCode:
    now = box.world.now()
    code = QrCode(f"gQ{scene}", f"http://weixin.qq.com/q/{scene}", scene, now, now + lasts if lasts else None)
    return box.world.account(APP_ID).qr_codes.add(code)


async def test_a_follower_who_scans_causes_scan_with_the_bare_scene(box: Driver) -> None:
    fan = await a_follower(box)
    a_code(box, "shop_12")

    push = await box.fan_does(fan, "scan", url="http://weixin.qq.com/q/shop_12")

    assert own(push) == {"MsgType": "event", "Event": "SCAN", "EventKey": "shop_12", "Ticket": "gQshop_12"}
    assert await window(box, fan) == (3, MINUTE)


async def test_a_stranger_who_scans_and_follows_brings_qrscene(box: Driver) -> None:
    fan = await a_follower(box, following=False)
    a_code(box, 12)

    push = await box.fan_does(fan, "scan", ticket="gQ12")

    assert own(push) == {"MsgType": "event", "Event": "subscribe", "EventKey": "qrscene_12", "Ticket": "gQ12"}
    user = box.world.account(APP_ID).fan(fan)
    assert (user.subscribe_scene, user.qr_scene, user.qr_scene_str) == ("ADD_SCENE_QR_CODE", 12, "")


async def test_a_stranger_who_does_not_follow_tells_nobody(box: Driver) -> None:
    fan = await a_follower(box, following=False)
    a_code(box, "x")

    assert (await box.fan_does(fan, "scan", scene="x", follow=False))["pushes"] == []


async def test_an_expired_code_tells_nobody(box: Driver) -> None:
    fan = await a_follower(box, following=False)
    a_code(box, "x", lasts=60)
    await box.advance(60)

    assert (await box.fan_does(fan, "scan", scene="x"))["pushes"] == []
    assert (await box.control("GET", f"/accounts/{APP_ID}/qr-codes"))["codes"][0]["live"] is False


# ---- coming and going


async def test_a_payment_is_two_days_without_a_limit_and_may_bring_a_follower(box: Driver) -> None:
    fan = await a_follower(box, following=False)

    came = await box.fan_does(fan, "pay", trade="4200001234")
    again = await box.fan_does(fan, "pay")

    assert own(came) == {"MsgType": "event", "Event": "subscribe", "EventKey": "last_trade_no_4200001234"}
    assert again["pushes"] == []
    left, seconds = await window(box, fan) or (0, 0)
    assert (left > 1_000_000, seconds) == (True, TWO_DAYS)


async def test_flapping_happens_within_one_second(box: Driver) -> None:
    fan = await a_follower(box)

    pushes = (await box.fan_does(fan, "flap", times=5))["pushes"]

    assert [push["fields"]["Event"] for push in pushes] == ["unsubscribe", "subscribe"] * 2 + ["unsubscribe"]
    assert len({push["fields"]["CreateTime"] for push in pushes}) == 1


async def test_a_burst_is_several_acts_at_one_moment_even_while_the_clock_runs(box: Driver) -> None:
    fan = await a_follower(box)
    await box.control("POST", "/clock/run")

    told = await box.fan_does(fan, "burst", acts=[{"act": "tap", "key": "K"}, {"act": "write", "text": "好"}])

    assert [push["fields"]["MsgType"] for push in told["pushes"]] == ["event", "text"]
    assert len({push["fields"]["CreateTime"] for push in told["pushes"]}) == 1
    assert not (await box.control("GET", "/clock"))["frozen"]


async def test_whoever_closes_their_account_is_gone(box: Driver) -> None:
    fan = await a_follower(box)
    await box.fan_does(fan, "write", text="再见")

    push = await box.fan_does(fan, "cancel")

    said = own(push)
    assert (said["Event"], said["OpenID"], said["AppID"]) == ("user_authorization_cancellation", fan, APP_ID)
    assert push["fields"]["FromUserName"] != fan
    assert (await box.send(fan))["errcode"] == 40003
    assert "closed their WeChat account" in await box.refused("POST", f"/accounts/{APP_ID}/fans/{fan}/follow")


async def test_what_a_person_takes_back_is_told_by_openid(box: Driver) -> None:
    fan = await a_follower(box)

    changed = own(await box.fan_does(fan, "change-profile"))
    revoked = own(await box.fan_does(fan, "revoke", codes=["205", "206"]))

    assert (changed["Event"], changed["OpenID"]) == ("user_info_modified", fan)
    assert (revoked["Event"], revoked["RevokeInfo"]) == ("user_authorization_revoke", "205,206")


async def test_a_reported_location_opens_no_window(box: Driver) -> None:
    fan = await a_follower(box)

    push = await box.fan_does(fan, "report-location", latitude=23.1, longitude=113.3, precision=119.4)

    assert own(push) == {
        "MsgType": "event", "Event": "LOCATION", "Latitude": 23.1, "Longitude": 113.3, "Precision": 119.4,
    }  # fmt: skip
    assert await window(box, fan) is None


async def test_a_popup_is_answered_and_every_acceptance_is_worth_one(box: Driver) -> None:
    fan = await a_follower(box)

    taken = own(await box.fan_does(fan, "answer-popup", templateIds=["T1", "T2"], scene=2))
    stopped = own(await box.fan_does(fan, "stop-notifications", templateIds=["T1"]))

    answers = [{"TemplateId": one, "SubscribeStatusString": "accept", "PopupScene": 2} for one in ("T1", "T2")]
    assert taken["SubscribeMsgPopupEvent"] == {"List": answers}
    assert stopped["SubscribeMsgChangeEvent"] == {"List": [{"TemplateId": "T1", "SubscribeStatusString": "reject"}]}
    assert box.world.account(APP_ID).subscriptions.left[fan] == {"T2": 1}


async def test_an_account_hears_of_its_verification(box: Driver) -> None:
    fan = await a_follower(box)
    await box.fan_does(fan, "write", text="在吗")

    push = await box.control("POST", f"/accounts/{APP_ID}/happens", event="verify_expired")

    assert own(push) == {"MsgType": "event", "Event": "verify_expired", "ExpiredTime": int(box.world.now())}
    assert (await box.send(fan))["errcode"] == 48001


async def test_chaos_repeats_delays_and_loses_pushes_by_the_seed(box: Driver) -> None:
    await box.control("POST", "/chaos", duplicates=0.5, drops=0.25, late=0.25)

    odds = (await box.control("GET", "/faults"))["odds"]["callback"]

    assert [(one["fault"], one["chance"]) for one in odds] == [("DUPLICATE", 0.5), ("DROP", 0.25), ("SLOW", 0.25)]
