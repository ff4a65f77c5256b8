"""Put a finished folder in the place of another in one step: at any time there is the old one or the new one."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import CodegenError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replacing(target: Path, scratch: Path) -> Generator[Path, None, None]:
    """A path to write to that takes the place of `target` when the block ends well, and is deleted when it does not.

    Args:
        target: folder to replace; it need not exist.
        scratch: folder for unfinished work, on the same file system.

    Raises:
        CodegenError: the scratch folder or the target's cannot be written.
    """
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f"{target.name}-", dir=scratch))
    except OSError as error:
        reason = f"cannot be written: {error.strerror}"
        raise CodegenError(str(error.filename), reason, "Choose a folder that can be.") from error
    try:
        yield work / target.name
        swap(work / target.name, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):  # another run may be using it
            scratch.rmdir()


def swap(new: Path, target: Path) -> None:
    """Exchange two folders, or move `new` if there is no `target` yet."""
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        # Without an exchange in the kernel there is a moment without `target`; the old one is put back on failure.
        old = new.with_name(f"{new.name}.old")
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Whether the kernel exchanged both (Linux renameat2)."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    if renameat2 is None:
        return False
    result: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return result == 0
