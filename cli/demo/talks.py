"""Who said what to whom and when. The same seed and the same `now` make the same talks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from random import Random

from cli.demo.people import Person, people
from cli.demo.shop import BRANCHES, Branch
from cli.demo.stories.reading import FAN, Line, Story, read
from cli.demo.times import Told, by_day, timed
from cli.demo.words import some_words
from domain.conversations.models import MessageStatus
from sandbox.dice import Dice

FRESHEST, OLDEST = timedelta(minutes=3), timedelta(days=9)
FRESH = 24  # of a branch's talks the newest, of which many wait for an answer
UNTIDY = 20  # of a branch's talks the newest, which nobody has closed yet
LONGEST = 14  # messages of a talk, if two stories are told in it
QUITTERS = 6  # of a branch's silent fans, those who unfollowed
TROUBLE = (MessageStatus.REFUSED, MessageStatus.UNCERTAIN)


@dataclass(frozen=True)
class PlannedTalk:
    """All there is between a fan and an account: what was said, and how many of these messages agents have read."""

    app_id: str
    person: Person
    lines: tuple[Told, ...]
    read: int
    is_closed: bool = False

    @property
    def is_following(self) -> bool:
        """Has the fan stayed?"""
        return self.lines[-1].line.kind != "unsubscribe"


def plan(seed: int, now: datetime) -> list[PlannedTalk]:
    """The talks of all fans."""
    draw = Random(seed)  # noqa: S311  invented talks, no secrets
    crowd = iter(people(sum(branch.fans for branch in BRANCHES), draw, Dice(seed)))
    return [talk for branch in BRANCHES for talk in _branch(branch, crowd, draw, now)]


def _branch(branch: Branch, crowd: Iterator[Person], draw: Random, now: datetime) -> Iterator[PlannedTalk]:
    for place, story in enumerate(_chosen(branch, draw)):
        age = FRESHEST + timedelta(minutes=2) * draw.random() + OLDEST * (place / branch.talkers) ** 2.3
        yield _talk(branch, next(crowd), story, place, by_day(now - age, now), draw)
    for number in range(branch.fans - branch.talkers):
        yield _silence(branch, next(crowd), draw, now, stays=number >= QUITTERS)


def _chosen(branch: Branch, draw: Random) -> list[Story]:
    """A story for each talk, the newest talk first. Each is told before one is told again."""
    stories = [story for text in branch.stories for story in read(text)]
    chosen: list[Story] = []
    while len(chosen) < branch.talkers:
        chosen += draw.sample(stories, len(stories))
    chosen[4:4] = [story for text in branch.troubled for story in read(text)]
    return chosen[: branch.talkers]


def _talk(branch: Branch, person: Person, story: Story, place: int, ends_at: datetime, draw: Random) -> PlannedTalk:
    is_done = any(line.fate in TROUBLE for line in story) or not _still_waits(place, draw)
    earlier = _earlier(branch, story, draw)
    said = story if is_done else tuple(takewhile(lambda line: line.is_from_fan, story))
    if earlier:
        said = (replace(said[0], pause=draw.randrange(20, 70)), *said[1:])
    lines = (_event("subscribe"), *earlier, *_worded(said, draw))
    read = len(lines) if is_done else len(lines) - len(said)
    is_closed = is_done and lines[-1].fate not in TROUBLE and place >= UNTIDY and draw.random() < 0.6
    return PlannedTalk(branch.app_id, person, timed(lines, ends_at, draw), read, is_closed)


def _silence(branch: Branch, person: Person, draw: Random, now: datetime, *, stays: bool) -> PlannedTalk:
    """A fan who followed, and at most left again."""
    lines = (_event("subscribe"),) if stays else (_event("subscribe"), _event("unsubscribe"))
    ends_at = by_day(now - timedelta(days=1 + 44 * draw.random()), now)
    return PlannedTalk(branch.app_id, person, timed(lines, ends_at, draw), read=0)


def _still_waits(place: int, draw: Random) -> bool:
    return place == 0 or draw.random() < (0.45 if place < FRESH else 0.05)


def _earlier(branch: Branch, story: Story, draw: Random) -> Story:
    """What some fans asked days before."""
    earlier = draw.choice(read(branch.stories[0]))
    speaks_english = (story[0].text or "").isascii()
    is_told = draw.random() < 0.25 and earlier != story and not speaks_english
    return _worded(earlier, draw) if is_told and len(earlier) + len(story) < LONGEST else ()


def _worded(story: Story, draw: Random) -> Story:
    words = some_words(draw)
    return tuple(line.filled_in(words) for line in story)


def _event(name: str) -> Line:
    return Line(FAN, name, None, MessageStatus.RECEIVED)
