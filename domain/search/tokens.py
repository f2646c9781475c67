"""Text as what it is found by: Chinese characters in overlapping pairs, Latin words and numbers as they are.

Every character of a Chinese run begins one token: its pair with the next, and the last one stands alone. So a phrase is
tokens that follow one another without a gap, in the index of either database.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise
from unicodedata import category, combining, normalize

LONGEST_WORD = 64  # characters; a longer one is found by its beginning
MOST_TOKENS = 16_000  # PostgreSQL keeps no place in a text beyond 16,383; whoever looks for later words finds nothing

# Han with its extensions and radicals, kana, bopomofo and hangul.
_CJK = (
    (0x1100, 0x11FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x318F), (0x31A0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF66, 0xFFDC),
    (0x1B000, 0x1B16F), (0x20000, 0x3FFFF),
)  # fmt: skip
_VOICED_HALFWIDTH = "\uff9e\uff9f"


class TokenKind(Enum):
    """A Latin WORD or number, a PAIR of Chinese characters, or a LONE one: the last of its run."""

    WORD = 1
    PAIR = 2
    LONE = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One thing to be found by, and where it stands in the text; `first_end` is where its first character ends."""

    text: str
    kind: TokenKind
    start: int
    end: int
    first_end: int


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    is_cjk: bool | None  # None for what is no letter
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """All that a text is found by, in order."""
    found: list[Token] = []
    for is_cjk, letters in groupby(_letters(text), key=lambda letter: letter.is_cjk):
        run = list(letters)
        if is_cjk is not None:
            found += _pairs(run) if is_cjk else [_word(run)]
        if len(found) >= MOST_TOKENS:
            break
    return found[:MOST_TOKENS]


def places_of(wanted: Sequence[str], is_open: bool, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where these tokens follow one another, as start and end in the text. `is_open`: the last is but a beginning."""
    texts, last = [token.text for token in tokens], len(wanted) - 1
    for n in range(len(tokens) - last):
        is_there = texts[n + last].startswith(wanted[-1]) if is_open else texts[n + last] == wanted[-1]
        if is_there and texts[n : n + last] == list(wanted[:-1]):
            yield tokens[n].start, tokens[n + last].first_end if is_open else tokens[n + last].end


def _letters(text: str) -> Iterator[_Letter]:
    for start, end in _clusters(text):
        for letter in normalize("NFKC", normalize("NFKC", text[start:end]).casefold()):
            what = category(letter)
            if what[0] in "LN":
                yield _Letter(letter, _is_cjk(letter), start, end)
            elif what not in ("Cf", "Mn", "Mc"):
                yield _Letter(letter, None, start, end)
            elif what != "Cf" and not _is_variation(letter) and letter not in "\u3099\u309a":
                yield _Letter(letter, False, start, end)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """A character with the marks on it: they are made one before they are compared."""
    start = 0
    for n in range(1, len(text) + 1):
        if n == len(text) or not _belongs_to_the_last(text[n]):
            yield start, n
            start = n


def _belongs_to_the_last(letter: str) -> bool:
    is_part_of_a_syllable = "\u1160" <= letter <= "\u11ff"
    return combining(letter) != 0 or is_part_of_a_syllable or letter in _VOICED_HALFWIDTH or _is_variation(letter)


def _is_variation(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


def _is_cjk(letter: str) -> bool:
    code = ord(letter)
    return code >= _CJK[0][0] and any(first <= code <= last for first, last in _CJK)


def _pairs(run: Sequence[_Letter]) -> Iterable[Token]:
    for one, two in pairwise(run):
        yield Token(one.text + two.text, TokenKind.PAIR, one.start, two.end, one.end)
    yield Token(run[-1].text, TokenKind.LONE, run[-1].start, run[-1].end, run[-1].end)


def _word(run: Sequence[_Letter]) -> Token:
    text = "".join(letter.text for letter in run)[:LONGEST_WORD]
    return Token(text, TokenKind.WORD, run[0].start, run[-1].end, run[0].end)
