"""A push made ready for the post: signed, and in compatible and safe mode sealed."""

from dataclasses import dataclass
from typing import Any

from sandbox import xml
from sandbox.accounts import Encryption
from sandbox.addresses import Address
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


def letter(address: Address, push: Push, stamp: Stamp) -> Letter:
    """What WeChat would send to this address."""
    query = {
        "signature": sign(address.token, stamp.timestamp, stamp.nonce),
        "timestamp": stamp.timestamp,
        "nonce": stamp.nonce,
    }
    if push.openid:
        query["openid"] = push.openid
    if address.encryption is Encryption.PLAINTEXT:
        return Letter(query, xml.written(push.fields))
    sealed = seal(address.encoding_aes_key, address.receive_id, xml.written(push.fields), stamp.random16)
    signature = sign(address.token, stamp.timestamp, stamp.nonce, sealed)
    return Letter(query | {"encrypt_type": "aes", "msg_signature": signature}, _envelope(address, push, sealed))


def _envelope(address: Address, push: Push, sealed: str) -> str:
    open_fields: dict[str, Any] = address.open_fields
    if address.encryption is Encryption.COMPATIBLE:
        open_fields = push.fields
    return xml.written(open_fields | {"Encrypt": sealed})
