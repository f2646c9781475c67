"""Custom menus (自定义菜单): the default one, and conditional ones for some fans (个性化菜单)."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.fans import Fan

Button = dict[str, Any]


@dataclass
class Menu:
    """Buttons as the account wrote them."""

    menuid: int
    buttons: list[Button]


@dataclass
class ConditionalMenu(Menu):
    """Buttons for the fans who match: by the tag they got last, and by the platform of their phone."""

    tag_id: int | None = None
    client_platform_type: int | None = None

    def matches(self, fan: Fan) -> bool:
        """Of several tags only the one that was applied last counts."""
        last_tag = fan.tag_ids[-1] if fan.tag_ids else None
        return self.tag_id in (None, last_tag) and self.client_platform_type in (None, fan.client_platform_type)

    @property
    def rule(self) -> dict[str, str]:
        """The matchrule as menu/get writes it: texts."""
        said = {"tag_id": self.tag_id, "client_platform_type": self.client_platform_type}
        return {key: str(value) for key, value in said.items() if value is not None}


@dataclass
class Menus:
    """An account's menus, conditional ones in the order in which they were made."""

    default: Menu | None = None
    conditional: list[ConditionalMenu] = field(default_factory=list)

    def for_fan(self, fan: Fan) -> Menu | None:
        """The newest conditional menu that matches, else the default one."""
        found = (menu for menu in reversed(self.conditional) if menu.matches(fan))
        return next(found, self.default)

    def wipe(self) -> None:
        """Deleting the default menu deletes them all."""
        self.default = None
        self.conditional.clear()


def actions_of(buttons: list[Button]) -> list[Button]:
    """The buttons that do something: those without a sub-menu, and those inside one."""
    return [one for button in buttons for one in (button.get("sub_button") or [button])]
