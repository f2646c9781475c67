"""An FAQ's questions, turned around: from what a text consists of to the questions that have it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import Self

from rapidfuzz import fuzz, process

from domain.bot.reading import asks_only, features, gist, plain

_LOOKED_AT = 40  # questions that are compared closely, of those with the most in common and of those that look alike
_MOST_ENTRIES = 20  # that are told of

# Chosen by the tuning part of what `make bench ARGS=bot` measures: there the plateau is wide.
_WORD, _PAIR, _LETTER = 1.0, 0.4, 1.0  # how much a word, a pair of characters and a character says
_ASKING = 0.15  # of that, for what stands in any question
_SHARED, _KNOWN, _FUZZY = 0.25, 0.4, 0.35  # of a score of 1


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like an entry's best question a text is. All parts are between 0 and 1; the same words are 1."""

    entry: int
    phrase: str
    score: float
    is_exact: bool  # the same words, whatever their width, case and punctuation
    shared: float  # of what the two consist of together, what they have in common
    known: float  # of what the text consists of, what any question of the entry has
    fuzzy: float  # how few characters have to be changed


@dataclass(frozen=True, slots=True)
class _Phrase:
    entry: int
    text: str
    plain: str
    gist: str
    features: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Index:
    """Compiled questions."""

    _phrases: tuple[_Phrase, ...]
    _gists: tuple[str, ...]
    _exact: Mapping[str, tuple[int, ...]]
    _entries: Mapping[int, frozenset[str]]
    _weights: Mapping[str, float]
    _having: Mapping[str, tuple[int, ...]]
    _unknown: float

    @classmethod
    def compile(cls, texts: Sequence[tuple[int, str]], entries: int) -> Self:
        """Of (number of the entry, question) pairs. What many entries have says little: its weight is its idf."""
        read = [(entry, text, told, gist(told)) for entry, text in texts if (told := plain(text))]
        found = [features(gist) for *_, gist in read]
        weights = _weights([(entry, has) for (entry, *_), has in zip(read, found, strict=True)], entries)
        phrases = tuple(
            _Phrase(*one, has, sum(weights[it] for it in has)) for one, has in zip(read, found, strict=True)
        )
        return cls(
            phrases,
            tuple(phrase.gist for phrase in phrases),
            _turned((phrase.plain,) for phrase in phrases),
            _told((phrase.entry, phrase.features) for phrase in phrases),
            weights,
            _turned(phrase.features for phrase in phrases),
            _idf(0, entries),
        )

    def ask(self, said: str, gist: str) -> list[Likeness]:
        """The entries that have anything in common with a plain text and its gist, each by its best question."""
        best: dict[int, Likeness] = {}
        has = features(gist)
        whole = sum(self._weight(feature) for feature in has)
        for n in sorted({*self._exact.get(said, ()), *self._candidates(has, gist)}):
            found = self._likeness(self._phrases[n], said, gist, has, whole)
            if found.entry not in best or _is_better(found, best[found.entry]):
                best[found.entry] = found
        ordered = sorted(best.values(), key=lambda one: (not one.is_exact, -one.score, one.entry))
        return ordered[:_MOST_ENTRIES]

    def _candidates(self, has: Iterable[str], gist: str) -> set[int]:
        common: defaultdict[int, float] = defaultdict(float)
        for feature in has:
            weight = self._weights.get(feature, 0.0)
            for n in self._having.get(feature, ()):
                common[n] += weight
        nearest = nlargest(_LOOKED_AT, common, key=lambda n: common[n] / (self._phrases[n].weight + 1))
        # What is misspelt may share but a character; the characters' order finds it.
        alike = process.extract(gist, self._gists, scorer=fuzz.ratio, processor=None, limit=10, score_cutoff=40)
        return {*nearest, *(n for _, _, n in alike)}

    def _likeness(self, phrase: _Phrase, said: str, gist: str, has: frozenset[str], whole: float) -> Likeness:
        if phrase.plain == said:
            return Likeness(phrase.entry, phrase.text, 1.0, True, 1.0, 1.0, 1.0)
        common = sum(self._weight(feature) for feature in has & phrase.features)
        shared = 2 * common / ((whole + phrase.weight) or 1)
        fuzzy = fuzz.ratio(gist, phrase.gist) / 100
        known = sum(self._weight(feature) for feature in has & self._entries[phrase.entry]) / (whole or 1)
        score = _SHARED * shared + _KNOWN * known + _FUZZY * fuzzy
        return Likeness(phrase.entry, phrase.text, score, False, shared, known, fuzzy)

    def _weight(self, feature: str) -> float:
        return self._weights.get(feature) or self._unknown * _kind(feature)


def _is_better(one: Likeness, other: Likeness) -> bool:
    return (one.is_exact, one.score) > (other.is_exact, other.score)


def _turned(having: Iterable[Iterable[str]]) -> dict[str, tuple[int, ...]]:
    turned: defaultdict[str, list[int]] = defaultdict(list)
    for n, things in enumerate(having):
        for thing in things:
            turned[thing].append(n)
    return {thing: tuple(numbers) for thing, numbers in turned.items()}


def _told(found: Iterable[tuple[int, frozenset[str]]]) -> dict[int, frozenset[str]]:
    told: defaultdict[int, set[str]] = defaultdict(set)
    for entry, has in found:
        told[entry] |= has
    return {entry: frozenset(has) for entry, has in told.items()}


def _weights(found: Iterable[tuple[int, frozenset[str]]], entries: int) -> dict[str, float]:
    told = Counter(feature for has in _told(found).values() for feature in has)
    return {feature: _idf(count, entries) * _kind(feature) for feature, count in told.items()}


def _idf(count: int, entries: int) -> float:
    return log(1 + (entries + 1) / (count + 0.5)) / log(1 + (entries + 1) / 0.5)


def _kind(feature: str) -> float:
    kind = _WORD if feature.startswith("w:") else _PAIR if len(feature) == 2 else _LETTER
    return kind * _ASKING if asks_only(feature) else kind
