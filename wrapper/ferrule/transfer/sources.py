"""What a caller gives to be uploaded: a path, an open file, bytes, or an iterator of bytes."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from os import PathLike
from pathlib import Path
from typing import IO, Any, Final, Protocol, TypeAlias, cast

from ferrule.errors import ConfigError
from ferrule.transfer.names import user_path

Given: TypeAlias = str | PathLike[str] | bytes | bytearray | memoryview | IO[bytes] | Iterable[bytes]
"""Sources in either world."""

_END: Final = object()

Offload: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]


class Source(Protocol):
    """Bytes to be sent.

    Attributes:
        name: of the file, empty where it has none.
        size: its bytes, None where that is not known before its end.
        path: where it is, for what another process may go on with; None elsewhere.
        can_seek: it can be read again.
    """

    name: str
    size: int | None
    path: Path | None
    can_seek: bool

    async def read(self, size: int) -> bytes:
        """So many bytes; fewer only at the end."""
        ...

    async def seek(self, offset: int) -> None:
        """Have the next bytes read from there."""
        ...

    def stamp(self) -> list[int]:
        """Tells whether the file was changed."""
        ...

    async def close(self) -> None:
        """Let go of it. Idempotent."""
        ...


def source(given: Any, offload: Offload, *, awaits: bool) -> Source:
    """What is given, to be read.

    Args:
        given: what the user gave.
        offload: runs what may block on files.
        awaits: it is read in the async world.

    Raises:
        ConfigError: it cannot be sent.
        OSError: the file cannot be opened.
    """
    if isinstance(given, str | PathLike):
        path = user_path(cast("str | PathLike[str]", given))
        return FileSource(_opened(path), offload, path.absolute())
    if isinstance(given, bytes | bytearray | memoryview):
        return FileSource(io.BytesIO(cast("bytes", given)), offload)
    if isinstance(given, io.TextIOBase):
        raise ConfigError("send() takes files that are opened in binary mode")
    if hasattr(given, "read"):
        return FileSource(given, offload)
    if isinstance(given, AsyncIterable) and not awaits:
        raise ConfigError("a blocking client cannot send an async iterator")
    if isinstance(given, Iterable | AsyncIterable):
        return StreamSource(cast("Iterable[bytes] | AsyncIterable[bytes]", given))
    raise ConfigError(f"send() takes a path, an open file, bytes or an iterator of bytes, not {type(given).__name__}")


def media_type_of(name: str) -> str:
    """The media type of a file, by its name."""
    import mimetypes  # here, as it reads the system's tables

    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _opened(path: Path) -> io.FileIO:
    # A FIFO would have it wait for whoever writes to it. Windows has another flag, for what is no text.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ConfigError(f"{path} is no regular file: open it, and send that")
    return io.FileIO(descriptor)


class FileSource:
    """A file, or bytes, from where it stands on.

    Args:
        file: opened for reading in binary mode.
        offload: runs what may block on it.
        path: where it was opened for this; None for what is the user's, who closes it.
    """

    def __init__(self, file: Any, offload: Offload, path: Path | None = None) -> None:
        self._file, self._offload, self.path = file, offload, path
        self.can_seek = bool(hasattr(file, "seekable") and file.seekable())
        self._start = file.tell() if self.can_seek else 0
        self.size = file.seek(0, os.SEEK_END) - self._start if self.can_seek else None
        if self.can_seek:
            file.seek(self._start)
        name = getattr(file, "name", "") if path is None else path.name
        self.name = Path(name).name if isinstance(name, str) else ""

    async def read(self, size: int) -> bytes:
        return bytes(await self._offload(lambda: self._read(size)))

    def _read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size > 0:
            part = self._file.read(size)
            if part is None:
                raise io.UnsupportedOperation("a file that does not block cannot be sent")
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return b"".join(parts) if len(parts) != 1 else parts[0]

    async def seek(self, offset: int) -> None:
        await self._offload(lambda: self._file.seek(self._start + offset))

    def stamp(self) -> list[int]:
        if self.path is None:
            return []
        found = os.fstat(self._file.fileno())
        return [found.st_size, found.st_mtime_ns]

    async def close(self) -> None:
        if self.path is not None:
            self._file.close()


class StreamSource:
    """An iterator of bytes, of any sizes: it can be read once, and nobody knows how many there are."""

    name = ""
    size: int | None = None
    path: Path | None = None
    can_seek = False

    def __init__(self, parts: Iterable[bytes] | AsyncIterable[bytes]) -> None:
        self._parts = aiter(parts) if isinstance(parts, AsyncIterable) else iter(parts)
        self._rest = memoryview(b"")

    async def read(self, size: int) -> bytes:
        found, missing = list[memoryview](), size
        while missing and (self._rest or await self._more()):
            found.append(self._rest[:missing])
            self._rest = self._rest[missing:]
            missing -= len(found[-1])
        return b"".join(found)

    async def _more(self) -> bool:
        parts = self._parts
        while not self._rest:
            part: Any = await anext(parts, _END) if isinstance(parts, AsyncIterator) else next(parts, _END)
            if part is _END:
                return False
            if not isinstance(part, bytes | bytearray | memoryview):
                raise ConfigError(f"an iterator that is sent gives bytes, not {type(part).__name__}")
            self._rest = memoryview(cast("bytes", part)).cast("B")
        return True

    async def seek(self, offset: int) -> None:
        raise io.UnsupportedOperation("an iterator cannot be read again")

    def stamp(self) -> list[int]:
        return []

    async def close(self) -> None:
        """It is the user's."""


class Chunks:
    """A source in chunks, each of which can be had again from any byte in it on.

    Args:
        source: what is read.
        size: bytes of a chunk.

    Attributes:
        total: bytes of the whole, None until that is known.
    """

    def __init__(self, source: Source, size: int) -> None:
        self.total = source.size
        self._source, self._size = source, size
        self._start, self._data = 0, b""

    async def at(self, offset: int) -> bytes:
        """The chunk from this byte on; shorter than others at the end, which `total` then tells.

        Raises:
            io.UnsupportedOperation: it was read before, and cannot be read again.
        """
        end = self._start + len(self._data)
        if self._start <= offset <= end:
            self._data = self._data[offset - self._start :]
        else:
            await self._source.seek(offset)
            self._data = b""
        self._start = offset
        # Of an iterator only the byte that follows tells whether this is its end.
        wanted = self._size + 1 if self.total is None else min(self._size, self.total - offset)
        if (missing := wanted - len(self._data)) > 0:
            self._data += await self._source.read(missing)
        if self.total is None and len(self._data) <= self._size:
            self.total = offset + len(self._data)
        return self._data[: self._size]
