"""Places in answers and in bodies, and what is found or put there."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from ferrule.paging.declared import reach, value_in, with_value

MISSING = object()


@attrs.define
class Inner:
    """A model."""

    size_: int | None = None


@attrs.define
class Outer:
    """A model with another in it."""

    inner: Inner | None = None


@pytest.mark.parametrize(
    ("value", "steps", "found"),
    [
        ({"a": {"b": 1}}, ("a", "b"), 1),
        ({"a": 1}, (), {"a": 1}),
        ({"a": 1}, ("b",), MISSING),
        ({"a": 1}, ("a", "b"), MISSING),
        (Outer(Inner(3)), ("inner", "size_"), 3),
        (Outer(), ("other",), MISSING),
        ([1, 2], (0,), 1),
        ([1, 2], (1,), 2),
        ([1, 2], (2,), MISSING),
        ([1, 2], (-1,), 2),
        ([1, 2], (-2,), 1),
        ([1, 2], (-3,), MISSING),
        ([], (-1,), MISSING),
        ("text", (0,), MISSING),
        ({"0": 1}, (0,), MISSING),
        (None, (0,), MISSING),
    ],
)
def test_steps_lead_to_a_value_or_nowhere(value: Any, steps: tuple[str | int, ...], found: object) -> None:
    """Through objects, models and lists, which are counted from both ends."""
    assert reach(value, steps, MISSING) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (Outer(Inner(3)), 3),
        ({"in": {"size": 4}}, 4),
        ({"in": Inner(5)}, 5),
        (Outer(), MISSING),
        ({}, MISSING),
        (None, MISSING),
    ],
)
def test_a_body_is_asked_by_the_names_of_models_and_of_the_wire(body: Any, found: object) -> None:
    """Whatever it is made of."""
    assert value_in(body, (("inner", "in"), ("size_", "size")), MISSING) == found


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        (Outer(Inner(3)), Outer(Inner(7))),
        (Outer(), Outer({"size": 7})),  # type: ignore[arg-type]
        ({"in": {"size": 4, "x": 1}, "y": 2}, {"in": {"size": 7, "x": 1}, "y": 2}),
        ({"in": Inner(5)}, {"in": Inner(7)}),
        ({}, {"in": {"size": 7}}),
        (None, {"in": {"size": 7}}),
    ],
)
def test_a_body_is_copied_with_another_value(body: Any, changed: Any) -> None:
    """All else in it stays, and so does the body that was given."""
    before = repr(body)
    assert with_value(body, (("inner", "in"), ("size_", "size")), 7) == changed
    assert repr(body) == before


def test_a_body_without_a_place_for_it_is_refused() -> None:
    """A list has no names."""
    with pytest.raises(ValueError, match="no place for in"):
        with_value([1], (("inner", "in"),), 7)
    assert with_value([1], (), 7) == 7
