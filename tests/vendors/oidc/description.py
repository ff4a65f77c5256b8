"""What `specs/identity` says, and how far requests and answers keep to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import yaml
from referencing import Registry
from referencing.jsonschema import DRAFT202012

SPEC = yaml.safe_load((Path(__file__).parents[3] / "specs/identity/openapi.yaml").read_text())
OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, item in SPEC["paths"].items()
    for method, operation in item.items()
}


def closed(schema: Any) -> Any:
    """The same description where objects take no members beside those described, unless it says they do."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    extra = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
    return extra | {key: closed(value) for key, value in schema.items()}


REGISTRY: Registry[Any] = Registry().with_resource("urn:identity", DRAFT202012.create_resource(closed(SPEC)))


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """What a reference within the description points to; anything else as it is."""
    while reference := node.get("$ref"):
        node = SPEC
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
    return node


def form_schema(operation_id: str) -> dict[str, Any]:
    """Schema of the form that an operation takes; empty if it takes none."""
    body = OPERATIONS[operation_id][2].get("requestBody")
    return body["content"]["application/x-www-form-urlencoded"]["schema"] if body else {}


def answer_schema(operation_id: str, status: int) -> dict[str, Any]:
    """Schema of an answer's body; empty if it has none."""
    described = resolve(OPERATIONS[operation_id][2]["responses"][str(status)])
    return next(iter(described.get("content", {}).values()), {"schema": {}})["schema"]


def faults(operation_id: str, response: httpx.Response) -> Iterator[str]:
    """What an answer has that its description lacks, and the other way round."""
    responses = OPERATIONS[operation_id][2]["responses"]
    if (status := str(response.status_code)) not in responses:
        yield "status not described"
        return
    described = resolve(responses[status])
    for name, header in described.get("headers", {}).items():
        if resolve(header).get("required") and name not in response.headers:
            yield f"no {name}"
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    content = described.get("content", {})
    if not content:
        if response.content:
            yield "a body that is not described"
    elif media_type not in content:
        yield f"Content-Type {media_type!r} not described"
    else:
        schema = {"$ref": "urn:identity" + content[media_type]["schema"]["$ref"]}
        validator = jsonschema.Draft202012Validator(schema, registry=REGISTRY)
        for error in validator.iter_errors(response.json()):
            yield f"{error.json_path}: {error.message}"


def fields(schema: dict[str, Any]) -> Iterator[str]:
    """Every `Schema.property` below a schema."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = resolve(schema)
    for key, value in schema.get("properties", {}).items():
        yield f"{name}.{key}"
        yield from fields(value)
    yield from fields(schema["items"]) if "items" in schema else ()


def fields_used(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    """Every `Schema.property` below a schema that a value has."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = resolve(schema)
    if isinstance(value, list):
        for item in value:
            yield from fields_used(item, schema.get("items", {}))
    elif isinstance(value, dict):
        for key in value.keys() & schema.get("properties", {}).keys():
            yield f"{name}.{key}"
            yield from fields_used(value[key], schema["properties"][key])
