"""Locks of the operating system's on files: they end with the process that has them."""

from __future__ import annotations

from typing import IO

try:
    import fcntl
except ImportError:  # Windows: no such locks there
    fcntl = None  # type: ignore[assignment]


def lock(file: IO[bytes]) -> bool:
    """Lock an open file, without waiting; False when it is locked already, be it by another open of this process."""
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def unlock(file: IO[bytes]) -> None:
    """Give a lock back. Closing the file alone would leave it to a child forked meanwhile."""
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_UN)
