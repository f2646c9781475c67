"""Files that are to be sent come in here, and go out by signed addresses."""

from typing import Any

import orjson
from graphql import GraphQLError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from domain.assets.actions import Upload, keep
from domain.assets.checking import LARGEST
from domain.assets.errors import AssetTooLarge
from domain.assets.models import AssetKind
from domain.assets.reading import file_behind
from domain.errors import AskedTooMuch, BadInput, Code, DomainError
from domain.ids import ASSET, public_id
from schema.assets import Asset, find_asset
from schema.context import Context
from schema.errors import coded
from server.bodies import TooLarge, read_body
from server.media import hand_out
from server.multipart import NotAForm, parts_of
from server.state import House

COST = 100  # points: a file costs more than most documents
_FORM = "multipart/form-data"
_FORM_ROOM = 16 * 1024  # of a form around its file
_TOO_LARGE = f"A file has at most {LARGEST // 1024 // 1024} MB."
_NO_FORM = "Send a form with the file in the field `file`, or the file itself with ?name=."
_STATUSES = {Code.UNAUTHENTICATED: 401, Code.FORBIDDEN: 403, Code.RATE_LIMITED: 429}


class AssetDoors:
    """`POST /assets` and `GET /assets/{token}`."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def upload(self, request: Request) -> Response:
        """201 with the asset as JSON, or an error in the API's shape."""
        said = request.headers
        context = self._house.context(said.get("authorization"), request.client, said.get("user-agent", ""))
        try:
            context = await context.signed_in()
            viewer = context.viewer  # before a byte of the file is read
            await context.spend(COST)
            id = await keep(viewer.workspace_id, viewer.agent_id, await _upload(request), context.now)
            asset = await find_asset(context, public_id(ASSET, id))
        except (TooLarge, AssetTooLarge) as refusal:
            return _refused(413, Code.BAD_USER_INPUT.value, str(refusal) or _TOO_LARGE, context)
        except (NotAForm, ClientDisconnect):
            return _refused(400, Code.BAD_USER_INPUT.value, _NO_FORM, context)
        except DomainError as refusal:
            return _refused(_STATUSES.get(refusal.code, 422), refusal.code.value, str(refusal), context, refusal)
        except Exception as error:
            ours = coded(GraphQLError(str(error), original_error=error), context.request_id)
            return _answer({"errors": [ours.formatted]}, 500, context)
        assert asset is not None, "what was kept a moment ago is there"
        return _answer({"asset": _shown(asset)}, 201, context)

    async def download(self, request: Request) -> Response:
        """The file, whole or in ranges; 404 for whatever does not fit."""
        return hand_out(await file_behind(request.path_params["token"], self._house.clock()))


async def _upload(request: Request) -> Upload:
    query = request.query_params
    kind = _kind(query.get("kind"))
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != _FORM:
        return Upload(await read_body(request, LARGEST), query.get("name", ""), kind)
    parts = parts_of(content_type, await read_body(request, LARGEST + _FORM_ROOM))
    file = parts.get("file")
    if file is None:
        raise NotAForm
    said = {name: part.data.decode("utf-8", "replace") for name, part in parts.items() if name in ("name", "kind")}
    return Upload(
        file.data, query.get("name") or said.get("name") or file.filename or "", kind or _kind(said.get("kind"))
    )


def _kind(name: str | None) -> AssetKind | None:
    if not name:
        return None
    try:
        return AssetKind(name)
    except ValueError:
        raise BadInput(f"`kind` is one of {', '.join(AssetKind)}.", "kind") from None


def _shown(asset: Asset) -> dict[str, Any]:
    return {
        "id": asset.id,
        "kind": asset.kind.value,
        "name": asset.name,
        "contentType": asset.content_type,
        "size": asset.size,
        "width": asset.width,
        "height": asset.height,
        "url": asset.url,
        "createdAt": asset.created_at.isoformat(),
    }


def _refused(status: int, code: str, message: str, context: Context, refusal: DomainError | None = None) -> Response:
    extensions: dict[str, Any] = {"code": code, "requestId": context.request_id}
    if isinstance(refusal, AskedTooMuch):
        extensions["retryAfter"] = refusal.seconds
    answer = _answer({"errors": [{"message": message, "extensions": extensions}]}, status, context)
    if isinstance(refusal, AskedTooMuch):
        answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


def _answer(body: dict[str, Any], status: int, context: Context) -> Response:
    headers = {"X-Request-Id": context.request_id}
    return Response(orjson.dumps(body, default=str), status, headers, "application/json")
