"""Chance that can be had again: every draw is named, and the same seed and name give the same result.

Draws are named, not taken in turn, so that two callbacks under way at once cannot swap their nonces.
"""

import hashlib
import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Thing = TypeVar("Thing")

LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True)
class Dice:
    """Draws that depend on the seed and on what they are for, and on nothing else."""

    seed: int

    def hex(self, purpose: str, length: int) -> str:
        """Lower-case hex digits."""
        return self._bytes(purpose, (length + 1) // 2).hex()[:length]

    def text(self, purpose: str, length: int, alphabet: str = LETTERS) -> str:
        """Characters of an alphabet."""
        return "".join(alphabet[byte % len(alphabet)] for byte in self._bytes(purpose, length))

    def digits(self, purpose: str, length: int) -> str:
        """Decimal digits, the first of them not 0."""
        return self.text(purpose + "/first", 1, "123456789") + self.text(purpose, length - 1, string.digits)

    def chance(self, purpose: str) -> float:
        """A number from 0 up to, and without, 1."""
        return int.from_bytes(self._bytes(purpose, 6), "big") / 2**48

    def shuffled(self, purpose: str, things: Sequence[Thing]) -> list[Thing]:
        """The same things in an order of the seed's choosing."""
        places = sorted(range(len(things)), key=lambda place: self._bytes(f"{purpose}/{place}", 8))
        return [things[place] for place in places]

    def _bytes(self, purpose: str, length: int) -> bytes:
        return hashlib.shake_256(f"{self.seed}/{purpose}".encode()).digest(length)
