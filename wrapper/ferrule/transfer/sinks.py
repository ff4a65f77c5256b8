"""Where a file is saved: what each place offers, and an open file of the user's. Paths are in `part_file`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from ferrule.errors import ConfigError
from ferrule.transfer.hashing import Hashes
from ferrule.transfer.versions import Version


class Sink(Protocol):
    """Takes the bytes of a file. All of it may block on files.

    Attributes:
        path: of the file at the end, None where it has none.
        kept: what holds the bytes after a failure, None for nothing.
        offset: bytes of it that are there.
        version: which version they are of.
        hashes: of them.
    """

    path: Path | None
    kept: Path | None
    offset: int
    version: Version
    hashes: Hashes

    def begin(self, version: Version) -> None:
        """Begin anew, with this version."""
        ...

    def write(self, parts: Sequence[bytes]) -> None:
        """Add bytes."""
        ...

    def checkpoint(self) -> None:
        """Have another process go on from here, whatever happens to this one."""
        ...

    def finish(self) -> None:
        """It is all there, and is what it should be."""
        ...

    def close(self, *, discard: bool = False) -> None:
        """Let go of it. Idempotent."""
        ...


class OpenFile:
    """An open file of the user's, from where it stands on. It is not closed, and nothing outlives the process.

    Args:
        file: opened for writing in binary mode. To begin anew it must be able to seek and to truncate.

    Raises:
        ConfigError: it is no such file.
    """

    path: Path | None = None
    kept: Path | None = None

    def __init__(self, file: Any) -> None:
        if isinstance(file, io.TextIOBase) or not hasattr(file, "write"):
            raise ConfigError(
                f"save() takes a path, a folder or a file opened in binary mode, not {type(file).__name__}"
            )
        self.offset, self.version, self.hashes = 0, Version(), Hashes()
        self._file = file
        self._start: int | None = file.tell() if hasattr(file, "seekable") and file.seekable() else None

    def begin(self, version: Version) -> None:
        if self.offset:
            if self._start is None:
                raise io.UnsupportedOperation("the file must be begun anew, and it cannot seek")
            self._file.seek(self._start)
            self._file.truncate()
        self.offset, self.version = 0, version
        self.hashes = Hashes(name for name, _ in version.digests)

    def write(self, parts: Sequence[bytes]) -> None:
        for part in parts:
            rest = memoryview(part)
            while rest:
                written = self._file.write(rest)
                if written is None:  # one that does not block, and is full; or does not say
                    raise io.UnsupportedOperation("the file does not say how many bytes it took")
                rest = rest[written:]
            self.hashes.update(part)
            self.offset += len(part)

    def checkpoint(self) -> None:
        """Nothing outlives the process."""

    def finish(self) -> None:
        if hasattr(self._file, "flush"):
            self._file.flush()

    def close(self, *, discard: bool = False) -> None:
        if discard and self.offset and self._start is not None:
            self._file.seek(self._start)
            self._file.truncate()
