"""Values that a schema describes: always the same ones, never random."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .documents import JSONObject, is_array, is_object, resolve

# By `format`; each is valid under that format, whatever the checker.
_FORMATS: Final = {
    "date-time": "2024-05-17T09:30:00Z",
    "date": "2024-05-17",
    "time": "09:30:00Z",
    "duration": "PT1H",
    "email": "reader@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/resource",
    "uri-reference": "/resource",
    "uri-template": "https://example.com/{name}",
    "uuid": "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
    "byte": "ZmVycnVsZQ==",
    "json-pointer": "/name",
    "regex": "^a+$",
}
# An example is to show a schema, not to exhaust it: optional members end at this depth.
_DEPTH: Final = 6


class Examples:
    """Makes examples from the schemas of one document.

    Args:
        document: an OpenAPI 3.1 document.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def of(self, schema: Any) -> Any:
        """A value the schema accepts.

        An `example`, `const`, `default` or first `enum` value is taken as it is. What only a `pattern` describes needs
        an example: without one the value is text that may not match.
        """
        return self._make(schema, 0, ())

    def of_content(self, media_type: Mapping[str, Any]) -> Any:
        """A value for a Media Type Object: its own example if it has one."""
        if "example" in media_type:
            return media_type["example"]
        for example in media_type.get("examples", {}).values():
            resolved = resolve(self._document, example)
            if "value" in resolved:
                return resolved["value"]
        return self.of(media_type.get("schema", {}))

    def _make(self, raw: Any, depth: int, inside: tuple[str, ...]) -> Any:
        schema = resolve(self._document, raw)
        if not is_object(schema):
            return None
        if is_object(raw) and "$ref" in raw:
            inside = (*inside, raw["$ref"])
        for known in ("const", "example", "default"):
            if known in schema:
                return schema[known]
        for several in ("examples", "enum"):
            if schema.get(several):
                return schema[several][0]
        if "allOf" in schema:
            schema = self._merged(schema)
        for choice in ("oneOf", "anyOf"):
            if choice in schema:
                return self._choice(schema, choice, depth, inside)
        return self._by_type(schema, depth, inside)

    def _choice(self, schema: JSONObject, choice: str, depth: int, inside: tuple[str, ...]) -> Any:
        """The first alternative that does not lead back to where we are."""
        rest = {key: value for key, value in schema.items() if key != choice}
        options = schema[choice]
        option = next((each for each in options if each.get("$ref") not in inside), options[0])
        if "properties" not in rest and "required" not in rest:
            return self._make(option, depth, inside)
        return self._make({"allOf": [rest, option]}, depth, inside)

    def _by_type(self, schema: JSONObject, depth: int, inside: tuple[str, ...]) -> Any:
        kind = schema.get("type")
        if is_array(kind):
            kind = next((each for each in kind if each != "null"), "null")
        if kind is None:
            kind = "object" if "properties" in schema else "array" if "items" in schema else None
        if kind == "object":
            return self._object(schema, depth, inside)
        if kind == "array":
            count = max(schema.get("minItems", 0), 0 if _recursive(schema.get("items"), inside) else 1)
            return [self._make(schema.get("items", {}), depth + 1, inside) for _ in range(count)]
        if kind == "string":
            return _text(schema)
        if kind in ("integer", "number"):
            return _number(schema, whole=kind == "integer")
        return True if kind == "boolean" else None

    def _object(self, schema: JSONObject, depth: int, inside: tuple[str, ...]) -> JSONObject:
        required = schema.get("required", ())
        made = {
            name: self._make(member, depth + 1, inside)
            for name, member in schema.get("properties", {}).items()
            if name in required or (depth < _DEPTH and not _recursive(member, inside))
        }
        extra = schema.get("additionalProperties")
        if not made and is_object(extra) and depth < _DEPTH:
            made["name"] = self._make(extra, depth + 1, inside)
        return made

    def _merged(self, schema: JSONObject) -> JSONObject:
        """One schema for `allOf`: members and requirements together, else the later keyword."""
        merged: JSONObject = {}
        own = {key: value for key, value in schema.items() if key != "allOf"}
        for part in (*(resolve(self._document, each) for each in schema["allOf"]), own):
            flat = self._merged(part) if "allOf" in part else part
            for key, value in flat.items():
                if key == "properties":
                    merged[key] = {**merged.get(key, {}), **value}
                elif key == "required":
                    merged[key] = [*merged.get(key, ()), *value]
                else:
                    merged[key] = value
        return merged


def _recursive(schema: Any, inside: tuple[str, ...]) -> bool:
    """Whether the schema, or the items it is an array of, leads back to where we are."""
    if not is_object(schema):
        return False
    return schema.get("$ref") in inside or _recursive(schema.get("items"), inside)


def _text(schema: JSONObject) -> str:
    text = _FORMATS.get(schema.get("format", ""), "text")
    text = text.ljust(schema.get("minLength", 0), "x")
    return text[: schema["maxLength"]] if "maxLength" in schema else text


def _number(schema: JSONObject, *, whole: bool) -> float:
    step = schema.get("multipleOf", 1)
    low = schema.get("minimum", schema.get("exclusiveMinimum", 0) + step if "exclusiveMinimum" in schema else None)
    high = schema.get("maximum", schema.get("exclusiveMaximum", 0) - step if "exclusiveMaximum" in schema else None)
    value = 1
    if low is not None and value < low:
        value = -(-low // step) * step
    if high is not None and value > high:
        value = high // step * step
    return int(value) if whole else value
