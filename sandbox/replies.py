"""Reading an account's answer to a push: nothing, a passive reply, or something that does not count."""

from sandbox import crypto, xml
from sandbox.accounts import Account, Encryption
from sandbox.addresses import Address
from sandbox.passive import BadAnswer, Reply, Said, read_reply
from sandbox.pushes import Push


def read_answer(
    account: Account | None, address: Address, push: Push, status: int, body: bytes, now: float
) -> Reply | None:
    """The passive reply; None when there is none. BadAnswer when WeChat would not take it."""
    if status != 200:
        raise BadAnswer(f"the server answered with status {status}, not 200")
    if body in (b"", b"success"):
        return None
    if account is None:
        raise BadAnswer("the answer to an event of a third-party platform is success and nothing else")
    try:
        return _reply(account, address, push, body.decode(), now)
    except UnicodeDecodeError:
        raise BadAnswer("the answer is not UTF-8") from None
    except xml.BadXml as bad:
        raise BadAnswer(f"the answer is neither empty, nor success, nor a reply: {bad}") from None
    except crypto.Unreadable as bad:
        raise BadAnswer(f"the reply cannot be opened: {bad}") from None


def _reply(account: Account, address: Address, push: Push, body: str, now: float) -> Reply | None:
    fields = xml.read(body)
    if "Encrypt" in fields:
        body = _opened(address, fields)
        fields = xml.read(body)
    elif address.encryption is Encryption.SAFE:
        raise BadAnswer("the reply is not encrypted, and the account is in safe mode")
    _check_addresses(account, push, fields)
    return read_reply(Said(account, now, push.fields.get("MsgType", ""), xml.read_nested(body)))


def _opened(address: Address, fields: dict[str, str]) -> str:
    if address.encryption is Encryption.PLAINTEXT:
        raise BadAnswer("the reply is encrypted, and the account is in plaintext mode")
    parts = (address.token, fields.get("TimeStamp", ""), fields.get("Nonce", ""), fields["Encrypt"])
    if not crypto.is_signed(fields.get("MsgSignature", ""), *parts):
        raise BadAnswer("the MsgSignature of the reply is not that of its TimeStamp, Nonce and Encrypt")
    return crypto.unseal(address.encoding_aes_key, address.receive_id, fields["Encrypt"])


def _check_addresses(account: Account, push: Push, fields: dict[str, str]) -> None:
    if fields.get("ToUserName") != push.openid or fields.get("FromUserName") != account.original_id:
        raise BadAnswer("the reply does not go from the account's original id to the fan's OpenID")
    if not fields.get("CreateTime", "").isdigit():
        raise BadAnswer("the reply has no CreateTime in seconds")
