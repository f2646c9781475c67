"""What fans do: the push that each act causes, and the window that it opens."""

import base64

import pytest

from tests.sandbox.acting import TWO_DAYS, a_follower, own, window
from tests.sandbox.driving import Driver, Json
from tests.sandbox.shop import APP_ID, ORIGINAL_ID

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
