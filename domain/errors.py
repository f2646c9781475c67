"""How Fandesk says no. A DomainError is a rule's answer, safe to show; everything else is our bug and is masked."""

from enum import StrEnum
from math import ceil


class Code(StrEnum):
    """The machine-readable half of every refusal; the API shows the same names."""

    ACCOUNT_ALREADY_CONNECTED = "ACCOUNT_ALREADY_CONNECTED"
    ACCOUNT_DISCONNECTED = "ACCOUNT_DISCONNECTED"
    ACCOUNT_PAUSED = "ACCOUNT_PAUSED"
    AGENT_DOES_NOT_SERVE = "AGENT_DOES_NOT_SERVE"
    AGENT_FULL = "AGENT_FULL"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    CONVERSATION_MOVED_ON = "CONVERSATION_MOVED_ON"
    EMAIL_TAKEN = "EMAIL_TAKEN"
    FAN_BLOCKED = "FAN_BLOCKED"
    FAN_FIELD_LIMIT_REACHED = "FAN_FIELD_LIMIT_REACHED"
    FAN_FIELD_NAME_TAKEN = "FAN_FIELD_NAME_TAKEN"
    FORBIDDEN = "FORBIDDEN"
    IDEMPOTENCY_CONFLICT = "IDEMPOTENCY_CONFLICT"
    INVALID_CODE = "INVALID_CODE"
    INVALID_CREDENTIALS = "INVALID_CREDENTIALS"
    INVITATION_OVER = "INVITATION_OVER"
    INVALID_REFRESH_TOKEN = "INVALID_REFRESH_TOKEN"  # noqa: S105 (a name, no secret)
    LABEL_LIMIT_REACHED = "LABEL_LIMIT_REACHED"
    LABEL_NAME_TAKEN = "LABEL_NAME_TAKEN"
    LAST_OWNER = "LAST_OWNER"
    MEDIA_EXPIRED = "MEDIA_EXPIRED"
    MEDIA_NOT_MISSING = "MEDIA_NOT_MISSING"
    MESSAGE_EMPTY = "MESSAGE_EMPTY"
    MESSAGE_NOT_OVER = "MESSAGE_NOT_OVER"
    MESSAGE_TOO_LONG = "MESSAGE_TOO_LONG"
    MESSAGE_UNDER_WAY = "MESSAGE_UNDER_WAY"
    MINI_PROGRAM_ALREADY_LINKED = "MINI_PROGRAM_ALREADY_LINKED"
    MINI_PROGRAM_LINKED_ELSEWHERE = "MINI_PROGRAM_LINKED_ELSEWHERE"
    MINI_PROGRAM_NOT_LINKED = "MINI_PROGRAM_NOT_LINKED"
    MINI_PROGRAM_NOT_SET_UP = "MINI_PROGRAM_NOT_SET_UP"
    NOT_FOUND = "NOT_FOUND"
    ONLY_WAY_IN = "ONLY_WAY_IN"
    PLATFORM_NOT_SET_UP = "PLATFORM_NOT_SET_UP"
    RATE_LIMITED = "RATE_LIMITED"
    SCHEDULE_LIMIT_REACHED = "SCHEDULE_LIMIT_REACHED"
    SCHEDULE_NAME_TAKEN = "SCHEDULE_NAME_TAKEN"
    SHORTCUT_TAKEN = "SHORTCUT_TAKEN"
    TAG_LIMIT_REACHED = "TAG_LIMIT_REACHED"
    TAG_NAME_TAKEN = "TAG_NAME_TAKEN"
    TAG_RESERVED = "TAG_RESERVED"
    TEAM_LIMIT_REACHED = "TEAM_LIMIT_REACHED"
    TEAM_NAME_TAKEN = "TEAM_NAME_TAKEN"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    WECHAT_REFUSED = "WECHAT_REFUSED"
    WECHAT_UNAVAILABLE = "WECHAT_UNAVAILABLE"


class DomainError(Exception):
    """A rule said no. `str()` is a sentence for the person who asked; `field` is the path of the input it is about."""

    code: Code
    message: str
    message_zh: str = ""  # where the reason came from WeChat, whose words people look for in Chinese
    field: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.message.format(**vars(self))


class NotFound(DomainError):
    """No such row for this viewer: missing, another workspace's and malformed ids all look the same."""

    code = Code.NOT_FOUND
    message = "No {kind} with this id."

    def __init__(self, kind: str, *field: str) -> None:
        self.kind, self.field = kind, field


class BadInput(DomainError):
    """What was given cannot be used; the sentence says what would be right."""

    code = Code.BAD_USER_INPUT
    message = "{sentence}"

    def __init__(self, sentence: str, *field: str) -> None:
        self.sentence, self.field = sentence, field


class AskedTooMuch(DomainError):
    """The principal has used up its allowance; after `wait` seconds the same is granted."""

    code = Code.RATE_LIMITED
    message = "You have asked for too much lately: wait {seconds} s, then go on."

    def __init__(self, wait: float) -> None:
        self.seconds = max(1, ceil(wait))


class AccessDenied(DomainError):
    """The person, not the input, is the reason. Always a top-level error of the API."""


class NotSignedIn(AccessDenied):
    """Nobody is signed in, or the session has ended."""

    code = Code.UNAUTHENTICATED
    message = "Sign in first: send `Authorization: Bearer <accessToken>`."


class NotAllowed(AccessDenied):
    """Signed in, but this role may not do that."""

    code = Code.FORBIDDEN
    message = "Only {who} may do this."

    def __init__(self, who: str) -> None:
        self.who = who
