"""What settings and the overlay say about caching one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

import attrs

from ferrule.call import Call, Operation

_MOST = 10_000  # ready-made requests name an operation each


@attrs.frozen
class Profile:
    """Caching of one operation.

    Attributes:
        ttl: seconds of freshness set by the user, whatever a response says.
        silent_ttl: seconds of freshness that the overlay gives a 200 that says nothing.
        tags: what its responses can be invalidated by.
    """

    ttl: float | None
    silent_ttl: float | None
    tags: tuple[str, ...]

    def tags_of(self, call: Call) -> tuple[str, ...]:
        """The tags of a response to this call."""
        return (*self.tags, url_tag(call.url))


class Profiles:
    """Profiles by operation.

    Args:
        ttl: seconds by operation name, or by a pattern such as `users.*`; the first that matches holds.
        tags: tags by the same; all that match hold.
    """

    def __init__(self, ttl: Mapping[str, float], tags: Mapping[str, Sequence[str]]) -> None:
        self._ttl = ttl
        self._tags = tags
        self._found: dict[tuple[str, str], Profile] = {}

    def of(self, operation: Operation) -> Profile:
        """The operation's profile."""
        key = (operation.api, operation.id)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _MOST:
                self._found.clear()
            found = self._found[key] = self._make(operation)
        return found

    def _make(self, operation: Operation) -> Profile:
        fact = operation.facts.cache
        named = [tag for pattern, tags in self._tags.items() if fnmatchcase(operation.name, pattern) for tag in tags]
        return Profile(
            next((ttl for pattern, ttl in self._ttl.items() if fnmatchcase(operation.name, pattern)), None),
            fact.ttl,
            (operation_tag(operation.name), *(user_tag(tag) for tag in dict.fromkeys([*fact.tags, *named]))),
        )


def operation_tag(name: str) -> str:
    """The tag of all responses of an operation, by its name in the facade."""
    return f"operation:{name}"


def user_tag(tag: str) -> str:
    """A tag that a user or the overlay gave."""
    return f"tag:{tag}"


def url_tag(url: str) -> str:
    """The tag of all responses of a URL. Queries do not count: a change at a URL makes all views of it doubtful."""
    return f"url:{url.partition('#')[0].partition('?')[0]}"
