"""The class of an operation's response headers."""

from __future__ import annotations

from attrs import frozen

from ..normalise import Operation
from ..normalise.operation import Header
from ..properties import PropertyProtocol
from .decode import Decoder
from .source import docstring, entry, literal, prose
from .types import annotation


@frozen
class HeaderSource:
    """An attribute of `ResponseHeaders`."""

    wire: str
    key: str
    declaration: str
    read: str


def headers_of(operation: Operation, properties: dict[str, PropertyProtocol], decoder: Decoder) -> list[HeaderSource]:
    """An attribute for each header of an operation.

    Args:
        operation: what documents them.
        properties: the generator's property of each, by `Header.key`.
        decoder: of the module.
    """
    return [_header(one, properties[one.key], decoder) for one in operation.headers if one.key in properties]


def required_headers(operation: Operation, read: list[HeaderSource]) -> str:
    """The headers that each status has to have, as a literal; empty if there are none."""
    known = {one.key for one in read}
    by_status: dict[str, list[str]] = {
        response.status.upper(): [one.wire for one in response.headers if one.required and one.key in known]
        for response in operation.responses
    }
    return literal(by_status) if any(by_status.values()) else ""


def documentation(operation: Operation) -> str:
    """The docstring of the class."""
    lines: list[str] = []
    for one in operation.headers:
        notes = ["Deprecated."] if one.deprecated else []
        notes += [f"`{one.wire}` on the wire."] if one.wire != one.python else []
        if one.description or notes:
            lines.append(entry(one.python, one.description, [prose(note) for note in notes]))
    first = "Headers of its responses; `UNSET` if a response lacks one."
    return docstring([first, *(["Attributes:\n" + "\n".join(lines)] if lines else [])], indent=4)


def _header(one: Header, prop: PropertyProtocol, decoder: Decoder) -> HeaderSource:
    kind = annotation(prop, decoder.imports, received=True)
    if kind != "Any":
        kind += " | Unset"
        decoder.imports.use("Unset")
    decoder.imports.use("Self", "UNSET", "_frozen", "_headers")
    return HeaderSource(
        wire=one.wire,
        key=one.key,
        declaration=f"{one.python}: {kind} = UNSET",
        read=decoder.expression(prop, _raw(one), one.wire, absent="UNSET"),
    )


def _raw(one: Header) -> str:
    """An expression for the header as JSON data."""
    arguments = ["response", literal(one.wire)]
    kinds = [kind for kind in one.kinds if kind != "string"]
    if one.form == "members":
        arguments.append(literal({name: list(kinds) for name, kinds in one.properties.items()}))
    if kinds:
        arguments.append(literal(kinds))
    if one.explode:
        arguments.append("explode=True")
    return f"_headers.{one.form}({', '.join(arguments)})"
