"""From a `Call` to what goes over the wire, for engines that do not take an `httpx.Request`."""

from __future__ import annotations

import re

import attrs
import httpx
import msgspec

from ferrule.call import Call
from ferrule.engines.requests import (
    MALFORMED,
    Unsendable,
    check_framing,
    default_headers,
    refusing,
    request_of,
)
from ferrule.engines.uploads import Upload
from ferrule.http.request_fields import LAST_EVENT_ID
from ferrule.http.tokens import is_token

# Calls whose URL and body are as plain as this do not go through httpx' classes. Those cost as much as a fast
# engine's send. Port numbers near the last one are not plain.
_PLAIN_URL = re.compile(
    r"(https?)://([a-z0-9.-]+)(:[0-5]?[0-9]{1,4})?"
    r"((?:/(?!\.)(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-F]{2})*)+(?:\?(?:[A-Za-z0-9\-._~&=+,:/]|%[0-9A-F]{2})*)?)?"
)
_PLAIN_BODY = frozenset({"params", "json", "content"})
_ILLEGAL = re.compile(r"[^\t\x20-\x7e]")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


@attrs.frozen(eq=False, repr=False)
class Wire:
    """One request, ready to be sent.

    Attributes:
        method: as the server gets it.
        url: absolute, escaped.
        host: for errors.
        headers: in order; the engine adds `Host` and the framing.
        body: all of it, or what gives it; None for none.
    """

    method: str
    url: str
    host: str
    headers: list[tuple[str, str]]
    body: bytes | Upload | None


def prepare(call: Call) -> Wire:
    """What to send for one send of a call. A body is read from where it stands, a factory called anew.

    Raises:
        ConfigError: a URL, header or body that cannot be sent; the message quotes no values.
    """
    return refusing(_wire_of, call)


def _wire_of(call: Call) -> Wire:
    plain = _PLAIN_URL.fullmatch(call.url)
    content = call.body.get("content")
    if plain and call.body.keys() <= _PLAIN_BODY and (content is None or isinstance(content, bytes)):
        return _plain(call, plain[2])
    return _full(call, request_of(call))


def _plain(call: Call, host: str) -> Wire:
    body: bytes | None = call.body.get("content")
    check_framing(call.headers)
    headers = {**default_headers(), **call.headers}
    if "json" in call.body:
        try:
            body = msgspec.json.encode(call.body["json"])
        except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
            raise Unsendable(f"the request body cannot be sent: {str(error).partition(':')[0]}") from None
        headers.setdefault("content-type", "application/json")
    if body is None and call.method in _WITH_BODY:
        body = b""
    url = call.url
    if params := call.body.get("params"):
        url = f"{url}{'&' if '?' in url else '?'}{httpx.QueryParams(params)}"
    return _checked(Wire(call.method, url, host, list(headers.items()), body))


def _full(call: Call, request: httpx.Request) -> Wire:
    headers = [
        (name, value)
        for name, value in request.headers.multi_items()
        if name not in ("content-length", "transfer-encoding") and (name != "host" or name in call.headers)
    ]
    stream = request.stream
    if isinstance(stream, httpx.ByteStream):
        content = request.content
        body: bytes | Upload | None = content if content or request.method in _WITH_BODY else None
    else:
        length = request.headers.get("content-length")
        body = Upload(stream, None if length is None else int(length))
        if length is not None:
            headers.append(("content-length", length))
    return _checked(Wire(request.method, str(request.url.copy_with(fragment=None)), request.url.host, headers, body))


def _checked(wire: Wire) -> Wire:
    try:
        if _ILLEGAL.search("".join([value for _, value in wire.headers])):
            wrong = [(name, value) for name, value in wire.headers if _ILLEGAL.search(value)]
            names = [name for name, value in wrong if not value.isascii() and name != LAST_EVENT_ID]
            if names:
                raise Unsendable(f"header values must be ASCII (RFC 9110 §5.5): {', '.join(names)}")
            if any(name != LAST_EVENT_ID or _CONTROL.search(value) for name, value in wrong):
                raise Unsendable(MALFORMED)
    except TypeError:
        raise Unsendable("header values must be text") from None
    if not is_token(wire.method) or not all(is_token(name) for name, _ in wire.headers):
        raise Unsendable(MALFORMED)
    return wire
