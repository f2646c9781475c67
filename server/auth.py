"""Who is asking: `Authorization: Bearer <accessToken>` on a request, the same words in a socket's connection_init."""

from datetime import datetime
from typing import Any

from domain.agents.tokens import AccessClaims, read_access


def claims_of(authorization: Any, now: datetime) -> AccessClaims | None:
    """What a bearer token says; None without one, or where it is forged or past its time."""
    if not isinstance(authorization, str):
        return None
    scheme, _, token = authorization.partition(" ")
    return read_access(token.strip(), now) if scheme.lower() == "bearer" else None
