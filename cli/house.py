"""Opening and closing what every process needs: keys, logs, database, Redis, the gate to WeChat."""

import gc
import os
import secrets as random_secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from domain import database, gate, logs, redis, secrets
from domain.agents import mini_program
from domain.agents.mini_program import OwnMiniProgram
from domain.assets import folder as assets
from domain.media import folder
from domain.notifications import subscribing, webhook
from domain.notifications.subscribing import Template
from domain.notifications.webhook import PushService
from domain.platform import component
from domain.platform.component import Component
from domain.settings import Settings
from wechat import Gate


class CannotStart(Exception):
    """Something outside is not as it must be; `str()` says what, and what to do."""


@asynccontextmanager
async def open_house(settings: Settings, redis_url: str) -> AsyncIterator[None]:
    """Everything below the processes, for as long as they run. Raises CannotStart."""
    prepare(settings)
    await database.open_database(settings.database)
    nudges = redis.use(redis_url)
    way_out = Gate(api_url=settings.wechat_api_url, redis=nudges)
    gate.use(way_out)
    folder.use(settings.data_dir / "media")
    assets.use(settings.data_dir / "assets")
    component.use(platform_of(settings))
    mini_program.use(mini_program_of(settings))
    subscribing.use(template_of(settings))
    webhook.use(push_service_of(settings))
    try:
        await _check_tables()
        _forget_garbage()
        yield
    finally:
        await webhook.close()
        await way_out.close()
        await redis.close()
        await database.close_database()


def prepare(settings: Settings) -> None:
    """Logs and keys, for whatever runs in this process."""
    logs.configure(json=settings.is_production)
    secrets.use(secret_key(settings))


def platform_of(settings: Settings) -> Component | None:
    """The third-party platform that the settings describe; None where they describe none."""
    if (
        settings.component_app_id is None
        or settings.component_app_secret is None
        or settings.component_token is None
        or settings.component_aes_key is None
    ):
        return None
    return Component(
        settings.component_app_id,
        settings.component_app_secret.get_secret_value(),
        settings.component_token.get_secret_value(),
        settings.component_aes_key.get_secret_value(),
    )


def mini_program_of(settings: Settings) -> OwnMiniProgram | None:
    """The mini-program that the settings describe; None where they describe none."""
    app_id, secret = settings.mini_program_app_id, settings.mini_program_app_secret
    return None if app_id is None or secret is None else OwnMiniProgram(app_id, secret.get_secret_value())


def template_of(settings: Settings) -> Template | None:
    """The template of subscribe messages that the settings name; None where they name none."""
    if settings.mini_program_template_id is None:
        return None
    who, when, what = settings.mini_program_template_keys.split(",")
    return Template(settings.mini_program_template_id, (who, when, what), settings.mini_program_page)


def push_service_of(settings: Settings) -> PushService | None:
    """The app's push service that the settings name; None where they name none."""
    url, secret = settings.push_url, settings.push_secret
    return None if url is None or secret is None else PushService(url.get_secret_value(), secret.get_secret_value())


def secret_key(settings: Settings) -> str:
    """FANDESK_SECRET_KEY, else the one kept in the data folder, made the first time."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    file = settings.data_dir / "secret.key"
    if not file.exists():
        _make_key(file)
    key = file.read_text().strip()
    if len(key) < 32:
        raise CannotStart(f"{file} holds no key: put back the one you had, or delete it where no account is connected.")
    return key


def _make_key(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"secret.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as made:
        made.write(random_secrets.token_hex(32))
    # Whole or not at all, and never over one that another process has made meanwhile.
    with suppress(FileExistsError):
        os.link(fresh, file)
    fresh.unlink()


def outside_redis(settings: Settings) -> str:
    """FANDESK_REDIS_URL. Raises CannotStart without one: only `up` starts a Redis of its own."""
    if settings.redis_url is None:
        raise CannotStart(
            "FANDESK_REDIS_URL is not set: write redis://host:6379/0, or use `fandesk up`, which starts its own."
        )
    return settings.redis_url.get_secret_value()


def demand_postgres(settings: Settings) -> None:
    """Raises CannotStart on SQLite, which takes one process."""
    if settings.database.startswith("sqlite"):
        raise CannotStart(
            "FANDESK_DATABASE_URL names no PostgreSQL: SQLite takes one process, so `web` and `worker` apart need"
            " postgres://user:password@host:5432/name. With SQLite use `fandesk up`, which is both in one."
        )


def _forget_garbage() -> None:
    # What was loaded to start never becomes garbage: out of the collector's sight it costs no pauses of 50 ms and more.
    gc.collect()
    gc.freeze()


async def _check_tables() -> None:
    missing = await database.missing_migrations()
    if missing:
        raise CannotStart(f"The database lacks {', '.join(missing)}: run `fandesk migrate` first.")
