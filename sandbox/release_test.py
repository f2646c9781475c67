"""The test that WeChat runs before a platform is published (全网发布检测), step by step."""

from dataclasses import dataclass
from typing import Any

from sandbox.accounts import Account, Kind
from sandbox.acting import Actor
from sandbox.acting.following import become_follower
from sandbox.acting.writing import write
from sandbox.components import MESSAGES, USUAL_PERMISSIONS, Component
from sandbox.fans import Author, Fan, Via
from sandbox.platforms import authorize, give_code, push_ticket, tell_authorized
from sandbox.pushes import Push, PushState
from sandbox.world import World

BOT_APP_ID, BOT_ORIGINAL_ID = "wx570bc396a51b8ff8", "gh_3c884a361561"
QUESTION = "TESTCOMPONENT_MSG_TYPE_TEXT"


class Failed(Exception):
    """A step did not go as it should. The text says what was seen instead."""


@dataclass
class Tester:
    """WeChat's bot: an account that has authorised the platform, with one fan who writes to it."""

    world: World
    component: Component
    account: Account
    fan: Fan
    seconds: float

    async def ticket(self) -> None:
        """component_verify_ticket is answered with success."""
        for push in push_ticket(self.world, self.component):
            await self._delivered(push)

    async def authorized(self) -> None:
        """The bot's `authorized` event is answered with success."""
        authorize(self.world, self.component, self.account, self.component.permissions or USUAL_PERMISSIONS)
        push = tell_authorized(self.world, self.component, self.account, "authorized", "")
        await self._delivered(push)

    async def text(self) -> None:
        """The text TESTCOMPONENT_MSG_TYPE_TEXT is answered at once, with the same and `_callback`."""
        push = write(self._actor(), QUESTION)
        await self._delivered(push)
        answers = self._texts(Via.PASSIVE, push)
        if answers != [QUESTION + "_callback"]:
            raise Failed(f"the passive reply is to be {QUESTION}_callback; it was {answers or 'none'}")

    async def api(self) -> None:
        """The text QUERY_AUTH_CODE:<code> is answered through the API, with a token got for that code."""
        code = give_code(self.world, self.component, self.account)
        push = write(self._actor(), f"QUERY_AUTH_CODE:{code.value}")
        await self._delivered(push)
        if answers := self._texts(Via.PASSIVE, push):
            raise Failed(f"the callback is to be answered empty; it was answered with {answers}")
        wanted = f"{code.value}_from_api"
        if not await self.world.changes.until(lambda: wanted in self._texts(Via.CUSTOMER), self.seconds):
            was_asked = "was" if code.is_used else "was not"
            raise Failed(f"no customer message {wanted} came; the code {was_asked} exchanged by api_query_auth")
        if not code.is_used:
            raise Failed("the code was never exchanged by api_query_auth")

    def _actor(self) -> Actor:
        return Actor(self.world, self.account, self.fan)

    def _texts(self, via: Via, push: Push | None = None) -> list[str]:
        return [
            message.text
            for message in self.fan.chat
            if message.author is Author.ACCOUNT and message.via is via and (push is None or message.push == push.id)
        ]

    async def _delivered(self, push: Push) -> None:
        await self.world.changes.until(lambda: push.is_settled, self.seconds)
        if push.state is not PushState.DELIVERED:
            problem = push.attempts[-1].problem if push.attempts else None
            raise Failed(f"the push is {push.state}{f': {problem}' if problem else ''}")


async def release_test(world: World, component: Component, seconds: float) -> dict[str, Any]:
    """Run it. A step that failed is reported with what was seen, and the next one is tried all the same."""
    tester = _bot(world, component, seconds)
    steps = [tester.ticket, tester.authorized]
    if MESSAGES in component.permissions:  # without set 1 WeChat leaves the messages out
        steps += [tester.text, tester.api]
    report = []
    for step in steps:
        try:
            await step()
            problem = None
        except Failed as failed:
            problem = str(failed)
        report.append({"step": step.__name__, "does": step.__doc__, "passed": problem is None, "problem": problem})
    return {"passed": all(one["passed"] for one in report), "steps": report}


def _bot(world: World, component: Component, seconds: float) -> Tester:
    account = world.accounts.get(BOT_APP_ID)
    if account is None:
        secret = world.dice.hex("release-test/secret", 32)
        account = Account(BOT_APP_ID, secret, BOT_ORIGINAL_ID, "全网发布检测", Kind.SERVICE)
        world.add_account(account)
    fan = next(iter(account.fans.values()), None) or world.add_fan(account, "全网发布检测")
    if not fan.is_following:
        become_follower(Actor(world, account, fan))
    return Tester(world, component, account, fan, seconds)
