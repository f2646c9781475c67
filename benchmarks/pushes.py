"""Callbacks as WeChat sends them in safe mode: sealed, signed, and complete HTTP requests."""

from collections.abc import Iterable
from time import time

from domain.accounts.models import OfficialAccount
from tests.factories import AES_KEY, TOKEN
from wechat.crypto import seal
from wechat.lock import aes_key_from
from wechat.signature import sign

APP_ID = "wx00000000000bench"
FANS = 200
_FIRST_MESSAGE_ID = 24_367_890_123_456_789


def text_pushes(account: OfficialAccount, numbers: Iterable[int]) -> list[bytes]:
    """One request a number: fan `number % 200` writes "push <number>"."""
    return [_request(account.callback_path, _xml(number), number) for number in numbers]


def _xml(number: int) -> str:
    openid = f"oBENCH{number % FANS:022d}"
    return (
        f"<xml><ToUserName><![CDATA[gh_000000000001]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
        f"<CreateTime>{int(time())}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[push {number}]]></Content><MsgId>{_FIRST_MESSAGE_ID + number}</MsgId></xml>"
    )


def _request(path: str, xml: str, number: int) -> bytes:
    timestamp, nonce = str(int(time())), str(number)
    sealed = seal(aes_key_from(AES_KEY), APP_ID, xml, f"{number:016d}".encode())
    body = f"<xml><ToUserName><![CDATA[gh_000000000001]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    query = (
        f"signature={sign(TOKEN, timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}&openid=oBENCH"
        f"&encrypt_type=aes&msg_signature={sign(TOKEN, timestamp, nonce, sealed)}"
    )
    headers = f"Host: fans.example\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n"
    return f"POST {path}?{query} HTTP/1.1\r\n{headers}\r\n{body}".encode()
