"""How an endpoint module takes its parameters, and how each gets into the request."""

from __future__ import annotations

from attrs import frozen
from openapi_python_client.parser.properties import Property

from ..normalise import Operation, Parameter
from ..normalise.shapes import SCALARS
from .source import literal
from .types import Imports, annotation


@frozen
class Argument:
    """An argument of an endpoint's functions."""

    python: str
    declaration: str


def argument_of(parameter: Parameter, prop: Property, imports: Imports) -> Argument:
    """The argument for a parameter; what is optional is `UNSET` unless it is given."""
    kind = annotation(prop, imports, argument=True)
    if parameter.required:
        implied = "" if parameter.implied is None else f" = {literal(parameter.implied)}"
        return Argument(parameter.python, f"{parameter.python}: {kind}{implied}")
    kind = kind if kind == "Any" else f"{kind} | Unset"
    return Argument(parameter.python, f"{parameter.python}: {kind} = UNSET")


def url_of(operation: Operation) -> str:
    """An expression for the path with its parameters percent-encoded, and with a query that is one parameter as a whole."""
    parts: list[str] = []
    rest = operation.path
    by_wire = {one.wire: one for one in operation.parameters if one.location == "path"}
    whole = [_whole_query(one) for one in operation.parameters if one.location == "querystring"]
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
        parts.append(f"_parameters.segment({literal(one.wire)}, {one.python}{options})")
        rest = rest[end + 1 :]
    return " + ".join([*parts, *whole]) or '""'


def _whole_query(one: Parameter) -> str:
    if one.kind == "form":
        return f"_body.query({one.python}, {literal(one.encoding)})"
    return f"_parameters.whole_query({one.python}{', as_json=True' if one.as_json else ''})"


def query_of(one: Parameter) -> str:
    """The statement that adds a query parameter."""
    options = "" if one.style == "form" else f", style={literal(one.style)}"
    if is_delimited(one):
        options += ", explode=True" if one.explode else ""
        options += ", reserved=True" if one.reserved else ""
        return f"_parameters.delimited(_params, {literal(one.wire)}, {one.python}{options})"
    options += ", as_json=True" if one.as_json else ""
    return f"_parameters.query(_params, {literal(one.wire)}, {one.python}{options})"


def is_delimited(one: Parameter) -> bool:
    """Whether httpx would encode what has to stand in the query as it is."""
    plain = one.explode or one.schema.get("type") in SCALARS
    return one.location == "query" and one.style != "deepObject" and not one.as_json and (one.reserved or not plain)


def header_of(one: Parameter) -> tuple[str, str, bool]:
    """Argument, statement, and whether it may be missing."""
    options = ", explode=True" if one.explode else ""
    options += ", as_json=True" if one.as_json else ""
    return one.python, f"_headers[{literal(one.wire)}] = _parameters.header({one.python}{options})", not one.required


def cookie_of(one: Parameter) -> str:
    """The statement that adds a cookie."""
    options = "" if one.style == "form" else f", style={literal(one.style)}"
    options += "" if one.explode else ", explode=False"
    options += ", reserved=True" if one.reserved else ""
    options += ", as_json=True" if one.as_json else ""
    return f"_parameters.cookie(_cookies, {literal(one.wire)}, {one.python}{options})"
