"""The facts an overlay can state under `x-ferrule-*`, and the shape of each (docs/codegen.md).

They are checked in the overlay. A fact that is misspelt or malformed would otherwise do nothing, or fail in a call.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Final

from attrs import frozen

from ferrule.errors import ConfigError
from ferrule.http.digests import SIZES
from ferrule.http.tokens import is_token
from ferrule.webhooks.declared import decoded, scheme_of

from .errors import CodegenError
from .jsondata import is_array, is_object
from .openapi import FACT
from .pointers import pointer

_FIX: Final = "The facts and their members are in docs/codegen.md."


@frozen
class _Value:
    expected: str
    holds: Callable[[Any], bool]


@frozen
class _Members:
    required: Mapping[str, _Value] = {}
    optional: Mapping[str, _Value] = {}


def _text(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")


def _count(value: Any) -> bool:
    return isinstance(value, int) and _number(value)


def _list_of(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: is_array(value) and all(map(holds, value))


_TEXT = _Value("text", _text(r"(?s).*\S.*"))
_STATUSES = _Value("a list of error statuses", _list_of(lambda it: _count(it) and 400 <= it <= 599))
_TEXTS = _Value("a list of texts", _list_of(_TEXT.holds))
_IDEMPOTENT = _Value(
    "true, false, or {when: [names of parameters]}",
    lambda it: (
        isinstance(it, bool)
        or (is_object(it) and it.keys() == {"when"} and bool(it["when"]) and _TEXTS.holds(it["when"]))
    ),
)
_CLASS = _Value(
    "the name of a class", lambda it: isinstance(it, str) and it.isidentifier() and not keyword.iskeyword(it)
)
_HEADER = _Value("the name of a header field (RFC 9110, section 5.1)", lambda it: isinstance(it, str) and is_token(it))
_POINTER = _Value("a JSON pointer (RFC 6901)", _text(r"(?s)(/([^~]|~[01])*)?"))
_VARIABLES = _Value("an environment variable, or a list of them", lambda it: _TEXT.holds(it) or _TEXTS.holds(it))
_KIND = _Value("`epoch` or `delta`", _text("epoch|delta"))
_FLAG = _Value("true or false", lambda it: isinstance(it, bool))
_SECONDS = _Value("seconds, 0 or more", _number)
_LIMIT = _Value("seconds, 0 or more, or null", lambda it: it is None or _number(it))
_COUNT = _Value("a whole number, 0 or more", _count)
_WEIGHT = _Value("a number, 0 or more", _number)
_SWITCH = _Value(
    "{body: a JSON pointer into the request's body, value: what switches the stream on}",
    lambda it: is_object(it) and it.keys() == {"body", "value"} and bool(it["body"]) and _POINTER.holds(it["body"]),
)
_PROTOCOL = _Value("`body`, `google` or `tus`", _text("body|google|tus"))
_DIGESTS = _Value(
    f"{{algorithm: a JSON pointer into the answer}}; algorithms are {', '.join(SIZES)}",
    lambda it: is_object(it) and {*it} <= {*SIZES} and all(one and _POINTER.holds(one) for one in it.values()),
)
_CURSOR = {"next": _POINTER, "header": _HEADER, "more": _POINTER}
_TOTALS = {"total": _POINTER, "pages": _POINTER, "first": _COUNT}
_STYLES: Final = {
    "link": _Members({"style": _TEXT, "items": _POINTER}),
    "page": _Members({"style": _TEXT, "request": _TEXT, "items": _POINTER}, _TOTALS),
    "offset": _Members({"style": _TEXT, "request": _TEXT, "items": _POINTER}, _TOTALS),
    "cursor": _Members({"style": _TEXT, "request": _TEXT, "items": _POINTER}, _CURSOR),
    "token": _Members({"style": _TEXT, "request": _TEXT, "items": _POINTER}, _CURSOR),
    "next-url": _Members({"style": _TEXT, "next": _POINTER, "items": _POINTER}),
    "header": _Members({"style": _TEXT, "header": _HEADER, "items": _POINTER}),
}
_PLACE = _Value(
    "{header: the name of a header field} or {field: a JSON pointer into the body}",
    lambda it: (
        is_object(it)
        and (
            (it.keys() == {"header"} and _HEADER.holds(it["header"]))
            or (it.keys() == {"field"} and bool(it["field"]) and _POINTER.holds(it["field"]))
        )
    ),
)
_NAMES = _Value("{text: name of an event}", lambda it: is_object(it) and all(map(_TEXT.holds, it.values())))
_EVENT = _Value(
    "{header: …} or {field: …, one JSON pointer or several}, with names: {text: name of an event}",
    lambda it: (
        is_object(it)
        and _NAMES.holds(it.get("names", {}))
        and ({*it} - {"names"} in ({"header"}, {"field"}))
        and _HEADER.holds(it.get("header", "x"))
        and all(map(_POINTER.holds, it["field"] if is_array(it.get("field")) else [it.get("field", "")]))
    ),
)
_SIGNED: Final = {
    "header": _HEADER,
    "algorithm": _TEXT,
    "encoding": _TEXT,
    "prefix": _TEXT,
    "signed": _TEXT,
    "timestamp": _PLACE,
    "id": _PLACE,
    "event": _EVENT,
    "tolerance": _SECONDS,
    "env": _VARIABLES,
}
_POLICIES: Final = {
    "deadline": _LIMIT,
    "attempt-timeout": _LIMIT,
    "idle-timeout": _LIMIT,
    "retries": _Value("a whole number, or null", lambda it: it is None or _count(it)),
    "redirects": _COUNT,
    "weight": _WEIGHT,
    "max-header-wait": _SECONDS,
    "validation": _Value("`lenient` or `strict`", _text("lenient|strict")),
}
_FACTS: Final[dict[str, _Value | _Members]] = {
    "x-ferrule-class": _CLASS,
    "x-ferrule-request-id": _HEADER,
    "x-ferrule-error": _Members(optional={"message": _POINTER, "code": _POINTER}),
    "x-ferrule-rate-limit": _Members(
        optional={"limit": _HEADER, "remaining": _HEADER, "reset": _HEADER, "reset-kind": _KIND}
    ),
    "x-ferrule-webhook-signature": _Members({"scheme": _TEXT}, _SIGNED),
    "x-ferrule-env": _VARIABLES,
    "x-ferrule-name": _TEXT,
    "x-ferrule-group": _TEXT,
    "x-ferrule-pagination": _Members({"style": _Value(" or ".join(_STYLES), _text("|".join(_STYLES)))}),
    "x-ferrule-stream": _Members(
        optional={"item": _POINTER, "terminator": _TEXT, "request": _SWITCH, "resumable": _FLAG}
    ),
    "x-ferrule-upload": _Members({"protocol": _PROTOCOL}, {"start": _TEXT, "digests": _DIGESTS}),
    "x-ferrule-digests": _Members({"header": _HEADER}, {"coding": _HEADER}),
    "x-ferrule-idempotency-key": _HEADER,
    "x-ferrule-idempotent": _IDEMPOTENT,
    "x-ferrule-refusals": _STATUSES,
    "x-ferrule-cache": _Members(optional={"ttl": _SECONDS, "tags": _TEXTS}),
    "x-ferrule-policies": _Members(optional=_POLICIES),
    "x-ferrule-allow-empty": _FLAG,
    "x-ferrule-graphql": _Members(
        optional={
            "queries": _Value("`GET` or `POST`", _text("GET|POST")),
            "throttled": _TEXTS,
            "unauthenticated": _TEXTS,
            "failed": _TEXTS,
            "requested": _POINTER,
            "remaining": _POINTER,
            "limit": _POINTER,
            "restore": _POINTER,
            "reset": _POINTER,
        }
    ),
}


def check(update: Any, where: str, *path: str | int) -> None:
    """Check all facts in an overlay's update.

    Args:
        update: what it adds.
        where: the overlay's file name.
        path: keys and indices that lead to `update` in it.

    Raises:
        CodegenError: there is no such fact, or it has another shape.
    """
    if is_array(update):
        for index, value in enumerate(update):
            check(value, where, *path, index)
    for key, value in update.items() if is_object(update) else ():
        if key.startswith(FACT):
            _check_fact(key, value, where, *path, key)
        else:
            check(value, where, *path, key)


def _check_fact(name: str, value: Any, where: str, *path: str | int) -> None:
    shape = _shape(name, value)
    if isinstance(shape, _Value):
        _expect(shape, value, where, *path)
        return
    if shape is None:
        raise CodegenError(f"{where}: {pointer(*path)}", f"there is no such fact{_meant(name, _FACTS)}", _FIX)
    if not is_object(value):
        raise CodegenError(f"{where}: {pointer(*path)}", "must be an object", _FIX)
    if missing := [member for member in shape.required if member not in value]:
        raise CodegenError(f"{where}: {pointer(*path)}", f"lacks {', '.join(missing)}", _FIX)
    members = {**shape.required, **shape.optional}
    for member, given in value.items():
        if member not in members:
            raise CodegenError(
                f"{where}: {pointer(*path, member)}", f"there is no such member{_meant(member, members)}", _FIX
            )
        _expect(members[member], given, where, *path, member)
    if name == "x-ferrule-webhook-signature":
        _check_scheme(value, f"{where}: {pointer(*path)}")


def _check_scheme(value: Any, place: str) -> None:
    """Its members go together, as the receiver will find."""
    try:
        scheme_of(decoded(value))
    except ConfigError as error:
        raise CodegenError(place, str(error), _FIX) from None


def _shape(name: str, value: Any) -> _Value | _Members | None:
    """The shape of a fact; that of pagination depends on its style."""
    style = value.get("style") if name == "x-ferrule-pagination" and is_object(value) else None
    return _STYLES[style] if isinstance(style, str) and style in _STYLES else _FACTS.get(name)


def _expect(shape: _Value, value: Any, where: str, *path: str | int) -> None:
    if not shape.holds(value):
        raise CodegenError(f"{where}: {pointer(*path)}", f"must be {shape.expected}, not {value!r:.80}", _FIX)


def _meant(name: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"
