"""Tokens shared by the processes of one machine, in files."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import IO, Any

import attrs

from ferrule.auth.tokens import Token
from ferrule.files.locks import lock, unlock
from ferrule.files.private import check_name, config_folder, make_folder, open_private, read_private, write_private
from ferrule.runtime.forks import reset_in_child


@attrs.frozen
class _Lease:
    """A lock file that this process has locked, for whom and until when (monotonic seconds)."""

    file: IO[bytes]
    owner: str
    ends: float


class FileStore:
    """One file for each name, readable by its owner alone (0600), replaced in one step, on one machine.

    The lease is a lock of the operating system's: it ends with the process that has it. Windows has none between
    processes, at the cost of an extra refresh.

    Args:
        folder: where the files are; made (0700) when it is missing. Default `ferrule/tokens` in the user's
            configuration folder.

    Raises:
        ConfigError: from each method, for a name that is no file name, and for a file or folder that is somebody else's
            or that others may change.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder).expanduser() if folder is not None else config_folder() / "tokens"
        self._lock = threading.Lock()
        self._leases: dict[str, _Lease] = {}
        reset_in_child(self)

    def read(self, name: str) -> Token | None:
        try:
            return Token.from_json(read_private(self._path(name, ".json")))
        except FileNotFoundError:
            return None

    def write(self, name: str, token: Token) -> None:
        write_private(self._path(name, ".json"), token.to_json())

    def delete(self, name: str) -> None:
        """Forget the token of a name, if there is one."""
        self._path(name, ".json").unlink(missing_ok=True)

    def acquire(self, name: str, owner: str, seconds: float) -> bool:
        path, now = self._path(name, ".lock"), time.monotonic()
        make_folder(path.parent)
        with self._lock:
            lease = self._leases.get(name)
            if lease is not None and lease.owner != owner and now < lease.ends:
                return False
            file = lease.file if lease is not None else _lock(path)
            if file is None:
                return False
            self._leases[name] = _Lease(file, owner, now + seconds)
            return True

    def release(self, name: str, owner: str) -> None:
        with self._lock:
            lease = self._leases.get(name)
            if lease is not None and lease.owner == owner:
                del self._leases[name]
                unlock(lease.file)
                lease.file.close()  # the file stays: if it were removed, two could have "the" lock

    def after_fork(self) -> None:
        leases, self._lock, self._leases = self._leases, threading.Lock(), {}
        for lease in leases.values():
            lease.file.close()  # they are the parent's, which keeps them

    def _path(self, name: str, suffix: str) -> Path:
        return self.folder / f"{check_name(name)}{suffix}"

    def __reduce__(self) -> tuple[Any, ...]:
        return FileStore, (self.folder,)

    def __repr__(self) -> str:
        return f"FileStore({str(self.folder)!r})"


def _lock(path: Path) -> IO[bytes] | None:
    """The lock file, locked; None when another process has locked it."""
    file = os.fdopen(open_private(path, os.O_RDWR | os.O_CREAT), "r+b")
    try:
        if lock(file):
            return file
    except BaseException:
        file.close()
        raise
    file.close()
    return None
