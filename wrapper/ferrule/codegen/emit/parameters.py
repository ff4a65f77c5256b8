"""How an endpoint module takes its parameters, and how each gets into the request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from ..normalise import Operation, Parameter
from ..normalise.shapes import SCALARS
from ..normalise.templates import Hole
from ..properties import PropertyProtocol
from .imports import Imports
from .source import literal
from .types import annotation
from .unions import is_date
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


def taken(positional: list[Argument], keywords: list[Argument]) -> str:
    """The parameters of a function."""
    star = ["*"] if keywords else []
    return "".join(
        f"{one}, " for one in [*(one.declaration for one in positional), *star, *(one.declaration for one in keywords)]
    )


def argument_of(parameter: Parameter, prop: PropertyProtocol, imports: Imports) -> Argument:
    """The argument for a parameter."""
    kind = annotation(prop, imports, argument=True)
    default = "" if parameter.implied is None else literal(parameter.implied)
    return Argument.of(parameter.python, kind, imports, required=parameter.required, default=default)


def mark_of(one: Parameter) -> Mark:
    """What shows a parameter in the module; that which is all of the query has no name on the wire."""
    return parameter_mark(one.python, "" if one.location == "querystring" else one.wire)


def url_of(operation: Operation, imports: Imports) -> str:
    """An expression for the path with its parameters percent-encoded, and for what it has of a query itself."""
    by_wire = {one.wire: one for one in operation.parameters if one.location == "path"}
    parts = [_path_part(part, by_wire, imports) for part in operation.template.path]
    if operation.template.query:
        parts.append(literal("?"))
        parts += [_query_part(part, by_wire) for part in operation.template.query]
    parts += [_whole_query(one, imports) for one in operation.parameters if one.location == "querystring"]
    return " + ".join(parts) or '""'


def _path_part(part: str | Hole, by_wire: Mapping[str, Parameter], imports: Imports) -> str:
    if isinstance(part, str):
        return literal(part)
    one = by_wire[part.name]
    imports.use("_parameters")
    style = part.style or one.style
    options = "" if style == "simple" else f", style={literal(style)}"
    options += ", explode=True" if part.explode or one.explode else ""
    options += ", slashes=True" if part.slashes or one.reserved else ""
    options += ", reserved=True" if part.reserved else ""
    options += f", pattern={literal(part.pattern)}" if part.pattern else ""
    options += ", empty=True" if one.may_be_empty or part.may_be_empty else ""
    options += ", as_json=True" if one.as_json else ""
    return f"_parameters.segment({literal(one.wire)}, {one.python}{options})"


def _query_part(part: str | Hole, by_wire: Mapping[str, Parameter]) -> str:
    """Path and query parameters differ in where they may not be empty: in the query they may."""
    if isinstance(part, str):
        return literal(part)
    one = by_wire[part.name]
    return f"_parameters.filled({literal(one.wire)}, {one.python}{', as_json=True' if one.as_json else ''})"


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


def variable_of(one: Parameter, imports: Imports) -> str:
    """The statement that adds a variable of a GraphQL operation."""
    imports.use("_graphql")
    return f"_graphql.variable(_variables, {literal(one.wire)}, {one.python})"


def dates_of(parameters: Iterable[Parameter], properties: Mapping[str, PropertyProtocol]) -> list[str]:
    """Arguments that are dates: to Python a moment is one as well, and to RFC 3339 it is not."""
    return [one.python for one in parameters if is_date(properties[one.python])]


def is_delimited(one: Parameter) -> bool:
    """Whether httpx would encode what has to be in the query as it is."""
    plain = one.explode or one.schema.get("type") in SCALARS
    return one.location == "query" and one.style != "deepObject" and not one.as_json and (one.reserved or not plain)


def header_of(one: Parameter, imports: Imports) -> str:
    """The statement that adds a header parameter."""
    imports.use("_parameters")
    options = ", explode=True" if one.explode else ""
    options += ", as_json=True" if one.as_json else ""
    return f"_parameters.header(_headers, {literal(one.wire)}, {one.python}{options})"


def cookie_of(one: Parameter, imports: Imports) -> str:
    """The statement that adds a cookie."""
    imports.use("_parameters")
    options = "" if one.style == "form" else f", style={literal(one.style)}"
    options += "" if one.explode else ", explode=False"
    options += ", reserved=True" if one.reserved else ""
    options += ", as_json=True" if one.as_json else ""
    return f"_parameters.cookie(_cookies, {literal(one.wire)}, {one.python}{options})"
