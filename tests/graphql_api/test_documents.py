"""Which documents are queries: what is not sure counts as a mutation."""

from __future__ import annotations

import graphql
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ferrule.call import Facts
from ferrule.client.graphql_requests import operation_of
from ferrule.errors import ConfigError
from ferrule.graphql.documents import executed


def is_query(document: object, operation: object = None) -> bool:
    """Whether it surely is one."""
    found = executed(document, operation)
    return found is not None and found.kind == "query"


@pytest.mark.parametrize(
    ("document", "operation", "query"),
    [
        ("{ a }", None, True),
        ("query A { a }", None, True),
        ("query A($x: I = {y: 1, z: [2]}) @d(x: {y: 1}) { a }", "A", True),
        ("# mutation\nquery A { a }", None, True),
        ('query A { a(x: "mutation M { b }") }', None, True),
        ('query A { a(x: """ } mutation " M { b } \\""" """) }', None, True),
        ("fragment F on X { a } query A { ...F }", None, True),
        ("query A { a } mutation B { b }", "A", True),
        ("query A { a } mutation B { b }", "B", False),
        ("query A { a } mutation B { b }", None, False),
        ("query A { a } mutation B { b }", "C", False),
        ("query A mutation B", "B", False),
        ("query A mutation B { b }", "A", False),
        ("# query\nfragment F on X{a} mutation M{b}", None, False),
        ("mutation { b }", None, False),
        ("subscription { b }", None, False),
        ("query A { a", None, False),
        ("query A { a }}", None, False),
        ("query A { a } query A { b }", "A", False),
        ('query A { a(x: "', None, False),
        ("query", None, False),
        ("", None, False),
        (None, None, False),
        (["query A { a }"], None, False),
        ("\ufeff query mutation { a }", None, True),
        ("query A { a } \x00", None, False),
    ],
)
def test_only_what_is_surely_a_query_is_one(document: object, operation: object, query: bool) -> None:
    """The document decides, and the name of the operation."""
    assert is_query(document, operation) is query


_PIECES = st.sampled_from(
    ["query", "mutation", "subscription", "fragment", " A", " B", "{", "}", "(", ")", "a", " on X", "...F", "@d", "$x: Int",
     '"', '"""', "\\", "#", "\n", ",", " ", ":", '"mutation M{a}"', "query A{a}", "mutation B{b}", "{a}", "[", "]", "1"]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(_PIECES, max_size=12).map("".join), st.sampled_from([None, "A", "B"]))
def test_no_mutation_is_taken_for_a_query(document: str, operation: str | None) -> None:
    """What graphql-core would execute as a mutation never counts as a query, whatever the text."""
    try:
        found = graphql.get_operation_ast(graphql.parse(document), operation)
    except graphql.GraphQLError:
        return  # nobody executes it
    if is_query(document, operation):
        assert found is not None
        assert found.operation is graphql.OperationType.QUERY
    elif found is not None and operation is None:
        assert found.operation is not graphql.OperationType.QUERY


def test_a_batch_an_upload_and_what_is_no_json_count_as_mutations() -> None:
    """Nothing is known of them."""
    batch = httpx.Request("POST", "https://a.test", json=[{"query": "{ a }"}])
    upload = httpx.Request("POST", "https://a.test", files={"0": b"x"}, data={"operations": '{"query": "{ a }"}'})
    text = httpx.Request("POST", "https://a.test", content=b'{"query": "{ a }"')
    for request in (batch, upload, text):
        assert operation_of("a", Facts(), request).facts.idempotent is None
    assert operation_of("a", Facts(), httpx.Request("POST", "https://a.test", json={"query": "{ a }"})).facts.idempotent


def test_no_mutation_goes_by_get() -> None:
    """Browsers and proxies repeat it."""
    request = httpx.Request("GET", "https://a.test", params={"query": "mutation M { a }"})
    with pytest.raises(ConfigError, match="only queries are sent by GET"):
        operation_of("a", Facts(), request)
    query = httpx.Request("GET", "https://a.test", params={"query": "query Q { a }"})
    assert str(operation_of("a", Facts(), query)) == "a Q (GET #Q)"


@pytest.mark.parametrize("params", [{"query": "mutation M { a }"}, {"operationName": "M"}])
def test_a_post_whose_url_says_what_is_executed_is_not_surely_a_query(params: dict[str, str]) -> None:
    """Servers that read the URL, too, read it first."""
    document = {"query": "query Q { a } mutation M { a }", "operationName": "Q"}
    request = httpx.Request("POST", "https://a.test", params=params, json=document)
    assert operation_of("a", Facts(), request).facts.idempotent is None


def test_a_get_with_two_documents_is_refused() -> None:
    """Servers differ in which of them they take."""
    request = httpx.Request("GET", "https://a.test", params=[("query", "{ a }"), ("query", "mutation M { a }")])
    with pytest.raises(ConfigError, match="only queries are sent by GET"):
        operation_of("a", Facts(), request)


def test_a_body_that_is_nested_without_end_is_not_surely_a_query() -> None:
    """And no error of another class."""
    content = b'{"query": "{ a }", "variables": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    request = httpx.Request("POST", "https://a.test", content=content)
    assert operation_of("a", Facts(), request).facts.idempotent is None
