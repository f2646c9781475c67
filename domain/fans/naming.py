"""What a fan is called: agents give remarks, and fans show their nickname on a page of the account."""

from datetime import datetime
from unicodedata import category
from uuid import UUID

from domain import database
from domain.accounts.capabilities import Feature, capability
from domain.accounts.models import OfficialAccount
from domain.errors import BadInput
from domain.fans import changes
from domain.fans.models import FanChangeKind
from domain.live import Event, EventKind
from domain.search import entries as search
from domain.transaction import announce, transaction

LONGEST_REMARK = 30  # characters, as WeChat counts (WeChat docs, 设置用户备注名)


async def set_remark(workspace_id: UUID, account_id: UUID, fan_id: UUID, remark: str, now: datetime) -> None:
    """An agent calls the fan this; "" takes the name away. Raises BadInput.

    It is ours at once, and stays whatever WeChat says: a worker tells it for WeChat's console, 10,000 a day.
    """
    remark = remark.strip()
    if len(remark) > LONGEST_REMARK or remark != _without_controls(remark):
        raise BadInput(f"A remark takes at most {LONGEST_REMARK} characters.", "remark")
    async with transaction():
        # "" and not null: the next pass over the followers brings WeChat's remark only where ours was never touched.
        await database.rows("UPDATE fan SET remark = $1 WHERE id = $2", remark, fan_id)
        await search.keep_fans([fan_id])
        if _takes_remarks(await OfficialAccount.get(id=account_id)):
            await changes.have_wechat_told(workspace_id, account_id, fan_id, FanChangeKind.REMARK, now)
        announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, fan_id))


async def name(
    workspace_id: UUID, account_id: UUID, openid: str, nickname: str, avatar_url: str, now: datetime
) -> UUID | None:
    """The fan has shown nickname and picture. None where nobody here has this OpenID."""
    picture = avatar_url if avatar_url.startswith("https://") and len(avatar_url) <= 1000 else None
    sql = (
        "UPDATE fan SET nickname = COALESCE($1, nickname), avatar_url = COALESCE($2, avatar_url), named_at = $3"
        " WHERE account_id = $4 AND openid = $5 RETURNING id"
    )
    async with transaction():
        found = await database.rows(sql, _shown(nickname), picture, now, account_id, openid)
        if found:
            await search.keep_fans([found[0]["id"]])
            announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, found[0]["id"]))
    return found[0]["id"] if found else None


def _takes_remarks(account: OfficialAccount) -> bool:
    rights = capability(Feature.FANS, account.kind, account.is_verified, account.granted)
    return account.is_connected and rights.is_available


def _shown(nickname: str) -> str | None:
    return _without_controls(nickname).strip()[:128] or None


def _without_controls(text: str) -> str:
    # Not `isprintable`: that would take emojis apart which are joined by an invisible character.
    return "".join(letter for letter in text if category(letter) not in ("Cc", "Cs"))
