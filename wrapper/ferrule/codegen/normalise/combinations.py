"""Schemas made of others: `allOf`, `oneOf`, `anyOf`, and the discriminator that tells members apart."""

from __future__ import annotations

from typing import Any, Protocol

from attrs import define

from .. import naming
from ..jsondata import JSONObject, as_object, is_object, object_at, text_at
from ..openapi import SCHEMAS
from ..pointers import unescape
from .all_of import merge
from .shapes import CONSTRAINTS, NULL, Discriminator, choices_of, is_choice, one_of, required_of, undescribed


class Schemas(Protocol):
    """Brings the parts into shape; `SchemaNormaliser` does, which in turn has schemas made of others combined here."""

    @property
    def classes(self) -> dict[str, str]:
        """Class name by the key of `components/schemas`."""
        ...

    @property
    def discriminators(self) -> list[Discriminator]:
        """Takes those that are found."""
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


@define
class Combinations:
    """Brings schemas made of others into shape; `schemas` does so with their parts."""

    schemas: Schemas

    def all_of(self, raw: JSONObject, types: list[str], hint: str, where: str, binary: bool) -> JSONObject:
        """What has to be all of several schemas: one object with the parts of each, or a union of such."""
        own = {key: value for key, value in raw.items() if key not in ("allOf", "nullable", "discriminator")}
        parts = [
            self.schemas.shape(part, hint, f"{where}/allOf/{index}", binary=binary)
            for index, part in enumerate(raw["allOf"])
        ]
        if any(key in own for key in ("properties", "additionalProperties", "oneOf", "anyOf", "enum", "items")) or (
            types and types != ["object"]
        ):
            parts.append(self.schemas.shape(own, hint, where, binary=binary, nullable_here=False))
        required = [*required_of(raw), *(name for part in raw["allOf"] for name in required_of(as_object(part)))]
        parts = [part for part in parts if undescribed(part) not in ({}, {"type": "object"})]
        if len(parts) == 1 and ("$ref" in parts[0] or not required):
            only = self.schemas.resolve(parts[0])
            if set(required) <= set(only.get("required") or []) or not only.get("properties"):
                return parts[0]
        resolved = [self.schemas.resolve(part) for part in parts]
        unions = [shape for shape in resolved if is_choice(shape)]
        if not unions:
            return self._merged(resolved, required, where)
        base = [shape for shape in resolved if not is_choice(shape)]
        if len(unions) > 1:
            self.schemas.note(
                "schema", where, "several unions are combined; only the first one is kept apart", "", lost=False
            )
            base += [{}]
        members: list[JSONObject] = []
        for index, member in enumerate(unions[0]["oneOf"]):
            if member == NULL:
                continue
            combined = self._merged([*base, self.schemas.resolve(member)], required, where)
            suffix = member.get("$ref", "").removeprefix(SCHEMAS) or f"Type{index}"
            members.append(self.schemas.hoist(combined, hint + suffix))
        return one_of(members)

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
        base = self.schemas.shape(base_raw, hint, where, binary=binary) if base_raw.get("properties") else None
        singular = len([member for member in members if member.get("type") != "null"]) == 1
        shapes: list[JSONObject] = []
        for index, member in enumerate(members):
            suffix = "" if singular else naming.pascal(text_at(member, "title")) or f"Type{index}"
            if types and "type" not in member and "$ref" not in member and len(types) == 1:
                member = {"type": types[0], **member}
            shape = self.schemas.shape(member, hint + suffix, f"{where}/{word}/{index}", binary=binary)
            if base is not None:
                shape = self._merged([base, self.schemas.resolve(shape)], [], where)
            shapes.append(self.schemas.hoist(shape, hint + suffix))
        union = one_of(shapes)
        self._discriminator(raw.get("discriminator"), union, where)
        return union

    def _discriminator(self, raw: Any, union: JSONObject, where: str) -> None:
        if not is_object(raw) or not isinstance(raw.get("propertyName"), str):
            return
        members = {member["$ref"].removeprefix(SCHEMAS) for member in union.get("oneOf", []) if "$ref" in member}
        # The name of a schema stands for it unless the mapping says otherwise.
        mapping = {key: name for key, name in self.schemas.classes.items() if name in members}
        for value, target in object_at(raw, "mapping").items():
            if name := self._mapped(target, where):
                mapping[value] = name
            else:
                reason = f"discriminator value {value} maps to nothing"
                self.schemas.note("schema", where, reason, "Correct it in an overlay.", lost=False)
        if mapping:
            default = self._mapped(raw.get("defaultMapping"), where)
            self.schemas.discriminators.append(Discriminator(raw["propertyName"], mapping, default))

    def _mapped(self, target: Any, where: str) -> str:
        """The class of what a discriminator names: a reference, or the bare name of a schema."""
        last = str(target).rpartition("/")[2]
        if unescape(last) not in self.schemas.classes:
            return ""
        return str(self.schemas.ref(SCHEMAS + last, where).get("$ref", "")).removeprefix(SCHEMAS)
