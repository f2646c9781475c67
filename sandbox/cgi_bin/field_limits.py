"""What a field of a category template may say, by the beginning of its key (类目模板参数值内容限制): else 47003."""

import re
from collections.abc import Callable

DATE = r"\d{4}(年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})"
CLOCK = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
CHINESE = r"[㐀-鿿]"


def _fits(pattern: str) -> Callable[[str], bool]:
    whole = re.compile(pattern)
    return lambda value: whole.fullmatch(value) is not None


def _is_symbol(value: str) -> bool:
    return len(value) <= 5 and not any(one.isalnum() or one.isspace() for one in value)


LIMITS: dict[str, Callable[[str], bool]] = {
    "thing": lambda value: len(value) <= 20,
    "number": lambda value: len(value) <= 32 and re.fullmatch(r"-?\d+(\.\d+)?", value) is not None,
    "letter": _fits(r"[A-Za-z]{1,32}"),
    "symbol": _is_symbol,
    "character_string": _fits(r"[!-~]{1,32}"),
    "time": _fits(rf"({DATE}\s?)?{CLOCK}(\s?[~-]\s?({DATE}\s?)?{CLOCK})?"),
    "date": _fits(rf"{DATE}(\s?{CLOCK})?"),
    "amount": _fits(r"[¥￥$€£]?\d{1,10}(\.\d+)?元?"),
    "phone_number": _fits(r"[\d+\-() ]{1,17}"),
    "car_number": _fits(rf"({CHINESE}|[A-Za-z0-9])[A-Za-z0-9]{{0,6}}({CHINESE}|[A-Za-z0-9])?"),
    "name": _fits(rf"{CHINESE}{{1,10}}|[^\d\s㐀-鿿][^\d㐀-鿿]{{0,19}}"),
    "phrase": _fits(rf"{CHINESE}{{1,5}}"),
}


def is_allowed(key: str, value: str, choices: list[str] | None) -> bool:
    """Whether a field may say this. A historic key (`keyword1`) takes whatever is not empty."""
    if not value.strip():
        return False
    if choices is not None:
        return value in choices
    limit = LIMITS.get(key.rstrip("0123456789"))
    return limit is None or limit(value)
