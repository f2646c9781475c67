"""WeChat signs by sorting strings, gluing them together and hashing them with SHA-1."""

import hashlib
import hmac


def sign(*parts: str) -> str:
    """The signature of these strings, as 40 lower-case hex digits; their order does not matter.

    WeChat docs, 消息推送: 接入指南 (`signature`) and 消息加解密说明 (`msg_signature`).
    """
    return _sha1("".join(sorted(parts)))


def matches(expected: str, *parts: str) -> bool:
    """Whether `expected` is the signature of these strings, told in constant time."""
    return is_same(expected, sign(*parts))


def is_same(one: str, other: str) -> bool:
    """Whether two strings are equal, told in constant time and for any characters."""
    return hmac.compare_digest(_bytes(one), _bytes(other))


def js_sdk_signature(ticket: str, nonce: str, timestamp: str, url: str) -> str:
    """The signature a web page hands to `wx.config`. What follows `#` in the URL is not signed.

    WeChat docs, JS-SDK说明文档: JS-SDK使用权限签名算法.
    """
    page = url.partition("#")[0]
    return _sha1(f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={page}")


def _sha1(text: str) -> str:
    # WeChat prescribes SHA-1; the secret among the parts is what protects it.
    return hashlib.sha1(_bytes(text), usedforsecurity=False).hexdigest()


def _bytes(text: str) -> bytes:
    # What a stranger puts in a query may hold half a surrogate pair: it is wrong, but it must not crash.
    return text.encode("utf-8", "surrogatepass")
