"""Access tokens: an account has two families, plain and stable ones, which never touch each other."""

from dataclasses import dataclass
from enum import Enum, auto

LIFE = 7200
OVERLAP = 300  # seconds for which a replaced token still works
FORCE_PAUSE = 30  # a forced refresh sooner than this after the last one changes nothing


class Standing(Enum):
    """What a token that somebody shows is worth now."""

    VALID = auto()
    EXPIRED = auto()
    NOT_LATEST = auto()


@dataclass
class Token:
    """One token. `retired_at` is when a newer one took its place."""

    value: str
    expires_at: float
    retired_at: float | None = None

    def standing(self, now: float) -> Standing:
        """VALID, or why not."""
        if self.retired_at is not None and now >= self.retired_at + OVERLAP:
            return Standing.NOT_LATEST
        return Standing.VALID if now < self.expires_at else Standing.EXPIRED


@dataclass
class TokenFamily:
    """The newest token and the one before it; older ones are dead."""

    current: Token | None = None
    previous: Token | None = None
    forced_at: float | None = None

    def renew(self, value: str, now: float) -> Token:
        """A new token; the old one stays good for the overlap."""
        if self.current:
            self.current.retired_at = now
        self.previous, self.current = self.current, Token(value, now + LIFE)
        return self.current

    def force(self, value: str, now: float) -> Token:
        """A new token; the old ones die at once."""
        self.invalidate()
        self.forced_at = now
        return self.renew(value, now)

    def refuses_force(self, now: float) -> bool:
        """Two forced refreshes need 30 seconds between them."""
        return self.current is not None and self.forced_at is not None and now - self.forced_at < FORCE_PAUSE

    def is_fresh(self, now: float) -> bool:
        """Whether the stable endpoint hands out the same token again: more than five minutes are left."""
        return self.current is not None and self.current.expires_at - now > OVERLAP

    def invalidate(self) -> None:
        """WeChat takes back every token of the family."""
        self.current = self.previous = None

    def find(self, value: str) -> Token | None:
        """The token with this value, when the family still remembers it."""
        return next((token for token in (self.current, self.previous) if token and token.value == value), None)
