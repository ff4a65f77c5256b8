"""Tokens shared by the processes of one machine, in files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from ferrule.auth.private_files import check_name, config_folder, make_folder, write_private
from ferrule.auth.tokens import Token

try:
    import fcntl
except ImportError:  # Windows: no lease between processes there, at the cost of an extra refresh
    fcntl = None  # type: ignore[assignment]


class FileStore:
    """One file for each name, readable by its owner alone (0600), replaced in one step, on one machine.

    The lease is a lock of the operating system's, which ends with the process that holds it.

    Args:
        folder: where the files are; made (0700) when it is missing. Default `ferrule/tokens` in the user's
            configuration folder.

    Raises:
        ConfigError: from each method, for a name that is no file name.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder).expanduser() if folder is not None else config_folder() / "tokens"
        self._locks: dict[tuple[str, str], IO[bytes]] = {}

    def read(self, name: str) -> Token | None:
        try:
            return Token.from_json(self._path(name).read_bytes())
        except FileNotFoundError:
            return None

    def write(self, name: str, token: Token) -> None:
        write_private(self._path(name), token.to_json())

    def delete(self, name: str) -> None:
        """Forget the token of a name, if there is one."""
        self._path(name).unlink(missing_ok=True)

    def acquire(self, name: str, owner: str, seconds: float) -> bool:
        path = self._path(name).with_suffix(".lock")
        make_folder(path.parent)
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        except BaseException:
            file.close()
            raise
        self._locks[name, owner] = file
        return True

    def release(self, name: str, owner: str) -> None:
        file = self._locks.pop((name, owner), None)
        if file is not None:
            file.close()  # which unlocks it; the file stays, as removing it would let two hold "the" lock

    def _path(self, name: str) -> Path:
        return self.folder / f"{check_name(name)}.json"

    def __repr__(self) -> str:
        return f"FileStore({str(self.folder)!r})"
