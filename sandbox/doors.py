"""Doors into the box for people and tests: a path, what may be said at it, and the verb behind it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.box import Box
from sandbox.mistakes import Mistake

Json = dict[str, Any]


class Asked(BaseModel):
    """What is said at a door: JSON, or the query of a GET. Keys are camelCase; unknown ones are refused."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


Said = TypeVar("Said", bound=Asked)


@dataclass(frozen=True)
class Door:
    """`verb(box, said, **path parameters)` gives the answer; its docstring is the documentation."""

    method: str
    path: str
    verb: Callable[..., Awaitable[Json]]
    asks: type[Asked] = Asked

    def route(self) -> Route:
        """The door, hung into Starlette."""

        async def endpoint(request: Request) -> Response:
            _refuse_strangers(request)
            box: Box = request.app.state.box
            box.address = str(request.base_url)
            said = await _said(request, self.asks)
            return JSONResponse(await self.verb(box, said, **request.path_params))

        return Route(self.path, endpoint, methods=[self.method], name=self.verb.__name__)

    def described(self) -> Json:
        """The door, for the index."""
        fields = self.asks.model_json_schema(by_alias=True).get("properties", {})
        return {
            "method": self.method,
            "path": self.path,
            "does": " ".join((self.verb.__doc__ or "").split()),
            "takes": {name: field.get("default", "required") for name, field in fields.items()},
        }


async def refused(_: Request, mistake: Exception) -> Response:
    """A Mistake as an answer: its status and its sentence."""
    return JSONResponse({"error": str(mistake)}, status_code=getattr(mistake, "status", 400))


async def _said(request: Request, asks: type[Said]) -> Said:
    data = dict(request.query_params) if request.method == "GET" else _json(await request.body())
    return understood(data, asks)


def understood(data: Any, asks: type[Said]) -> Said:
    """What was said, checked; a Mistake names what is wrong and what is known."""
    try:
        return asks.model_validate(data)
    except ValidationError as error:
        raise Mistake(_sentence(error, asks)) from None


def _json(body: bytes) -> Any:
    try:
        said = json.loads(body or b"{}", parse_constant=_no_number)
        json.dumps(said, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Mistake("The body holds half a surrogate pair, which is no character.") from None
    except (ValueError, RecursionError):
        raise Mistake("The body is not JSON.") from None
    return said


def _no_number(name: str) -> None:
    raise ValueError(f"JSON knows no {name}")


def _sentence(error: ValidationError, asks: type[Asked]) -> str:
    known = ", ".join(to_camel(name) for name in asks.model_fields) or "nothing"
    wrong = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in error.errors())
    return f"{wrong}. Known here: {known}."


def _refuse_strangers(request: Request) -> None:
    # A page from elsewhere that is open in the same browser must not play with the box.
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Mistake("The box takes no requests from other sites' pages.")
