"""Settings of the cache."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from ferrule.cache.rules import Rules
from ferrule.cache.stores.base import SharedStore
from ferrule.cache.stores.memory import CacheStoreMemory
from ferrule.cache.stores.tiered import Tiered
from ferrule.errors.faults import Faults


def _lower(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


@attrs.frozen(kw_only=True)
class Cache:
    """Settings of the cache: a private one, by RFC 9111, which keeps the responses of each identity apart.

    Responses are reused while they say that they are fresh, and validated when they can be. Each belongs to the
    identity of the credential that fetched it, and to the cookies and headers of its request, unless it says `public`.

    Attributes:
        store: where responses are kept: `CacheStoreMemory`, `SqliteStore`, `CacheStoreRedis`, or `Tiered`, memory over
            one of the other two; default None, 64 MiB of memory for this client alone.
        ttl: seconds a 200 of an operation is fresh whatever it says, except `no-store`; by operation name or pattern
            (`{"users.*": 60}`), the first that matches. A `ttl` in the overlay holds only for a 200 that says nothing.
        tags: tags by operation name or pattern, for `client.cache.invalidate`.
        negative: seconds a 404 or 410 that says nothing is fresh (default 0: such a response is not reused).
        heuristic: part of the time since `Last-Modified` for which a response that says nothing is fresh (RFC 9111
            §4.2.2), for calls without a credential only (default 0, no guessing; the RFC suggests 0.1).
        stale_while_revalidate: seconds a stale response is served while it is refreshed, where it does not say
            (default 0).
        stale_if_error: seconds a stale response is served instead of an error, an open circuit, a full queue or a
            passed deadline, where it does not say (default 0).
        largest_body: bytes; longer bodies are not stored (default 4 MiB).
        coalesce: calls for the same wait for one of them (default True).
        neutral_headers: more names of request headers that tell no users apart. All others are part of the key.

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    store: CacheStoreMemory | SharedStore | Tiered | None = None
    ttl: Mapping[str, float] = attrs.field(factory=dict[str, float])
    tags: Mapping[str, Sequence[str]] = attrs.field(factory=dict[str, Sequence[str]])
    negative: float = 0.0
    heuristic: float = 0.0
    stale_while_revalidate: float = 0.0
    stale_if_error: float = 0.0
    largest_body: int = 4 * 1024 * 1024
    coalesce: bool = True
    neutral_headers: frozenset[str] = attrs.field(default=frozenset(), converter=_lower)

    def __attrs_post_init__(self) -> None:
        faults = Faults("Cache")
        for name in ("negative", "stale_while_revalidate", "stale_if_error"):
            faults.number(name, getattr(self, name))
        faults.number("heuristic", self.heuristic, most=1.0)
        faults.whole("largest_body", self.largest_body)
        for name, example in (("ttl", "{'users.*': 60}"), ("tags", "{'users.*': ['people']}")):
            if not isinstance(getattr(self, name), Mapping):
                faults.add(f"{name} must be a mapping by operation, such as {example}, got {getattr(self, name)!r}")
        faults.raise_if_any()
        for pattern, ttl in self.ttl.items():
            faults.number(f"ttl[{pattern!r}]", ttl)
        for pattern, tags in self.tags.items():
            if isinstance(tags, str):
                faults.add(f"tags[{pattern!r}] must be a sequence of tags, got the one text {tags!r}")
        faults.raise_if_any()

    @property
    def rules(self) -> Rules:
        """The part of the settings that decisions depend on."""
        return Rules(
            heuristic=self.heuristic,
            negative=self.negative,
            stale_while_revalidate=self.stale_while_revalidate,
            stale_if_error=self.stale_if_error,
            largest_body=self.largest_body,
        )
