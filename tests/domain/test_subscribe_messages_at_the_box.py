"""A subscribe message, from a fan's words to the agent's own WeChat, with WeChat in a box."""

import httpx2

from domain import gate
from domain.agents.mini_program import OwnMiniProgram
from domain.notifications import subscribing
from domain.notifications.subscribing import Template
from domain.redis import redis
from sandbox.app import build
from sandbox.serving import BoxServer
from tests.factories import NOON, HandClock, an_agent
from tests.mini_programs import as_mini_program
from tests.phones import SECOND, a_quiet_talk, after, allowed, outcomes, with_wechat, writes
from tests.sandbox.conftest import a_world
from tests.sandbox.driving import SECRET, Driver
from tests.sandbox.shop import APP_ID, listening
from wechat import Gate


async def test_it_arrives_in_the_box():
    clock = HandClock(NOON)
    app = build(a_world())
    async with listening(BoxServer(app, 0)) as address, httpx2.AsyncClient(base_url=address, timeout=10) as client:
        real = Gate(api_url=address, redis=redis())
        gate.use(real)
        box = Driver(app, client)
        await box.an_account(kind="MINI_PROGRAM")
        openid = await box.a_fan(following=False)
        content = "客户:{{thing1.DATA}}\n时间:{{time2.DATA}}\n内容:{{thing3.DATA}}"
        made = await box.control("POST", f"/accounts/{APP_ID}/templates", title="客服消息提醒", content=content)
        await box.control("POST", f"/accounts/{APP_ID}/fans/{openid}/subscriptions", templateId=made["templateId"])
        subscribing.use(Template(made["templateId"], page="pages/talk/index"))
        with as_mini_program(OwnMiniProgram(APP_ID, SECRET)):
            talk = await a_quiet_talk(remark="小满")
            agent = await with_wechat(await an_agent(workspace_id=talk.workspace_id), 2, openid, APP_ID)
            await writes(talk, clock)
            await after(clock)
            await writes(talk, clock)
            await after(clock, 65 * SECOND)
            left = await allowed(agent)
        [shown] = await box.phone(openid)
        subscribing.use(None)
        await real.close()

    assert shown["text"] == "客户:小满\n时间:2026年11月20日 12:00\n内容:新消息"
    assert await outcomes() == ["SENT", "REFUSED"]
    assert left == [0]
