"""Secrets at rest: AES-256-GCM, bound to their row, so that a sealed value moved elsewhere does not open."""

import os
from base64 import b64decode, b64encode
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = "v1:"
_key: str | None = None


class CannotOpen(Exception):
    """A sealed value does not open: another FANDESK_SECRET_KEY sealed it, or it was moved or changed."""


def use(secret_key: str) -> None:
    """Take FANDESK_SECRET_KEY; every key of this process is derived from it."""
    global _key
    _key = secret_key


def derive(purpose: str) -> bytes:
    """32 bytes for one purpose; keys for different purposes tell nothing of one another."""
    assert _key is not None, "call domain.secrets.use() when the process starts"
    return _derived(_key, purpose)


@cache
def _derived(key: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"fandesk:{purpose}".encode()).derive(key.encode())


def seal(secret: str, bound_to: str) -> str:
    """Encrypt `secret` for the place `bound_to` (table, column and row)."""
    nonce = os.urandom(12)
    sealed = AESGCM(derive("seal")).encrypt(nonce, secret.encode(), bound_to.encode())
    return _VERSION + b64encode(nonce + sealed).decode()


def unseal(sealed: str, bound_to: str) -> str:
    """The secret again. Raises CannotOpen where key or place are not those it was sealed with."""
    raw = b64decode(sealed.removeprefix(_VERSION))
    try:
        return AESGCM(derive("seal")).decrypt(raw[:12], raw[12:], bound_to.encode()).decode()
    except InvalidTag:
        raise CannotOpen("A stored secret does not open: is FANDESK_SECRET_KEY the one it was sealed with?") from None
