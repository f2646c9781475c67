"""`fandesk up`: the whole house in one process, and WeChat in a box beside it."""

from collections.abc import Awaitable, Callable

from pydantic import SecretStr
from rich.console import Console

from cli import demo, kept_box
from cli.house import CannotStart, open_house, prepare
from cli.private_redis import PrivateRedis
from cli.processes import alone_in, serve, stop_on_signals, until_stopped, web_app
from domain import database
from domain.settings import Settings
from sandbox.app import build as build_box
from sandbox.world import World
from workers.main import work

console = Console(highlight=False)

Job = Callable[[], Awaitable[None]]


async def run(settings: Settings, *, with_demo: bool) -> None:
    """Redis, tables, web and worker, until stopped; with the demo the box and its data too."""
    if with_demo and settings.is_production:
        raise CannotStart(
            "--demo makes agents whose password everybody knows: leave it out where FANDESK_ENV=production."
        )
    prepare(settings)
    if with_demo:
        settings = _at_the_box(settings)
    stop_on_signals()
    with alone_in(settings.data_dir):
        redis = None if settings.redis_url else PrivateRedis(settings.data_dir / "redis")
        try:
            if redis:
                await redis.start()
            await _run(settings, redis, with_demo=with_demo)
        finally:
            if redis:
                await redis.stop()


async def run_sandbox(settings: Settings) -> None:
    """WeChat in a box alone: empty, and forgotten when it stops."""
    prepare(settings)
    world = World()
    console.print(f"WeChat in a box: {_box_url(settings)}  (what can be driven: {_box_url(settings)}/control)")
    await until_stopped(lambda: _serve_box(world, settings))


async def _run(settings: Settings, redis: PrivateRedis | None, *, with_demo: bool) -> None:
    redis_url = redis.url if redis else settings.redis_url.get_secret_value()  # type: ignore[union-attr]
    await database.migrate(settings.database)
    async with open_house(settings, redis_url):
        jobs: list[Job] = [lambda: work(redis_url)]
        if redis:
            jobs.append(redis.watch)
        if with_demo:
            file = settings.data_dir / "sandbox.json"
            world = await demo.load(settings, kept_box.read(file))
            jobs += [lambda: _serve_box(world, settings), lambda: kept_box.keep(world, file)]
        jobs.append(lambda: serve(web_app(settings), settings.host, settings.port, "FANDESK_PORT"))
        _say_where(settings, with_demo=with_demo)
        await until_stopped(*jobs)


def _at_the_box(settings: Settings) -> Settings:
    """The demo speaks to the box, where its mini-program lives, unless it was told to speak to somebody else."""
    if settings.wechat_api_url != Settings.model_fields["wechat_api_url"].default:
        return settings
    ours: dict[str, object] = {"wechat_api_url": _box_url(settings)}
    if settings.mini_program_app_id is None:
        ours["mini_program_app_id"] = demo.MINI_PROGRAM.app_id
        ours["mini_program_app_secret"] = SecretStr(demo.MINI_PROGRAM.app_secret)
    return settings.model_copy(update=ours)


def _say_where(settings: Settings, *, with_demo: bool) -> None:
    here = f"http://{settings.host}:{settings.port}"
    console.print(f"Fandesk       {here}/graphql")
    if with_demo:
        console.print(f"A fan's phone {_box_url(settings)}")
        console.print(f"Sign in as    {demo.OWNER_EMAIL}  password {demo.PASSWORD}")
    console.print("Stop with Ctrl-C.")


async def _serve_box(world: World, settings: Settings) -> None:
    app = build_box(world)
    # Phones keep a stream open each: they are told to come back later, or stopping would wait for them.
    close = app.state.box.close
    await serve(app, "127.0.0.1", settings.sandbox_port, "FANDESK_SANDBOX_PORT", on_stop=close)


def _box_url(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.sandbox_port}"
