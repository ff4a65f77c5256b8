"""An operation of a document, as templates and the ledger see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from attrs import field, frozen

from ..jsondata import JSONObject, array_at
from . import media
from .templates import Template


@frozen
class Declared:
    """An operation as the document has it; the reference of its path item followed."""

    path: str
    method: str
    raw: JSONObject
    where: str
    item: JSONObject
    """Its path item."""
    item_where: str

    def parameters(self) -> Iterator[tuple[Any, str]]:
        """Its parameters, then its path item's, which hold unless it has its own; each with its place."""
        for owner, where in ((self.raw, self.where), (self.item, self.item_where)):
            for index, one in enumerate(array_at(owner, "parameters")):
                yield one, f"{where}/parameters/{index}"


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
    kind: media.Kind | None = None
    """How a value that has a media type (`content`) is written; others are written in their style."""
    encoding: JSONObject = field(factory=dict[str, Any])
    """Of a whole query string that is a form."""
    reserved: bool = False
    """Whether reserved characters, such as slashes, are sent as they are."""
    description: str = ""
    default: str = ""
    deprecated: bool = False
    implied: Any = None
    """What is sent for a required parameter that the caller leaves out."""
    may_be_empty: bool = False
    """Whether a path parameter may leave its segment empty."""

    @property
    def as_json(self) -> bool:
        """Whether its value is written as JSON."""
        return self.kind == "json"


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
class Header:
    """A header field of a response."""

    wire: str
    """As the document writes it."""
    schema: JSONObject
    form: Literal["scalar", "items", "members", "json"] = "scalar"
    """How its text is read."""
    explode: bool = False
    kinds: tuple[str, ...] = ()
    """JSON types of the value, of its items, or of properties without a name."""
    properties: dict[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    """Those of an object's properties."""
    description: str = ""
    deprecated: bool = False
    required: bool = False
    """Whether each response that documents it has it."""
    python: str = ""
    """The attribute's name; of an operation's headers only."""

    @property
    def key(self) -> str:
        """What it is compared by: field names have no case."""
        return self.wire.lower()


@frozen
class Response:
    """What one status (`200`, `4XX`, `default`) answers with; no content means an empty body."""

    status: str
    contents: list[Content]
    description: str = ""
    headers: list[Header] = field(factory=list[Header])


@frozen
class StreamItem:
    """One kind of event of a stream, or of line."""

    names: tuple[str, ...]
    """Of the events that are of this kind; none for those of every other name."""
    kind: str
    """`json`, or `text`."""
    schema: JSONObject


@frozen
class Stream:
    """What an operation streams."""

    media_type: str
    items: list[StreamItem]
    lost: str = ""
    """The pointer of the overlay that leads to no schema."""


@frozen
class Operation:
    """An operation as its endpoint module needs it."""

    method: str
    path: str
    template: Template
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
    headers: list[Header]
    """Of all responses, each once."""
    stream: Stream | None = None
    document: str = ""
    """What is sent where the API is GraphQL."""

    @property
    def key(self) -> tuple[str, str]:
        """Group and name: unique in a document."""
        return self.group, self.name
