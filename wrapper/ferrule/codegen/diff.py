"""What changed between two descriptions for callers of the API, each change breaking or not.

Both are compared after normalisation, so that the same thing in other words is no change. A server may take more than
before, and may answer with more; the opposite breaks callers.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from .access import scheme_changes, security_changes, server_changes, servers_of
from .changes import Change, Direction, in_order
from .jsondata import JSONObject, as_object, is_object
from .normalise import Normalised, Operation, Parameter
from .openapi import SCHEMAS
from .tightened import ConstraintComparison


def compare(old: Normalised, new: Normalised) -> list[Change]:
    """All differences on the wire, breaking ones first, each in order of its place."""
    before = {(one.method, one.path): one for one in old.operations.values()}
    after = {(one.method, one.path): one for one in new.operations.values()}
    found: list[Change] = []
    found += (Change("servers", what, breaking=breaks) for what, breaks in _servers(old, new))
    found += (
        Change(f"security scheme {name}", what, breaking=True) for name, what in scheme_changes(old.source, new.source)
    )
    comparison = _Comparison(old, new)
    for key in before.keys() | after.keys():
        name = " ".join(key)
        if key not in after:
            found.append(Change(name, "operation removed", breaking=True, seen_as=(_method(before[key]),)))
        elif key not in before:
            found.append(Change(name, "operation added", breaking=False, seen_as=(_method(after[key]),)))
        else:
            found += comparison.operation(name, before[key], after[key])
    found += ConstraintComparison(old, new).run()
    events = {one.name: one for one in old.events}, {one.name: one for one in new.events}
    for name in events[0].keys() | events[1].keys():
        where = f"event {name}"
        if name not in events[1]:
            found.append(Change(where, "event removed", breaking=True, seen_as=(f"webhooks.parse({name!r})",)))
        elif name not in events[0]:
            found.append(Change(where, "event added", breaking=False, seen_as=(f"webhooks.parse({name!r})",)))
        else:
            pair = events[0][name].schema, events[1][name].schema
            found += comparison.schema(*pair, "response", where)
    return in_order(found)


def _servers(old: Normalised, new: Normalised) -> Iterator[tuple[str, bool]]:
    return server_changes(servers_of(old.source), servers_of(new.source))


def _method(operation: Operation) -> str:
    """As the generated Python calls it."""
    return f"{operation.group}.{operation.name}"


class _Comparison:
    """Differences within operations and events. Those of a model are listed once, not at each place that uses it."""

    def __init__(self, old: Normalised, new: Normalised) -> None:
        self._old, self._new, self._name = old, new, ""
        self._compared: set[tuple[str, str, Direction]] = set()
        self._fields = [
            {id(owner.document["components"]["schemas"][name]): fields for name, fields in owner.fields.items()}
            for owner in (old, new)
        ]

    def operation(self, name: str, old: Operation, new: Operation) -> Iterator[Change]:
        """Differences of an operation that is in both."""
        self._name = name
        if (old.group, old.name) != (new.group, new.name):
            what = f"called {new.group}.{new.name} in Python, was {old.group}.{old.name}"
            yield Change(self._name, what, breaking=True, seen_as=(_method(old), _method(new)))
        if new.deprecated and not old.deprecated:
            yield Change(self._name, "deprecated", breaking=False)
        if (breaks := security_changes(old.security, new.security)) is not None:
            yield Change(self._name, "takes other credentials", breaking=breaks)
        for what, breaks in server_changes(old.servers, new.servers):
            yield Change(self._name, what, breaking=breaks)
        yield from _seen_as(self._parameters(old, new))
        yield from _seen_as(
            self._bodies(old, new), f"{_method(new)}, parameter body", f"{_method(new)}, parameter content_type"
        )
        yield from _seen_as(self._responses(old, new), f"{_method(new)}, result")

    def _parameters(self, old: Operation, new: Operation) -> Iterator[Change]:
        before = {(one.location, one.wire): one for one in old.parameters}
        after = {(one.location, one.wire): one for one in new.parameters}
        for key in before.keys() | after.keys():
            where = f"{self._name}, {key[0]} parameter {key[1]}"
            python = {f"{_method(new)}, parameter {one[key].python}" for one in (before, after) if key in one}
            yield from _seen_as(self._changed(before.get(key), after.get(key), where), *python)

    def _changed(self, old: Parameter | None, new: Parameter | None, where: str) -> Iterator[Change]:
        if new is None:
            yield Change(where, "removed", breaking=True)
        elif old is None:
            demanded = new.required and new.implied is None
            yield Change(where, "added, required" if new.required else "added", breaking=demanded)
        else:
            yield from self._parameter(old, new, where)

    def _parameter(self, old: Parameter, new: Parameter, where: str) -> Iterator[Change]:
        if old.required != new.required:
            yield Change(where, "required now" if new.required else "optional now", breaking=new.required)
        if (old.style, old.explode, old.as_json) != (new.style, new.explode, new.as_json):
            yield Change(where, "written in another style", breaking=True)
        if old.python != new.python:
            yield Change(where, f"called {new.python} in Python, was {old.python}", breaking=True)
        yield from self.schema(old.schema, new.schema, "request", where)

    def _bodies(self, old: Operation, new: Operation) -> Iterator[Change]:
        before = {one.documented: one for one in old.bodies}
        after = {one.documented: one for one in new.bodies}
        if after and new.body_required and not (before and old.body_required):
            yield Change(f"{self._name}, body", "required now", breaking=True)
        for media_type in before.keys() | after.keys():
            where = f"{self._name}, body {media_type}"
            if media_type not in after:
                yield Change(where, "removed", breaking=True)
            elif media_type not in before:
                yield Change(where, "added", breaking=False)
            else:
                yield from self.schema(before[media_type].schema, after[media_type].schema, "request", where)

    def _responses(self, old: Operation, new: Operation) -> Iterator[Change]:
        before = {(r.status, c.media_type): c for r in old.responses for c in r.contents}
        after = {(r.status, c.media_type): c for r in new.responses for c in r.contents}
        for key in before.keys() | after.keys():
            where = f"{self._name}, response {key[0]} {key[1]}"
            if key not in after:
                yield Change(where, "removed", breaking=key[0].startswith("2"))
            elif key not in before:
                yield Change(where, "added", breaking=False)
            else:
                yield from self.schema(before[key].schema, after[key].schema, "response", where)
        yield from self._headers(old, new)

    def _headers(self, old: Operation, new: Operation) -> Iterator[Change]:
        before = {(r.status, header.key): header for r in old.responses for header in r.headers}
        after = {(r.status, header.key): header for r in new.responses for header in r.headers}
        statuses = {r.status for r in new.responses}
        for key in before.keys() | after.keys():
            where = f"{self._name}, header {(after.get(key) or before[key]).wire} of response {key[0]}"
            if key not in after:
                yield Change(where, "removed", breaking=key[0] in statuses or key[0].startswith("2"))
            elif key not in before:
                yield Change(where, "added", breaking=False)
            else:
                if (before[key].form, before[key].explode) != (after[key].form, after[key].explode):
                    yield Change(where, "written in another style", breaking=True)
                yield from self.schema(before[key].schema, after[key].schema, "response", where)

    def schema(self, old: JSONObject, new: JSONObject, way: Direction, where: str) -> Iterator[Change]:
        """Differences of what is sent (`request`) or received (`response`)."""
        names = {_class(old), _class(new)} - {""}
        if "$ref" in old and "$ref" in new:
            pair = (_class(old), _class(new), way)
            if pair in self._compared:
                return
            self._compared.add(pair)
            where = f"{_class(new)} in a {way}"
        old, new = _resolved(old, self._old), _resolved(new, self._new)
        if old.get("properties") and new.get("properties"):
            yield from self._properties(old, new, way, where, names)
        elif _kinds(old, self._old) != _kinds(new, self._new):
            changes = self._kinds(_kinds(old, self._old), _kinds(new, self._new), way, where)
            yield from _seen_as(changes, *(f"{name}, *" for name in names))
        for key in ("items", "additionalProperties"):
            if is_object(old.get(key)) and is_object(new.get(key)):
                yield from self.schema(old[key], new[key], way, f"{where}, each")
        if "oneOf" in old and "oneOf" in new:
            others = {_class(member): member for member in new["oneOf"]}
            for member in old["oneOf"]:
                if "$ref" in member and _class(member) in others:
                    yield from self.schema(member, others[_class(member)], way, where)

    def _kinds(self, old: set[str], new: set[str], way: Direction, where: str) -> Iterator[Change]:
        gone, come = sorted(old - new), sorted(new - old)
        narrower, wider = bool(gone) and "anything" not in new, bool(come) and "anything" not in old
        if gone and come:
            what = f"{_short(come)} instead of {_short(gone)}"
        else:
            what = f"may be {_short(come)} too" if come else f"no longer {_short(gone)}"
        yield Change(where, what, breaking=narrower if way == "request" else wider)

    def _properties(
        self, old: JSONObject, new: JSONObject, way: Direction, where: str, names: set[str]
    ) -> Iterator[Change]:
        wires = [
            {field.wire: python for python, field in fields[id(shape)].items()}
            for fields, shape in zip(self._fields, (old, new), strict=True)
        ]
        required = set(old.get("required", ())), set(new.get("required", ()))
        for wire in wires[0].keys() | wires[1].keys():
            place = f"{wire} of {where}"
            python = {f"{name}, {one[wire]}" for name in names for one in wires if wire in one}
            if wire not in wires[1]:
                yield Change(place, "removed", breaking=True, seen_as=tuple(python))
                continue
            demanded = wires[1][wire] in required[1]
            if wire not in wires[0]:
                what = "added, required" if demanded and way == "request" else "added"
                yield Change(place, what, breaking=demanded and way == "request", seen_as=tuple(python))
                continue
            promised = wires[0][wire] in required[0]
            if demanded != promised:
                what = "required now" if demanded else "optional now"
                yield Change(place, what, breaking=demanded if way == "request" else promised, seen_as=tuple(python))
            pair = old["properties"][wires[0][wire]], new["properties"][wires[1][wire]]
            yield from _seen_as(self.schema(*pair, way, place), *python)


def _seen_as(changes: Iterator[Change], *places: str) -> Iterator[Change]:
    return (evolve(one, seen_as=(*one.seen_as, *places)) for one in changes)


def _class(shape: JSONObject) -> str:
    return str(shape.get("$ref", "")).removeprefix(SCHEMAS)


def _resolved(shape: JSONObject, owner: Normalised) -> JSONObject:
    return as_object(owner.document["components"]["schemas"].get(_class(shape))) if "$ref" in shape else shape


def _kinds(shape: JSONObject, owner: Normalised) -> set[str]:
    """What a value may be, in words."""
    shape = _resolved(shape, owner)
    if "oneOf" in shape:
        return {kind for member in shape["oneOf"] for kind in _kinds(member, owner)}
    if "enum" in shape:
        return {repr(value) for value in shape["enum"]}
    if "const" in shape:
        return {repr(shape["const"])}
    kind = str(shape.get("type") or "anything")
    return {f"{kind} ({shape['format']})" if "format" in shape else kind}


def _short(kinds: list[str]) -> str:
    return ", ".join(kinds[:6]) + (f" and {len(kinds) - 6} more" if len(kinds) > 6 else "")
