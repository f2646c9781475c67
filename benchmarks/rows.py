"""Rows to measure with, written in bulk."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from benchmarks.pushes import APP_ID
from domain.accounts.models import OfficialAccount
from domain.agents.models import Agent, Role, Session, Workspace
from domain.agents.tokens import issue_access
from domain.clock import now
from domain.conversations.models import Conversation, Direction, Message, MessageKind, MessageStatus
from domain.fans.models import Fan
from domain.ids import new_id
from tests.factories import CHEAP_HASH, an_account
from wechat import Encryption

AT_ONCE = 2_000
# Whole seconds: every way of writing them down comes to the same.
MIDNIGHT = datetime(2026, 11, 20, tzinfo=UTC)


async def a_safe_account(workspace_id: UUID | None = None) -> OfficialAccount:
    """An account whose callbacks come in safe mode."""
    return await an_account(app_id=APP_ID, workspace_id=workspace_id, encryption=Encryption.SAFE)


async def agents(workspace_id: UUID, how_many: int) -> list[str]:
    """So many agents who are signed in; their access tokens, good for 15 minutes."""
    people = [
        Agent(id=new_id(), workspace_id=workspace_id, email=f"agent{n}@bench.example", name=f"Agent {n}",
              role=Role.AGENT, password_hash=CHEAP_HASH)
        for n in range(how_many)
    ]  # fmt: skip
    sessions = [Session(id=new_id(), agent_id=agent.id, created_at=now()) for agent in people]
    await Agent.bulk_create(people, batch_size=AT_ONCE)
    await Session.bulk_create(sessions, batch_size=AT_ONCE)
    return [issue_access(session.id, session.agent_id, now())[0] for session in sessions]  # type: ignore[attr-defined]


async def a_workspace() -> Workspace:
    """A company."""
    return await Workspace.create(name="Bench")


async def talks(account: OfficialAccount, how_many: int, messages: int = 2) -> list[UUID]:
    """Fans who each wrote so many messages, a talk every second; the ids of the newest talk's messages."""
    newest: list[UUID] = []
    for first in range(0, how_many, AT_ONCE):
        newest = await _some_talks(account, range(first, min(first + AT_ONCE, how_many)), messages)
    return newest


async def _some_talks(account: OfficialAccount, numbers: range, messages: int) -> list[UUID]:
    home = {"workspace_id": account.workspace_id}
    fans, talks, said = [], [], []
    for number in numbers:
        at = MIDNIGHT + timedelta(seconds=number)
        remark = None if number % 3 else f"顾客 {number}"
        fan = Fan(id=new_id(), account_id=account.id, openid=f"oBENCH{number:022d}", remark=remark,
                  is_following=True, created_at=at, **home)  # fmt: skip
        talk = Conversation(id=new_id(), account_id=account.id, fan_id=fan.id, created_at=at, last_message_at=at,
                            message_seq=messages, unread_count=messages, **home)  # fmt: skip
        own = [_message(talk, seq, at) for seq in range(1, messages + 1)]
        talk.last_message_id = own[-1].id
        fans.append(fan)
        talks.append(talk)
        said += own
    await Fan.bulk_create(fans, batch_size=AT_ONCE)
    await Conversation.bulk_create(talks, batch_size=AT_ONCE)
    await Message.bulk_create(said, batch_size=AT_ONCE)
    return [message.id for message in own]


def _message(talk: Conversation, seq: int, at: datetime) -> Message:
    return Message(id=new_id(), workspace_id=talk.workspace_id, conversation_id=talk.id, seq=seq,
                   direction=Direction.IN, kind=MessageKind.TEXT, wechat_kind="text", status=MessageStatus.RECEIVED,
                   text=f"请问今天几点关门？我大概七点半能到，来得及吗 {seq}", said_at=at, created_at=at)  # fmt: skip
