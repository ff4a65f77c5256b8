"""What an interrupted transfer goes on from: lines of JSON in a file beside it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any, Final, cast

import msgspec

from ferrule.errors import ConfigError, FileRefused
from ferrule.files.locks import lock, unlock
from ferrule.files.private import open_private

_MOST: Final = 16 << 20  # bytes; more than a journal of ours has


class Journal:
    """A file of one process at a time, readable by its owner alone: it may hold addresses that are credentials.

    Its first line says what is transferred, the others how far. Lines are added, never changed: of one that was torn
    by a power cut, and of those after it, nothing is believed.

    Args:
        path: of the file; made where there is none.
        about: what is transferred, for messages.

    Raises:
        FileRefused: another process is at it.
        ConfigError: the file is a link, no regular file, or not the user's own.

    Attributes:
        path: as given.
    """

    def __init__(self, path: Path, about: Path) -> None:
        self.path = path
        self._file = _opened(path, about)

    def lines(self) -> list[dict[str, Any]]:
        """What was noted, to the last line that can be read."""
        found: list[dict[str, Any]] = []
        self._file.seek(0)
        for line in self._file.read(_MOST).splitlines(keepends=True):
            try:
                value: Any = msgspec.json.decode(line) if line.endswith(b"\n") else None
            except (ValueError, RecursionError):
                value = None
            if not isinstance(value, dict):
                break
            found.append(cast("dict[str, Any]", value))
        return found

    def begin(self, values: Mapping[str, Any]) -> None:
        """Forget all lines, and note the first."""
        self._file.truncate(0)
        self.note(values)

    def note(self, values: Mapping[str, Any]) -> None:
        """Add a line."""
        self._file.write(msgspec.json.encode(values) + b"\n")

    def close(self, *, remove: bool = False) -> None:
        """Let others have it, or be rid of it. Idempotent."""
        if self._file.closed:
            return
        try:
            if remove:
                self.path.unlink(missing_ok=True)  # while it is locked: nobody else has begun to use it
        finally:
            with suppress(OSError):
                unlock(self._file)
            self._file.close()


def _opened(path: Path, about: Path) -> FileIO:
    while True:
        file = FileIO(open_own(path, os.O_RDWR | os.O_CREAT | os.O_APPEND), "r+b")
        try:
            if not lock(file):
                raise FileRefused(f"{about} is being transferred by another process or thread; {path} is locked", about)
            # Another process may have removed it between opening and locking.
            if _is_at(path, file.fileno()):
                return file
        except BaseException:
            file.close()
            raise
        file.close()


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def open_own(path: Path, flags: int) -> int:
    """Open a regular file of the user's that has no other name; returns its descriptor.

    Raises:
        ConfigError: it is a link, has several names, is no regular file, or is not the user's own.
    """
    descriptor = open_private(path, flags)
    if os.fstat(descriptor).st_nlink > 1:
        os.close(descriptor)
        raise ConfigError(f"{path} has other names, too (hard links): remove it")
    return descriptor
