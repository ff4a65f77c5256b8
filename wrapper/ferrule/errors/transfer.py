"""Errors of files that are saved or sent."""

from __future__ import annotations

from pathlib import Path

from ferrule.errors.base import FerruleError
from ferrule.errors.wire import WireError


class FileRefused(FerruleError):
    """A file cannot be used as it is, and nothing was changed: another process is at it, or it is there already.

    Attributes:
        path: the file.
    """

    path: Path

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


class TransferFailed(WireError):
    """A file could not be saved, or sent, to its end. What was transferred is kept, where it can be gone on from.

    Attributes:
        done: bytes that were transferred and count.
        kept: the file that holds what came, or remembers what was sent; None where nothing is kept.
    """

    done: int
    kept: Path | None

    def __init__(self, message: str, *, done: int = 0, kept: Path | None = None) -> None:
        super().__init__(message)
        self.done, self.kept = done, kept

    def _details(self) -> list[str]:
        return (
            [] if self.kept is None else [f"{self.done} bytes are kept: do the same again, and it goes on from there"]
        )


class DigestMismatch(TransferFailed):
    """What came is not what the server says that the file is, and nothing of it is left; or it has not what was sent.

    Attributes:
        algorithm: of the digest that differs.
    """

    algorithm: str

    def __init__(self, message: str, algorithm: str) -> None:
        super().__init__(message)
        self.algorithm = algorithm
