"""Documents in the form the generator digests."""

from __future__ import annotations

from typing import Any

import pytest

from ferrule.codegen import CodegenError
from ferrule.codegen.normalise import Normalised, normalise


def normalised(schemas: dict[str, Any] | None = None, **document: Any) -> Normalised:
    """A document of these schemas and sections, normalised."""
    components = {"schemas": schemas or {}, **document.pop("components", {})}
    return normalise({"openapi": "3.0.3", "paths": {}, "components": components, **document}, "x.yaml")


def shapes(schemas: dict[str, Any]) -> dict[str, Any]:
    """The components that `schemas` become."""
    found: dict[str, Any] = normalised(schemas).document["components"]["schemas"]
    return found


STRING = {"type": "string"}
NULL = {"type": "null"}


def ref(name: str) -> dict[str, str]:
    """A reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("raw", "shape"),
    [
        ({"type": "string", "nullable": True}, {"oneOf": [STRING, NULL]}),
        ({"type": ["string", "null"]}, {"oneOf": [STRING, NULL]}),
        ({"anyOf": [STRING, NULL]}, {"oneOf": [STRING, NULL]}),
        ({"anyOf": [STRING, STRING]}, STRING),
        ({"oneOf": [STRING, {}]}, {}),
        ({"type": ["string", "integer"]}, {"oneOf": [STRING, {"type": "integer"}]}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        ({"type": "object"}, {"type": "object"}),
        ({"additionalProperties": STRING}, {"type": "object", "additionalProperties": STRING}),
        ({"enum": [True, False]}, {"type": "boolean"}),
        ({"enum": [None]}, NULL),
        ({"type": "string", "enum": []}, STRING),
        ({"type": "string", "format": "binary"}, STRING),
        ({"type": "string", "format": "uuid", "pattern": "x", "default": 3}, {"type": "string", "format": "uuid"}),
        ({"allOf": [{"type": "string"}, {"minLength": 3}]}, STRING),
        ({"type": "any"}, {}),
        (True, {}),
    ],
)
def test_a_schema_is_brought_into_a_plain_form(raw: Any, shape: dict[str, Any]) -> None:
    """Each way to write a type has one form."""
    properties = {"type": "object", "properties": {"p": raw}}
    assert shapes({"Outer": properties})["Outer"]["properties"]["p"] == shape


def test_inline_objects_and_enums_become_components_named_by_their_place() -> None:
    """So that no two of them can clash."""
    inner = {"type": "object", "properties": {"state": {"type": "string", "enum": ["on", "off"]}}}
    found = shapes({"outer-thing": {"type": "object", "properties": {"my-list": {"type": "array", "items": inner}}}})
    assert list(found) == ["OuterThingMyListItemState", "OuterThingMyListItem", "OuterThing"]
    assert found["OuterThing"]["properties"]["my_list"]["items"] == ref("OuterThingMyListItem")


def test_the_same_inline_shape_under_the_same_name_is_one_class() -> None:
    """What is written out again in many places does not become many classes."""
    state = {"type": "string", "enum": ["open", "closed"]}
    schemas = {
        name: {"type": "object", "properties": {"state": {**state, "description": name}, "kind": state}}
        for name in ("Issue", "Pull")
    }
    assert sorted(shapes(schemas)) == ["Issue", "IssueKind", "IssueState", "Pull"]


def test_all_of_merges_objects_without_copying_what_is_inside() -> None:
    """Properties of a base keep the base's own inline classes."""
    schemas = {
        "Base": {
            "type": "object",
            "required": ["id"],
            "properties": {"id": STRING, "in": {"type": "object", "properties": {"a": STRING}}},
        },
        "Derived": {"allOf": [ref("Base"), {"type": "object", "required": ["in"], "properties": {"more": STRING}}]},
        "Same": {"allOf": [ref("Base")], "description": "only says more"},
    }
    found = shapes(schemas)
    assert sorted(found) == ["Base", "BaseIn", "Derived"]
    assert found["Derived"]["properties"] == {"id": STRING, "in_": ref("BaseIn"), "more": STRING}
    assert found["Derived"]["required"] == ["id", "in_"]


def test_all_of_with_a_union_is_a_union_of_merged_objects() -> None:
    """Each member takes the common part."""
    schemas = {
        "A": {"type": "object", "properties": {"a": STRING}},
        "B": {"type": "object", "properties": {"b": STRING}},
        "U": {"allOf": [{"type": "object", "properties": {"c": STRING}}, {"oneOf": [ref("A"), ref("B")]}]},
    }
    found = shapes(schemas)
    assert [sorted(found[one["$ref"].rsplit("/", 1)[1]]["properties"]) for one in found["U"]["oneOf"]] == [
        ["a", "c"],
        ["b", "c"],
    ]


def test_parts_of_all_of_that_disagree_are_told() -> None:
    """The last one holds, and the ledger hears of it; one that only narrows is no disagreement."""
    base = {"type": "object", "properties": {"a": STRING, "b": {"type": "number"}}}
    other = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}
    found = normalised({"X": {"allOf": [base, other]}})
    assert [note.reason for note in found.notes] == ["allOf parts disagree about property a; the last one holds"]


def test_unions_that_only_restrict_are_no_unions() -> None:
    """`anyOf` of `required` says nothing about types."""
    schema = {"type": "object", "properties": {"a": STRING}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
    assert shapes({"X": schema})["X"]["properties"] == {"a": STRING}


def test_deep_references_share_one_class() -> None:
    """A reference into another schema, and the place it points to, are the same class."""
    schemas = {
        "A": {"type": "object", "properties": {"inner": {"type": "object", "properties": {"x": STRING}}}},
        "B": {"type": "object", "properties": {"again": ref("A/properties/inner")}},
    }
    found = shapes(schemas)
    assert found["A"]["properties"]["inner"] == found["B"]["properties"]["again"]


def test_aliases_have_no_class_of_their_own() -> None:
    """References to an alias lead to what it stands for, through any number of them, also in a circle of models."""
    schemas = {
        "A": ref("B"),
        "B": ref("C"),
        "C": {"type": "object", "properties": {"a": ref("A"), "n": {**ref("A"), "nullable": True}}},
    }
    found = shapes(schemas)
    assert list(found) == ["C"]
    assert found["C"]["properties"] == {"a": ref("C"), "n": {"oneOf": [ref("C"), NULL]}}


def test_a_nullable_component_is_nullable_where_it_is_used() -> None:
    """Its class is that of the object; null is said at each reference."""
    schemas = {
        "N": {"type": "object", "nullable": True, "properties": {"x": STRING}},
        "U": {"type": "object", "properties": {"n": ref("N")}},
    }
    assert shapes(schemas)["U"]["properties"]["n"] == {"oneOf": [ref("N"), NULL]}


def test_enum_members_get_distinct_names() -> None:
    """Values that differ in case or symbols only do not collide; text that YAML took for something else is text."""
    found = shapes({"E": {"type": "string", "enum": ["asc", "ASC", "+1", "-1", "", 1]}})["E"]
    assert found["enum"] == ["asc", "ASC", "+1", "-1", "", "1"]
    assert len({name.lower() for name in found["x-enum-varnames"]}) == 6


def operation(**parts: Any) -> dict[str, Any]:
    """Paths with one operation."""
    return {"/a/{b}": {"get": {"operationId": "x", "responses": {}, **parts}}}


def test_parameters_of_the_path_item_are_the_operation_s_unless_it_has_its_own() -> None:
    """By name and place; path parameters that nobody declares are text."""
    paths = operation(parameters=[{"name": "q", "in": "query", "schema": {"type": "integer"}}])
    paths["/a/{b}"]["parameters"] = [
        {"name": "q", "in": "query", "schema": STRING},
        {"name": "h", "in": "header", "schema": STRING},
    ]
    found = normalised(paths=paths)
    (one,) = found.operations.values()
    assert [(p.location, p.wire, p.schema["type"]) for p in one.parameters] == [
        ("path", "b", "string"), ("query", "q", "integer"), ("header", "h", "string"),
    ]  # fmt: skip
    assert [note.reason for note in found.notes] == ["path parameter b is not declared; it is taken as text"]


def test_parameters_of_the_same_name_are_told_apart_by_their_place() -> None:
    """And names that the generator or the functions need are not taken."""
    names = [("id", "query"), ("id", "header"), ("client", "query"), ("url", "query"), ("import", "query")]
    paths = operation(parameters=[{"name": name, "in": place, "schema": STRING} for name, place in names])
    (one,) = normalised(paths=paths).operations.values()
    assert [p.python for p in one.parameters] == ["b", "id", "client_query", "url_query", "import_", "id_header"]


def test_security_is_the_operation_s_own_or_the_document_s() -> None:
    """An empty list takes the document's away: only an anonymous call is left."""
    paths = {
        "/a": {
            "get": {"responses": {}},
            "put": {"responses": {}, "security": []},
            "post": {"responses": {}, "security": [{"k": []}]},
        }
    }
    found = normalised(paths=paths, security=[{"g": []}])
    assert [one.security for one in found.operations.values()] == [[{"g": []}], [{}], [{"k": []}]]


def test_operations_of_one_name_are_numbered_and_told() -> None:
    """The second one is generated too."""
    paths = {
        "/a": {"get": {"operationId": "getIt", "tags": ["t"], "responses": {}}},
        "/b": {"get": {"operationId": "get_it", "tags": ["t"], "responses": {}}},
    }
    found = normalised(paths=paths)
    assert list(found.operations) == [("t", "get_it"), ("t", "get_it_2")]
    assert found.notes[0].fix == "Give it an x-ferrule-name."


def test_overlay_facts_name_and_describe_an_operation() -> None:
    """Name and group are taken, other facts are passed on without their prefix."""
    facts = {"x-ferrule-name": "fetch", "x-ferrule-group": "things", "x-ferrule-cache": {"ttl": 3}}
    (one,) = normalised(paths=operation(tags=["t"], **facts)).operations.values()
    assert (one.group, one.name, one.facts) == ("things", "fetch", {"cache": {"ttl": 3}})


def test_path_items_may_be_references() -> None:
    """Their operations are found, and their own keys win."""
    document = {
        "paths": {"/a": {"$ref": "#/components/pathItems/A"}},
        "components": {"pathItems": {"A": {"get": {"operationId": "x", "responses": {}}}}},
    }
    assert list(normalised(**document).operations) == [("a", "x")]


def test_what_a_client_is_not_made_of_is_told() -> None:
    """Webhooks and callbacks are in the notes, each with its place."""
    paths = operation(callbacks={"done": {}})
    found = normalised(paths=paths, webhooks={"created": {}})
    assert [(note.kind, note.where) for note in found.notes if note.lost] == [
        ("webhook", "#/webhooks/created"),
        ("callback", "#/paths/~1a~1{b}/get/callbacks/done"),
    ]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"openapi": "2.0"}, "OpenAPI 3.x is needed"),
        ({}, "this says nothing"),
        ({"openapi": "3.1.0", "paths": []}, None),
        ({"openapi": "3.1.0", "paths": {"/a": []}}, "a path item must be an object"),
        ({"openapi": "3.1.0", "paths": {"/a": {"$ref": "#/paths/~1a"}}}, "points to itself"),
        ({"openapi": "3.1.0", "paths": 3}, "`paths` must be an object"),
    ],
)
def test_a_document_that_is_none_is_refused(document: dict[str, Any], said: str | None) -> None:
    """With its place and what to do, never with a traceback."""
    if said is None:
        assert normalise(document, "x.yaml").operations == {}
        return
    with pytest.raises(CodegenError, match=said) as caught:
        normalise(document, "x.yaml")
    assert caught.value.where.startswith("x.yaml: #/")


def test_long_chains_of_references_do_not_exhaust_the_stack() -> None:
    """A document may nest as deep as it likes."""
    schemas = {f"S{n}": {"type": "object", "properties": {"next": ref(f"S{n + 1}")}} for n in range(900)}
    assert len(shapes({**schemas, "S900": STRING})) == 901


def test_all_of_an_enum_beside_object_keywords_is_the_enum() -> None:
    """A description and `additionalProperties` beside the reference say nothing about its type."""
    found = normalised(
        {
            "Icons": {"type": "string", "enum": ["a", "b"]},
            "Icon": {"allOf": [ref("Icons")], "additionalProperties": False, "description": "One of them"},
        }
    )
    assert set(found.document["components"]["schemas"]) == {"Icons"}
    assert found.classes == {"Icons": "Icons", "Icon": "Icons"}


def test_a_schema_that_is_not_there_may_be_anything() -> None:
    """The vendor's mistake costs one type, not the whole description, and the ledger has it."""
    missing = {"$ref": "#/components/schemas/Missing"}
    pet = {"type": "object", "properties": {"home": missing, "all": {"type": "array", "items": missing}}}
    found = normalise({"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"Pet": pet}}}, "x.yaml")
    assert found.document["components"]["schemas"]["Pet"]["properties"] == {
        "home": {}, "all_": {"type": "array", "items": {}},
    }  # fmt: skip
    assert [(note.where, note.reason) for note in found.notes] == [
        (f"#/components/schemas/Pet/properties/{place}", f"$ref {missing['$ref']} points to nothing; it is typed Any")
        for place in ("home", "all/items")
    ]
