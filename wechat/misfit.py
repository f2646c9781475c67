"""Why a push was turned away: what of the settings here is not what stands in WeChat's console."""

from collections.abc import Mapping
from enum import StrEnum

from wechat.crypto import unseal
from wechat.lock import Encryption, Lock, Malformed, NotWeChat, WrongReceiver
from wechat.markup import fields_of
from wechat.signature import matches


class Misfit(StrEnum):
    """What does not fit. UNKNOWN may be no push of WeChat's at all."""

    TOKEN = "TOKEN"  # noqa: S105  a word, no secret
    AES_KEY = "AES_KEY"
    MODE = "MODE"
    APP_ID = "APP_ID"
    UNKNOWN = "UNKNOWN"


def misfit(lock: Lock, query: Mapping[str, str], body: bytes) -> Misfit:
    """The first thing that does not fit, for a push that `open_envelope` refused. Never raises."""
    try:
        sealed = fields_of(body.decode("utf-8")).get("Encrypt", "").strip()
    except (UnicodeDecodeError, Malformed):
        return Misfit.UNKNOWN
    is_signed = _is_signed(lock, query, "signature")
    if not (bool(sealed) and "msg_signature" in query):
        # Plain: the signature is the only thing to go by.
        return Misfit.TOKEN if not is_signed else _if_plain(lock)
    if not _is_signed(lock, query, "msg_signature", sealed):
        return Misfit.UNKNOWN if is_signed else Misfit.TOKEN
    return Misfit.MODE if lock.encryption is Encryption.PLAINTEXT else _seal_of(lock, sealed)


def _if_plain(lock: Lock) -> Misfit:
    return Misfit.UNKNOWN if lock.encryption is Encryption.PLAINTEXT else Misfit.MODE


def _seal_of(lock: Lock, sealed: str) -> Misfit:
    try:
        unseal(lock.aes_key, lock.app_id, sealed)
    except WrongReceiver:
        return Misfit.APP_ID
    except NotWeChat:
        return Misfit.AES_KEY
    return Misfit.UNKNOWN


def _is_signed(lock: Lock, query: Mapping[str, str], name: str, *sealed: str) -> bool:
    return matches(query.get(name, ""), lock.token, query.get("timestamp", ""), query.get("nonce", ""), *sealed)
