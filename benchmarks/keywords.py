"""Ten thousand keywords against the messages of a day: short ones, long ones, and a page of text."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from random import Random
from time import perf_counter

from benchmarks.figures import Figure, percentile
from benchmarks.ground import Ground
from domain.auto_replies.keywords import Keywords
from domain.auto_replies.words import KeywordRule, Word, WordMatch
from domain.ids import new_id

_KEYWORDS, _A_RULE = 10_000, 5
_LENGTHS = {"a usual message": (4, 30), "a long message": (60, 140), "a page": (500, 600)}
_LETTERS = [chr(0x4E00 + n) for n in range(2000)] + list("abcdefghijklmnopqrstuvwxyz0123456789")
_BAR = "<= 0.2"  # milliseconds, design §6


async def measure(ground: Ground, scale: float) -> AsyncIterator[Figure]:
    """How long a message takes, p99; half of the words contained, half exact; every second message has one of them."""
    random = Random(11)
    words = ["".join(random.choices(_LETTERS, k=random.randint(2, 5))) for _ in range(_KEYWORDS)]
    began = perf_counter()
    keywords = Keywords.compile(_rules(random, words))
    yield Figure(f"keywords compiled, {_KEYWORDS:,}", (perf_counter() - began) * 1000, "ms")
    for name, lengths in _LENGTHS.items():
        texts = [_text(random, words, lengths) for _ in range(int(4000 * scale))]
        waits = [_wait(keywords, text) for text in texts]
        more = {
            "p50_ms": percentile(waits, 50),
            "matched": sum(bool(keywords.match(text)) for text in texts) / len(texts),
        }
        yield Figure(f"keywords, {name}, p99", percentile(waits, 99), "ms", bar=_BAR, more=more)


def _rules(random: Random, words: Sequence[str]) -> list[KeywordRule]:
    made_at = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        KeywordRule(
            id=new_id(),
            words=tuple(Word(word, random.choice(list(WordMatch))) for word in words[first : first + _A_RULE]),
            priority=random.randrange(5),
            made_at=made_at,
        )
        for first in range(0, len(words), _A_RULE)
    ]


def _text(random: Random, words: Sequence[str], lengths: tuple[int, int]) -> str:
    letters = random.choices(_LETTERS, k=random.randint(*lengths))
    if random.random() < 0.5:
        letters[random.randrange(len(letters))] = random.choice(words)
    return "".join(letters)


def _wait(keywords: Keywords, text: str) -> float:
    began = perf_counter()
    keywords.match(text)
    return (perf_counter() - began) * 1000
