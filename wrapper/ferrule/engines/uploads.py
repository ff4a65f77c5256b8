"""Request bodies that are read while they are sent: files and iterators of the user's."""

from __future__ import annotations

import asyncio
import io
import os
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx

from ferrule.call.body import pairs
from ferrule.errors import ConfigError, WriteFailed

_CHUNK = 65_536
_UNFIT = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")  # a line break would begin another part (CWE-93)


class UploadFailed(Exception):
    """The user's own body iterator or file failed: `original` says nothing about the network."""

    def __init__(self, original: Exception) -> None:
        super().__init__()
        self.original = original  # not as cause: httpcore's pool drops causes


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
        """The body for a blocking engine."""
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
        """The body for an async engine."""
        sent = 0
        try:
            async for chunk in self.stream:
                sent += len(chunk)
                yield chunk
                # Else a body that is always ready keeps the loop from all others, and from the answer.
                await asyncio.sleep(0)
            self._ended(sent)
        except Exception as error:
            self._failed(error)
            raise

    def _ended(self, sent: int) -> None:
        if self.length is not None and sent != self.length:
            self.short = True
            # Ends the connection: the server would wait for the rest.
            raise OSError("the body is not as long as announced")

    def _failed(self, error: Exception) -> None:
        if not self.short:
            self.failure = error.original if isinstance(error, UploadFailed) else error


def upload_fault(body: bytes | Upload | None, host: str) -> Exception | None:
    """Why an upload ended early: the user's own error, or a wrong length. None if it did not."""
    if not isinstance(body, Upload):
        return None
    if body.short:
        return WriteFailed(f"the request was not sent in full to {host}: the body is not as long as announced")
    return body.failure


def prepare_streams(fields: dict[str, Any]) -> None:
    """Make the files and streams of a body such that httpx sends all that is left of them, and nothing else."""
    content = fields.get("content")
    if isinstance(fields.get("data"), bytes | str):
        content = fields["content"] = fields.pop("data")
    if isinstance(content, bytearray | memoryview):
        fields["content"] = bytes(content)  # pyright: ignore[reportUnknownArgumentType] - of whatever items
    elif content is not None:
        fields["content"] = _from_here(content)
    files: Any = fields.get("files")
    if files:
        fields["files"] = [(name, _file_part(part)) for name, part in pairs(files)]


def _file_part(part: Any) -> Any:
    if not isinstance(part, tuple):
        return (Path(str(getattr(part, "name", "upload"))).name, _from_here(part)) if hasattr(part, "read") else part
    given: tuple[Any, ...] = part  # pyright: ignore[reportUnknownVariableType] - of whatever items
    name, content, *described = given
    fields: list[Any] = described[:1]
    for item in pairs(*described[1:2]) if described[1:] else ():
        fields += item
    if any(_UNFIT.search(str(field)) for field in fields):
        raise ValueError("the media type or a header of a file holds characters that must not stand there")
    return (name, _from_here(content), *described)


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
    """A file that can only be read. httpx would take the size of a pipe for 0."""

    def __init__(self, file: Any) -> None:
        self.read = file.read

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(_CHUNK):
            yield chunk


class SentOnce(Exception):
    """A library would send a body again that was read already, as the server had not looked at it (RFC 9113 §6.8)."""


class UploadStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """Any stream, for async and blocking engines, to be read once. It tells the user's failures from the network's."""

    def __init__(self, stream: Iterable[bytes] | AsyncIterable[bytes]) -> None:
        self._stream = stream
        self._begun = False

    def __iter__(self) -> Iterator[bytes]:
        if not isinstance(self._stream, Iterable):
            raise ConfigError("the request body is an async iterator; a blocking client cannot send one")
        try:
            yield from self._stream
        except Exception as error:
            raise UploadFailed(error) from error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._begun:
            raise SentOnce
        self._begun = True
        try:
            if isinstance(self._stream, AsyncIterable):
                async for chunk in self._stream:
                    yield chunk
            else:
                for chunk in self._stream:
                    yield chunk
        except Exception as error:
            raise UploadFailed(error) from error
