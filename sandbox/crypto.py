"""WeChat's signatures and its AES envelope, from the platform's rules, sharing nothing with the gate.

AES-256-CBC over random16, the length as four bytes, the text and the AppID; padding counts in blocks of 32.
"""

import base64
import binascii
import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 32
HEAD = 20  # random16 and the length


class Unreadable(Exception):
    """An envelope that does not open. The text says why."""


def sign(*parts: str) -> str:
    """SHA-1 over the sorted parts: token, timestamp, nonce, and the ciphertext where there is one."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324  WeChat's rule


def is_signed(signature: str, *parts: str) -> bool:
    """Whether the signature is that of the parts."""
    return hmac.compare_digest(sign(*parts).encode(), signature.encode())


def seal(encoding_aes_key: str, app_id: str, text: str, random16: str) -> str:
    """Encrypt a text for an account; base64."""
    message = text.encode()
    plain = random16.encode() + struct.pack(">I", len(message)) + message + app_id.encode()
    padding = BLOCK - len(plain) % BLOCK
    encryptor = _cipher(encoding_aes_key).encryptor()
    sealed = encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()
    return base64.b64encode(sealed).decode()


def unseal(encoding_aes_key: str, app_id: str, sealed: str) -> str:
    """Decrypt what an account sealed; Unreadable when it is not whole or not of this account."""
    plain = _without_padding(_decrypted(encoding_aes_key, sealed))
    if len(plain) < HEAD:
        raise Unreadable("the envelope is too short to hold a message")
    (length,) = struct.unpack(">I", plain[16:HEAD])
    if HEAD + length > len(plain):
        raise Unreadable("the envelope claims a longer message than it holds")
    if plain[HEAD + length :] != app_id.encode():
        raise Unreadable("the envelope is sealed with another AppID")
    return _text(plain[HEAD : HEAD + length])


def _decrypted(encoding_aes_key: str, sealed: str) -> bytes:
    try:
        data = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("the envelope is not base64") from None
    if not data or len(data) % 16:
        raise Unreadable("the envelope is not whole blocks of AES")
    decryptor = _cipher(encoding_aes_key).decryptor()
    return decryptor.update(data) + decryptor.finalize()


def _without_padding(plain: bytes) -> bytes:
    padding = plain[-1]
    if not 1 <= padding <= BLOCK:
        raise Unreadable("the padding is not between 1 and 32")
    return plain[:-padding]


def _text(message: bytes) -> str:
    try:
        return message.decode()
    except UnicodeDecodeError:
        raise Unreadable("the message is not UTF-8") from None


def _cipher(encoding_aes_key: str) -> Cipher[CBC]:
    # The 43rd character often carries spare bits that are not zero: Python's base64 lets them pass.
    key = base64.b64decode(encoding_aes_key + "=")
    return Cipher(AES(key), CBC(key[:16]))
