"""Requests that do not conform are told why."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.sandbox import Sandbox, Status
from ferrule.sandbox.parameters import query_value, raw_pairs, tree, typed

MESSAGES = "twilio/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json"
TOKEN = {"Authorization": "Bearer t"}


@pytest.mark.parametrize(
    ("method", "path", "send", "pointer", "words"),
    [
        ("GET", "/users?per_page=many", {}, "#/components/parameters/per-page", "'many' is not of type 'integer'"),
        ("GET", "/users?pre_page=3", {}, "#/paths/~1users/get", "`pre_page`: is not described; there are per_page"),
        ("GET", "/search/users", {}, "#/components/parameters/query", "`q`: is required and missing"),
        ("GET", "/users", {"content": b"x"}, "#/paths/~1users/get", "body: none is described"),
        ("POST", "/user/repos", {}, "#/paths/~1user~1repos/post/requestBody", "body: is required and missing"),
        ("POST", "/user/repos", {"json": {}}, "#", "'name' is a required property"),
        ("POST", "/user/repos", {"json": {"name": 7}}, "#/name", "body /name: 7 is not of type 'string'"),
        (
            "POST",
            "/user/repos",
            {"content": b"{", "headers": {"Content-Type": "application/json"}},
            "#",
            "body: is not JSON",
        ),
        ("POST", "/user/repos", {"data": {"name": "x"}}, "#/paths/~1user~1repos/post/requestBody", "Content-Type is"),
    ],
)
def test_github_requests(
    sandbox: Sandbox, http: httpx.Client, method: str, path: str, send: dict[str, Any], pointer: str, words: str
) -> None:
    """400 and a problem document with the place and the reason."""
    headers = {**TOKEN, **send.pop("headers", {})} if "headers" in send else TOKEN
    reply = http.request(method, sandbox.url("github") + path, **send, headers=headers)
    assert (reply.status_code, reply.headers["Content-Type"]) == (400, "application/problem+json")
    error = reply.json()["errors"][0]
    assert error["pointer"] == pointer
    assert words in error["detail"]
    assert words in reply.json()["detail"]


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"amount": "ten", "currency": "eur"}, "#/amount"),
        ({"amount": "10"}, "#"),
        ({"amount": "10", "currency": "eur", "shipping[address][city]": "x"}, "#/shipping"),
        ({"amount": "10", "currency": "eur", "capture_method": "later"}, "#/capture_method"),
    ],
)
def test_stripe_forms(sandbox: Sandbox, http: httpx.Client, data: dict[str, str], pointer: str) -> None:
    """Forms are checked like JSON, after their text was read as the described types."""
    reply = http.post(f"{sandbox.url('stripe')}/v1/payment_intents", data=data, headers=TOKEN)
    assert reply.status_code == 400
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


def test_everything_that_is_wrong_is_listed(sandbox: Sandbox, http: httpx.Client) -> None:
    """Not the first fault alone."""
    reply = http.get(f"{sandbox.url('github')}/users", params={"per_page": "x", "since": "y"})
    assert len(reply.json()["errors"]) == 2


def test_unknown_paths_name_their_neighbours(sandbox: Sandbox, http: httpx.Client) -> None:
    """404 for a path, 405 for a method, and a hint for an API."""
    lost = http.get(f"{sandbox.url('github')}/repos/octocat/hello-world/isues")
    assert (lost.status_code, lost.json()["near"][0]) == (404, "/repos/{owner}/{repo}/issues")
    wrong = http.put(f"{sandbox.url('github')}/users")
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "GET")
    assert "did you mean /github?" in http.get(f"{sandbox.origin}/gihub/zen").json()["detail"]


def test_a_key_may_stand_in_the_query(sandbox: Sandbox, http: httpx.Client) -> None:
    """Where the description has an API key there, it is a credential and no unknown parameter."""
    url = f"{sandbox.url('weather')}/point"
    assert http.get(url, params={"place_id": "london", "key": "k"}).status_code == 200
    assert http.get(url, params={"place_id": "london"}, headers={"X-API-Key": "k"}).status_code == 200
    assert http.get(url, params={"place_id": "london"}).status_code == 403


@pytest.mark.parametrize(
    ("url", "given", "status"),
    [
        ("weather/point?place_id=london&key=invalid", {}, 403),
        ("weather/point?place_id=london", {"headers": {"X-API-Key": "invalid"}}, 403),
        (MESSAGES, {"auth": ("invalid", "secret")}, 401),
        (MESSAGES, {"auth": ("AC1", "invalid")}, 401),
        ("storage/storage/v1/b?project=p", {"headers": {"Authorization": "Bearer invalid"}}, 401),
    ],
)
def test_apis_without_memory_refuse_the_text_invalid(
    sandbox: Sandbox,
    http: httpx.Client,
    conforms: Callable[[httpx.Response], None],
    url: str,
    given: dict[str, Any],
    status: int,
) -> None:
    """As a key, a user, a password or a token: 401, or 403 where that is all the API describes."""
    reply = http.get(f"{sandbox.origin}/{url}", **given)
    conforms(reply)
    assert reply.status_code == status
    assert "is not valid" in reply.text


@pytest.mark.parametrize(
    ("scheme", "good", "bad"),
    [
        ({"type": "apiKey", "in": "header", "name": "X-Ring"}, {"X-Ring": "any"}, {"X-Ring": "invalid"}),
        ({"type": "apiKey", "in": "cookie", "name": "sid"}, {"Cookie": "a=b; sid=any"}, {"Cookie": "a=b; sid=invalid"}),
        ({"type": "http", "scheme": "bearer"}, {"Authorization": "Bearer any"}, {"Authorization": "Bearer invalid"}),
        ({"type": "http", "scheme": "basic"}, {"Authorization": "Basic YTpi"}, {"Authorization": "Basic YTppbnZhbGlk"}),
    ],
)
def test_own_documents_refuse_the_text_invalid(
    http: httpx.Client, scheme: dict[str, Any], good: dict[str, str], bad: dict[str, str]
) -> None:
    """With 401, though the document describes no error; so they do when there is no credential."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "security": [{"own": []}],
        "paths": {"/pets": {"get": {"responses": {"204": {"description": "None."}}}}},
        "components": {"securitySchemes": {"own": scheme}},
    }
    with Sandbox("pets", documents={"pets": document}) as sandbox:
        replies = [http.get(f"{sandbox.url('pets')}/pets", headers=headers) for headers in (good, bad, {})]
    assert [reply.status_code for reply in replies] == [204, 401, 401]


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("weather/point?place_id=london", None),
        ("weather/point?place_id=london", 429),
        (MESSAGES, None),
        ("storage/storage/v1/b?project=p", 503),
    ],
)
def test_apis_without_memory_refuse_in_their_own_words(
    sandbox: Sandbox, http: httpx.Client, conforms: Callable[[httpx.Response], None], url: str, fault: int | None
) -> None:
    """The body is the described one, with the reason where the API puts its message."""
    if fault:
        sandbox.faults.add(Status(fault))
    reply = http.get(f"{sandbox.origin}/{url}")
    conforms(reply)
    assert reply.status_code in ({fault} if fault else {401, 403})
    assert ("injected by the sandbox" if fault else "no credentials") in reply.text


@pytest.mark.parametrize("path", ["/find_places?text=x", "/nearest_place?lat=1&lon=1"])
def test_apis_without_memory_answer_with_examples(
    sandbox: Sandbox, http: httpx.Client, conforms: Callable[[httpx.Response], None], path: str
) -> None:
    """To a request that conforms, a reply that does."""
    reply = http.get(sandbox.url("weather") + path, headers={"X-API-Key": "any"})
    assert reply.status_code == 200
    conforms(reply)


@pytest.mark.parametrize(
    ("parameter", "query", "value"),
    [
        ({}, "p=a%2Cb", "a,b"),
        ({"explode": True, "several": True}, "p=a&p=b", ["a", "b"]),
        ({"explode": False, "several": True}, "p=a%2Cb,c", ["a,b", "c"]),
        ({"explode": False, "several": True, "style": "pipeDelimited"}, "p=a%7Cb|c", ["a", "b", "c"]),
        ({"explode": False, "several": True, "style": "spaceDelimited"}, "p=a%20b+c", ["a", "b", "c"]),
        ({"style": "deepObject"}, "p[x][y]=1&p[z]=2&q=3", {"x": {"y": "1"}, "z": "2"}),
        ({"style": "deepObject"}, "p[]=1&p[]=2", ["1", "2"]),
        ({"style": "deepObject"}, "p=1", "1"),
        ({}, "q=1", None),
    ],
)
def test_query_styles(parameter: dict[str, Any], query: str, value: Any) -> None:
    """OpenAPI's styles, a comma inside a value kept apart from one between values."""
    several = parameter.pop("several", False)
    assert query_value({"name": "p", **parameter}, raw_pairs(query), several=several) == value


texts = st.text("abc", min_size=1, max_size=3)
nested = st.recursive(
    texts,
    lambda inner: st.dictionaries(texts, inner, min_size=1, max_size=3) | st.lists(inner, min_size=1, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(texts, nested, max_size=3))
def test_brackets_fold_and_unfold(value: dict[str, Any]) -> None:
    """Values in brackets and indexes are read back. Lists are objects with digits, of which a schema makes lists."""

    def fold(name: str, inner: Any) -> list[tuple[str, str]]:
        if isinstance(inner, dict):
            return [pair for key, each in inner.items() for pair in fold(f"{name}[{key}]", each)]
        if isinstance(inner, list):
            return [pair for index, each in enumerate(inner) for pair in fold(f"{name}[{index}]", each)]
        return [(name, inner)]

    def lists(read: Any) -> Any:
        if not isinstance(read, dict):
            return read
        if all(key.isdigit() for key in read):
            return [lists(each) for each in read.values()]
        return {key: lists(each) for key, each in read.items()}

    pairs = [pair for name, inner in value.items() for pair in fold(name, inner)]
    assert {name: lists(each) for name, each in tree(pairs).items()} == value


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        ({"type": "integer"}, "-7", -7),
        ({"type": "integer"}, "7.5", "7.5"),
        ({"type": "number"}, "7.5", 7.5),
        ({"type": "boolean"}, "true", True),
        ({"type": "boolean"}, "yes", "yes"),
        ({"type": "string"}, "7", "7"),
        ({"type": "array", "items": {"type": "integer"}}, "7", [7]),
        ({"type": "array", "items": {"type": "integer"}}, {"1": "8", "0": "7"}, [7, 8]),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, {"a": "7"}, {"a": 7}),
        ({"allOf": [{"type": "integer"}]}, "7", 7),
    ],
)
def test_text_becomes_the_described_type(schema: dict[str, Any], text: Any, value: Any) -> None:
    """Or stays what it is, for the validator to speak of."""
    assert typed({}, schema, text) == value


@pytest.mark.parametrize(
    ("format", "good", "bad"),
    [
        ("date-time", "2024-05-17T09:30:00Z", "yesterday"),
        ("duration", "PT1H", "1 hour"),
        ("hostname", "example.com", "-example-"),
        ("json-pointer", "/name", "name"),
        ("uri", "https://example.com/", "example"),
        ("uri-template", "https://example.com/{name}", "https://example.com/{"),
        ("uuid", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", "6ba7b810"),
    ],
)
def test_formats_are_checked(format: str, good: str, bad: str) -> None:
    """The extra brings what jsonschema needs for it."""
    parameter = {"name": "v", "in": "query", "schema": {"type": "string", "format": format}}
    operation = {"parameters": [parameter], "responses": {"204": {"description": "Fine"}}}
    document = {"openapi": "3.1.0", "info": {"title": "Mine", "version": "1"}, "paths": {"/": {"get": operation}}}
    with Sandbox("mine", documents={"mine": document}) as sandbox:
        statuses = [
            httpx.get(sandbox.url("mine") + "/", params={"v": value}, timeout=5).status_code for value in (good, bad)
        ]
    assert statuses == [204, 400]


def test_checking_formats_loads_no_grammar() -> None:
    """What checks IRIs for jsonschema takes a second to import, which the first request would wait for."""
    code = "import sys, jsonschema; print('rfc3987_syntax' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
