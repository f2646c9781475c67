"""The demo: made once, the same on the phones as in the database, and alive."""

from collections import Counter
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx2
import pytest

from cli import demo
from cli.demo.load import SEED
from cli.demo.shop import BRANCHES, OTHER_OPENID, OWNER_OPENID
from cli.demo.talks import plan
from cli.house import CannotStart
from domain import database, gate, redis
from domain.accounts.models import OfficialAccount
from domain.agents import mini_program
from domain.agents.errors import MiniProgramNotLinked
from domain.agents.models import Agent
from domain.callbacks.handling import handle_waiting
from domain.callbacks.keeping import Keeper, Push
from domain.clock import now
from domain.conversations.actions import Talk
from domain.conversations.models import Conversation, Direction, Message, MessageKind, MessageStatus
from domain.fans.models import Fan
from domain.sends.actions import send_text
from domain.sends.delivery import deliver_due
from domain.sends.models import Send
from domain.settings import Settings
from sandbox.accounts import Account
from sandbox.acting import Actor, writing
from sandbox.addresses import own_address
from sandbox.app import build as build_box
from sandbox.consent import make_code
from sandbox.fans import Author, Shown
from sandbox.fans import Fan as BoxFan
from sandbox.letters import letter, stamp
from sandbox.sign_ins import MINI_PROGRAM
from sandbox.snapshot import restore, snapshot
from sandbox.world import World
from tests.factories import NOON
from tests.mini_programs import as_mini_program
from wechat import Gate, open_envelope


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, port=8765)


async def test_there_is_something_to_show(settings):
    await demo.load(settings, None)

    oldest, account = await Message.all().order_by("created_at").first(), await OfficialAccount.first()
    rows = [await model.all().count() for model in (Agent, OfficialAccount, Fan)]
    lengths = [talk.message_seq for talk in await Conversation.filter(message_seq__gte=2)]
    fates = Counter(message.status for message in await Message.all())
    assert rows == [3, 2, 200]
    assert account.created_at < oldest.created_at
    assert len(lengths) >= 120
    assert max(lengths) == 14
    assert fates[MessageStatus.REFUSED] == fates[MessageStatus.UNCERTAIN] == 1


async def test_loading_twice_adds_nothing(settings):
    await demo.load(settings, None)
    before = await _row_counts()

    await demo.load(settings, None)

    assert await _row_counts() == before


def test_the_same_seed_makes_the_same_talks():
    assert plan(SEED, NOON) == plan(SEED, NOON)


@pytest.mark.parametrize("seed", range(5))
def test_talks_end_minutes_ago_and_run_forward(seed):
    talks = plan(seed, NOON)

    ends = [talk.lines[-1].at for talk in talks]
    assert NOON - timedelta(minutes=6) < max(ends) < NOON - timedelta(minutes=2)
    assert all([told.at for told in talk.lines] == sorted({told.at for told in talk.lines}) for talk in talks)


async def test_every_talk_counts_what_its_messages_say(settings):
    await demo.load(settings, None)

    wrong = [talk for talk in await Conversation.all() if not await _counts_right(talk)]
    assert wrong == []


async def test_every_answer_has_its_send(settings):
    await demo.load(settings, None)

    answers = {message.id: message.status for message in await Message.filter(direction=Direction.OUT)}
    assert {send.message_id: MessageStatus(send.state.value) for send in await Send.all()} == answers


async def test_phones_show_what_the_agents_see(settings):
    world = await demo.load(settings, None)

    arrived = (MessageStatus.RECEIVED, MessageStatus.SENT, MessageStatus.UNCERTAIN)
    said = Message.filter(kind=MessageKind.TEXT, status__in=arrived).order_by("seq")
    for fan in await Fan.all().prefetch_related("account", "conversation"):
        known = [(message.direction, message.text) for message in await said.filter(conversation=fan.conversation)]
        phone = world.account(fan.account.app_id).fan(fan.openid)
        assert _texts(phone) == known
        assert phone.is_following == fan.is_following


async def test_whoever_wrote_in_the_last_two_days_can_be_answered(settings):
    world = await demo.load(settings, None)

    closed = [fan for fan in _fans(world) if _wrote_lately(world, fan) and not fan.window.left(world.now())]
    assert closed == []


async def test_a_lost_box_is_made_again(settings):
    first = await demo.load(settings, None)

    again = await demo.load(settings, None)

    assert snapshot(again)["accounts"] == snapshot(first)["accounts"]


async def test_a_kept_box_pushes_to_the_port_of_today(settings):
    kept = restore(snapshot(await demo.load(settings, None)))

    world = await demo.load(settings.model_copy(update={"host": "0.0.0.0", "port": 9876}), kept)

    paths = {account.app_id: account.callback_path for account in await OfficialAccount.all()}
    assert world is kept
    assert {id: world.account(id).callback.url for id in paths} == {
        id: f"http://127.0.0.1:9876{path}" for id, path in paths.items()
    }


async def test_a_box_of_another_database_is_put_aside(settings):
    world = await demo.load(settings, World())

    assert list(world.accounts) == [*(branch.app_id for branch in BRANCHES), demo.MINI_PROGRAM.app_id]


async def test_an_address_that_the_box_cannot_reach_is_named(settings):
    with pytest.raises(CannotStart, match="FANDESK_HOST"):
        await demo.load(settings.model_copy(update={"host": "203.0.113.7"}), None)


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda branch: branch.connection.encryption)
async def test_a_fan_writes_and_the_answer_arrives(settings, branch):
    world = await demo.load(settings, None)
    account = world.account(branch.app_id)
    fan = next(fan for fan in account.fans.values() if fan.is_following)
    box = httpx2.AsyncClient(transport=httpx2.ASGITransport(build_box(world)))
    gate.use(Gate(api_url="http://box", redis=redis.redis(), http=box))

    await _write(world, account, fan, "还有座位吗？")
    await _answer(branch.app_id, fan.openid, "有的，靠窗的给您留着～")

    assert _texts(fan)[-2:] == [(Direction.IN, "还有座位吗？"), (Direction.OUT, "有的，靠窗的给您留着～")]


@pytest.mark.parametrize(("openid", "who"), [(OWNER_OPENID, "周岚"), (OTHER_OPENID, None)])
async def test_the_owner_signs_in_by_the_mini_program(settings, openid, who):
    world = await demo.load(settings, None)
    desk = world.account(demo.MINI_PROGRAM.app_id)
    code = make_code(world, desk, desk.fan(openid), MINI_PROGRAM).value
    box = httpx2.AsyncClient(transport=httpx2.ASGITransport(build_box(world)))
    gate.use(Gate(api_url="http://box", redis=redis.redis(), http=box))

    with as_mini_program(demo.MINI_PROGRAM), nullcontext() if who else pytest.raises(MiniProgramNotLinked):
        assert (await mini_program.sign_in(code, now())).agent.name == who


async def _write(world: World, account: Account, fan: BoxFan, words: str) -> None:
    ours = await OfficialAccount.get(app_id=account.app_id)
    push = writing.write(Actor(world, account, fan, deliver=False), words)
    carried = letter(own_address(account), push, stamp(world.dice, "test", world.now()))
    envelope = open_envelope(ours.lock(), carried.query, carried.body.encode())
    await Keeper().keep(Push(ours.workspace_id, ours.id, envelope, now()))
    await handle_waiting(now)


async def _answer(app_id: str, openid: str, words: str) -> None:
    talk = await Conversation.get(account__app_id=app_id, fan__openid=openid)
    agent = await Agent.get(email=demo.OWNER_EMAIL)
    place = Talk(talk.id, talk.workspace_id, talk.account_id, talk.fan_id)
    await send_text(place, openid, agent.id, words, now())
    await deliver_due(now)


async def _row_counts() -> dict[str, int]:
    return {model.__name__: await model.all().count() for model in database.models()}


async def _counts_right(talk: Conversation) -> bool:
    messages = await Message.filter(conversation=talk).order_by("seq")
    waiting = [one for one in messages if one.direction is Direction.IN and one.kind is not MessageKind.EVENT]
    unread = sum(one.seq > talk.read_seq for one in waiting)
    last = messages[-1]
    counted: tuple[int, int, UUID | None, datetime] = (
        talk.message_seq,
        talk.unread_count,
        talk.last_message_id,
        talk.last_message_at,
    )
    return counted == (len(messages), unread, last.id, last.created_at) and last.seq == len(messages)


def _fans(world: World) -> list[BoxFan]:
    return [fan for account in world.accounts.values() for fan in account.fans.values()]


def _wrote_lately(world: World, fan: BoxFan) -> bool:
    wrote = [message.at for message in fan.chat if message.author is Author.FAN]
    return fan.is_following and bool(wrote) and world.now() - wrote[-1] < 47 * 3600


def _texts(fan: BoxFan) -> list[tuple[Direction, str]]:
    """The words on a phone, without what the box writes for pictures and voices."""
    sides = {Author.FAN: Direction.IN, Author.ACCOUNT: Direction.OUT}
    shown = [one for one in fan.chat if one.shown is Shown.TEXT and not one.text.startswith("[")]
    return [(sides[one.author], one.text) for one in shown]
