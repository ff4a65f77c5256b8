"""From a `Call` to an `httpx.Request`."""

from __future__ import annotations

import io
import os
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import httpx
import msgspec

from ferrule.call import Call
from ferrule.errors import ConfigError

MALFORMED = (
    "the request holds characters that HTTP does not allow in its method, target or a header (RFC 9110 §5.5, §9.1)"
)

_CHUNK = 65_536
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_LAST_PORT = 65_535


def build_request(call: Call) -> httpx.Request:
    """The request for one send.

    A factory given as `content` is called here, so anew for each send. A file is sent from where it stands.

    Raises:
        ConfigError: a URL, header or body that cannot be sent; the message quotes no values.
    """
    content = call.body.get("content")
    if callable(content) and not hasattr(content, "read") and not hasattr(content, "__iter__"):
        content = content()
    made = _build(call, content)
    if isinstance(made, str):
        # Raised here, where neither a local nor the error's context holds a header or URL.
        raise ConfigError(made)
    return made


@lru_cache  # the same few in each call
def is_token(text: str) -> bool:
    """Whether it can be a method or the name of a header field (RFC 9110 §5.6.2)."""
    return _TOKEN.fullmatch(text) is not None


def _build(call: Call, content: Any) -> httpx.Request | str:
    if not is_token(call.method):
        return MALFORMED
    fields = {**call.body, "content": content}
    params = fields.pop("params", None)
    headers = {**default_headers(), **{name.lower(): value for name, value in call.headers.items()}}
    try:
        # Joined as text: httpx would encode anew what the operation has already written into the query.
        text = call.url
        if params:
            text += ("&" if "?" in text else "?") + str(httpx.QueryParams(params))
        url = httpx.URL(text)
        if url.scheme not in ("http", "https") or not url.host:
            return "the URL of the call is not an absolute http or https URL"
        if url.port is not None and not 0 <= url.port <= _LAST_PORT:
            return "the URL of the call is not valid"  # systems would cut the number down to a port
        if "json" in fields:
            fields["content"] = msgspec.json.encode(fields.pop("json"))
            headers.setdefault("content-type", "application/json")
        else:
            _prepare_streams(fields)
        request = httpx.Request(call.method, url, headers=headers, **fields)
    except httpx.InvalidURL:
        return "the URL of the call is not valid"
    except UnicodeError:
        return _unsendable(headers)
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
        return (
            f"the request body cannot be sent: {str(error).partition(':')[0]}"  # httpx quotes the value after a colon
        )
    if not isinstance(request.stream, httpx.ByteStream):
        request.stream = _Upload(request.stream)
    return request


class UploadFailed(Exception):
    """The user's own body iterator or file failed: `original` says nothing about the network."""

    def __init__(self, original: Exception) -> None:
        super().__init__()
        self.original = original  # not as cause: httpcore's pool drops causes


@cache
def default_headers() -> Mapping[str, str]:
    """Headers of each request, unless the call says otherwise."""
    from ferrule._version import __version__  # here, as it reads the installation's metadata

    # Which codings httpx can decode depends on what is installed; a client tells.
    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200)), trust_env=False) as client:
        codings = client.headers["accept-encoding"]
    return {
        "user-agent": f"ferrule/{__version__}",
        "accept": "*/*",
        "accept-encoding": codings,
        "connection": "keep-alive",
    }


def _prepare_streams(fields: dict[str, Any]) -> None:
    content = fields.get("content")
    if isinstance(fields.get("data"), bytes | str):
        content = fields["content"] = fields.pop("data")
    if isinstance(content, bytearray | memoryview):
        fields["content"] = bytes(content)
    elif content is not None:
        fields["content"] = _from_here(content)
    if files := fields.get("files"):
        parts = files.items() if isinstance(files, Mapping) else files
        fields["files"] = [(name, _file_part(part)) for name, part in parts]


def _file_part(part: Any) -> Any:
    if isinstance(part, tuple):
        return (part[0], _from_here(part[1]), *part[2:])
    return (Path(str(getattr(part, "name", "upload"))).name, _from_here(part)) if hasattr(part, "read") else part


def _from_here(file: Any) -> Any:
    if isinstance(file, io.TextIOBase):
        raise TypeError("files must be opened in binary mode")
    if not hasattr(file, "read"):
        return file
    return _Rest(file) if hasattr(file, "seek") and file.seekable() else _Unsized(file)


class _Rest:
    """The part of a file from its current position on, as a file. httpx would send all of it, and start at 0."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._start: int = file.tell()

    def read(self, size: int = -1) -> Any:
        return self._file.read(size)

    def tell(self) -> int:
        return int(self._file.tell()) - self._start

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        position = self._file.seek(offset + self._start if whence == os.SEEK_SET else offset, whence)
        return int(position) - self._start

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._file.read(_CHUNK):
            yield chunk


class _Unsized:
    """A file of which nothing but reading is known. httpx would take the size of a pipe for 0."""

    def __init__(self, file: Any) -> None:
        self.read = file.read

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(_CHUNK):
            yield chunk


class _Upload(httpx.SyncByteStream, httpx.AsyncByteStream):
    """Any stream, for either engine, that tells the user's own failures from the network's."""

    def __init__(self, stream: Iterable[bytes] | AsyncIterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        if not isinstance(self._stream, Iterable):
            raise ConfigError("the request body is an async iterator; a blocking client cannot send one")
        try:
            yield from self._stream
        except Exception as error:
            raise UploadFailed(error) from error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            if isinstance(self._stream, AsyncIterable):
                async for chunk in self._stream:
                    yield chunk
            else:
                for chunk in self._stream:
                    yield chunk
        except Exception as error:
            raise UploadFailed(error) from error


def _unsendable(headers: Mapping[str, str]) -> str:
    names = [name for name, value in headers.items() if not (name.isascii() and str(value).isascii())]
    return f"header values must be ASCII (RFC 9110 §5.5): {', '.join(names) or 'Cookie'}"
