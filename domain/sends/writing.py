"""What an agent wants to say is checked, and made into the columns of its message and its send."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from domain.assets import actions as assets
from domain.conversations.actions import Said
from domain.conversations.models import Direction, MessageKind, MessageStatus
from domain.errors import BadInput
from domain.sends.checking import assets_of, check
from domain.sends.contents import KINDS, Content, Text, to_json, words_of

FURTHEST = timedelta(days=30)  # ahead


@dataclass(frozen=True)
class Written:
    """A content as rows keep it: `json` is None for a plain text, which happens most."""

    kind: MessageKind
    wechat_kind: str
    text: str
    json: str | None

    def said_by(self, agent_id: UUID) -> Said:
        """As the talk takes it."""
        status, text = MessageStatus.SCHEDULED, self.text or None
        return Said(Direction.OUT, self.kind, self.wechat_kind, status, text, agent_id=agent_id, content=self.json)


async def write(workspace_id: UUID, content: Content) -> Written:
    """Raises MessageEmpty, MessageTooLong or BadInput, and NotFound where an asset is not there."""
    check(content)
    files = await assets.files_of(workspace_id, assets_of(content))
    json = None if isinstance(content, Text) else to_json(content, files)
    return Written(*KINDS[type(content)], words_of(content), json)


async def write_kept(workspace_id: UUID, content: Content) -> str:
    """The same for what is kept to be said later: its JSON, also of a plain text."""
    check(content)
    return to_json(content, await assets.files_of(workspace_id, assets_of(content)))


def check_time(send_at: datetime, now: datetime) -> None:
    """Raises BadInput where a message cannot be planned for then."""
    if send_at.tzinfo is None:
        raise BadInput("`sendAt` needs a time zone, such as 2026-11-23T09:00:00+08:00.", "sendAt")
    if send_at <= now:
        raise BadInput("`sendAt` is over: leave it out to send at once.", "sendAt")
    if send_at > now + FURTHEST:
        raise BadInput(f"`sendAt` lies at most {FURTHEST.days} days ahead.", "sendAt")
