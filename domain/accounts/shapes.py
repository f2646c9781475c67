"""What can stand in WeChat's console, and what cannot."""

import re

from domain.errors import BadInput
from wechat import Encryption


def check_name(name: str) -> None:
    """Raises BadInput."""
    fits("name", name, r"[^\x00]{1,64}", "a name takes 1 to 64 characters")


def check_secret(app_secret: str) -> None:
    """Raises BadInput."""
    fits("appSecret", app_secret, r"[\x21-\x7e]{1,128}", "copy the AppSecret from the WeChat console")


def check_seal(token: str, encoding_aes_key: str, encryption: Encryption) -> None:
    """Token and EncodingAESKey for this mode. Raises BadInput."""
    fits("token", token, r"[A-Za-z0-9_-]{3,32}", "a Token takes 3 to 32 letters and digits")
    if encryption is not Encryption.PLAINTEXT or encoding_aes_key:
        key = "an EncodingAESKey has exactly 43 letters and digits"
        fits("encodingAesKey", encoding_aes_key, r"[A-Za-z0-9]{43}", key)


def fits(field: str, value: str, pattern: str, right: str) -> None:
    """Raises BadInput with what would be right, where the value does not fit."""
    # The value is not repeated: some of these are secrets.
    if not re.fullmatch(pattern, value) or not value.strip():
        raise BadInput(f"This {field} cannot be right: {right}.", field)
