"""From a `Call` to an `httpx.Request`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import httpx
import msgspec

from ferrule.call import Call
from ferrule.call.body import SizedStream, is_factory
from ferrule.engines.decoding import accepted
from ferrule.engines.uploads import UploadStream, prepare_streams
from ferrule.errors import ConfigError
from ferrule.http.request_fields import LAST_EVENT_ID
from ferrule.http.tokens import is_token

R = TypeVar("R")

MALFORMED = (
    "the request holds characters that HTTP does not allow in its method, target or a header (RFC 9110 §5.5, §9.1)"
)

_LAST_PORT = 65_535
# Fields that say where a request ends, or what becomes of its connection. A reader that sees two such statements may
# see two requests.
_FRAMING = frozenset(
    {"connection", "content-length", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
)
_HOST = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=%-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


class Unsendable(Exception):
    """Why a call cannot become a request, in words that quote no values."""


def refusing(build: Callable[[Call], R], call: Call) -> R:
    """What `build` makes of a call; a `ConfigError` when it is `Unsendable`.

    It is raised where neither a frame's variable nor the error's context holds a header or URL.
    """
    try:
        return build(call)
    except Unsendable as error:
        fault = str(error)
    raise ConfigError(fault)


def build_request(call: Call) -> httpx.Request:
    """The request for one send.

    A factory given as `content` is called here, so anew for each send. A file is sent from where it stands.

    Raises:
        ConfigError: a URL, header or body that cannot be sent; the message quotes no values.
    """
    return refusing(request_of, call)


def check_framing(headers: Mapping[str, str]) -> None:
    """Refuse header fields that are not for callers to set, on whichever engine (RFC 9112 §6, §9; RFC 9110 §7.2)."""
    if not _FRAMING.isdisjoint(headers):
        names = ", ".join(sorted(_FRAMING.intersection(headers)))
        raise Unsendable(f"header {names}: the engine says itself how a request is framed and its connection kept")
    host = headers.get("host")
    if host is not None and not _HOST.fullmatch(host):
        raise Unsendable("header host: must be a host, with a port or without")


def request_of(call: Call) -> httpx.Request:
    """As `build_request`, raising `Unsendable`."""
    check_framing(call.headers)
    content: Any = call.body.get("content")
    if is_factory(content):
        content = content()
    if not is_token(call.method):
        raise Unsendable(MALFORMED)
    fields: dict[str, Any] = {**call.body, "content": content}
    params = fields.pop("params", None)
    headers = {**default_headers(), **call.headers}
    if isinstance(content, SizedStream):
        headers["content-length"], fields["content"] = str(content.length), content.stream
    try:
        # Joined as text: httpx would encode again what the operation has already written into the query.
        text = call.url
        if params:
            text += ("&" if "?" in text else "?") + str(httpx.QueryParams(params))
        url = httpx.URL(text)
        if url.scheme not in ("http", "https") or not url.host:
            raise Unsendable("the URL of the call is not an absolute http or https URL")
        if url.port is not None and not 0 <= url.port <= _LAST_PORT:
            raise Unsendable("the URL of the call is not valid")  # systems would cut such a number down to a port
        if "json" in fields:
            fields["content"] = msgspec.json.encode(fields.pop("json"))
            headers.setdefault("content-type", "application/json")
        else:
            prepare_streams(fields)
        sent: Mapping[str, Any] = headers
        if LAST_EVENT_ID in headers:
            sent = {**headers, LAST_EVENT_ID: headers[LAST_EVENT_ID].encode()}
        request = httpx.Request(call.method, url, headers=sent, **fields)
    except httpx.InvalidURL:
        raise Unsendable("the URL of the call is not valid") from None
    except UnicodeError:
        raise Unsendable(_beyond_ascii(headers)) from None
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
        # httpx quotes the value after a colon.
        raise Unsendable(f"the request body cannot be sent: {str(error).partition(':')[0]}") from None
    if not isinstance(request.stream, httpx.ByteStream):
        request.stream = UploadStream(request.stream)
    return request


@cache
def default_headers() -> Mapping[str, str]:
    """Headers of each request, unless the call says otherwise."""
    from ferrule._version import __version__  # here, as it reads the installation's metadata

    return {
        "user-agent": f"ferrule/{__version__}",
        "accept": "*/*",
        "accept-encoding": accepted(),
        "connection": "keep-alive",
    }


def _beyond_ascii(headers: Mapping[str, str]) -> str:
    names = [name for name, value in headers.items() if not (name.isascii() and str(value).isascii())]
    return f"header values must be ASCII (RFC 9110 §5.5): {', '.join(names) or 'Cookie'}"
