"""How an endpoint module takes its parameters, and how each gets into the request."""

from __future__ import annotations

from attrs import frozen

from ..normalise import Operation, Parameter
from ..normalise.shapes import SCALARS
from ..properties import PropertyProtocol
from .imports import Imports
from .source import literal
from .types import annotation
from .written import Mark, parameter_mark


@frozen
class Argument:
    """An argument of an endpoint's functions."""

    python: str
    declaration: str
    default: str = ""

    @classmethod
    def of(cls, python: str, kind: str, imports: Imports, *, required: bool, default: str = "") -> Argument:
        """An argument of a type; one that is not required is `UNSET` unless it is given."""
        if required:
            return cls(python, f"{python}: {kind}" + (f" = {default}" if default else ""), default)
        imports.use("UNSET")
        if kind != "Any":
            imports.use("Unset")
            kind = f"{kind} | Unset"
        return cls(python, f"{python}: {kind} = UNSET", "UNSET")


def argument_of(parameter: Parameter, prop: PropertyProtocol, imports: Imports) -> Argument:
    """The argument for a parameter."""
    kind = annotation(prop, imports, argument=True)
    default = "" if parameter.implied is None else literal(parameter.implied)
    return Argument.of(parameter.python, kind, imports, required=parameter.required, default=default)


def mark_of(one: Parameter) -> Mark:
    """What shows a parameter in the module; that which is all of the query has no name on the wire."""
    return parameter_mark(one.python, "" if one.location == "querystring" else one.wire)


def url_of(operation: Operation, imports: Imports) -> str:
    """An expression for the path with its parameters percent-encoded, and a query that is one parameter as a whole."""
    parts: list[str] = []
    rest = operation.path
    by_wire = {one.wire: one for one in operation.parameters if one.location == "path"}
    whole = [_whole_query(one, imports) for one in operation.parameters if one.location == "querystring"]
    while rest:
        start, end = rest.find("{"), rest.find("}")
        wire = rest[start + 1 : end] if 0 <= start < end else ""
        if wire not in by_wire:
            parts.append(literal(rest))
            break
        if start:
            parts.append(literal(rest[:start]))
        one = by_wire[wire]
        options = "" if one.style == "simple" else f", style={literal(one.style)}"
        options += ", explode=True" if one.explode else ""
        options += ", slashes=True" if one.reserved else ""
        options += ", as_json=True" if one.as_json else ""
        imports.use("_parameters")
        parts.append(f"_parameters.segment({literal(one.wire)}, {one.python}{options})")
        rest = rest[end + 1 :]
    return " + ".join([*parts, *whole]) or '""'


def _whole_query(one: Parameter, imports: Imports) -> str:
    if one.kind == "form":
        imports.use("_body")
        return f"_body.query({one.python}, {literal(one.encoding)})"
    imports.use("_parameters")
    return f"_parameters.whole_query({one.python}{', as_json=True' if one.as_json else ''})"


def query_of(one: Parameter, imports: Imports) -> str:
    """The statement that adds a query parameter."""
    imports.use("_parameters")
    options = "" if one.style == "form" else f", style={literal(one.style)}"
    if is_delimited(one):
        options += ", explode=True" if one.explode else ""
        options += ", reserved=True" if one.reserved else ""
        return f"_parameters.delimited(_params, {literal(one.wire)}, {one.python}{options})"
    options += ", as_json=True" if one.as_json else ""
    return f"_parameters.query(_params, {literal(one.wire)}, {one.python}{options})"


def is_delimited(one: Parameter) -> bool:
    """Whether httpx would encode what has to be in the query as it is."""
    plain = one.explode or one.schema.get("type") in SCALARS
    return one.location == "query" and one.style != "deepObject" and not one.as_json and (one.reserved or not plain)


@frozen
class SentHeader:
    """What adds a header to the request."""

    python: str
    statement: str
    optional: bool
    """Whether it is added only if it is given."""


def header_of(one: Parameter, imports: Imports) -> SentHeader:
    """What adds a header parameter."""
    imports.use("_parameters", *([] if one.required else ["Unset"]))
    options = ", explode=True" if one.explode else ""
    options += ", as_json=True" if one.as_json else ""
    statement = f"_headers[{literal(one.wire)}] = _parameters.header({one.python}{options})"
    return SentHeader(one.python, statement, not one.required)


def cookie_of(one: Parameter, imports: Imports) -> str:
    """The statement that adds a cookie."""
    imports.use("_parameters")
    options = "" if one.style == "form" else f", style={literal(one.style)}"
    options += "" if one.explode else ", explode=False"
    options += ", reserved=True" if one.reserved else ""
    options += ", as_json=True" if one.as_json else ""
    return f"_parameters.cookie(_cookies, {literal(one.wire)}, {one.python}{options})"
