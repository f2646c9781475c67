"""An everyday shop's FAQ, and what its fans ask, by the question that is meant; `-` is for what is none of them.

`tuning.tsv` is what weights and thresholds were chosen by; `held_out.tsv` is only measured, never looked at for tuning.
Several texts of one line stand between `|`.
"""

from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from domain.bot.matching import FaqEntry

PARTS = ("tuning", "held_out")
_HERE = Path(__file__).parent


def entries() -> list[FaqEntry]:
    """The FAQ: forty entries."""
    return [
        FaqEntry(_id(key), question, tuple(similar.split("|")), tuple(word for word in negative.split("|") if word))
        for key, question, similar, negative in _lines("faq")
    ]


def questions(part: str) -> list[tuple[str, UUID | None]]:
    """Texts with the entry that they ask for; None for what is out of its scope."""
    return [(text, None if key == "-" else _id(key)) for key, texts in _lines(part) for text in texts.split("|")]


def _lines(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (_HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]


def _id(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, key)
