"""WeChat knocks: check who it is, open the envelope, and write back under the same seal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wechat.arrived import fan_in, time_in
from wechat.crypto import seal, unseal
from wechat.dedupe import key_of
from wechat.lock import Encryption, Lock, Malformed, NotWeChat
from wechat.markup import cdata, fields_of
from wechat.signature import matches, sign

MAX_BODY = 65536  # the longest text with all its wrapping stays under 20 KB
MAX_OPENID = 128


@dataclass(frozen=True)
class Envelope:
    """A push that is proven to be WeChat's. `key` is the same for every repeat; `xml` is word for word."""

    openid: str
    key: str
    created_at: datetime
    xml: str


def answer_url_check(lock: Lock, query: Mapping[str, str]) -> str:
    """What to answer, verbatim, when WeChat verifies the callback address. Raises NotWeChat.

    WeChat docs, 消息推送: 接入指南 (验证消息来自微信服务器).
    """
    echo = query.get("echostr", "")
    # WeCom sends the echo encrypted and signs it with msg_signature; Official Accounts may one day.
    if lock.encoding_aes_key and _is_signed(lock, query, "msg_signature", echo):
        return unseal(lock.aes_key, lock.app_id, echo)
    if _is_signed(lock, query, "signature"):
        return echo
    raise NotWeChat("The signature of the address check is wrong.")


def open_envelope(lock: Lock, query: Mapping[str, str], body: bytes) -> Envelope:
    """The push in `body`, once it is proven to be WeChat's. Raises NotWeChat or Malformed, and nothing else.

    What keeps a repeat from counting twice is `Envelope.key`.
    """
    # An old timestamp is no reason to refuse: WeChat signs its repeats anew, and clocks and queues are late.
    if lock.encryption is Encryption.PLAINTEXT:
        return _envelope(_signed(lock, query, body))
    return _envelope(unsealed(lock, query, body))


def seal_reply(lock: Lock, xml: str, *, timestamp: str, nonce: str, random16: bytes | None = None) -> str:
    """A passive reply in its encrypted envelope. The literal answers `success` and "" are never sealed.

    WeChat docs, 消息推送: 消息加解密说明 (被动回复). Raises ValueError where the lock has no EncodingAESKey.
    """
    sealed = seal(lock.aes_key, lock.app_id, xml, random16)
    signature = sign(lock.token, timestamp, nonce, sealed)
    return (
        f"<xml><Encrypt>{cdata(sealed)}</Encrypt><MsgSignature>{cdata(signature)}</MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{cdata(nonce)}</Nonce></xml>"
    )


def passive_text(to_openid: str, from_original_id: str, text: str, now: datetime) -> str:
    """A passive reply of words, as XML: the HTTP answer to a push, in safe mode sealed with `seal_reply`.

    WeChat docs, 消息推送: 被动回复用户消息 (回复文本消息). `text` takes at most 2048 bytes.
    """
    return (
        f"<xml><ToUserName>{cdata(to_openid)}</ToUserName><FromUserName>{cdata(from_original_id)}</FromUserName>"
        f"<CreateTime>{int(now.timestamp())}</CreateTime><MsgType>{cdata('text')}</MsgType>"
        f"<Content>{cdata(text)}</Content></xml>"
    )


def unsealed(lock: Lock, query: Mapping[str, str], body: bytes) -> str:
    """The XML inside an encrypted push, for this lock's receiver. Raises NotWeChat or Malformed."""
    # In compatible mode, too, WeChat always sends the encrypted part, beside the readable one. `signature`
    # does not cover the body: to believe the readable part would let a captured query carry anybody's words.
    sealed = fields_of(_text(body)).get("Encrypt", "").strip()
    if not sealed:
        raise NotWeChat("The push is not encrypted, but this account's pushes are.")
    if not _is_signed(lock, query, "msg_signature", sealed):
        raise NotWeChat("The signature of the encrypted push is wrong.")
    return unseal(lock.aes_key, lock.app_id, sealed)


def _signed(lock: Lock, query: Mapping[str, str], body: bytes) -> str:
    if not _is_signed(lock, query, "signature"):
        raise NotWeChat("The signature of the push is wrong.")
    return _text(body)


def _is_signed(lock: Lock, query: Mapping[str, str], name: str, *sealed: str) -> bool:
    return matches(query.get(name, ""), lock.token, query.get("timestamp", ""), query.get("nonce", ""), *sealed)


def _text(body: bytes) -> str:
    if len(body) > MAX_BODY:
        raise Malformed(f"The push is larger than {MAX_BODY} bytes.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("The push is not UTF-8.") from None


def _envelope(xml: str) -> Envelope:
    fields = fields_of(xml)
    _check_complete(fields)
    if not re.fullmatch("[0-9]{1,11}", fields["CreateTime"].strip()):  # eleven digits last until the year 5138
        raise Malformed("The push has a CreateTime that is no time.")
    openid = fan_in(fields)
    if len(openid) > MAX_OPENID or not openid.isprintable():
        raise Malformed("The push names a sender that is no OpenID.")
    return Envelope(openid, key_of(openid, fields), time_in(fields), xml)


def _check_complete(fields: Mapping[str, str]) -> None:
    needed = ["FromUserName", "CreateTime", "MsgType"]
    if fields.get("MsgType", "").strip() == "event":
        needed.append("Event")
    missing = [name for name in needed if not fields.get(name, "").strip()]
    if not missing:
        return
    if "Encrypt" in fields:
        raise Malformed("The push is encrypted, but this account's pushes are set to plaintext.")
    raise Malformed(f"The push has no {' and no '.join(missing)}.")
