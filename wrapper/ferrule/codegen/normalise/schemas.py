"""Bring schemas into the few forms the generator understands. What they state about the wire stays.

After this a schema is one of: a `$ref` to a component; a scalar; an array; a map (`object` without properties); a union
(`oneOf`, with `null` as a member where null is allowed); or, only as a component, an object with properties or an enum.
Each component is named as its class will be.
"""

from __future__ import annotations

from typing import Any

from attrs import define, field

from .. import naming
from ..errors import Note
from ..jsondata import JSONObject, array_at, as_object, is_array, is_object, object_at, text_at
from ..openapi import FACT, SCHEMAS
from ..pointers import escape, pointer, unescape
from .combinations import Combinations
from .components import Components
from .enums import described, enum_shape
from .families import Families
from .fields import annotations_of
from .references import References, is_component, special_targets
from .shapes import (
    APPLICATORS,
    FORMATS,
    NULL,
    SCALARS,
    SILENT,
    Discriminator,
    choices_of,
    guessed_type,
    is_null,
    is_nullable,
    merged_keywords,
    one_of,
    or_null,
    required_of,
    types_of,
)


@define
class SchemaNormaliser:
    """Collects the components of the normalised document while schemas are brought into shape."""

    references: References
    notes: list[Note]
    components: Components = field(factory=Components)
    classes: dict[str, str] = field(factory=dict[str, str])
    """Class name by the key of `components/schemas`."""
    discriminators: list[Discriminator] = field(factory=list[Discriminator])
    unnamed: dict[str, str] = field(factory=dict[str, str])
    """Where the classes stand that have a number for a name; by class."""
    families: Families = field(init=False)
    with_files: set[str] = field(factory=set[str])
    """References to components that only form bodies use, so that they can hold files."""
    _raw: JSONObject = field(factory=dict[str, Any])
    _deep: dict[str, str] = field(factory=dict[str, str])
    """Class name by reference, of schemas within others that are referred to."""
    _deep_refs: set[str] = field(factory=set[str])
    _shaping: list[str] = field(factory=list[str])
    """Classes that are under way, the innermost last."""
    _bases: dict[str, JSONObject] = field(factory=dict[str, JSONObject])
    """Shapes of bases that are a union of what extends them, without the union."""
    _combined: Combinations = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._combined = Combinations(self)

    def run(self, names: dict[str, str]) -> None:
        """Shape every entry of `components/schemas`.

        Args:
            names: what their classes shall be called.
        """
        document = self.references.document
        self._deep_refs, self.with_files = special_targets(document)
        self._raw = object_at(object_at(document, "components"), "schemas")
        self.families = Families({key: self._extending(raw) for key, raw in self._raw.items()})
        for key in self._raw:
            self.classes[key] = self.components.names.claim(names[key])
        for key, raw in self._raw.items():
            if children := self.families.children(key):
                where = pointer("components", "schemas", key)
                self._combined.discriminator(raw["discriminator"], {self.classes[one] for one in children}, where)
        for key in self._raw:
            self.component(key)

    def component(self, key: str) -> JSONObject:
        """The shape of the entry `key` of `components/schemas`; of an alias, a `$ref`."""
        name = self.classes[key]
        if name in self.components.shapes:
            return self.components.shapes[name]
        where = pointer("components", "schemas", key)
        if name in self._shaping:
            self.note("schema", where, "it is defined by itself only", "Correct its allOf or $ref.")
            return {}
        self._shaping.append(name)
        shape = self.shape(self._raw[key], name, where, binary=where in self.with_files, nullable_here=False)
        self._shaping.pop()
        self.components.shapes[name] = shape
        return shape

    def base(self, key: str) -> JSONObject:
        """The shape of the entry `key` for those that extend it: what it is one of is left aside."""
        raw = self._raw[key]
        if not choices_of(raw):
            return {"$ref": SCHEMAS + self.classes[key]}
        if key not in self._bases:
            own = {name: value for name, value in raw.items() if name not in ("oneOf", "anyOf", "discriminator")}
            self._shaping.append(self.classes[key])
            shape = self.shape(own, self.classes[key], pointer("components", "schemas", key), nullable_here=False)
            self._shaping.pop()
            self._bases[key] = shape
        return self._bases[key]

    def schema(self, raw: Any, hint: str, where: str, *, binary: bool = False) -> JSONObject:
        """A schema inside another or in an operation: objects and enums become components, named near `hint`."""
        if where in self._deep_refs:
            return self._deep_ref(where)
        hint = text_at(as_object(raw), f"{FACT}class") or hint
        shape = self.shape(raw, hint, where, binary=binary)
        return self.hoist(shape, hint, where.rpartition("/properties/")[2] if "/properties/" in where else "")

    def hoist(self, shape: JSONObject, hint: str, leaf: str = "") -> JSONObject:
        """A reference to `shape` if it needs a class of its own, else `shape` itself; see `Components`."""
        return self.components.hoist(shape, hint, leaf)

    def shape(self, raw: Any, hint: str, where: str, *, binary: bool = False, nullable_here: bool = True) -> JSONObject:
        """`raw` in one of the forms named above, its own object or enum left in place."""
        if not is_object(raw):
            return {}
        if is_null(raw) and raw.get("nullable") is not True:
            return dict(NULL)
        if isinstance(ref := raw.get("$ref"), str) and self._stands_alone(raw):
            if self.references.leads_nowhere(ref):
                reason = f"$ref {ref} points to nothing; it is typed Any"
                self.note("schema", where, reason, "Correct it in an overlay.", lost=False)
                return {}
            target = self.ref(ref, where)
            return or_null(target) if raw.get("nullable") is True else target
        raw = merged_keywords(raw)
        nullable = is_nullable(raw)
        types = [kind for kind in types_of(raw) if kind != "null"]
        shape = self.plain(raw, types, hint, where, binary)
        if "$ref" not in shape and (text := described(raw, shape)):
            shape = {**shape, "description": text}
        return or_null(shape) if nullable and nullable_here else shape

    def _stands_alone(self, raw: JSONObject) -> bool:
        """Whether nothing is said beside a `$ref`; before OpenAPI 3.1 whatever is said there does not count."""
        return str(self.references.document.get("openapi")).startswith("3.0") or raw.keys().isdisjoint(APPLICATORS)

    def _extending(self, raw: Any) -> Any:
        """A schema that extends another one, however it says so: by `allOf`, or by what stands beside a `$ref`."""
        return merged_keywords(raw) if is_object(raw) and "$ref" in raw and not self._stands_alone(raw) else raw

    def plain(self, raw: JSONObject, types: list[str], hint: str, where: str, binary: bool) -> JSONObject:
        """As `shape`, of no reference, and whether it may be null left aside."""
        if array_at(raw, "allOf"):
            return self._combined.all_of(raw, types, hint, where, binary)
        if is_array(raw.get("enum")):
            return self._enum(raw, types, where)
        if choices_of(raw):
            return self._combined.union(raw, types, hint, where, binary)
        if isinstance(raw.get("const"), (str, int, float)):
            return {"const": raw["const"]}
        if len(types) > 1:
            members = [self._typed({**raw, "type": kind}, kind, hint, where, binary) for kind in types]
            return one_of([self.hoist(member, hint) for member in members])
        return self._typed(raw, types[0] if types else guessed_type(raw), hint, where, binary)

    def _typed(self, raw: JSONObject, kind: str, hint: str, where: str, binary: bool) -> JSONObject:
        if kind == "object":
            return self._object(raw, hint, where, binary)
        if kind == "array":
            items = raw.get("items")
            if is_array(first := raw.get("prefixItems")):
                items = {"oneOf": [*first, *([items] if is_object(items) else [])]}
            return {"type": "array", "items": self.schema(items, f"{hint}Item", f"{where}/items", binary=binary)}
        if kind not in SCALARS:
            if "$dynamicRef" in raw:
                reason = f"$dynamicRef {raw['$dynamicRef']} is left open; it is typed Any"
                self.note("schema", where, reason, "Refer to the schema with the anchor in $defs.", lost=False)
            return {}
        shape: JSONObject = {"type": kind}
        if kind == "string" and raw.get("format") in FORMATS and (binary or raw["format"] != "binary"):
            shape["format"] = raw["format"]
        if kind == "string" and binary and (raw.get("contentEncoding") or raw.get("contentMediaType")):
            shape["format"] = "binary"
        return shape

    def _object(self, raw: JSONObject, hint: str, where: str, binary: bool) -> JSONObject:
        additional = raw.get("additionalProperties")
        if additional is None and (patterns := list(object_at(raw, "patternProperties").values())):
            additional = patterns[0] if len(patterns) == 1 else {"anyOf": patterns}
        shape: JSONObject = {"type": "object"}
        properties = object_at(raw, "properties")
        if properties:
            shape["properties"] = {}
            shape["x-fields"] = {}
            for name, value in properties.items():
                place = f"{where}/properties/{escape(name)}"
                shape["properties"][name] = self.schema(value, hint + naming.pascal(name), place, binary=binary)
                shape["x-fields"][name] = annotations_of(value, place, self.references)
            shape["required"] = [name for name in required_of(raw) if name in properties]
        if is_object(additional) and additional:
            shape["additionalProperties"] = self.schema(
                additional, f"{hint}AdditionalProperty", f"{where}/additionalProperties", binary=binary
            )
        elif additional is False and properties:
            shape["additionalProperties"] = False
        return shape

    def ref(self, ref: str, where: str) -> JSONObject:
        """The shape of a reference to a schema: a reference to its class, with null if its target says so."""
        parts = ref.split("/")
        if not ref.startswith(SCHEMAS) or len(parts) != 4:
            return self._deep_ref(ref, where)
        key = unescape(parts[3])
        if key not in self.classes:
            self.references.get(ref, where)  # says what is wrong with it
        raw = self._raw[key]
        nullable = is_object(raw) and is_nullable(raw)
        target: JSONObject = {"$ref": SCHEMAS + self.classes[key]}
        if children := self.families.children(key):
            target = one_of([{"$ref": SCHEMAS + self.classes[child]} for child in children])
        elif not {self.classes[key], *map(self.classes.get, self.families.ancestors(key))} & set(self._shaping):
            shape = self.component(key)
            if "$ref" in shape:
                target = {"$ref": shape["$ref"]}  # an alias has no class of its own
            elif "oneOf" in shape and NULL in shape["oneOf"]:
                nullable = False  # the alias itself says so
        return or_null(target) if nullable else target

    def _deep_ref(self, ref: str, where: str = "") -> JSONObject:
        if ref not in self._deep:
            raw = self.references.get(ref, where or ref)
            parts = [unescape(part) for part in ref[2:].split("/")]
            wanted = "".join(naming.pascal(part) for part in parts if part not in SILENT and not part.isdigit())
            name = self.components.names.claim(wanted)
            self._deep[ref] = name
            self._shaping.append(name)
            self.components.shapes[name] = self.shape(raw, name, ref)
            self._shaping.pop()
        return {"$ref": SCHEMAS + self._deep[ref]}

    def resolve(self, shape: JSONObject) -> JSONObject:
        """What a shape that may be a `$ref` to a component stands for."""
        if "$ref" not in shape:
            return shape
        name = shape["$ref"].removeprefix(SCHEMAS)
        if name in self.components.shapes:
            return self.components.shapes[name]
        for key, known in self.classes.items():
            if known == name:
                return self.component(key)
        return {}

    def _enum(self, raw: JSONObject, types: list[str], where: str) -> JSONObject:
        found = enum_shape(raw, types, inline=not is_component(where))
        if found is None:
            return self._typed(raw, types[0] if types else "", "", where, False)
        shape, exact = found
        if not exact:
            reason = "an enum of mixed or fractional values is typed by their JSON types only"
            self.note("schema", where, reason, "", lost=False)
        return shape

    def note(self, kind: str, where: str, reason: str, fix: str, *, lost: bool = True) -> None:
        """Take down what the output does not carry, each once; see `Note`."""
        note = Note(kind, where, reason, fix, lost)
        if note not in self.notes:
            self.notes.append(note)
