"""The header fields of a response, as the rules of caching read them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from ferrule.call import Response
from ferrule.http.cache_fields import parse_cache_control
from ferrule.http.lists import list_members


class ResponseFields:
    """The fields of one response as text, and what `Cache-Control` and `Vary` say in them.

    Args:
        response: the response; its fields are sorted by name once, for all who ask.

    Attributes:
        directives: its `Cache-Control`.
        varies: its `Vary`, in lower case.
    """

    __slots__ = ("_by_name", "_headers", "directives", "varies")

    def __init__(self, response: Response) -> None:
        self._headers = response.raw_headers
        self._by_name = response.fields
        self.directives = parse_cache_control(self.joined(b"cache-control"))
        self.varies = list_members(self.joined(b"vary"))

    def values(self, name: bytes) -> list[str]:
        """Each value of a field, in order; name in lower case."""
        return [value.decode("latin-1").strip() for value in self._by_name.get(name, ())]

    def joined(self, name: bytes) -> str | None:
        """The field's combined value (RFC 9110 §5.3), None when it is absent."""
        found = self._by_name.get(name)
        if found is None:
            return None
        return (found[0] if len(found) == 1 else b", ".join(found)).decode("latin-1").strip()

    def without(self, dropped: AbstractSet[bytes]) -> list[tuple[bytes, bytes]]:
        """All fields but those of these names; not to be changed, as it may be the response's own list."""
        if dropped.isdisjoint(self._by_name):
            return self._headers
        return [field for field in self._headers if field[0].lower() not in dropped]
