"""What a keyword rule says it listens to, before anything is compiled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domain.folding import fold


class WordMatch(StrEnum):
    """How a word has to stand in a message: be all of it (完全匹配), or anywhere in it (模糊匹配)."""

    EXACT = "EXACT"
    CONTAINS = "CONTAINS"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, and how it matches. Width, case and white space at its ends make no difference."""

    text: str
    match: WordMatch


@dataclass(frozen=True, slots=True)
class KeywordRule:
    """A rule as far as matching goes. Higher priority is ahead; among equals the older rule, then the smaller id."""

    id: UUID
    words: tuple[Word, ...]
    priority: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Placed:
    """A word of a rule, folded. `rank` is its rule's turn among the rules, `turn` its own in the rule; 0 is first."""

    rule: KeywordRule
    rank: int
    turn: int
    word: Word
    folded: str


def in_order(rules: Sequence[KeywordRule]) -> list[KeywordRule]:
    """The rules as they are tried: the one that comes first wins."""
    return sorted(rules, key=lambda rule: (-rule.priority, rule.made_at, rule.id))


def placed(rules: Sequence[KeywordRule]) -> Iterator[Placed]:
    """Every word of ordered rules, in the order of the rules and of the words in them."""
    for rank, rule in enumerate(rules):
        for turn, word in enumerate(rule.words):
            yield Placed(rule, rank, turn, word, fold(word.text))


def spelled(folded: str) -> str:
    """A folded text with a character for each of its UTF-8 bytes, as automata are given it.

    They try the letters that may follow one by one, and thousands of Chinese ones may begin a word: a byte is one of
    256, which makes a message six times as fast. Where a word stands in UTF-8 it stands in the text.
    """
    return folded.encode("utf-8", "surrogatepass").decode("latin-1")


def letters_in(spelling: str) -> int:
    """How many letters a whole number of them was spelled from."""
    return len(spelling.encode("latin-1").decode("utf-8", "surrogatepass"))
