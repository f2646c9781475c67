"""A GraphQL request before it gets to GraphQL, over HTTP and over a socket alike."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A well-formed GraphQL request: a document's text, or the id of one that the server knows."""

    query: str | None
    document_id: str | None
    variables: dict[str, Any] | None
    operation_name: str | None


class Refused(Exception):
    """The request does not get as far as GraphQL."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


def well_formed(body: Any) -> Asked:
    """The request in a JSON body. Raises Refused with 422 where its shape is wrong."""
    if not isinstance(body, dict):
        raise _misshapen("Send one JSON object with `query` or `documentId`, and `variables` where it has some.")
    query, document_id = body.get("query"), body.get("documentId")
    variables, name = body.get("variables"), body.get("operationName")
    if document_id is not None and (not isinstance(document_id, str) or not document_id):
        raise _misshapen("`documentId` must be the id of a document, such as sha256:…")
    if document_id is not None and query not in (None, ""):  # libraries that must send a `query` send an empty one
        raise _misshapen("Send `query` or `documentId`, not both.")
    if document_id is None and (not isinstance(query, str) or not query.strip()):
        raise _misshapen("`query` must be a GraphQL document.")
    if not isinstance(variables, dict | None):
        raise _misshapen("`variables` must be an object.")
    if not isinstance(name, str | None):
        raise _misshapen("`operationName` must be a string.")
    return Asked(query or None, document_id, variables, name)


def _misshapen(message: str) -> Refused:
    return Refused(422, "BAD_USER_INPUT", message)
