"""Public ids: a short kind and a UUIDv7, such as `cnv_0197…`. Clients keep them whole and look at nothing inside."""

from uuid import UUID

from uuid_utils.compat import uuid7

__all__ = [
    "ACCOUNT",
    "AGENT",
    "ASSET",
    "ASSIGNMENT",
    "AUDIT_ENTRY",
    "CANNED",
    "CONVERSATION",
    "DEVICE",
    "FAN",
    "FAN_FIELD",
    "INVITATION",
    "LABEL",
    "MESSAGE",
    "NOTE",
    "SCAN",
    "SCHEDULE",
    "SESSION",
    "TAG",
    "TEAM",
    "TIMELINE_ENTRY",
    "WORKSPACE",
    "new_id",
    "public_id",
    "row_id",
]

ACCOUNT, AGENT, CONVERSATION, FAN, MESSAGE, WORKSPACE = "acc", "agt", "cnv", "fan", "msg", "wsp"
AUDIT_ENTRY, INVITATION, SESSION = "adt", "inv", "ses"
TAG = "tag"
FAN_FIELD = "fld"
LABEL, NOTE = "lbl", "nte"
SCAN = "scn"
ASSET, CANNED = "ast", "cnr"
TIMELINE_ENTRY = "tle"
ASSIGNMENT, TEAM = "asg", "tem"
DEVICE = "dev"
SCHEDULE = "sch"


def new_id() -> UUID:
    """A fresh UUIDv7: ids made later sort later, and nobody can guess the next one."""
    return uuid7()


def public_id(kind: str, row: UUID) -> str:
    """The id that the world sees for a row."""
    return f"{kind}_{row.hex}"


def row_id(kind: str, public: str) -> UUID | None:
    """The row behind a public id, or None where the text is no id of this kind."""
    prefix, _, digits = public.partition("_")
    if prefix != kind or len(digits) != 32 or not digits.isascii() or not digits.isalnum():
        return None
    try:
        return UUID(hex=digits)
    except ValueError:
        return None
