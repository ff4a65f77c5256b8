"""Schemas made of others: `allOf`, `oneOf`, `anyOf`, and the discriminator that tells members apart."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod
from typing import Any, Protocol

from attrs import define

from .. import naming
from ..jsondata import JSONObject, array_at, as_object, is_object, object_at, text_at
from ..openapi import SCHEMAS
from ..pointers import escape, unescape
from .all_of import merge
from .enums import constants_shape, narrowed, values_of
from .families import Families, key_of
from .references import is_component
from .shapes import (
    CONSTRAINTS,
    NULL,
    Discriminator,
    choices_of,
    is_choice,
    is_null,
    one_of,
    or_null,
    required_of,
    tag_of,
    undescribed,
)


class Schemas(Protocol):
    """Brings the parts into shape; `SchemaNormaliser` does, which in turn has schemas made of others combined here."""

    @property
    def classes(self) -> dict[str, str]:
        """Class name by the key of `components/schemas`."""
        ...

    @property
    def families(self) -> Families:
        """Who extends whom."""
        ...

    @property
    def discriminators(self) -> list[Discriminator]:
        """Takes those that are found."""
        ...

    @property
    def unnamed(self) -> dict[str, str]:
        """Takes the classes that get a number for a name: place by class."""
        ...

    def base(self, key: str) -> JSONObject:
        """The shape of an entry of `components/schemas` for those that extend it."""
        ...

    def shape(self, raw: Any, hint: str, where: str, *, binary: bool = ..., nullable_here: bool = ...) -> JSONObject:
        """A schema as a shape, its own object or enum left in place."""
        ...

    def plain(self, raw: JSONObject, types: list[str], hint: str, where: str, binary: bool) -> JSONObject:
        """A schema as a shape, whether it may be null left aside."""
        ...

    def hoist(self, shape: JSONObject, hint: str) -> JSONObject:
        """A reference to a shape that needs a class, else the shape itself."""
        ...

    def resolve(self, shape: JSONObject) -> JSONObject:
        """What a shape that may be a reference stands for."""
        ...

    def ref(self, ref: str, where: str) -> JSONObject:
        """The shape of a reference to a schema."""
        ...

    def note(self, kind: str, where: str, reason: str, fix: str, *, lost: bool = ...) -> None:
        """Take down what the output does not carry."""
        ...


_MOST_COMBINED = 32  # members of a union that several unions make together


@define
class Combinations:
    """Brings schemas made of others into shape; `schemas` does so with their parts."""

    schemas: Schemas

    def all_of(self, raw: JSONObject, types: list[str], hint: str, where: str, binary: bool) -> JSONObject:
        """What has to be all of several schemas: one object with the parts of each, or a union of such."""
        own = {key: value for key, value in raw.items() if key not in ("allOf", "nullable")}
        says_more = any(key in own for key in ("properties", "additionalProperties", "oneOf", "anyOf", "enum", "items"))
        if not choices_of(own):
            own.pop("discriminator", None)
        child = self.schemas.families.is_child(_component(where))
        alone = len(raw["allOf"]) == 1 and not says_more and not child
        parts = [
            self._part(part, hint, f"{where}/allOf/{index}", binary, alone=alone)
            for index, part in enumerate(raw["allOf"])
        ]
        if says_more or (types and types != ["object"]):
            parts.append(self.schemas.shape(own, hint, where, binary=binary, nullable_here=False))
        required = [*required_of(raw), *(name for part in raw["allOf"] for name in required_of(as_object(part)))]
        parts = [part for part in parts if undescribed(part) not in ({}, {"type": "object"})]
        if len(parts) == 1 and ("$ref" in parts[0] or not required) and not child:
            only = self.schemas.resolve(parts[0])
            if set(required) <= set(only.get("required") or []) or not only.get("properties"):
                return parts[0]
        resolved = [self.schemas.resolve(part) for part in parts]
        if (few := narrowed(resolved)) is not None:
            same = (part for part, shape in zip(parts, resolved, strict=True) if values_of(shape) == values_of(few))
            return next((part for part in same if "$ref" in part), few)
        unions = [shape for shape in resolved if is_choice(shape)]
        if not unions:
            return self._merged(resolved, required, where)
        if prod(len(shape["oneOf"]) for shape in unions) > _MOST_COMBINED:
            reason = "several unions are combined; only the first one is kept apart"
            self.schemas.note("schema", where, reason, "", lost=False)
            unions = unions[:1]
        base = [shape for shape in resolved if not is_choice(shape)]
        return self._product(base, unions, required, hint, where)

    def _part(self, part: Any, hint: str, where: str, binary: bool, *, alone: bool) -> JSONObject:
        """A part of an `allOf`. Of a base that others extend it is the base itself, unless that is all there is."""
        key = _component(as_object(part).get("$ref"))
        if self.schemas.families.is_base(key) and not alone:
            return self.schemas.base(key)
        return self.schemas.shape(part, hint, where, binary=binary)

    def _product(
        self, base: list[JSONObject], unions: list[JSONObject], required: list[str], hint: str, where: str
    ) -> JSONObject:
        """A union of all combinations of the members of several, each with the base."""
        members: list[JSONObject] = []
        stands: dict[str, str] = {}
        several = [[member for member in union["oneOf"] if member != NULL] for union in unions]
        for index, combination in enumerate(product(*several)):
            combined = self._merged([*base, *map(self.schemas.resolve, combination)], required, where)
            named = [class_of(member) for member in combination]
            member = self.schemas.hoist(combined, hint + ("".join(named) or f"Type{index}"))
            members.append(member)
            stands |= {name: class_of(member) for name in named if name and len(several) == 1}
        self._carry_over(stands)
        return one_of(members)

    def _carry_over(self, stands: dict[str, str]) -> None:
        """Discriminators of a union hold for the union of what its members were combined into."""
        for one in list(self.schemas.discriminators):
            if stands and stands.keys() <= {name for names in one.mapping.values() for name in names}:
                mapping = {
                    value: [stands[name] for name in names if name in stands] for value, names in one.mapping.items()
                }
                self.schemas.discriminators.append(
                    Discriminator(one.property, mapping, stands.get(one.default, ""), one.stated)
                )

    def _merged(self, shapes: list[JSONObject], required: list[str], where: str) -> JSONObject:
        merged, clashes = merge(shapes, self.schemas.resolve)
        for clash in clashes:
            self.schemas.note(
                "schema", where, f"allOf parts disagree about {clash}; the last one holds", "", lost=False
            )
        if merged.get("properties"):
            wanted = [*merged.get("required", []), *required]
            merged["required"] = [name for name in dict.fromkeys(wanted) if name in merged["properties"]]
        return merged

    def union(self, raw: JSONObject, types: list[str], hint: str, where: str, binary: bool) -> JSONObject:
        """What has to be one of several schemas. Properties beside them are part of each."""
        base_raw = {
            key: value for key, value in raw.items() if key not in ("oneOf", "anyOf", "discriminator", "nullable")
        }
        word = "oneOf" if raw.get("oneOf") else "anyOf"
        members = choices_of(raw)
        if all(set(member) <= CONSTRAINTS for member in members):
            return self.schemas.plain(base_raw, types, hint, where, binary)
        others = [member for member in members if not is_null(member)]
        if not base_raw.get("properties") and (enum := constants_shape(raw, others)) is not None:
            return enum if others == members else or_null(self.schemas.hoist(enum, hint))
        key = _component(where)
        heirs = [member for member in others if key in self.schemas.families.ancestors(_component(member.get("$ref")))]
        base = None
        if base_raw.get("properties") and len(heirs) < len(others):
            base = self.schemas.base(key) if heirs else self.schemas.shape(base_raw, hint, where, binary=binary)
        singular = len(others) == 1
        listed = next((member for member in others if len(array_at(member, "enum")) > 1), None)
        shapes: list[JSONObject] = []
        stands: dict[str, str] = {}
        for index, member in enumerate(members):
            if is_null(member):
                shapes.append(NULL)
                continue
            suffix = "" if singular else naming.pascal(text_at(member, "title") or tag_of(member)) or f"Type{index}"
            if suffix == f"Type{index}" and member is listed:
                suffix = "Value" if is_component(where) else ""
            if types and "type" not in member and "$ref" not in member and len(types) == 1:
                member = {"type": types[0], **member}
            shape = alone = self.schemas.shape(member, hint + suffix, f"{where}/{word}/{index}", binary=binary)
            if base is not None and member not in heirs:
                shape = self._merged([base, self.schemas.resolve(shape)], [], where)
            shapes.append(self.schemas.hoist(shape, hint + suffix))
            if suffix == f"Type{index}" and "$ref" not in shape:
                for one in (shapes[-1], *array_at(shapes[-1], "oneOf")):  # the latter if it may be null
                    self.schemas.unnamed.setdefault(class_of(one), f"{where}/{word}/{index}")
            if class_of(alone):
                stands[class_of(alone)] = class_of(shapes[-1])
        union = one_of(shapes)
        members_of = {class_of(member) for member in union.get("oneOf", []) if class_of(member)}
        self.discriminator(raw.get("discriminator"), members_of, where, stands)
        return union

    def discriminator(self, raw: Any, members: set[str], where: str, stands: Mapping[str, str] = {}) -> None:
        """Take down how a property tells members of a union apart.

        Args:
            raw: the Discriminator Object.
            members: classes of the union.
            where: the schema it is in.
            stands: the member that stands for a class, which has more properties.
        """
        if not is_object(raw) or not isinstance(raw.get("propertyName"), str):
            return
        # The name of a schema stands for it unless the mapping says otherwise.
        classes = {key: stands.get(name, name) for key, name in self.schemas.classes.items()}
        mapping = {key: [name] for key, name in classes.items() if name in members}
        stated = object_at(raw, "mapping")
        for value, target in stated.items():
            if names := [stands.get(name, name) for name in self._mapped(target, members, where)]:
                mapping[value] = names
            else:
                reason = f"discriminator value {value} maps to nothing"
                self.schemas.note("schema", where, reason, "Correct it in an overlay.", lost=False)
        if mapping:
            default = next(iter(self._mapped(raw.get("defaultMapping"), members, where)), "")
            default = stands.get(default, default)
            self.schemas.discriminators.append(Discriminator(raw["propertyName"], mapping, default, frozenset(stated)))

    def _mapped(self, target: Any, members: set[str], where: str) -> list[str]:
        """The classes of what a discriminator names: a reference, or the bare name of a schema."""
        name = self.schemas.classes.get(key_of(target), "")
        if not name or name in members:
            return [name] if name else []
        shape = self.schemas.ref(SCHEMAS + escape(key_of(target)), where)
        return [one for member in self.schemas.resolve(shape).get("oneOf", [shape]) if (one := class_of(member))]


def class_of(shape: JSONObject) -> str:
    """The class that a shape refers to, empty if it is no reference."""
    return str(shape.get("$ref", "")).removeprefix(SCHEMAS)


def _component(ref: Any) -> str:
    """The key of `components/schemas` that a reference or a pointer leads to; empty if it leads elsewhere."""
    key = str(ref or "").removeprefix(SCHEMAS)
    return "" if "/" in key else unescape(key)
