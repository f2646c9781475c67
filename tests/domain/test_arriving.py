"""What each kind of push becomes: a message of the talk, an entry of the timeline, or nothing of a fan's."""

from datetime import timedelta
from typing import Any

import orjson
import pytest

from domain.callbacks.handling import handle_waiting
from domain.callbacks.models import Callback, CallbackState
from domain.clock import now
from domain.conversations.models import Conversation, Message
from domain.fans.models import Fan
from domain.live import StoredEvent
from domain.media.models import MediaFile
from domain.redis import redis
from domain.sends.actions import send_text
from domain.sends.models import Send, SendState
from domain.timeline.models import TimelineEntry
from tests.domain.pushes import event, keep, other, picture, text
from tests.factories import NOON, a_fan, a_talk, an_account, an_agent

SECOND = timedelta(seconds=1)


async def arrived(*xmls: str) -> Any:
    """These pushes came and were handled; the account they came to."""
    account = await an_account()
    await keep(account, *xmls)
    await handle_waiting(now)
    assert not await Callback.filter(state=CallbackState.WAITING).exists()
    return account


MESSAGES = [
    (text("hi"), "TEXT", "hi", None),
    (
        other("text", more="<Content>满意</Content><bizmsgmenuid>101</bizmsgmenuid>"),
        "TEXT",
        "满意",
        {"menu_item_id": "101"},
    ),
    (picture(), "IMAGE", None, None),
    (
        other("voice", more="<MediaId>M</MediaId><Format>amr</Format><Recognition>你好</Recognition>"),
        "VOICE",
        "你好",
        {"format": "amr", "recognition": "你好"},
    ),
    (other("shortvideo", more="<MediaId>M</MediaId>"), "VIDEO", None, {"is_short": True}),
    (
        other("location", more="<Location_X>23.1</Location_X><Location_Y>113.3</Location_Y><Label>addr</Label>"),
        "LOCATION",
        "addr",
        {"latitude": 23.1, "longitude": 113.3, "scale": None, "label": "addr"},
    ),
    (
        other("link", more="<Title>t</Title><Description>d</Description><Url>u</Url>"),
        "LINK",
        "t",
        {"title": "t", "description": "d", "url": "u"},
    ),
    (
        other("miniprogrampage", more="<Title>t</Title><AppId>wxM</AppId><PagePath>p</PagePath>"),
        "CARD",
        "t",
        {"title": "t", "app_id": "wxM", "page_path": "p"},
    ),
    (
        other("file", more="<Title>a.pdf</Title><FileTotalLen>5000000000</FileTotalLen>"),
        "FILE",
        "a.pdf",
        {"title": "a.pdf", "description": "", "md5": "", "size": 5_000_000_000, "file_key": ""},
    ),
    (
        other("hologram", more="<Beam><Ray>1</Ray><Ray>2</Ray></Beam>"),
        "UNSUPPORTED",
        None,
        {"carried": [["Beam/Ray", "1"], ["Beam/Ray", "2"]]},
    ),
]


@pytest.mark.parametrize(("xml", "kind", "words", "content"), MESSAGES)
async def test_a_message_of_each_kind(xml, kind, words, content):
    await arrived(xml)

    message = await Message.get()
    assert (message.kind, message.text, message.direction, message.said_at) == (kind, words, "IN", NOON)
    assert (orjson.loads(message.content) if message.content else None) == content
    assert (await Conversation.get()).unread_count == 1
    assert await TimelineEntry.all().count() == 0


FILES = [
    (picture(media_id="M", url="http://mmbiz.qpic.cn/p"), {("FILE", "image", "M", "http://mmbiz.qpic.cn/p")}),
    (other("voice", more="<MediaId>M</MediaId>"), {("FILE", "voice", "M", None)}),
    (
        other("video", more="<MediaId>M</MediaId><ThumbMediaId>T</ThumbMediaId>"),
        {("FILE", "video", "M", None), ("PREVIEW", "thumb", "T", None)},
    ),
    (
        other("miniprogrampage", more="<ThumbUrl>u</ThumbUrl><ThumbMediaId>T</ThumbMediaId>"),
        {("PREVIEW", "thumb", "T", "u")},
    ),
    (text("hi"), set()),
]


@pytest.mark.parametrize(("xml", "wanted"), FILES)
async def test_files_are_wanted_in_the_same_moment(xml, wanted):
    await arrived(xml)

    files = await MediaFile.all()
    assert {(file.role, file.kind, file.wechat_media, file.picture_url) for file in files} == wanted
    assert {(file.state, file.expires_at) for file in files} <= {("WAITING", NOON + timedelta(days=3))}
    assert ("fetch_media" in [job.function for job in await redis().queued_jobs()]) is bool(wanted)


SCAN = "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>2</ScanResult></ScanCodeInfo>"
PLACE = (
    "<SendLocationInfo><Location_X>23</Location_X><Location_Y>113</Location_Y><Label>addr</Label></SendLocationInfo>"
)
REPORT = "<Latitude>23.1</Latitude><Longitude>113.3</Longitude><Precision>10</Precision>"
YES = (
    "<SubscribeMsgPopupEvent><List><TemplateId>T</TemplateId><SubscribeStatusString>accept</SubscribeStatusString>"
    "</List></SubscribeMsgPopupEvent>"
)

IN_THE_TALK = [
    (event("subscribe", key="qrscene_shop"), "FOLLOWED", "shop", {"scene": "shop", "source": "QR"}),
    (event("unsubscribe"), "UNFOLLOWED", None, {}),
    (event("SCAN", key="shop"), "QR_SCANNED", "shop", {"scene": "shop"}),
    (event("CLICK", key="K"), "MENU_CLICKED", "K", {"key": "K"}),
    (
        event("scancode_waitmsg", key="K", more=SCAN),
        "CODE_SCANNED",
        "2",
        {"key": "K", "is_waiting": True, "scan_type": "qrcode", "result": "2"},
    ),
    (
        event("location_select", key="K", more=PLACE),
        "LOCATION_CHOSEN",
        "addr",
        {"key": "K", "latitude": 23.0, "longitude": 113.0, "scale": None, "label": "addr", "poi": ""},
    ),
]


@pytest.mark.parametrize(("xml", "kind", "words", "data"), IN_THE_TALK)
async def test_what_an_agent_has_to_know_stands_in_the_talk_and_in_the_timeline(xml, kind, words, data):
    await arrived(xml)

    message, entry = await Message.get(), await TimelineEntry.get()
    assert (message.kind, message.text) == ("EVENT", words)
    assert orjson.loads(message.content) == {"kind": kind} | data
    assert (entry.kind, orjson.loads(entry.data), entry.happened_at) == (kind, data, NOON)
    assert (await Conversation.get()).unread_count == 0


IN_THE_TIMELINE_ONLY = [
    (event("VIEW", key="https://u.example"), "MENU_LINK_OPENED", {"url": "https://u.example", "menu_id": None}),
    (event("view_miniprogram", key="p"), "MINI_PROGRAM_OPENED", {"page_path": "p", "menu_id": None}),
    (
        event("pic_weixin", key="K", more="<SendPicsInfo><Count>2</Count></SendPicsInfo>"),
        "PICTURES_CHOSEN",
        {"key": "K", "count": 2, "source": "WECHAT_ALBUM"},
    ),
    (
        event("LOCATION", more=REPORT),
        "LOCATION_REPORTED",
        {"latitude": 23.1, "longitude": 113.3, "precision": 10.0},
    ),
    (
        event("subscribe_msg_popup_event", more=YES),
        "SUBSCRIPTION_CHANGED",
        {"answers": [{"template_id": "T", "accepted": True, "scene": ""}]},
    ),
    (
        event("user_get_card", more="<CardId>c</CardId>"),
        "OTHER",
        {"wechat_kind": "user_get_card", "carried": [["EventKey", ""], ["CardId", "c"]]},
    ),
]


@pytest.mark.parametrize(("xml", "kind", "data"), IN_THE_TIMELINE_ONLY)
async def test_looking_around_does_not_bury_the_words(xml, kind, data):
    await arrived(xml)

    entry = await TimelineEntry.get()
    assert (entry.kind, orjson.loads(entry.data)) == (kind, data)
    assert await Conversation.all().count() == 0
    assert (await Fan.get()).last_seen_at == NOON
    assert {event.kind for event in await StoredEvent.exclude(kind="AccountChanged")} == {"FanChanged"}


NOBODY = [
    event("TEMPLATESENDJOBFINISH", more="<MsgID>1</MsgID><Status>success</Status>"),
    event("MASSSENDJOBFINISH", more="<MsgID>1</MsgID>"),
    event("kf_create_session", more="<KfAccount>a@b</KfAccount>"),
    event("qualification_verify_success"),
    event("card_pass_check"),
    event("user_authorization_revoke", more="<OpenID>oNEW</OpenID><RevokeInfo>205</RevokeInfo>"),
    event("user_info_modified"),
]


@pytest.mark.parametrize("xml", NOBODY)
async def test_news_that_no_fan_caused_makes_no_fan(xml):
    await arrived(xml)

    assert (await Fan.all().count(), await TimelineEntry.all().count(), await Message.all().count()) == (0, 0, 0)
    assert (await Callback.get()).state is CallbackState.DONE


async def test_coming_back_is_counted_and_the_first_time_is_remembered():
    await arrived(
        event("subscribe", key="qrscene_a"),
        event("unsubscribe", at=NOON + SECOND),
        event("subscribe", at=NOON + 2 * SECOND, key="last_trade_no_1"),
    )

    fan = await Fan.get()
    assert (fan.is_following, fan.follow_count, fan.scene, fan.followed_via) == (True, 2, "", "PAYMENT")
    assert (fan.first_followed_at, fan.followed_at) == (NOON, NOON + 2 * SECOND)
    assert fan.last_seen_at == NOON + 2 * SECOND


async def test_an_older_follow_that_comes_late_is_only_counted():
    account = await arrived(event("subscribe", key="qrscene_new", at=NOON + SECOND))

    await keep(account, event("subscribe", key="qrscene_old", at=NOON))
    await handle_waiting(now)

    fan = await Fan.get()
    assert (fan.follow_count, fan.scene, fan.followed_at) == (2, "new", NOON + SECOND)
    assert (fan.first_followed_at, fan.last_seen_at) == (NOON, NOON + SECOND)


async def test_what_a_fan_takes_back_is_deleted():
    account = await an_account()
    fan = await a_fan(account=account, openid="oMEI", nickname="Mei", avatar_url="https://a.example", named_at=now())
    await keep(account, event("LOCATION", more=REPORT), event("CLICK", key="K", at=NOON + SECOND))
    await handle_waiting(now)

    await keep(
        account,
        event("user_authorization_revoke", "sys", more="<OpenID>oMEI</OpenID><RevokeInfo>205,206</RevokeInfo>"),
    )
    await handle_waiting(now)

    await fan.refresh_from_db()
    assert (fan.nickname, fan.avatar_url, fan.named_at) == (None, None, None)
    assert [entry.kind for entry in await TimelineEntry.all()] == ["MENU_CLICKED"]


async def test_other_permissions_taken_back_leave_the_name():
    account = await an_account()
    fan = await a_fan(account=account, openid="oMEI", nickname="Mei")

    await keep(
        account, event("user_authorization_revoke", "sys", more="<OpenID>oMEI</OpenID><RevokeInfo>202</RevokeInfo>")
    )
    await handle_waiting(now)

    await fan.refresh_from_db()
    assert fan.nickname == "Mei"


async def test_who_closes_their_wechat_account_is_gone():
    account = await an_account()
    fan = await a_fan(account=account, openid="oMEI", nickname="Mei")
    talk = await a_talk(fan=fan)
    await send_text(talk, "oMEI", (await an_agent()).id, "Still there?", now())

    await keep(account, event("user_authorization_cancellation", "sys", more="<OpenID>oMEI</OpenID>"))
    await handle_waiting(now)

    await fan.refresh_from_db()
    assert (fan.is_following, fan.nickname) == (False, None)
    assert (await Send.get()).state is SendState.CANCELLED
