"""What a caller names as the place for a file: a path, a folder, or an open file."""

from __future__ import annotations

import errno
import os
import shutil
from os import PathLike
from pathlib import Path
from typing import IO, Any, TypeAlias

import attrs

from ferrule.errors import ConfigError
from ferrule.transfer.names import safe_name, user_path
from ferrule.transfer.part_file import PartFile
from ferrule.transfer.progress import in_bytes
from ferrule.transfer.sinks import OpenFile, Sink

Target: TypeAlias = str | PathLike[str] | IO[bytes]


@attrs.frozen
class Place:
    """Where a file is to be saved.

    Attributes:
        path: of the file, or of the folder; None for an open file.
        file: open, the user's; None for a path.
        is_folder: the file is called there as the server offers.
    """

    path: Path | None
    file: Any = None
    is_folder: bool = False

    def open(self, request: str, offered: str, default: str) -> Sink:
        """What takes the file; may block on files.

        Args:
            request: what is asked for, see `PartFile`.
            offered: the name that the server offers; for folders.
            default: the name where it offers none that can be used.
        """
        if self.path is None:
            return OpenFile(self.file)
        if self.is_folder:
            name = safe_name(offered, safe_name(default))
            return PartFile(self.path / name, request, replaces=False)
        return PartFile(self.path, request)


def place(target: Target) -> Place:
    """Where a target is.

    Raises:
        ConfigError: it is none: there is no such folder, or it is no path and no open file.
    """
    if not isinstance(target, str | PathLike):
        return Place(None, target)
    path = user_path(target)
    is_folder = path.is_dir() or os.fspath(target).endswith(("/", os.sep))
    folder = path if is_folder else path.parent
    if not folder.is_dir():
        raise ConfigError(f"there is no folder {folder}; make it first")
    return Place(path, is_folder=is_folder)


def check_room(sink: Sink, total: int | None) -> None:
    """Look whether what is missing of a file fits on its disk.

    Raises:
        OSError: it does not (`ENOSPC`).
    """
    if total is None or sink.path is None:
        return
    missing, free = total - sink.offset, shutil.disk_usage(sink.path.parent).free
    if missing > free:
        what = f"{in_bytes(missing)} are to come, and {in_bytes(free)} are free"
        raise OSError(errno.ENOSPC, f"{os.strerror(errno.ENOSPC)}: {what}", str(sink.path))
