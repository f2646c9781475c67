"""Numbers that come as texts, as some of WeChat's ids do."""

import re


def number_in(text: str) -> int | None:
    """The whole number that these digits write; None for anything else, and for more digits than an id has."""
    return int(text) if re.fullmatch("[0-9]{1,19}", text) else None
