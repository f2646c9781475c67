"""The fans of the demo: made-up nicknames, and OpenIDs that are the same every time."""

from dataclasses import dataclass
from random import Random

from sandbox.dice import Dice
from sandbox.names import FIRST, SECOND

LATIN = ("Momo", "Kiki", "Lin", "Yoyo", "Suki", "Nana", "Echo", "Coco", "Toby", "Iris", "Juno", "Milo")
WHO = ("女士", "先生", "同学", "老师", "")
NOTES = ("常客", "公司团购", "少冰少糖", "坚果过敏", "大学城", "老会员", "烘焙课", "早班打卡")
SAYINGS = (
    "今天也要喝奶茶", "不吃香菜", "周末去露营", "猫的第二个家", "早睡失败", "一只糯米团子", "橘子汽水",
    "在路上的云", "慢慢来", "拿铁不加糖", "数学课代表", "月亮邮递员", "下雨天收衣服", "爱吃栗子的松鼠",
    "半糖主义", "山茶花开了", "加班到天亮", "玻璃海", "面包会有的", "豆浆配油条",
)  # fmt: skip
NAMELESS = 0.1  # the part of the fans whom no agent has given a name


@dataclass(frozen=True)
class Person:
    """A fan, as agents call them; without a remark, Fandesk makes up a name."""

    openid: str
    remark: str | None


def people(how_many: int, draw: Random, dice: Dice) -> list[Person]:
    """So many fans, no two of one name."""
    names: dict[str, None] = {}
    while len(names) < how_many:
        names[_name(draw)] = None
    return [
        Person("o" + dice.text(f"openid/{number}", 27), None if draw.random() < NAMELESS else name)
        for number, name in enumerate(names)
    ]


def _name(draw: Random) -> str:
    nickname = draw.choice(FIRST) + draw.choice(SECOND)
    match draw.randrange(10):
        case 0 | 1:
            return draw.choice(SAYINGS)
        case 2:
            return f"{draw.choice(LATIN)} {draw.choice('ABCDEFGHJKLMSTW')}."
        case 3 | 4:
            return f"{nickname}{draw.choice(WHO)}（{draw.choice(NOTES)}）"
        case 5 | 6:
            return nickname + draw.choice(WHO)
        case _:
            return nickname + draw.choice(("", "呀", "同学", "🌿", "的猫", "在减肥", "88"))
