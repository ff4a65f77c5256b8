"""A client that was opened is seen by all that look at this process: the socket, the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ferrule.client.core import Core
from ferrule.telemetry.clients import watch

if TYPE_CHECKING:
    from ferrule.telemetry.snapshot import ClientStats


def opened(core: Core) -> Core:
    """The same core, which can be looked at from now on."""
    watch(core, _stats)
    return core


def _stats(core: Core) -> ClientStats:
    from ferrule.client.stats import client_stats  # which few programs ask for

    return client_stats(core)
