from domain.errors import Code, DomainError


class ShortcutTaken(DomainError):
    """A shortcut stands for one thing in a workspace."""

    code = Code.SHORTCUT_TAKEN
    message = "Another canned response has the shortcut {shortcut}."
    field = ("shortcut",)

    def __init__(self, shortcut: str) -> None:
        self.shortcut = shortcut


class UnknownVariables(DomainError):
    """Found when it is saved, so that no fan ever reads braces."""

    code = Code.BAD_USER_INPUT
    message = "There is no {unknown}. What can be filled in is {known}."
    field = ("content",)

    def __init__(self, unknown: str, known: str) -> None:
        self.unknown, self.known = unknown, known
