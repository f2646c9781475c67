"""Characters that cannot travel."""


def whole(text: str) -> str:
    """The text with a question mark for half of an emoji, which has no place in UTF-8."""
    return text.encode("utf-8", "replace").decode()
