"""The world in the words of the control API and the phone page: camelCase, no secrets."""

from dataclasses import asdict
from typing import Any

from sandbox.accounts import Account
from sandbox.calls import Call
from sandbox.clock import Clock, beijing_time
from sandbox.fans import Author, Fan, Message
from sandbox.faults import FaultPlan, Planned
from sandbox.holds import Hold
from sandbox.pushes import Push
from sandbox.quotas import DAILY
from sandbox.settings import Settings
from sandbox.world import World

Json = dict[str, Any]


def show_account(account: Account) -> Json:
    """An account without its secrets."""
    return {
        "appId": account.app_id,
        "originalId": account.original_id,
        "name": account.name,
        "kind": account.kind,
        "verified": account.is_verified,
        "encryption": account.callback.encryption,
        "callbackUrl": account.callback.url,
        "ipWhitelist": account.ip_whitelist,
        "quotas": account.quotas.daily,
        "fanCount": len(account.fans),
    }


def show_fan(fan: Fan, now: float) -> Json:
    """A fan. `left` is how many customer messages may still go out, `until` when; both null without a window."""
    return {
        "openid": fan.openid,
        "nickname": fan.nickname,
        "following": fan.is_following,
        "refuses": fan.refuses_messages,
        "blacklisted": fan.is_blacklisted,
        "left": fan.window.left(now),
        "until": fan.window.ends_at(now),
    }


def show_phone(world: World, account: Account, fan: Fan) -> Json:
    """What a fan sees of an account."""
    return {
        "account": show_account(account),
        "fan": show_fan(fan, world.now()),
        "now": world.now(),
        "menu": show_menu(account, fan),
        "typingUntil": fan.typing_until,
        "messages": [_message(world, message) for message in fan.chat],
    }


def show_menu(account: Account, fan: Fan) -> Json | None:
    """The menu that this fan sees, as the account wrote it."""
    menu = account.menus.for_fan(fan)
    return {"menuId": menu.menuid, "buttons": menu.buttons} if menu else None


def show_qr_codes(world: World, account: Account) -> Json:
    """An account's codes, the newest first."""
    codes = [
        {
            "ticket": code.ticket,
            "url": code.url,
            "scene": str(code.scene),
            "expiresAt": code.expires_at,
            "live": code.is_live(world.now()),
        }
        for code in reversed(account.qr_codes.codes.values())
    ]
    return {"now": world.now(), "total": len(codes), "codes": codes[:200]}


def show_push(push: Push) -> Json:
    """A callback and how its deliveries went."""
    return {
        "id": push.id,
        "account": push.app_id,
        "openid": push.openid,
        "fields": push.fields,
        "state": push.state,
        "attempts": [asdict(attempt) for attempt in push.attempts],
        "reply": push.reply,
    }


def show_call(call: Call) -> Json:
    """An API call that was received."""
    return {
        "number": call.number,
        "api": call.api,
        "method": call.method,
        "openid": call.openid,
        "at": call.at,
        "errcode": call.errcode,
        "fault": call.fault,
        "answered": call.is_answered,
        "took": call.took,
        "body": call.body,
    }


def show_quotas(account: Account, now: float) -> Json:
    """What an account has used of today's calls, API by API."""
    quotas = account.quotas
    used = {api: quotas.used_today(api, now) for api in DAILY}
    return {"quotas": [{"api": api, "used": used[api], "limit": quotas.limit(api)} for api in DAILY]}


def show_hold(hold: Hold) -> Json:
    """A hold and how many calls it has caught."""
    return {
        "id": hold.id,
        "api": hold.api,
        "point": hold.point,
        "openid": hold.openid,
        "times": hold.times,
        "caught": hold.caught,
        "released": hold.is_released,
    }


def show_faults(plan: FaultPlan) -> Json:
    """The faults to come."""
    return {
        "queues": {api: [_planned(planned) for planned in queue] for api, queue in plan.queues.items()},
        "odds": {
            api: [_planned(planned) | {"chance": chance} for planned, chance in odds] for api, odds in plan.odds.items()
        },
    }


def show_settings(settings: Settings) -> Json:
    """The switches of the whole box."""
    return {
        "policy": settings.policy,
        "combining": settings.combining,
        "patience": settings.patience,
        "spacing": settings.time_between_deliveries,
        "deliveries": settings.deliveries,
        "templateDelay": settings.template_delay,
        "massDelay": settings.mass_delay,
        "refuseTemplateRepeats": settings.refuse_template_repeats,
        "templateMostAMinute": settings.template_most_a_minute,
        "gzip": settings.gzip,
        "strictJson": settings.strict_json,
    }


def show_clock(clock: Clock) -> Json:
    """The box's time, in Unix seconds and for people."""
    return {"now": clock.now(), "beijing": beijing_time(clock.now()), "frozen": clock.frozen_at is not None}


def _message(world: World, message: Message) -> Json:
    push = world.pushes.get(message.push or "") if message.author is Author.FAN else None
    return {
        "id": message.id,
        "at": message.at,
        "from": message.author,
        "kind": message.shown,
        "text": message.text,
        "via": message.via,
        "push": message.push,
        "delivery": push and {"state": push.state, "attempts": len(push.attempts)},
        "details": message.details,
    }


def _planned(planned: Planned) -> Json:
    return {"fault": planned.fault, "seconds": planned.seconds}
