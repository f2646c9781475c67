"""The world in the box: accounts, fans, pushes, faults, time. Everything in it is invented and in memory."""

import secrets
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any

from sandbox.accounts import Account
from sandbox.addresses import Address, address_of, events_address
from sandbox.agenda import Agenda
from sandbox.calls import Calls
from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.components import Component
from sandbox.dice import LETTERS, Dice
from sandbox.fans import Author, Fan, Message, Shown, Via
from sandbox.faults import FaultPlan
from sandbox.holds import Holds
from sandbox.media import THREE_DAYS, Media, MediaKind
from sandbox.mistakes import Missing, Mistake
from sandbox.names import invented_name
from sandbox.pushes import Push, PushState
from sandbox.settings import Settings
from sandbox.tokens import TokenFamily

KEPT_PUSHES = 20_000


class World:
    """One box. The same seed, the same script and a frozen clock give the same bytes."""

    def __init__(self, seed: int | None = None, clock: Clock | None = None) -> None:
        self.changes = Changes()
        self.directory_version = 0
        self.begin(seed, clock)

    def begin(self, seed: int | None = None, clock: Clock | None = None) -> None:
        """Forget everything and start anew. No seed: an unpredictable one."""
        self.dice = Dice(secrets.randbelow(2**32) if seed is None else seed)
        self.clock = clock or Clock()
        self.settings = Settings()
        self.counters: Counter[str] = Counter()
        self.accounts: dict[str, Account] = {}
        self.components: dict[str, Component] = {}
        self.pushes: dict[str, Push] = {}
        self.outbox: deque[Push] = deque()
        self.agenda = Agenda()
        self.faults = FaultPlan()
        self.calls = Calls()
        self.holds = Holds()
        self.directory_changed()

    @property
    def version(self) -> int:
        """Grows with every change; cheap to look at."""
        return self.changes.version

    def now(self) -> float:
        """The box's present, in Unix seconds."""
        return self.clock.now()

    def count(self, what: str) -> int:
        """The next number for a thing: 1, 2, 3 …"""
        self.counters[what] += 1
        return self.counters[what]

    def account(self, app_id: str) -> Account:
        """The account with this AppID, or Missing."""
        if app_id not in self.accounts:
            raise Missing(f"The box holds no account {app_id!r}. Create it first.")
        return self.accounts[app_id]

    def component(self, app_id: str) -> Component:
        """The third-party platform with this AppID, or Missing."""
        if app_id not in self.components:
            raise Missing(f"The box holds no third-party platform {app_id!r}. Create it first.")
        return self.components[app_id]

    def token_families(self) -> Iterator[TokenFamily]:
        """All that hold tokens: accounts, platforms, and what platforms were granted."""
        for account in self.accounts.values():
            yield from account.families()
        for component in self.components.values():
            yield component.tokens
            yield from (granted.tokens for granted in component.authorizations.values())

    def unionid(self, account: Account, fan: Fan) -> str | None:
        """The same for one person at all accounts that are bound to one Open Platform account; None without one."""
        if not account.open_platform:
            return None
        return "o" + self.dice.text(f"unionid/{account.open_platform}/{fan.person or fan.openid}", 27)

    def fan_on_phone(self, account: Account, openid: str) -> Fan | None:
        """The person with this OpenID, at this account or another, as this account knows them.

        Whoever it never met gets an OpenID there without following: that is how WeChat signs strangers in.
        """
        if openid in account.fans:
            return account.fans[openid]
        owner = next((one.fans[openid] for one in self.accounts.values() if openid in one.fans), None)
        if owner is None:
            return None
        owner.person = owner.person or owner.openid
        same = next((fan for fan in account.fans.values() if fan.person == owner.person), None)
        if same is None:
            same = self.add_fan(account, owner.nickname)
            same.person = owner.person
        return same

    def add_account(self, account: Account) -> Account:
        """Open an account. A Mistake says which of its settings WeChat would not take."""
        account.callback.check()
        for other in self.accounts.values():
            if account.app_id == other.app_id or account.original_id == other.original_id:
                raise Mistake(f"{other.name} already has the AppID {other.app_id} or the id {other.original_id}.")
        self.accounts[account.app_id] = account
        self.directory_changed()
        return account

    def add_fan(self, account: Account, nickname: str = "", openid: str = "", *, is_following: bool = False) -> Fan:
        """A person with a phone. Whoever `is_following` has been for a while: nothing is pushed."""
        number = self.count("fan")
        openid = openid or "o" + self.dice.text(f"openid/{number}", 27)
        if openid in account.fans:
            raise Mistake(f"{account.name} already has a fan {openid!r}.")
        fan = Fan(openid, nickname or invented_name(self.dice, number), is_following)
        fan.followed_at = self.now() if is_following else None
        account.fans[openid] = fan
        self.directory_changed()
        return fan

    def show(
        self,
        fan: Fan,
        author: Author,
        shown: Shown,
        text: str = "",
        via: Via | None = None,
        push: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> Message:
        """Put something on a fan's phone."""
        message = fan.show(Message(self.count("message"), self.now(), author, shown, text, via, push, details or {}))
        self.changes.touch()
        return message

    def phone_changed(self, fan: Fan) -> None:
        """What a fan's phone shows has changed, without anything new on it."""
        fan.version += 1
        self.changes.touch()

    def push(self, account: Account, fan: Fan, fields: dict[str, Any], *, is_visible: bool, deliver: bool) -> Push:
        """Give the courier something to carry to the account; not yet, when `deliver` is False."""
        return self.send_out(account.app_id, fan.openid, fields, is_visible=is_visible, deliver=deliver)

    def send_out(
        self, app_id: str, openid: str, fields: dict[str, Any], *, is_visible: bool = False, deliver: bool = True
    ) -> Push:
        """The same for what concerns no fan: `openid` is then a system sender's, or empty."""
        push = Push(f"push-{self.count('push')}", app_id, openid, fields, is_visible)
        self.pushes[push.id] = push
        if deliver:
            self.outbox.append(push)
        else:
            push.state = PushState.HELD
        self._forget_old_pushes()
        self.changes.touch()
        return push

    def push_event(self, account: Account, openid: str, fields: dict[str, Any], at: float | None = None) -> Push:
        """Tell the account of an event that no fan waits for; `at`: when it happened, if not just now."""
        moment = int(self.now() if at is None else at)
        head = {"ToUserName": account.original_id, "FromUserName": openid, "CreateTime": moment, "MsgType": "event"}
        return self.send_out(account.app_id, openid, head | fields)

    def keep_media(self, account: Account, kind: MediaKind, data: bytes, content_type: str, filename: str) -> Media:
        """A temporary file of the account's, uploaded by itself or sent by a fan."""
        now = self.now()
        media_id = self.dice.text(f"media/{self.count('media')}", 64, LETTERS + "-_")
        return account.media.keep(Media(media_id, kind, content_type, filename, data, now, now + THREE_DAYS))

    def find_push(self, push_id: str) -> Push:
        """The push with this id, or Missing."""
        if push_id not in self.pushes:
            raise Missing(f"There is no push {push_id!r}; the last one is push-{self.counters['push']}.")
        return self.pushes[push_id]

    def fan_of(self, push: Push) -> Fan | None:
        """The fan whom a push is about; None when it is about the account or a platform."""
        account = self.accounts.get(push.app_id)
        return account.fans.get(push.openid) if account else None

    def address_of(self, push: Push) -> Address:
        """Where a push goes now."""
        if push.app_id in self.components:
            return events_address(self.components[push.app_id])
        return address_of(self.account(push.app_id), self.components.values())

    def directory_changed(self) -> None:
        """There is another account or fan, or one looks different in a list."""
        self.directory_version += 1
        self.changes.touch()

    def _forget_old_pushes(self) -> None:
        while len(self.pushes) > KEPT_PUSHES:
            oldest = next(iter(self.pushes.values()))
            if not oldest.is_settled:
                return
            del self.pushes[oldest.id]
