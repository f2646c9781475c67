"""All keywords of an account in one automaton: a message is read once, however many there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

import ahocorasick

from domain.auto_replies.conflicts import Conflict, conflicts_of
from domain.auto_replies.words import KeywordRule, Placed, Word, WordMatch, in_order, letters_in, placed, spelled
from domain.folding import Folded, fold_with_places


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that matched, and where it stands first in the message as it was sent (code points, end excluded)."""

    word: Word
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that matched. `shadowed_by` is the rule that won over it; None on the winner."""

    rule: KeywordRule
    hits: tuple[Hit, ...]
    shadowed_by: KeywordRule | None


@dataclass(frozen=True, slots=True)
class Keywords:
    """Compiled rules. Nothing changes them: after an edit they are compiled anew."""

    conflicts: tuple[Conflict, ...]
    _automaton: ahocorasick.Automaton

    @classmethod
    def compile(cls, rules: Sequence[KeywordRule]) -> Self:
        """Of an account's rules in any order. What `conflicts` tells does not keep the rest from working."""
        words = [one for one in placed(in_order(rules)) if one.folded]
        automaton = ahocorasick.Automaton()
        for folded, same in groupby(sorted(words, key=lambda one: (one.folded, one.rank)), key=lambda one: one.folded):
            automaton.add_word(spelled(folded), tuple(same))
        automaton.make_automaton()
        return cls(tuple(conflicts_of(rules)), automaton)

    def match(self, text: str) -> tuple[Candidate, ...]:
        """The rules that a message matches, in the order in which they would answer: the first one does."""
        message = fold_with_places(text)
        found = sorted(self._found_in(message), key=lambda place: (place[0].rank, place[0].turn))
        candidates: list[Candidate] = []
        for _, places in groupby(found, key=lambda place: place[0].rank):
            own = list(places)
            hits = tuple(Hit(one.word, *message.place(start, end)) for one, start, end in own)
            candidates.append(Candidate(own[0][0].rule, hits, candidates[0].rule if candidates else None))
        return tuple(candidates)

    def _found_in(self, message: Folded) -> Iterator[tuple[Placed, int, int]]:
        """Words that match, with their first place in the folded message; each once."""
        if not self._automaton:  # an empty one refuses to be asked
            return
        said = message.text
        begin, stop, spelling = len(said) - len(said.lstrip()), len(said.rstrip()), spelled(said)
        seen: set[str] = set()
        for last, words in self._automaton.iter(spelling):
            folded = words[0].folded
            if folded in seen:
                continue
            seen.add(folded)  # a word that is all of the message stands in it once
            end = letters_in(spelling[: last + 1])
            start = end - len(folded)
            is_all = start == begin and end == stop
            for one in words:
                if is_all or one.word.match is WordMatch.CONTAINS:
                    yield one, start, end
