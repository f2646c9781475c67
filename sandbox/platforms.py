"""What happens between accounts and third-party platforms: tickets, authorisations, and their end."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.accounts import Account
from sandbox.agenda import Due
from sandbox.components import (
    CODE_LIFE,
    EXCLUSIVE,
    TICKET_EVERY,
    Authorization,
    Component,
    OneTimeCode,
    Telling,
    Ticket,
)
from sandbox.pushes import Push
from sandbox.world import World

NEXT_TICKET = "component_ticket"


def push_ticket(world: World, component: Component, at: float | None = None) -> list[Push]:
    """Make a ticket and push it; unless it is to be skipped, and twice where it is to be repeated."""
    at = world.now() if at is None else at
    number = world.count("ticket")
    ticket = Ticket(f"ticket@@@{world.dice.text(f'ticket/{number}', 80)}", at)
    component.add_ticket(ticket)
    if component.tickets_to_skip:
        component.tickets_to_skip -= 1
        return []
    is_repeated = component.tickets_to_repeat > 0
    component.tickets_to_repeat -= is_repeated
    return [
        tell(world, component, "component_verify_ticket", ComponentVerifyTicket=ticket.value, CreateTime=int(at))
        for _ in range(1 + is_repeated)
    ]


def next_ticket(world: World, due: Due) -> None:
    """Ten minutes are over. Of several that went by in one leap of the clock, one ticket comes."""
    component = world.components.get(due.app_id)
    if component is None or not component.pushes_tickets:
        return
    latest = due.at + (world.now() - due.at) // TICKET_EVERY * TICKET_EVERY
    push_ticket(world, component, latest)
    world.agenda.plan(latest + TICKET_EVERY, NEXT_TICKET, component.app_id)


def start_tickets(world: World, component: Component) -> None:
    """Push a ticket now and every ten minutes from now on."""
    component.pushes_tickets = True
    world.agenda.forget(NEXT_TICKET, component.app_id)
    push_ticket(world, component)
    world.agenda.plan(world.now() + TICKET_EVERY, NEXT_TICKET, component.app_id)


def authorize(
    world: World, component: Component, account: Account, permissions: Iterable[int]
) -> tuple[Authorization, str | None]:
    """The admin of an account agrees. A former refresh token dies. Also the name of the event this causes, if any."""
    before = component.live(account.app_id)
    granted = sorted(set(permissions) - _held_by_others(world, component, account))
    number = world.count("authorization")
    made = Authorization(
        account.app_id, granted, f"refreshtoken@@@{world.dice.text(f'refresh/{number}', 60)}", world.now()
    )
    if before:
        made.tokens, made.is_listed = before.tokens, before.is_listed
    component.authorizations[account.app_id] = made
    world.directory_changed()
    if before is None:
        return made, "authorized"
    return made, None if before.permissions == granted else "updateauthorized"


def _held_by_others(world: World, component: Component, account: Account) -> set[int]:
    others = (one.live(account.app_id) for one in world.components.values() if one is not component)
    return EXCLUSIVE & {number for granted in others if granted for number in granted.permissions}


@dataclass(frozen=True)
class Agreement:
    """What follows from an authorisation: a code for the browser, an event for the platform, or one of them."""

    code: OneTimeCode | None
    event: str | None


def agree(world: World, component: Component, account: Account, permissions: Iterable[int]) -> Agreement:
    """An admin agrees; what the platform hears of it is as its `telling` says. The event is not pushed yet."""
    _, event = authorize(world, component, account, permissions)
    code = None if component.telling is Telling.EVENT_ONLY else give_code(world, component, account)
    return Agreement(code, None if component.telling is Telling.REDIRECT_ONLY else event)


def give_code(world: World, component: Component, account: Account) -> OneTimeCode:
    """An authorisation code, for the event or for the browser."""
    number = world.count("auth_code")
    value = f"queryauthcode@@@{world.dice.text(f'auth_code/{number}', 60)}"
    component.codes[value] = OneTimeCode(value, world.now() + CODE_LIFE, account.app_id)
    return component.codes[value]


def tell_authorized(world: World, component: Component, account: Account, event: str, pre_auth_code: str) -> Push:
    """Push `authorized` or `updateauthorized`, with a code of its own."""
    code = give_code(world, component, account)
    return tell(
        world,
        component,
        event,
        AuthorizerAppid=account.app_id,
        AuthorizationCode=code.value,
        AuthorizationCodeExpiredTime=int(code.expires_at),
        PreAuthCode=pre_auth_code,
    )


def unauthorize(world: World, component: Component, account: Account) -> Push:
    """The admin of an account takes it all back, in WeChat's console."""
    component.authorizations[account.app_id].is_revoked = True
    world.directory_changed()
    return tell(world, component, "unauthorized", AuthorizerAppid=account.app_id)


def tell(world: World, component: Component, event: str, **fields: Any) -> Push:
    """Push an event to 授权事件URL."""
    head = {"AppId": component.app_id, "CreateTime": int(world.now()), "InfoType": event}
    return world.send_out(component.app_id, "", head | fields)
