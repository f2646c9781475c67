"""The least a thing needs; a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from domain.accounts.actions import Connection, connect_account
from domain.accounts.models import AccountKind, OfficialAccount
from domain.agents.models import Agent, Role, Session, Workspace
from domain.clock import now
from domain.conversations.actions import Said, Talk, add_message, from_fan, talk_of
from domain.conversations.models import Message, MessageKind
from domain.fans import actions as fans
from domain.fans.models import Fan
from domain.transaction import transaction
from domain.viewer import Viewer
from wechat import Encryption

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # noon in Beijing
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
TOKEN = "fanops_test_token"
PASSWORD = "correct horse"
# argon2id of PASSWORD, made with cheap settings: signing in takes a millisecond, and is rehashed with the real ones.
CHEAP_HASH = "$argon2id$v=19$m=8,t=1,p=1$YiU9H76CcfrXNFZWLntDfg$UUE4MckA1CrDKzty0HyDgf1CiS3xmlFRSEXptJPyoek"

_number = count(1)


class HandClock:
    """Time that stands still until a test moves it."""

    def __init__(self, at: datetime | None = None) -> None:
        self._now = at or now()

    def __call__(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._now += by


async def a_workspace(**given: Any) -> Workspace:
    return await Workspace.create(**{"name": f"Company {next(_number)}"} | given)


async def an_agent(**given: Any) -> Agent:
    workspace = given.pop("workspace", None) or await a_workspace()
    n = next(_number)
    return await Agent.create(
        workspace=workspace,
        **{
            "email": f"agent{n}@example.com",
            "name": f"Agent {n}",
            "role": Role.AGENT,
            "password_hash": CHEAP_HASH,
        }
        | given,
    )


async def a_viewer(**given: Any) -> Viewer:
    """An agent who is signed in."""
    agent = given.pop("agent", None) or await an_agent(**given)
    session = await Session.create(agent=agent, created_at=now())
    viewer = await Viewer.of_session(session.id)
    assert viewer is not None
    return viewer


async def an_account(**given: Any) -> OfficialAccount:
    workspace_id: UUID = given.pop("workspace_id", None) or (given.pop("workspace", None) or await a_workspace()).id
    n = next(_number)
    connection = {
        "app_id": f"wx{n:016x}",
        "app_secret": f"{n:032x}",
        "original_id": f"gh_{n:012x}",
        "name": f"Shop {n}",
        "kind": AccountKind.SERVICE,
        "is_verified": True,
        "token": TOKEN,
        "encoding_aes_key": AES_KEY,
        "encryption": Encryption.PLAINTEXT,
    }
    return await connect_account(workspace_id, Connection(**connection | given), now())  # type: ignore[arg-type]


async def a_fan(**given: Any) -> Fan:
    account = given.pop("account", None) or await an_account()
    async with transaction():
        openid = given.pop("openid", None) or f"oFAN{next(_number):024d}"
        id, _ = await fans.meet(account.workspace_id, account.id, openid, now())
        if given:
            await Fan.filter(id=id).update(**given)
    return await Fan.get(id=id)


async def a_talk(**given: Any) -> Talk:
    """A fan's talk in which the fan said `text`, "hi" unless told."""
    text = given.pop("text", "hi")
    fan = given.pop("fan", None) or await a_fan(**given)
    async with transaction():
        talk = await talk_of(fan.workspace_id, fan.account_id, fan.id, now())
        await add_message(talk, words(text), now())
    return talk


async def a_message(talk: Talk, said: Said | str = "hi") -> Message:
    async with transaction():
        id = await add_message(talk, words(said) if isinstance(said, str) else said, now())
    return await Message.get(id=id)


def words(text: str) -> Said:
    """What a fan says."""
    return from_fan(MessageKind.TEXT, "text", now(), text)
