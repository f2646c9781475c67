"""When things were said: backwards from the last word, and seldom at night."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from cli.demo.stories.reading import Line, Story
from sandbox.clock import BEIJING


@dataclass(frozen=True)
class Told:
    """A line at its time."""

    at: datetime
    line: Line


def timed(lines: Story, ends_at: datetime, draw: Random) -> tuple[Told, ...]:
    """The lines with believable pauses, the last of them at `ends_at`."""
    told = [Told(ends_at, lines[-1])]
    for before, after in reversed(tuple(pairwise(lines))):
        told.append(Told(told[-1].at - _pause(before, after, draw), before))
    return tuple(reversed(told))


def by_day(at: datetime, now: datetime) -> datetime:
    """Few write at night: what is not of today moves to the evening before."""
    is_night = at.astimezone(BEIJING).hour < 8
    return at - timedelta(hours=9) if is_night and now - at > timedelta(hours=10) else at


def _pause(before: Line, after: Line, draw: Random) -> timedelta:
    if before.kind == "subscribe":
        # Some follow because they have a question; the others have followed for a while.
        seconds = draw.uniform(20, 300) if draw.random() < 0.3 else draw.uniform(1, 60) * 86_400
    elif before.speaker == after.speaker:
        seconds = draw.uniform(6, 40)
    else:
        seconds = draw.uniform(20, 200) if after.is_from_fan else draw.uniform(40, 400)
    return timedelta(hours=after.pause, seconds=seconds)
