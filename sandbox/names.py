"""Invented people: nicknames as fans have them, made of parts so that none is anybody's."""

from collections.abc import Sequence

from sandbox.dice import Dice

FIRST = "小阿老大云晚初南北青白木橘半夏秋冬山海星"
SECOND = "满桃鱼竹禾舟糖团柚杏棠雀鹿笙露麦葵岚溪渔"
TAIL = ["", "", "", "同学", "呀", "Lin", "不吃辣", "在路上", "的猫", "88", "🌿", "🍊"]


def invented_name(dice: Dice, number: int) -> str:
    """The nickname of the fan with this number."""
    parts: list[Sequence[str]] = [FIRST, SECOND, TAIL]
    return "".join(part[int(dice.chance(f"name/{number}/{at}") * len(part))] for at, part in enumerate(parts))
