"""The GraphQL endpoint over HTTP, as the GraphQL-over-HTTP draft of August 2026 wants it: POST only."""

import asyncio
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from schema.context import Context
from schema.errors import coded
from schema.root import schema
from server.asked import Asked, Refused, well_formed
from server.bodies import NotJson, TooLarge, parse_json, read_body
from server.state import House

LARGEST_BODY = 256 * 1024
PATIENCE = 15.0  # seconds for one operation
JSON, GRAPHQL_JSON = "application/json", "application/graphql-response+json"


async def graphql_over_http(request: Request, house: House) -> Response:
    """Answer one operation: 200 once it is executed, 400 and 422 where it cannot be."""
    said = request.headers
    context = house.context(said.get("authorization"), request.client, said.get("user-agent", ""))
    media_type = GRAPHQL_JSON if GRAPHQL_JSON in request.headers.get("accept", "") else JSON
    try:
        asked = await _asked(request)
        text = house.documents.text(asked)
        context = await context.signed_in()
        status, body = await _execute(text, asked, context)
    except Refused as refusal:
        status, body = refusal.status, _error(refusal.code, str(refusal), context)
    except Exception as error:
        ours = coded(GraphQLError(str(error), original_error=error), context.request_id)
        status, body = 500, {"errors": [ours.formatted]}
    headers = {"X-Request-Id": context.request_id}
    if status == 405:
        headers["Allow"] = "POST"
    if status == 429:
        headers["Retry-After"] = str(body["errors"][0]["extensions"]["retryAfter"])
    return Response(orjson.dumps(body, default=str), status, headers, media_type)


async def _asked(request: Request) -> Asked:
    if request.method != "POST":
        raise Refused(405, "BAD_USER_INPUT", "Send GraphQL with POST.")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise Refused(415, "BAD_USER_INPUT", "Send the request as Content-Type: application/json.")
    try:
        return well_formed(parse_json(await read_body(request, LARGEST_BODY)))
    except TooLarge:
        raise Refused(413, "BAD_USER_INPUT", f"A request takes at most {LARGEST_BODY // 1024} KiB.") from None
    except ClientDisconnect:
        raise Refused(400, "BAD_USER_INPUT", "The body ended before its end.") from None
    except NotJson:
        raise Refused(400, "BAD_USER_INPUT", "The body is not JSON, or it is too deep or too long.") from None


async def _execute(text: str, asked: Asked, context: Context) -> tuple[int, dict[str, Any]]:
    allowed = (OperationType.QUERY, OperationType.MUTATION)
    try:
        async with asyncio.timeout(PATIENCE):
            result = await schema.execute(
                text,
                asked.variables,
                context,
                operation_name=asked.operation_name,
                allowed_operation_types=allowed,
            )
    except CannotGetOperationTypeError as error:
        raise Refused(422, "VALIDATION_FAILED", error.as_http_error_reason()) from None
    except InvalidOperationTypeError:
        raise Refused(
            422, "VALIDATION_FAILED", "Subscriptions travel over the WebSocket, graphql-transport-ws."
        ) from None
    except TimeoutError:
        raise Refused(503, "TIMEOUT", f"This took longer than {PATIENCE:.0f} seconds and was stopped.") from None
    errors = [coded(error, context.request_id).formatted for error in result.errors or ()]
    answer: dict[str, Any] = {"errors": errors} if errors else {}
    if result.extensions:
        answer["extensions"] = result.extensions
    if isinstance(result, PreExecutionError) or _never_began(result):
        return _status_of(result, errors), answer
    return 200, {"data": result.data, **answer}


def _never_began(result: Any) -> bool:
    """Variables that do not fit are found at the start of execution: there is neither data nor a path."""
    return result.data is None and bool(result.errors) and all(error.path is None for error in result.errors)


def _status_of(result: Any, errors: list[Any]) -> int:
    if any(error["extensions"]["code"] == "RATE_LIMITED" for error in errors):
        return 429
    is_unparsable = any(error.message.startswith("Syntax Error") for error in result.errors)
    return 400 if is_unparsable else 422


def _error(code: str, message: str, context: Context) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code, "requestId": context.request_id}}]}
