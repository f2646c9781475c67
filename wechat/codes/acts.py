"""What a return code can ask of us."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Act(StrEnum):
    """What a return code asks of the one who called."""

    RETRY = "retry"
    REFRESH_TOKEN = "refresh_token"  # noqa: S105  the name of an act, not a token
    WAIT = "wait"  # for a quota, a window or a day to pass
    FAN_STATE = "fan_state"  # the fan cannot be reached: note it down, do not repeat
    FIX_REQUEST = "fix_request"  # what was sent can never be accepted
    ASK_A_HUMAN = "ask_a_human"  # a setting or a permission in WeChat's console
    ALREADY_DONE = "already_done"


class Verdict(NamedTuple):
    """What to do about a code, and a sentence for the person who has to know, in English and in Chinese."""

    act: Act
    sentence: str
    sentence_zh: str


# The codes of a row, with "a–b" for every code from a to b, and its two sentences. A code that also stands alone has
# the sentences written there.
Rows = Mapping[str, tuple[str, str]]
