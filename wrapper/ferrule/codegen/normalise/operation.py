"""An operation of a document, as templates and the ledger see it."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from ..load import JSONObject
from . import media


@frozen
class Parameter:
    """A parameter: its Python name, and how its value gets on the wire."""

    python: str
    wire: str
    location: str
    required: bool
    schema: JSONObject
    style: str
    explode: bool
    as_json: bool = False
    reserved: bool = False
    """Whether reserved characters, such as slashes, are sent as they are."""
    description: str = ""
    default: str = ""
    deprecated: bool = False
    implied: Any = None
    """What is sent for a required parameter that the caller leaves out."""


@frozen
class Body:
    """One media type of a request body."""

    media_type: str
    """As it is sent."""
    documented: str
    """As the document has it."""
    kind: media.Kind
    schema: JSONObject
    encoding: JSONObject


@frozen
class Content:
    """One media type of a response."""

    media_type: str
    kind: media.Kind
    schema: JSONObject


@frozen
class Response:
    """What one status (`200`, `4XX`, `default`) answers with; no content means an empty body."""

    status: str
    contents: list[Content]
    description: str = ""


@frozen
class Operation:
    """An operation as its endpoint module needs it."""

    method: str
    path: str
    id: str
    group: str
    name: str
    tags: list[str]
    summary: str
    description: str
    deprecated: bool
    security: list[JSONObject]
    servers: list[JSONObject]
    facts: JSONObject
    parameters: list[Parameter]
    bodies: list[Body]
    body_required: bool
    body_description: str
    responses: list[Response]

    @property
    def key(self) -> tuple[str, str]:
        """Group and name: unique in a document."""
        return self.group, self.name
