"""`/cgi-bin/menu/create`, `get`, `delete` and `get_current_selfmenu_info`: the default menu."""

from typing import Any

from sandbox.cgi_bin.knock import Knock, asked, entitled, must_get, within_quota
from sandbox.cgi_bin.menu_checks import read_buttons
from sandbox.cgi_bin.refusals import Refusal
from sandbox.menus import Button, ConditionalMenu, Menu
from sandbox.world import World

Answer = dict[str, Any]
FIRST_MENU_ID = 208_379_000


def create_menu(world: World, knock: Knock) -> Answer:
    """Replace the default menu; conditional ones stay."""
    account, said = asked(world, knock)
    buttons = read_buttons(account, said.get("button"), world.now())
    within_quota(world, account, knock.api)
    account.menus.default = Menu(new_menu_id(world), buttons)
    menu_changed(world)
    return {"errcode": 0, "errmsg": "ok"}


def get_menus(world: World, knock: Knock) -> Answer:
    """The default menu, and the conditional ones, the newest first."""
    account = entitled(world, knock)
    must_get(knock)
    within_quota(world, account, knock.api)
    default = account.menus.default
    if default is None:
        raise Refusal(46003)
    answer: Answer = {"menu": {"button": default.buttons, "menuid": default.menuid}}
    if account.menus.conditional:
        answer["conditionalmenu"] = [_written(menu) for menu in reversed(account.menus.conditional)]
    return answer


def delete_menus(world: World, knock: Knock) -> Answer:
    """Delete the default menu, and with it all the others."""
    account = entitled(world, knock)
    must_get(knock)
    within_quota(world, account, knock.api)
    account.menus.wipe()
    menu_changed(world)
    return {"errcode": 0, "errmsg": "ok"}


def current_menu(world: World, knock: Knock) -> Answer:
    """The default menu in another shape: what is below a button is an object with a list."""
    account = entitled(world, knock)
    must_get(knock)
    default = account.menus.default
    if default is None:
        return {"is_menu_open": 0, "selfmenu_info": {"button": []}}
    return {"is_menu_open": 1, "selfmenu_info": {"button": [_current(button) for button in default.buttons]}}


def new_menu_id(world: World) -> int:
    """The id of another menu."""
    return FIRST_MENU_ID + world.count("menu")


def menu_changed(world: World) -> None:
    """Phones show a changed menu when their chat is opened next; the box's phones show it at once."""
    world.directory_changed()


def _written(menu: ConditionalMenu) -> Answer:
    return {"button": menu.buttons, "matchrule": menu.rule, "menuid": menu.menuid}


def _current(button: Button) -> Button:
    own = {key: value for key, value in button.items() if key != "sub_button"}
    if not button["sub_button"]:
        return own
    return own | {"sub_button": {"list": [_current(below) for below in button["sub_button"]]}}
