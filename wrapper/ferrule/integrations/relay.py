"""What of an API's streamed answer a service passes on to its own caller, and what it says when that breaks."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final
from urllib.parse import quote

import httpx
import msgspec

from ferrule.call.inbound import inbound
from ferrule.client.modules import StreamModule
from ferrule.errors import ConfigError, StreamBroken
from ferrule.integrations.problems import Problem

_NAME = re.compile(r"\w+")
DEFAULT_TYPE: Final = "application/octet-stream"
# Of what an answer holds. All else is about the connection (RFC 9110 §7.6.1), about the API's own server, or for its
# own caller: cookies, challenges, limits, names.
_OF_CONTENT: Final = ("content-type", "content-language", "content-range", "last-modified")
_NEVER: Final = frozenset({
    "connection", "content-encoding", "content-length", "keep-alive", "proxy-authenticate", "proxy-connection",
    "set-cookie", "set-cookie2", "te", "trailer", "transfer-encoding", "upgrade", "www-authenticate",
})  # fmt: skip


def safe_headers(received: httpx.Headers, also: Collection[str] = ()) -> dict[str, str]:
    """The header fields that go on with a body whose content codings are taken off.

    A length and an entity tag go on only where there was no coding: then they are those of what goes out (RFC 9110
    §8.6, §8.8.3.3).

    Args:
        received: as the API sent them.
        also: names of more that may go on.
    """
    names = [*_OF_CONTENT, *also]
    if received.get("content-encoding", "identity").strip().lower() in ("", "identity"):
        names += ["etag", *(["content-length"] if _is_length(received) else [])]
    found = {name.lower(): value for name in names if (value := received.get(name, "")) and _is_plain(value)}
    return {"content-type": DEFAULT_TYPE, **found, "x-content-type-options": "nosniff"}


def attachment(filename: str | None) -> dict[str, str]:
    """The header field that offers a body as a file (RFC 6266 §4.3); none without a name."""
    return (
        {} if filename is None else {"content-disposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}"}
    )


def check_relayable(names: Collection[str]) -> None:
    """Refuse names of header fields that must not go on.

    Raises:
        ConfigError: one is about the API's connection, or for its own caller alone.
    """
    if wrong := sorted(_NEVER & {name.lower() for name in names}):
        raise ConfigError(f"these header fields are never relayed: {', '.join(wrong)}")


def _is_length(received: httpx.Headers) -> bool:
    lengths = set(received.get_list("content-length"))
    return len(lengths) == 1 and lengths.pop().isdecimal() and "transfer-encoding" not in received


def _is_plain(value: str) -> bool:
    """What any server may send on; RFC 9110 §5.5 wants no more of fields."""
    return value.isascii() and value.isprintable()


def event(item: Any) -> bytes:
    """An item as a server-sent event (WHATWG HTML §9.2.6): a text as it is, a model or plain data as JSON."""
    if isinstance(item, str):
        lines = item.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return b"".join(f"data: {line}\n".encode() for line in lines) + b"\n"
    plain = item.to_dict() if hasattr(item, "to_dict") else item
    return b"data: " + msgspec.json.encode(plain) + b"\n\n"


def check_no_error(module: StreamModule[..., Any, Any, Any], item: object) -> None:
    """Refuse an item by which the API tells an error in the middle of its stream: its words are not for others.

    It is one if it is of the type that the operation's error answers have.

    Raises:
        StreamBroken: it is one.
    """
    told = str(getattr(module._parse_error, "__annotations__", {}).get("return", ""))
    if hasattr(item, "to_dict") and type(item).__name__ in _NAME.findall(told):
        raise StreamBroken("the API told an error in the middle of its stream")


def error_event(problem: Problem) -> bytes:
    """The last event of a stream that broke: what went wrong, without the API's words."""
    return b"event: error\ndata: " + problem.document() + b"\n\n"


def mark_broken() -> None:
    """The answer under way must not look whole: whoever stands around the application cuts it."""
    request = inbound.get()
    if request is not None:
        request.broken = True


EVENT_HEADERS: Final = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
}
"""Header fields of a stream of events: nobody on the way is to keep it, or to hold it back."""
