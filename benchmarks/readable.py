"""A description as Prism can read it, for certain calls; what it says about these calls stays the same.

For Prism every object that may be in brackets was sent, also one that was not, and it misses what that object
requires. It does not tell arrays of objects from text. Where an object is one of several alternatives, it looks at
none. So each schema of what goes in brackets is cut to what the call sends there: `a[0][b]` is then an object in an
object.
"""

from __future__ import annotations

from typing import Any

from sampling import FORM, MULTIPART, Sample, Value
from synthesis import Synthesiser

Schema = dict[str, Any]


def readable(document: dict[str, Any], samples: list[Sample]) -> dict[str, Any]:
    """The description for these calls, which name each operation once at most."""
    made = {(one.path, one.method.lower()): one for one in samples}
    resolve = Synthesiser(document, "").resolve
    paths = {
        path: {
            key: _operation(value, made[path, key], resolve) if (path, key) in made else value
            for key, value in item.items()
        }
        for path, item in document["paths"].items()
    }
    found: dict[str, Any] = unexpanded({**document, "paths": paths})
    return found


def unexpanded(value: Any) -> Any:
    """A description without Stripe's expandable objects, which are identifiers unless a request asks otherwise.

    They refer to each other in circles, and Prism, which puts the target in place of each reference, comes to no end.
    """
    if isinstance(value, list):
        return [unexpanded(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: unexpanded(item) for key, item in value.items() if key != "x-expansionResources"}
    if "x-expansionResources" in value and any(one.get("type") == "string" for one in value.get("anyOf", [])):
        del kept["anyOf"]
        kept["type"] = "string"
    return kept


def _operation(operation: Schema, sample: Sample, resolve: Any) -> Schema:
    sent = {one.name: one for one in sample.parameters if one.location == "query"}
    parameters = [_parameter(resolve(one), sent, resolve) for one in operation.get("parameters", [])]
    operation = {**operation, "parameters": [one for one in parameters if one]}
    if sample.media_type in (FORM, MULTIPART):
        body = resolve(operation["requestBody"])
        content = body["content"][sample.media_type]
        content = {**content, "schema": _cut(content["schema"], sample.body, resolve)}
        operation["requestBody"] = {**body, "content": {sample.media_type: content}}
    return operation


def _parameter(parameter: Schema, sent: dict[str, Value], resolve: Any) -> Schema:
    """Nothing of an object in brackets that was not sent and need not be."""
    if parameter.get("style") != "deepObject":
        return parameter
    if parameter["name"] in sent:
        return {**parameter, "schema": _cut(parameter["schema"], sent[parameter["name"]].value, resolve)}
    return parameter if parameter.get("required") else {}


def _cut(schema: Schema, value: Any, resolve: Any) -> Schema:
    """The schema of a value that goes in brackets; what must be there stays in it."""
    schema = resolve(schema)
    for alternative in map(resolve, schema.get("anyOf", [])):
        if _takes(alternative, value):
            return _cut(alternative, value, resolve)
    if isinstance(value, dict) and schema.get("type") == "object":
        known, required = schema.get("properties", {}), schema.get("required", [])
        missing = {name: known.get(name, {}) for name in required if name not in value}
        others = schema.get("additionalProperties")
        others = others if isinstance(others, dict) else {}
        kept = {name: _cut(known.get(name, others), item, resolve) for name, item in value.items()}
        return {**schema, "properties": {**missing, **kept}}
    items = resolve(schema.get("items", {}))
    if isinstance(value, list) and items.get("type") == "object":
        elements = {str(index): _cut(items, item, resolve) for index, item in enumerate(value)}
        return {"type": "object", "properties": elements, "required": list(elements)}
    return schema


def _takes(schema: Schema, value: Any) -> bool:
    """Whether a value is an array or an object as described, by its keys."""
    if isinstance(value, list):
        return bool(schema.get("type") == "array")
    if not isinstance(value, dict) or schema.get("type") != "object":
        return False
    known = value.keys() <= schema.get("properties", {}).keys() or bool(schema.get("additionalProperties"))
    return known and set(schema.get("required", [])) <= value.keys()
