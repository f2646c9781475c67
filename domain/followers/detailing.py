"""Who the followers are: what WeChat tells of a hundred at a time."""

import asyncio
from datetime import datetime
from uuid import UUID

from domain import database
from domain.accounts.models import OfficialAccount
from domain.clock import Clock
from domain.fans import details
from domain.followers import leaving
from domain.followers.blacklist import read_blacklist
from domain.followers.models import SyncState
from domain.followers.passes import Pass, answer_to
from domain.tags import mirror as tags
from domain.transaction import transaction
from wechat import User, WeChat

A_QUESTION, AT_ONCE = 100, 5  # fans in a question (WeChat docs, 批量获取用户基本信息), and questions under way


async def read_details(one: Pass, account: OfficialAccount, clock: Clock) -> None:
    """The next five hundred followers, and who between them has left; after the last the pass is DONE.

    Raises what WeChat raises.
    """
    sql = (
        "SELECT id, openid FROM fan WHERE account_id = $1 AND openid > $2 AND seen_in_sync_id = $3"
        " ORDER BY openid LIMIT $4"
    )
    fans = await database.rows(sql, one.account_id, one.next_openid, one.id, A_QUESTION * AT_ONCE)
    if not fans:
        await read_blacklist(one, account, clock)
        async with transaction():
            await one.write(clock())
            await leaving.mark(one, one.next_openid, None)
        one.state = SyncState.DONE
        return
    asked_at = clock()
    users = await answer_to(_ask(account.wechat(), [fan["openid"] for fan in fans]))
    numbers = await _numbers(account, users, asked_at)
    ids: dict[str, UUID] = {fan["openid"]: fan["id"] for fan in fans}
    place = fans[-1]["openid"]
    async with transaction():
        await one.write(clock(), next_openid=place, detailed=one.detailed + len(fans))
        await leaving.mark(one, one.next_openid, place)
        await details.keep(account.workspace_id, account.id, users, asked_at)
        have = {
            ids[user.openid]: [numbers[number] for number in user.tag_ids if number in numbers]
            for user in users
            if user.is_following and user.openid in ids
        }
        await tags.keep_tags_of(have, asked_at)
    one.next_openid, one.detailed = place, one.detailed + len(fans)


async def _ask(way: WeChat, openids: list[str]) -> list[User]:
    questions = [openids[start : start + A_QUESTION] for start in range(0, len(openids), A_QUESTION)]
    # All are waited for, whatever becomes of one: a question that is given up is one of the day's for nothing.
    answers = await asyncio.gather(*(way.users(some) for some in questions), return_exceptions=True)
    users: list[User] = []
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
        users += answer
    return users


async def _numbers(account: OfficialAccount, users: list[User], now: datetime) -> dict[int, UUID]:
    numbers = await tags.numbers(account.id)
    if all(number in numbers for user in users for number in user.tag_ids):
        return numbers
    # A tag that was made in WeChat's console since the pass began.
    await tags.refresh(account, await answer_to(account.wechat().tags()), now)
    return await tags.numbers(account.id)
