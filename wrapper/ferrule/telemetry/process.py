"""A process as it is seen from outside: what its clients have done, and how they stand."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import attrs

from ferrule._version import __version__
from ferrule.call.printable import printable
from ferrule.errors import ConfigError
from ferrule.telemetry.clients import open_clients
from ferrule.telemetry.snapshot import ClientStats

_log = logging.getLogger("ferrule")

PROTOCOL = 1
"""What a snapshot is like. One with another number cannot be read as these can."""


@attrs.frozen
class Process:
    """A process at one moment.

    Attributes:
        protocol: `PROTOCOL` of the process.
        ferrule: its version of Ferrule.
        pid: its id.
        name: its name.
        at: seconds since the epoch.
        clients: its open clients that keep statistics, by a number that no other has, oldest first.
    """

    protocol: int
    ferrule: str
    pid: int
    name: str
    at: float
    clients: Mapping[str, ClientStats]


def look(name: str = "") -> Process:
    """Look at this process.

    Args:
        name: of it (default: of its program, without arguments, which may hold anything).
    """
    clients: dict[str, ClientStats] = {}
    for number, stats in open_clients().items():
        try:
            clients[str(number)] = stats()
        except ConfigError:
            continue  # it keeps no statistics
        except Exception:  # one that fails takes nothing from the others
            _log.exception("statistics of a client cannot be read")
    return Process(PROTOCOL, __version__, os.getpid(), printable(name or _program()), time.time(), clients)


def _program() -> str:
    path = Path(sys.argv[0] or sys.executable)
    return path.parent.name if path.name == "__main__.py" else path.name  # of `python -m uvicorn`, uvicorn
