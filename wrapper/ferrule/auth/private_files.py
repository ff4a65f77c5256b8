"""Files that only their owner may read, in Ferrule's folder for the settings of the current user."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from pathlib import Path

from ferrule.errors import ConfigError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,127}")


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
