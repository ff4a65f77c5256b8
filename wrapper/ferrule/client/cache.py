"""`client.cache`: what users may do with a client's cache by hand."""

from __future__ import annotations

from typing import Any, TypeAlias

import attrs

from ferrule.cache.policy import CachePolicy
from ferrule.cache.stores.base import Stats
from ferrule.cache.tags import operation_tag, url_tag, user_tag
from ferrule.call import Operation
from ferrule.client.endpoint import AsyncEndpoint, Endpoint, module_of
from ferrule.client.modules import EndpointModule, described, is_module
from ferrule.errors import ConfigError
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import drive

What: TypeAlias = (
    str | Operation | Endpoint[..., Any, Any] | AsyncEndpoint[..., Any, Any] | EndpointModule[..., Any, Any]
)


@attrs.frozen
class CacheStats:
    """What a cache did and holds.

    Attributes:
        counts: calls by how they were answered, since the client was made: `hit`, `stale`, `validated`, `collapsed`,
            `miss`, `refused`; and responses `stored`.
        stores: what each store holds, by its class; one that cannot be reached is left out.
    """

    counts: dict[str, int]
    stores: dict[str, Stats]


class _Handle:
    def __init__(self, policy: CachePolicy, runtime: Runtime, url: str) -> None:
        self._policy = policy
        self._runtime = runtime
        self._url = url

    async def _invalidate(self, what: What) -> int:
        return await self._policy.guard.delete_tagged(self._runtime, self._tags(what))

    async def _clear(self) -> int:
        return await self._policy.guard.clear(self._runtime)

    async def _stats(self) -> CacheStats:
        return CacheStats(self._policy.counts.read(), await self._policy.guard.stats(self._runtime))

    def _tags(self, what: What) -> list[str]:
        if isinstance(what, Operation):
            return [operation_tag(what.name)]
        if isinstance(what, Endpoint | AsyncEndpoint):
            what = module_of(what)
        if is_module(what):
            return [operation_tag(described(what)["name"])]
        if not isinstance(what, str) or not what:
            raise ConfigError(f"invalidate takes an operation, a tag or a URL, got {type(what).__name__}")
        if "://" in what:
            return [url_tag(what)]
        if what.startswith("/"):
            return [url_tag(self._url + what)]
        return [operation_tag(what), user_tag(what)]


class CacheHandle(_Handle):
    """The cache of a blocking client."""

    def invalidate(self, what: What) -> int:
        """Forget responses, whoever they belong to.

        Args:
            what: an operation (`client.users.get_by_username`, its module or its name), a tag, or a URL with all its
                queries (absolute, or a path below the client's base URL).

        Returns:
            How many were stored.

        Raises:
            ConfigError: it is none of these.
        """
        return drive(self._invalidate(what))

    def clear(self) -> int:
        """Forget everything in the store, what other clients put there included; returns how many there were."""
        return drive(self._clear())

    def stats(self) -> CacheStats:
        """What the cache did and holds."""
        return drive(self._stats())


class AsyncCacheHandle(_Handle):
    """The cache of an async client."""

    async def invalidate(self, what: What) -> int:
        """Forget responses, whoever they belong to.

        Args:
            what: an operation (`client.users.get_by_username`, its module or its name), a tag, or a URL with all its
                queries (absolute, or a path below the client's base URL).

        Returns:
            How many were stored.

        Raises:
            ConfigError: it is none of these.
        """
        return await self._invalidate(what)

    async def clear(self) -> int:
        """Forget everything in the store, what other clients put there included; returns how many there were."""
        return await self._clear()

    async def stats(self) -> CacheStats:
        """What the cache did and holds."""
        return await self._stats()
