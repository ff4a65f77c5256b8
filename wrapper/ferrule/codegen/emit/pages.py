"""How an operation pages: the declared fact, checked against the description, as its endpoint module says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint

from ..jsondata import JSONObject, as_object
from ..normalise import Field, Operation
from ..parser import responses_of
from ..pointers import tokens
from ..properties import (
    BooleanProperty,
    DateTimeProperty,
    FloatProperty,
    IntProperty,
    ListProperty,
    ModelProperty,
    PropertyProtocol,
    StringProperty,
    UuidProperty,
)
from .imports import Imports
from .pointing import Fault, Found, about, in_body, step, without_null
from .source import literal
from .types import annotation

FIRST = {"page": 1, "offset": 0}
"""The first page, by style, where nothing says another."""
_MEMBERS = ("next", "more", "total", "pages")

_NUMBERS = (IntProperty, FloatProperty)
_KNOWN = (BooleanProperty, DateTimeProperty, FloatProperty, IntProperty, ListProperty, ModelProperty, StringProperty)


@frozen
class PagesSource:
    """What the endpoint template prints of it; as Python source."""

    declared: str
    """`_PAGES`."""
    item: str
    """The type of an item."""
    items: str
    """What leads from a page to its items."""


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
    except Fault as fault:
        raise about(fault, operation, "pagination") from None


@frozen
class _Declared:
    fact: JSONObject
    operation: Operation
    endpoint: Endpoint
    fields: Mapping[str, Mapping[str, Field]]

    def source(self, imports: Imports) -> PagesSource:
        fact, style = self.fact, str(self.fact["style"])
        page = page_of(self.endpoint)
        items, of_each = self._items(page)
        listed = without_null(items.prop)
        if not isinstance(listed, ListProperty):
            raise Fault(f"items: there is no array at {fact['items'] or 'the root of the answer'}")
        declared: dict[str, Any] = {"style": style, "items": fact["items"], "always": items.required}
        parameter: PropertyProtocol | None = None
        if "request" in fact:
            request, parameter = self._request(str(fact["request"]))
            declared.update(request)
        if style in FIRST:
            declared["first"] = fact.get("first", self._default(declared, FIRST[style]))
        if style in ("cursor", "token") and ("next" in fact) is ("header" in fact):
            raise Fault("either next or header must say what the next page is asked for by")
        for member in _MEMBERS:
            if member in fact:
                found = self._resolve(page, member)
                declared[member] = list(found.steps)
                if member != "next":
                    _check_kind(member, found.prop)
                else:
                    declared |= {"pointer": fact[member], "required": found.required, "number": _is_number(found.prop)}
        if "header" in fact:
            declared |= {"header": fact["header"], "number": isinstance(parameter, IntProperty)}
        imports.use("Any", "UNSET")
        way = "".join(f"[{literal(step)}]" if isinstance(step, int) else f".{step}" for step in items.steps)
        of_item = listed.inner_property
        source = f"page{way}"
        if of_each:
            within = step(Found(of_item), of_each, self.fields)
            if within is None:
                raise Fault(f"items: the description of the answer has nothing at {fact['items']} (no {of_each!r})")
            of_item = within.prop
            source = f"[None if one is None else one.{within.steps[-1]} for one in {source}]"
        item = annotation(of_item, imports, received=True)
        item = f"{item} | None" if of_each and not item.endswith("None") else item
        return PagesSource(f'{{"missing": UNSET, {literal(declared)[1:]}', item, source)

    def _items(self, page: Found) -> tuple[Found, str]:
        """The list of items; and the member of each entry that is the item, as in `/edges/*/node`."""
        pointer, _, member = str(self.fact["items"]).partition("/*/")
        return self._reach(page, pointer, "items"), member

    def _resolve(self, page: Found, member: str) -> Found:
        """What a pointer of the fact leads to."""
        return self._reach(page, str(self.fact[member]), member)

    def _reach(self, page: Found, pointer: str, member: str) -> Found:
        found = page
        for token in tokens(pointer):
            stepped = step(found, token, self.fields)
            if stepped is None:
                where = f"{pointer} (no {token!r})"
                raise Fault(f"{member}: the description of the answer has nothing at {where}")
            found = stepped
        return found

    def _request(self, request: str) -> tuple[dict[str, Any], PropertyProtocol | None]:
        """The argument that asks for a page: a parameter by its name, or a place in the body by a pointer."""
        if not request.startswith("/"):
            properties = {str(prop.python_name): prop for prop in self.endpoint.query_parameters}
            for one in self.operation.parameters:
                if one.wire == request and one.location in ("query", "header"):
                    return {"parameter": one.python}, properties.get(one.python)
            raise Fault(f"request: the operation has no query parameter {request!r}")
        way, prop = in_body(request, self.endpoint, self.fields)
        return {"parameter": "body", "body": way}, prop

    def _default(self, declared: dict[str, Any], otherwise: int) -> int:
        """What the description says is the first page."""
        for one in self.operation.parameters:
            if one.python == declared["parameter"] and one.default.isdecimal():
                return int(one.default)
        return otherwise


def page_of(endpoint: Endpoint) -> Found:
    """The property of a page: of the first success that is JSON.

    Raises:
        Fault: there is none.
    """
    for response in sorted(responses_of(endpoint), key=lambda one: one.status_code.pattern):
        if response.status_code.pattern[:1] == "2":
            for media_type, prop in response.contents.items():
                if "json" in media_type:
                    return Found(prop)
    raise Fault("no success of it is documented as JSON")


def _is_number(prop: PropertyProtocol) -> bool:
    """Whether the next page is asked for by a number."""
    prop = without_null(prop)
    if not isinstance(prop, IntProperty | StringProperty | UuidProperty):
        raise Fault("next: must be described as text or as a whole number")
    return isinstance(prop, IntProperty)


def _check_kind(member: str, prop: PropertyProtocol) -> None:
    """Refuse what each page would fail on. What may be anything is left to the pages."""
    prop = without_null(prop)
    kinds, what = ((BooleanProperty,), "true or false") if member == "more" else (_NUMBERS, "a whole number")
    if isinstance(prop, _KNOWN) and not isinstance(prop, kinds):
        raise Fault(f"{member}: must be described as {what}")
