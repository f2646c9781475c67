"""One notification on the agent's phones: on all that have the app, else in WeChat, where each costs a consent."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import wechat
from domain.agents import mini_program
from domain.clock import Clock
from domain.database import Row
from domain.ids import ACCOUNT, AGENT, CONVERSATION, FAN, public_id
from domain.notifications import devices, leases, subscribing, webhook
from domain.notifications.models import DeviceKind
from domain.notifications.subscribing import NO_ALLOWANCE, Template
from domain.notifications.webhook import Told
from domain.notifications.words import Words

PATIENCE = 20.0  # seconds for a token, and again for the call; with the push service's less than a lease

UNSET = "No push service and no template of subscribe messages is set up."
NOBODY = "No phone took it: the app's are gone, and no subscribe message is allowed."


@dataclass(frozen=True)
class Ring:
    """What to tell whom. `id` stays the same when it is told again."""

    id: UUID
    agent_id: UUID
    bundle: Sequence[Row]
    words: Words
    since: datetime
    time_zone: str
    is_last_try: bool


class TryLater(Exception):
    """Nobody was told, and it may go better after a while."""

    def __init__(self, sentence: str, after: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.after = after


class Nobody(Exception):
    """Nobody was told, and nobody will be."""


async def ring(told: Ring, clock: Clock) -> None:
    """Tell. Raises TryLater, Nobody, LeaseLost, or what WeChat says: Refused or Uncertain."""
    phones = await devices.of_agent(told.agent_id)
    if not webhook.is_set() and subscribing.template() is None:
        raise Nobody(UNSET)
    apps = [phone for phone in phones if phone["kind"] == DeviceKind.APP]
    wechats = [phone for phone in phones if phone["kind"] == DeviceKind.MINI_PROGRAM]
    failure = await _ring_apps(told, apps, clock) if webhook.is_set() and apps else NOBODY
    if failure and not await _ring_wechat(told, wechats, clock):
        raise Nobody(failure)


async def _ring_apps(told: Ring, apps: Sequence[Row], clock: Clock) -> str:
    """Why none rang; "" where one did."""
    answers = await asyncio.gather(*(_ring_app(told, app, clock) for app in apps))
    for app, answer in zip(apps, answers, strict=True):
        if answer.told is Told.GONE:
            await devices.forget(app["id"])
    if any(answer.told is Told.TAKEN for answer in answers):
        return ""
    failed = next((answer for answer in answers if answer.told is Told.FAILED), None)
    if failed is not None and not told.is_last_try:
        raise TryLater(failed.said, failed.after)
    return failed.said if failed is not None else NOBODY


async def _ring_app(told: Ring, app: Row, clock: Clock) -> webhook.Answer:
    # One id a phone: a push service that has seen it before leaves a repetition out.
    return await webhook.tell(f"ntf_{told.id.hex}_{app['id'].hex}", content(told, app, clock()), clock())


def content(told: Ring, app: Row, now: datetime) -> dict[str, object]:
    """What the push service is told."""
    matter = told.words.matter
    kind = matter.kind.value if matter else "SUMMARY"
    return {
        "type": f"notification.{kind.lower()}",
        "timestamp": now.isoformat(),
        "data": {
            "device": {"service": app["service"], "address": app["address"]},
            "kind": kind,
            "agentId": public_id(AGENT, told.agent_id),
            "accountId": public_id(ACCOUNT, matter.account_id) if matter else None,
            "conversationId": _id(CONVERSATION, matter.conversation_id if matter else None),
            "fanId": _id(FAN, matter.fan_id if matter else None),
            "howMany": matter.how_many if matter else None,
            "title": told.words.title,
            "body": told.words.body,
            "bodyZh": told.words.body_zh,
        },
    }


def _id(kind: str, id: UUID | None) -> str | None:
    return None if id is None else public_id(kind, id)


async def _ring_wechat(told: Ring, phones: Sequence[Row], clock: Clock) -> bool:
    template, speaker = subscribing.template(), mini_program.own()
    if template is not None and speaker is not None:
        openid = await mini_program.openid_of(told.agent_id)
        for phone in phones:
            # Who is no longer linked is nobody's WeChat.
            if phone["address"] == openid and await _ring_one(told, phone, template, speaker, clock):
                return True
    return False


async def _ring_one(told: Ring, phone: Row, template: Template, speaker: wechat.MiniProgram, clock: Clock) -> bool:
    """False where WeChat says that the agent allowed no more."""
    await _ready(speaker)
    if not await devices.spend_allowance(phone["id"]):
        return False
    try:
        await _send(told, phone, template, speaker, clock)
    except leases.LeaseLost:
        await devices.give_back_allowance(phone["id"])
        raise
    except wechat.TryLater as busy:
        await devices.give_back_allowance(phone["id"])
        raise TryLater(busy.sentence, busy.after) from None
    except wechat.Refused as refusal:
        if refusal.code == NO_ALLOWANCE:
            await devices.forget_allowances(phone["id"])
            return False
        await devices.give_back_allowance(phone["id"])
        raise
    return True


async def _ready(speaker: wechat.MiniProgram) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await speaker.ready()
    except TimeoutError:
        raise TryLater("WeChat gave no access token in time.") from None
    except wechat.TryLater as busy:
        raise TryLater(busy.sentence, busy.after) from None


async def _send(told: Ring, phone: Row, template: Template, speaker: wechat.MiniProgram, clock: Clock) -> None:
    values = subscribing.filled(template, told.words, told.since, told.time_zone)
    await leases.mark_called(told.bundle, clock())
    try:
        async with asyncio.timeout(PATIENCE):
            page = subscribing.page(template, told.words)
            await speaker.send_subscribe_message(phone["address"], template.id, values, page=page)
    except TimeoutError:
        raise wechat.Uncertain(wechat.UNCONFIRMED) from None
