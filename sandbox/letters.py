"""A push made ready for the post: signed, and in compatible and safe mode sealed."""

from dataclasses import dataclass
from typing import Any

from sandbox import xml
from sandbox.accounts import Account, Encryption
from sandbox.crypto import seal, sign
from sandbox.dice import Dice
from sandbox.pushes import Push


@dataclass(frozen=True)
class Letter:
    """One delivery: the query string and the body of a POST."""

    query: dict[str, str]
    body: str


@dataclass(frozen=True)
class Stamp:
    """What is fresh at every delivery."""

    timestamp: str
    nonce: str
    random16: str


def stamp(dice: Dice, purpose: str, now: float) -> Stamp:
    """A stamp for one delivery."""
    return Stamp(str(int(now)), dice.digits(purpose + "/nonce", 10), dice.text(purpose + "/random16", 16))


def letter(account: Account, push: Push, stamp: Stamp) -> Letter:
    """What WeChat would send to the account's callback URL."""
    token = account.callback.token
    query = {
        "signature": sign(token, stamp.timestamp, stamp.nonce),
        "timestamp": stamp.timestamp,
        "nonce": stamp.nonce,
        "openid": push.openid,
    }
    if account.callback.encryption is Encryption.PLAINTEXT:
        return Letter(query, xml.written(push.fields))
    sealed = seal(account.callback.encoding_aes_key, account.app_id, xml.written(push.fields), stamp.random16)
    signature = sign(token, stamp.timestamp, stamp.nonce, sealed)
    return Letter(query | {"encrypt_type": "aes", "msg_signature": signature}, _envelope(account, push, sealed))


def _envelope(account: Account, push: Push, sealed: str) -> str:
    open_fields: dict[str, Any] = {"ToUserName": account.original_id}
    if account.callback.encryption is Encryption.COMPATIBLE:
        open_fields = push.fields
    return xml.written(open_fields | {"Encrypt": sealed})
