"""Words that could never answer, told before they are saved: empty ones, doubles, and what others always win over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import ahocorasick

from domain.auto_replies.words import KeywordRule, Placed, Word, WordMatch, in_order, placed, spelled


class ConflictKind(StrEnum):
    """Why a word never answers."""

    EMPTY = "EMPTY"  # nothing is left of it once it is folded
    DUPLICATE = "DUPLICATE"  # the same word, matched alike, in a rule of the same priority, or twice in one rule
    SHADOWED = "SHADOWED"  # a rule ahead matches every message that this word matches


@dataclass(frozen=True, slots=True)
class Conflict:
    """A word of a rule that never answers; `by` and `by_word` are what wins over it, None for an empty one."""

    kind: ConflictKind
    rule: KeywordRule
    word: Word
    by: KeywordRule | None = None
    by_word: Word | None = None


def conflicts_of(rules: Sequence[KeywordRule]) -> Iterator[Conflict]:
    """Every word that never answers, in the order of the rules. Of two that are alike the later one is named."""
    words = list(placed(in_order(rules)))
    exact, contained = _firsts(words, WordMatch.EXACT), _firsts(words, WordMatch.CONTAINS)
    automaton = _automaton(contained)
    alike: dict[tuple[str, WordMatch, int], Placed] = {}
    for one in words:
        first = alike.setdefault((one.folded, one.word.match, one.rule.priority), one)
        if not one.folded:
            yield Conflict(ConflictKind.EMPTY, one.rule, one.word)
        elif first is not one:
            yield Conflict(ConflictKind.DUPLICATE, one.rule, one.word, first.rule, first.word)
        elif (ahead := _ahead(one, exact, automaton)) is not None:
            yield Conflict(ConflictKind.SHADOWED, one.rule, one.word, ahead.rule, ahead.word)


def _firsts(words: Sequence[Placed], match: WordMatch) -> dict[str, Placed]:
    firsts: dict[str, Placed] = {}
    for one in words:
        if one.folded and one.word.match is match:
            firsts.setdefault(one.folded, one)
    return firsts


def _automaton(words: Mapping[str, Placed]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for folded, one in words.items():
        automaton.add_word(spelled(folded), one)
    automaton.make_automaton()
    return automaton


def _ahead(one: Placed, exact: Mapping[str, Placed], contained: ahocorasick.Automaton) -> Placed | None:
    """The first of the rules ahead that matches wherever this word does: by a part of it, or by all of it."""
    rivals = [rival for _, rival in contained.iter(spelled(one.folded))] if contained else []
    if one.word.match is WordMatch.EXACT:
        rivals.append(exact[one.folded])
    return min((rival for rival in rivals if rival.rank < one.rank), key=lambda rival: rival.rank, default=None)
