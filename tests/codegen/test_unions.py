"""Which member of a union an object becomes, held against what JSON Schema says of each member."""

from __future__ import annotations

import json
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

import jsonschema
import pytest

from codegen.conftest import answer, answering
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
    with answering(schemas, *(f"union{number}" for number in range(len(unions)))) as package:
        for number, members in enumerate(unions):
            for value in [value for _, values in members for value in values]:
                valid = [
                    f"{name}{number}" for name, (one, _) in zip(MEMBERS, members, strict=False) if _valid(value, one)
                ]
                found, mismatches = answer(package, f"union{number}", value)
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


def _object(required: str = "", **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": required.split()}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


TEXT = {"type": "string"}
SEARCH = {
    "Search": _object("type query", type=_text("search", "search_v2"), query=TEXT),
    "Image": _object("type", type=_text("image"), url=TEXT),
}


@pytest.mark.parametrize(
    ("value", "became", "expected"),
    [
        ({"type": "image"}, "Image", []),
        ({"type": "search_v2", "query": "x"}, "Search", []),
        ({"type": "search"}, "Search", ["string"]),  # one missing key does not cost the class
        ({"type": "image", "url": 3}, "Image", ["string"]),
        ({"query": "x"}, "Search", ["Search | str"]),
        ({"type": "video", "url": "x"}, "dict", ["Search | Image"]),
    ],
)
def test_a_tag_decides_and_an_unknown_one_keeps_the_value(value: Any, became: str, expected: list[str]) -> None:
    """What is wrong is reported."""
    with answering({**SEARCH, "found": {"oneOf": [_ref("Search"), _ref("Image")]}}, "found") as package:
        found, mismatches = answer(package, "found", value)
    assert type(found).__name__ == became
    assert [one.expected for one in mismatches] == [one.replace("Search | str", "SearchType") for one in expected]
    assert encode(found) == value


STATED = {"propertyName": "kind", "mapping": {"a": "#/components/schemas/A", "b": "B"}}


@pytest.mark.parametrize(
    ("discriminator", "value", "became"),
    [
        (STATED, {"kind": "a", "n": 1}, "A"),
        (STATED, {"kind": "B"}, "B"),
        (STATED, {"kind": "c", "n": 1}, "dict"),
        (STATED, {"n": 1}, "A"),
        ({"propertyName": "kind"}, {"kind": "B", "n": 1}, "B"),
        ({"propertyName": "kind"}, {"kind": "c"}, "B"),  # names that are no schemas' are told by the rest
        ({"propertyName": "kind"}, {"kind": "c", "n": 1}, "dict"),  # if that is clear
    ],
)
def test_a_discriminator_has_the_values_of_its_mapping(discriminator: Schema, value: Any, became: str) -> None:
    """And the names of the schemas; with a mapping there are no others."""
    schemas = {"A": _object("n", kind=TEXT, n={"type": "integer"}), "B": _object("", kind=TEXT, m=TEXT)}
    union = {"oneOf": [_ref("A"), _ref("B")], "discriminator": discriminator}
    with answering({**schemas, "found": union}, "found") as package:
        found, mismatches = answer(package, "found", value)
    assert type(found).__name__ == became
    assert [one.expected for one in mismatches] == (["A | B"] if became == "dict" else [])


def test_members_with_the_same_keys_are_told_by_the_types_of_their_values() -> None:
    """Also by those of elements, and of what is within."""
    items = {
        "String": TEXT,
        "List": {"type": "array", "items": TEXT},
        "Map": {"type": "array", "items": _object("k", k=TEXT)},
    }
    schemas = {f"{name}Item": _object("type value", type=TEXT, value=value) for name, value in items.items()}
    with answering({**schemas, "item": {"anyOf": [_ref(name) for name in schemas]}}, "item") as package:
        for value, became in [("x", "StringItem"), (["x"], "ListItem"), ([{"k": "x"}], "MapItem")]:
            found, mismatches = answer(package, "item", {"type": "Item", "value": value})
            assert (type(found).__name__, mismatches) == (became, [])


def test_a_union_within_a_union_takes_no_time_that_doubles_with_each_level() -> None:
    """Both members may hold either, and the innermost value fits none."""
    schemas = {name: _object("", inner=_ref("either"), n={"type": "integer"}) for name in ("A", "B")}
    with answering({**schemas, "either": {"oneOf": [_ref("A"), _ref("B")]}}, "either") as package:
        value: Any = {"n": "x"}
        for _ in range(60):
            value = {"inner": value, "n": 1}
        found, mismatches = answer(package, "either", value)
    assert encode(found) == value
    assert [one.expected for one in mismatches] == ["integer"]


PETS: dict[str, Schema] = {
    "Pet": {
        **_object("kind name", kind=TEXT, name=TEXT, friends={"type": "array", "items": _ref("Cat")}),
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}},
    },
    "Cat": {"allOf": [_ref("Pet"), _object("lives", lives={"type": "integer"})]},
    "Dog": {"allOf": [_ref("Pet"), _object("bark", bark=TEXT)]},
    "Puppy": {"allOf": [_ref("Dog")]},
    "home": _object("pets", pets={"type": "array", "items": _ref("Pet")}),
}


@pytest.mark.parametrize("order", [list(PETS), list(reversed(PETS)), sorted(PETS)])
def test_a_base_with_a_discriminator_stands_for_what_extends_it(order: list[str]) -> None:
    """By its mapping or the name of the schema, in whatever order they are."""
    pets = [
        {"kind": "cat", "name": "Tom", "lives": 9, "friends": [{"kind": "cat", "name": "Al", "lives": 1}]},
        {"kind": "Dog", "name": "Rex", "bark": "wuff"},
        {"kind": "Puppy", "name": "Max", "bark": "wiff"},
        {"kind": "newt", "name": "Olm"},
    ]
    with answering({name: PETS[name] for name in order}, "home") as package:
        home, mismatches = answer(package, "home", {"pets": pets})
        stub = (package.path / "models" / "home.py").read_text()
    assert [type(pet).__name__ for pet in home.pets] == ["Cat", "Dog", "Puppy", "dict"]
    assert type(home.pets[0].friends[0]).__name__ == "Cat"
    assert [one.field for one in mismatches] == ["pets[]"]
    assert encode(home) == {"pets": pets}
    members = " | ".join(name for name in order if name in ("Cat", "Dog", "Puppy"))
    assert f"pets: list[{members}]" in stub


def test_what_stands_beside_a_reference_extends_it_too() -> None:
    """From OpenAPI 3.1 on, as a part of an `allOf` does."""
    beside = {**_ref("Pet"), **_object("bark", bark=TEXT)}
    with answering({**PETS, "Dog": beside}, "home") as package:
        home, mismatches = answer(package, "home", {"pets": [{"kind": "Dog", "name": "Rex", "bark": "wuff"}]})
    assert (type(home.pets[0]).__name__, home.pets[0].bark, mismatches) == ("Dog", "wuff", [])


def test_a_model_has_the_tag_that_a_mapping_states_for_it() -> None:
    """Callers need not give it. A name of a schema that nobody states is not sent by itself."""
    with answering(PETS, "home") as package:
        assert encode(package.models.Cat(name="Tom", lives=9)) == {"kind": "cat", "name": "Tom", "lives": 9}
        with pytest.raises(TypeError, match="kind"):
            package.models.Puppy(name="Max", bark="wiff")


KIDS: dict[str, Schema] = {
    "Base": {"oneOf": [_ref("KidA"), _ref("KidB"), _ref("Other")], **_object("id", id=TEXT, up=_ref("Base"))},
    "KidA": {"allOf": [_ref("Base"), _object("a", a=TEXT)]},
    "KidB": {"allOf": [_ref("Base"), _object("b", b=TEXT)]},
    "Other": _object("o", o=TEXT),
    "got": _object("it", it=_ref("Base")),
}


@pytest.mark.parametrize("order", [list(KIDS), list(reversed(KIDS)), sorted(KIDS, key=str.lower)])
def test_a_base_may_be_a_union_of_what_extends_it(order: list[str]) -> None:
    """Each has the fields of the base once, whatever the order of the schemas."""
    with answering({name: KIDS[name] for name in order}, "got") as package:
        value = {"it": {"id": "1", "a": "x", "up": {"id": "2", "b": "y", "up": {"id": "3", "o": "z"}}}}
        got, mismatches = answer(package, "got", value)
        assert (mismatches, encode(got)) == ([], value)
        up = got.it.up.up
        assert (type(got.it), type(got.it.up)) == (package.models.KidA, package.models.KidB)
        assert (got.it.id, got.it.a, up.id, up.o) == ("1", "x", "3", "z")
