"""A file that is made beside its final name, and gets that name when it is whole."""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any, Final

from ferrule.errors import ConfigError, FileRefused
from ferrule.transfer.hashing import Hashes
from ferrule.transfer.journal import Journal, open_own
from ferrule.transfer.names import beside
from ferrule.transfer.versions import Version

_READ: Final = 1 << 20
_NO_SYNC: Final = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)  # file systems whose folders cannot be synced


class PartFile:
    """A `Sink` for a path: `NAME.part`, with what it goes on from in `NAME.part.journal`.

    Args:
        path: the final name.
        request: what is asked for. A part that another request left is not gone on from.
        replaces: a file that is there already is replaced; else that is refused.

    Raises:
        FileRefused: another process saves this file, or it is there already.
        ConfigError: part or journal are links, no regular files, or not the user's own.
    """

    def __init__(self, path: Path, request: str, *, replaces: bool = True) -> None:
        part = path.with_name(beside(path.name, ".part"))
        self.path: Path | None = path
        self.kept: Path | None = part
        self.offset, self.version, self.hashes = 0, Version(), Hashes()
        self._final, self._part, self._request, self._replaces = path, part, request, replaces
        self._guard = threading.Lock()  # in the async world, what was cancelled goes on in its thread
        self._refuse_existing()
        self._journal = Journal(path.with_name(beside(path.name, ".part.journal")), path)
        try:
            self._file = FileIO(open_own(part, os.O_RDWR | os.O_CREAT), "r+b")
            self._go_on()
        except BaseException:
            self._journal.close()
            raise

    def begin(self, version: Version) -> None:
        with self._guard:
            self.offset, self.version = 0, version
            self.hashes = Hashes(name for name, _ in version.digests)
            self._journal.begin({"request": self._request, "version": version.to_json()})
            self._file.seek(0)
            self._file.truncate(0)

    def write(self, parts: Sequence[bytes]) -> None:
        with self._guard:
            for part in parts:
                rest = memoryview(part)
                while rest:
                    rest = rest[self._file.write(rest) :]
                self.hashes.update(part)
                self.offset += len(part)

    def checkpoint(self) -> None:
        with self._guard:
            self._note()

    def _note(self) -> None:
        if self.version.validator:
            self._journal.note({"offset": self.offset, "sha256": self.hashes.sha256})

    def finish(self) -> None:
        with self._guard:
            os.fsync(self._file.fileno())
            mode = self._mode()
            same = os.dup(self._file.fileno()) if hasattr(os, "fchmod") else None
            try:
                self._file.close()  # before it gets its name: this, too, may fail
                if self._replaces:
                    self._part.replace(self._final)
                else:
                    self._link()
                if same is not None:
                    os.fchmod(same, mode)  # only now: a part is private
            finally:
                if same is not None:
                    os.close(same)
            _sync_folder(self._final.parent)
            self._journal.close(remove=True)

    def close(self, *, discard: bool = False) -> None:
        with self._guard:
            discard = discard or not self.offset  # nothing came: nothing is left behind
            try:
                if self._file.closed:
                    return  # finished
                if discard:
                    self._part.unlink(missing_ok=True)
                else:
                    with suppress(OSError):  # it has failed before: what was noted then holds
                        self._note()
            finally:
                self._file.close()
                self._journal.close(remove=discard)

    def _go_on(self) -> None:
        """Trust of the part what its journal has a digest of, and that still is so."""
        first, *points = self._journal.lines() or [{}]
        version, marks = _noted(first, points) if first.get("request") == self._request else (Version(), [])
        hashes, position = Hashes(name for name, _ in version.digests), 0
        for offset, sha256 in marks:
            position += _read_into(hashes, self._file, offset - position)
            if position != offset or hashes.sha256 != sha256:
                break
            self.offset, self.version, self.hashes = offset, version, hashes.copy()
        self._file.truncate(self.offset)
        self._file.seek(self.offset)

    def _refuse_existing(self) -> None:
        try:
            mode = self._final.lstat().st_mode
        except FileNotFoundError:
            return
        if not self._replaces:
            raise FileRefused(f"{self._final} is there already; a name of the server's replaces no file", self._final)
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            raise ConfigError(f"{self._final} is no regular file: name another path")

    def _link(self) -> None:
        """Give it its name, unless there is such a file by now: in one step, where the file system can."""
        try:
            os.link(self._part, self._final)
        except FileExistsError:
            self._refuse_existing()
            raise
        except OSError:  # a file system without hard links
            self._refuse_existing()
            self._part.replace(self._final)
        else:
            self._part.unlink()

    def _mode(self) -> int:
        """Who may do what with it: as with the file that it replaces, else as with any new file of the user's."""
        if self._final.is_file():
            return stat.S_IMODE(self._final.stat().st_mode) & 0o777
        mask = os.umask(0o077)  # asked for by setting it, to one with which no file of another thread is open to others
        os.umask(mask)
        return 0o666 & ~mask


def _noted(first: dict[str, Any], points: Sequence[dict[str, Any]]) -> tuple[Version, list[tuple[int, str]]]:
    """The version that a journal speaks of, and how far it came, with the digest of what was there then."""
    try:
        version = Version.from_json(first["version"])
        marks = [(int(point["offset"]), str(point["sha256"])) for point in points]
    except (KeyError, TypeError, ValueError, AttributeError):
        return Version(), []
    return version, marks if version.validator else []


def _read_into(hashes: Hashes, file: FileIO, size: int) -> int:
    """Read so many bytes, or to the end of the file; returns how many there were."""
    left = size
    while left > 0 and (part := file.read(min(left, _READ))):
        hashes.update(part)
        left -= len(part)
    return size - left


def _sync_folder(folder: Path) -> None:
    """Have the name survive a power cut, too."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)
