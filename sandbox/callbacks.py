"""The courier: carries pushes to the accounts' servers, up to three times each, and judges the answers."""

import asyncio
from collections.abc import Awaitable, Iterable

from sandbox import outside
from sandbox.addresses import Address
from sandbox.fans import Author, Shown, Via
from sandbox.faults import CALLBACK, Fault, Planned
from sandbox.letters import letter, stamp
from sandbox.passive import BadAnswer, Reply
from sandbox.pushes import Attempt, Push, PushState
from sandbox.replies import read_answer
from sandbox.world import World

FAILURE = "该公众号提供的服务出现故障，请稍后再试"


class Courier:
    """Takes pushes out of the world's outbox while it runs. Each travels by itself, waiting for none."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._client = outside.client()
        self._trips: set[asyncio.Task[None]] = set()

    @property
    def under_way(self) -> int:
        """Pushes that have set out, or are about to."""
        return len(self._trips) + len(self._world.outbox)

    async def run(self) -> None:
        """Carry until the box is closed."""
        changes = self._world.changes
        while await changes.until(lambda: bool(self._world.outbox)):
            self._start(self._carry(self._world.outbox.popleft()))

    async def drop_all(self) -> None:
        """Give up what is under way. It stays WAITING."""
        for trip in self._trips:
            trip.cancel()
        await asyncio.gather(*self._trips, return_exceptions=True)

    async def stop(self) -> None:
        """Give up and close."""
        await self.drop_all()
        await self._client.aclose()

    async def deliver_in_order(self, pushes: Iterable[Push]) -> None:
        """Deliver once each, one after the other, whatever became of them before."""
        for push in pushes:
            await self.deliver(push)

    async def deliver_together(self, pushes: Iterable[Push]) -> None:
        """Deliver once each, all at the same time."""
        await asyncio.gather(*(self.deliver(push) for push in pushes))

    async def deliver(self, push: Push) -> None:
        """One delivery. The first answer that counts settles the push; later ones are only written down."""
        planned = self._world.faults.next(CALLBACK, self._world.dice, f"{push.id}/{len(push.attempts) + 1}")
        if not self._world.address_of(push).url:
            self._end(push, PushState.UNADDRESSED)
        elif planned and planned.fault is Fault.DROP:
            self._end(push, PushState.DROPPED)
        else:
            await self._attempt(push, planned)
        if planned and planned.fault is Fault.DUPLICATE:
            await self._attempt(push, None)

    def give_up(self, push: Push) -> None:
        """No delivery counted: a fan who waits for an answer is told so."""
        if push.is_settled:
            return
        self._end(push, PushState.FAILED)
        fan = self._world.fan_of(push)
        if fan and push.is_visible and fan.is_following:
            self._world.show(fan, Author.SYSTEM, Shown.FAILURE, FAILURE, push=push.id)

    async def _carry(self, push: Push) -> None:
        loop = asyncio.get_running_loop()
        while self._is_due(push):
            next_at = loop.time() + self._world.settings.time_between_deliveries
            await self.deliver(push)
            if self._is_due(push):
                # WeChat's repeats come five seconds apart, also when the failure came sooner.
                await asyncio.sleep(next_at - loop.time())
        self.give_up(push)

    def _is_due(self, push: Push) -> bool:
        return not push.is_settled and len(push.attempts) < self._world.settings.deliveries

    async def _attempt(self, push: Push, planned: Planned | None) -> None:
        address = self._world.address_of(push)
        attempt = Attempt(len(push.attempts) + 1, self._world.now(), status=None, problem="it is under way")
        push.attempts.append(attempt)
        try:
            attempt.status, body = await self._exchange(address, push, attempt, planned)
            account = self._world.accounts.get(push.app_id)
            reply = read_answer(account, address, push, attempt.status, body, self._world.now())
        except (outside.NoAnswer, BadAnswer) as bad:
            attempt.problem = str(bad)
        else:
            attempt.problem, attempt.reply = None, reply.summary if reply else None
            self._settle(push, reply)
        self._changed(push)

    async def _exchange(
        self, address: Address, push: Push, attempt: Attempt, planned: Planned | None
    ) -> tuple[int, bytes]:
        world = self._world
        fresh = stamp(world.dice, f"{push.id}/{attempt.number}", world.now())
        await self._stumble(planned)
        answer = await outside.post(self._client, address.url, letter(address, push, fresh), world.settings.patience)
        if planned and planned.fault is Fault.RESET_AFTER:
            raise outside.NoAnswer("the connection was cut by plan, after the server had answered")
        return answer

    async def _stumble(self, planned: Planned | None) -> None:
        if planned and planned.fault is Fault.SLOW:
            await self._world.changes.pause(planned.seconds)
        if planned and planned.fault is Fault.RESET_BEFORE:
            raise outside.NoAnswer("the connection was cut by plan, before the server was reached")

    def _settle(self, push: Push, reply: Reply | None) -> None:
        if push.is_settled:
            return
        push.reply = reply.summary if reply else None
        self._end(push, PushState.DELIVERED)
        fan = self._world.fan_of(push)
        if reply and fan and fan.is_following:
            self._world.show(fan, Author.ACCOUNT, reply.shown, reply.text, Via.PASSIVE, push.id, reply.details)

    def _end(self, push: Push, state: PushState) -> None:
        if not push.is_settled:
            push.state = state
        self._changed(push)

    def _changed(self, push: Push) -> None:
        if fan := self._world.fan_of(push):
            self._world.phone_changed(fan)
        else:
            self._world.changes.touch()

    def _start(self, trip: Awaitable[None]) -> None:
        task = asyncio.ensure_future(trip)
        self._trips.add(task)
        task.add_done_callback(self._arrived)

    def _arrived(self, task: asyncio.Task[None]) -> None:
        self._trips.discard(task)
        self._world.changes.touch()
