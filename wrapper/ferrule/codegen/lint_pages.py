"""Lists that look paginated and are not declared to be, and the declaration that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from .emit.imports import Imports
from .emit.pages import FIRST, page_of, pages_of
from .emit.pointing import Fault, Fields, without_null
from .errors import CodegenError
from .jsondata import JSONObject
from .lint_finding import Described, Finding, Subject, spelt
from .normalise.references import References
from .pointers import escape
from .properties import (
    BooleanProperty,
    IntProperty,
    ListProperty,
    ModelProperty,
    PropertyProtocol,
    StringProperty,
    UnionProperty,
    UuidProperty,
    plain,
)

# Names as `spelt` gives them; of several that are there, the first holds.
_ASKED: Final = {
    "token": ("pagetoken", "nexttoken", "nextpagetoken", "continuationtoken", "continuation"),
    "cursor": (
        "cursor", "pagecursor", "nextcursor", "startcursor", "startingafter", "startafter", "after", "pageafter", "marker",
    ),
    "page": ("page", "pagenumber", "pageno", "pagenum", "pageindex"),
    "offset": ("offset", "pageoffset", "skip", "startat", "startindex"),
}  # fmt: skip
"""Query parameters by the style that they hint at."""
_AFTER: Final = ("startingafter", "startafter", "after")
_NEXT: Final = (
    "nextcursor", "nextpagecursor", "nextpagetoken", "nexttoken", "nextcontinuationtoken", "continuationtoken",
    "nextmarker", "endcursor", "next", "lastid", "after", "cursor",
)  # fmt: skip
_NEXT_URLS: Final = (
    "nextpageurl", "nextpageuri", "nextpagelink", "nexturl", "nexturi", "nextlink", "odatanextlink", "nexthref",
)  # fmt: skip
_MORE: Final = ("hasmore", "hasnextpage", "hasnext", "hasmoreitems", "more")
_TOTALS: Final = ("total", "totalcount", "totalitems", "totalresults", "totalelements", "totalrecords")
_ALL_PAGES: Final = ("totalpages", "pagecount", "pages", "numpages", "lastpage")
_HOLDERS: Final = (
    "meta", "metadata", "links", "paging", "pagination", "pageinfo", "page", "cursors", "responsemetadata", "next", "range",
)  # fmt: skip
"""Objects within an answer that speak of its pages."""
_NEXT_HEADERS: Final = ("nextpage", "nextcursor", "nexttoken", "nextpagetoken", "continuationtoken")
_NEXT_URL_HEADERS: Final = ("nextpage", "nextpageurl", "nexturl", "nextlink")


@frozen
class _Place:
    pointer: str
    name: str
    prop: PropertyProtocol


def paginated(subject: Subject, described: Described) -> Finding | None:
    """The finding for an operation that answers a list page by page and does not say so."""
    fields = described.normalised.fields
    if "pagination" in subject.operation.facts:
        return None
    try:
        page = page_of(subject.endpoint).prop
    except Fault:
        return None
    root = without_null(page)
    members = [_Place("", "", root)] if isinstance(root, ListProperty) else _members(root, fields)
    arrays = [one for one in members if isinstance(one.prop, ListProperty)]
    if len(arrays) != 1:
        return None
    places = list(_places(root, fields, depth=2))
    for sign, fact in _proposals(subject, arrays[0], places, fields):
        fact = {**fact, **_first_page(subject, fact, described.references), "items": arrays[0].pointer}
        if _holds(subject, fact, fields):
            return subject.finding(
                "pagination",
                f"looks paginated by {sign}, and is not declared to be; it has no .items and no .pages",
                {"x-ferrule-pagination": fact},
                f"Pages follow each other by {sign}, and {arrays[0].pointer or 'the answer itself'} is their only list.",
            )
    return None


def _proposals(
    subject: Subject, items: _Place, places: list[_Place], fields: Fields
) -> Iterator[tuple[str, JSONObject]]:
    """Declarations without their `items`, each with the sign of it; the one that says most first."""
    asked = dict(_asked(subject))
    numbers = {name: asked[name] for name in ("page", "offset") if _takes(subject, asked.get(name), IntProperty)}
    text = (StringProperty, IntProperty, UuidProperty)
    cursors = {name: asked[name] for name in ("token", "cursor") if _takes(subject, asked.get(name), *text)}
    more = _member(places, "more", _MORE, BooleanProperty)
    if asked and (found := _first(places, _NEXT_URLS, StringProperty)):
        yield f"the address at {found.pointer}", {"style": "next-url", "next": found.pointer}
    yield from _by_header(subject, {**cursors, **numbers})
    for style, request in cursors.items():
        if found := _first(places, _NEXT, *text):
            sign = f"the parameter {request} and {found.pointer}"
            yield sign, {"style": style, "request": request, "next": found.pointer, **more}
        elif spelt(request) in _AFTER and _has_id(items.prop, fields):
            yield f"the parameter {request}", {
                "style": "cursor", "request": request, "next": f"{items.pointer}/-1/id", **more
            }  # fmt: skip
    if numbers and (found := _first(places, ("next",), StringProperty)):
        yield f"the address at {found.pointer}", {"style": "next-url", "next": found.pointer}
    for style, request in numbers.items():
        if found := _first(places, ("nextpage", "nextoffset"), IntProperty):
            sign = f"the parameter {request} and {found.pointer}"
            yield sign, {"style": "cursor", "request": request, "next": found.pointer, **more}
        pages = _member(places, "pages", _ALL_PAGES, IntProperty) if style == "page" else {}
        ends = pages or _member(places, "total", _TOTALS, IntProperty)
        yield f"the parameter {request}", {"style": style, "request": request, **ends}


def _asked(subject: Subject) -> Iterator[tuple[str, str]]:
    """The query parameter that a page is asked for by, of each style."""
    query = {spelt(one.wire): one.wire for one in subject.operation.parameters if one.location == "query"}
    for style, names in _ASKED.items():
        if name := next((query[one] for one in names if one in query), ""):
            yield style, name


def _by_header(subject: Subject, asked: Mapping[str, str]) -> Iterator[tuple[str, JSONObject]]:
    """Declarations of what a success has in its headers."""
    headers = {
        spelt(one.wire).removeprefix("x"): one.wire
        for response in subject.operation.responses
        if response.status[:1] == "2"
        for one in response.headers
    }
    if "link" in headers:
        yield f"the header {headers['link']}", {"style": "link"}
    for name in filter(headers.__contains__, _NEXT_HEADERS):
        for request in asked.values():
            sign = f"the parameter {request} and the header {headers[name]}"
            yield sign, {"style": "token", "request": request, "header": headers[name]}
    for name in filter(headers.__contains__, _NEXT_URL_HEADERS):
        yield f"the header {headers[name]}", {"style": "header", "header": headers[name]}


def _holds(subject: Subject, fact: JSONObject, fields: Fields) -> bool:
    """Whether code generation takes the declaration."""
    operation = evolve(subject.operation, facts={**subject.operation.facts, "pagination": fact})
    try:
        pages_of(operation, subject.endpoint, fields, Imports("...", "...models."))
    except CodegenError:
        return False
    return True


def _members(prop: PropertyProtocol, fields: Fields, at: str = "") -> Iterator[_Place]:
    """The properties of a model, null left aside."""
    if isinstance(prop, ModelProperty):
        names = fields[str(prop.class_info.name)]
        for one in (*(prop.required_properties or ()), *(prop.optional_properties or ())):
            wire = names[plain(one.name)].wire
            yield _Place(f"{at}/{escape(wire)}", spelt(wire), without_null(one))


def _places(prop: PropertyProtocol, fields: Fields, depth: int, at: str = "") -> Iterator[_Place]:
    """Members of an answer, and of the objects in it that speak of its pages."""
    members = list(_members(prop, fields, at))
    yield from members
    for one in members if depth else ():
        if one.name in _HOLDERS:
            for inner in _places(one.prop, fields, depth - 1, one.pointer):
                yield evolve(inner, name="nexthref") if one.name == "next" and inner.name in ("href", "url") else inner


def _first(places: list[_Place], names: Sequence[str], *kinds: type) -> _Place | None:
    """The place with the first of some names that is there."""
    found = (one for name in names for one in places if one.name == name and isinstance(one.prop, kinds))
    return next(found, None)


def _member(places: list[_Place], member: str, names: Sequence[str], kind: type) -> JSONObject:
    """A member of the fact, if the answer has a place for it."""
    found = _first(places, names, kind)
    return {member: found.pointer} if found else {}


def _takes(subject: Subject, wire: str | None, *kinds: type) -> bool:
    """Whether the operation has a query parameter of that name, and it may be of one of some kinds."""
    python = [one.python for one in subject.operation.parameters if one.wire == wire and one.location == "query"]
    for prop in subject.endpoint.query_parameters:
        if str(prop.python_name) in python:
            found = without_null(prop)
            members = found.inner_properties if isinstance(found, UnionProperty) else [found]
            return any(isinstance(one, kinds) for one in members)
    return False


def _first_page(subject: Subject, fact: JSONObject, references: References) -> JSONObject:
    """The least number of a page that may be asked for, where the style would begin with another."""
    usual = FIRST.get(str(fact["style"]))
    for raw, place in subject.declared.parameters():
        parameter, at = references.follow_object(raw, place)
        if parameter.get("name") == fact.get("request") and parameter.get("in") == "query" and usual is not None:
            schema, _ = references.follow_object(parameter.get("schema"), at)
            least = schema.get("minimum")
            if isinstance(least, int) and least in (0, 1) and least != usual and "default" not in schema:
                return {"first": least}
    return {}


def _has_id(items: PropertyProtocol, fields: Fields) -> bool:
    inner = without_null(items.inner_property) if isinstance(items, ListProperty) else items
    return any(one.pointer == "/id" for one in _members(inner, fields))
