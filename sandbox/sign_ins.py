"""Signing in with WeChat: the codes of web pages (网页授权) and mini-programs, and the tokens of their users."""

from dataclasses import dataclass, field

CODE_LIFE = 300.0
TOKEN_LIFE = 7_200.0
REFRESH_LIFE = 30 * 86_400.0

BASE, USERINFO, MINI_PROGRAM = "snsapi_base", "snsapi_userinfo", "mini_program"


@dataclass
class Code:
    """Good once, for five minutes. `component` is the platform on whose behalf it was asked for."""

    value: str
    openid: str
    scope: str
    made_at: float
    component: str = ""
    is_snapshot: bool = False
    is_used: bool = False

    def is_expired(self, now: float) -> bool:
        """Five minutes are over."""
        return now >= self.made_at + CODE_LIFE


@dataclass
class UserToken:
    """What a page may ask about one person, with the means to go on asking for 30 days."""

    access_token: str
    refresh_token: str
    openid: str
    scope: str
    expires_at: float
    refresh_until: float
    component: str = ""
    is_snapshot: bool = False


@dataclass
class SignIns:
    """Those of one account. `domain`: where codes may be sent, None for anywhere.

    With `gives_snapshots` a page that asks for the profile gets a made-up person (快照页).
    """

    domain: str | None = None
    gives_snapshots: bool = False
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: list[UserToken] = field(default_factory=list)

    def add(self, code: Code) -> Code:
        """Give a code out; those that are long over are forgotten."""
        self.codes = {value: old for value, old in self.codes.items() if code.made_at < old.made_at + 86_400}
        self.codes[code.value] = code
        return code

    def by_access(self, token: str) -> UserToken | None:
        """The sign-in with this access token."""
        return next((one for one in self.tokens if one.access_token == token), None)

    def by_refresh(self, token: str) -> UserToken | None:
        """The sign-in with this refresh token."""
        return next((one for one in self.tokens if one.refresh_token == token), None)

    def keep(self, token: UserToken, now: float) -> UserToken:
        """A new sign-in; those that are over for a day are forgotten."""
        self.tokens = [one for one in self.tokens if one.refresh_until + 86_400 > now]
        self.tokens.append(token)
        return token
