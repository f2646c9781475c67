"""The labelled questions are what they promise to be, and the bot does not fall behind what it could do."""

import pytest

from benchmarks.bot import Judged, quality
from benchmarks.labelled import PARTS, entries, questions
from domain.bot.matching import Matcher
from domain.bot.reading import plain

pytestmark = pytest.mark.plain


def test_forty_questions_are_asked_in_hundreds_of_ways_and_as_many_are_none_of_them():
    asked = [(text, meant) for part in PARTS for text, meant in questions(part)]

    assert len(entries()) == 40
    assert {meant for _, meant in asked} == {entry.id for entry in entries()} | {None}
    assert sum(meant is not None for _, meant in asked) >= 300
    assert sum(meant is None for _, meant in asked) >= 60


def test_nothing_is_both_held_out_and_known():
    known = {plain(text) for entry in entries() for text in (entry.question, *entry.similar)}
    tuned = {plain(text) for text, _ in questions("tuning")}
    held_out = {plain(text) for text, _ in questions("held_out")}

    assert not held_out & (tuned | known)
    assert not tuned & known


@pytest.mark.parametrize(
    ("part", "bars"),
    [
        ("tuning", {"ANSWER precision": 0.96, "ANSWER recall": 0.68, "found": 0.92, "silent out of scope": 0.75}),
        ("held_out", {"ANSWER precision": 0.92, "ANSWER recall": 0.62, "found": 0.84, "silent out of scope": 0.75}),
    ],
)
def test_a_change_does_not_make_the_bot_worse(part, bars):
    matcher = Matcher.compile(entries())

    figures = quality(part, [Judged(meant, matcher.decide(text)) for text, meant in questions(part)])

    measured = {figure.what.split(": ")[1]: figure.value for figure in figures}
    assert {name: measured[name] for name, bar in bars.items() if measured[name] < bar} == {}
