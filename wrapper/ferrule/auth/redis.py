"""Tokens shared by a fleet, in Valkey or Redis."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from ferrule.auth.sealed import Sealed
from ferrule.auth.tokens import Token
from ferrule.errors import ConfigError

T = TypeVar("T")

# Compare-and-delete in one step: between a GET and a DEL the lease could pass to another.
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"


class RedisStore(Sealed):
    """A `TokenStore` in Valkey or Redis; needs `pip install 'ferrule[redis]'`.

    Args:
        url: such as `rediss://user:password@host:6379/0`. Whoever can read that database can read the tokens.
        prefix: of all its keys (default `ferrule:token:`).
        patience: seconds that connecting, and each answer, may take before the store counts as dead (default 1).

    Raises:
        ConfigError: the `redis` package is missing, or the URL cannot be understood.
    """

    def __init__(self, url: str, *, prefix: str = "ferrule:token:", patience: float = 1.0) -> None:
        try:
            import redis
        except ImportError:
            raise ConfigError("RedisStore needs the redis package: pip install 'ferrule[redis]'") from None
        try:
            self._redis: Any = redis.Redis.from_url(
                url, socket_timeout=patience, socket_connect_timeout=patience, retry=None, retry_on_error=[]
            )
        except ValueError:
            raise ConfigError("RedisStore: the URL must be redis://, rediss:// or unix://") from None
        self._prefix = prefix

    async def read(self, name: str) -> Token | None:
        data = await _beside(lambda: self._redis.get(self._prefix + name))
        return None if data is None else Token.from_json(data)

    async def write(self, name: str, token: Token) -> None:
        await _beside(lambda: self._redis.set(self._prefix + name, token.to_json()))

    async def acquire(self, name: str, owner: str, seconds: float) -> bool:
        key, milliseconds = f"{self._prefix}{name}:lease", int(seconds * 1000)
        return bool(await _beside(lambda: self._redis.set(key, owner, nx=True, px=milliseconds)))

    async def release(self, name: str, owner: str) -> None:
        await _beside(lambda: self._redis.eval(_RELEASE, 1, f"{self._prefix}{name}:lease", owner))

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()


async def _beside(work: Callable[[], T]) -> T:
    """Run blocking work: in a thread where a loop must go on, else right here."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    return await asyncio.to_thread(work)
