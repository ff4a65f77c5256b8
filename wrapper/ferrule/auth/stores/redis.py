"""Tokens shared by a fleet, in Valkey or Redis."""

from __future__ import annotations

from typing import Any, Protocol

from ferrule.auth.tokens import Token
from ferrule.call.sealed import Sealed
from ferrule.databases.redis import connect

# Compare and delete in one step: between a GET and a DEL the lease could pass to another.
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"


class _Redis(Protocol):
    """What is used of `redis.Redis`."""

    def get(self, name: str) -> Any: ...
    def set(self, name: str, value: str | bytes, *, nx: bool = False, px: int | None = None) -> Any: ...
    def eval(self, script: str, numkeys: int, *keys_and_args: str) -> Any: ...
    def close(self) -> None: ...


class TokenStoreRedis(Sealed):
    """A `TokenStore` in Valkey or Redis; needs `pip install 'ferrule[redis]'`.

    Args:
        url: such as `rediss://user:password@host:6379/0`. Whoever can read that database can read the tokens.
        prefix: of all its keys (default `ferrule:token:`).
        patience: seconds that connecting, and each answer, may take before the store counts as dead (default 1).

    Raises:
        ConfigError: the `redis` package is missing, or the URL cannot be understood.
    """

    def __init__(self, url: str, *, prefix: str = "ferrule:token:", patience: float = 1.0) -> None:
        self._redis: _Redis = connect("TokenStoreRedis", url, patience, again=0)
        self._prefix = prefix

    def read(self, name: str) -> Token | None:
        data = self._redis.get(self._prefix + name)
        return None if data is None else Token.from_json(data)

    def write(self, name: str, token: Token) -> None:
        self._redis.set(self._prefix + name, token.to_json())

    def acquire(self, name: str, owner: str, seconds: float) -> bool:
        return bool(self._redis.set(self._lease(name), owner, nx=True, px=int(seconds * 1000)))

    def release(self, name: str, owner: str) -> None:
        self._redis.eval(_RELEASE, 1, self._lease(name), owner)

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()

    def _lease(self, name: str) -> str:
        return f"{self._prefix}{name}:lease"
