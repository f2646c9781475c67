"""Trusted documents: the texts of our own clients, which a request names by their hash (`documentId`)."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import orjson

from schema.contract import MANIFEST, document_id
from server.asked import Asked, Refused


class BrokenManifest(Exception):
    """The manifest cannot be used; `str()` says what is wrong with it, and what to do."""


@dataclass(frozen=True)
class TrustedDocuments:
    """The documents of the manifest, by id; with `only`, nothing else is executed for anybody."""

    texts: dict[str, str]
    only: bool = False

    @classmethod
    def load(cls, file: Path | None = None, *, only: bool = False) -> "TrustedDocuments":
        """Those in this file, else in the committed one. Raises BrokenManifest where it is none."""
        return cls(_read(file or MANIFEST), only)

    def text(self, asked: Asked) -> str:
        """What is to be executed. Raises Refused for an unknown id, and for other text where only these are taken."""
        if asked.document_id is not None:
            return self._known(asked.document_id)
        assert asked.query is not None, "well_formed() lets nothing in without either"
        if self.only and asked.query not in self._all:
            raise Refused(
                403,
                "DOCUMENT_NOT_TRUSTED",
                "This server executes the documents of its own clients only: send the `documentId` of one.",
            )
        return asked.query

    def _known(self, id: str) -> str:
        if (text := self.texts.get(id)) is None:
            raise Refused(
                422, "DOCUMENT_NOT_FOUND", "The server knows no document of this id: is it as new as the client?"
            )
        return text

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(self.texts.values())


def _read(file: Path) -> dict[str, str]:
    try:
        texts = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        raise BrokenManifest(f"{file} is missing or no JSON: put it back, or write it with `make contract`.") from None
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise BrokenManifest(f"{file} must hold one object of texts by id: write it again with `make contract`.")
    for id, text in texts.items():
        if id != document_id(text):
            raise BrokenManifest(
                f"{file}: the text under {id} has another hash, so it was changed by hand."
                " Put the file back, or write it again with `make contract`."
            )
    return texts
