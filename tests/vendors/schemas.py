"""Schemas of ours against the vendor's: fields, types, formats, values and what is required."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import attrs

from vendors.documents import Document, Located, Node

Direction = Literal["request", "response"]

DECODED_FORMATS = {"date-time", "date", "time", "duration", "uuid", "binary", "byte"}
"""Formats that decide what the bytes mean; the rest (`uri`, `int64`, …) are hints that vendors leave out at will."""


@attrs.frozen(order=True)
class Disagreement:
    """One thing that our description states and the vendor's does not bear out."""

    pointer: str
    """Where in our description."""
    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer}: {self.kind}: {self.message}"


@attrs.frozen
class Shape:
    """One object of a vendor's schema, with what is required by the whole `allOf` it belongs to."""

    node: Node
    required: frozenset[str]


@attrs.frozen
class Whole:
    """What a schema of ours is a part of."""

    required: frozenset[str] = frozenset()
    """What the whole requires."""
    one_of: bool = False
    """Whether the part is one of several alternatives."""


ALONE = Whole()


@attrs.define(eq=False)
class SchemaComparison:
    """Compares schemas of `ours` with those of `vendor`; what it finds adds up in `found`."""

    ours: Document
    vendor: Document
    found: set[Disagreement] = attrs.field(factory=set, init=False)
    _compared: set[tuple[str, frozenset[int], Direction, Whole]] = attrs.field(factory=set, init=False)

    def report(self, pointer: str, kind: str, message: str) -> None:
        """Add a disagreement."""
        self.found.add(Disagreement(pointer, kind, message))

    def clear(self) -> None:
        """Forget what was found and what was compared."""
        self.found.clear()
        self._compared.clear()

    def compare(self, ours: Located, theirs: list[Located], direction: Direction, whole: Whole = ALONE) -> None:
        """Compare a schema of ours with several of the vendor's, of which any may bear it out."""
        ours = self.ours.follow(ours)
        key = (ours.pointer, frozenset(id(other.node) for other in theirs), direction, whole)
        if key in self._compared:
            return
        self._compared.add(key)
        found = [each for other in theirs for each in shapes(self.vendor, other)]
        if not self._type(ours, found, direction):
            return  # what is below would disagree too
        self._format(ours, found)
        self._enum(ours, found)
        objects = [each for each in found if each.node.get("properties")]
        whole = attrs.evolve(whole, required=whole.required | required(self.ours, ours))
        if direction == "request":
            self._must_send(ours, objects, whole)
        else:
            self._may_lack(ours, objects, whole)
        for name, child in ours.each("properties"):
            self._property(name, child, found, direction)
        self._children(ours, "items", found, direction)
        self._children(ours, "additionalProperties", found, direction)
        for _, child in ours.each("allOf"):
            self.compare(child, theirs, direction, whole)
        choices = [child for keyword in ("oneOf", "anyOf") for _, child in ours.each(keyword)]
        choices = [child for child in choices if child.node.get("type") != "null"]
        for child in choices:
            self.compare(child, theirs, direction, attrs.evolve(whole, one_of=whole.one_of or len(choices) > 1))

    def _property(self, name: str, child: Located, found: list[Shape], direction: Direction) -> None:
        described = [each for each in found if each.node.get("properties")]
        others = [Located(each.node["properties"][name], "") for each in described if name in each.node["properties"]]
        if not others:
            others = [
                Located(extra, "") for each in found if isinstance(extra := each.node.get("additionalProperties"), dict)
            ]
        if others:
            self.compare(child, others, direction)
        elif described:
            known = sorted({known for each in described for known in each.node["properties"]})
            listed = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
            self.report(child.pointer, "property", f"no field {name!r} among {listed}")

    def _children(self, ours: Located, keyword: str, found: list[Shape], direction: Direction) -> None:
        child = ours.get(keyword)
        others = [Located(held, "") for each in found if isinstance(held := each.node.get(keyword), dict)]
        if child and others:
            self.compare(child, others, direction)

    def _type(self, ours: Located, found: list[Shape], direction: Direction) -> bool:
        mine, its = own_types(ours.node), types(found)
        wrong = {t for t in mine if its and not _accepts(t, its, direction)}
        if wrong:
            self.report(ours.pointer, "type", f"is {' or '.join(sorted(wrong))}, not {' or '.join(sorted(its))}")
        return not wrong

    def _format(self, ours: Located, found: list[Shape]) -> None:
        mine = ours.node.get("format")
        its = {each.node["format"] for each in found if "format" in each.node}
        if mine and its and mine not in its and DECODED_FORMATS & {mine, *its}:
            self.report(ours.pointer, "format", f"is {mine}, not {' or '.join(sorted(its))}")

    def _enum(self, ours: Located, found: list[Shape]) -> None:
        scalars = [each.node for each in found if own_types(each.node) - {"array", "object"}]
        if not scalars or any(_values(node) is None for node in scalars):
            return  # some form of it takes any value
        its = [value for node in scalars for value in _values(node) or ()]
        wrong = [value for value in _values(ours.node) or () if value is not None and value not in its]
        if wrong:
            self.report(ours.pointer, "enum", f"no value {', '.join(map(repr, wrong))} among {its}")

    def _must_send(self, ours: Located, objects: list[Shape], whole: Whole) -> None:
        if objects and "object" in own_types(ours.node):
            for name in sorted(frozenset.intersection(*(each.required for each in objects)) - whole.required):
                self.report(ours.pointer, "required", f"{name!r} must be sent")

    def _may_lack(self, ours: Located, objects: list[Shape], whole: Whole) -> None:
        described = {name for each in objects for name in each.node["properties"]}
        relied_on = described & set(ours.node.get("required", ()))
        stated = [each for each in objects if each.required]
        if whole.one_of:  # one form of theirs has to bear out this form of ours
            missing = min((relied_on - each.required for each in stated), key=len, default=set())
        else:  # whatever comes has to
            missing = {name for each in stated for name in relied_on & each.node["properties"].keys() - each.required}
        for name in sorted(missing):
            self.report(ours.pointer, "required", f"{name!r} may be left out")


def shapes(
    document: Document, at: Located, context: frozenset[str] = frozenset(), above: frozenset[int] = frozenset()
) -> Iterator[Shape]:
    """A schema and everything it is composed of, references followed.

    `context` is what the schemas around it require, `above` tells which those are.
    """
    at = document.follow(at)
    if id(at.node) in above:
        return
    context |= required(document, at)
    yield Shape(at.node, context)
    for keyword in ("allOf", "oneOf", "anyOf"):
        for _, child in at.each(keyword):
            yield from shapes(document, child, context, above | {id(at.node)})


def required(document: Document, at: Located) -> frozenset[str]:
    """What an object must have by its own word and by that of its `allOf`."""
    at = document.follow(at)
    inherited = (required(document, child) for _, child in at.each("allOf"))
    return frozenset(at.node.get("required", ())).union(*inherited)


def own_types(node: Node) -> set[str]:
    """The types a schema states itself, in words or by its keywords; null apart."""
    stated = node.get("type")
    if stated is not None:
        return ({stated} if isinstance(stated, str) else set(stated)) - {"null"}
    if "properties" in node or isinstance(node.get("additionalProperties"), dict):
        return {"object"}
    if "items" in node:
        return {"array"}
    return {_type_of(value) for value in _values(node) or ()} - {"null"}


def types(found: Iterable[Shape]) -> set[str]:
    """The types that any of these states."""
    return {stated for each in found for stated in own_types(each.node)}


def _type_of(value: object) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "null")


def _accepts(mine: str, its: set[str], direction: Direction) -> bool:
    """An integer may be sent where a number is taken; an integer that is answered may be read as a number."""
    wider = {"request": ("integer", "number"), "response": ("number", "integer")}[direction]
    return mine in its or (mine == wider[0] and wider[1] in its)


def _values(node: Node) -> list[Any] | None:
    return [node["const"]] if "const" in node else node.get("enum")
