"""Tags of an account are made, renamed and deleted: at WeChat first, then here.

Who is killed in between loses nothing: the next pass over the followers reads the tags from WeChat.
"""

from datetime import datetime
from uuid import UUID

from domain.accounts.errors import AccountDisconnected, as_refusal
from domain.accounts.models import OfficialAccount
from domain.errors import BadInput
from domain.live import Event, EventKind
from domain.tags import mirror
from domain.tags.errors import LONGEST_NAME, MOST_TAGS, TagIsWeChats, TagNameTaken, TooManyTags
from domain.tags.models import LAST_RESERVED, Tag
from domain.transaction import announce, transaction
from wechat import WeChatError


async def create_tag(account_id: UUID, name: str, now: datetime) -> UUID:
    """A tag of this name at WeChat and here. Where there is one it is that one, so this may be repeated.

    Raises BadInput, TooManyTags, AccountDisconnected or WeChatRefused.
    """
    name, account = _checked(name), await _connected(account_id)
    live = await Tag.filter(account_id=account_id, deleted_at=None)
    if same := [tag.id for tag in live if tag.name == name]:
        return same[0]
    if sum(tag.number > LAST_RESERVED for tag in live) >= MOST_TAGS:
        raise TooManyTags
    try:
        made = await account.wechat().create_tag(name)
    except WeChatError as error:
        raise as_refusal(error) from None
    async with transaction():
        id = await mirror.keep(account, made.id, made.name, now)
        _tell(account)
    return id


async def rename_tag(tag_id: UUID, name: str) -> None:
    """The tag has another name, at WeChat and here. Raises as `create_tag` does, or TagIsWeChats, TagNameTaken."""
    name = _checked(name)
    tag, account = await _own_tag(tag_id)
    if await Tag.filter(account_id=tag.account_id, deleted_at=None, name=name).exclude(id=tag_id).exists():
        raise TagNameTaken
    try:
        await account.wechat().rename_tag(tag.number, name)
    except WeChatError as error:
        raise as_refusal(error) from None
    async with transaction():
        await Tag.filter(id=tag_id).update(name=name)
        _tell(account)


async def delete_tag(tag_id: UUID, now: datetime) -> None:
    """Nobody has the tag any more. Raises TagIsWeChats, AccountDisconnected or WeChatRefused (above 100,000 fans)."""
    tag, account = await _own_tag(tag_id)
    try:
        await account.wechat().delete_tag(tag.number)
    except WeChatError as error:
        raise as_refusal(error) from None
    async with transaction():
        await Tag.filter(id=tag_id).update(deleted_at=now)
        _tell(account)
    await mirror.take_from_everybody(tag.account_id)


async def _own_tag(tag_id: UUID) -> tuple[Tag, OfficialAccount]:
    tag = await Tag.get(id=tag_id)
    if tag.number <= LAST_RESERVED:
        raise TagIsWeChats
    return tag, await _connected(tag.account_id)


async def _connected(account_id: UUID) -> OfficialAccount:
    account = await OfficialAccount.get(id=account_id)
    if not account.is_connected:
        raise AccountDisconnected
    return account


def _checked(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadInput(f"A tag's name takes 1 to {LONGEST_NAME} characters.", "name")
    return name


def _tell(account: OfficialAccount) -> None:
    announce(Event(EventKind.ACCOUNT_CHANGED, account.workspace_id, account.id, account.id))
