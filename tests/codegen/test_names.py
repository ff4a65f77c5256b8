"""Names of groups, operations, classes and members: what frameworks add is cut, and nothing added renames the rest."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.conftest import answering
from ferrule.codegen import naming
from ferrule.codegen.normalise import normalise

Operation = tuple[str, str, dict[str, Any]]


def document(*operations: Operation, **parts: Any) -> dict[str, Any]:
    """A description of operations: method, path and the rest of each."""
    paths: dict[str, Any] = {}
    for method, path, raw in operations:
        paths.setdefault(path, {})[method] = {"responses": {}, **raw}
    return {"openapi": "3.1.0", "paths": paths, **parts}


def names(*operations: Operation, **parts: Any) -> list[str]:
    """Group and name of operations."""
    return [".".join(key) for key in normalise(document(*operations, **parts), "x.yaml").operations]


def op(operation_id: str = "", tag: str = "") -> dict[str, Any]:
    """An operation with a name or without, with a tag or without."""
    return {**({"operationId": operation_id} if operation_id else {}), **({"tags": [tag]} if tag else {})}


@pytest.mark.parametrize(
    ("operation", "name"),
    [
        # FastAPI: function, path, method.
        (("get", "/orders", op("list_orders_orders_get", "orders")), "orders.list_orders"),
        (("get", "/items/{item_id}", op("read_item_items__item_id__get")), "items.read_item"),
        (("post", "/flows/", op("create_flow_flows__post", "Flows")), "flows.create_flow"),
        (("get", "/", op("read_root__get")), "default.read_root"),
        (("get", "/api/v1/users/me", op("read_me_users_me_get", "users")), "users.read_me"),  # mounted
        (("get", "/orders/{id}.json", op("get_order_orders__id__json_get", "orders")), "orders.get_order"),
        # NestJS, Springdoc, ASP.NET.
        (("get", "/users", op("UsersController_findAll", "Users")), "users.find_all"),
        (("get", "/users", op("UsersController_findAll")), "users.find_all"),
        (("get", "/a", op("list_1", "A")), "a.list"),
        (("get", "/users", op("findAll_1", "user-controller")), "user.find_all"),
        (("get", "/a", op("Orders_GetOrderAsync", "Orders")), "orders.get_order"),
        (("get", "/api/Orders", op("", "Orders")), "orders.get"),
        (("get", "/api/Orders/{id}", op("", "Orders")), "orders.get_by_id"),
        (("put", "/api/Orders/{id}/lines/{line}", op("", "Orders")), "orders.put_lines_by_id_line"),
        # No tag, or one without a letter.
        (("get", "/api/v2/guilds/{id}", op("get_guild")), "guilds.get_guild"),
        (("get", "/v1beta1/{name}", op("get")), "default.get"),
        (("get", "/pets", op("list", "🚀")), "pets.list"),
        (("get", "/pets", op("list", "🚀 Pets")), "pets.list"),
        (("post", "/images:annotate", op("annotate")), "images.annotate"),
        # Nothing to cut.
        (("get", "/users", op("users/list", "users")), "users.list"),
        (("get", "/oauth2/token", op("oauth2_token_get", "oauth2")), "oauth2.token_get"),
        (("get", "/get", op("_get", "t")), "t.get"),
    ],
)
def test_an_operation_is_named_as_a_person_would(operation: Operation, name: str) -> None:
    """Its function, without what the framework puts around it; its group by tag, else by path."""
    assert names(operation) == [name]


def test_a_name_is_cut_only_where_it_stays_unique() -> None:
    """The one that is called so without cutting keeps its name, wherever it stands; nothing is numbered for it."""
    first = ("get", "/a", op("list_1", "t"))
    assert names(first, ("get", "/b", op("list", "t"))) == ["t.list_1", "t.list"]
    assert names(first, ("get", "/b", op("list_2", "t"))) == ["t.list", "t.list_2"]
    assert names(first, ("get", "/b", op("list_2", "u"))) == ["t.list", "u.list"]


def test_what_is_added_renames_nothing() -> None:
    """Wherever it stands, unless it is called the same; then it matters which was there first."""
    operations = [("get", f"/{name}", op(f"list_{name}_get", name)) for name in ("orders", "users", "items")]
    alone = names(*operations)
    other, same = ("post", "/orders", op("add", "users")), ("get", "/x", op("list_x_get", "orders"))
    assert sorted(names(other, *operations)) == sorted(["users.add", *alone])
    assert names(*operations, same) == [*alone, "orders.list_x_get"]


def test_an_overlay_renames_groups_classes_and_members() -> None:
    """By facts of the tag, the schema and the enum."""
    kind = {"type": "string", "enum": ["a", "b"], "x-ferrule-class": "Sort", "x-enum-varnames": ["FIRST", "SECOND"]}
    thing = {"type": "object", "x-ferrule-class": "Widget", "properties": {"kind": kind}}
    found = normalise(
        document(
            ("get", "/a", op("list", "Stuff")),
            tags=[{"name": "Stuff", "x-ferrule-name": "widgets"}],
            components={"schemas": {"ThingDTOv2": thing}},
        ),
        "x.yaml",
    )
    assert list(found.operations) == [("widgets", "list")]
    schemas = found.document["components"]["schemas"]
    assert sorted(schemas) == ["Sort", "Widget"]
    assert schemas["Sort"]["x-enum-varnames"] == ["FIRST", "SECOND"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Page<User>", "PageUser"),
        ("Page[User]", "PageUser"),
        ("Page«User»", "PageUser"),
        ("Page_User_", "PageUser"),
        ("Pair<string,List<User>>", "PairStringListUser"),
        (
            "Acme.Page`1[[Acme.Models.User, Acme, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null]]",
            "PageUser",
        ),
        ("io.k8s.api.apps.v1.Deployment", "AppsV1Deployment"),
        ("com.acme.orders.Order", "OrdersOrder"),
        ("Body_upload_invoice_orders__order_id__invoice_post", "UploadInvoiceBody"),
        ("Date<", "DateBefore"),
    ],
)
def test_a_class_is_named_without_brackets_and_packages(key: str, name: str) -> None:
    """Unless another has that name."""
    upload = ("post", "/orders/{order_id}/invoice", op("upload_invoice_orders__order_id__invoice_post"))
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    found = normalise(document(upload, components={"schemas": {key: schema}}), "x.yaml")
    assert found.classes == {key: name}
    if naming.pascal(key) != name:
        both = normalise(document(upload, components={"schemas": {key: schema, name: schema}}), "x.yaml")
        assert both.classes[name] == name
        assert both.classes[key] != name


def test_parameters_in_brackets_are_words() -> None:
    """`page[size]` reads as people say it."""
    assert [naming.identifier(name) for name in ("page[size]", "filter[a][b]", "ids[]")] == [
        "page_size",
        "filter_a_b",
        "ids",
    ]


def test_media_types_of_one_schema_have_one_class() -> None:
    """Which of them is sent is chosen by name, not by two classes that are alike."""
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    types = ("application/json", "application/merge-patch+json", "text/json")
    content = {media: {"schema": schema} for media in types}
    found = normalise(document(("patch", "/a", {**op("patch", "t"), "requestBody": {"content": content}})), "x.yaml")
    (operation,) = found.operations.values()
    assert {body.schema["$ref"].rpartition("/")[2] for body in operation.bodies} == {"TPatchBody"}
    assert list(found.document["components"]["schemas"]) == ["TPatchBody"]


def test_names_of_aliases_and_unions_can_be_imported() -> None:
    """As what they stand for, which `isinstance` takes too."""
    pet = {"type": "object", "properties": {"a": {"type": "string"}}}
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in ("Cat", "Dog")]
    schemas = {
        "Cat": pet,
        "Dog": pet,
        "Kitty": refs[0],
        "Puss": {"$ref": "#/components/schemas/Kitty"},
        "Pet": {"oneOf": refs},
    }
    with answering(schemas, "Pet") as package:
        models = package.models
        assert models.Puss is models.Kitty is models.Cat
        assert isinstance(models.Dog(), models.Pet)
        assert not isinstance("a dog", models.Pet)
        assert {"Kitty", "Puss", "Pet"} <= {*dir(models)}
        stub = (package.path / "models" / "__init__.pyi").read_text()
        assert "Pet = Cat | Dog\n" in stub
        assert "Puss = Cat\n" in stub


def test_methods_of_one_function_are_told_apart_by_their_method() -> None:
    """FastAPI gives all methods of a function the operationId of the first."""
    proxy = op("proxy_internal_proxy_post", "internal")
    assert names(("get", "/internal/proxy", proxy), ("post", "/internal/proxy", proxy)) == [
        "internal.proxy", "internal.proxy_post"
    ]  # fmt: skip


def test_classes_of_an_operation_say_their_group_once_and_no_status_of_a_success() -> None:
    """`ListUsersResponse`, where a second success and an error have their status."""
    answers = {
        status: {"content": {"application/json": {"schema": {"type": "object", "properties": {f"a{status}": {}}}}}}
        for status in ("200", "202", "404")
    }
    users = {**op("list_users", "users"), "responses": answers}
    start = {**op("start", "jobs"), "responses": {"201": answers["202"]}}
    found = normalise(document(("get", "/users", users), ("post", "/jobs", start)), "x.yaml")
    assert sorted(found.document["components"]["schemas"]) == [
        "JobsStartResponse", "ListUsersResponse", "ListUsersResponse202", "ListUsersResponse404"
    ]  # fmt: skip


def test_members_of_a_union_without_a_title_are_named_by_what_they_are() -> None:
    """Values beside any text by the union, and a variant of Rust's serde by its only property."""
    failed = {
        "type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}, "additionalProperties": False
    }  # fmt: skip
    values = {"type": "string", "enum": ["a", "b"]}
    schemas = {
        "Status": {"oneOf": [values, failed]},
        "Job": {"type": "object", "properties": {"model": {"anyOf": [{"type": "string"}, values]}}},
    }
    found = normalise(document(components={"schemas": schemas}), "x.yaml")
    assert sorted(found.document["components"]["schemas"]) == [
        "Job", "JobModel", "Status", "StatusError", "StatusValue"
    ]  # fmt: skip


def test_a_tag_of_springdoc_keeps_its_end_where_another_tag_has_the_rest() -> None:
    """Two groups stay two."""
    found = names(("get", "/a", op("a", "user")), ("get", "/b", op("b", "user-controller")))
    assert found == ["user.a", "user_controller.b"]


@pytest.mark.parametrize("name", ["Choice", "Shape", "Tag", "Incomplete"])
def test_classes_may_be_called_like_what_generated_modules_use(name: str) -> None:
    """Their own imports have names that no description has."""
    schemas = {name: {"type": "object", "properties": {"a": {}}}}
    assert [*normalise(document(components={"schemas": schemas}), "x.yaml").classes.values()] == [name]
