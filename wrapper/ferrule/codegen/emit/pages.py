"""How an operation pages: the declared fact, checked against the description, as its endpoint module says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint

from ..errors import CodegenError
from ..jsondata import JSONObject, as_object
from ..normalise import Field, Operation
from ..parser import responses_of
from ..pointers import tokens
from ..properties import (
    IntProperty,
    ListProperty,
    ModelProperty,
    NoneProperty,
    PropertyProtocol,
    StringProperty,
    UnionProperty,
    UuidProperty,
    plain,
)
from .imports import Imports
from .source import literal
from .types import annotation

_FIRST = {"page": 1, "offset": 0}
_MEMBERS = ("next", "more", "total", "pages")


@frozen
class PagesSource:
    """What the endpoint template prints of it; as Python source."""

    declared: str
    """`_PAGES`."""
    item: str
    """The type of an item."""
    items: str
    """What leads from a page to its items."""


@frozen
class _Found:
    prop: PropertyProtocol
    steps: tuple[str | int, ...] = ()
    required: bool = True
    """Whether it comes on each page."""


class _Fault(Exception):
    pass


def pages_of(
    operation: Operation, endpoint: Endpoint, fields: Mapping[str, Mapping[str, Field]], imports: Imports
) -> PagesSource | None:
    """The source for an operation; None for one that is not declared to page.

    Args:
        operation: the operation.
        endpoint: what the generator made of it.
        fields: of each model by its class name: the wire names of its attributes.
        imports: takes what the source needs.

    Raises:
        CodegenError: what is declared is not in the description.
    """
    fact = as_object(operation.facts.get("pagination"))
    if not fact:
        return None
    try:
        return _Declared(fact, operation, endpoint, fields).source(imports)
    except _Fault as fault:
        action = f"$.paths['{operation.path}'].{operation.method.lower()}"
        raise CodegenError(
            f"{operation.method} {operation.path}: x-ferrule-pagination",
            str(fault),
            f"Correct the overlay's action for {action}, or the description.",
        ) from None


@frozen
class _Declared:
    fact: JSONObject
    operation: Operation
    endpoint: Endpoint
    fields: Mapping[str, Mapping[str, Field]]

    def source(self, imports: Imports) -> PagesSource:
        fact, style = self.fact, str(self.fact["style"])
        page = self._page()
        items = self._resolve(page, "items")
        listed = _without_null(items.prop)
        if not isinstance(listed, ListProperty):
            raise _Fault(f"items: there is no array at {fact['items'] or 'the root of the answer'}")
        declared: dict[str, Any] = {"style": style, "items": fact["items"], "always": items.required}
        parameter: PropertyProtocol | None = None
        if "request" in fact:
            request, parameter = self._request(str(fact["request"]))
            declared.update(request)
        if style in _FIRST:
            declared["first"] = fact.get("first", self._default(declared, _FIRST[style]))
        if style in ("cursor", "token") and ("next" in fact) is ("header" in fact):
            raise _Fault("either next or header must say what the next page is asked for by")
        for member in _MEMBERS:
            if member in fact:
                found = self._resolve(page, member)
                declared[member] = list(found.steps)
                if member == "next":
                    declared |= {"pointer": fact[member], "required": found.required, "number": _is_number(found.prop)}
        if "header" in fact:
            declared |= {"header": fact["header"], "number": isinstance(parameter, IntProperty)}
        imports.use("Any", "UNSET")
        way = "".join(f"[{literal(step)}]" if isinstance(step, int) else f".{step}" for step in items.steps)
        item = annotation(listed.inner_property, imports, received=True)
        return PagesSource(f'{{"missing": UNSET, {literal(declared)[1:]}', item, f"page{way}")

    def _page(self) -> _Found:
        """The property of a page: of the first success that is JSON."""
        for response in sorted(responses_of(self.endpoint), key=lambda one: one.status_code.pattern):
            if response.status_code.pattern[:1] == "2":
                for media_type, prop in response.contents.items():
                    if "json" in media_type:
                        return _Found(prop)
        raise _Fault("no success of it is documented as JSON")

    def _resolve(self, page: _Found, member: str) -> _Found:
        """What a pointer of the fact leads to."""
        found = page
        for token in tokens(str(self.fact[member])):
            stepped = self._step(found, token)
            if stepped is None:
                where = f"{self.fact[member]} (no {token!r})"
                raise _Fault(f"{member}: the description of the answer has nothing at {where}")
            found = stepped
        return found

    def _step(self, found: _Found, token: str) -> _Found | None:
        prop = _without_null(found.prop)
        required = found.required and prop is found.prop
        if isinstance(prop, ModelProperty):
            about = self.fields[str(prop.class_info.name)]
            for one in (*(prop.required_properties or ()), *(prop.optional_properties or ())):
                if about[plain(one.name)].wire == token:
                    return _Found(one, (*found.steps, str(one.python_name)), required and one.required)
        elif isinstance(prop, ListProperty) and token.removeprefix("-").isdecimal():
            return _Found(prop.inner_property, (*found.steps, int(token)), required)
        return None

    def _request(self, request: str) -> tuple[dict[str, Any], PropertyProtocol | None]:
        """The argument that asks for a page: a parameter by its name, or a place in the body by a pointer."""
        if not request.startswith("/"):
            properties = {str(prop.python_name): prop for prop in self.endpoint.query_parameters}
            for one in self.operation.parameters:
                if one.wire == request and one.location in ("query", "header"):
                    return {"parameter": one.python}, properties.get(one.python)
            raise _Fault(f"request: the operation has no query parameter {request!r}")
        found = next((_Found(body.prop) for body in self.endpoint.bodies), None)
        way: list[list[str]] = []
        for token in tokens(request):
            found = self._step(found, token) if found is not None else None
            if found is None or not isinstance(found.steps[-1], str):
                raise _Fault(f"request: the description of the body has nothing at {request} (no {token!r})")
            way.append([found.steps[-1], token])
        return {"parameter": "body", "body": way}, None if found is None else _without_null(found.prop)

    def _default(self, declared: dict[str, Any], otherwise: int) -> int:
        """What the description says is the first page."""
        for one in self.operation.parameters:
            if one.python == declared["parameter"] and one.default.isdecimal():
                return int(one.default)
        return otherwise


def _without_null(prop: PropertyProtocol) -> PropertyProtocol:
    """The only member of a union beside null; any other property as it is."""
    if isinstance(prop, UnionProperty):
        members = [one for one in prop.inner_properties if not isinstance(one, NoneProperty)]
        if len(members) == 1:
            return members[0]
    return prop


def _is_number(prop: PropertyProtocol) -> bool:
    """Whether the next page is asked for by a number."""
    prop = _without_null(prop)
    if not isinstance(prop, IntProperty | StringProperty | UuidProperty):
        raise _Fault("next: must be described as text or as a whole number")
    return isinstance(prop, IntProperty)
