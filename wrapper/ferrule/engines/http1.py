"""HTTP/1.1 between bytes and meaning (RFC 9112): what a request looks like on the wire, and what came back.

No I/O here.
"""

from __future__ import annotations

import re

import attrs
import httptools

from ferrule.call import Response
from ferrule.engines.connection import Connection
from ferrule.engines.decoding import check_size
from ferrule.engines.failures import LONGEST_HEAD
from ferrule.engines.uploads import Upload
from ferrule.engines.wire import Wire

_FIRST, _SWITCHED, _FIRST_FINAL = 100, 101, 200
_PROTOCOL, _VERSIONS = b"HTTP/", ("1.1", "1.0")
_PARTS = re.compile(r"([^:]*://[^/?]*)(.*)", re.DOTALL)
_CODING = b"transfer-encoding"
_FRAMING = ("content-length", "transfer-encoding")
_MANY = 16  # parts of a body that came at once


@attrs.frozen
class Address:
    """What to connect to.

    Attributes:
        secure: over TLS.
        host: name or address, without brackets.
        port: 1 to 65535.
    """

    secure: bool
    host: str
    port: int


def split(url: str) -> tuple[str, str]:
    """An absolute URL, cut where its path or query begins."""
    [(server, path)] = _PARTS.findall(url)
    return server, path if path.startswith("/") else f"/{path}"


def address(server: str) -> Address:
    """Where the first part of `split` leads."""
    host, colon, port = _authority(server).rpartition(":")
    if not colon or port.endswith("]"):
        host, port = _authority(server), ""
    secure = server.startswith("https:")
    return Address(secure, host.strip("[]"), int(port or (443 if secure else 80)))


def _authority(server: str) -> str:
    return server.partition("://")[2].rpartition("@")[2]  # user and password are not sent, as in httpx' transports


def head(wire: Wire, server: str, path: str) -> bytes:
    """Request line and header fields, with `Host` and the framing of the body, which callers cannot choose."""
    lines = [f"{wire.method} {path} HTTP/1.1\r\n"]
    if "host" not in [name for name, _ in wire.headers]:
        lines.append(f"host: {_authority(server)}\r\n")
    lines += [f"{name}: {value}\r\n" for name, value in wire.headers if name not in _FRAMING]
    if isinstance(wire.body, Upload):
        length = wire.body.length
        lines.append("transfer-encoding: chunked\r\n" if length is None else f"content-length: {length}\r\n")
    elif wire.body is not None:
        lines.append(f"content-length: {len(wire.body)}\r\n")
    lines.append("\r\n")
    return "".join(lines).encode()  # all is ASCII, but for fields that are UTF-8


def framed(chunk: bytes, upload: Upload) -> bytes:
    """A part of a body as it goes over the wire (RFC 9112 §7.1)."""
    if upload.length is not None:
        return chunk
    return b"%x\r\n%b\r\n" % (len(chunk), chunk) if chunk else b""


def end_of(upload: Upload) -> bytes:
    """What follows the last part of a body."""
    return b"" if upload.length is not None else b"0\r\n\r\n"


class HeadTooLong(Exception):
    """Header fields without end."""


class Incoming:
    """A response as it comes in. Interim ones (RFC 9110 §15.2) and trailers are passed over.

    Args:
        method: of the request.
        limits: what bounds the body; None for one that is taken part by part.

    Attributes:
        begun: its header fields are complete.
        done: it is complete.
        reusable: the connection may carry another request.
    """

    __slots__ = (
        "_body",
        "_content",
        "_fields",
        "_is_head",
        "_limits",
        "_parser",
        "_size",
        "_status",
        "_version",
        "_void",
        "begun",
        "done",
        "on_body",
        "reusable",
    )

    def __init__(self, method: str, limits: Connection | None = None) -> None:
        self._is_head = method == "HEAD"
        self._limits = limits
        self._fields: list[tuple[bytes, bytes]] = []
        self._body: list[bytes] = []
        self._content = b""
        self._size = 0  # bytes of it that have come
        self._void = 0  # bytes since the last of the body
        self.begun = self.done = self.reusable = False
        self.on_body = self._body.append  # which the parser calls without a step between
        self._parser = httptools.HttpResponseParser(self)
        # Lines may end in LF alone (RFC 9112 §2.2). Folded fields are refused, as by Node.js. To take them, the
        # parser must be so lenient that it also takes a CR alone for the end of a line, and so reads fields that
        # others do not.
        self._parser.set_dangerous_leniencies(lenient_optional_cr_before_lf=True)

    def feed(self, data: bytes) -> None:
        """Take what has come. Not to be called any more when it is done.

        Raises:
            httptools.HttpParserError: it is not HTTP.
            HeadTooLong: its header fields do not end.
            OverLimit: its body is larger than may be kept.
        """
        if not (self.begun or self._size or _PROTOCOL.startswith(data[: len(_PROTOCOL)])):
            raise httptools.HttpParserError("another protocol, which the parser knows as well")
        parts = len(self._body)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            cause = error.__context__
            if cause is not None and not isinstance(cause, Exception):
                raise cause from None  # of a signal handler, in one of the methods that the parser calls
            if not self.done:
                raise
            self.reusable = False
        if self.done:
            self.reusable = self.reusable and not self._body  # bytes after a response answer no request
        elif not self.begun:
            self._size += len(data)
            if self._size > LONGEST_HEAD:
                raise HeadTooLong
        else:
            self._size += len(data)
            self._void = self._void + len(data) if len(self._body) == parts else 0
            if len(self._body) - parts > _MANY:  # each takes much more memory than it has bytes
                self._body[parts:] = [b"".join(self._body[parts:])]
            if self._void > LONGEST_HEAD:
                raise httptools.HttpParserError("trailers, or extensions of a chunk, without end")
            if self._limits is not None:
                check_size(self._size - LONGEST_HEAD, self._limits)

    def end(self) -> bool:
        """The server has closed. Returns whether the response is complete: one of untold length is (RFC 9112 §6.3)."""
        framing = (b"content-length", b"transfer-encoding")
        if self.begun and not self.done and not any(name.lower() in framing for name, _ in self._fields):
            self._finish()
        self.reusable = False
        return self.done

    def lack(self) -> str:
        """What is missing of a response that ended too early."""
        return "incomplete body" if self.begun else "server disconnected without sending a response"

    def response(self) -> Response:
        """The whole response, its body as it was sent. To be called once.

        Raises:
            OverLimit: its body is larger than may be kept.
        """
        del self._parser  # it refers back to this
        if self._limits is not None:
            check_size(len(self._content), self._limits)
        response = self.head()
        response.content = self._content
        return response

    def head(self) -> Response:
        """The response without its body, once it has begun."""
        return Response(self._status, self._fields, b"", self._version)

    def take(self) -> bytes:
        """What has come of the body and was not taken before, as it was sent."""
        if self.done:
            data, self._content = self._content, b""
        else:
            data = b"".join(self._body)
            self._body.clear()
        return data

    def on_message_begin(self) -> None:
        self.reusable = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.begun:
            # The parser leaves blanks behind a value, which are no part of it (RFC 9112 §5.1).
            self._fields.append((name, value.rstrip(b" \t") if value[-1:] in b" \t" else value))

    def on_headers_complete(self) -> None:
        if self.done:
            return
        self._status, version = self._parser.get_status_code(), self._parser.get_http_version()
        if self._status < _FIRST:
            raise ValueError("a status below 100 (RFC 9110 §15)")
        if self._status == _SWITCHED:
            raise ValueError("another protocol that was not asked for (RFC 9110 §15.2.2)")
        if version not in _VERSIONS:
            raise ValueError("a version that is not spoken here")
        if self._status < _FIRST_FINAL:
            self._fields.clear()
            return
        for name, value in self._fields:
            # Lengths first: nearly all fields are told apart by them.
            if len(name) == len(_CODING) and name.lower() == _CODING:
                if value.lower() != b"chunked":
                    raise ValueError("a transfer coding that was not asked for (RFC 9112 §6.1)")
                # Between chunks an LF alone could be data as well. With a byte more or less, the next response would
                # begin elsewhere.
                self._parser.set_dangerous_leniencies(lenient_optional_cr_before_lf=False)
        self.begun, self._version = True, f"HTTP/{version}"
        if self._is_head:
            self._finish()

    def on_message_complete(self) -> None:
        if self.begun and not self.done:
            self._finish()

    def _is_doubtful(self) -> bool:
        """Whether a server of HTTP/1.0 may mean something else by what it said than to go on (RFC 9112 §6.1, §9.3)."""
        return self._version == "HTTP/1.0" and any(
            name.lower() == _CODING or (name.lower() == b"connection" and b"close" in value.lower())
            for name, value in self._fields
        )

    def _finish(self) -> None:
        self.done, self.reusable = True, self._parser.should_keep_alive() and not self._is_doubtful()
        self._content = b"".join(self._body)
        self._body.clear()
