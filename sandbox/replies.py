"""Reading an account's answer to a push: nothing, a passive reply, or something that does not count."""

from sandbox import crypto, xml
from sandbox.accounts import Account, Encryption
from sandbox.pushes import Push

LONGEST_REPLY = 2048  # bytes


class BadAnswer(Exception):
    """The answer does not count, and WeChat delivers again. The text says why."""


def read_answer(account: Account, push: Push, status: int, body: bytes) -> str | None:
    """The text of the passive reply; None when there is none. BadAnswer when WeChat would not take it."""
    if status != 200:
        raise BadAnswer(f"the server answered with status {status}, not 200")
    if body in (b"", b"success"):
        return None
    try:
        return _reply(account, push, body.decode())
    except UnicodeDecodeError:
        raise BadAnswer("the answer is not UTF-8") from None
    except xml.BadXml as bad:
        raise BadAnswer(f"the answer is neither empty, nor success, nor a reply: {bad}") from None
    except crypto.Unreadable as bad:
        raise BadAnswer(f"the reply cannot be opened: {bad}") from None


def _reply(account: Account, push: Push, body: str) -> str | None:
    fields = xml.read(body)
    if "Encrypt" in fields:
        fields = xml.read(_opened(account, fields))
    elif account.callback.encryption is Encryption.SAFE:
        raise BadAnswer("the reply is not encrypted, and the account is in safe mode")
    _check_addresses(account, push, fields)
    return _text(fields)


def _opened(account: Account, fields: dict[str, str]) -> str:
    callback = account.callback
    if callback.encryption is Encryption.PLAINTEXT:
        raise BadAnswer("the reply is encrypted, and the account is in plaintext mode")
    parts = (callback.token, fields.get("TimeStamp", ""), fields.get("Nonce", ""), fields["Encrypt"])
    if not crypto.is_signed(fields.get("MsgSignature", ""), *parts):
        raise BadAnswer("the MsgSignature of the reply is not that of its TimeStamp, Nonce and Encrypt")
    return crypto.unseal(callback.encoding_aes_key, account.app_id, fields["Encrypt"])


def _check_addresses(account: Account, push: Push, fields: dict[str, str]) -> None:
    if fields.get("ToUserName") != push.openid or fields.get("FromUserName") != account.original_id:
        raise BadAnswer("the reply does not go from the account's original id to the fan's OpenID")
    if not fields.get("CreateTime", "").isdigit():
        raise BadAnswer("the reply has no CreateTime in seconds")


def _text(fields: dict[str, str]) -> str | None:
    kind = fields.get("MsgType", "")
    if kind == "transfer_customer_service":
        return None
    if kind != "text":
        raise BadAnswer(f"a reply of the type {kind!r} holds nothing this phone can show: it shows text")
    if not fields.get("Content"):
        raise BadAnswer("the reply has an empty Content")
    if len(fields["Content"].encode()) > LONGEST_REPLY:
        raise BadAnswer(f"the reply is longer than {LONGEST_REPLY} bytes")
    return fields["Content"]
