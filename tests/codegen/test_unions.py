"""Which member of a union an object becomes, held against what JSON Schema says of each member."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import jsonschema
import pytest

from codegen.conftest import Received, Tiny, generated_package
from ferrule.codegen.support._encode import encode

Schema = dict[str, Any]
MEMBERS = ("Alpha", "Beta", "Gamma")


def _text(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


_MOMENT, _DAY = "2026-01-02T03:04:05Z", "2026-01-02"
_ID = "123e4567-e89b-42d3-a456-426614174000"
# Schemas of properties, each with values that it allows.
_KINDS: list[tuple[Schema, list[Any]]] = [
    ({"const": "a"}, ["a"]),
    ({"const": "b"}, ["b"]),
    (_text("a"), ["a"]),
    (_text("b", "c"), ["b", "c"]),
    (_text("c", "d"), ["c", "d"]),
    ({"type": ["string", "null"], "enum": ["a", None]}, ["a", None]),
    ({"enum": ["d"], "allOf": [_text("b", "c", "d")]}, ["d"]),
    ({"enum": [1], "allOf": [{"type": "integer"}]}, [1]),
    ({"type": "integer", "enum": [1, 2]}, [1, 2]),
    ({"type": "boolean", "enum": [True]}, [True]),
    ({"type": "boolean", "enum": [False]}, [False]),
    ({"enum": ["a", 1]}, ["a", 1]),
    ({"type": "string"}, ["a", "text", _DAY]),
    ({"type": "integer"}, [1, 7, 3.0]),
    ({"type": "number"}, [1, 1.5]),
    ({"type": "boolean"}, [True, False]),
    ({"type": ["string", "integer"]}, ["a", 7]),
    ({"type": ["integer", "null"]}, [7, None]),
    ({"type": "string", "format": "date-time"}, [_MOMENT]),
    ({"type": "string", "format": "date"}, [_DAY]),
    ({"type": "string", "format": "uuid"}, [_ID]),
    ({"type": "array", "items": {"type": "string"}}, [["a"], ["a", "b"]]),
    ({"type": "array", "items": {"type": "integer"}}, [[1], [1, 2]]),
    ({"type": "object", "additionalProperties": {"type": "integer"}}, [{"x": 1}]),
    ({"type": "object", "required": ["tag"], "properties": {"tag": _text("a")}}, [{"tag": "a"}]),
    ({"type": "object", "required": ["tag"], "properties": {"tag": _text("b")}}, [{"tag": "b"}]),
    ({"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}, [{"n": 1}]),
]


def _member(random: Random) -> tuple[Schema, list[Schema]]:
    """The schema of an object, and values of it: the optional keys are there or not, and sometimes others."""
    chosen = {key: random.choice(_KINDS) for key in "kvwx" if random.random() < 0.5}
    required = [key for key in chosen if random.random() < 0.5]
    schema: Schema = {"type": "object", "properties": {key: one for key, (one, _) in chosen.items()}}
    schema |= {"required": required} if required else {}
    schema |= {"additionalProperties": False} if chosen and random.random() < 0.3 else {}
    values: list[Schema] = []
    for _ in range(6):
        value = {
            key: random.choice(values)
            for key, (_, values) in chosen.items()
            if key in required or random.random() < 0.5
        }
        values.append(value | ({"more": 1} if random.random() < 0.2 else {}))
    return schema, values


@pytest.mark.parametrize("seed", range(4))
def test_where_one_member_validates_it_is_the_class(seed: int) -> None:
    """Whether tags, keys, types, formats or what is nested tell it from the others; nothing is reported or changed."""
    random = Random(seed)
    unions = [[_member(random) for _ in range(random.choice([2, 2, 3]))] for _ in range(60)]
    schemas: dict[str, Schema] = {}
    for number, members in enumerate(unions):
        names = [f"{name}{number}" for name in MEMBERS[: len(members)]]
        schemas |= {name: schema for name, (schema, _) in zip(names, members, strict=True)}
        schemas[f"union{number}"] = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in names]}
    with _package(schemas, [f"union{number}" for number in range(len(unions))]) as package:
        for number, members in enumerate(unions):
            for value in [value for _, values in members for value in values]:
                valid = [
                    f"{name}{number}" for name, (one, _) in zip(MEMBERS, members, strict=False) if _valid(value, one)
                ]
                found, mismatches = _read(package, f"union{number}", value)
                if valid:
                    classes = [name if schemas[name]["properties"] else "dict" for name in valid]
                    said = json.dumps([value, type(found).__name__, valid, [schema for schema, _ in members]])
                    assert (type(found).__name__ in classes, mismatches) == (True, []), said
                    assert json.loads(json.dumps(encode(found))) == value


def _valid(value: Any, schema: Schema) -> bool:
    return jsonschema.Draft202012Validator(schema, format_checker=_FORMATS).is_valid(value)


_FORMATS = jsonschema.FormatChecker(())
_FORMATS.checks("date", ValueError)(lambda text: not isinstance(text, str) or bool(date.fromisoformat(text)))
_FORMATS.checks("date-time", ValueError)(
    lambda text: not isinstance(text, str) or (len(text) > 10 and bool(datetime.fromisoformat(text)))
)
_FORMATS.checks("uuid", ValueError)(lambda text: not isinstance(text, str) or bool(UUID(text)))


class _package:  # noqa: N801 - used as a function
    """A package whose operation `x` answers with the schema `x`."""

    count = 0

    def __init__(self, schemas: dict[str, Schema], answers: list[str]) -> None:
        self._folder = TemporaryDirectory()
        _package.count += 1
        self._name = f"unions_of_{_package.count}"
        paths = {
            f"/{name}": {
                "get": {
                    "operationId": name,
                    "responses": {
                        "200": {
                            "description": "",
                            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}},
                        }
                    },
                }
            }
            for name in answers
        }
        document = {
            "openapi": "3.1.0", "info": {"title": "Unions", "version": "1"}, "paths": paths,
            "components": {"schemas": schemas},
        }  # fmt: skip
        self._spec = Path(self._folder.name) / "openapi.json"
        self._spec.write_text(json.dumps(document))

    def __enter__(self) -> Tiny:
        return generated_package(self._spec, Path(self._folder.name), self._name)

    def __exit__(self, *_: object) -> None:
        sys.path.remove(self._folder.name)
        self._folder.cleanup()


def _read(package: Tiny, name: str, value: Any) -> tuple[Any, list[Any]]:
    """The value as the answer of the operation for a schema, and what is reported."""
    mismatches: list[Any] = []
    module = package.module(f"api.default.{name}")
    return module._parse_success(Received(200, json.dumps(value).encode()), mismatches), mismatches
