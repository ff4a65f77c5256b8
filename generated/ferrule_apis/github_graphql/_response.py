"""How plain calls are sent, and how endpoint modules read a response: its status, then the media type that came."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.message import Message
from typing import Any, NoReturn, TypeVar

import httpx
import msgspec
from attrs import frozen

from . import errors
from .client import Client
from .types import Mismatch, Received, Response, kind_of

S = TypeVar("S")
E = TypeVar("E")
Mismatches = list[Mismatch] | None

_from_json = msgspec.json.Decoder().decode
_lines_from_json = msgspec.json.Decoder().decode_lines
_BOM = b"\xef\xbb\xbf"
_NO_TEXT = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/gzip")


def request(
    client: httpx.Client | httpx.AsyncClient, arguments: dict[str, Any], operation: dict[str, Any]
) -> httpx.Request:
    """The request of a plain call. It asks for the documented media types, unless the client asks for others."""
    found = client.build_request(**arguments, extensions={"ferrule.operation": operation})
    if operation["accept"] and found.headers.get("accept") == "*/*":  # what httpx says by itself
        found.headers["accept"] = operation["accept"]
    return found


def json_body(response: Received, operation: str) -> Any:
    """The body of an error as JSON data."""
    return _json(response, operation, _from_json)


def json_sequence(response: Received, operation: str) -> Any:
    """As `json_body`, of JSON Lines, or of a JSON text sequence: each value after a record separator (RFC 7464)."""
    return _json(response, operation, _sequence)


def json_value(response: Received, operation: str, mismatches: Mismatches) -> Any:
    """The body of a success as JSON data; what is no JSON as it came, if its media type says what it is."""
    try:
        return _from_json(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _otherwise(response, operation, mismatches, _from_json)


def json_values(response: Received, operation: str, mismatches: Mismatches) -> Any:
    """As `json_value`, of JSON Lines or a JSON text sequence."""
    try:
        return _sequence(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _otherwise(response, operation, mismatches, _sequence)


def _sequence(content: bytes) -> list[Any]:
    if b"\x1e" in content:
        return [_from_json(value) for value in content.split(b"\x1e") if value.strip()]
    return _lines_from_json(content)


def _json(
    response: Received, operation: str, read: Callable[[bytes], Any], mismatches: Mismatches | None = None
) -> Any:
    content = response.content.removeprefix(_BOM)  # parsers may ignore it (RFC 8259, 8.1)
    try:
        return read(content)
    except RecursionError:
        why = "it is nested too deep"
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        with suppress(ValueError, RecursionError):
            return leniently(content, operation, mismatches, several=read is _sequence)
        why = str(error)
    what = f"{operation}: status {response.status_code} should carry JSON"
    raise errors.UnparsableResponse(f"{what}, but {_what(response)} could not be read: {why}", response)


def leniently(
    content: bytes | str, operation: str, mismatches: Mismatches | None, *, several: bool = False, where: str = "(body)"
) -> Any:
    """What strict decoders lose: half surrogate pairs, numbers beyond a float (RFC 8259, 8.2 and 6), and NaN."""
    found: list[str] = []

    def constant(name: str) -> float:
        found.append(name)
        return float(name)

    parts: list[Any] = [content]
    if several and isinstance(content, bytes):
        parts = content.split(b"\x1e" if b"\x1e" in content else b"\n")
    values = [json.loads(part, parse_constant=constant) for part in parts if part.strip() or not several]
    if found and mismatches is not None:
        mismatches.append(Mismatch(operation, where, "JSON", "NaN or an infinite number"))
    return values if several else values[0]


def _otherwise(response: Received, operation: str, mismatches: Mismatches, read: Callable[[bytes], Any]) -> Any:
    """A success that is no JSON, although it should be."""
    came = media_type(response)
    if not response.content or came.startswith(_NO_TEXT):
        return as_it_came(response, operation, "JSON", mismatches)
    if came.startswith("text/") and came != "text/html":  # pages are what proxies and captive portals answer
        return as_it_came(response, operation, "JSON", mismatches)
    return _json(response, operation, read, mismatches)


def text_body(response: Received, operation: str, mismatches: Mismatches, *, ranged: bool = False) -> Any:
    """The body as text. JSON and bytes are read as such, as the media type that came decides.

    Args:
        response: what came.
        operation: its name.
        mismatches: takes what disagrees.
        ranged: whether a media range is described, which has JSON too.
    """
    came = media_type(response)
    if ranged and is_json(came):
        value = _json(response, operation, _from_json, mismatches)
        return value if isinstance(value, str) else other(response, operation, "text", value, mismatches)
    if came and (is_json(came) or came.startswith(_NO_TEXT)):
        return as_it_came(response, operation, "text", mismatches)
    if not response.content and not came:
        return as_it_came(response, operation, "text", mismatches)
    return _text(response)


def _text(response: Received) -> str:
    """In the charset that its media type names, else UTF-8."""
    message = Message()
    message["Content-Type"] = response.headers.get("content-type", "")
    charset = message.get_content_charset("utf-8")
    try:
        return response.content.decode("utf-8-sig" if charset == "utf-8" else charset, "replace")
    except (LookupError, ValueError):  # no charset; or one of Python's own, which raise where they should replace
        return response.content.decode("utf-8", "replace")


def media_type(response: Received) -> str:
    """The media type of the body, without parameters, in lower case."""
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON (RFC 6839, 3.1)."""
    return media_type == "application/json" or media_type.endswith(("+json", "/json"))


def as_it_came(response: Received, operation: str, expected: str, mismatches: Mismatches) -> Any:
    """The body of a success that is not as described, by its media type alone: JSON, text, bytes; None for none."""
    value: Any = response.content
    came = media_type(response)
    if not value:
        value = None
    elif not came or is_json(came):
        with suppress(msgspec.DecodeError, UnicodeDecodeError):  # otherwise it is bytes
            value = _from_json(response.content.removeprefix(_BOM))
    elif came.startswith("text/"):
        value = _text(response)
    return other(response, operation, expected, value, mismatches)


def other(response: Received, operation: str, expected: str, value: Any, mismatches: Mismatches) -> Any:
    """A success of another type than described, as it came."""
    got = f"{media_type(response) or 'untyped'} {kind_of(value)}" if response.content else "nothing"
    found = Mismatch(operation, _BODY, expected, got)
    if mismatches is not None and not any(one.field == _BODY for one in mismatches):
        mismatches.append(found)
    return value


_BODY = "(body)"


def unparsable(response: Received, operation: str, expected: str, value: Any) -> NoReturn:
    """The body of an error is JSON, but of another type than described."""
    raise errors.UnparsableResponse(
        f"{operation}: status {response.status_code} should carry {expected}, not {kind_of(value)}", response
    )


def nothing(response: Received, operation: str, mismatches: Mismatches) -> Any:
    """A success that is described without a body; one that has a body as it came."""
    return as_it_came(response, operation, "nothing", mismatches) if response.content else None


def expect_nothing(response: Received, operation: str) -> None:
    """Refuse the body of an error that is described without one: there is no model of it."""
    if response.content:
        undocumented(response, operation)


def undocumented(response: Received, operation: str) -> NoReturn:
    """The description has no model for this status."""
    raise errors.UndocumentedResponse(
        f"{operation}: status {response.status_code} with {_what(response)} is not in the API's description", response
    )


@frozen
class _As:
    """A response that is read as if it had another status."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes


class Strict(list[Mismatch]):
    """The mismatches of a client that raises for statuses that are not in the description."""


def fallback(
    response: Received,
    status: int,
    parse: Callable[[Received, Mismatches], S],
    mismatches: Mismatches,
    operation: str,
) -> Any:
    """A success whose status is not in the description. Without a body it is None.

    Args:
        response: what came.
        status: of the operation's only success with a body, as which it is read if it can be; 0 if there is none.
        parse: the operation's.
        mismatches: takes what disagrees.
        operation: its name.
    """
    if isinstance(mismatches, Strict):
        undocumented(response, operation)
    if not response.content:
        return None
    if status:
        found: list[Mismatch] = []
        try:
            value = parse(_As(status, response.headers, response.content), found)
        except errors.UnparsableResponse:
            pass
        else:
            if not any(one.field == _BODY for one in found):
                if mismatches is not None:
                    mismatches.extend(found)
                return value
    return as_it_came(response, operation, "a documented status", mismatches)


def _what(response: Received) -> str:
    return f"{media_type(response) or 'untyped'} content of {len(response.content)} bytes"


def build(
    response: httpx.Response,
    client: Client,
    success: Callable[[Received, Mismatches], S],
    error: Callable[[Received, Mismatches], E],
) -> Response[S | E]:
    """What a plain generated call returns: an undocumented error has no model, unless the client raises then."""
    parsed: S | E | None = None
    mismatches = Strict() if client.raise_on_unexpected_status else None
    try:
        parsed = (success if response.status_code < 400 else error)(response, mismatches)
    except errors.UndocumentedResponse:
        if client.raise_on_unexpected_status:
            raise errors.UnexpectedStatus(response.status_code, response.content) from None
    return Response(response.status_code, response.content, response.headers, parsed)
