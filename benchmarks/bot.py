"""How often the bot finds the question that is meant, on what tuned it and on what was held out, and how fast."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter
from uuid import UUID

from benchmarks.figures import Figure, percentile
from benchmarks.ground import Ground
from benchmarks.labelled import PARTS, entries, questions
from domain.bot.matching import Decision, FaqEntry, Matcher, Outcome
from domain.ids import new_id

_MANY, _SIMILAR = 1000, 5


@dataclass(frozen=True)
class Judged:
    """A decision beside the entry that was meant; None for a text that is out of scope."""

    meant: UUID | None
    decision: Decision

    @property
    def is_right(self) -> bool:
        """Is the entry that was meant among those that answer or are suggested?"""
        return self.meant in {one.entry.id for one in self.decision.entries}


async def measure(ground: Ground, scale: float) -> AsyncIterator[Figure]:
    """Precision and recall on both parts; then the speed among a thousand entries with five similar questions each."""
    matcher = Matcher.compile(entries())
    for part in PARTS:
        judged = [Judged(meant, matcher.decide(text)) for text, meant in questions(part)]
        for figure in quality(part, judged):
            yield figure
    random = Random(5)
    began = perf_counter()
    many = Matcher.compile(_many(random))
    yield Figure(f"bot compiled, {_MANY:,} entries", (perf_counter() - began) * 1000, "ms")
    texts = [text for part in PARTS for text, _ in questions(part)]
    waits = [_wait(many, text) for text in random.sample(texts, int(len(texts) * scale))]
    more = {"p50_ms": percentile(waits, 50), "p99_ms": percentile(waits, 99)}
    yield Figure(f"bot, a text among {_MANY:,} entries, p95", percentile(waits, 95), "ms", bar="<= 10", more=more)


def quality(part: str, judged: Sequence[Judged]) -> list[Figure]:
    """Shares of 1. Precision is of what the bot did, recall of what was in scope; `found` is answered or suggested."""
    answers = [one for one in judged if one.decision.outcome is Outcome.ANSWER]
    suggestions = [one for one in judged if one.decision.outcome is Outcome.SUGGEST]
    inside = [one for one in judged if one.meant is not None]
    outside = [one for one in judged if one.meant is None]
    unasked = {
        "suggested": _share([one for one in outside if one in suggestions], outside),
        "answered": _share([one for one in outside if one in answers], outside),
    }
    return [
        Figure(f"bot, {part}: ANSWER precision", _share(_right(answers), answers), "share", more=_count(answers)),
        Figure(f"bot, {part}: ANSWER recall", _share(_right(answers), inside), "share", more=_count(inside)),
        Figure(
            f"bot, {part}: SUGGEST precision",
            _share(_right(suggestions), suggestions),
            "share",
            more=_count(suggestions),
        ),
        Figure(f"bot, {part}: SUGGEST recall", _share(_right(suggestions), inside), "share", more=_count(inside)),
        Figure(f"bot, {part}: found", _share(_right(inside), inside), "share", more=_count(inside)),
        Figure(f"bot, {part}: silent out of scope", 1 - sum(unasked.values()), "share", more=_count(outside) | unasked),
    ]


def _right(judged: Sequence[Judged]) -> list[Judged]:
    return [one for one in judged if one.is_right]


def _share(some: Sequence[Judged], all_of_them: Sequence[Judged]) -> float:
    return len(some) / len(all_of_them) if all_of_them else 0.0


def _count(judged: Sequence[Judged]) -> dict[str, float]:
    return {"of": float(len(judged))}


def _many(random: Random) -> list[FaqEntry]:
    """The forty and, up to a thousand, entries put together from halves of their questions: as alike as can be."""
    known = entries()
    asked = [text for entry in known for text in (entry.question, *entry.similar)]
    halves = [(text[: len(text) // 2], text[len(text) // 2 :]) for text in asked]
    mixed = ["".join((random.choice(halves)[0], random.choice(halves)[1])) for _ in range(_MANY * (_SIMILAR + 1))]
    made = [
        FaqEntry(new_id(), mixed[first], tuple(mixed[first + 1 : first + 1 + _SIMILAR]))
        for first in range(0, len(mixed), _SIMILAR + 1)
    ]
    return [*known, *made[len(known) :]]


def _wait(matcher: Matcher, text: str) -> float:
    began = perf_counter()
    matcher.decide(text)
    return (perf_counter() - began) * 1000
