"""What WeChat pushes, as XML."""

from datetime import datetime
from itertools import count

from domain.accounts.models import OfficialAccount
from domain.callbacks.keeping import Keeper, Push
from domain.clock import now
from tests.factories import NOON
from wechat import Envelope, Lock, open_envelope
from wechat.signature import sign

_ids = count(24_367_890_123_456_789)


def text(words: str, openid: str = "oMEI", at: datetime = NOON, id: str | None = None) -> str:
    """A fan writes."""
    body = f"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{words}]]></Content><MsgId>{id or next(_ids)}</MsgId>"
    return _xml(openid, at, body)


def other(kind: str, openid: str = "oMEI", at: datetime = NOON, more: str = "") -> str:
    """A fan sends a picture, a voice …"""
    return _xml(openid, at, f"<MsgType><![CDATA[{kind}]]></MsgType>{more}<MsgId>{next(_ids)}</MsgId>")


def event(kind: str, openid: str = "oMEI", at: datetime = NOON, key: str = "", more: str = "") -> str:
    """Something happens."""
    body = (
        f"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{kind}]]></Event><EventKey><![CDATA[{key}]]></EventKey>"
    )
    return _xml(openid, at, body + more)


def picture(openid: str = "oMEI", at: datetime = NOON, media_id: str = "MEDIA", url: str = "") -> str:
    """A fan sends a picture."""
    return other("image", openid, at, f"<PicUrl>{url}</PicUrl><MediaId>{media_id}</MediaId>")


def envelope(account: OfficialAccount, xml: str) -> Envelope:
    """The push as it comes through the gate in plaintext mode."""
    lock = Lock(token=account.lock().token, app_id=account.app_id)
    query = {"timestamp": "1700000000", "nonce": "n", "signature": sign(lock.token, "1700000000", "n")}
    return open_envelope(lock, query, xml.encode())


async def keep(account: OfficialAccount, *xmls: str, keeper: Keeper | None = None) -> None:
    """These pushes arrive one after the other."""
    keeper = keeper or Keeper()
    for xml in xmls:
        await keeper.keep(Push(account.workspace_id, account.id, envelope(account, xml), now()))


def _xml(openid: str, at: datetime, body: str) -> str:
    return (
        f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
        f"<CreateTime>{int(at.timestamp())}</CreateTime>{body}</xml>"
    )
