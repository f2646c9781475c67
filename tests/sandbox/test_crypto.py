"""Signatures and envelopes against vectors that were computed elsewhere."""

import base64
from dataclasses import dataclass

import pytest

from sandbox.crypto import Unreadable, _cipher, is_signed, seal, sign, unseal


@dataclass(frozen=True)
class Vector:
    token: str
    key: str
    app_id: str
    timestamp: str
    nonce: str
    random16: str
    signature: str
    msg_signature: str
    xml: str
    sealed: str


TEXT = Vector(
    token="fanops_test_token",
    key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    app_id="wx1234567890abcdef",
    timestamp="1700000000",
    nonce="1320562132",
    random16="abcdef0123456789",
    signature="153de81752e892764abd59e8f7bdf3c948f89b87",
    msg_signature="6e50c1ec3002e00e83f82eaf35ba0e8030c53ca0",
    xml="<xml><ToUserName><![CDATA[gh_0000000001ab]]></ToUserName><FromUserName><![CDATA[oTEST00000000000000"
    "00000001]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>"
    "<![CDATA[你好, coupon]]></Content><MsgId>24367890123456789</MsgId></xml>",
    sealed="2Lqo6exTh2YIEucqfTfIbi2CzdhHk8+3eH8WgC+5R2Ab6uufMYW+6hZPI012hmFmChpkP0VFn4zTYAvFc8yjWsXIRBCBu3hfSsl"
    "d67picfN/BL0wTY+n+Dkaohp4NBTNMCf7MqIJZm3zz+hecRbFuaiSJtWFPBuwTFfr7u5R/bmVgznLdzlD23Z7nae/XHBSIsXbDHi8LNjW"
    "a1ls1Jy9tfkpnAOBaF83XCTSjgKjzcvFLf+vgIURwjy0Upe5ZuIcqRLmuFQp3gdpTWYmxOSbXhuFKg67m3PfLWH2Knb8m4bAal09S4E0C"
    "wwY9DyelQU2ouAfGlMARn0ksUts4wA9U7wMgtHT/KHlpiKhKNlG9HtYkID1uunUJH9leeOP7lASmpqgD7Dy2ZW6WVolQ1/95wOtr+5vsk"
    "swNWPpWUI4nX0=",
)
FULL_PAD = Vector(
    token="Tok3nForSafeMode",
    key="kWxyZ0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wXyE",
    app_id="wxfedcba0987654321",
    timestamp="1700000100",
    nonce="n0nceXYZ",
    random16="0123456789ABCDEF",
    signature="6925fe9326fbef24100146b1ce7f67e54b62aa6e",
    msg_signature="49faaba828658af25947e1e49697215fcc55a079",
    xml="<xml><ToUserName><![CDATA[gh_0000000001ab]]></ToUserName><FromUserName><![CDATA[oTEST00000000000000"
    "00000002]]></FromUserName><CreateTime>1700000100</CreateTime><MsgType><![CDATA[event]]></MsgType><Event>"
    "<![CDATA[subscribe]]></Event><EventKey><![CDATA[qrscene_shop_AAAAAAAAAAAAAAAAAAAAA]]></EventKey><Ticket>"
    "<![CDATA[gQTESTTICKET]]></Ticket></xml>",
    sealed="dzyL3zh+SxzTq9Xo03Bpv3HC9d61xS88S/G5uXPMGAXYS3nwdvmQT7Egj0Ffy4bj28MZkIefnHzvomAup5/iqyd32L5lJSJyX/6"
    "l3G6ViE+F4sGEPF2EVNOxDmEf2Riv3QCEiKv+xZni6dsb/8BvGwcRfEhyEbFvh6JvvBOdlWfOfhn0UensUTV10SocxzRresYdwqsaocJ0V"
    "GwOO34NlS6IEM3ibqvH1YKEWGx9cScBGs6NUArb/igcvHVvefsAQAPK62VW5lQFDpuZW1GvD1A4L2KuybI0CAZMDiF/40eQFwqYjyGZ+0"
    "tSTWr+j5AYcYqizkZcjftV0M9U72bPzsHWdlRft2W/A35Xn9uhGJsSxHdNbioxnaLypvxf9+ENYiCf09lSrpGLJgPV7gsbrL3s2//3JoM"
    "sHTzcmJB3IO/N5p+Fjgupno0DKHbPfI3iUkQZqMHYOVy2eXyz5J2apSGCsaX0JhDJ7g23S9GjtnsljjCXHbY0wk762BiuNQ288u9NfsDS"
    "yNKkKslf4yYP4VpxlJJoYgN2XZnIOt1qNWg=",
)
REPLY = Vector(
    token="fanops_test_token",
    key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    app_id="wx1234567890abcdef",
    timestamp="1700000001",
    nonce="778899001",
    random16="ZZZZZZZZYYYYYYYY",
    signature="f2e6aed725f321cf3e40ca9f8f7b1e81e153b5ad",
    msg_signature="196353750c20c26b53a6b816584603cd1bc51eb9",
    xml="<xml><ToUserName><![CDATA[oTEST0000000000000000000001]]></ToUserName><FromUserName><![CDATA[gh_0000000"
    "001ab]]></FromUserName><CreateTime>1700000001</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>"
    "<![CDATA[收到]]></Content></xml>",
    sealed="yB+oHY+S0WkBTKwH7OmIcvVQXE3RRIVQ1Z591DaZ8Mq+Ko1GbhNWT/8BCYnh6s+zqWDfiqY5YlpWavm8KOWa0C1BLKKi/SzcTcc"
    "4281bTYQIR+vWFd0kn0xp1qO66oIfIyROPZ6li5Ty6MZLbqbeBTHYJ8r3oazVhqqZKcTz7R4TtbiNc4GAvIknDlSlMwghKlCccrcwsdN3"
    "N99UeZSpNHxr+U9Gsb13GOTtAC2XHsdFHQgRKMteeuye2ZD4Y2tiVcnTl5xG2zP2eIUSIGqn9LRbL73cWFYk9UIHfnzFmGjPkG7f2Qe9n"
    "pWK49V4TCz5E/w2dFVJjJIRjHJ0J9iAuqXaJS6GdBgfcRXERQ5oImmhcD9rgD4jXGP2wVzVquWu",
)
VECTORS = pytest.mark.parametrize("vector", [TEXT, FULL_PAD, REPLY], ids=["text", "full pad", "reply"])


@VECTORS
def test_a_message_is_sealed_as_wechat_seals_it(vector: Vector) -> None:
    assert seal(vector.key, vector.app_id, vector.xml, vector.random16) == vector.sealed


@VECTORS
def test_what_was_sealed_opens_again(vector: Vector) -> None:
    assert unseal(vector.key, vector.app_id, vector.sealed) == vector.xml


@VECTORS
def test_signatures_are_those_of_wechat(vector: Vector) -> None:
    parts = (vector.token, vector.timestamp, vector.nonce)

    assert sign(*parts) == vector.signature
    assert sign(*parts, vector.sealed) == vector.msg_signature


def test_a_signature_of_another_nonce_is_none() -> None:
    assert not is_signed(TEXT.msg_signature, TEXT.token, TEXT.timestamp, "another", TEXT.sealed)


def test_an_envelope_of_another_account_does_not_open() -> None:
    with pytest.raises(Unreadable, match="another AppID"):
        unseal(TEXT.key, "wx0000000000000000", TEXT.sealed)


@pytest.mark.parametrize("at", range(0, len(TEXT.sealed) - 4, 40))
def test_an_envelope_with_one_changed_character_never_reads_the_same(at: int) -> None:
    other = "A" if TEXT.sealed[at] != "A" else "B"
    changed = TEXT.sealed[:at] + other + TEXT.sealed[at + 1 :]

    assert sign(TEXT.token, TEXT.timestamp, TEXT.nonce, changed) != TEXT.msg_signature
    assert _opened(changed) != TEXT.xml


@pytest.mark.parametrize(
    ("plain", "why"),
    [
        (b"x" * 31 + b"\x00", "padding"),
        (b"x" * 31 + b"\x21", "padding"),
        (b"x" * 16 + b"\x00\x00\xff\xff" + b"x" * 11 + b"\x01", "longer message"),
        (b"\x20" * 32, "too short"),
        (b"x" * 16 + b"\x00\x00\x00\x02" + b"\xff\xfe" + b"wx1" + b"\x07" * 7, "UTF-8"),
    ],
)
def test_an_envelope_with_a_wrong_inside_says_what_is_wrong(plain: bytes, why: str) -> None:
    encryptor = _cipher(TEXT.key).encryptor()
    sealed = base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()

    with pytest.raises(Unreadable, match=why):
        unseal(TEXT.key, "wx1", sealed)


@pytest.mark.parametrize("sealed", ["", "&&&", "YWJj"])
def test_what_is_no_envelope_says_so(sealed: str) -> None:
    with pytest.raises(Unreadable):
        unseal(TEXT.key, TEXT.app_id, sealed)


def _opened(sealed: str) -> str | None:
    try:
        return unseal(TEXT.key, TEXT.app_id, sealed)
    except Unreadable:
        return None
