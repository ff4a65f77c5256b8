"""The comparison itself: what it must report, what it must let pass. Needs no vendor's document."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from vendors.agreements import Allowance
from vendors.comparator import Comparison
from vendors.documents import Document
from vendors.schemas import Disagreement

JSON = "application/json"
PET = {
    "type": "object",
    "required": ["id", "kind"],
    "properties": {
        "id": {"type": "integer"},
        "kind": {"type": "string", "enum": ["cat", "dog"]},
        "born": {"type": "string", "format": "date"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "owner": {"$ref": "#/components/schemas/owner"},
        "shelter": {"oneOf": [{"$ref": "#/components/schemas/shelter"}, {"type": "string"}]},
        "weight": {"type": "number"},
    },
}
PETS = {"type": "array", "items": {"$ref": "#/components/schemas/pet"}}
OWNER = {"type": "object", "properties": {"name": {"type": "string"}, "pets": PETS}}
SHELTER = {"allOf": [{"$ref": "#/components/schemas/owner"}, {"properties": {"city": {"type": "string"}}}]}


def delivery(action: str) -> dict[str, Any]:
    """A webhook's operation for one action."""
    payload = {"type": "object", "required": ["action"], "properties": {"action": {"enum": [action]}}}
    return {"requestBody": {"content": {JSON: {"schema": payload}}}}


VENDOR: dict[str, Any] = {
    "servers": [{"url": "https://pets.example/v1"}],
    "paths": {
        "/pets": {
            "parameters": [{"name": "X-Trace", "in": "header", "schema": {"type": "string"}}],
            "get": {
                "operationId": "list",
                "parameters": [
                    {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["cat", "dog"]}},
                    {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}},
                    {"name": "sort", "in": "query", "schema": {"type": "string"}},
                ],
                "responses": {"200": {"content": {JSON: {"schema": PETS}}}},
            },
            "post": {
                "operationId": "create",
                "parameters": [{"name": "dry", "in": "query", "required": True, "schema": {"type": "boolean"}}],
                "requestBody": {"required": True, "content": {JSON: {"schema": {"$ref": "#/components/schemas/pet"}}}},
                "responses": {"201": {"description": "made"}},
            },
        },
        "/pets/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "get": {
                "operationId": "get",
                "responses": {"200": {"content": {JSON: {"schema": {"$ref": "#/components/schemas/pet"}}}}},
            },
        },
    },
    "webhooks": {"pet-born": {"post": delivery("born")}, "pet-sold": {"post": delivery("sold")}},
    "components": {"schemas": {"pet": PET, "owner": OWNER, "shelter": SHELTER}},
}
LIST, CREATE, GET = ("#/paths/~1pets/get", "#/paths/~1pets/post", "#/paths/~1pets~1{id}/get")
SCHEMAS = "#/components/schemas"

Change = Callable[[dict[str, Any]], object]


def compare(ours: dict[str, Any], vendor: dict[str, Any] = VENDOR, **options: Any) -> list[Disagreement]:
    """Disagreements about all operations."""
    comparison = Comparison(Document(ours), Document(vendor), **options)
    return [found for operation in comparison.ours.operations() for found in comparison.compare(operation)]


def changed(*changes: Change) -> dict[str, Any]:
    """A copy of the vendor's document with changes made to it."""
    document = copy.deepcopy(VENDOR)
    for change in changes:
        change(document)
    return document


def schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    """A component."""
    found: dict[str, Any] = document["components"]["schemas"][name]
    return found


def query(document: dict[str, Any], index: int) -> dict[str, Any]:
    """A parameter of `list`."""
    found: dict[str, Any] = document["paths"]["/pets"]["get"]["parameters"][index]
    return found


def test_a_document_agrees_with_itself() -> None:
    """Nothing is reported where the two are the same, cycles between schemas included."""
    assert compare(VENDOR) == []


@pytest.mark.parametrize(
    ("plant", "pointer", "kind"),
    [
        pytest.param(
            lambda d: d["paths"].update({"/cats": d["paths"].pop("/pets")}), "#/paths/~1cats/get", "path", id="path"
        ),
        pytest.param(
            lambda d: d["paths"]["/pets/{id}"].update(put=d["paths"]["/pets/{id}"].pop("get")),
            "#/paths/~1pets~1{id}/put",
            "method",
            id="method",
        ),
        pytest.param(lambda d: query(d, 0).update(name="kinds"), f"{LIST}/parameters/0", "parameter", id="parameter"),
        pytest.param(lambda d: query(d, 0).update({"in": "header"}), f"{LIST}/parameters/0", "parameter", id="place"),
        pytest.param(
            lambda d: query(d, 0)["schema"].update(type="integer"),
            f"{LIST}/parameters/0/schema",
            "type",
            id="parameter type",
        ),
        pytest.param(
            lambda d: query(d, 0)["schema"]["enum"].append("fish"),
            f"{LIST}/parameters/0/schema",
            "enum",
            id="parameter enum",
        ),
        pytest.param(lambda d: query(d, 1).update(explode=False), f"{LIST}/parameters/1", "style", id="style"),
        pytest.param(
            lambda d: d["paths"]["/pets"]["post"].pop("parameters"), CREATE, "required", id="parameter left out"
        ),
        pytest.param(
            lambda d: d["paths"]["/pets"]["post"]["parameters"][0].pop("required"),
            f"{CREATE}/parameters/0",
            "required",
            id="parameter optional",
        ),
        pytest.param(lambda d: d["paths"]["/pets"]["post"].pop("requestBody"), CREATE, "required", id="body left out"),
        pytest.param(
            lambda d: d["paths"]["/pets"]["get"].update(requestBody={"content": {}}),
            f"{LIST}/requestBody",
            "body",
            id="body",
        ),
        pytest.param(
            lambda d: d["paths"]["/pets"]["post"]["requestBody"]["content"].update({"text/csv": {}}),
            f"{CREATE}/requestBody/content/text~1csv",
            "media-type",
            id="media type",
        ),
        pytest.param(
            lambda d: d["paths"]["/pets"]["post"]["responses"].update({"202": {}}),
            f"{CREATE}/responses/202",
            "status",
            id="success status",
        ),
        pytest.param(
            lambda d: schema(d, "pet")["properties"].update(fur={}),
            f"{SCHEMAS}/pet/properties/fur",
            "property",
            id="field",
        ),
        pytest.param(
            lambda d: schema(d, "owner")["properties"].update(age={}),
            f"{SCHEMAS}/owner/properties/age",
            "property",
            id="field behind a reference",
        ),
        pytest.param(
            lambda d: schema(d, "shelter")["allOf"][1]["properties"].update(zip={}),
            f"{SCHEMAS}/shelter/allOf/1/properties/zip",
            "property",
            id="field in allOf in oneOf",
        ),
        pytest.param(
            lambda d: schema(d, "pet")["properties"]["tags"]["items"].update(type="object"),
            f"{SCHEMAS}/pet/properties/tags/items",
            "type",
            id="type of items",
        ),
        pytest.param(
            lambda d: schema(d, "pet")["properties"]["weight"].update(type="integer"),
            f"{SCHEMAS}/pet/properties/weight",
            "type",
            id="an answer may have fractions",
        ),
        pytest.param(
            lambda d: schema(d, "pet")["properties"]["kind"].update(enum=["cat", "fish"]),
            f"{SCHEMAS}/pet/properties/kind",
            "enum",
            id="field enum",
        ),
        pytest.param(
            lambda d: schema(d, "pet")["properties"]["kind"].update(const="fish"),
            f"{SCHEMAS}/pet/properties/kind",
            "enum",
            id="field const",
        ),
        pytest.param(
            lambda d: schema(d, "pet")["properties"]["born"].update(format="date-time"),
            f"{SCHEMAS}/pet/properties/born",
            "format",
            id="format",
        ),
        pytest.param(
            lambda d: schema(d, "pet").update(required=["id"]), f"{SCHEMAS}/pet", "required", id="field a request needs"
        ),
        pytest.param(
            lambda d: schema(d, "pet")["required"].append("born"),
            f"{SCHEMAS}/pet",
            "required",
            id="field an answer may lack",
        ),
    ],
)
def test_a_planted_mistake_is_reported(plant: Change, pointer: str, kind: str) -> None:
    """Each kind of mistake is reported, at the place where it was made."""
    found = compare(changed(plant))
    assert (pointer, kind) in {(each.pointer, each.kind) for each in found}
    assert {each.kind for each in found} == {kind}


@pytest.mark.parametrize(
    "difference",
    [
        pytest.param(lambda d: d["paths"].pop("/pets/{id}"), id="an operation we leave out"),
        pytest.param(lambda d: schema(d, "pet")["properties"].pop("tags"), id="a field we leave out"),
        pytest.param(lambda d: query(d, 0)["schema"].update(enum=["cat"]), id="fewer values"),
        pytest.param(lambda d: query(d, 0).pop("schema"), id="a parameter of any type"),
        pytest.param(lambda d: schema(d, "pet")["properties"]["born"].update(type=["string", "null"]), id="null"),
        pytest.param(
            lambda d: schema(d, "pet")["properties"]["id"].update(format="int64"), id="a format that is a hint"
        ),
        pytest.param(lambda d: d["paths"]["/pets"]["get"]["responses"].update({"429": {}}), id="an error status"),
        pytest.param(lambda d: d["paths"]["/pets"]["parameters"][0].update(name="x-trace"), id="the case of a header"),
        pytest.param(
            lambda d: query(d, 2).update(schema={"type": "array", "items": {"type": "string"}}, explode=False),
            id="a comma-separated list for a text",
        ),
        pytest.param(
            lambda d: (
                d.update(servers=[{"url": "https://pets.example"}]),
                d.update(paths={f"/v1{path}": item for path, item in d["paths"].items()}),
            ),
            id="the server's path in each path",
        ),
        pytest.param(
            lambda d: schema(d, "pet").update(
                properties={}, allOf=[{"properties": PET["properties"]}, {"required": ["id"]}], required=["kind"]
            ),
            id="the same in parts",
        ),
    ],
)
def test_a_harmless_difference_is_let_pass(difference: Change) -> None:
    """What the vendor's document bears out, or does not speak of, is no mistake."""
    assert compare(changed(difference)) == []


def test_fields_of_an_object_that_is_not_described_are_let_pass() -> None:
    """A vendor that does not list an object's fields denies none."""
    vendor = changed(lambda d: d["components"]["schemas"].update(owner={"type": "object"}))
    ours = changed(lambda d: schema(d, "pet")["properties"].pop("shelter"))
    assert compare(ours, vendor) == []


def test_one_form_of_ours_needs_one_form_of_theirs_that_has_what_it_requires() -> None:
    """In a union, a required field has to be required by one of the vendor's alternatives."""
    union = {"oneOf": [{"$ref": f"{SCHEMAS}/full"}, {"$ref": f"{SCHEMAS}/brief"}]}
    full = {"type": "object", "required": ["a", "b"], "properties": {"a": {}, "b": {}}}
    brief = {**full, "required": ["a"]}

    def document(brief: dict[str, Any]) -> dict[str, Any]:
        answer = {"200": {"content": {JSON: {"schema": union}}}}
        return {
            "paths": {"/": {"get": {"responses": answer}}},
            "components": {"schemas": {"full": full, "brief": brief}},
        }

    assert compare(document(brief), document(brief)) == []
    strict = {**full, "properties": {"a": {}, "b": {}, "c": {}}, "required": ["a", "c"]}
    loose = {**strict, "required": ["a"]}
    assert [found.message for found in compare(document(strict), document(loose))] == ["'c' may be left out"]


def test_an_api_key_stands_for_the_parameter_it_is_sent_as() -> None:
    """What a security scheme sends need not be a parameter too."""
    vendor = changed(
        lambda d: d["paths"]["/pets"]["get"]["parameters"].append({"name": "key", "in": "query", "required": True})
    )
    ours = changed(
        lambda d: d["components"].update(securitySchemes={"key": {"type": "apiKey", "in": "query", "name": "key"}})
    )
    assert {found.kind for found in compare(VENDOR, vendor)} == {"required"}
    assert compare(ours, vendor) == []


def test_an_alias_finds_the_operation_under_its_other_path() -> None:
    """An operation is compared with the one its alias names."""
    ours = changed(lambda d: d["paths"].update({"/upload/pets": d["paths"].pop("/pets")}))
    assert {found.kind for found in compare(ours)} == {"path"}
    assert compare(ours, aliases={"/upload/pets": "/pets"}) == []


def test_a_webhook_is_compared_with_all_of_its_actions() -> None:
    """A vendor's `pet-born` and `pet-sold` together bear out our `pet`."""
    ours = changed(
        lambda d: d.update(webhooks={"pet": copy.deepcopy(d["webhooks"]["pet-born"])}),
        lambda d: _payload(d)["properties"]["action"].update(enum=["born", "sold"]),
    )
    assert _webhooks(ours) == []
    _payload(ours)["properties"]["action"]["enum"].append("lost")
    _payload(ours)["properties"]["place"] = {}
    assert [found.kind for found in _webhooks(ours)] == ["enum", "property"]
    assert [found.kind for found in _webhooks({"webhooks": {"plant": {"post": {}}}})] == ["webhook"]


def test_what_the_vendor_does_not_mention_is_noted() -> None:
    """An error status that only we know is a note, and so is a vendor without webhooks."""
    ours = Document(changed(lambda d: d["paths"]["/pets/{id}"]["get"]["responses"].update({"404": {}})))
    comparison = Comparison(ours, Document({**VENDOR, "webhooks": {}}))
    assert comparison.compare(ours.operations()[-1]) == []
    assert comparison.notes == ["get: 404 is not among 200"]
    assert comparison.compare_webhook(ours.webhooks()[0]) == []
    assert comparison.notes == ["no webhooks at all"]


def test_an_allowance_excuses_only_what_it_names() -> None:
    """Pointer, kind and, where given, operation have to be the same; a reason has to be there."""
    found = Disagreement("#/a", "type", "is a, not b")
    assert Allowance(at="#/a", kind="type", reason="why").excuses("op", found)
    assert not Allowance(at="#/a/b", kind="type", reason="why").excuses("op", found)
    assert not Allowance(at="#/a", kind="enum", reason="why").excuses("op", found)
    assert not Allowance(at="#/a", kind="type", reason="why", operation="other").excuses("op", found)
    with pytest.raises(ValueError, match="needs a reason"):
        Allowance(at="#/a", kind="type", reason=" ")


def _webhooks(ours: dict[str, Any]) -> list[Disagreement]:
    comparison = Comparison(Document(ours), Document(VENDOR))
    return [found for webhook in comparison.ours.webhooks() for found in comparison.compare_webhook(webhook)]


def _payload(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["webhooks"]["pet"]["post"]["requestBody"]["content"][JSON]["schema"]
    return found
