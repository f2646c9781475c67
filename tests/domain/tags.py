"""Tags, who gets them and loses them, and a WeChat that takes or refuses it."""

from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.fans.models import Fan
from domain.tags.models import FanTag, Tag, TagChange
from domain.tags.tagging import TagOf, tag_fans, untag_fans
from domain.transaction import transaction
from tests.factories import a_fan, an_account
from tests.fakes import FakeGate
from wechat import Act, Refused


async def a_tag(account: OfficialAccount | None = None, number: int = 100, name: str = "VIP") -> TagOf:
    """A tag that WeChat knows by this number."""
    account = account or await an_account()
    made = await Tag.create(
        workspace_id=account.workspace_id, account=account, number=number, name=name, created_at=now()
    )
    return TagOf(made.id, account.workspace_id, account.id)


async def fans_of(tag: TagOf, how_many: int) -> list[Fan]:
    """So many fans of the tag's account."""
    account = await OfficialAccount.get(id=tag.account_id)
    return [await a_fan(account=account) for _ in range(how_many)]


async def give(tag: TagOf, *fans: Fan) -> None:
    """These fans get the tag."""
    async with transaction():
        await tag_fans(tag, [fan.id for fan in fans], now())


async def take(tag: TagOf, *fans: Fan) -> None:
    """These fans lose the tag."""
    async with transaction():
        await untag_fans(tag, [fan.id for fan in fans], now())


def takes_tags(wechat: FakeGate) -> None:
    """WeChat takes everything."""
    wechat.will("tag_fans", None)
    wechat.will("untag_fans", None)


async def who_has(tag: TagOf) -> set[str]:
    """The OpenIDs of the fans who have the tag."""
    return set(await FanTag.filter(tag_id=tag.id).values_list("fan__openid", flat=True))


async def states() -> list[str]:
    """How far each change is, in the order of the changes."""
    return [change.state.value for change in await TagChange.all().order_by("id")]


def refused(code: int) -> Refused:
    """WeChat refuses with this code."""
    return Refused("WeChat said no.", act=Act.FIX_REQUEST, code=code)
