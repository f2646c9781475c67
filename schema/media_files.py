"""Files of a message: whether they are here yet, and where."""

from enum import StrEnum
from typing import Any, Self
from uuid import UUID

import strawberry

from domain.ids import ASSET, public_id
from domain.media.links import token_of
from domain.media.models import MediaRole, MediaState
from schema.context import Context
from schema.enums import described


class Progress(StrEnum):
    """A file's state as a viewer sees it: who is fetching it right now is nobody's business."""

    WAITING = "WAITING"
    STORED = "STORED"
    LOST = "LOST"


described(
    Progress,
    "MediaState",
    "Is a file here? New values may come.",
    {
        "WAITING": "It is being fetched from WeChat, or will be tried again; `failure` says why it was not at once.",
        "STORED": "It is here: `url` leads to it.",
        "LOST": "It could not be fetched; `failure` says why. `retryMedia` tries again while WeChat has it.",
    },
)


@strawberry.type(
    description="A file of a message: one that a fan sent, fetched from WeChat, which keeps it for three days only; or"
    " an asset that the account sent."
)
class MediaFile:
    state: Progress = strawberry.field(description="Is it here?")
    url: str | None = strawberry.field(
        description="Where it is, for an hour or a little more: then ask again. Needs no token, so it is a secret by"
        " itself. Null until it is STORED."
    )
    content_type: str | None = strawberry.field(
        description="What it really is, told from its first bytes, such as image/jpeg; application/octet-stream is only"
        " ever handed out as a download. Null until it is STORED."
    )
    size: int | None = strawberry.field(description="In bytes; null until it is STORED.")
    failure: str | None = strawberry.field(
        description="Why it could not be fetched so far, as a sentence; null otherwise."
    )
    asset_id: strawberry.ID | None = strawberry.field(
        description="The asset that it is, where the account sent it; null for a fan's."
    )

    @classmethod
    def of(cls, file: dict[str, Any], context: Context) -> Self:
        """From what a message's row says of one of its files."""
        is_stored = file["state"] == MediaState.STORED.value
        is_lost = file["state"] == MediaState.LOST.value
        return cls(
            state=Progress.STORED if is_stored else Progress.LOST if is_lost else Progress.WAITING,
            url=f"{context.base_url}/media/{token_of(UUID(file['id']), context.now)}" if is_stored else None,
            content_type=file["content_type"],
            size=file["size"],
            failure=file["failure"],
            asset_id=None,
        )

    @classmethod
    def of_asset(cls, file: dict[str, Any], context: Context) -> Self:
        """From what the content of an account's message says of one of its assets: those are always here."""
        id = UUID(file["id"])
        return cls(
            state=Progress.STORED,
            url=f"{context.base_url}/assets/{token_of(id, context.now)}",
            content_type=file["content_type"],
            size=file["size"],
            failure=None,
            asset_id=strawberry.ID(public_id(ASSET, id)),
        )


class Files:
    """The files of one message."""

    def __init__(self, files: list[dict[str, Any]], context: Context) -> None:
        self._by_role = {file["role"]: _made(file, context) for file in files}

    @property
    def main(self) -> MediaFile | None:
        """The thing itself."""
        return self._by_role.get(MediaRole.FILE.value)

    @property
    def preview(self) -> MediaFile | None:
        """A small picture of it."""
        return self._by_role.get(MediaRole.PREVIEW.value)


def _made(file: dict[str, Any], context: Context) -> MediaFile:
    return MediaFile.of(file, context) if "state" in file else MediaFile.of_asset(file, context)
