"""What is generated for a schema and operations."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen.errors import CodegenError
from ferrule.codegen.pipeline import generate
from graphs import Make, Package, written

SCHEMA = """
scalar Money
scalar Blob
"Something."
interface Thing { id: ID! name: String! }
type Cat implements Thing { id: ID! name: String! lives: Int! colour: Colour! friend: Pet }
type Dog implements Thing { id: ID! name: String! barks: Boolean! size: String }
type Cow implements Thing { id: ID! name: String! milk: Float }
union Pet = Cat | Dog
enum Colour { BLACK WHITE }
input Wanted { colour: Colour = BLACK, most: Int, near: [Wanted!], name: String! }
type Query {
  a: Int!
  cat: Cat
  thing: Thing!
  pets(wanted: Wanted): [Pet]!
  price: Money!
  blob: Blob
  echo(x: Int = 5): Int
}
type Mutation { feed(id: ID!): Cat }
type Subscription { ticks: Int }
"""
FACTS = """
overlay: 1.0.0
info: {title: Facts, version: 1.0.0}
actions:
  - target: $.components.schemas.Money
    description: Cents, says the documentation.
    update: {type: integer}
"""


@pytest.fixture(scope="module")
def zoo(make: Make) -> Package:
    """A package with an operation for each question."""
    operations = """
    # Which cat it is.
    # There is one.
    query Include($i: Boolean!) { a @include(if: $i) cat { ...Known ...More @skip(if: $i) } }
    query Literally { a @include(if: true) cat @skip(if: true) { id } }
    query Echo($x: Int = 5) { echo(x: $x) }
    query Pets($wanted: Wanted) { pets(wanted: $wanted) { ... on Cat { name colour } ... on Dog { name barks } } }
    query Alike { pets { ... on Thing { id } } }
    query Things { thing { name ... on Cat { lives } } }
    query Scalars { price blob }
    mutation Feed($id: ID!) { feed(id: $id) { ...Known } }
    fragment Known on Cat { id name }
    fragment More on Cat { lives friend { __typename ... on Dog { size } } }
    """
    return make(SCHEMA, operations, FACTS)


def hints(cls: Any) -> dict[str, str]:
    """Annotations as they are written."""
    return dict(inspect.get_annotations(cls))


def test_what_a_variable_includes_is_optional(zoo: Package) -> None:
    """Fields, and all that a fragment brings; what is sure stays so."""
    models = zoo.module("models")
    assert hints(models.Include)["a"] == "int | Unset"
    cat = hints(models.IncludeCat)
    assert (cat["id"], cat["lives"]) == ("str", "int | Unset")
    assert cat["friend"].endswith("| None | Unset")
    mismatches: list[Any] = []
    assert not zoo.parse("all.include", {"cat": {"id": "1", "name": "Tom"}}, mismatches).a
    assert mismatches == []


def test_a_condition_that_is_no_variable_is_decided(zoo: Package) -> None:
    """`true` includes always, and skips always."""
    assert hints(zoo.module("models").Literally) == {"a": "int", "additional_properties": "dict[str, Any]"}


def test_not_given_and_null_differ(zoo: Package) -> None:
    """Both stand in the signature, and both on the wire."""
    module = zoo.module("api.all.echo")
    assert inspect.signature(module._get_kwargs).parameters["x"].annotation == "int | None | Unset"
    sent = [json.loads(module._get_kwargs(**given)["content"])["variables"] for given in ({}, {"x": None}, {"x": 3})]
    assert sent == [{}, {"x": None}, {"x": 3}]


def test_a_union_is_told_apart_by_typename(zoo: Package) -> None:
    """It is asked for, though nobody wrote it."""
    models = zoo.module("models")
    assert "__typename" in zoo.module("api.all.pets")._DOCUMENT
    pets = [
        {"__typename": "Cat", "name": "Tom", "colour": "WHITE"},
        {"__typename": "Dog", "name": "Rex", "barks": True},
    ]
    parsed = zoo.parse("all.pets", {"pets": [*pets, None]}).pets
    assert [type(one) for one in parsed] == [models.PetsPetsCat, models.PetsPetsDog, type(None)]
    assert hints(models.PetsPetsCat)["field_typename"] == "Literal['Cat']"


def test_what_is_new_on_the_server_is_kept(zoo: Package) -> None:
    """A type as it came, a value of an enum as a member that equals it."""
    mismatches: list[Any] = []
    cow = {"__typename": "Yak", "name": "Yan"}
    cat = {"__typename": "Cat", "name": "Tom", "colour": "GREEN"}
    parsed = zoo.parse("all.pets", {"pets": [cow, cat]}, mismatches).pets
    assert parsed[0] == cow
    assert parsed[1].colour == "GREEN"
    assert {one.field for one in mismatches} == {"pets[]", "colour"}


def test_objects_that_look_the_same_are_one_model(zoo: Package) -> None:
    """No typename is needed then."""
    assert "__typename" not in zoo.module("api.all.alike")._DOCUMENT
    assert type(zoo.parse("all.alike", {"pets": [{"id": "1"}]}).pets[0]) is zoo.module("models").AlikePets


def test_other_members_of_an_interface_have_a_model(zoo: Package) -> None:
    """What is selected of all."""
    models = zoo.module("models")
    assert (
        type(zoo.parse("all.things", {"thing": {"__typename": "Dog", "name": "Rex"}}).thing) is models.ThingsThingOther
    )
    tom = {"__typename": "Cat", "name": "Tom", "lives": 9}
    assert zoo.parse("all.things", {"thing": tom}).thing.lives == 9


def test_a_fragment_names_the_model_of_what_it_alone_selects(zoo: Package) -> None:
    """So that two operations have one."""
    assert type(zoo.parse("all.feed", {"feed": {"id": "1", "name": "Tom"}}).feed) is zoo.module("models").Known


def test_scalars_are_what_facts_say_and_anything_else_is_in_the_ledger(zoo: Package) -> None:
    """Typed as Any, and counted."""
    assert hints(zoo.module("models").Scalars)["price"] == "int"
    assert hints(zoo.module("models").Scalars)["blob"] == "Any"
    ledger = json.loads((zoo.path / "ledger.json").read_text())
    assert ledger["loose"]["any"] >= 1
    assert ledger["lost"] == []


def test_inputs_are_models(zoo: Package) -> None:
    """What has a default on the server may be left out."""
    wanted = zoo.module("models").Wanted
    near = wanted(name="near", most=None)
    module = zoo.module("api.all.pets")
    sent = json.loads(module._get_kwargs(wanted=wanted(name="far", near=[near], colour="WHITE"))["content"])
    assert sent["variables"] == {"wanted": {"name": "far", "near": [{"name": "near", "most": None}], "colour": "WHITE"}}


def test_a_query_is_idempotent_and_a_mutation_is_not(zoo: Package) -> None:
    """Though both are sent by POST."""
    assert zoo.module("api.all.pets")._OPERATION["facts"]["idempotent"] is True
    assert "idempotent" not in zoo.module("api.all.feed")._OPERATION["facts"]


def test_what_stands_above_an_operation_is_its_documentation(zoo: Package) -> None:
    """As developers write it."""
    assert (zoo.module("api.all.include").sync_detailed.__doc__ or "").startswith(
        "Which cat it is.\n\n    There is one."
    )


@pytest.mark.parametrize(
    ("operations", "place", "reason"),
    [
        ("query A {\n  nothing\n}", "all.graphql:2:3", "Cannot query field 'nothing'"),
        ("query A {\n  a", "all.graphql:2:4", "Expected Name, found <EOF>"),
        ("{ a }", "all.graphql:1:1", "an operation needs a name"),
        ("query A { a }\nquery A { a }", "all.graphql:1:7", "only one operation named 'A'"),
        ("subscription S { ticks }", "all.graphql:1:1", "a subscription is a stream"),
        (
            "query A { pets { ... on Cat { v: lives } ... on Dog { v: size } } }",
            "all.graphql:1:31",
            "conflicting types",
        ),
        ("query A($x: Nope) { echo(x: $x) }", "all.graphql:1:13", "Unknown type 'Nope'"),
        ("query A { cat { ...Missing } }", "all.graphql:1:20", "Unknown fragment 'Missing'"),
        ("query A { cat }", "all.graphql:1:11", "must have a selection of subfields"),
    ],
)
def test_what_does_not_validate_is_told_with_its_place(
    tmp_path: Path, operations: str, place: str, reason: str
) -> None:
    """File, line and column; nothing is written."""
    source = written(tmp_path, SCHEMA, operations)
    with pytest.raises(CodegenError) as caught:
        generate(source, None, tmp_path, "zoo")
    assert caught.value.where.endswith(place)
    assert reason in caught.value.reason
    assert not (tmp_path / "zoo").exists()


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ("type Query { a: Nope }", "schema.graphql:1:17: Unknown type"),
        ("type Query {", "schema.graphql:1:13: Syntax Error"),
        ("type A { a: Int }", "Query root type must be provided"),
        ("type Query { a: A }\nunion A", "schema.graphql:2:1: Union type A must define"),
    ],
)
def test_so_is_a_schema_that_is_none(tmp_path: Path, schema: str, reason: str) -> None:
    """Before any operation is looked at."""
    with pytest.raises(CodegenError, match=reason):
        generate(written(tmp_path, schema, "query A { a }"), None, tmp_path, "zoo")


def test_facts_about_nothing_are_refused(tmp_path: Path) -> None:
    """They would do nothing."""
    facts = FACTS.replace("Money", "Coins")
    source = written(tmp_path, SCHEMA, "query A { a }", facts)
    with pytest.raises(CodegenError, match="matches nothing"):
        generate(source, tmp_path / "facts.yaml", tmp_path, "zoo")


def test_a_schema_without_operations_is_refused(tmp_path: Path) -> None:
    """There would be nothing to call."""
    (tmp_path / "schema.graphql").write_text(SCHEMA)
    with pytest.raises(CodegenError, match=r"has no \*\.graphql file"):
        generate(tmp_path / "schema.graphql", None, tmp_path, "zoo")


@pytest.mark.parametrize("operations", ["fragment F on Cat { id }", "query A { cat { id } } fragment F on Cat { id }"])
def test_fragments_alone_are_nothing_to_call(tmp_path: Path, operations: str) -> None:
    """Files with fragments alone are fine beside others."""
    source = written(tmp_path, SCHEMA, operations)
    if "query" in operations:
        assert generate(source, None, tmp_path, "zoo").operations == 1
    else:
        with pytest.raises(CodegenError, match="has no operation in its files"):
            generate(source, None, tmp_path, "zoo")


def test_an_interface_that_nothing_implements_is_a_model(make: Make) -> None:
    """As in the part of a schema that somebody needs: what comes is some type that the part has not."""
    schema = "interface Thing { id: ID! } type Query { thing: Thing  things: [Thing!]! }"
    mismatches: list[Any] = []
    package = make(schema, "query A { thing { __typename id } things { id } }")
    answer = {"thing": {"__typename": "Cat", "id": "1"}, "things": [{"id": "2"}]}
    found = package.parse("all.a", answer, mismatches)
    assert (found.thing.field_typename, found.things[0].id, mismatches) == ("Cat", "2", [])


def test_a_schema_can_be_asked_about_itself(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    """Its kinds and places are text."""
    mismatches: list[Any] = []
    package = make(SCHEMA, 'query A { __type(name: "Cat") { kind } }')
    found = package.parse("all.a", {"__type": {"kind": "OBJECT"}}, mismatches)
    assert (found.to_dict(), mismatches) == ({"__type": {"kind": "OBJECT"}}, [])
    assert not capsys.readouterr().err


def test_queries_are_sent_by_get_where_facts_say_so(make: Make) -> None:
    """Never a mutation."""
    facts = FACTS + "  - target: $\n    description: It caches.\n    update: {x-ferrule-graphql: {queries: GET}}\n"
    package = make(SCHEMA, "query Echo($x: Int) { echo(x: $x) } mutation Feed { feed(id: 1) { id } }", facts)
    request = package.module("api.all.echo")._get_kwargs(x=3)
    assert (request["method"], request["params"]["variables"]) == ("get", '{"x":3}')
    assert package.module("api.all.feed")._get_kwargs()["method"] == "post"


def test_plain_calls_tell_data_from_errors(zoo: Package) -> None:
    """Without Ferrule, too."""
    import httpx

    answers = iter([{"data": {"echo": 3}}, {"data": {"echo": None}, "errors": [{"message": "no"}]}])
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=next(answers)))
    client = zoo.module("client").Client(base_url="https://zoo.test", httpx_args={"transport": transport})
    module = zoo.module("api.all.echo")
    assert module.sync(client=client).echo == 3
    assert [one.message for one in module.sync(client=client)] == ["no"]


@pytest.mark.parametrize("value", [float("nan"), object(), b"x", "\ud800", {1: 2}, "deep"])
def test_a_variable_that_cannot_be_sent_is_refused_by_its_name(make: Make, value: Any) -> None:
    """Before anything is sent."""
    if value == "deep":
        value = []
        for _ in range(5000):
            value = [value]
    package = make("scalar Any type Query { a(x: Any): Int }", "query A($x: Any) { a(x: $x) }")
    with pytest.raises(ValueError, match=r"^x\b"):
        package.module("api.all.a")._get_kwargs(x=value)
