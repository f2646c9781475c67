"""What a fan is called: agents give remarks, and fans show their nickname on a page of the account."""

from datetime import datetime
from unicodedata import category
from uuid import UUID

from domain import database
from domain.errors import BadInput
from domain.live import Event, EventKind
from domain.transaction import announce, transaction

LONGEST_REMARK = 30  # characters, as WeChat counts (WeChat docs, 设置用户备注名)


async def set_remark(workspace_id: UUID, account_id: UUID, fan_id: UUID, remark: str) -> None:
    """An agent calls the fan this; "" takes the name away. Raises BadInput.

    It stays here: WeChat takes 10,000 remarks a day from an account, and shows them in its console only.
    """
    remark = remark.strip()
    if len(remark) > LONGEST_REMARK or remark != _without_controls(remark):
        raise BadInput(f"A remark takes at most {LONGEST_REMARK} characters.", "remark")
    async with transaction():
        # "" and not null: the next pass over the followers brings WeChat's remark only where ours was never touched.
        await database.rows("UPDATE fan SET remark = $1 WHERE id = $2", remark, fan_id)
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
            announce(Event(EventKind.FAN_CHANGED, workspace_id, account_id, found[0]["id"]))
    return found[0]["id"] if found else None


def _shown(nickname: str) -> str | None:
    return _without_controls(nickname).strip()[:128] or None


def _without_controls(text: str) -> str:
    # Not `isprintable`: that would take emojis apart which are joined by an invisible character.
    return "".join(letter for letter in text if category(letter) not in ("Cc", "Cs"))
