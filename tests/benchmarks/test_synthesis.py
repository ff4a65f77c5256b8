"""Values made for schemas, by which `nox -s corpus` calls what it generated."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st


def load(name: str) -> Any:
    """A module of benchmarks/, which is a folder of scripts and no package."""
    path = Path(__file__).parents[2] / "benchmarks" / f"{name}.py"
    spec = spec_from_file_location(f"benchmarks_{name}", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


synthesis = load("synthesis")

TREE = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "minLength": 3, "maxLength": 5},
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/tree"}},
    },
    "additionalProperties": False,
}
DOCUMENT = {"components": {"schemas": {"tree": TREE}}}

SCHEMAS = {
    "recursive": TREE,
    "reference": {"$ref": "#/components/schemas/tree"},
    "all of": {"allOf": [TREE | {"additionalProperties": True}, {"type": "object", "required": ["other"]}]},
    "one of": {"oneOf": [{"type": "integer"}, {"type": "array", "items": {"type": "boolean"}, "minItems": 2}]},
    "any of beside properties": {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
    },
    "null or text": {"type": ["null", "string"], "enum": [None, "read", "write"]},
    "range": {"type": "integer", "minimum": 7, "exclusiveMaximum": 9, "multipleOf": 4},
    "exclusive": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 3},
    "pattern": {"type": "string", "pattern": r"^sha256:[a-f0-9]{64}$"},
    "map": {"type": "object", "minProperties": 2, "additionalProperties": {"type": "integer"}},
    "wrong example": {"type": "array", "items": {"type": "string"}, "example": "owner[]=octocat"},
    "example outside of its enum": {"type": "string", "enum": ["DISMISS"], "example": "APPROVE"},
    "unique": {"type": "array", "items": {"enum": [1, 2, 3]}, "minItems": 2, "uniqueItems": True},
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS.keys())
@given(seed=st.integers(0, 10_000).map(str))
def test_a_value_keeps_to_its_schema(schema: dict[str, Any], seed: str):
    """Whatever the seed, a validator accepts the value."""
    value = synthesis.Synthesiser(DOCUMENT, seed).value(schema)

    jsonschema.Draft202012Validator({**DOCUMENT, **schema}).validate(value)


def test_the_seed_decides():
    """The same seed makes the same value; another one may not."""
    made = [synthesis.Synthesiser(DOCUMENT, seed).value(TREE) for seed in ("1", "1", "2", "3", "4")]

    assert made[0] == made[1]
    assert any(one != made[0] for one in made[2:])


@pytest.mark.parametrize(
    "schema",
    [{"type": "string", "pattern": "^§{9}$"}, {"type": "integer", "minimum": 3, "maximum": 2}],
    ids=["pattern", "empty range"],
)
def test_what_cannot_be_made_is_said(schema: dict[str, Any]):
    """A schema for which no value is found is an error, not a wrong value."""
    with pytest.raises(synthesis.Unsatisfiable):
        synthesis.Synthesiser({}, "1").value(schema)


def test_a_schema_that_requires_itself_ends():
    """A value without end is refused in place of a recursion error."""
    document = {"components": {"schemas": {"endless": {"allOf": [{"$ref": "#/components/schemas/endless"}]}}}}

    with pytest.raises(synthesis.Unsatisfiable):
        synthesis.Synthesiser(document, "1").value({"$ref": "#/components/schemas/endless"})


@pytest.mark.parametrize("header", ["{cut}", "[{cut}]", "Too many violations! [{cut}", '[{cut},{"location":["resp'])
def test_violations_are_read_from_a_header_that_is_cut_off(header: str):
    """Prism shortens a long list of violations in the middle; those that are whole count, by side."""
    cut = (
        '{"location":["request","body"],"severity":"Error","code":"required","message":"no \\"name\\""},'
        '{"location":["response","body","0"],"severity":"Error","code":"type","message":"not an object"}'
    )

    found = load("prism").verdict(200, {"sl-violations": header.replace("{cut}", cut)}, b"")

    assert (found.request, found.response) == ('no \\"name\\"', "not an object")
