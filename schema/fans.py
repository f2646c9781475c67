"""Fans."""

from datetime import datetime
from typing import Self

import strawberry

from domain.database import Row
from domain.fans.models import display_name, face_of
from domain.ids import FAN, public_id, row_id
from schema.accounts import OfficialAccount
from schema.context import Context
from schema.node import Node


@strawberry.type(
    description="A person as one official account knows them (粉丝). At another account they are another fan."
)
class Fan(Node):
    display_name: str = strawberry.field(
        description="What to call them: your remark, else a name that stays the same. WeChat gives no nicknames."
    )
    avatar_url: str | None = strawberry.field(
        description="A picture for them, drawn from their OpenID; null without one."
    )
    openid: str = strawberry.field(description="WeChat's OpenID of this person at this account.")
    is_following: bool = strawberry.field(description="Do they follow the account now?")
    account: OfficialAccount = strawberry.field(description="The account they are a fan of.")
    created_at: datetime = strawberry.field(description="When Fandesk met them.")

    @classmethod
    def of(cls, row: Row, context: Context, account: OfficialAccount | None = None) -> Self:
        """From columns with the prefix `f_`, and the account's with `a_`."""
        openid = row["f_openid"]
        return cls(
            id=strawberry.ID(public_id(FAN, row["f_id"])),
            display_name=display_name(row["f_remark"], openid),
            avatar_url=f"{context.base_url}/avatars/{face_of(openid)}.svg",
            openid=openid,
            is_following=row["f_is_following"],
            account=account or OfficialAccount.of(row, context),
            created_at=row["f_created_at"],
        )


async def find_fan(context: Context, id: str) -> Fan | None:
    """The fan with this public id, if they are the viewer's to see."""
    found = await context.viewer.fans([row_id(FAN, id)])
    return Fan.of(found[0], context) if found else None
