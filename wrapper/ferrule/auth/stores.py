"""Where processes share tokens, and the lease by which one of them gets the next."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import IO, Protocol

from ferrule.auth.sealed import Sealed
from ferrule.auth.tokens import Token
from ferrule.errors import ConfigError

try:
    import fcntl
except ImportError:  # Windows: no lease between processes there, at the cost of an extra refresh
    fcntl = None  # type: ignore[assignment]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,127}")


class TokenStore(Protocol):
    """Tokens by name. Whatever a method raises counts as a dead store: callers go on without it."""

    async def read(self, name: str) -> Token | None:
        """The token filed under a name, None for none."""
        ...

    async def write(self, name: str, token: Token) -> None:
        """File a token under a name, over any other."""
        ...

    async def acquire(self, name: str, owner: str, seconds: float) -> bool:
        """Take the lease on a name for so many seconds, unless somebody holds it; never waits."""
        ...

    async def release(self, name: str, owner: str) -> None:
        """Give the lease back, if `owner` still holds it."""
        ...


class MemoryStore(Sealed):
    """Shares tokens between credentials of one process; tests use it too."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}
        self._leases: dict[str, str] = {}

    async def read(self, name: str) -> Token | None:
        return self._tokens.get(name)

    async def write(self, name: str, token: Token) -> None:
        self._tokens[name] = token

    async def acquire(self, name: str, owner: str, seconds: float) -> bool:
        return self._leases.setdefault(name, owner) == owner  # atomic; its holder lives as long as the memory does

    async def release(self, name: str, owner: str) -> None:
        if self._leases.get(name) == owner:
            del self._leases[name]


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

    async def read(self, name: str) -> Token | None:
        try:
            return Token.from_json(self._path(name).read_bytes())
        except FileNotFoundError:
            return None

    async def write(self, name: str, token: Token) -> None:
        write_private(self._path(name), token.to_json())

    async def delete(self, name: str) -> None:
        """Forget the token of a name, if there is one."""
        self._path(name).unlink(missing_ok=True)

    async def acquire(self, name: str, owner: str, seconds: float) -> bool:
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

    async def release(self, name: str, owner: str) -> None:
        file = self._locks.pop((name, owner), None)
        if file is not None:
            file.close()  # which unlocks it; the file stays, as removing it would let two hold "the" lock

    def _path(self, name: str) -> Path:
        return self.folder / f"{check_name(name)}.json"

    def __repr__(self) -> str:
        return f"FileStore({str(self.folder)!r})"


def check_name(name: str) -> str:
    """The name, if it is one that can be a file's; else a `ConfigError`."""
    if not _NAME.fullmatch(name):
        raise ConfigError("a name must be letters, digits and . _ @ -, at most 128, and begin with a letter or digit")
    return name


def config_folder() -> Path:
    """Ferrule's folder for the settings of the current user (`XDG_CONFIG_HOME`, `APPDATA`)."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or Path.home() / ".config"
    return Path(base) / "ferrule"


def make_folder(folder: Path) -> None:
    """Make a folder that nobody else may look into; one that exists is left as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_private(path: Path, data: bytes) -> None:
    """Replace a file in one step by one that only its owner may read."""
    make_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{secrets.token_hex(4)}-")  # 0600 from the start
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
