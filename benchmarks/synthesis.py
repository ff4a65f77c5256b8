"""A JSON value that an OpenAPI schema allows, the same for the same seed. Examples in the description are preferred."""

from __future__ import annotations

import random
import re
from typing import Any

Schema = dict[str, Any]

_FORMATS = {
    "date-time": "2026-01-02T03:04:05Z",
    "date": "2026-01-02",
    "time": "03:04:05Z",
    "uri": "https://example.test/octocat",
    "url": "https://example.test/octocat",
    "uri-template": "https://example.test/{name}",
    "email": "octocat@example.test",
    "hostname": "example.test",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uuid": "123e4567-e89b-42d3-a456-426614174000",
    "repo.nwo": "octocat/hello-world",
    "timestamp": "2026-01-02T03:04:05Z",
}
_TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": (),
}
# Tried in turn where there is a pattern.
_TEXTS = (
    "octocat",
    "1",
    "1.2.3",
    "octocat/hello-world",
    "#0a0a0a",
    "2026-01-02T03:04:05Z",
    "https://example.test/octocat",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDummy",
    "0123456789abcdef0123456789abcdef01234567",
    f"sha256:{'0' * 64}",
)
_DEEPEST = 6  # optional parts end here, so that recursive schemas do


class Unsatisfiable(ValueError):
    """No value was found for a schema."""


class Synthesiser:
    """Makes values for schemas of one document.

    Args:
        document: OpenAPI document; local references are followed.
        seed: what decides, where a schema leaves a choice.
    """

    def __init__(self, document: dict[str, Any], seed: str) -> None:
        self._document = document
        self._random = random.Random(seed)

    def resolve(self, value: Any) -> Any:
        """What a local reference, or a chain of them, points at."""
        while isinstance(value, dict) and "$ref" in value:
            target: Any = self._document
            for step in value["$ref"].removeprefix("#/").split("/"):
                key = step.replace("~1", "/").replace("~0", "~")
                target = target[int(key) if isinstance(target, list) else key]
            value = target
        return value

    def chance(self) -> bool:
        """Whether something optional is given."""
        return self._random.random() < 0.5

    def value(self, schema: Any, depth: int = 0) -> Any:
        """A value for a schema.

        Raises:
            Unsatisfiable: the schema asks for something this cannot make.
        """
        schema = self._merged(self.resolve(schema), depth)
        given = [schema[key] for key in ("const", "example", "default") if key in schema]
        for value in (*given, *schema.get("examples", [])):
            if allows(schema, value):
                return value
        if "enum" in schema:
            return self._random.choice([one for one in schema["enum"] if one is not None])
        kinds = schema.get("type")
        kind = next((one for one in kinds if one != "null"), "null") if isinstance(kinds, list) else kinds
        match kind or _implied(schema):
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, depth)
            case "integer" | "number":
                return _number(schema)
            case "boolean":
                return self.chance()
            case "null":
                return None
            case _:
                return _text(schema)

    def _merged(self, schema: Schema, depth: int) -> Schema:
        """One schema without `allOf`, `oneOf` and `anyOf`: all of the first, one member of each of the others."""
        if depth > 4 * _DEEPEST:
            raise Unsatisfiable("the schema requires itself")
        members = [self.resolve(one) for one in schema.get("allOf", [])]
        alternatives = [schema[key] for key in ("oneOf", "anyOf") if schema.get(key)]
        members += [
            self.resolve(self._random.choice([one for one in some if not _is_null(one)])) for some in alternatives
        ]
        if not members:
            return schema
        merged = {key: value for key, value in schema.items() if key not in ("allOf", "oneOf", "anyOf")}
        for member in members:
            member = self._merged(member, depth + 1)
            merged = {
                **member,
                **merged,
                "properties": {**member.get("properties", {}), **merged.get("properties", {})},
                "required": [*merged.get("required", []), *member.get("required", [])],
            }
        return {key: value for key, value in merged.items() if value or key not in ("properties", "required")}

    def _object(self, schema: Schema, depth: int) -> dict[str, Any]:
        required, properties = schema.get("required", []), schema.get("properties", {})
        found: dict[str, Any] = {}
        for name in dict.fromkeys([*properties, *required]):
            field = self.resolve(properties.get(name, {}))
            if field.get("readOnly") or (name not in required and (depth >= _DEEPEST or not self.chance())):
                continue
            found[name] = self.value(field, depth + 1)
        missing = max(0, schema.get("minProperties", 0) - len(found))
        for name in [one for one in properties if one not in found][:missing]:
            found[name] = self.value(properties[name], depth + 1)
        additional = schema.get("additionalProperties")
        for number in range(schema.get("minProperties", 0) - len(found)):
            found[f"key{number}"] = self.value(additional if isinstance(additional, dict) else {}, depth + 1)
        return found

    def _array(self, schema: Schema, depth: int) -> list[Any]:
        least = schema.get("minItems", 0)
        wanted = max(least, 1 if depth < _DEEPEST else 0)
        items: list[Any] = []
        for _ in range(20 * wanted):
            if len(items) == min(wanted, schema.get("maxItems", wanted)):
                break
            item = self.value(schema.get("items", {}), depth + 1)
            if not (schema.get("uniqueItems") and item in items):
                items.append(item)
        if len(items) < least:
            raise Unsatisfiable(f"{least} different items")
        return items


def allows(schema: Schema, value: Any) -> bool:
    """Whether an example in a description keeps to its schema, as far as this can tell; many do not."""
    kinds = schema.get("type", _implied(schema))
    if not any(isinstance(value, _TYPES[kind]) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, str):
        within = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        absolute = schema.get("format") not in ("uri", "url") or "://" in value
        return within and absolute and _matches(schema.get("pattern", ""), value)
    return True


def _matches(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:  # it is JavaScript's
        return False


def _is_null(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "null"


def _implied(schema: Schema) -> str:
    if "properties" in schema or "additionalProperties" in schema or "required" in schema:
        return "object"
    return "array" if "items" in schema else "string"


def _number(schema: Schema) -> int | float:
    """The lowest multiple within the bounds; about 1 where there are none below."""
    step = schema.get("multipleOf", 1)
    low, above = _bound(schema, "minimum", "exclusiveMinimum")
    high, below = _bound(schema, "maximum", "exclusiveMaximum")
    if low is None:
        low = min(step, high - step if below else high) if high is not None else step
    found = -(-low // step) * step
    if above and found == low:
        found += step
    if high is not None and (found > high or (below and found == high)):
        raise Unsatisfiable(f"a multiple of {step} between {low} and {high}")
    return int(found) if schema.get("type") == "integer" else found


def _bound(schema: Schema, inclusive: str, exclusive: str) -> tuple[Any, bool]:
    """A bound, and whether it is outside; `exclusive` is a number in OpenAPI 3.1, a flag in 3.0."""
    flag = schema.get(exclusive)
    if flag is None or isinstance(flag, bool):
        return schema.get(inclusive), flag is True
    return flag, True


def _text(schema: Schema) -> str:
    least, most = schema.get("minLength", 0), schema.get("maxLength", 1000)
    pattern = schema.get("pattern")
    for text in (_FORMATS.get(schema.get("format", ""), ""), *_TEXTS):
        fitted = text[:most].ljust(least, "a") if text else ""
        if fitted and (pattern is None or _matches(pattern, fitted)):
            return fitted
    raise Unsatisfiable(f"text that matches {pattern}")
