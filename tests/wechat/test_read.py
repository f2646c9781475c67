from datetime import UTC, datetime

import pytest

from tests.wechat.vectors import QR_FOLLOW, TEXT, a_push, an_event
from wechat.callback import (
    Followed,
    FollowedVia,
    OtherArrived,
    OtherHappened,
    TextArrived,
    Unfollowed,
    read,
)

AT = datetime.fromtimestamp(1700000000, UTC)


def test_a_text():
    assert read(TEXT.xml) == TextArrived(
        "oTEST0000000000000000000001", AT, "你好, coupon", message_id="24367890123456789", menu_item_id=None
    )


def test_a_tap_on_a_menu_message_is_a_text_with_the_items_id():
    said = read(a_push(Content="满意", MsgId="1", bizmsgmenuid="101"))

    assert said == TextArrived("oFAN", AT, "满意", message_id="1", menu_item_id="101")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " spaces ",
        "two\nlines",
        "a]]>b",
        "]]]]>>",
        "\x01\x08\x0b\x1f\x7f\ufffe\uffff",
        "<b>&amp;",
        "🙂",
        "\U0010fffd\x01",
    ],
)
def test_a_text_survives_as_it_was_typed(text: str):
    said = read(a_push(Content=text, MsgId="1"))

    assert isinstance(said, TextArrived)
    assert said.text == text


def test_an_id_of_64_bits_keeps_its_last_digit():
    said = read(a_push(MsgType="image", MsgId="18446744073709551615"))

    assert said == OtherArrived("oFAN", AT, "image", message_id="18446744073709551615")


def test_unknown_tags_and_their_order_do_not_matter():
    xml = (
        "<xml><New><Deep>x</Deep></New><MsgId>1</MsgId><Content>hi</Content><MsgType>text</MsgType>"
        "<CreateTime>1700000000</CreateTime><FromUserName>oFAN</FromUserName></xml>"
    )

    assert read(xml) == TextArrived("oFAN", AT, "hi", message_id="1", menu_item_id=None)


def test_a_message_of_a_kind_from_the_future():
    assert read(a_push(MsgType="hologram")) == OtherArrived("oFAN", AT, "hologram", message_id="")


def test_a_follow_by_qr_code():
    assert read(QR_FOLLOW.xml) == Followed(
        "oTEST0000000000000000000002",
        datetime.fromtimestamp(1700000100, UTC),
        scene="shop_AAAAAAAAAAAAAAAAAAAAA",
        ticket="gQTESTTICKET",
        source=FollowedVia.QR,
    )


@pytest.mark.parametrize(
    ("key", "scene", "source"),
    [
        ("qrscene_12", "12", FollowedVia.QR),
        ("qrscene_qrscene_12", "qrscene_12", FollowedVia.QR),
        ("qrscene_last_trade_no_1", "last_trade_no_1", FollowedVia.QR),
        ("last_trade_no_4200001", "", FollowedVia.PAYMENT),
        ("", "", FollowedVia.UNKNOWN),
        ("something", "", FollowedVia.UNKNOWN),
    ],
)
def test_where_a_follow_came_from(key: str, scene: str, source: FollowedVia):
    assert read(an_event("subscribe", EventKey=key)) == Followed("oFAN", AT, scene, "", source)


def test_a_follow_without_any_key():
    assert read(an_event("subscribe")) == Followed("oFAN", AT, "", "", FollowedVia.UNKNOWN)


def test_an_unfollow():
    assert read(an_event("unsubscribe", EventKey="")) == Unfollowed("oFAN", AT)


def test_a_menu_click_keeps_its_key():
    assert read(an_event("CLICK", EventKey="K")) == OtherHappened("oFAN", AT, "CLICK", "K", is_about_a_fan=True)


def test_a_scan_by_a_follower_keeps_its_scene():
    said = read(an_event("SCAN", EventKey="shop_12", Ticket="t"))

    assert said == OtherHappened("oFAN", AT, "SCAN", "shop_12", is_about_a_fan=True)


@pytest.mark.parametrize("event", ["TEMPLATESENDJOBFINISH", "LOCATION", "subscribe_msg_popup_event", "brand_new"])
def test_events_about_a_fan(event: str):
    said = read(an_event(event))

    assert isinstance(said, OtherHappened)
    assert said.is_about_a_fan


@pytest.mark.parametrize(
    "event",
    [
        *("MASSSENDJOBFINISH", "PUBLISHJOBFINISH", "annual_renew", "verify_expired"),
        *("qualification_verify_success", "qualification_verify_fail"),
        *("naming_verify_success", "naming_verify_fail"),
        *("kf_create_session", "kf_close_session", "kf_switch_session"),
    ],
)
def test_events_about_the_account(event: str):
    said = read(an_event(event))

    assert isinstance(said, OtherHappened)
    assert not said.is_about_a_fan


@pytest.mark.parametrize(
    "event", ["user_info_modified", "user_authorization_revoke", "user_authorization_cancellation"]
)
def test_authorization_events_are_about_the_fan_they_name(event: str):
    named = read(an_event(event, FromUserName="system", OpenID="oFAN"))
    nameless = read(an_event(event, FromUserName="system"))

    assert named == OtherHappened("oFAN", AT, event, "", is_about_a_fan=True)
    assert nameless == OtherHappened("system", AT, event, "", is_about_a_fan=False)
