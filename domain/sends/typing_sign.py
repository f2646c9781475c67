"""The fan sees that somebody is typing (客服输入状态): best effort, and nobody's error."""

import asyncio
from uuid import UUID

import structlog
from redis.exceptions import RedisError

import wechat
from domain.accounts.models import AccountState, OfficialAccount
from domain.conversations.actions import Talk
from domain.redis import redis

log = structlog.get_logger(__name__)

PAUSE = 5  # seconds; an app may tell each key that is pressed
PATIENCE = 3.0  # seconds: what comes later is of no use


async def show_typing(talk: Talk, openid: str) -> bool:
    """Was WeChat told? Not where it was within five seconds, and not where it cannot be."""
    try:
        if not await _is_first(talk.id):
            return False
        account = await OfficialAccount.get(id=talk.account_id)
        if account.state is not AccountState.CONNECTED:
            return False
        async with asyncio.timeout(PATIENCE):
            await account.wechat().show_typing(openid)
    except (wechat.WeChatError, TimeoutError, RedisError, OSError) as error:
        log.info("a typing sign was not shown", error=type(error).__name__)
        return False
    return True


async def _is_first(talk_id: UUID) -> bool:
    return bool(await redis().set(f"fandesk:typing:{talk_id.hex}", 1, nx=True, ex=PAUSE))
