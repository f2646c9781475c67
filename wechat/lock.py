"""What it takes to tell WeChat from a stranger, and the two ways to be turned away."""

import re
from base64 import b64decode
from dataclasses import dataclass, field
from enum import StrEnum


class NotWeChat(Exception):
    """Signature, receiver or decryption say that this is not WeChat. Answer 403."""


class WrongReceiver(NotWeChat):
    """It was sealed with our key, but for another AppID."""


class Malformed(Exception):
    """It may be WeChat, but this cannot be a push. Answer 400; `str()` is a sentence for the operator."""


class Encryption(StrEnum):
    """How WeChat sends pushes, as chosen in its console (明文模式, 兼容模式, 安全模式)."""

    PLAINTEXT = "plaintext"
    COMPATIBLE = "compatible"
    SAFE = "safe"


@dataclass(frozen=True)
class Lock:
    """The callback settings of one account. Raises ValueError, with a sentence, where they cannot work.

    `app_id` is the receiver named inside an encrypted push: the account's, or the third-party platform's.
    """

    token: str = field(repr=False)
    app_id: str
    encoding_aes_key: str = field(default="", repr=False)
    encryption: Encryption = Encryption.PLAINTEXT

    def __post_init__(self) -> None:
        if not self.token:
            # With an empty token anybody could sign.
            raise ValueError("The callback token is empty: enter the one from the WeChat console.")
        if self.encoding_aes_key or self.encryption is not Encryption.PLAINTEXT:
            aes_key_from(self.encoding_aes_key)

    @property
    def aes_key(self) -> bytes:
        """The 32 bytes that pushes are encrypted with. Raises ValueError where none was entered."""
        return aes_key_from(self.encoding_aes_key)


def aes_key_from(encoding_aes_key: str) -> bytes:
    """The 32 bytes written as 43 letters. Raises ValueError, with a sentence, for anything else.

    WeChat docs, 消息推送: 消息加解密说明 (EncodingAESKey).
    """
    if not re.fullmatch("[A-Za-z0-9]{43}", encoding_aes_key):
        raise ValueError("The EncodingAESKey must be exactly 43 letters and digits: copy it from the WeChat console.")
    # 43 letters are 258 bits for 256: the last letter may carry two spare ones, which b64decode lets pass.
    return b64decode(encoding_aes_key + "=")
