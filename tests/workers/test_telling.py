"""From the fan's words to the agent's phone, by the worker itself."""

from datetime import timedelta

from domain.clock import now
from domain.notifications.models import Notification, NotificationCause
from domain.redis import redis
from tests.domain.pushes import keep, text
from tests.factories import an_account, an_agent
from tests.phones import a_push_service, with_phone
from tests.workers.test_worker import work_off
from workers import schedule


async def test_the_sweep_finds_what_is_due_for_a_phone(redis_url):
    account = await an_account()
    await with_phone(await an_agent(workspace_id=account.workspace_id))
    await keep(account, text("hi"))

    async with a_push_service() as push:
        await work_off(redis_url)
        await schedule.sweep({})
        await work_off(redis_url)
        assert push.heard == []
        await redis().flushdb()
        await NotificationCause.all().update(due_at=now() - timedelta(seconds=1))
        await schedule.sweep({})
        await work_off(redis_url)

    assert push.bodies == ["[new message]"]


async def test_what_is_old_is_forgotten_by_the_hour():
    account = await an_account()
    await with_phone(await an_agent(workspace_id=account.workspace_id))
    long_ago = now() - timedelta(days=8)
    where = {"workspace_id": account.workspace_id, "account_id": account.id, "subject_id": account.id}
    when = {"due_at": long_ago, "created_at": long_ago, "finished_at": long_ago}
    await Notification.create(agent_id=account.id, kind="NEW_FOLLOWER", state="SENT", **where, **when)

    await schedule.forget_old({})

    assert await Notification.all().count() == 0
