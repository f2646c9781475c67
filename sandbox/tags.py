"""Tags (用户标签): an account's names for groups of its fans. Which fan has which stands with the fan."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.fans import Fan

STARRED = 2  # 星标组, which every account has
RESERVED = (0, 1, STARRED)
MOST_TAGS, MOST_ON_A_FAN, LONGEST_NAME = 100, 20, 30
TOO_MANY_TO_DELETE = 100_000  # fans


@dataclass
class Tags:
    """Names by id. The first id that an account gets is 100, as on a real one."""

    names: dict[int, str] = field(default_factory=lambda: {STARRED: "星标组"})
    last_id: int = 99
    too_many_to_delete: int = TOO_MANY_TO_DELETE

    def create(self, name: str) -> int:
        """A new tag; its id."""
        self.last_id += 1
        self.names[self.last_id] = name
        return self.last_id

    def is_full(self) -> bool:
        """All 100 are in use, the reserved one not counted."""
        return len([tag for tag in self.names if tag not in RESERVED]) >= MOST_TAGS


def put_on(fans: Iterable[Fan], tag: int) -> None:
    """Tag fans. One who has the tag keeps its place among theirs."""
    for fan in fans:
        if tag not in fan.tag_ids:
            fan.tag_ids.append(tag)


def take_off(fans: Iterable[Fan], tag: int) -> None:
    """Untag fans."""
    for fan in fans:
        if tag in fan.tag_ids:
            fan.tag_ids.remove(tag)
