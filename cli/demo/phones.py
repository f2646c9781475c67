"""The box of the demo, made from the database: the same accounts, and phones that show what the agents see."""

from collections.abc import Sequence
from uuid import UUID

from cli.demo.shop import BRANCHES, MINI_PROGRAM, MINI_PROGRAM_NAME, OTHER_OPENID, OWNER_OPENID
from domain import database
from domain.accounts.actions import Connection
from domain.accounts.models import OfficialAccount
from domain.conversations.models import Direction, MessageKind
from domain.database import Row
from sandbox.accounts import Account, Callback, Encryption, Kind
from sandbox.dice import Dice
from sandbox.fans import Author, Fan, Message, Shown, Via
from sandbox.names import invented_name
from sandbox.windows import Trigger
from sandbox.world import World

PICTURE = "/pages/sample.png"  # the box's own: it stands for whatever fans sent
NAMES = Dice(0)  # fixed: whoever has no remark keeps their nickname when the box is made again
SPOKEN_OF = {"voice": "[语音]", "video": "[视频]", "location": "[位置]", "link": "[链接]"}


async def build(accounts: dict[str, OfficialAccount]) -> World:
    """A box with these accounts of the demo, in which everything happened that the database tells."""
    world = World()
    ours = [branch.connection for branch in BRANCHES if branch.app_id in accounts]
    boxed = {accounts[given.app_id].id: world.add_account(_account(given)) for given in ours}
    people: dict[UUID, tuple[Account, Fan]] = {}
    for row in await _fans(list(boxed)):
        account = boxed[row["account_id"]]
        people[row["id"]] = account, _fan(world, account, row)
    for row in await _messages(list(boxed)):
        _happen(world, *people[row["fan_id"]], row)
    return world


def add_mini_program(world: World) -> None:
    """The shop's mini-program, which two people have opened; one that is there already stays as it is."""
    if MINI_PROGRAM.app_id in world.accounts:
        return
    app_id, secret = MINI_PROGRAM.app_id, MINI_PROGRAM.app_secret
    desk = world.add_account(Account(app_id, secret, "gh_00000000de33", MINI_PROGRAM_NAME, Kind.MINI_PROGRAM))
    for name, openid in (("周岚", OWNER_OPENID), ("路过的人", OTHER_OPENID)):
        world.add_fan(desk, name, openid, is_following=False)


def _account(connection: Connection) -> Account:
    encryption = Encryption(connection.encryption.name)
    return Account(
        app_id=connection.app_id,
        app_secret=connection.app_secret,
        original_id=connection.original_id,
        name=connection.name,
        kind=Kind(connection.kind.name),
        is_verified=connection.is_verified,
        callback=Callback("", connection.token, connection.encoding_aes_key, encryption),
    )


def _fan(world: World, account: Account, row: Row) -> Fan:
    fan = world.add_fan(account, _nickname(row), row["openid"], is_following=row["is_following"])
    fan.followed_at = row["followed_at"].timestamp() if fan.is_following and row["followed_at"] else None
    return fan


def _nickname(row: Row) -> str:
    """What a fan calls themselves: not what agents note about them in brackets."""
    name: str = (row["remark"] or "").partition("（")[0]
    return name or invented_name(NAMES, int.from_bytes(row["openid"].encode()))


def _happen(world: World, account: Account, fan: Fan, row: Row) -> None:
    at = (row["said_at"] or row["created_at"]).timestamp()
    _move_window(world, fan, row, at)
    if shown := _shown(account, row):
        author, how, text = shown
        via = Via.CUSTOMER if author is Author.ACCOUNT else None
        fan.show(Message(world.count("message"), at, author, how, text, via))


def _move_window(world: World, fan: Fan, row: Row, at: float) -> None:
    settings = world.settings
    if row["direction"] == Direction.OUT:
        if _arrived(row) and fan.window.left(at):
            fan.window.spend(at)
    elif row["wechat_kind"] == "unsubscribe":
        fan.window.close()
    elif row["kind"] != MessageKind.EVENT or row["wechat_kind"] == "subscribe":
        trigger = Trigger.FOLLOW if row["kind"] == MessageKind.EVENT else Trigger.MESSAGE
        fan.window.grant(trigger, settings.quota_policy, settings.combining, at)


def _shown(account: Account, row: Row) -> tuple[Author, Shown, str] | None:
    """What the phone shows of a message, if anything."""
    match row["direction"], row["kind"], row["wechat_kind"]:
        case Direction.OUT, _, _:
            return (Author.ACCOUNT, Shown.TEXT, row["text"]) if _arrived(row) else None
        case _, MessageKind.EVENT, "subscribe":
            return Author.SYSTEM, Shown.FOLLOWED, account.name
        case _, MessageKind.EVENT, "unsubscribe":
            return Author.SYSTEM, Shown.UNFOLLOWED, account.name
        case _, MessageKind.EVENT, _:
            return None
        case _, _, "image":
            return Author.FAN, Shown.IMAGE, PICTURE
        case _, _, other if other in SPOKEN_OF:
            return Author.FAN, Shown.TEXT, SPOKEN_OF[other]
        case _, MessageKind.UNSUPPORTED, other:
            return Author.FAN, Shown.TEXT, f"[{other}]"
    return Author.FAN, Shown.TEXT, row["text"]


def _arrived(row: Row) -> bool:
    # Of an UNCERTAIN one nobody at Fandesk knows; in this box it did arrive.
    return row["status"] in ("SENT", "UNCERTAIN")


async def _fans(accounts: Sequence[UUID]) -> list[Row]:
    where = database.Where("1 = 1")
    where.among("account_id", accounts)
    sql = (
        "SELECT id, account_id, openid, remark, is_following, followed_at FROM fan"
        f" WHERE {where} ORDER BY created_at, id"
    )
    return await database.rows(sql, *where.values)


async def _messages(accounts: Sequence[UUID]) -> list[Row]:
    where = database.Where("1 = 1")
    where.among("c.account_id", accounts)
    sql = (
        "SELECT c.fan_id, m.direction, m.kind, m.wechat_kind, m.text, m.status, m.said_at, m.created_at"
        " FROM message m JOIN conversation c ON c.id = m.conversation_id"
        f" WHERE {where} ORDER BY m.created_at, m.conversation_id, m.seq"
    )
    return await database.rows(sql, *where.values)
