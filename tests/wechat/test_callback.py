import dataclasses
from datetime import UTC, datetime

import pytest

from tests.wechat.vectors import (
    KEY_E,
    KEY_G,
    QR_FOLLOW,
    REPLY,
    TEXT,
    TICKET,
    a_push,
    an_event,
    envelope_of,
    plain,
    sealed,
)
from wechat.callback import MAX_BODY, answer_url_check, open_envelope, passive_text, seal_reply
from wechat.crypto import seal
from wechat.lock import Encryption, Lock, Malformed, NotWeChat
from wechat.signature import sign

PLAIN = Lock("token", "wxAPP")
SAFE = Lock("token", "wxAPP", KEY_G, Encryption.SAFE)
COMPATIBLE = Lock("token", "wxAPP", KEY_G, Encryption.COMPATIBLE)


# The address check


@pytest.mark.parametrize(
    ("token", "timestamp", "nonce", "signature", "echo"),
    [
        ("fanops_test_token", "1700000000", "1320562132", TEXT.signature, "4839201753926405711"),
        (
            "AAAAA",
            "1714036504",
            "1514711492",
            "f464b24fc39322e44b38aa78f5edd27bd1441696",
            "4375120948345356249",
        ),
    ],
)
def test_the_echo_comes_back_verbatim(token: str, timestamp: str, nonce: str, signature: str, echo: str):
    query = {"signature": signature, "timestamp": timestamp, "nonce": nonce, "echostr": echo}

    assert answer_url_check(Lock(token, "wxAPP"), query) == echo
    assert answer_url_check(Lock(token, "wxAPP", KEY_G, Encryption.SAFE), query) == echo


def test_an_encrypted_echo_comes_back_opened():
    echo = seal(SAFE.aes_key, "wxAPP", "4839201753926405711")
    query = {"timestamp": "1", "nonce": "n", "echostr": echo, "msg_signature": sign("token", "1", "n", echo)}

    assert answer_url_check(SAFE, query) == "4839201753926405711"


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce"])
@pytest.mark.parametrize("value", ["", "wrong", "签名", "\udcff", TEXT.signature.upper()])
def test_a_stranger_gets_no_echo(name: str, value: str):
    query = {"signature": TEXT.signature, "timestamp": TEXT.timestamp, "nonce": TEXT.nonce, "echostr": "1"}

    with pytest.raises(NotWeChat):
        answer_url_check(TEXT.lock, query | {name: value})


def test_an_empty_query_gets_no_echo():
    with pytest.raises(NotWeChat):
        answer_url_check(SAFE, {})


# What WeChat sends


def test_a_safe_text_is_opened_word_for_word():
    envelope = open_envelope(TEXT.lock, TEXT.query, TEXT.body)

    assert envelope.xml == TEXT.xml
    assert envelope.openid == "oTEST0000000000000000000001"
    assert envelope.key == "msg:24367890123456789:oTEST0000000000000000000001"
    assert envelope.created_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_a_safe_event_with_a_full_block_of_padding_is_opened():
    assert open_envelope(QR_FOLLOW.lock, QR_FOLLOW.query, QR_FOLLOW.body).xml == QR_FOLLOW.xml


def test_a_plaintext_push_is_opened_word_for_word():
    xml = "\n" + a_push(Content="  你好 🙂 \x08 ]]> ", MsgId="1") + "\n"

    assert open_envelope(PLAIN, *plain(PLAIN, xml)).xml == xml


def test_in_compatible_mode_the_encrypted_part_is_believed():
    query, body = sealed(COMPATIBLE, a_push(Content="true", MsgId="1"))
    body = body.replace(b"</xml>", b"<FromUserName>oFORGED</FromUserName><Content>forged</Content></xml>")

    envelope = open_envelope(COMPATIBLE, query, body)

    assert envelope.openid == "oFAN"
    assert "forged" not in envelope.xml


def test_a_push_of_the_authorization_kind_belongs_to_the_fan_it_names():
    xml = an_event("user_authorization_revoke", FromUserName="system", OpenID="oFAN")

    assert open_envelope(PLAIN, *plain(PLAIN, xml)).openid == "oFAN"


def test_a_push_from_yesterday_is_still_a_push():
    query, body = plain(PLAIN, a_push(MsgId="1"), timestamp="1")

    assert open_envelope(PLAIN, query, body).openid == "oFAN"


# What WeChat does not send


@pytest.mark.parametrize("lock", [SAFE, COMPATIBLE])
def test_an_unencrypted_push_is_refused_where_pushes_are_encrypted(lock: Lock):
    with pytest.raises(NotWeChat, match="not encrypted"):
        open_envelope(lock, *plain(lock, a_push(MsgId="1")))


@pytest.mark.parametrize("name", ["msg_signature", "timestamp", "nonce"])
@pytest.mark.parametrize("value", ["", "wrong", "签名", "\udcff"])
def test_a_wrong_query_is_refused_in_safe_mode(name: str, value: str):
    with pytest.raises(NotWeChat):
        open_envelope(TEXT.lock, TEXT.query | {name: value}, TEXT.body)


def test_the_signature_of_another_push_is_refused():
    with pytest.raises(NotWeChat):
        open_envelope(TEXT.lock, TEXT.query | {"msg_signature": REPLY.msg_signature}, TEXT.body)


def test_the_plain_signature_does_not_open_a_safe_account():
    query = TEXT.query | {"msg_signature": TEXT.signature}

    with pytest.raises(NotWeChat):
        open_envelope(TEXT.lock, query, TEXT.body)


def test_a_wrong_signature_is_refused_in_plaintext_mode():
    query, body = plain(PLAIN, a_push(MsgId="1"))

    with pytest.raises(NotWeChat):
        open_envelope(PLAIN, query | {"nonce": "other"}, body)


def test_any_flipped_character_is_refused():
    for at in range(0, len(TEXT.encrypt), 11):
        flipped = TEXT.encrypt[:at] + ("A" if TEXT.encrypt[at] != "A" else "B") + TEXT.encrypt[at + 1 :]
        with pytest.raises(NotWeChat):
            open_envelope(TEXT.lock, TEXT.query, envelope_of(flipped))


def test_a_push_for_another_account_is_refused():
    with pytest.raises(NotWeChat, match="another receiver"):
        open_envelope(dataclasses.replace(TEXT.lock, app_id="wx0000000000000000"), TEXT.query, TEXT.body)


def test_a_push_under_another_key_is_refused():
    with pytest.raises(NotWeChat):
        open_envelope(dataclasses.replace(TEXT.lock, encoding_aes_key=KEY_E), TEXT.query, TEXT.body)


def test_a_well_signed_push_that_is_no_ciphertext_is_refused():
    query = {"timestamp": "1", "nonce": "n", "msg_signature": sign("token", "1", "n", "AAAA")}

    with pytest.raises(NotWeChat):
        open_envelope(SAFE, query, envelope_of("AAAA"))


# What cannot be a push


MALFORMED = {
    "empty": (b"", "not XML"),
    "no XML": (b"hello", "not XML"),
    "JSON": (b'{"xml": 1}', "not XML"),
    "another root": (b"<html></html>", "does not begin with <xml>"),
    "two roots": (b"<xml></xml><xml></xml>", "not XML"),
    "cut off": (b"<xml><FromUserName>o", "not XML"),
    "not UTF-8": (b"<xml>\xff</xml>", "not UTF-8"),
    "UTF-16": (a_push().encode("utf-16"), "not UTF-8"),
    "UTF-16 without a mark": (a_push().encode("utf-16-le"), "NUL byte"),
    "a NUL byte": (a_push(Content="a\0b").encode(), "NUL byte"),
    "a NUL by number": (b"<xml><a>&#0;</a></xml>", "not XML"),
    "a control character by number": (b"<xml><a>&#8;</a></xml>", "not XML"),
    "a control character in a tag": (b"<xml><a\x08/></xml>", "not XML"),
    "too deep": (b"<xml>" + b"<a>" * 100 + b"</a>" * 100 + b"</xml>", "nested more than 16"),
    "a long tag": (b"<xml><" + b"a" * 100 + b"/></xml>", "more than 64 letters"),
    "no sender": (a_push(FromUserName="").encode(), "no FromUserName"),
    "no time": (a_push(CreateTime="").encode(), "no CreateTime"),
    "no type": (a_push(MsgType=" ").encode(), "no MsgType"),
    "no event": (a_push(MsgType="event").encode(), "no Event"),
    "a time that is none": (a_push(CreateTime="soon").encode(), "no time"),
    "a time before time": (a_push(CreateTime="-1").encode(), "no time"),
    "a time after time": (a_push(CreateTime="9" * 30).encode(), "no time"),
    "a time in other digits": (a_push(CreateTime="１７００").encode(), "no time"),
    "a sender as long as a book": (a_push(FromUserName="o" * 200).encode(), "no OpenID"),
    "a sender with control characters": (a_push(FromUserName="o\nFAN").encode(), "no OpenID"),
    "only an encrypted part": (envelope_of("AAAA"), "set to plaintext"),
    "a third-party ticket": (TICKET.xml.encode(), "no FromUserName and no MsgType"),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_cannot_be_a_push_is_malformed(what: str):
    body, complaint = MALFORMED[what]
    query, _ = plain(PLAIN, "")

    with pytest.raises(Malformed, match=rf"^The push .*{complaint}.*\.$"):
        open_envelope(PLAIN, query, body)


DOCTYPES = [
    "<!DOCTYPE xml><xml/>",
    '<?xml version="1.0"?>\n\n<!-- hi -->\n<!DOCTYPE\n\txml\n[ <!ENTITY a "b"> ]><xml><a>&a;</a></xml>',
    '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml/>',
    '<!DOCTYPE xml [<!ENTITY % a SYSTEM "http://127.0.0.1/"> %a;]><xml/>',
    "<!doctype xml><xml/>",
    '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE xml+AD4-<xml/>',
]


@pytest.mark.parametrize("xml", DOCTYPES)
def test_a_doctype_is_refused_outside_and_inside(xml: str):
    with pytest.raises(Malformed):
        open_envelope(PLAIN, *plain(PLAIN, xml))
    with pytest.raises(Malformed):
        open_envelope(SAFE, *sealed(SAFE, xml))
    with pytest.raises(Malformed):
        open_envelope(SAFE, {}, xml.encode())


def test_a_fan_may_write_about_doctypes():
    xml = a_push(Content='<!DOCTYPE html><!ENTITY a "b">&a;', MsgId="1")

    assert open_envelope(PLAIN, *plain(PLAIN, xml)).xml == xml


def test_a_push_may_be_as_long_as_the_limit_and_no_longer():
    xml = a_push(Content="x" * (MAX_BODY - len(a_push(Content="", MsgId="1"))), MsgId="1")

    assert open_envelope(PLAIN, *plain(PLAIN, xml)).openid == "oFAN"
    with pytest.raises(Malformed, match="larger than"):
        open_envelope(PLAIN, *plain(PLAIN, xml + " "))


def test_an_encrypted_push_to_a_plaintext_account_says_what_is_wrong():
    query, body = sealed(SAFE, a_push(MsgId="1"))

    with pytest.raises(Malformed, match="set to plaintext"):
        open_envelope(PLAIN, query, body)


# The reply


def test_a_reply_is_sealed_as_documented():
    written = seal_reply(REPLY.lock, REPLY.xml, timestamp=REPLY.timestamp, nonce=REPLY.nonce, random16=REPLY.random16)

    assert written == (
        f"<xml><Encrypt><![CDATA[{REPLY.encrypt}]]></Encrypt>"
        f"<MsgSignature><![CDATA[{REPLY.msg_signature}]]></MsgSignature>"
        f"<TimeStamp>1700000001</TimeStamp><Nonce><![CDATA[778899001]]></Nonce></xml>"
    )


def test_a_reply_cannot_be_sealed_without_a_key():
    with pytest.raises(ValueError, match="EncodingAESKey"):
        seal_reply(PLAIN, "<xml/>", timestamp="1", nonce="n")


def test_a_passive_text_is_written_as_documented():
    at = datetime.fromtimestamp(1700000001, UTC)

    assert passive_text("oTEST0000000000000000000001", "gh_0000000001ab", "收到", at) == REPLY.xml
    assert "a]]]]><![CDATA[>b" in passive_text("oFAN", "gh_1", "a]]>b", at)
