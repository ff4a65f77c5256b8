"""From a `Call` to what goes over the wire, for engines that do not take an `httpx.Request`."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import attrs
import httpx
import msgspec

from ferrule.call import Call, Response
from ferrule.engines.requests import MALFORMED, UploadFailed, build_request, default_headers
from ferrule.errors import ConfigError, WriteFailed
from ferrule.http.tokens import is_token

# Calls whose URL and body are as plain as this are not sent through httpx' classes, which cost as much as a fast engine's send.
# Numbers near the last port are not plain.
_PLAIN_URL = re.compile(
    r"(https?)://([a-z0-9.-]+)(:[0-5]?[0-9]{1,4})?(/(?!\.)(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-F]{2})*)*"
)
_PLAIN_BODY = frozenset({"params", "json", "content"})
_ILLEGAL = re.compile(r"[^\t\x20-\x7e]")
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class Upload:
    """A body that is read while it is sent.

    Attributes:
        stream: of an `httpx.Request`.
        length: what the request says it is, None for what nobody knows.
        failure: why reading it ended early; engines wrap, or lose, what an iterator raises.
        short: whether it ended before its announced length.
    """

    def __init__(self, stream: Any, length: int | None) -> None:
        self.stream = stream
        self.length = length
        self.failure: Exception | None = None
        self.short = False

    def chunks(self) -> Iterator[bytes]:
        """It, for a blocking engine."""
        sent = 0
        try:
            for chunk in self.stream:
                sent += len(chunk)
                yield chunk
            self._ended(sent)
        except Exception as error:
            self._failed(error)
            raise

    async def async_chunks(self) -> AsyncIterator[bytes]:
        """It, for an async engine."""
        sent = 0
        try:
            async for chunk in self.stream:
                sent += len(chunk)
                yield chunk
            self._ended(sent)
        except Exception as error:
            self._failed(error)
            raise

    def _ended(self, sent: int) -> None:
        if self.length is not None and sent != self.length:
            self.short = True
            raise OSError(
                "the body is not as long as announced"
            )  # ends the connection: the server would wait for the rest

    def _failed(self, error: Exception) -> None:
        if not self.short:
            self.failure = error.original if isinstance(error, UploadFailed) else error


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


def upload_fault(wire: Wire) -> Exception | None:
    """Why the upload of a request that failed ended early: the user's own error, or a wrong length; None when it did not."""
    upload = wire.body
    if not isinstance(upload, Upload):
        return None
    if upload.short:
        return WriteFailed(f"the request was not sent in full to {wire.host}: the body is not as long as announced")
    return upload.failure


def prepare(call: Call) -> Wire:
    """What to send for one send of a call. A body is read from where it stands, a factory called anew.

    Raises:
        ConfigError: a URL, header or body that cannot be sent; the message quotes no values.
    """
    plain = _PLAIN_URL.fullmatch(call.url)
    content = call.body.get("content")
    if plain and call.body.keys() <= _PLAIN_BODY and (content is None or isinstance(content, bytes)):
        made = _plain(call, plain[2])
    else:
        made = _full(call, build_request(call))
    if isinstance(made, str):
        # Raised here, where neither a local nor the error's context holds a header or URL.
        raise ConfigError(made)
    return made


def decoded(response: Response) -> Response:
    """The response, content codings taken off its body in place.

    Raises:
        httpx.DecodingError: it is not in the coding that the headers name.
    """
    codings, content = response.fields.get(b"content-encoding"), response.content
    if not codings or not content:
        return response
    if codings == [b"gzip"]:  # as most are, in a fifth of the time
        response.content = _unzipped(content)
    else:
        coded = httpx.Response(
            200, headers=[(b"content-encoding", value) for value in codings], stream=httpx.ByteStream(content)
        )
        response.content = coded.read()
    return response


def _unzipped(content: bytes) -> bytes:
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = member.decompress(content)
        if member.unused_data.startswith(b"\x1f\x8b"):  # several members, one after the other (RFC 1952 §2.2)
            return gzip.GzipFile(fileobj=io.BytesIO(content)).read()
    except (zlib.error, gzip.BadGzipFile, EOFError) as error:
        raise httpx.DecodingError(str(error)) from None
    if not member.eof:
        raise httpx.DecodingError("gzip data is incomplete")
    return plain


def _plain(call: Call, host: str) -> Wire | str:
    body: bytes | None = call.body.get("content")
    headers = {**default_headers(), **{name.lower(): value for name, value in call.headers.items()}}
    if "json" in call.body:
        try:
            body = msgspec.json.encode(call.body["json"])
        except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
            return f"the request body cannot be sent: {str(error).partition(':')[0]}"
        headers.setdefault("content-type", "application/json")
    if body is None and call.method in _WITH_BODY:
        body = b""
    url = call.url
    if params := call.body.get("params"):
        url = f"{url}?{httpx.QueryParams(params)}"
    return _checked(Wire(call.method, url, host, list(headers.items()), body))


def _full(call: Call, request: httpx.Request) -> Wire | str:
    given = {name.lower() for name in call.headers}
    ours = ("host", "content-length", "transfer-encoding")
    headers = [(name, value) for name, value in request.headers.multi_items() if name not in ours or name in given]
    stream = request.stream
    if isinstance(stream, httpx.ByteStream):
        content = request.content
        body: bytes | Upload | None = content if content or request.method in _WITH_BODY else None
    else:
        length = request.headers.get("content-length")
        body = Upload(stream, None if length is None else int(length))
        headers = [item for item in headers if item[0] not in ("content-length", "transfer-encoding")]
        if length is not None:
            headers.append(("content-length", length))
    return _checked(Wire(request.method, str(request.url.copy_with(fragment=None)), request.url.host, headers, body))


def _checked(wire: Wire) -> Wire | str:
    try:
        if _ILLEGAL.search("".join([value for _, value in wire.headers])):
            names = [name for name, value in wire.headers if not value.isascii()]
            if not names:
                return MALFORMED
            return f"header values must be ASCII (RFC 9110 §5.5): {', '.join(names)}"
    except TypeError:
        return "header values must be text"
    return wire if is_token(wire.method) and all(is_token(name) for name, _ in wire.headers) else MALFORMED
