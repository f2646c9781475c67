"""What callbacks are measured against."""

import logging
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.pushes import APP_ID
from tests.factories import AES_KEY, TOKEN


def bare() -> Starlette:
    """The limit: reads the push and answers `success`, without looking at it."""

    async def success(request: Request) -> Response:
        await request.body()
        return PlainTextResponse("success")

    return _at_the_callback(success)


def werobot() -> Starlette:
    """WeRoBot's own view, line by line, in place of ours: the same server, and none of its own.

    It says nothing, so that no answer is sealed, its sessions are off, and nothing is stored.
    """
    robot = _robot()

    async def view(request: Request) -> Response:
        query = request.query_params
        if not robot.check_signature(query["timestamp"], query["nonce"], query["signature"]):
            return PlainTextResponse("", 403)
        message = robot.parse_message(
            await request.body(),
            timestamp=query["timestamp"],
            nonce=query["nonce"],
            msg_signature=query["msg_signature"],
        )
        return PlainTextResponse(robot.get_encrypted_reply(message))

    return _at_the_callback(view)


def serve_werobot(host: str, port: int) -> None:
    """WeRoBot as it runs itself, with bottle: of the servers it tries, waitress comes first and takes the most."""
    import waitress

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # else it tells of every request that has to wait
    waitress.serve(_robot().wsgi, host=host, port=port, _quiet=True)


def _robot() -> Any:
    from werobot import WeRoBot  # only the processes that serve it need requirements/bench.txt

    logging.getLogger("WeRoBot").setLevel(logging.ERROR)  # else it warns of every message without an answer
    robot = WeRoBot(token=TOKEN, app_id=APP_ID, encoding_aes_key=AES_KEY, SESSION_STORAGE=False)
    robot.add_handler(lambda message: None, type="all")
    return robot


def _at_the_callback(view: object) -> Starlette:
    return Starlette(routes=[Route("/wechat/{account_id}", view, methods=["POST"])])  # type: ignore[arg-type]
