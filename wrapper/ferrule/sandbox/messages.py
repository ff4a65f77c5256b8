"""A request as it arrived and a reply as it is meant to leave, before any misbehaviour."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from attrs import define, field

# PUT /_sandbox/… and the APIs speak JSON; order of keys is kept, so replies are the same from run to run.
_encode = msgspec.json.Encoder().encode


@define
class Request:
    """One request, read whole.

    Attributes:
        method: upper case.
        api: the first path segment, the API that is addressed.
        path: percent-encoded path below the API's prefix, with its leading slash.
        query: what follows the question mark, without it.
        headers: names in lower case; a repeated field is joined by commas (RFC 9110 §5.3).
        body: the content, transfer coding removed.
    """

    method: str
    api: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(factory=dict[str, str])
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """Media type in lower case, without parameters; empty if absent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def bearer(self) -> str | None:
        """The bearer token (RFC 6750 §2.1), None if there is none."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() or None if scheme.lower() == "bearer" else None

    @property
    def basic(self) -> tuple[str, str] | None:
        """User and password of HTTP Basic (RFC 7617 §2), None if it is not used, both empty if they cannot be read."""
        scheme, _, text = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            user, _, password = b64decode(text, validate=True).decode().partition(":")
        except ValueError:
            return ("", "")
        return user, password

    def cookie(self, name: str) -> str | None:
        """The cookie of that name (RFC 6265 §4.2.1), None if there is none."""
        cookies = (part.strip().partition("=") for part in self.headers.get("cookie", "").split(";"))
        return next((value for key, _, value in cookies if key == name), None)


@define
class Reply:
    """A reply; the server adds Date and Content-Length."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(factory=dict[str, str])


def json_reply(
    value: Any, status: int = 200, headers: Mapping[str, str] | None = None, media_type: str = "application/json"
) -> Reply:
    """A reply whose body is `value` as JSON."""
    return Reply(status, _encode(value), {"Content-Type": media_type, **(headers or {})})


def title(status: int) -> str:
    """The phrase for a status, known or not."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Undocumented Status"


def problem(status: int, what: str, detail: str, **members: Any) -> Reply:
    """A problem document (RFC 9457)."""
    body = {"type": "about:blank", "title": what, "status": status, "detail": detail, **members}
    return json_reply(body, status, media_type="application/problem+json")
