"""Reads the stories: text into lines."""

import re
from dataclasses import dataclass, replace

from domain.conversations.models import MessageStatus

FAN = "粉"
_PAUSE = "停"
_FATES = {"": MessageStatus.SENT, "×": MessageStatus.REFUSED, "？": MessageStatus.UNCERTAIN}


@dataclass(frozen=True)
class Line:
    """One message of a story. `kind` is WeChat's word for it, `pause` the hours that pass before it."""

    speaker: str
    kind: str
    text: str | None
    fate: MessageStatus
    pause: int = 0

    @property
    def is_from_fan(self) -> bool:
        """True for the fan, False for an agent."""
        return self.speaker == FAN

    def filled_in(self, words: dict[str, str]) -> "Line":
        """With these words for what stands in braces."""
        return self if self.text is None else replace(self, text=self.text.format_map(words))


Story = tuple[Line, ...]


def read(text: str) -> list[Story]:
    """The stories of a text."""
    return [tuple(_lines(part.splitlines())) for part in text.strip().split("\n\n")]


def _lines(written: list[str]) -> list[Line]:
    lines: list[Line] = []
    pause = 0
    for mark, _, words in (line.partition(" ") for line in written):
        if mark == _PAUSE:
            pause = int(words)
            continue
        lines.append(replace(_line(mark, words), pause=pause))
        pause = 0
    return lines


def _line(mark: str, words: str) -> Line:
    speaker, fate = mark[0], MessageStatus.RECEIVED if mark[0] == FAN else _FATES[mark[1:]]
    other = re.fullmatch(r"\[(\w+)]", words)
    return Line(speaker, other[1], None, fate) if other else Line(speaker, "text", words, fate)
