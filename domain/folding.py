"""Text made comparable: width, case and what nobody sees are folded away, and every letter knows where it came from."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import cast
from unicodedata import category, combining, normalize

_MOST_REMEMBERED = 20_000  # letters; more than anybody writes with


class Folded:
    """A folded text whose letters know their places in the original, counted in code points."""

    def __init__(self, pieces: Sequence[str], ends: Sequence[int]) -> None:
        """`pieces[n]` is what became of the original up to `ends[n]`, from where the piece before ended."""
        self.text = "".join(pieces)
        self._pieces, self._ends = pieces, ends

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text stands in the original; it holds at least one letter."""
        first, last = self._origins[start], self._origins[end - 1]
        return (self._ends[first - 1] if first else 0), self._ends[last]

    @cached_property
    def _origins(self) -> list[int]:
        return [n for n, piece in enumerate(self._pieces) for _ in piece]


def fold(text: str) -> str:
    """The text in one width and case (ＡＢＣ１２ → abc12, ｶﾞ → ガ), without what nobody sees, trimmed of white space."""
    return fold_with_places(text).text.strip()


def fold_with_places(text: str) -> Folded:
    """The same with the place of each letter. White space at the ends stays: it is trimmed by whoever compares."""
    letters = list(map(_LETTERS.__getitem__, text))  # every message passes here: no Python step a letter
    if None not in letters:
        return Folded(cast(list[str], letters), range(1, len(text) + 1))
    clusters = list(_clusters(text))
    return Folded([_folded(text[start:end]) for start, end in clusters], [end for _, end in clusters])


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """A character with the marks on it: they are made one before they are compared."""
    start = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or _LETTERS[text[n]] is not None:
            yield start, n
            start = n


class _Letters(dict[str, str | None]):
    """What a letter folds to; None for a mark that belongs to the letter before it. Filled as letters are met."""

    def __missing__(self, letter: str) -> str | None:
        folded = None if _belongs_to_the_last(letter) else _folded(letter)
        if len(self) < _MOST_REMEMBERED:
            self[letter] = folded
        return folded


def _belongs_to_the_last(letter: str) -> bool:
    """Does it only make sense with the letter before it: an accent, the vowel of a syllable, or nothing one sees?"""
    first = normalize("NFKC", letter)[0]
    return _is_unseen(letter) or combining(first) != 0 or "\u1160" <= first <= "\u11ff"


def _folded(cluster: str) -> str:
    seen = "".join(letter for letter in cluster if not _is_unseen(letter))
    # Twice, as Unicode defines caseless matching: folding may undo what the first normal form composed.
    return normalize("NFKC", normalize("NFKC", seen).casefold())


def _is_unseen(letter: str) -> bool:
    # Joiners, marks of direction and zero-width spaces come along when people copy; an emoji may have a variation.
    return category(letter) == "Cf" or _is_variation(letter)


def _is_variation(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


_LETTERS = _Letters()
