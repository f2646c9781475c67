"""Logs as key and value on standard error; what looks like a secret is taken out before it is written."""

import logging
import re
import sys
import traceback
from typing import Any

import structlog

_SECRET = re.compile(r"secret|token|password|authorization|session_key|aes_?key", re.IGNORECASE)
_IN_TEXT = re.compile(r"(access_token=|secret=|Bearer )[^\s&\"']+", re.IGNORECASE)


def configure(*, json: bool) -> None:
    """Set logging up once a process: lines for people in development, JSON in production."""
    shared: list[Any] = [
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _where_it_broke,
        _without_secrets,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # They write a line for every request and every nudge, with full addresses.
    for chatty in (
        "httpx2",
        "httpcore2",
        "uvicorn.access",
        "uvicorn.error",
        "tortoise",
        "arq.worker",
        "arq.jobs",
        "asyncio",
    ):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _where_it_broke(logger: Any, method: str, line: dict[str, Any]) -> dict[str, Any]:
    """An exception's kind and its way through our code, without its words: they may quote what people wrote."""
    given = line.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        if not line.get("_from_structlog", True):
            line["event"] = f"{line['_record'].name} reports an exception"  # libraries put its words into theirs
        line["exception"] = type(error).__name__
        line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
    return line


def _without_secrets(logger: Any, method: str, line: dict[str, Any]) -> dict[str, Any]:
    return {key: "…" if _SECRET.search(key) else _clean(value) for key, value in line.items()}


def _clean(value: Any) -> Any:
    return _IN_TEXT.sub(r"\1…", value) if isinstance(value, str) else value
