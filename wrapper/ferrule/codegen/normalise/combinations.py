"""Schemas made of others: `allOf`, `oneOf`, `anyOf`, and the discriminator that tells members apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

from .. import naming
from ..load import JSONObject
from .all_of import merge
from .references import SCHEMAS, unescape
from .shapes import CONSTRAINTS, NULL, is_choice, required_of, undescribed

if TYPE_CHECKING:
    from .schemas import SchemaNormaliser


@frozen
class Discriminator:
    """The property that names the member of a union, and the class for each of its values."""

    property: str
    mapping: dict[str, str]
    default: str = ""
    """The class for any other value, or none (OpenAPI 3.2, `defaultMapping`)."""


@define
class Combinations:
    """Brings schemas made of others into shape; `schemas` does so with their parts."""

    schemas: SchemaNormaliser

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
        required = [
            *required_of(raw),
            *(name for part in raw["allOf"] if isinstance(part, dict) for name in required_of(part)),
        ]
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
        members = []
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
        """What has to be one of several schemas; properties beside them are part of each."""
        base_raw = {
            key: value for key, value in raw.items() if key not in ("oneOf", "anyOf", "discriminator", "nullable")
        }
        word = "oneOf" if raw.get("oneOf") else "anyOf"
        members = [member for member in choices_of(raw) if isinstance(member, dict)]
        if all(set(member) <= CONSTRAINTS for member in members):
            return self.schemas.plain(base_raw, types, hint, where, binary)
        base = self.schemas.shape(base_raw, hint, where, binary=binary) if base_raw.get("properties") else None
        singular = len([m for m in members if m.get("type") != "null"]) == 1
        shapes: list[JSONObject] = []
        for index, member in enumerate(members):
            suffix = "" if singular else naming.pascal(str(member.get("title") or "")) or f"Type{index}"
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
        if not isinstance(raw, dict) or not isinstance(raw.get("propertyName"), str):
            return
        members = {m["$ref"].removeprefix(SCHEMAS) for m in union.get("oneOf", []) if "$ref" in m}
        # The name of a schema stands for it unless the mapping says otherwise.
        mapping = {key: name for key, name in self.schemas.classes.items() if name in members}
        given = raw.get("mapping")
        for value, target in given.items() if isinstance(given, dict) else ():
            if name := self._mapped(target, where):
                mapping[str(value)] = name
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


def one_of(members: list[JSONObject]) -> JSONObject:
    """A union of shapes, each once; what is a union itself is part of it."""
    flat: list[JSONObject] = []
    for member in members:
        flat.extend(member.get("oneOf", [member]))
    bare = [{key: value for key, value in member.items() if key != "description"} for member in flat]
    unique = list({json.dumps(member, sort_keys=True): member for member in bare}.values())
    if {} in unique:
        return {}
    return unique[0] if len(unique) == 1 else {"oneOf": unique}


def choices_of(raw: JSONObject) -> list[Any]:
    """Members of a union."""
    found = raw.get("oneOf") or raw.get("anyOf")
    return found if isinstance(found, list) else []
