"""Fans, tags and accounts of a workspace, and how they are asked for."""

from domain.accounts.models import OfficialAccount
from domain.clock import now
from domain.fans.models import Fan
from domain.ids import FAN, TAG, public_id
from domain.tags.models import Tag
from domain.viewer import Viewer
from tests.factories import an_account

FAN_BY_ID = """
query ($id: ID!) { fan(id: $id) {
  displayName nameSource avatarUrl remark isFollowing followCount subscribeScene scene followedVia language
  followedAt firstFollowedAt lastSeenAt tags { name } otherFans { id account { name } }
  tagRefusals { tag { name } wasAdding failure { code message messageZh } }
} }"""
TAGS = "userErrors { code message field }"
TAG_FANS = f"""
mutation ($tag: ID!, $fans: [ID!]!, $key: String) {{
  tagFans(input: {{tagId: $tag, fanIds: $fans, idempotencyKey: $key}}) {{ tag {{ name fanCount }} {TAGS} }}
}}"""


async def a_shop(viewer: Viewer, **given: object) -> OfficialAccount:
    """An account of the viewer's workspace."""
    return await an_account(workspace_id=viewer.workspace_id, **given)


async def a_tag(account: OfficialAccount, number: int = 100, name: str = "VIP") -> str:
    """The id of a tag that WeChat knows by this number."""
    tag = await Tag.create(
        workspace_id=account.workspace_id, account=account, number=number, name=name, created_at=now()
    )
    return public_id(TAG, tag.id)


def id_of(fan: Fan) -> str:
    """The fan's id, as the API says it."""
    return public_id(FAN, fan.id)
