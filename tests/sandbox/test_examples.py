"""Examples conform to the schemas they are made from."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ferrule.sandbox.documents import SHIPPED, escape, load, resolve
from ferrule.sandbox.examples import Examples
from ferrule.sandbox.routes import Router


@pytest.mark.parametrize("api", SHIPPED)
def test_every_described_response_has_a_valid_example(api: str) -> None:
    """Of all operations, statuses and JSON media types."""
    document = load(api)
    registry = Registry[Any]().with_resource("urn:d", DRAFT202012.create_resource(document))
    examples = Examples(document)
    checked = 0
    for operation in Router(document).operations.values():
        for status, raw in operation.data["responses"].items():
            at = raw.get("$ref", f"{operation.pointer}/responses/{status}")
            for media_type, content in resolve(document, raw).get("content", {}).items():
                if "json" in media_type:
                    schema = {"$ref": f"urn:d{at}/content/{escape(media_type)}/schema"}
                    value = examples.of_content(content)
                    Draft202012Validator(schema, registry=registry).validate(value)
                    checked += 1
    assert checked > 0


@pytest.mark.parametrize("api", SHIPPED)
def test_every_schema_has_a_valid_example(api: str) -> None:
    """Also those of requests and webhooks."""
    document = load(api)
    registry = Registry[Any]().with_resource("urn:d", DRAFT202012.create_resource(document))
    examples = Examples(document)
    for name in document["components"]["schemas"]:
        pointer = f"/components/schemas/{escape(name)}"
        value = examples.of({"$ref": f"#{pointer}"})
        Draft202012Validator({"$ref": f"urn:d#{pointer}"}, registry=registry).validate(value)


@pytest.mark.parametrize(
    ("schema", "example"),
    [
        ({"type": "integer", "minimum": 5, "multipleOf": 4}, 8),
        ({"type": "integer", "exclusiveMaximum": 0}, -1),
        ({"type": "string", "minLength": 6}, "textxx"),
        ({"type": "string", "maxLength": 2}, "te"),
        ({"type": ["null", "boolean"]}, True),
        ({"type": "array", "minItems": 2, "items": {"const": 1}}, [1, 1]),
        ({"allOf": [{"properties": {"a": {"const": 1}}}, {"properties": {"b": {"const": 2}}}]}, {"a": 1, "b": 2}),
        ({"properties": {"a": {"const": 1}}, "oneOf": [{"properties": {"b": {"const": 2}}}]}, {"a": 1, "b": 2}),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, {"name": True}),
        ({"$ref": "#/components/schemas/Node"}, {"value": 1, "children": []}),
        ({}, None),
        (True, None),
    ],
)
def test_examples_by_keyword(schema: Any, example: Any) -> None:
    """Bounds are kept, alternatives taken in order, and recursion ends."""
    node = {
        "type": "object",
        "required": ["value", "children"],
        "properties": {
            "value": {"type": "integer"},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
            "parent": {"$ref": "#/components/schemas/Node"},
        },
    }
    assert Examples({"components": {"schemas": {"Node": node}}}).of(schema) == example
