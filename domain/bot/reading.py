"""A fan's words as the bot compares them: characters, pairs of characters and words, each with how much it says."""

import re

import rjieba

from domain.bot.everyday import ASKING, COURTESIES, PARTICLES, SAID_FOR
from domain.folding import fold

LONGEST = 200  # characters of a fan's text that are looked at; a question is shorter

# Letters and digits of any script; punctuation and emoji, Chinese or not, tell nothing of what is asked.
_SILENT = re.compile(r"[\W_]+")

_COURTESY = re.compile("|".join(sorted(COURTESIES, key=len, reverse=True)))
_SAID = re.compile("|".join(sorted(SAID_FOR, key=len, reverse=True)))


def plain(text: str) -> str:
    """A text without width, case and punctuation: equal ones ask the same."""
    return _SILENT.sub("", fold(text[: LONGEST * 2]))[:LONGEST]


def gist(said: str) -> str:
    """A plain text without courtesies, in the words of an FAQ; the text itself where nothing else is left."""
    said = _SAID.sub(lambda found: SAID_FOR[found[0]], said)
    kept = _COURTESY.sub("", said)
    return "".join(letter for letter in kept if letter not in PARTICLES) or said


def features(gist: str) -> frozenset[str]:
    """What a gist consists of: its characters, pairs of them, and its words, marked as they count by themselves."""
    pairs = (gist[n : n + 2] for n in range(len(gist) - 1))
    words = (f"w:{word}" for word in rjieba.cut_for_search(gist) if len(word) > 1)
    return frozenset((*gist, *pairs, *words))


def asks_only(feature: str) -> bool:
    """Is it made of what stands in any question (怎么, 多少, 可以 …)?"""
    return ASKING.issuperset(feature.removeprefix("w:"))
