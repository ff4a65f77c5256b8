"""How stored responses are used for one call."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

# The names of the Fetch standard, but `force` for its `force-cache`; docs/cache.md has a table of what each does.
CacheMode: TypeAlias = Literal["default", "no-store", "reload", "only-if-cached", "force"]
CACHE_MODES: Final[tuple[CacheMode, ...]] = get_args(CacheMode)
