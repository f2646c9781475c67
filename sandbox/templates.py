"""Message templates (模板消息): the library that one chooses from, an account's own, and what was sent with them."""

import re
from dataclasses import dataclass, field

from sandbox.dice import Dice

MOST = 25  # templates an account may have
REMEMBERED = 600.0  # seconds for which a client_msg_id is known
FIELD = re.compile(r"\{\{\s*(\w+)\.DATA\s*\}\}")
DROPPED = ("first", "remark")  # no longer shown since 2023-05-04


@dataclass(frozen=True)
class PublicTemplate:
    """A template of the library (类目模板): keywords to choose from, each with the kind of its value.

    One with a TM id is from before the categories, and may also be taken as it was.
    """

    title: str
    keywords: dict[str, str]


LIBRARY = {
    "TM00015": PublicTemplate("订单支付成功", {"消费类型": "thing", "消费金额": "amount", "支付时间": "time"}),
    "43216": PublicTemplate(
        "订单发货通知",
        {"订单号": "character_string", "商品名称": "thing", "快递公司": "phrase", "发货时间": "time", "件数": "number"},
    ),
    "47001": PublicTemplate(
        "预约成功通知",
        {"预约人": "name", "预约项目": "thing", "预约日期": "date", "联系电话": "phone_number", "车牌": "car_number"},
    ),
    "48058": PublicTemplate(
        "会员变动提醒", {"会员卡号": "character_string", "会员等级": "letter", "变动说明": "thing", "会员状态": "const"}
    ),
}
CONSTANTS = {"会员状态": ("正常", "已升级", "已过期")}
EXAMPLES = {
    "thing": "茶礼一份",
    "amount": "¥12.50",
    "time": "2024年1月1日 10:00",
    "date": "2024年1月1日",
    "character_string": "A20240101",
    "phrase": "已发货",
    "number": "2",
    "name": "王小明",
    "phone_number": "000-0000000",
    "car_number": "粤A00000",
    "letter": "GOLD",
    "const": "正常",
}


@dataclass
class Template:
    """One of an account's templates. `choices`: what a const field may say."""

    template_id: str
    title: str
    content: str
    example: str = ""
    choices: dict[str, list[str]] = field(default_factory=dict)
    is_banned: bool = False

    @property
    def fields(self) -> list[str]:
        """The keys that a message has to fill, without those that nobody shows any more."""
        return [key for key in FIELD.findall(self.content) if key not in DROPPED]

    def filled(self, values: dict[str, str]) -> str:
        """The message as the phone shows it."""
        text = FIELD.sub(lambda match: values.get(match[1], ""), self.content)
        return "\n".join(line for line in text.splitlines() if line.strip())

    def lines(self, values: dict[str, str]) -> list[dict[str, str]]:
        """The same as pairs of a label and a value, for a phone that draws them in two columns."""
        pairs = (line.replace("：", ":").partition(":") for line in self.filled(values).splitlines())
        return [{"label": label if colon else "", "value": value if colon else label} for label, colon, value in pairs]


@dataclass
class TemplateBook:
    """An account's templates, and what went out: message ids by OpenID and client_msg_id, each fan's last minute."""

    templates: dict[str, Template] = field(default_factory=dict)
    known: dict[str, tuple[float, int]] = field(default_factory=dict)
    recent: dict[str, list[tuple[float, str]]] = field(default_factory=dict)  # by OpenID: when, what exactly

    @property
    def is_full(self) -> bool:
        """No other template fits in."""
        return len(self.templates) >= MOST

    def add(self, template: Template) -> Template:
        """One more."""
        self.templates[template.template_id] = template
        return template

    def sent_already(self, openid: str, client_msg_id: str, now: float) -> int | None:
        """The message that this fan got under this client_msg_id within ten minutes."""
        at, msgid = self.known.get(f"{openid} {client_msg_id}", (0.0, 0))
        return msgid if msgid and now - at < REMEMBERED else None

    def remember(self, openid: str, client_msg_id: str, what: str, msgid: int, now: float) -> None:
        """A message went out."""
        self._forget_old(now)
        if client_msg_id:
            key = f"{openid} {client_msg_id}"
            self.known.pop(key, None)  # the dict stays in the order of time
            self.known[key] = (now, msgid)
        self.recent[openid] = [one for one in self.recent.get(openid, []) if now - one[0] < 60] + [(now, what)]

    def within_a_minute(self, openid: str, now: float) -> list[str]:
        """What this fan was sent during the last 60 seconds."""
        return [what for at, what in self.recent.get(openid, []) if now - at < 60]

    def _forget_old(self, now: float) -> None:
        while self.known:
            key, (at, _) = next(iter(self.known.items()))
            if now - at < REMEMBERED:
                return
            del self.known[key]


def from_library(public: PublicTemplate, keywords: list[str], template_id: str) -> Template:
    """A template with the chosen keywords, numbered as WeChat numbers them: thing1, amount2."""
    keys = [f"{public.keywords[word]}{number}" for number, word in enumerate(keywords, 1)]
    lines = [f"{word}:{{{{{key}.DATA}}}}" for word, key in zip(keywords, keys, strict=True)]
    shown = [f"{word}:{EXAMPLES[public.keywords[word]]}" for word in keywords]
    choices = {key: list(CONSTANTS[word]) for word, key in zip(keywords, keys, strict=True) if word in CONSTANTS}
    return Template(template_id, public.title, "\n".join(lines) + "\n", "\n".join(shown) + "\n", choices)


def from_history(public: PublicTemplate, template_id: str) -> Template:
    """A template as they were before categories: numbered keywords, between a `first` and a `remark`."""
    keys = {f"keyword{number}": word for number, word in enumerate(public.keywords, 1)}
    lines = ["{{first.DATA}}", *(f"{word}：{{{{{key}.DATA}}}}" for key, word in keys.items()), "{{remark.DATA}}"]
    shown = [f"{word}：{EXAMPLES[kind]}" for word, kind in public.keywords.items()]
    return Template(template_id, public.title, "\n".join(lines), "\n".join(shown))


def new_template_id(dice: Dice, number: int) -> str:
    """43 characters, as WeChat's are."""
    return dice.text(f"template/{number}", 43)
