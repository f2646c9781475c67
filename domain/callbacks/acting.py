"""What follows from one callback: all of it in the caller's transaction, together with its "done"."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

import wechat
from domain.callbacks.happenings import event_in, happening_in
from domain.callbacks.messages import files_in, said_in
from domain.callbacks.openings import cause_in
from domain.conversations import actions as conversations
from domain.conversations.actions import Said, Talk
from domain.fans import actions as fans
from domain.media import actions as media
from domain.notifications import telling
from domain.sends import actions as sends
from domain.timeline import actions as timeline
from domain.windows import actions as windows

log = structlog.get_logger(__name__)

_UNFOLLOWED = "The fan unfollowed before it was sent."
_NICKNAME_AND_AVATAR, _PLACES = 205, 206  # WeChat docs, 授权用户信息变更: RevokeInfo


@dataclass(frozen=True)
class Kept:
    """What handling needs of a callback."""

    workspace_id: UUID
    account_id: UUID
    xml: str
    received_at: datetime


async def act_on(callback: Kept, now: datetime) -> None:
    """Turn a push into what it means. Belongs in a transaction."""
    match wechat.read(callback.xml):
        case wechat.FanInfoChanged() | wechat.FanRevoked() | wechat.FanCancelled() as wish:
            await _respect(callback, wish, now)
        case wechat.MessageArrived() | wechat.Unknown(is_message=True) as message:
            talk, id = await _hear(callback, message.openid, said_in(message), now)
            await _open_window(talk.fan_id, message)
            await media.want(talk.workspace_id, talk.account_id, id, files_in(message), message.at, now)
            await telling.fan_wrote(talk, now)
        case wechat.TemplateSettled() | wechat.SubscriptionsSent() as outcome:
            # What became of something sent: whose it is, is known by the id that WeChat gave it, and not by a fan.
            log.info("outcome kept", kind=outcome.wechat_kind, account=str(callback.account_id))
        case wechat.AccountEvent() | wechat.Unknown(is_about_a_fan=False) as happened:
            log.info("account event kept", kind=happened.wechat_kind, account=str(callback.account_id))
        case event:
            await _witness(callback, event, now)


async def _hear(callback: Kept, openid: str, said: Said, now: datetime) -> tuple[Talk, UUID]:
    assert said.said_at is not None
    talk = await conversations.find_talk(callback.workspace_id, callback.account_id, openid, said.said_at)
    if talk is None:
        fan_id = await fans.see(callback.workspace_id, callback.account_id, openid, said.said_at, now)
        talk = await conversations.talk_of(callback.workspace_id, callback.account_id, fan_id, now)
    return talk, await conversations.add_message(talk, said, callback.received_at)


async def _witness(callback: Kept, event: wechat.EventHappened | wechat.Unknown, now: datetime) -> None:
    happening = happening_in(event)
    said = event_in(event, happening)
    if said is not None:
        talk, _ = await _hear(callback, event.openid, said, now)
        fan_id = talk.fan_id
    else:
        fan_id = await fans.see(callback.workspace_id, callback.account_id, event.openid, event.at, now)
    await timeline.record(callback.workspace_id, callback.account_id, fan_id, *happening, event.at, now)
    await _open_window(fan_id, event)
    if isinstance(event, wechat.Followed):
        scene, via = event.scene, event.source.name
        await fans.follow(callback.workspace_id, callback.account_id, fan_id, scene, via, event.at)
        await telling.fan_followed(callback.workspace_id, callback.account_id, fan_id, now)
    if isinstance(event, wechat.Unfollowed):
        await _leave(callback, fan_id, event.at, now)


async def _open_window(fan_id: UUID, arrived: wechat.MessageArrived | wechat.EventHappened | wechat.Unknown) -> None:
    cause = cause_in(arrived)
    if cause is not None:
        await windows.open_window(fan_id, cause, arrived.at)


async def _leave(callback: Kept, fan_id: UUID, at: datetime, now: datetime) -> None:
    if await fans.unfollow(callback.workspace_id, callback.account_id, fan_id, at):
        await sends.cancel_for_fan(fan_id, _UNFOLLOWED, now)


async def _respect(
    callback: Kept, wish: wechat.FanInfoChanged | wechat.FanRevoked | wechat.FanCancelled, now: datetime
) -> None:
    """WeChat demands that what a fan takes back is deleted. Of somebody whom we do not know there is nothing."""
    fan_id = await fans.known(callback.account_id, wish.openid)
    log.info("a fan's data is withdrawn", kind=wish.wechat_kind, account=str(callback.account_id))
    if fan_id is None:
        return
    scopes = wish.scopes if isinstance(wish, wechat.FanRevoked) else ()
    if not scopes or _NICKNAME_AND_AVATAR in scopes:
        await fans.forget_profile(callback.workspace_id, callback.account_id, fan_id)
    if _PLACES in scopes or isinstance(wish, wechat.FanCancelled):
        await timeline.forget_places(fan_id)
    if isinstance(wish, wechat.FanCancelled):
        await _leave(callback, fan_id, wish.at, now)
