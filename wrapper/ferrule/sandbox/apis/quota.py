"""How many requests each credential still has, as GitHub counts them."""

from __future__ import annotations

from typing import Final

from .world import World

_WINDOW: Final = 3600


class Quota:
    """Counts requests by credential; each has its own window, which starts with its first request.

    Args:
        world: says how many are allowed, and what time it is.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._spent: dict[str, tuple[int, float]] = {}

    def spend(self, credential: str) -> None:
        """Count one request."""
        used, reset = self._of(credential)
        self._spent[credential] = (used + 1, reset)

    def state(self, credential: str) -> dict[str, int]:
        """Limit, remaining, reset in seconds since the epoch, and used."""
        used, reset = self._of(credential)
        limit = self._world.rate_limit
        return {"limit": limit, "remaining": max(0, limit - used), "reset": int(reset), "used": min(used, limit)}

    def headers(self, credential: str) -> dict[str, str]:
        """The state as response headers."""
        return {f"X-RateLimit-{name.title()}": str(value) for name, value in self.state(credential).items()}

    def _of(self, credential: str) -> tuple[int, float]:
        used, reset = self._spent.get(credential, (0, 0.0))
        now = self._world.clock.now()
        return (used, reset) if reset > now else (0, now + _WINDOW)
