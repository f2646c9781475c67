"""What is done with fans of an account as a whole: its followers are read, its tags made, given and taken away."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

import strawberry

from domain.errors import BadInput
from domain.followers.actions import start_sync
from domain.idempotency import once
from domain.ids import TAG, public_id
from domain.tags import actions, tagging
from domain.tags.errors import MOST_FANS
from schema.accounts import OfficialAccount, find_account
from schema.context import Info
from schema.errors import UserError, mutation, user_errors
from schema.tags import Tag, find_tag

Change = Callable[[tagging.TagOf, Sequence[UUID], datetime], Awaitable[None]]


@strawberry.input(description="Whose followers.")
class SyncFollowersInput:
    account_id: strawberry.ID = strawberry.field(description="The official account.")


@strawberry.type(description="What came of reading the followers.")
class SyncFollowersPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account with its `followerSync`; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.input(description="A new tag.")
class CreateTagInput:
    account_id: strawberry.ID = strawberry.field(description="The official account.")
    name: str = strawberry.field(description="1 to 30 characters.")


@strawberry.input(description="A tag's new name.")
class RenameTagInput:
    tag_id: strawberry.ID = strawberry.field(description="The tag.")
    name: str = strawberry.field(description="1 to 30 characters.")


@strawberry.input(description="Which tag goes.")
class DeleteTagInput:
    tag_id: strawberry.ID = strawberry.field(description="The tag.")


@strawberry.input(description="Fans who get a tag.")
class TagFansInput:
    tag_id: strawberry.ID = strawberry.field(description="The tag.")
    fan_ids: list[strawberry.ID] = strawberry.field(description="1 to 1000 fans of the tag's account.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters. Repeated with the same request within 48 hours, it does nothing.",
    )


@strawberry.input(description="Fans who lose a tag.")
class UntagFansInput:
    tag_id: strawberry.ID = strawberry.field(description="The tag.")
    fan_ids: list[strawberry.ID] = strawberry.field(description="1 to 1000 fans of the tag's account.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 255 characters. Repeated with the same request within 48 hours, it does nothing.",
    )


@strawberry.type(description="What came of making a tag.")
class CreateTagPayload:
    tag: Tag | None = strawberry.field(default=None, description="The tag; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of renaming a tag.")
class RenameTagPayload:
    tag: Tag | None = strawberry.field(default=None, description="The tag; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of giving fans a tag.")
class TagFansPayload:
    tag: Tag | None = strawberry.field(default=None, description="The tag; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of taking a tag from fans.")
class UntagFansPayload:
    tag: Tag | None = strawberry.field(default=None, description="The tag; null where refused.")
    user_errors: list[UserError] = user_errors()


@strawberry.type(description="What came of deleting a tag.")
class DeleteTagPayload:
    account: OfficialAccount | None = strawberry.field(
        default=None, description="The account without the tag; null where refused."
    )
    user_errors: list[UserError] = user_errors()


@strawberry.type
class TagMutations:
    @mutation(
        "Read all followers of an account from WeChat, with how they came, their remarks and tags. It runs in the"
        " background; while one is under way, this answers with that one. Every night it starts by itself."
    )
    async def sync_followers(self, info: Info, input: SyncFollowersInput) -> SyncFollowersPayload:
        viewer = info.context.viewer
        account_id = await viewer.account_id(input.account_id, "accountId")
        await start_sync(viewer.workspace_id, account_id, info.context.now)
        return SyncFollowersPayload(account=await find_account(info.context, input.account_id))

    @mutation(
        "Make a tag, at WeChat and here. Where the account has one of this name, the answer is that one: it may be"
        " repeated. For owners and admins."
    )
    async def create_tag(self, info: Info, input: CreateTagInput) -> CreateTagPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        account_id = await viewer.account_id(input.account_id, "accountId")
        made = await actions.create_tag(account_id, input.name, info.context.now)
        return CreateTagPayload(tag=await _shown(info, made))

    @mutation("Give a tag another name, at WeChat and here. For owners and admins.")
    async def rename_tag(self, info: Info, input: RenameTagInput) -> RenameTagPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        tag = await viewer.tag(input.tag_id, "tagId")
        await actions.rename_tag(tag.id, input.name)
        return RenameTagPayload(tag=await _shown(info, tag.id))

    @mutation("Delete a tag, at WeChat and here: its fans lose it. For owners and admins.")
    async def delete_tag(self, info: Info, input: DeleteTagInput) -> DeleteTagPayload:
        viewer = info.context.viewer
        viewer.must_manage()
        tag = await viewer.tag(input.tag_id, "tagId")
        await actions.delete_tag(tag.id, info.context.now)
        (row,) = await viewer.accounts_by_id([tag.account_id])
        return DeleteTagPayload(account=OfficialAccount.of(row, info.context))

    @mutation(
        "Give fans a tag (打标签). It shows at once; WeChat is told in the background, and what it refuses is undone."
    )
    async def tag_fans(self, info: Info, input: TagFansInput) -> TagFansPayload:
        return TagFansPayload(tag=await _change(info, "tagFans", input, tagging.tag_fans))

    @mutation("Take a tag from fans (取消标签). It shows at once; WeChat is told in the background.")
    async def untag_fans(self, info: Info, input: UntagFansInput) -> UntagFansPayload:
        return UntagFansPayload(tag=await _change(info, "untagFans", input, tagging.untag_fans))


async def _change(info: Info, mutation: str, input: TagFansInput | UntagFansInput, change: Change) -> Tag | None:
    viewer, now = info.context.viewer, info.context.now
    if not 1 <= len(input.fan_ids) <= MOST_FANS:
        raise BadInput(f"`fanIds` takes 1 to {MOST_FANS}; there were {len(input.fan_ids)}.", "fanIds")
    tag = await viewer.tag(input.tag_id, "tagId")
    fans = await viewer.fans_of(tag, input.fan_ids, "fanIds")

    async def act() -> UUID:
        await change(tag, fans, now)
        return tag.id

    request = [input.tag_id, sorted(set(input.fan_ids))]
    return await _shown(info, await once(viewer.agent_id, mutation, input.idempotency_key, request, now, act))


async def _shown(info: Info, tag_id: UUID) -> Tag | None:
    return await find_tag(info.context, public_id(TAG, tag_id))
