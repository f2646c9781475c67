"""Official accounts: who they are, their secrets, their callback settings, their fans."""

import ipaddress
import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from sandbox.fans import Fan
from sandbox.mistakes import Missing, Mistake
from sandbox.quotas import Quotas
from sandbox.tokens import TokenFamily


class Kind(StrEnum):
    """服务号 or 公众号 (called 订阅号 until 2025)."""

    SERVICE = "SERVICE"
    SUBSCRIPTION = "SUBSCRIPTION"


class Encryption(StrEnum):
    """How callbacks travel: 明文, 兼容, 安全."""

    PLAINTEXT = "PLAINTEXT"
    COMPATIBLE = "COMPATIBLE"
    SAFE = "SAFE"


@dataclass
class Callback:
    """Where an account's pushes go, and how they are signed and sealed. No URL: nothing is sent."""

    url: str = ""
    token: str = ""
    encoding_aes_key: str = ""
    encryption: Encryption = Encryption.PLAINTEXT

    def check(self) -> None:
        """Refuse what WeChat's settings page would refuse, with a Mistake that says what would be right."""
        if self.url:
            _check_url(self.url)
        if (self.url or self.token) and not re.fullmatch(r"[A-Za-z0-9_]{3,32}", self.token):
            raise Mistake("A callback token is 3 to 32 letters, digits or underscores; this one is not.")
        if self.encoding_aes_key or self.encryption is not Encryption.PLAINTEXT:
            _check_key(self.encoding_aes_key)


@dataclass
class Account:
    """One official account, as WeChat keeps it."""

    app_id: str
    app_secret: str
    original_id: str
    name: str
    kind: Kind = Kind.SERVICE
    is_verified: bool = True
    callback: Callback = field(default_factory=Callback)
    ip_whitelist: list[str] | None = None  # None: the account asks for no whitelist
    quotas: Quotas = field(default_factory=Quotas)
    tokens: TokenFamily = field(default_factory=TokenFamily)
    stable_tokens: TokenFamily = field(default_factory=TokenFamily)
    fans: dict[str, Fan] = field(default_factory=dict)

    def fan(self, openid: str) -> Fan:
        """The fan with this OpenID, or Missing."""
        if openid not in self.fans:
            raise Missing(f"{self.name} knows no fan {openid!r}. Make one first.")
        return self.fans[openid]

    def search(self, part: str) -> list[Fan]:
        """Fans with this in their nickname or OpenID, those whose chat moved last first."""
        wanted = part.strip().casefold()
        found = [
            fan for fan in self.fans.values() if wanted in fan.nickname.casefold() or wanted in fan.openid.casefold()
        ]
        return sorted(found, key=lambda fan: fan.chat[-1].id if fan.chat else 0, reverse=True)

    def families(self) -> tuple[TokenFamily, TokenFamily]:
        """Both token families."""
        return self.tokens, self.stable_tokens


def _check_url(url: str) -> None:
    host = _host(url)
    if not host:
        raise Mistake(f"A callback URL begins with http:// or https:// and names a host: {url!r} does not.")
    if not _is_this_machine(host):
        raise Mistake(f"The box talks to this machine only: a callback URL on {host} is to be on 127.0.0.1.")


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and parts.port != 0 and url.isprintable()
    except ValueError:  # a port beyond 65535, or half an IPv6 address
        return None
    return parts.hostname if is_web else None


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_key(key: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9]{43}", key):
        raise Mistake(f"An EncodingAESKey is 43 letters and digits; this one is not ({len(key)} characters).")
