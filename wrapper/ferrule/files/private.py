"""Files and folders that belong to their owner alone: nobody else can have put there what is read from them."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import tempfile
from pathlib import Path

from ferrule.errors import ConfigError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,127}")
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# A link could lead to any file, and opening a FIFO would wait for whoever writes to it. Windows has neither flag.
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NOT_REGULAR = (errno.ELOOP, errno.EMLINK, errno.EISDIR, errno.ENXIO)  # what those flags, or writing, make of others


def check_name(name: str) -> str:
    """The name, if it is one that can be a file's; else a `ConfigError`."""
    if not _NAME.fullmatch(name):
        raise ConfigError("a name must be letters, digits and . _ @ -, at most 128, and begin with a letter or digit")
    return name


def config_folder() -> Path:
    """Ferrule's folder for the settings of the current user (`XDG_CONFIG_HOME`, `APPDATA`)."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA") or Path.home() / ".config"
    return Path(base) / "ferrule"


def state_folder() -> Path:
    """Ferrule's folder for what the current user's programs go on from (`XDG_STATE_HOME`, `LOCALAPPDATA`)."""
    base = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".local" / "state"
    return Path(base) / "ferrule"


def make_folder(folder: Path) -> None:
    """Make a folder that nobody else may look into, where there is none.

    Raises:
        ConfigError: there is one that others may write to, or that is somebody else's.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
    _check_folder(folder)


def open_private(path: Path, flags: int, *, closed_to: int = _OPEN_TO_OTHERS) -> int:
    """Open a regular file of the current user's; returns its descriptor.

    Args:
        path: of the file. A link is not followed, though the folder may be one.
        flags: as `os.open` takes them. With `os.O_CREAT` only the owner may read and write the new file.
        closed_to: permissions that nobody may have on it (default: others may have none).

    Raises:
        FileNotFoundError: there is none.
        ConfigError: it is a link or no regular file, it is somebody else's, or others have such a permission.
    """
    try:
        descriptor = os.open(path, flags | _SAFELY, 0o600)
    except OSError as error:
        if error.errno in _NOT_REGULAR:
            raise ConfigError(f"{path} is a link or no regular file: remove it") from None
        raise
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise ConfigError(f"{path} is a link or no regular file: remove it")
        _check(path, found, closed_to)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def own(path: Path) -> os.stat_result | None:
    """What is known of a regular file of the current user's; None where there is nothing. It is not opened.

    Raises:
        ConfigError: it is a link or no regular file, or somebody else's.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise ConfigError(f"{path} is a link or no regular file: remove it")
    _check(path, found, 0)
    return found


def read_private(path: Path, *, secret: bool = True) -> bytes:
    """What is in a file of the current user's.

    Args:
        path: of the file.
        secret: others may not even read it (default True).

    Raises:
        FileNotFoundError: there is none.
        ConfigError: as for `make_folder` and `open_private`.
    """
    closed_to = _OPEN_TO_OTHERS if secret else _WRITABLE_BY_OTHERS
    with os.fdopen(open_private(path, os.O_RDONLY, closed_to=closed_to), "rb") as file:
        _check_folder(path.parent)
        return file.read()


def write_private(path: Path, data: bytes) -> None:
    """Replace a file in one step by one that only its owner may read.

    Raises:
        ConfigError: as for `make_folder`.
    """
    make_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{secrets.token_hex(4)}-")  # 0600 from the start
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)  # of a link the link itself, not what it leads to
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _check_folder(folder: Path) -> None:
    # One that is root's may be where everybody's folders are: only what is in it must be the user's own.
    _check(folder, folder.stat(), _WRITABLE_BY_OTHERS, owners=(0,))


def _check(path: Path, found: os.stat_result, closed_to: int, *, owners: tuple[int, ...] = ()) -> None:
    if not hasattr(os, "geteuid"):  # Windows has access lists instead, which a user's own folders inherit
        return
    if found.st_uid not in (os.geteuid(), *owners):
        raise ConfigError(f"{path} belongs to another user (uid {found.st_uid}): use one of your own")
    if mode := found.st_mode & closed_to:
        can = "written to" if mode & _WRITABLE_BY_OTHERS else "read"
        right = "go-rwx" if closed_to == _OPEN_TO_OTHERS else "go-w"
        raise ConfigError(
            f"{path} can be {can} by other users (mode {stat.S_IMODE(found.st_mode):04o}): chmod {right} it"
        )
