"""The sealed part of a push: random(16) ‖ length(4) ‖ XML ‖ receiver, padded to 32, AES-256-CBC, base64.

Sealing is wechatpy's. Opening is ours, because wechatpy's trusts the padding and the length it finds inside.
WeChat docs, 消息推送: 消息加解密说明.
"""

import binascii
import hmac
import secrets
import string
from base64 import b64decode

from wechatpy.crypto import PrpCrypto

from wechat.lock import NotWeChat, WrongReceiver

RANDOM = 16
HEADER = RANDOM + 4
AES_BLOCK = 16
MOST_PADDING = 32  # WeChat pads to 32 bytes, not to the 16 of an AES block


def unseal(key: bytes, receiver: str, sealed: str) -> str:
    """The text inside `sealed`. Raises NotWeChat where it was not sealed with this key for this receiver."""
    content = _without_padding(_decrypt(key, sealed))
    length = int.from_bytes(content[RANDOM:HEADER], "big")
    text, addressee = content[HEADER : HEADER + length], content[HEADER + length :]
    if len(text) != length:
        raise NotWeChat("The length inside the encrypted push does not fit.")
    if not hmac.compare_digest(addressee, receiver.encode()):
        raise WrongReceiver("The encrypted push is for another receiver.")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise NotWeChat("The encrypted push holds no text.") from None


def seal(key: bytes, receiver: str, text: str, random16: bytes | None = None) -> str:
    """`text` sealed for `receiver`. `random16` is for test vectors; without it the letters are fresh."""
    sealed: bytes = _Sealer(key, random16).encrypt(text, receiver)
    return sealed.decode("ascii")


def _decrypt(key: bytes, sealed: str) -> bytes:
    try:
        ciphertext = b64decode(sealed, validate=True)
    except (binascii.Error, ValueError):
        raise NotWeChat("The encrypted push is not base64.") from None
    if not ciphertext or len(ciphertext) % AES_BLOCK:
        raise NotWeChat("The encrypted push is not made of whole blocks.")
    plain: bytes = PrpCrypto(key).cipher.decrypt(ciphertext)
    return plain


def _without_padding(plain: bytes) -> bytes:
    count = plain[-1]
    if not 1 <= count <= MOST_PADDING or not plain.endswith(bytes([count]) * count):
        raise NotWeChat("The padding of the encrypted push is wrong.")
    content = plain[:-count]
    if len(content) < HEADER:
        raise NotWeChat("The encrypted push is too short.")
    return content


class _Sealer(PrpCrypto):
    def __init__(self, key: bytes, random16: bytes | None) -> None:
        super().__init__(key)
        self._random16 = random16

    def get_random_string(self) -> bytes:
        # The IV never changes, so these letters alone keep two equal texts apart: wechatpy's are guessable.
        if self._random16 is not None:
            return self._random16
        letters = string.ascii_letters + string.digits
        return "".join(secrets.choice(letters) for _ in range(RANDOM)).encode()
