"""Which Python types schemas become, and that what was not touched goes back as it came."""

from __future__ import annotations

import copy
import json
import pickle
import re
from typing import Any

import pytest

from codegen.conftest import answer, answering
from ferrule.codegen.normalise import normalise
from ferrule.codegen.support._encode import encode

Schema = dict[str, Any]
TEXT = {"type": "string"}
NULL = {"type": "null"}
SCHEMAS: dict[str, Schema] = {
    "X": {"type": "object", "properties": {"a": TEXT}},
    "Y": {"type": "object", "properties": {"b": TEXT}},
    "Kind": {"type": "integer", "oneOf": [{"title": "DM", "const": 1}, {"title": "GROUP_DM", "const": 3}]},
    "Named": {"type": "string", "enum": ["a", "b"], "x-enumNames": ["First", "Second"]},
    "Azure": {
        "enum": [1, 2],
        "x-ms-enum": {"name": "Azure", "values": [{"value": 1, "name": "Low"}, {"value": 2, "name": "High"}]},
    },
}
X, Y = ({"$ref": f"#/components/schemas/{name}"} for name in "XY")


def declared(fields: dict[str, Schema], *, version: str = "3.1.0", **more: Schema) -> dict[str, str]:
    """The types of the attributes of a model with some properties."""
    thing = {"type": "object", "properties": fields, "required": list(fields)}
    with answering({**SCHEMAS, **more, "thing": thing}, "thing", version=version) as package:
        source = (package.path / "models" / "thing.py").read_text()
    return dict(
        re.findall(
            r"^    (\w+): ([^=\n]*[^=\n ])", source.partition('"""')[2].partition("def to_dict")[0], re.MULTILINE
        )
    )


@pytest.mark.parametrize(
    ("schema", "declaration"),
    [
        ({"anyOf": [TEXT, {"type": "null", "description": "nothing"}]}, "str | None"),
        ({"anyOf": [X, {"nullable": True}]}, "X | None"),
        ({"oneOf": [X, {"const": None}]}, "X | None"),
        ({"oneOf": [X, {"enum": [None]}]}, "X | None"),
        ({"const": None}, "None"),
        ({"type": ["string", "null"], "enum": ["a", "b", None]}, "ThingField | None"),
        ({"type": ["string", "null"], "enum": ["a", None]}, "Literal['a'] | None"),
        ({"anyOf": [{"type": "string", "enum": ["auto"]}, {"type": "integer"}]}, "Literal['auto'] | int"),
        ({"anyOf": [TEXT, {"type": "string", "enum": ["a", "b"]}]}, "str | ThingField"),
        ({"type": "integer", "enum": [1], "x-enum-varnames": ["DM"]}, "ThingField"),
        ({"allOf": [X], "nullable": True}, "X | None"),
        ({"enum": [True]}, "Literal[True]"),
        ({"type": "boolean", "enum": [True, False]}, "bool"),
        ({"enum": ["a", 1]}, "Literal['a', 1]"),
        ({"enum": [3], "allOf": [{"$ref": "#/components/schemas/Kind"}]}, "Literal[3]"),
        ({"enum": [1, 3], "allOf": [{"$ref": "#/components/schemas/Kind"}]}, "Kind"),
        ({"allOf": [{"$ref": "#/components/schemas/Kind"}], "description": "What it is"}, "Kind"),
        ({"oneOf": [X, Y], "anyOf": [Y, X]}, "ThingFieldXY | ThingFieldXX | ThingFieldYY | ThingFieldYX"),
    ],
)
def test_a_schema_has_the_type_it_says(schema: Schema, declaration: str) -> None:
    """`Any` is for schemas that say nothing."""
    found = declared({"field": schema})["field"]
    assert sorted(found.replace('"', "'").split(" | ")) == sorted(declaration.split(" | "))


def test_what_stands_beside_a_reference_counts_since_openapi_31() -> None:
    """Before, it is ignored (OpenAPI 3.0, Reference Object)."""
    beside = {**X, "properties": {"extra": TEXT}, "required": ["extra"]}
    for version, fields in (("3.1.0", {"a", "extra"}), ("3.0.3", {"a"})):
        with answering(
            {
                **SCHEMAS,
                "Wide": beside,
                "thing": {"type": "object", "properties": {"w": {"$ref": "#/components/schemas/Wide"}}},
            },
            "thing",
            version=version,
        ) as package:
            thing, _ = answer(package, "thing", {"w": {"a": "1", "extra": "2"}})
            assert {name for name in ("a", "extra") if hasattr(thing.w, name)} == fields


def test_properties_under_a_condition_are_optional_ones() -> None:
    """Of `then`, `else` and `dependentSchemas`."""
    branch = {"properties": {"b": {"type": "integer"}}, "required": ["b"]}
    schema = {
        "type": "object", "properties": {"a": TEXT}, "if": {"properties": {"a": {"const": "x"}}}, "then": branch,
        "else": {"properties": {"c": TEXT}}, "dependentSchemas": {"a": {"properties": {"d": TEXT}}},
    }  # fmt: skip
    with answering({"thing": schema}, "thing") as package:
        source = (package.path / "models" / "thing.py").read_text()
    for line in ("b: int | Unset", "c: str | Unset", "d: str | Unset"):
        assert line in source


def test_a_generic_page_has_the_type_of_its_items() -> None:
    """`$dynamicRef` leads to the anchor of whoever refers (JSON Schema Core, 8.2.3.2)."""
    page = {
        "type": "object", "properties": {"items": {"type": "array", "items": {"$dynamicRef": "#item"}}},
        "$defs": {"any": {"$dynamicAnchor": "item", "not": {}}},
    }  # fmt: skip
    users = {"$ref": "#/components/schemas/Page", "$defs": {"user": {"$dynamicAnchor": "item", **X}}}
    tree = {
        "$dynamicAnchor": "node",
        "type": "object",
        "properties": {"kids": {"type": "array", "items": {"$dynamicRef": "#node"}}},
    }
    with answering(
        {
            **SCHEMAS,
            "Page": page,
            "UserPage": users,
            "Tree": tree,
            "all": {"type": "object", "properties": {"page": {"$ref": "#/components/schemas/UserPage"}}},
        },
        "all",
    ) as package:
        models = package.path / "models"
        assert "items: list[X] | Unset" in (models / "user_page.py").read_text()
        assert [note.reason for note in package.report.ledger.changed] == [
            "$dynamicRef #item is left open; it is typed Any"
        ]
        assert "kids: list[Tree] | Unset" in (models / "tree.py").read_text()


def test_values_of_keys_by_pattern_are_of_all_their_types() -> None:
    """Of several patterns too."""
    schema = {"type": "object", "patternProperties": {"^a": X, "^b": {"type": "integer"}}}
    assert declared({"field": schema})["field"] == "dict[str, X | int]"


def test_an_enum_has_the_names_that_the_document_gives_its_values() -> None:
    """As titles of constants or in the extensions of several tools."""
    with answering(SCHEMAS, "Kind") as package:
        models = package.models
        assert {one.name: one.value for one in models.Kind} == {"DM": 1, "GROUP_DM": 3}
        assert {one.name: one.value for one in models.Named} == {"FIRST": "a", "SECOND": "b"}
        assert {one.name: one.value for one in models.Azure} == {"LOW": 1, "HIGH": 2}


@pytest.mark.parametrize(
    "said",
    [
        {"enum": ["a", "b"], "x-enum-descriptions": ["The first.", ""]},
        {"enum": ["a", "b"], "x-enumDescriptions": {"a": "The\nfirst."}},
        {"enum": ["a", "b"], "x-ms-enum": {"values": [{"value": "a", "description": "The first."}, {"value": "b"}]}},
        {"oneOf": [{"const": "a", "title": "A", "description": "The first."}, {"const": "b", "title": "B"}]},
    ],
)
def test_what_is_said_of_a_value_stands_with_its_enum(said: Schema) -> None:
    """After what is said of all of it. What has no text is not listed."""
    with answering({"Letter": {"type": "string", "description": "A letter.", **said}}, "Letter") as package:
        assert [line.strip() for line in package.models.Letter.__doc__.splitlines() if line.strip()] == [
            "A letter.",
            "- `A`: The first.",
        ]


def test_texts_that_are_not_those_of_the_values_are_left_out() -> None:
    """Of another number of values, or no text."""
    for said in (["The first."], [1, 2], "The first."):
        schema = {"type": "string", "enum": ["a", "b"], "x-enum-descriptions": said}
        with answering({"Letter": schema}, "Letter") as package:
            assert package.models.Letter.__doc__.strip() == "Letter"


@pytest.mark.parametrize(
    "schema",
    [
        {"anyOf": [{**TEXT, "description": "Why it is"}, NULL]},
        {"anyOf": [{**X, "description": "Why it is"}, NULL]},
        {**X, "description": "Why it is"},
        {"allOf": [X], "description": "Why it is"},
        {"description": "Why it is"},
    ],
)
def test_a_description_is_kept_wherever_it_stands(schema: Schema) -> None:
    """Also in the only member that is not null, and beside a reference."""
    with answering({**SCHEMAS, "thing": {"type": "object", "properties": {"field": schema}}}, "thing") as package:
        assert "field: Why it is" in package.models.Thing.__doc__


@pytest.mark.parametrize(
    "constant",
    [
        {"const": "dog", "default": "dog"},
        {"enum": ["dog"], "default": "dog"},
        {"type": "string", "enum": ["dog"], "default": "dog"},
    ],
)
@pytest.mark.parametrize("required", [["kind", "name"], ["name"]])
def test_a_tag_with_a_single_value_is_sent_without_being_given(constant: Schema, required: list[str]) -> None:
    """As FastAPI describes it: with a default, and so not required."""
    dog = {"type": "object", "properties": {"kind": constant, "name": TEXT}, "required": required}
    with answering({"dog": dog}, "dog") as package:
        assert encode(package.models.Dog(name="d")) == {"kind": "dog", "name": "d"}
        found, _ = answer(package, "dog", {"name": "d"})
        assert encode(found) == {"name": "d"}


VALUES: list[tuple[str, Any, int]] = [
    *(("moment", text, 0) for text in (
        "2024-01-02T03:04:05Z", "2024-01-02T03:04:05+00:00", "2024-01-02T03:04:05.100Z", "2024-01-02T03:04:05.123456789Z",
        "2024-01-02t03:04:05z", "2024-01-02 03:04:05Z", "2024-01-02T03:04:05", "2024-01-02T03:04:05+0100",
        "2024-01-02T03:04:05.000000-08:00", "2024-01-02T03:04:05-00:00",
    )),
    *(("moment", text, 1) for text in ("2024-01-02", "20240102T030405Z", "2024-W01-2T03:04:05Z", "2024-01-02T03:04:60Z")),
    ("day", "2024-01-02", 0), ("day", "2024-W01-2", 1), ("day", "20240102", 1),
    ("id", "123e4567-e89b-42d3-a456-426614174000", 0), ("id", "123E4567-E89B-42D3-A456-426614174000", 0),
    ("id", "{123e4567-e89b-42d3-a456-426614174000}", 1), ("id", "123e4567e89b42d3a456426614174000", 1),
    ("whole", 3.0, 0), ("whole", 12345678901234567890123, 0), ("number", 1, 0), ("number", 1e300, 0), ("kind", 9, 1),
    ("unknown", {"a": [None, "x"]}, 0), ("moments", ["2024-01-02T03:04:05.5Z"], 0), ("kind", 3.0, 0),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "mismatches"), VALUES)
def test_what_was_not_touched_goes_back_as_it_came(field: str, value: Any, mismatches: int) -> None:
    """Whether it could be read or not; what could not is reported."""
    reported: list[Any] = []
    found = THINGS["Thing"].from_dict({field: value}, reported)
    for one in (found, copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert json.loads(json.dumps(one.to_dict())) == {field: value}
    assert len(reported) == mismatches


THINGS: dict[str, Any] = {}


@pytest.fixture(scope="module", autouse=True)
def _things() -> Any:
    def text(name: str) -> Schema:
        return {"type": "string", "format": name}

    fields = {
        "moment": text("date-time"), "day": text("date"), "id": text("uuid"), "whole": {"type": "integer"},
        "number": {"type": "number"}, "kind": {"$ref": "#/components/schemas/Kind"},
        "moments": {"type": "array", "items": text("date-time")},
    }  # fmt: skip
    with answering({**SCHEMAS, "Thing": {"type": "object", "properties": fields}}, "Thing") as package:
        THINGS["Thing"] = package.models.Thing
        yield


def test_text_of_the_schema_of_a_json_answer_is_that_model() -> None:
    """As ASP.NET describes what it writes: one schema under `text/plain`, `application/json` and `text/json`."""
    triple = {media: {"schema": X} for media in ("text/plain", "application/json", "text/json")}
    apart = {"text/plain": {"schema": TEXT}, "application/json": {"schema": X}}
    paths = {
        f"/{name}": {"get": {"operationId": name, "responses": {"200": {"description": "", "content": content}}}}
        for name, content in (("triple", triple), ("apart", apart))
    }
    document = {"openapi": "3.0.1", "paths": paths, "components": {"schemas": SCHEMAS}}
    operations = normalise(document, "x.json").operations
    kinds = {key[1]: [one.kind for one in operation.responses[0].contents] for key, operation in operations.items()}
    assert kinds == {"triple": ["json", "json", "json"], "apart": ["json", "text"]}
