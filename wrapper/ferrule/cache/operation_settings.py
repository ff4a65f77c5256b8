"""What settings and the overlay say about caching one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

import attrs

from ferrule.cache.tags import operation_tag, user_tag
from ferrule.call import Operation

_MOST = 10_000  # ready-made requests name an operation each


@attrs.frozen
class OperationSettings:
    """Settings for the responses of one operation.

    Attributes:
        ttl: seconds of freshness set by the user, whatever a response says.
        silent_ttl: seconds of freshness that the overlay gives a 200 that says nothing.
        tags: what its responses can be invalidated by.
    """

    ttl: float | None
    silent_ttl: float | None
    tags: tuple[str, ...]


class SettingsByOperation:
    """Puts the settings of each operation together, once.

    Args:
        ttl: seconds by operation name, or by a pattern such as `users.*`; the first that matches holds.
        tags: tags by the same; all that match hold.
    """

    def __init__(self, ttl: Mapping[str, float], tags: Mapping[str, Sequence[str]]) -> None:
        self._ttl = ttl
        self._tags = tags
        self._known: dict[tuple[str, str], OperationSettings] = {}

    def of(self, operation: Operation) -> OperationSettings:
        """The operation's settings."""
        key = (operation.api, operation.id)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[key] = self._make(operation)
        return known

    def _make(self, operation: Operation) -> OperationSettings:
        fact = operation.facts.cache
        named = [tag for pattern, tags in self._tags.items() if fnmatchcase(operation.name, pattern) for tag in tags]
        return OperationSettings(
            next((ttl for pattern, ttl in self._ttl.items() if fnmatchcase(operation.name, pattern)), None),
            fact.ttl,
            (operation_tag(operation.name), *(user_tag(tag) for tag in dict.fromkeys([*fact.tags, *named]))),
        )
