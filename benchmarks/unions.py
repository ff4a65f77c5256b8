"""Which class an object of a union becomes, held against JSON Schema: for the table of `nox -s corpus`.

For each union of objects in a description an operation is made that answers with it. Values are sampled from each of
its members. Where exactly one member validates, by types, values, required and forbidden keys, the class has to be
that member's.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema
from attrs import define, field, frozen
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from synthesis import Synthesiser

from ferrule.codegen import generate

Schema = dict[str, Any]
PACKAGE = "unions_api"
_SAMPLES = 3  # of each member
_DEEPEST = 3  # references within references that are looked at
_SCHEMAS = "#/components/schemas/"


@define
class Score:
    """What became of the samples of which exactly one member validates."""

    right: int = 0
    wrong: list[str] = field(factory=list[str])

    @property
    def of(self) -> int:
        """How many there are."""
        return self.right + len(self.wrong)


@frozen
class _Received:
    status_code: int
    content: bytes
    headers: dict[str, str]


def score(document: Schema, folder: Path) -> Score:
    """Sample and decode.

    Args:
        document: OpenAPI 3 description, in one file.
        folder: where a package is generated; it is put on the import path.
    """
    schemas = document.get("components", {}).get("schemas", {})
    unions = list(_unions(document))
    paths = {f"/u/{number}": _operation(f"u{number}", union) for number, union in enumerate(unions)}
    made = {
        "openapi": document["openapi"], "info": {"title": "Unions", "version": "1"}, "paths": paths,
        "components": {"schemas": schemas},
    }  # fmt: skip
    source = folder / "unions.json"
    source.write_text(json.dumps(made), encoding="utf-8")
    generate(source, None, folder, PACKAGE)
    sys.path.insert(0, str(folder))
    logging.disable(logging.WARNING)
    registry = Registry().with_resource("", Resource(readable(made), DRAFT202012))
    found = Score()
    for number, union in enumerate(unions):
        module = importlib.import_module(f"{PACKAGE}.api.default.u{number}")
        _judge(module, number, union, readable(made), registry, found)
    return found


def _judge(module: Any, number: int, union: Schema, made: Schema, registry: Any, found: Score) -> None:
    members = [member for member in union.get("oneOf") or union["anyOf"] if "$ref" in member]
    checks = [
        jsonschema.Draft202012Validator(_tables(member, made), registry=registry, format_checker=_FORMATS)
        for member in members
    ]
    classes = [_class_of(made, member) for member in members]
    for index, member in enumerate(members):
        for sample in range(_SAMPLES):
            try:
                value = Synthesiser(made, f"{number} {index} {sample}").value(member)
            except (ValueError, KeyError, RecursionError):
                continue
            if not isinstance(value, dict):
                continue
            _tag(value, union, member)
            valid = [at for at, check in enumerate(checks) if _is_valid(check, value)]
            if len(valid) != 1 or not classes[valid[0]]:
                continue
            body = _Received(200, json.dumps(value).encode(), {"content-type": "application/json"})
            became = type(module._parse_success(body, [])).__name__
            if became.lower() == classes[valid[0]].lower():
                found.right += 1
            else:
                found.wrong.append(f"u{number}: {became}, not {classes[valid[0]]}: {json.dumps(value)[:300]}")


def _is_valid(check: Any, value: Any) -> bool:
    try:
        return bool(check.is_valid(value))
    except RecursionError:
        return False


def _unions(document: Schema) -> Iterator[Schema]:
    """Each union of at least two references to objects, once."""
    seen: set[str] = set()
    rest: list[Any] = [document]
    while rest:
        value = rest.pop()
        if isinstance(value, dict):
            members = value.get("oneOf") or value.get("anyOf")
            if isinstance(members, list) and not value.get("properties") and not value.get("allOf"):
                objects = {
                    str(one.get("$ref")) for one in members if isinstance(one, dict) and _is_object(document, one)
                }
                others = [one for one in members if isinstance(one, dict) and "$ref" not in one]
                union = {key: value[key] for key in ("oneOf", "anyOf", "discriminator") if key in value}
                text = json.dumps(union, sort_keys=True)
                if len(objects) > 1 and not any(one.get("type") == "object" for one in others) and text not in seen:
                    seen.add(text)
                    yield union
            value = list(value.values())
        rest += [item for item in value if isinstance(item, dict | list)]


def _is_object(document: Schema, member: Schema) -> bool:
    target = _resolved(document, member)
    return "$ref" in member and bool(target.get("properties")) and not (target.get("oneOf") or target.get("anyOf"))


def _resolved(document: Schema, schema: Schema) -> Schema:
    while str(schema.get("$ref", "")).startswith(_SCHEMAS):
        key = schema["$ref"].removeprefix(_SCHEMAS)
        schema = document["components"]["schemas"].get(key, {})
    return schema


def _class_of(document: Schema, member: Schema) -> str:
    """The class of a component, or empty if it may have been numbered or is none."""
    while str(
        (target := document["components"]["schemas"].get(member["$ref"].removeprefix(_SCHEMAS), {})).get("$ref", "")
    ):
        member = target
    name = str(member["$ref"].removeprefix(_SCHEMAS))
    plain = "".join(character for character in name if character.isalnum())
    return plain if name[:1].isalpha() and _is_object(document, member) else ""


def _operation(name: str, union: Schema) -> Schema:
    content = {"application/json": {"schema": union}}
    return {
        "get": {"operationId": name, "tags": ["default"], "responses": {"200": {"description": "", "content": content}}}
    }


def readable(document: Schema) -> Schema:
    """Without what is about requests only, so that samples are answers."""
    text = json.dumps(document).replace('"readOnly": true', '"readOnly": false')
    made: Schema = json.loads(text)
    return made


def _tag(value: Schema, union: Schema, member: Schema) -> None:
    """Give a sample the value that the discriminator has for its member."""
    discriminator = union.get("discriminator")
    if isinstance(discriminator, dict):
        mapping = discriminator.get("mapping", {})
        named = [
            key for key, target in mapping.items() if target.rpartition("/")[2] == member["$ref"].rpartition("/")[2]
        ]
        if named and value.get(discriminator["propertyName"]) not in named:
            value[discriminator["propertyName"]] = named[0]


def _tables(schema: Any, document: Schema, *, part: bool = False, above: tuple[str, ...] = ()) -> Any:
    """A schema with what a client looks at, written out as far as it does not refer to itself."""
    if not isinstance(schema, dict):
        return schema
    ref = schema.get("$ref")
    if isinstance(ref, str):
        if not ref.startswith("#/") or ref in above or len(above) > _DEEPEST:
            return {}
        return _tables(Synthesiser(document, "").resolve(schema), document, part=part, above=(*above, ref))
    made: Schema = {key: schema[key] for key in ("type", "enum", "const") if key in schema}
    if schema.get("format") in ("date", "date-time", "uuid"):
        made["format"] = schema["format"]
    properties = schema.get("properties")
    if isinstance(properties, dict):
        made["properties"] = {key: _tables(one, document, above=above) for key, one in properties.items()}
    if isinstance(schema.get("required"), list):
        hidden = [key for key, one in (properties or {}).items() if isinstance(one, dict) and one.get("writeOnly")]
        made["required"] = [key for key in schema["required"] if key not in hidden]
    if isinstance(schema.get("additionalProperties"), dict) or (
        schema.get("additionalProperties") is False and not part
    ):
        made["additionalProperties"] = _tables(schema["additionalProperties"], document, above=above)
    if "items" in schema:
        made["items"] = _tables(schema["items"], document, above=above)
    for word, kept in (("allOf", "allOf"), ("oneOf", "anyOf"), ("anyOf", "anyOf")):
        if isinstance(schema.get(word), list):
            made[kept] = [_tables(one, document, part=word == "allOf", above=above) for one in schema[word]]
    if schema.get("nullable") is True:
        return {"anyOf": [made, {"type": "null"}]}
    return made


_FORMATS = jsonschema.FormatChecker(())
_FORMATS.checks("date", ValueError)(lambda text: not isinstance(text, str) or bool(date.fromisoformat(text)))
_FORMATS.checks("date-time", ValueError)(
    lambda text: not isinstance(text, str) or (len(text) > 10 and bool(datetime.fromisoformat(text)))
)
_FORMATS.checks("uuid", ValueError)(lambda text: not isinstance(text, str) or bool(UUID(text)))


if __name__ == "__main__":
    import tempfile

    from ferrule.codegen.pipeline import read

    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as scratch:
            result = score(read(name), Path(scratch))
            print(name, result.right, "of", result.of)
            print(*result.wrong[:12], sep="\n")
            for module in [one for one in sys.modules if one.split(".")[0] == PACKAGE]:
                del sys.modules[module]
