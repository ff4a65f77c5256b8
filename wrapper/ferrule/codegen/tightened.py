"""Constraints and defaults that changed between two descriptions, each at its place.

They are compared in the documents as they are: normalised schemas have types alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .changes import Change, Direction
from .constraints import default_change, differences, flat, further_properties
from .jsondata import JSONObject, array_at, is_object, object_at
from .normalise import Declared, Normalised, operations_of
from .normalise.references import References
from .openapi import SCHEMAS

_Parts = dict[tuple[str, ...], Any]


class ConstraintComparison:
    """Compares the schemas of two descriptions. Those of a component are compared once, not at each place."""

    def __init__(self, old: Normalised, new: Normalised) -> None:
        self._old, self._new = References(old.source, "old"), References(new.source, "new")
        self._classes = new.classes
        self._compared: set[tuple[str, str, Direction]] = set()

    def run(self) -> Iterator[Change]:
        """All differences, in no order."""
        before, after = (
            {(one.method.upper(), one.path): one for one in operations_of(references)}
            for references in (self._old, self._new)
        )
        for key in before.keys() & after.keys():
            name, pair = " ".join(key), (before[key], after[key])
            yield from self._parameters(name, *pair)
            yield from self._bodies(name, *pair)
            yield from self._responses(name, *pair)

    def _parameters(self, name: str, *pair: Declared) -> Iterator[Change]:
        before, after = (_parameters(*one) for one in zip(pair, (self._old, self._new), strict=True))
        for location, wire in before.keys() & after.keys():
            where = f"{name}, {location} parameter {wire}"
            old, new = before[location, wire], after[location, wire]
            yield from self._schema(_schema_of(old), _schema_of(new), "request", where, has_default=True)

    def _bodies(self, name: str, *pair: Declared) -> Iterator[Change]:
        before, after = (
            object_at(references.follow_object(one.raw.get("requestBody"), "")[0], "content")
            for one, references in zip(pair, (self._old, self._new), strict=True)
        )
        for media_type in before.keys() & after.keys():
            where = f"{name}, body {media_type}"
            pair_ = self._media(before[media_type], after[media_type])
            yield from self._schema(*pair_, "request", where, has_default=False)

    def _responses(self, name: str, *pair: Declared) -> Iterator[Change]:
        before, after = (_responses(*one) for one in zip(pair, (self._old, self._new), strict=True))
        for key in before.keys() & after.keys():
            where = f"{name}, response {' '.join(key)}"
            yield from self._schema(*self._media(before[key], after[key]), "response", where, has_default=False)

    def _media(self, old: Any, new: Any) -> tuple[Any, Any]:
        return self._old.follow_object(old, "")[0].get("schema"), self._new.follow_object(new, "")[0].get("schema")

    def _schema(self, old: Any, new: Any, way: Direction, where: str, *, has_default: bool) -> Iterator[Change]:
        names = _component(old), _component(new)
        if all(names):
            if (*names, way) in self._compared:
                return
            self._compared.add((*names, way))
            where = f"{self._classes.get(names[1], names[1])} in a {way}"
        before, after = flat(old, self._old), flat(new, self._new)
        if not before or not after:
            return
        for one in differences(before, after):
            yield Change(where, one.what, breaking=one.effect != ("wider" if way == "request" else "narrower"))
        for one in further_properties(before, after):
            yield Change(where, one.what, breaking=way == "request" and one.effect == "narrower")
        if has_default and (changed := default_change(before, after)):
            yield Change(where, changed[0], breaking=way == "request" and changed[1])
        yield from self._parts(before, after, way, where)

    def _parts(self, old: JSONObject, new: JSONObject, way: Direction, where: str) -> Iterator[Change]:
        properties = object_at(old, "properties"), object_at(new, "properties")
        for wire in properties[0].keys() & properties[1].keys():
            pair = properties[0][wire], properties[1][wire]
            yield from self._schema(*pair, way, f"{wire} of {where}", has_default=way == "request")
        for key in ("items", "additionalProperties"):
            if is_object(old.get(key)) and is_object(new.get(key)):
                yield from self._schema(old[key], new[key], way, f"{where}, each", has_default=False)
        for key in ("oneOf", "anyOf"):
            for pair in _members(array_at(old, key), array_at(new, key)):
                yield from self._schema(*pair, way, where, has_default=False)


def _members(old: list[Any], new: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Members of unions that are the same component; of equally long ones those at the same place."""
    by_name: Mapping[str, Any] = {name: one for one in new if (name := _component(one))}
    for index, one in enumerate(old):
        if name := _component(one):
            if name in by_name:
                yield one, by_name[name]
        elif len(old) == len(new) and not _component(new[index]):
            yield one, new[index]


def _component(schema: Any) -> str:
    """The key of the component that a schema is a reference to; empty for any other."""
    ref = schema.get("$ref") if is_object(schema) else None
    return ref.removeprefix(SCHEMAS) if isinstance(ref, str) and ref.startswith(SCHEMAS) else ""


def _parameters(operation: Declared, references: References) -> _Parts:
    found: _Parts = {}
    for one, where in operation.parameters():
        value, _ = references.follow_object(one, where)
        found.setdefault((str(value.get("in")), str(value.get("name"))), value)
    return found


def _schema_of(parameter: JSONObject) -> Any:
    content = object_at(parameter, "content")
    described = next(iter(content.values()), None) if content else parameter
    return described.get("schema") if is_object(described) else None


def _responses(operation: Declared, references: References) -> _Parts:
    found: _Parts = {}
    for status, one in object_at(operation.raw, "responses").items():
        response, _ = references.follow_object(one, "")
        for media_type, described in object_at(response, "content").items():
            found[str(status), media_type] = described
        for name, raw in object_at(response, "headers").items():
            header, _ = references.follow_object(raw, "")
            found[f"{status}, header", name] = header
    return found
