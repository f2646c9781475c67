"""What a lock screen shows: whom it is about and what happened. What a fan wrote is nobody's who finds a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.notifications.matters import Matter
from domain.notifications.models import NotificationKind


@dataclass(frozen=True)
class Words:
    """One notification in words; `body_zh` is the body in Chinese. `matter` is what to open, None of several."""

    title: str
    body: str
    body_zh: str
    matter: Matter | None = None


def words(matters: Sequence[Matter]) -> Words:
    """Of one thing by its name, and a summary of several."""
    return _of_one(matters[0]) if len(matters) == 1 else _summary(matters)


def _of_one(matter: Matter) -> Words:
    n = matter.how_many
    match matter.kind:
        case NotificationKind.NEW_MESSAGE:
            said = _several(n, "[new message]", f"[{n} new messages]", "[新消息]", f"[{n} 条新消息]")
            return Words(matter.fan_name, *said, matter)
        case NotificationKind.ASSIGNED:
            return Words(matter.fan_name, "[conversation assigned to you]", "[新会话分配给您]", matter)
        case NotificationKind.NEW_FOLLOWER:
            said = _several(n, "[new follower]", f"[{n} new followers]", "[新粉丝关注]", f"[{n} 位新粉丝关注]")
            return Words(matter.account_name, *said, matter)


def _summary(matters: Sequence[Matter]) -> Words:
    talks = sum(matter.conversation_id is not None for matter in matters)
    followers = sum(matter.how_many for matter in matters if matter.kind is NotificationKind.NEW_FOLLOWER)
    english, chinese = [], []
    if talks:
        english.append("1 conversation" if talks == 1 else f"{talks} conversations")
        chinese.append(f"{talks} 个会话")
    if followers:
        english.append("1 new follower" if followers == 1 else f"{followers} new followers")
        chinese.append(f"{followers} 位新粉丝")
    return Words("Fandesk", f"[{', '.join(english)}]", f"[{'，'.join(chinese)}]")


def _several(n: int, one: str, many: str, one_zh: str, many_zh: str) -> tuple[str, str]:
    return (one, one_zh) if n == 1 else (many, many_zh)
