"""Processes that are served by `ferrule.telemetry.serve`: found, and looked at."""

from __future__ import annotations

import math
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import msgspec

from ferrule._version import __version__
from ferrule.call.printable import printable
from ferrule.errors import ConfigError
from ferrule.telemetry.process import PROTOCOL, Process
from ferrule.telemetry.serving import folders

_PATIENCE = 15.0  # seconds of silence after which a process counts as stuck
_LONGEST_LINE = 64 * 2**20  # bytes; a snapshot of a thousand operations has two million


class Viewer:
    """A connection to a process: iterating gives a snapshot each second.

    Args:
        path: of its socket.

    Raises:
        ConfigError: nobody listens there; later, it ended, does not answer, or says what is no snapshot.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(_PATIENCE)
        try:
            self._socket.connect(str(path))
        except OSError as error:
            self._socket.close()
            raise ConfigError(f"nobody serves at {printable(str(path))}: {error.strerror or error}") from None
        self._lines = self._socket.makefile("rb")

    def __iter__(self) -> Iterator[Process]:
        while True:
            yield decode(self._line())

    def _line(self) -> bytes:
        name = printable(str(self.path))
        try:
            line = self._lines.readline(_LONGEST_LINE)
        except TimeoutError:
            raise ConfigError(f"the process at {name} has said nothing for {_PATIENCE:.0f} s: is it stopped?") from None
        except OSError:
            line = b""
        if not line.endswith(b"\n"):
            raise ConfigError(
                f"what {name} says is no snapshot"
                if len(line) == _LONGEST_LINE
                else f"the process at {name} has ended, or serves no more"
            )
        return line

    def close(self) -> None:
        """Hang up."""
        self._lines.close()
        self._socket.close()

    def __enter__(self) -> Self:
        """Itself; closed at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def decode(line: bytes) -> Process:
    """A snapshot as it was sent.

    Raises:
        ConfigError: it is none, or one of another version.
    """
    try:
        told: Any = msgspec.json.decode(line)
        if told["protocol"] != PROTOCOL:
            version = printable(str(told["ferrule"])[:40])
            raise ConfigError(f"that process runs Ferrule {version}, and this is {__version__}: use the same version")
        for client in told["clients"].values():
            for quota in client["quotas"]:
                quota["left"] = math.inf if quota["left"] is None else quota["left"]  # which JSON has no number for
        return msgspec.convert(told, Process)
    except (msgspec.MsgspecError, LookupError, TypeError, AttributeError, RecursionError):
        raise ConfigError("what that socket says is no snapshot of a process: it is not one of serve()") from None


def chosen(which: str | None) -> Path:
    """The socket of a process.

    Args:
        which: its id, or the path of its socket; None for the only one there is.

    Raises:
        ConfigError: there is none, or there are several to choose from.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise ConfigError("this system has no Unix sockets: mount ferrule.dashboard in the service instead")
    if which is not None and not which.isdecimal():
        return Path(which)
    found = [path for folder in folders() if _is_own(folder) for path in sorted(folder.glob("*.sock"))]
    if which is not None:
        named = [path for path in found if path.stem == which]
        if not named:
            raise ConfigError(f"process {which} is not served: call ferrule.telemetry.serve() in it")
        return named[0]
    alive = {path: name for path in found if (name := _name(path))}
    if not alive:
        raise ConfigError(
            "no process of yours is served: call ferrule.telemetry.serve() where the service starts, or name its socket"
        )
    if len(alive) > 1:
        listed = "\n".join(f"  {path.stem:>8}  {name}" for path, name in alive.items())
        raise ConfigError(
            f"several processes are served; name one, as in `ferrule top {next(iter(alive)).stem}`:\n{listed}"
        )
    return next(iter(alive))


def _is_own(folder: Path) -> bool:
    """Nobody else can have put there what is in it."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _name(path: Path) -> str:
    """What the process there is called; empty if nobody serves. What one left that was killed is removed."""
    try:
        with Viewer(path) as viewer:
            return printable(next(iter(viewer)).name)
    except ConfigError as error:
        if isinstance(error.__context__, ConnectionRefusedError):
            path.unlink(missing_ok=True)
        return ""
