"""Names of files: what may be made of one that a server offers, and what stands beside a file while it comes."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from os import PathLike
from pathlib import Path

from ferrule.errors import ConfigError

MOST_BYTES = 255
"""Bytes of a name on the common file systems."""

_SEPARATORS = re.compile(r"[/\\]")
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_LEADING = re.compile(r"^[\s.]+")
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})  # among them what turns the direction of writing (U+202E)
_LONGEST_ENDING = 32  # bytes of one that is kept when a name is cut


def user_path(given: str | PathLike[str]) -> Path:
    """The path that a caller names; `~` is a home folder.

    Raises:
        ConfigError: it is none.
    """
    text: object = os.fspath(given)
    if not isinstance(text, str) or not text or "\0" in text:
        raise ConfigError(f"give the path of a file or folder, not {given!r}")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise ConfigError(f"{text} names a home folder that is not known; give the whole path") from None


def safe_name(offered: str, default: str = "download") -> str:
    """A name for a file in a folder of the user's: the last segment of an offered one, without what could do harm.

    That is separators of any system, leading dots, characters that are not seen, and names of devices. It has at most
    255 bytes, whole characters, and keeps its ending.

    Args:
        offered: the name as a server offers it; empty for none.
        default: what it is called where nothing is left of that.
    """
    segment = _SEPARATORS.split(offered)[-1]
    seen = "".join(char for char in segment if unicodedata.category(char) not in _UNSEEN)
    name = _LEADING.sub("", _trimmed(_NOT_ON_WINDOWS.sub("_", seen)))
    if _DEVICES.fullmatch(name.partition(".")[0].rstrip()):
        name = f"_{name}"
    return _cut(name, MOST_BYTES) or default


def beside(name: str, suffix: str) -> str:
    """The name of what stands beside a file: with a suffix, and shortened where that would be too long."""
    size = MOST_BYTES - len(os.fsencode(suffix))
    if len(os.fsencode(name)) <= size:
        return name + suffix
    mark = "-" + hashlib.sha256(os.fsencode(name)).hexdigest()[:16]  # names that begin alike stay apart
    return os.fsencode(name)[: size - len(mark)].decode("utf-8", "ignore") + mark + suffix


def _trimmed(name: str) -> str:
    """Without spaces around it, and without dots at its end, which Windows takes away."""
    return name.strip().rstrip(". ")


def _cut(name: str, most: int) -> str:
    if len(name.encode()) <= most:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) >= _LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    tail = (dot + ending).encode()
    return _trimmed(stem.encode()[: most - len(tail)].decode("utf-8", "ignore")) + dot + ending
