"""Which question of an account's FAQ a fan asks: pure, without a cloud, and every decision tells why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from domain.bot.index import Index, Likeness
from domain.bot.reading import gist, plain

MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A question with its similar ones (相似问法). A text with one of its negative words (否定关键词) is not for it."""

    id: UUID
    question: str
    similar: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score on (0 to 1) an entry answers, and from which it is suggested.

    An entry that is not `lead` ahead of the next is suggested with it. Tuned by `make bench ARGS=bot`.
    """

    answer: float = 0.44
    suggest: float = 0.30
    lead: float = 0.10


class Outcome(StrEnum):
    """What the bot does with a text."""

    ANSWER = "ANSWER"  # with one entry
    SUGGEST = "SUGGEST"  # up to five: 您是不是想问
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry and how well it fits. `matched` is the question of it that fits best, as it is written."""

    entry: FaqEntry
    matched: str
    likeness: Likeness
    negative: str | None = None  # the negative word that excluded it

    @property
    def score(self) -> float:
        """From 0, nothing in common, to 1, the same words."""
        return self.likeness.score


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done with a text, and why. `entries` answer or are suggested; `others` came near, the best first."""

    outcome: Outcome
    entries: tuple[Scored, ...]
    others: tuple[Scored, ...]
    excluded: tuple[Scored, ...]


class Matcher:
    """An account's FAQ, compiled. Nothing changes it: after an edit it is compiled anew."""

    def __init__(
        self, entries: Sequence[FaqEntry], index: Index, negative: Sequence[Sequence[tuple[str, str]]]
    ) -> None:
        """Use `compile`."""
        self._entries, self._index, self._negative = entries, index, negative

    @classmethod
    def compile(cls, entries: Sequence[FaqEntry]) -> Self:
        """Of entries in any order; of two that fit equally well the earlier one is ahead."""
        entries = tuple(entries)
        phrases = [(n, text) for n, entry in enumerate(entries) for text in (entry.question, *entry.similar)]
        negative = tuple(tuple((word, told) for word in entry.negative if (told := plain(word))) for entry in entries)
        return cls(entries, Index.compile(phrases, len(entries)), negative)

    def decide(self, text: str, thresholds: Thresholds = Thresholds()) -> Decision:
        """What to do with a fan's text."""
        said = plain(text)
        ranked = [self._scored(said, likeness) for likeness in self._index.ask(said, gist(said))]
        near = [one for one in ranked if one.score >= thresholds.suggest]
        fit = [one for one in near if one.negative is None]
        excluded = tuple(one for one in near if one.negative is not None)
        far = tuple(one for one in ranked if one.score < thresholds.suggest)
        if not fit:
            return Decision(Outcome.NOTHING, (), far[:MOST_SUGGESTED], excluded)
        if _is_clear(fit, thresholds):
            return Decision(Outcome.ANSWER, (fit[0],), tuple(fit[1:MOST_SUGGESTED]), excluded)
        return Decision(Outcome.SUGGEST, tuple(fit[:MOST_SUGGESTED]), tuple(fit[MOST_SUGGESTED:]), excluded)

    def _scored(self, said: str, likeness: Likeness) -> Scored:
        entry = self._entries[likeness.entry]
        negative = next((word for word, told in self._negative[likeness.entry] if told in said), None)
        return Scored(entry, likeness.phrase, likeness, negative)


def _is_clear(fit: Sequence[Scored], thresholds: Thresholds) -> bool:
    if len(fit) == 1:
        return fit[0].score >= thresholds.answer
    if fit[0].likeness.is_exact:  # nothing that is merely near casts doubt on it
        return not fit[1].likeness.is_exact
    return fit[0].score >= thresholds.answer and fit[0].score - fit[1].score >= thresholds.lead
