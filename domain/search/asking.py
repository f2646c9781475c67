"""What somebody looks for, and where it stands in what was found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.errors import BadInput
from domain.search.tokens import TokenKind, places_of, tokens_of

LONGEST_QUERY = 100  # characters
MOST_TOKENS = 20

_PARTS = re.compile(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)')


@dataclass(frozen=True)
class Phrase:
    """Tokens that must follow one another; of an open phrase the last one is only how a token begins."""

    tokens: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True)
class Sought:
    """Every one of these phrases must be there."""

    phrases: tuple[Phrase, ...]

    @classmethod
    def of(cls, query: str) -> "Sought":
        """From what was typed: words between spaces, and "quoted ones" as a phrase. Raises BadInput."""
        if len(query) > LONGEST_QUERY:
            raise BadInput(f"`query` takes at most {LONGEST_QUERY} characters; it had {len(query)}.", "query")
        read = (_phrase(quoted or plain) for quoted, plain in _PARTS.findall(query))
        phrases = tuple(dict.fromkeys(phrase for phrase in read if phrase.tokens))
        if not phrases:
            raise BadInput("There is nothing in `query` to look for: give a word, a number or a character.", "query")
        if sum(len(phrase.tokens) for phrase in phrases) > MOST_TOKENS:
            raise BadInput(f"`query` looks for too much at once: at most {MOST_TOKENS} words or pairs.", "query")
        return cls(phrases)

    def as_tsquery(self) -> str:
        """As PostgreSQL reads it. Tokens are letters and digits alone: nothing in them wants escaping."""
        return " & ".join(f"({' <-> '.join(_lexemes(phrase))})" for phrase in self.phrases)

    def as_match(self) -> str:
        """As SQLite's FTS5 reads it."""
        return " AND ".join(f'"{" ".join(phrase.tokens)}"{" *" if phrase.is_open else ""}' for phrase in self.phrases)

    def highlights(self, text: str) -> list[tuple[int, int]]:
        """Start and length of what was found, in UTF-16 code units, in order and without overlaps."""
        tokens = tokens_of(text)
        found = sorted(place for phrase in self.phrases for place in places_of(phrase.tokens, phrase.is_open, tokens))
        return [(units(text[:start]), units(text[start:end])) for start, end in _joined(found)]


def units(text: str) -> int:
    """How long JavaScript says it is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _phrase(words: str) -> Phrase:
    found = tokens_of(words)
    texts = tuple(token.text for token in found)
    if not found or found[-1].kind is not TokenKind.LONE:
        return Phrase(texts)
    # What follows in the text is not known: a run ends in its last pair, and a character alone may begin one.
    if len(found) > 1 and found[-2].kind is TokenKind.PAIR:
        return Phrase(texts[:-1])
    return Phrase(texts, is_open=True)


def _lexemes(phrase: Phrase) -> list[str]:
    lexemes = [f"'{token}'" for token in phrase.tokens]
    return [*lexemes[:-1], lexemes[-1] + (":*" if phrase.is_open else "")]


def _joined(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for first, last in places:
        if first > end:
            if end > start:
                yield start, end
            start, end = first, last
        end = max(end, last)
    if end > start:
        yield start, end
