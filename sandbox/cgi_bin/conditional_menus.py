"""`/cgi-bin/menu/addconditional`, `delconditional`, `trymatch`: menus for some fans (个性化菜单)."""

from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.knock import Knock, asked, within_quota
from sandbox.cgi_bin.menu_checks import MOST_DOMAINS, domains_of, read_buttons
from sandbox.cgi_bin.menus import menu_changed, new_menu_id
from sandbox.cgi_bin.numbers import number_in
from sandbox.cgi_bin.refusals import Refusal
from sandbox.fans import Fan
from sandbox.menus import Button, ConditionalMenu
from sandbox.world import World

Answer = dict[str, Any]
PRIVATE = ("sex", "country", "province", "city", "language")
PLATFORMS = (1, 2, 3)


def add_conditional_menu(world: World, knock: Knock) -> Answer:
    """A menu for the fans who match. It is the newest one, and so the first to be tried."""
    account, said = asked(world, knock)
    if account.menus.default is None:
        raise Refusal(65303)
    tag_id, platform = _rule(account, said.get("matchrule"))
    if not said.get("button"):
        raise Refusal(65307)
    buttons = read_buttons(account, said["button"], world.now())
    _few_domains(account, buttons)
    within_quota(world, account, knock.api)
    menu = ConditionalMenu(new_menu_id(world), buttons, tag_id, platform)
    account.menus.conditional.append(menu)
    menu_changed(world)
    return {"menuid": str(menu.menuid)}


def delete_conditional_menu(world: World, knock: Knock) -> Answer:
    """One conditional menu less."""
    account, said = asked(world, knock)
    found = [menu for menu in account.menus.conditional if str(menu.menuid) == str(said.get("menuid"))]
    if not found:
        raise Refusal(65301)
    within_quota(world, account, knock.api)
    account.menus.conditional.remove(found[0])
    menu_changed(world)
    return {"errcode": 0, "errmsg": "ok"}


def try_match(world: World, knock: Knock) -> Answer:
    """The menu that a fan sees, named by OpenID or WeChat name."""
    account, said = asked(world, knock)
    fan = _person(account, said.get("user_id"))
    within_quota(world, account, knock.api)
    menu = account.menus.for_fan(fan)
    if menu is None:
        raise Refusal(46003)
    return {"button": menu.buttons}


def _rule(account: Account, said: Any) -> tuple[int | None, int | None]:
    if not isinstance(said, dict) or not any(value not in (None, "") for value in said.values()):
        raise Refusal(65304)
    if any(said.get(key) not in (None, "") for key in PRIVATE):
        raise Refusal(65320)
    tag_id, platform = _number(said.get("tag_id")), _number(said.get("client_platform_type"))
    if tag_id is None and platform is None:
        raise Refusal(65304)
    if tag_id is not None and tag_id not in account.tags.names:
        raise Refusal(45159)
    if platform is not None and platform not in PLATFORMS:
        raise Refusal(40035)
    return tag_id, platform


def _number(value: Any) -> int | None:
    if value in (None, ""):
        return None
    number = None if isinstance(value, bool) else number_in(str(value))
    if number is None:
        raise Refusal(40035)
    return number


def _few_domains(account: Account, buttons: list[Button]) -> None:
    each = [domains_of(menu.buttons) for menu in account.menus.conditional]
    if len(domains_of(buttons).union(*each)) > MOST_DOMAINS:
        raise Refusal(65316)


def _person(account: Account, name: Any) -> Fan:
    by_name = (fan for fan in account.fans.values() if fan.nickname == name)
    fan = account.fans.get(name) if isinstance(name, str) else None
    found = fan or next(by_name, None)
    if found is None or not found.is_following:
        raise Refusal(65302)
    return found
