"""Snapshots of this process for all that look at it: the socket, and the page."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from ferrule._version import __version__
from ferrule.runtime.forks import reset_in_child
from ferrule.telemetry.clients import open_clients

_log = logging.getLogger("ferrule")

PROTOCOL = 1
"""Of what a snapshot is like. Another number: it cannot be read as this one."""

PACE = 1.0
"""Seconds between two snapshots."""

_SHARE = 20  # a snapshot may take a twentieth of the time of one thread


def snapshot(name: str = "") -> dict[str, Any]:
    """What the open clients of this process have done, and how they stand, as JSON data.

    `protocol`, `ferrule` (the version), `pid`, `name`, `at` (seconds since the epoch), and `clients`: by number, each as
    `client.stats().to_dict()`.

    Args:
        name: of the process (default: of its program).
    """
    clients: dict[str, Any] = {}
    for number, client in open_clients().items():
        try:
            stats = client.stats()
        except Exception:  # one that fails takes nothing from the others
            _log.exception("statistics of a client cannot be read")
            continue
        if stats is not None:
            clients[str(number)] = stats.to_dict()
    return {
        "protocol": PROTOCOL,
        "ferrule": __version__,
        "pid": os.getpid(),
        "name": name or Path(sys.argv[0] or sys.executable).name,  # without its arguments, which may hold anything
        "at": time.time(),
        "clients": clients,
    }


class Feed:
    """The snapshot of now, in one line of JSON: one for all who look, and no more of them than cost little.

    Args:
        source: what is read (default: the clients of this process).
        clock: monotonic seconds.
    """

    def __init__(
        self, source: Callable[[], dict[str, Any]] = snapshot, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._source = source
        self._clock = clock
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._latest = b""
        self._due = 0.0

    def latest(self) -> bytes:
        """The snapshot of now, or one of less than a second ago; of longer ago where making one takes long."""
        with self._lock:
            began = self._clock()
            if not self._latest or began >= self._due:
                self._latest = msgspec.json.encode(self._source())
                ended = self._clock()
                self._due = ended + max(0.9 * PACE, _SHARE * (ended - began))
            return self._latest
