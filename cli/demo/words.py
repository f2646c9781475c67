"""What fills the braces of the stories: shops, drinks, cakes and numbers, all made up."""

from random import Random

SHOPS = ("柳荫街店", "望湖路店", "青石巷店", "书院路店", "银杏广场店", "南渡口店")
DRINKS = (
    ("烤栗奶茶", "roasted chestnut milk tea"),
    ("茉香鲜奶茶", "jasmine milk tea"),
    ("厚抹茶鲜奶", "matcha milk"),
    ("芋泥波波茶", "taro bubble tea"),
    ("伯爵鲜奶茶", "Earl Grey milk tea"),
)
CAKES = ("栗子奶油蛋糕", "伯爵千层蛋糕", "草莓奶油卷", "桂花巴斯克", "芒果慕斯")


def some_words(draw: Random) -> dict[str, str]:
    """Words for one story; the two shops in it differ."""
    shop, shop2 = draw.sample(SHOPS, 2)
    drink, drink_en = draw.choice(DRINKS)
    numbers = {
        "no": f"{draw.randrange(10_000):04}",
        "minutes": draw.randrange(15, 45),
        "price": draw.randrange(16, 88),
        "points": draw.randrange(12, 90) * 10,
        "count": draw.randrange(12, 40),
        "few": draw.randrange(2, 6),
    }
    words = {"shop": shop, "shop2": shop2, "drink": drink, "drink_en": drink_en, "cake": draw.choice(CAKES)}
    return words | {name: str(number) for name, number in numbers.items()}
