"""Every kind of push in our words (wechat-facing names on the left, ours on the right)."""

from datetime import UTC, datetime

import pytest

from tests.wechat.pushes import ACCOUNT_EVENTS, AT, EVENTS, MESSAGES, ODD, WHO, with_parts
from tests.wechat.vectors import QR_FOLLOW, TEXT, a_push, an_event
from wechat.arrived import Followed, FollowedVia, ImageArrived, TextArrived, Unknown, read

# Messages


def test_a_text():
    assert read(TEXT.xml) == TextArrived(
        "oTEST0000000000000000000001", AT, "24367890123456789", text="你好, coupon", menu_item_id=None
    )


def test_a_tap_on_a_menu_message_is_a_text_with_the_items_id():
    said = read(a_push(Content="满意", MsgId="1", bizmsgmenuid="101"))

    assert said == TextArrived(*WHO, "1", "满意", menu_item_id="101")


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


@pytest.mark.parametrize(("fields", "said"), MESSAGES)
def test_a_message(fields: dict[str, str], said: object):
    assert read(a_push(**fields, MsgId="7")) == said


def test_an_id_of_64_bits_keeps_its_last_digit():
    said = read(a_push(MsgType="image", MediaId="M", MsgId="18446744073709551615"))

    assert said == ImageArrived(*WHO, "18446744073709551615", "M", "")


def test_unknown_tags_and_their_order_do_not_matter():
    xml = (
        "<xml><New><Deep>x</Deep></New><MsgId>1</MsgId><Content>hi</Content><MsgType>text</MsgType>"
        "<CreateTime>1700000000</CreateTime><FromUserName>oFAN</FromUserName></xml>"
    )

    assert read(xml) == TextArrived(*WHO, "1", "hi", None)


# What fans do


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
    assert read(an_event("subscribe", EventKey=key)) == Followed(*WHO, scene, "", source)


def test_a_follow_without_any_key():
    assert read(an_event("subscribe")) == Followed(*WHO, "", "", FollowedVia.UNKNOWN)


@pytest.mark.parametrize(("xml", "did"), EVENTS, ids=lambda it: type(it).__name__)
def test_an_event(xml: str, did: object):
    assert read(xml) == did


# What happens to the account


@pytest.mark.parametrize(("xml", "happened"), ACCOUNT_EVENTS, ids=lambda it: type(it).__name__)
def test_an_event_about_the_account_makes_no_fan(xml: str, happened: object):
    assert read(xml) == happened
    assert not read(xml).is_about_a_fan


# What we do not know, and what makes no sense


def test_a_message_of_a_kind_from_the_future_keeps_all_that_it_carried():
    said = read(with_parts(a_push(MsgType="hologram", MsgId="7"), "<Beam><Ray>1</Ray><Ray>2</Ray></Beam>"))

    assert isinstance(said, Unknown)
    assert (said.kind, said.is_message, said.is_about_a_fan, said.message_id) == ("hologram", True, True, "7")
    assert said.fields["Beam"] == {"Ray": ["1", "2"]}


@pytest.mark.parametrize(
    ("event", "is_about_a_fan"),
    [("user_get_card", True), ("WifiConnected", True), ("card_pass_check", False), ("poi_check_notify", False)],
)
def test_an_event_that_nobody_documents_here(event: str, is_about_a_fan: bool):
    said = read(an_event(event, EventKey="k"))

    assert isinstance(said, Unknown)
    assert (said.kind, said.key, said.is_message, said.is_about_a_fan) == (event, "k", False, is_about_a_fan)


@pytest.mark.parametrize("xml", ODD)
def test_a_known_kind_with_fields_that_make_no_sense_is_unknown(xml: str):
    assert isinstance(read(xml), Unknown)
