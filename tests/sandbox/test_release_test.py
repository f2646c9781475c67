"""WeChat's test before a platform is published (全网发布检测), and what it reports."""

from starlette.responses import PlainTextResponse, Response

from sandbox.app import build
from sandbox.snapshot import restore, snapshot
from tests.sandbox.driving import Driver, Json
from tests.sandbox.platform import (
    COMPONENT,
    a_platform,
    a_released_platform,
    authorized,
    opened,
    sealed_reply,
)
from tests.sandbox.shop import Received, Shop, says


async def run_it(box: Driver, seconds: float = 5) -> dict[str, Json]:
    report = await box.control("POST", f"/components/{COMPONENT}/release-test", seconds=seconds)
    return {step["step"]: step for step in report["steps"]} | {"passed": report["passed"]}


async def test_item_28_a_platform_that_does_all_of_it_passes(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop)
    shop.answers.extend([a_released_platform(box)] * 4)

    report = await run_it(box)

    assert report["passed"], report
    assert list(report) == ["ticket", "authorized", "text", "api", "passed"]


async def test_item_28_a_platform_that_only_says_success_hears_what_is_missing(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop)

    report = await run_it(box, seconds=0.05)

    assert (report["passed"], report["ticket"]["passed"], report["authorized"]["passed"]) == (False, True, True)
    assert "it was none" in report["text"]["problem"]
    assert "the code was not exchanged" in report["api"]["problem"]


async def test_item_28_a_platform_that_fails_its_ticket_hears_why(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop, permissions=[2])
    shop.answers.extend([says("oops", 500)] * 3)

    report = await run_it(box)

    assert "status 500" in report["ticket"]["problem"]
    assert "text" not in report


async def test_item_28_an_api_answer_that_also_comes_passively_does_not_pass(box: Driver, shop: Shop) -> None:
    async def talks_back(received: Received) -> Response:
        fields = opened(received)
        return PlainTextResponse(sealed_reply(fields["FromUserName"], fields["ToUserName"], "收到"))

    await a_platform(box, shop)
    shop.answers.extend([says("success")] * 2 + [talks_back] * 2)

    report = await run_it(box)

    assert "it was ['收到']" in report["text"]["problem"]
    assert "to be answered empty" in report["api"]["problem"]


async def test_a_platform_comes_back_from_a_snapshot(box: Driver, shop: Shop) -> None:
    await box.an_account()
    await a_platform(box, shop)
    await authorized(box)

    kept = snapshot(box.world)
    world = restore(kept)

    assert snapshot(world) == kept
    assert world.components[COMPONENT].live(next(iter(world.accounts))) is not None
    assert world.agenda.seconds_left(world.now()) == 600
    assert build(world).state.world is world


async def test_the_platform_is_forgotten_with_the_rest(box: Driver, shop: Shop) -> None:
    await a_platform(box, shop)

    await box.control("POST", "/reset", seed=7)

    assert (await box.control("GET", "/components"))["components"] == []
    assert box.world.agenda.items == []
