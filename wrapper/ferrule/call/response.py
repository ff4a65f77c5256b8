"""What travels back through the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import httpx
import msgspec


@attrs.define(eq=False, repr=False)
class Response:
    """A response whose body has been read in full.

    Attributes:
        status_code: any three-digit status, registered or not.
        raw_headers: header fields as received, in order.
        content: body, content codings removed.
        http_version: `HTTP/1.1` or `HTTP/2`.
    """

    status_code: int
    raw_headers: list[tuple[bytes, bytes]] = attrs.field(repr=False)
    content: bytes = attrs.field(default=b"", repr=False)
    http_version: str = "HTTP/1.1"
    _headers: httpx.Headers | None = attrs.field(default=None, init=False)
    _fields: dict[bytes, list[bytes]] | None = attrs.field(default=None, init=False)

    @property
    def fields(self) -> Mapping[bytes, list[bytes]]:
        """Values of each header field by its name in lower case, for policies: built once, and much quicker than `headers`."""
        fields = self._fields
        if fields is None:
            fields = self._fields = {}
            for name, value in self.raw_headers:
                name = name.lower()
                if name in fields:
                    fields[name].append(value)
                else:
                    fields[name] = [value]
        return fields

    @property
    def headers(self) -> httpx.Headers:
        """Header fields, case-insensitive; built when first asked for."""
        if self._headers is None:
            self._headers = httpx.Headers(self.raw_headers)
        return self._headers

    @property
    def is_success(self) -> bool:
        """True for 2xx."""
        return 200 <= self.status_code <= 299

    @property
    def text(self) -> str:
        """Body as text in the charset the server named, else UTF-8; undecodable bytes are replaced."""
        return httpx.Response(200, headers=self._content_type(), content=self.content).text

    def json(self) -> Any:
        """Body decoded as JSON; raises `msgspec.DecodeError` (a `ValueError`) when it is not JSON."""
        return msgspec.json.decode(self.content)

    def _content_type(self) -> dict[str, str]:
        return {"content-type": self.headers["content-type"]} if "content-type" in self.headers else {}

    def __repr__(self) -> str:
        return f"<Response {self.status_code}, {len(self.content)} bytes>"
