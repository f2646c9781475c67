"""Access tokens: short-lived signed JWTs. Refresh tokens: random, single use, kept as hashes."""

import hmac
import secrets as random_secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import jwt

from domain import secrets

ACCESS_LIFE = timedelta(minutes=15)
_ALGORITHM, _ISSUER = "HS256", "fandesk"


@dataclass(frozen=True)
class AccessClaims:
    """What an access token says: which session, and until when."""

    session_id: UUID
    expires_at: datetime


def issue_access(session_id: UUID, agent_id: UUID, now: datetime) -> tuple[str, datetime]:
    """A signed access token and the moment it ends."""
    expires_at = (now + ACCESS_LIFE).replace(microsecond=0)
    claims = {
        "iss": _ISSUER,
        "aud": _ISSUER,
        "sub": agent_id.hex,
        "sid": session_id.hex,
        "iat": now,
        "exp": expires_at,
    }
    return jwt.encode(claims, secrets.derive("access tokens"), _ALGORITHM), expires_at


def read_access(token: str, now: datetime) -> AccessClaims | None:
    """The claims, or None where the token is forged, malformed or past its time."""
    options = {"require": ["exp", "sid"], "verify_exp": False, "verify_iat": False, "verify_nbf": False}
    key = secrets.derive("access tokens")
    try:
        said = jwt.decode(token, key, [_ALGORITHM], options=options, audience=_ISSUER, issuer=_ISSUER)  # type: ignore[arg-type]
        claims = AccessClaims(UUID(hex=said["sid"]), datetime.fromtimestamp(said["exp"], UTC))
    except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError):
        return None
    return claims if now < claims.expires_at else None


def new_refresh() -> str:
    """A refresh token nobody can guess: 256 random bits."""
    return "rt_" + random_secrets.token_urlsafe(32)


def successor_of(refresh: str) -> str:
    """The token that follows one. It can be made again, so a repeat whose answer was lost gets the same."""
    following = hmac.digest(secrets.derive("refresh tokens"), refresh.encode(), "sha256")
    return "rt_" + urlsafe_b64encode(following).decode().rstrip("=")


def hash_of(refresh: str) -> str:
    """What is kept of a refresh token."""
    return sha256(refresh.encode()).hexdigest()
