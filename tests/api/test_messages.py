"""What an error body says went wrong, in the shapes that APIs have."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.client.messages import message, shortened

FASTAPI = {
    "detail": [
        {"type": "missing", "loc": ["body", "items", 0, "price"], "msg": "Field required", "input": "planted-secret"},
        {"type": "int_parsing", "loc": ["query", "page"], "msg": "Input should be an integer"},
    ]
}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"message": "No such user"}, "No such user"),
        ({"error": {"message": "No such user", "code": 404}}, "No such user"),
        ({"error": "invalid_grant", "error_description": "The code has ended"}, "The code has ended"),
        ({"error": "not found"}, "not found"),
        ({"detail": "Not Found"}, "Not Found"),
        (FASTAPI, "body.items.0.price: Field required; query.page: Input should be an integer"),
        (
            {"message": "Validation Failed", "errors": [{"resource": "Issue", "field": "title", "code": "missing"}]},
            "Validation Failed: title: missing",
        ),
        (
            {"message": "Validation Failed.", "errors": [{"message": "a pull request exists"}]},
            "Validation Failed: a pull request exists",
        ),
        ({"errors": [{"message": "No such field"}, {"message": "Again"}]}, "No such field; Again"),
        ({"errors": ["name is short", "price is missing"]}, "name is short; price is missing"),
        ({"errors": {"name": ["is short"], "price": "is missing"}}, "name: is short; price: is missing"),
        (
            {"title": "Not valid", "errors": [{"detail": "must be positive", "pointer": "#/price"}]},
            "Not valid: #/price: must be positive",
        ),
        (
            {"errors": [{"title": "Invalid", "detail": "is short", "source": {"pointer": "/data/name"}}]},
            "/data/name: is short",
        ),
        (
            {"error": {"message": "Bad", "errors": [{"message": "Bad", "reason": "x"}, {"message": "Worse"}]}},
            "Bad: Worse",
        ),
        ([{"message": "One"}, {"message": "Two"}], "One; Two"),
        ("No such user", "No such user"),
        ({"message": "two\n  lines"}, "two lines"),
        ({"message": {"en": "deep"}, "status": 404}, ""),
        ({"message": 7, "errors": [], "detail": None}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_common_shapes_are_read_without_a_fact(document: Any, said: str) -> None:
    """The main text, then the single faults with their places; values that were sent are not quoted."""
    assert message(document) == said


@pytest.mark.parametrize(
    ("pointer", "said"),
    [
        ("/detail/0/msg", "first"),
        ("/detail/1/msg", "second"),
        ("/detail/2/msg", ""),
        ("/detail/-1/msg", ""),
        ("/detail/msg", ""),
        ("/a~1b/m~0n", "escaped"),
        ("/name/0", ""),
    ],
)
def test_a_pointer_walks_objects_and_arrays(pointer: str, said: str) -> None:
    """As RFC 6901 writes them."""
    document = {"detail": [{"msg": "first"}, {"msg": "second"}], "a/b": {"m~n": "escaped"}, "name": "x"}
    told = message(document, pointer)
    assert told.startswith(said) if said else told == "first; second"


def test_where_the_overlay_points_goes_before_common_names() -> None:
    """And a problem document before both."""
    document = {"message": "common", "reason": {"text": "pointed at"}, "detail": "of the problem"}
    assert message(document, "/reason/text") == "pointed at"
    assert message(document, "/reason/text", is_problem=True) == "of the problem"
    assert message({"title": "No credit", "errors": [{"detail": "30 left"}]}, is_problem=True) == "No credit: 30 left"


def test_it_is_one_line_of_bounded_length() -> None:
    """However long and many the texts are."""
    assert len(shortened(message({"message": "x" * 1000}))) == 300
    assert message({"errors": [{"message": f"fault {n}"} for n in range(500)]}) == "fault 0; fault 1; fault 2; …"


json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "error", "errors", "detail", "loc", "source", "a"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(json_data, st.from_regex(r"(/[a-z0-9~]{0,9}){0,4}", fullmatch=True))
def test_no_body_can_break_an_error(document: Any, pointer: str) -> None:
    """Whatever a server answers, there is one line, perhaps an empty one."""
    line = shortened(message(document, pointer))
    assert "\n" not in line
    assert len(line) <= 300
