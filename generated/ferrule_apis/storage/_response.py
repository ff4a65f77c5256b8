"""How endpoint modules read a response."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

_from_json = msgspec.json.Decoder().decode
_lines_from_json = msgspec.json.Decoder().decode_lines


def json_body(response: Received, operation: str) -> Any:
    """The body as JSON data."""
    try:
        return _from_json(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        _broken(response, operation, error)


def json_sequence(response: Received, operation: str) -> list[Any]:
    """The values of a body of JSON Lines, or of a JSON text sequence: each after a record separator (RFC 7464)."""
    try:
        if b"\x1e" in response.content:
            return [_from_json(value) for value in response.content.split(b"\x1e") if value.strip()]
        return _lines_from_json(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        _broken(response, operation, error)


def _broken(response: Received, operation: str, error: Exception) -> NoReturn:
    what = f"{operation}: status {response.status_code} should carry JSON"
    raise errors.UnparsableResponse(f"{what}, but {_what(response)} could not be read: {error}") from None


def text_body(response: Received) -> str:
    """The body as text, in the charset its media type names, else UTF-8."""
    message = Message()
    message["Content-Type"] = response.headers.get("content-type", "")
    charset = message.get_content_charset("utf-8")
    try:
        return response.content.decode(charset, "replace")
    except LookupError:
        return response.content.decode("utf-8", "replace")


def media_type(response: Received) -> str:
    """The media type of the body, without parameters, in lower case."""
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()


def unparsable(response: Received, operation: str, expected: str, value: Any) -> NoReturn:
    """The body is JSON, but of another type than described."""
    raise errors.UnparsableResponse(
        f"{operation}: status {response.status_code} should carry {expected}, not {kind_of(value)}"
    )


def undocumented(response: Received, operation: str) -> NoReturn:
    """The description has no model for this status."""
    raise errors.UndocumentedResponse(
        f"{operation}: status {response.status_code} with {_what(response)} is not in the API's description"
    )


@frozen
class _As:
    """A response that is read as if it had another status."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes


def fallback(
    response: Received,
    status: int,
    parse: Callable[[Received, list[Mismatch] | None], S],
    mismatches: list[Mismatch] | None,
    operation: str,
) -> S:
    """An undocumented success, read as the operation's only success schema if it can be."""
    try:
        return parse(_As(status, response.headers, response.content), mismatches)
    except errors.UnparsableResponse:
        undocumented(response, operation)


def _what(response: Received) -> str:
    return f"{media_type(response) or 'untyped'} content of {len(response.content)} bytes"


def build(
    response: httpx.Response,
    client: Client,
    success: Callable[[Received, list[Mismatch] | None], S],
    error: Callable[[Received, list[Mismatch] | None], E],
) -> Response[S | E]:
    """What a plain generated call returns: an undocumented response has no model, unless the client raises then."""
    parsed: S | E | None = None
    try:
        parsed = (success if response.status_code < 400 else error)(response, None)
    except errors.UndocumentedResponse:
        if client.raise_on_unexpected_status:
            raise errors.UnexpectedStatus(response.status_code, response.content) from None
    return Response(response.status_code, response.content, response.headers, parsed)
