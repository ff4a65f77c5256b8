"""Families of schemas: a base, and the children that extend it by `allOf`. Read from the document as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..jsondata import JSONObject, array_at, as_object, object_at
from ..openapi import SCHEMAS
from ..pointers import unescape
from .shapes import choices_of


class Families:
    """Answers who extends whom.

    Args:
        schemas: `components/schemas`.
    """

    def __init__(self, schemas: JSONObject) -> None:
        self._schemas = schemas
        self._parents = {key: list(_keys(array_at(as_object(raw), "allOf"))) for key, raw in schemas.items()}
        self._ancestors: dict[str, set[str]] = {}
        bases = {parent for parents in self._parents.values() for parent in parents}
        self._circular = {key for key in bases if any(key in self.ancestors(one) for one in self._members(key))}
        self._children = {key: found for key in schemas if (found := list(self._heirs(key)))}

    def ancestors(self, key: str) -> set[str]:
        """All that `key` extends, at any remove."""
        if key not in self._ancestors:
            found = self._ancestors[key] = set[str]()  # there before it is full, for those that extend themselves
            for parent in self._parents.get(key, ()):
                found |= {parent, *self.ancestors(parent)}
        return self._ancestors[key]

    def children(self, key: str) -> list[str]:
        """What an object of the schema `key` is one of: all that extend it, if it has a discriminator but no union."""
        return self._children.get(key, [])

    def is_base(self, key: str) -> bool:
        """Whether those that extend `key` mean its own properties alone, and not what it is one of."""
        return key in self._circular or key in self._children

    def is_child(self, key: str) -> bool:
        """Whether `key` is one of those that a reference to its base stands for."""
        return any(key in self._children[parent] for parent in self.ancestors(key) if parent in self._children)

    def _heirs(self, key: str) -> Iterator[str]:
        raw = as_object(self._schemas[key])
        discriminator = object_at(raw, "discriminator")
        if isinstance(discriminator.get("propertyName"), str) and not choices_of(raw):
            mapped = {key_of(target) for target in object_at(discriminator, "mapping").values()}
            yield from (one for one in self._schemas if one in mapped or (one != key and key in self.ancestors(one)))

    def _members(self, key: str) -> set[str]:
        """What `key` is a union of, unions within it included."""
        found: set[str] = set()
        rest = [key]
        while rest:
            for member in _keys(choices_of(as_object(self._schemas.get(rest.pop())))):
                if member not in found:
                    found.add(member)
                    rest.append(member)
        return found


def key_of(target: Any) -> str:
    """The schema that a discriminator names: by a reference, or by its bare name."""
    return unescape(str(target).rpartition("/")[2])


def _keys(parts: list[Any]) -> Iterator[str]:
    """The components that are referred to."""
    for part in parts:
        ref = as_object(part).get("$ref")
        if isinstance(ref, str) and ref.startswith(SCHEMAS):
            yield unescape(ref.removeprefix(SCHEMAS))
