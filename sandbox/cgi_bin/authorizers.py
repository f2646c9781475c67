"""A platform at WeChat's door: its own token, and the accounts that it may speak for."""

from typing import Any

from sandbox.accounts import Account
from sandbox.cgi_bin.knock import TOKEN_SHAPE, Knock, check_ip, json_of, must_post
from sandbox.cgi_bin.refusals import Refusal
from sandbox.components import Authorization, Component
from sandbox.tokens import Standing
from sandbox.world import World


def component_asked(world: World, knock: Knock) -> tuple[Component, dict[str, Any]]:
    """The platform whose token this is, and the JSON that it posts, with its own AppID in it."""
    component = component_calling(world, knock)
    must_post(knock)
    said = json_of(world, knock)
    if not said.get("component_appid"):
        raise Refusal(41018)
    if said["component_appid"] != component.app_id:
        raise Refusal(61011)
    return component, said


def component_calling(world: World, knock: Knock) -> Component:
    """The platform whose token this is. Both names of the token are good."""
    token = knock.query.get("component_access_token") or knock.query.get("access_token", "")
    if not token:
        raise Refusal(41001)
    for component in world.components.values():
        if found := component.tokens.find(token):
            _check(component, found.standing(world.now()), knock)
            return component
    if _is_an_accounts(world, token):
        raise Refusal(61014)
    raise Refusal(40001 if TOKEN_SHAPE.fullmatch(token) else 40014)


def acting_for(world: World, knock: Knock, permission: int) -> tuple[Component, Account]:
    """The platform and the account that a call of `/sns/` on behalf is about."""
    component = component_calling(world, knock)
    if not knock.query.get("component_appid"):
        raise Refusal(41018)
    if knock.query["component_appid"] != component.app_id:
        raise Refusal(61011)
    account, granted = authorized(world, component, knock.query.get("appid"))
    if permission not in granted.permissions:
        raise Refusal(61007)
    return component, account


def authorized(world: World, component: Component, app_id: Any) -> tuple[Account, Authorization]:
    """An account that has authorised the platform, and what it allows."""
    if not app_id:
        raise Refusal(41002)
    if not isinstance(app_id, str) or app_id not in world.accounts:
        raise Refusal(40013)
    granted = component.live(app_id)
    if granted is None:
        raise Refusal(61003)
    return world.accounts[app_id], granted


def _check(component: Component, standing: Standing, knock: Knock) -> None:
    if standing is Standing.EXPIRED:
        raise Refusal(42006)
    if standing is Standing.NOT_LATEST:
        raise Refusal(40001)
    check_ip(component, knock)


def _is_an_accounts(world: World, token: str) -> bool:
    return any(family.find(token) for family in world.token_families())
