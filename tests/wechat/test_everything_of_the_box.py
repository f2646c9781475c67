"""Whatever the box can send comes through the gate: of the right type, and with all that it carried."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wechat
from sandbox import xml
from sandbox.accounts import Account
from sandbox.acting import samples, writing
from sandbox.acting.actor import Actor
from sandbox.clock import Clock
from sandbox.components import Component
from sandbox.crypto import seal, sign
from sandbox.pushes import Push
from sandbox.world import World
from tests.wechat.vectors import KEY_G as AES_KEY
from wechat import Encryption, Lock

pytestmark = pytest.mark.plain
APP_ID, TOKEN = "wx1234567890abcdef", "fanops_token"
TYPES = {
    "text": "TextArrived",
    "image": "ImageArrived",
    "voice": "VoiceArrived",
    "video": "VideoArrived",
    "shortvideo": "VideoArrived",
    "location": "LocationArrived",
    "link": "LinkArrived",
    "miniprogrampage": "CardArrived",
    "file": "FileArrived",
    "subscribe": "Followed",
    "unsubscribe": "Unfollowed",
    "SCAN": "Scanned",
    "LOCATION": "LocationReported",
    "CLICK": "MenuClicked",
    "VIEW": "MenuLinkOpened",
    "view_miniprogram": "MiniProgramOpened",
    "scancode_push": "CodeScanned",
    "scancode_waitmsg": "CodeScanned",
    "pic_sysphoto": "PicturesChosen",
    "pic_photo_or_album": "PicturesChosen",
    "pic_weixin": "PicturesChosen",
    "location_select": "LocationChosen",
    "TEMPLATESENDJOBFINISH": "TemplateSettled",
    "MASSSENDJOBFINISH": "MassSettled",
    "subscribe_msg_popup_event": "SubscriptionsAnswered",
    "subscribe_msg_change_event": "SubscriptionsChanged",
    "subscribe_msg_sent_event": "SubscriptionsSent",
    "kf_create_session": "AgentSession",
    "kf_close_session": "AgentSession",
    "kf_switch_session": "AgentSession",
    "qualification_verify_success": "VerificationGranted",
    "naming_verify_success": "VerificationGranted",
    "qualification_verify_fail": "VerificationRefused",
    "naming_verify_fail": "VerificationRefused",
    "annual_renew": "VerificationDue",
    "verify_expired": "VerificationExpired",
    "user_info_modified": "FanInfoChanged",
    "user_authorization_revoke": "FanRevoked",
    "user_authorization_cancellation": "FanCancelled",
}
# What says which type it is, is the account's own name, or is told by an enum or a number of ours.
TOLD_BY_TYPE = {
    "ToUserName",
    "FromUserName",
    "AppID",
    "MsgType",
    "Event",
    "Status",
    "SubscribeStatusString",
    "count",
    "Count",
}


def a_world(seed: int = 7) -> tuple[World, Account]:
    world = World(seed=seed, clock=Clock(frozen_at=1_790_136_000.0))
    account = Account(APP_ID, "secret", "gh_1234567890ab", "花间茶社")
    account.callback.token, account.callback.encoding_aes_key = TOKEN, AES_KEY
    world.accounts[APP_ID] = account
    return world, account


def through_the_gate(push: Push, encryption: Encryption) -> Any:
    """What the gate makes of a push that was written, and sealed, by the box."""
    lock = Lock(token=TOKEN, app_id=APP_ID, encoding_aes_key=AES_KEY, encryption=encryption)
    written = xml.written(push.fields)
    query = {"timestamp": "1700000000", "nonce": "n0nce"}
    query["signature"] = sign(TOKEN, "1700000000", "n0nce")
    if encryption is not Encryption.PLAINTEXT:
        sealed = seal(AES_KEY, APP_ID, written, "r" * 16)
        query["msg_signature"] = sign(TOKEN, "1700000000", "n0nce", sealed)
        outer = {"ToUserName": "gh_1234567890ab", "Encrypt": sealed}
        written = xml.written(push.fields | outer if encryption is Encryption.COMPATIBLE else outer)
    return wechat.read(wechat.open_envelope(lock, query, written.encode()).xml)


def carried(value: Any, name: str = "") -> Iterator[str]:
    """Every single thing that a push carries, as text; numbers without what does not count in them."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in TOLD_BY_TYPE:
                yield from carried(inner, key)
    elif isinstance(value, list) or name == "RevokeInfo":
        for inner in value.split(",") if isinstance(value, str) else value:
            yield from carried(inner)
    elif str(value) and not str(value).startswith("last_trade_no_"):  # a payment's number is nothing to us
        yield plain(value)


def understood(value: Any) -> Iterator[str]:
    """The same of what the gate understood."""
    if is_dataclass(value):
        for one in fields(value):
            yield from understood(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from understood(inner)
    elif isinstance(value, Mapping):
        yield from carried(value)
    elif isinstance(value, datetime):
        yield plain(int(value.timestamp()))
    elif isinstance(value, bool):
        yield plain(int(value))
    elif isinstance(value, Enum):
        yield str(value.value)
    elif value is not None:
        yield plain(value)


def plain(value: Any) -> str:
    text = str(value)
    try:
        return f"{Decimal(text).normalize():f}"
    except ArithmeticError:
        return text.removeprefix("qrscene_")


def everything() -> list[Push]:
    world, account = a_world()
    return samples.everything(world, account)


@pytest.mark.parametrize("encryption", Encryption)
def test_every_push_of_the_box_comes_through_whole(encryption: Encryption):
    for push in everything():
        kind = push.fields["Event"] if push.fields["MsgType"] == "event" else push.fields["MsgType"]

        arrived = through_the_gate(push, encryption)

        assert type(arrived).__name__ == TYPES[kind], kind
        assert arrived.openid == push.fields.get("OpenID", push.fields["FromUserName"])
        missing = set(carried(push.fields)) - set(understood(arrived))
        assert not missing, f"{kind}: {missing}"


def test_the_box_knows_every_type_of_the_gate():
    kinds = {push.fields.get("Event", push.fields["MsgType"]) for push in everything()}

    assert {TYPES[kind] for kind in kinds} == set(TYPES.values())


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)


@given(text=WORDS, title=WORDS, encryption=st.sampled_from(Encryption), seed=st.integers(0, 9))
def test_any_words_come_through_equal(text: str, title: str, encryption: Encryption, seed: int):
    world, account = a_world(seed)
    fan = Actor(world, account, world.add_fan(account, is_following=True), deliver=False)

    wrote = through_the_gate(writing.write(fan, text), encryption)
    linked = through_the_gate(writing.send_link(fan, title, text, "https://example.com"), encryption)
    placed = through_the_gate(writing.send_location(fan, 23.5, -113.25, text), encryption)

    assert (wrote.openid, wrote.text) == (fan.fan.openid, text)
    assert (linked.title, linked.description) == (title, text)
    assert (placed.latitude, placed.longitude, placed.label) == (23.5, -113.25, text)


def test_what_a_platform_is_told_comes_through():
    world, account = a_world()
    component = Component("wxc0mponent0000001", "secret", "多客平台", TOKEN, AES_KEY)
    world.components[component.app_id] = component
    lock = Lock(token=TOKEN, app_id=component.app_id, encoding_aes_key=AES_KEY, encryption=Encryption.SAFE)

    read: list[Any] = []
    for push in samples.platform_pushes(world, component, account):
        sealed = seal(AES_KEY, component.app_id, xml.written(push.fields), "r" * 16)
        query = {"timestamp": "1700000000", "nonce": "n", "msg_signature": sign(TOKEN, "1700000000", "n", sealed)}
        body = xml.written({"AppId": component.app_id, "Encrypt": sealed}).encode()
        read.append(wechat.read_component(wechat.open_component_envelope(lock, query, body).xml))

    names = [type(one).__name__ for one in read]
    assert names == ["TicketArrived", "Authorized", "Authorized", "Unauthorized"]
    assert {one.app_id for one in read[1:]} == {APP_ID}
