"""Whether a service is ready, as far as the APIs that it calls are concerned. Nothing is sent to find out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import msgspec

from ferrule.errors import ConfigError
from ferrule.integrations.upstream import Upstream


@attrs.frozen
class Report:
    """What a service says of itself.

    Attributes:
        ready: send it requests.
        document: the same in detail, without a name of a host.
    """

    ready: bool
    document: bytes

    @property
    def status(self) -> int:
        """Of the answer."""
        return 200 if self.ready else 503


def report(upstreams: Sequence[Upstream[Any]]) -> Report:
    """How it is now: `ready`, `degraded` where an upstream is down that it can do without, or `unready`."""
    told: dict[str, dict[str, Any]] = {}
    status = "ready"
    for upstream in upstreams:
        reasons = upstream.hindrances()
        told[upstream.name] = {"status": "down" if reasons else "up", "required": upstream.required}
        if reasons:
            told[upstream.name]["reasons"] = reasons
            status = "unready" if upstream.required or status == "unready" else "degraded"
    return Report(status != "unready", msgspec.json.encode({"status": status, "upstreams": told}))


def distinct(upstreams: Sequence[Upstream[Any]]) -> Sequence[Upstream[Any]]:
    """The same, if each has a name of its own.

    Raises:
        ConfigError: two have the same.
    """
    names = [upstream.name for upstream in upstreams]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ConfigError(f"several upstreams are called {', '.join(twice)}; name them: in_health(name=…)")
    return upstreams
