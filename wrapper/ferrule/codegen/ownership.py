"""What of a package's folder Ferrule generated, by its ledger, and what is somebody else's: that is never removed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from . import lock
from .errors import CodegenError

LEDGER = "ledger.json"


def is_generated(package: Path) -> bool:
    """Whether there is the ledger of a package in a folder."""
    return _ledger(package) is not None


def lists_files(package: Path) -> bool:
    """Whether its ledger says which files were generated; those of before files were listed do not."""
    return "files" in (_ledger(package) or {})


def others(package: Path) -> list[Path]:
    """Files and links below a folder that its ledger does not list, relative to it."""
    listed = {Path(name) for name in (_ledger(package) or {}).get("files", [])}
    return sorted(set(_entries(package)) - listed)


def carry_over(package: Path, new: Path) -> list[Path]:
    """Copy what is somebody else's into the folder that takes the place of a package's.

    Returns:
        The files, relative to the package.

    Raises:
        CodegenError: one would stand where a generated file stands.
    """
    has_list = lists_files(package)  # otherwise, what is generated again was generated before
    kept: list[Path] = []
    for path in others(package) if package.is_dir() else []:
        if not os.path.lexists(new / path):
            kept.append(path)
        elif has_list and not _is_same(package / path, new / path):
            reason = "is in the way of a file that is generated, and its package's ledger does not list it"
            raise CodegenError(str(package / path), reason, "Move it away, or delete what a merge has left.")
    for path in kept:
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(package / path, new / path, follow_symlinks=False)
    return kept


def _is_same(one: Path, other: Path) -> bool:
    return one.is_file() and not one.is_symlink() and one.read_bytes() == other.read_bytes()


def remove(package: Path) -> list[Path]:
    """Remove what was generated, and the folders that are empty then; returns what is left, relative to the folder."""
    kept = others(package)
    for path in set(_entries(package)) - set(kept):
        (package / path).unlink()
    for folder, _, _ in os.walk(package, topdown=False):
        if Path(folder).name == "__pycache__":
            shutil.rmtree(folder)
        elif not any(Path(folder).iterdir()):
            Path(folder).rmdir()
    return kept


def _ledger(package: Path) -> dict[str, Any] | None:
    try:
        found = msgspec.json.decode((package / LEDGER).read_bytes(), type=dict[str, Any])
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError):
        return None
    return found if "counts" in found else None


def _entries(package: Path) -> Iterator[Path]:
    """Files and links, compiled ones left out."""
    yield from lock.files(package)
    for root, folders, _ in os.walk(package):
        links = (Path(root, name) for name in folders)
        yield from (path.relative_to(package) for path in links if path.is_symlink())
