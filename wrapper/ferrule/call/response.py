"""What travels back through the pipeline, and its body while that is still on the wire."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import attrs
import msgspec

from ferrule.call.call import Call
from ferrule.http.charsets import codec_of

if TYPE_CHECKING:
    import httpx  # at run time where it is used: what needs no client does not load it

TOO_DEEP = "its JSON is nested too deep"

OnClose: TypeAlias = Callable[[BaseException | None], object]
"""Called once when a body is over: with what ended it early, None when it was read to its end or closed."""


class BodyDropped(Exception):
    """What ended a body that nobody has any more, neither read to its end nor closed. It is raised nowhere."""


class Source(Protocol):
    """Where a body comes from. In a blocking client its coroutines block and never suspend."""

    async def receive(self) -> bytes:
        """The next part of the body, codings removed; empty at its end. Raises a `WireError` when it breaks."""
        ...

    async def release(self) -> None:
        """Give the connection back, or close it when the body was not read to its end. Called once; does not wait."""
        ...

    def abandon(self, then: Callable[[], object]) -> None:
        """The same for a body that nobody closed. May be called in any thread, at any moment; `then` follows it."""
        ...


class Body:
    """The body of a response, still on the wire: received part by part, and to be read or closed.

    Args:
        source: the engine's.

    Attributes:
        received: bytes that it has given.
        closed: it is over.
        source: as given, or what policies have put around it.
    """

    __slots__ = ("__weakref__", "_ended_by", "_failure", "_on_close", "closed", "received", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.received = 0
        self.closed = False
        self._ended_by: Exception | None = None  # what somebody else than its reader ended it by
        self._on_close: list[OnClose] = []
        self._failure: Exception | None = None  # why it ended before its end

    async def receive(self) -> bytes:
        """The next part; empty at the end. What breaks the body ends it, and is raised, from then on.

        Raises:
            ValueError: it was closed before its end.
        """
        if self.closed:
            if self._failure is not None:
                raise self._failure
            return b""
        try:
            part = await self.source.receive()
        except BaseException as error:
            if self._ended_by is None or not isinstance(error, Exception):
                self._failure = error if isinstance(error, Exception) else _early()
                await self._end(error)
                raise
        else:
            if self._ended_by is None:
                self.received += len(part)
                if not part:
                    await self._end(None)
                return part
        raise self._ended_by  # out here: that its connection was closed under it is no reason

    async def close(self) -> None:
        """Release it, read or not. Idempotent."""
        if not self.closed:
            self._failure = _early()
        await self._end(None)

    async def end(self, error: Exception) -> None:
        """End it before its end, for who reads it now and for who reads on: both get this error. Idempotent."""
        if not self.closed:
            self._ended_by = self._failure = error
        await self._end(error)

    def on_close(self, callback: OnClose) -> None:
        """Have it called when the body is over; at once when it is."""
        if self.closed:
            callback(None)
        else:
            self._on_close.append(callback)

    async def _end(self, error: BaseException | None) -> None:
        if self.closed:
            return
        self.closed = True
        try:
            await self.source.release()
        finally:
            _tell(self._on_close, error)

    def __del__(self) -> None:
        if self.closed or sys.is_finalizing():
            return
        self.closed = True
        # Observers are not told here: this may run in the middle of anything, while a policy holds its lock.
        self.source.abandon(partial(_tell, self._on_close, BodyDropped()))
        warnings.warn("a streamed response was neither read to its end nor closed", ResourceWarning, 2, source=self)


@cache  # quicker than to import it each time
def _headers_class() -> type[httpx.Headers]:
    import httpx

    return httpx.Headers


def from_json(content: bytes) -> Any:
    """JSON as data; also what strict decoders lose: half surrogate pairs, numbers beyond a float, NaN, a BOM.

    Raises:
        msgspec.DecodeError: it is not JSON, or nested deeper than Python's recursion limit allows.
    """
    try:
        return msgspec.json.decode(content)
    except RecursionError:
        raise msgspec.DecodeError(TOO_DEEP) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        with suppress(ValueError, RecursionError):
            return json.loads(content.removeprefix(b"\xef\xbb\xbf"))
        raise


def _early() -> ValueError:
    return ValueError("the body of this response was closed before its end")


def _tell(callbacks: list[OnClose], error: BaseException | None) -> None:
    """Innermost first: the order in which a call that returns leaves the policies."""
    for callback in callbacks:
        callback(error)


class _Answer:
    """Knows what was sent, and shows it to nobody: no field, so that serialisers, copies and pickles go without it."""

    __slots__ = ("_sent",)
    _sent: tuple[Call, ...]

    @property
    def sent(self) -> Call | None:
        """The call as it was sent, credentials included; None for a response that no server gave.

        It is there so that nothing of it is quoted with the server's words (`ferrule.call.secrets`).
        """
        sent = getattr(self, "_sent", None)
        return None if sent is None else sent[-1]

    @sent.setter
    def sent(self, call: Call | None) -> None:
        if call is not None:
            self._sent = (call,)

    @property
    def redirected(self) -> tuple[Call, ...]:
        """The calls, as they were sent, that were redirected to `sent`."""
        return getattr(self, "_sent", ())[:-1]

    @redirected.setter
    def redirected(self, calls: tuple[Call, ...]) -> None:
        if (last := self.sent) is not None:
            self._sent = (*calls, last)

    def answers_as(self, other: _Answer) -> None:
        """It answers what another response answers."""
        if (sent := getattr(other, "_sent", None)) is not None:
            self._sent = sent


@attrs.define(eq=False, repr=False)
class Response(_Answer):
    """A response. Its body has been read in full, except in a streamed call (`Call.stream`).

    Attributes:
        status_code: any three-digit status, registered or not.
        raw_headers: header fields as received, in order.
        content: body, content codings removed; empty while it is on the wire.
        http_version: `HTTP/1.1` or `HTTP/2`.
        body: the body while it is on the wire, to be read or closed; None when `content` is all of it.
    """

    status_code: int
    raw_headers: list[tuple[bytes, bytes]] = attrs.field(repr=False)
    content: bytes = attrs.field(default=b"", repr=False)
    http_version: str = "HTTP/1.1"
    body: Body | None = attrs.field(default=None, repr=False)
    _headers: httpx.Headers | None = attrs.field(default=None, init=False, repr=False)
    _fields: dict[bytes, list[bytes]] | None = attrs.field(default=None, init=False, repr=False)

    def received(self) -> Response:
        """The response as it came: another one only where policies see its meaning in its place."""
        return self

    def with_field(self, name: bytes, value: bytes) -> Response:
        """A copy with one more header field. This one stays as it is: a test double may hand it out again."""
        copy = Response(self.status_code, [*self.raw_headers, (name, value)], self.content, self.http_version)
        copy.answers_as(self)
        return copy

    def on_close(self, callback: OnClose) -> None:
        """Have something released when the body is over: at once where it has been read already."""
        if self.body is None:
            callback(None)
        else:
            self.body.on_close(callback)

    async def read(self, most: int | None = None) -> bytes:
        """Read what is left of a body on the wire into `content`, then release it.

        Args:
            most: bytes to read at most, the rest is dropped with its connection; None for all.
        """
        if (body := self.body) is not None:
            parts, size = [self.content], len(self.content)
            while (most is None or size < most) and (part := await body.receive()):
                parts.append(part)
                size += len(part)
            await body.close()
            self.content, self.body = b"".join(parts)[:most], None
        return self.content

    async def close(self) -> None:
        """Release a body on the wire, read or not. Idempotent."""
        if self.body is not None:
            await self.body.close()

    @property
    def fields(self) -> Mapping[bytes, list[bytes]]:
        """Values of each header field by its name in lower case, for policies.

        They are collected once. That is much quicker than `headers`.
        """
        fields = self._fields
        if fields is None:
            fields = {name.lower(): [value] for name, value in self.raw_headers}
            if len(fields) < len(self.raw_headers):  # a field came more than once
                fields = dict[bytes, list[bytes]]()
                for name, value in self.raw_headers:
                    fields.setdefault(name.lower(), []).append(value)
            self._fields = fields
        return fields

    @property
    def headers(self) -> httpx.Headers:
        """Header fields, case-insensitive; built when first asked for."""
        if self._headers is None:
            self._headers = _headers_class()(self.raw_headers)
        return self._headers

    @property
    def is_success(self) -> bool:
        """True for 2xx."""
        return 200 <= self.status_code <= 299

    @property
    def text(self) -> str:
        """Body as text in the charset the server named, otherwise UTF-8; undecodable bytes are replaced."""
        return self.content.decode(codec_of(self.headers.get("content-type", "")), "replace")

    def json(self) -> Any:
        """Body decoded as JSON; raises `msgspec.DecodeError` (a `ValueError`) when it is not JSON."""
        return from_json(self.content)

    def __repr__(self) -> str:
        size = f"{len(self.content)} bytes" if self.body is None else "body on the wire"
        return f"<Response {self.status_code}, {size}>"
