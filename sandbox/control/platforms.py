"""Third-party platforms: opened, changed, authorised and left, and tested as WeChat tests them (全网发布检测)."""

from typing import Any

from pydantic import Field

from sandbox.accounts import check_key, check_url
from sandbox.box import Box
from sandbox.components import Component, Telling
from sandbox.doors import Asked, Door, Json
from sandbox.mistakes import Mistake
from sandbox.platforms import agree, push_ticket, start_tickets, tell_authorized, unauthorize
from sandbox.release_test import release_test
from sandbox.show import show_push

LONGEST_WAIT = 30.0


class ComponentSettings(Asked):
    """What is left out stays as it is. `telling`: how a platform hears of an authorisation. null: anywhere."""

    name: str | None = Field(None, min_length=1)
    events_url: str | None = None
    message_url: str | None = None
    launch_domain: str | None = None
    web_domain: str | None = None
    ip_whitelist: list[str] | None = None
    permissions: list[int] | None = None
    telling: Telling | None = None
    pre_auth_life: float | None = Field(None, gt=0, le=86_400)
    pushes_tickets: bool | None = None
    quotas: dict[str, int] | None = None
    tickets_to_skip: int | None = Field(None, ge=0, le=1_000)
    tickets_to_repeat: int | None = Field(None, ge=0, le=1_000)


class ComponentAsked(ComponentSettings):
    """A platform; ids and secrets that are left out are made up."""

    app_id: str = ""
    app_secret: str = ""
    token: str = ""
    encoding_aes_key: str = ""


class Authorizing(Asked):
    """An account's admin agrees. No permissions named: all that the platform asks for."""

    account: str
    permissions: list[int] | None = None
    pre_auth_code: str = ""
    wait: bool = False


class Leaving(Asked):
    """An account's admin takes everything back. `wait`: answer when the event is settled."""

    account: str
    wait: bool = False


class ReleaseTest(Asked):
    """`seconds`: how long each step may take."""

    seconds: float = Field(10.0, gt=0, le=30)


async def create_component(box: Box, said: ComponentAsked) -> Json:
    """Open a platform. The first ticket leaves at once. The answer holds its secrets, this once."""
    dice, name = box.world.dice, f"component/{box.world.count('component')}"
    component = Component(
        app_id=said.app_id or "wx" + dice.hex(name + "/app_id", 16),
        app_secret=said.app_secret or dice.hex(name + "/secret", 32),
        name=said.name or "第三方平台",
        token=said.token or dice.text(name + "/token", 24),
        encoding_aes_key=said.encoding_aes_key or dice.text(name + "/key", 43),
    )
    check_key(component.encoding_aes_key)
    if component.app_id in box.world.accounts or component.app_id in box.world.components:
        raise Mistake(f"The AppID {component.app_id} is taken.")
    _configure(component, said)
    box.world.components[component.app_id] = component
    if component.events_url and component.pushes_tickets:
        start_tickets(box.world, component)
    secrets = {"appSecret": component.app_secret, "token": component.token}
    return _shown(component) | secrets | {"encodingAesKey": component.encoding_aes_key}


async def components(box: Box, said: Asked) -> Json:
    """All platforms, with who authorised them."""
    return {"components": [_shown(component) for component in box.world.components.values()]}


async def change_component(box: Box, said: ComponentSettings, app_id: str) -> Json:
    """Change a platform. A new 授权事件URL gets a ticket at once."""
    component = box.world.component(app_id)
    before = component.events_url, component.pushes_tickets
    _configure(component, said)
    if component.events_url and component.pushes_tickets and before != (component.events_url, True):
        start_tickets(box.world, component)
    box.world.changes.touch()
    return _shown(component)


async def push_one_ticket(box: Box, said: Asked, app_id: str) -> Json:
    """A ticket now, besides those that come every ten minutes."""
    return {"pushes": [push.id for push in push_ticket(box.world, box.world.component(app_id))]}


async def authorize_component(box: Box, said: Authorizing, app_id: str) -> Json:
    """An account's admin authorises a platform without the page. `authCode` is what the browser would bring."""
    component, account = box.world.component(app_id), box.world.account(said.account)
    granted = component.permissions if said.permissions is None else said.permissions
    agreed = agree(box.world, component, account, granted)
    push = None
    if agreed.event:
        push = tell_authorized(box.world, component, account, agreed.event, said.pre_auth_code)
        if said.wait:
            await box.world.changes.until(lambda: push.is_settled, LONGEST_WAIT)
    return {"authCode": agreed.code.value if agreed.code else None, "push": push and show_push(push)}


async def unauthorize_component(box: Box, said: Leaving, app_id: str) -> Json:
    """An account's admin takes everything back, in WeChat's console."""
    component, account = box.world.component(app_id), box.world.account(said.account)
    if component.live(account.app_id) is None:
        raise Mistake(f"{account.name} has not authorised {component.name}.")
    push = unauthorize(box.world, component, account)
    if said.wait:
        await box.world.changes.until(lambda: push.is_settled, LONGEST_WAIT)
    return show_push(push)


async def run_release_test(box: Box, said: ReleaseTest, app_id: str) -> Json:
    """WeChat's test before a platform is published (全网发布检测): what passed, and what did not and why."""
    return await release_test(box.world, box.world.component(app_id), said.seconds)


def _configure(component: Component, said: ComponentSettings) -> None:
    given = said.model_dump(include=said.model_fields_set & ComponentSettings.model_fields.keys())
    for url in (given.get("events_url"), (given.get("message_url") or "").replace("$APPID$", "wx0")):
        if url:
            check_url(url)
    if given.get("message_url") and "$APPID$" not in given["message_url"]:
        raise Mistake("消息与事件接收URL is to hold $APPID$, which stands for the account's AppID.")
    component.quotas.limit_to(given.pop("quotas", None) or {})
    may_be_null = ("launch_domain", "web_domain", "ip_whitelist")
    for name, value in given.items():
        if value is not None or name in may_be_null:
            setattr(component, name, value)


def _shown(component: Component) -> dict[str, Any]:
    live = (one for one in component.authorizations.values() if not one.is_revoked)
    return {
        "appId": component.app_id,
        "name": component.name,
        "eventsUrl": component.events_url,
        "messageUrl": component.message_url,
        "launchDomain": component.launch_domain,
        "webDomain": component.web_domain,
        "ipWhitelist": component.ip_whitelist,
        "permissions": component.permissions,
        "telling": component.telling,
        "preAuthLife": component.pre_auth_life,
        "pushesTickets": component.pushes_tickets,
        "ticketsToSkip": component.tickets_to_skip,
        "ticketsToRepeat": component.tickets_to_repeat,
        "ticketsMade": len(component.tickets),
        "authorizers": [{"account": one.app_id, "permissions": one.permissions} for one in live],
    }


COMPONENT = "/control/components/{app_id}"
DOORS = [
    Door("POST", "/control/components", create_component, ComponentAsked),
    Door("GET", "/control/components", components),
    Door("PATCH", COMPONENT, change_component, ComponentSettings),
    Door("POST", COMPONENT + "/ticket", push_one_ticket),
    Door("POST", COMPONENT + "/authorize", authorize_component, Authorizing),
    Door("POST", COMPONENT + "/unauthorize", unauthorize_component, Leaving),
    Door("POST", COMPONENT + "/release-test", run_release_test, ReleaseTest),
]
