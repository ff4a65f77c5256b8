"""A replay store in Valkey or Redis, for a fleet. Needs `pip install 'ferrule[redis]'`; the client speaks to both."""

from __future__ import annotations

from typing import Final

from ferrule.call.sealed import Sealed
from ferrule.databases.redis import connect
from ferrule.errors.faults import Faults
from ferrule.webhooks.stores.base import Found

_DONE: Final = b"done"  # no owner is called so
# Each in one step: between a GET and what follows, a delivery could pass to another.
_CLAIM: Final = (
    "local held = redis.call('get', KEYS[1]); "
    "if not held then redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2]) end; return held"
)
_RELEASE: Final = "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end"


class ReplayStoreRedis(Sealed):
    """Remembers deliveries in a Valkey or Redis server, whose own clock ends leases.

    The server must keep what it was given: `maxmemory-policy` should be `noeviction`.

    Args:
        url: `redis://`, `rediss://` or `unix://` address, as `redis.from_url` takes it.
        prefix: of all keys (default `ferrule:webhook:`).
        timeout: seconds for connecting and for each command (default 1); after that the store counts as down.

    Raises:
        ConfigError: the extra is not installed, the URL cannot be understood, or the timeout is not above 0.
    """

    def __init__(self, url: str, *, prefix: str = "ferrule:webhook:", timeout: float = 1.0) -> None:
        faults = Faults("ReplayStoreRedis")
        faults.number("timeout", timeout, above=True)
        faults.raise_if_any()
        self._client = connect("ReplayStoreRedis", url, timeout, again=1)
        self._prefix = prefix

    def claim(self, key: str, owner: str, now: float, lease: float) -> Found:
        held = self._client.eval(_CLAIM, 1, self._prefix + key, owner, _milliseconds(lease))
        if held is None or held == owner.encode():  # of an answer that was lost, and asked for again
            return Found.NEW
        return Found.DONE if held == _DONE else Found.OPEN

    def finish(self, key: str, now: float, keep: float) -> None:
        self._client.set(self._prefix + key, _DONE, px=_milliseconds(keep))

    def release(self, key: str, owner: str) -> None:
        self._client.eval(_RELEASE, 1, self._prefix + key, owner)

    def close(self) -> None:
        self._client.close()


def _milliseconds(seconds: float) -> int:
    return max(1, int(seconds * 1000))
