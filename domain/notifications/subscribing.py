"""Subscribe messages of the operator's own mini-program (订阅消息): one for each time the agent accepted."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.ids import CONVERSATION, public_id
from domain.notifications.words import Words

# WeChat docs, 订阅消息参数值内容限制: `thing` takes at most 20 characters; an empty value is refused.
LONGEST_THING = 20
WHO_WHEN_WHAT = ("thing1", "time2", "thing3")
NO_ALLOWANCE = 43101


@dataclass(frozen=True)
class Template:
    """A template that mp.weixin.qq.com has under 订阅消息, with its keys for who, when and what; `page` opens."""

    id: str
    keys: tuple[str, str, str] = WHO_WHEN_WHAT
    page: str = ""


_template: Template | None = None


def use(template: Template | None) -> None:
    """Make this the process's template; None where it has none."""
    global _template
    _template = template


def template() -> Template | None:
    """The template, or None."""
    return _template


def filled(template: Template, words: Words, at: datetime, time_zone: str) -> dict[str, str]:
    """The template's values."""
    here = at.astimezone(ZoneInfo(time_zone))
    when = f"{here.year}年{here.month}月{here.day}日 {here:%H:%M}"
    return dict(zip(template.keys, (_thing(words.title), when, _thing(words.body_zh.strip("[]"))), strict=True))


def page(template: Template, words: Words) -> str:
    """What a tap opens: of one conversation the page learns its id."""
    if not template.page or words.matter is None or words.matter.conversation_id is None:
        return template.page
    joint = "&" if "?" in template.page else "?"
    return f"{template.page}{joint}conversationId={public_id(CONVERSATION, words.matter.conversation_id)}"


def _thing(text: str) -> str:
    one_line = re.sub(r"\s+", " ", text).strip() or "-"
    return one_line if len(one_line) <= LONGEST_THING else f"{one_line[: LONGEST_THING - 1]}…"
