"""How generated packages decode members of unions that JSON does not tell apart."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest

from codegen.conftest import SPECS, Received, Tiny, generated_package
from ferrule.codegen.support._decode import known


class Size(StrEnum):
    """An enum that other text may stand beside."""

    SMALL = "small"


def test_text_beside_an_enum_stays_text() -> None:
    """What the enum has becomes its member; anything else is as good, and no mismatch."""
    assert known(Size, "small") is Size.SMALL
    assert type(known(Size, "huge")) is str


@pytest.fixture(scope="module")
def unions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The package generated from specs/unions.yaml."""
    found = generated_package(SPECS / "unions.yaml", tmp_path_factory.mktemp("generated"), "unions_client")
    yield found
    sys.path.remove(str(found.path.parent))


@pytest.mark.parametrize(
    ("field", "value", "decoded", "kind"),
    [
        ("size", "m", "m", "Small"),
        ("size", "xl", "xl", "Large"),
        ("size", None, None, "NoneType"),
        ("three_sizes", "xl", "xl", "Large"),  # the first that has it
        ("three_sizes", "xxl", "xxl", "Huge"),
        ("size_or_text", "s", "s", "Small"),
        ("size_or_text", "l", "l", "Large"),
        ("size_or_text", "other", "other", "str"),
        ("size_or_constant", "none", "none", "str"),
        ("size_or_constant", "s", "s", "Small"),
        ("size_or_date", "s", "s", "Small"),
        ("size_or_date", "2026-01-02", date(2026, 1, 2), "date"),
        ("moment", "2026-01-02", date(2026, 1, 2), "date"),
        ("moment", "2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "datetime"),
        ("moment", "123e4567-e89b-42d3-a456-426614174000", UUID("123e4567-e89b-42d3-a456-426614174000"), "UUID"),
        ("moment_or_text", "2026-01-02", date(2026, 1, 2), "date"),
        ("moment_or_text", "2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "datetime"),
        ("moment_or_text", "ten chars!", "ten chars!", "str"),
        ("size_moment_or_text", "m", "m", "Small"),
        ("size_moment_or_text", "2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "datetime"),
        ("size_moment_or_text", "other", "other", "str"),
        ("level", 2, 2, "Level"),
        ("level", 20, 20, "Limit"),
        ("level_or_number", 1, 1, "Level"),
        ("level_or_number", 5, 5, "int"),
        ("level_or_number", 1.5, 1.5, "float"),
        ("level_or_size", "m", "m", "Small"),
        ("level_or_size", 2, 2, "Level"),
        ("level_or_size", 7, 7, "int"),
        ("lists", [1, 2], [1, 2], "list"),
        ("lists", ["m"], ["m"], "list"),
        ("maps", {"a": 1}, {"a": 1}, "dict"),
        ("person_or_map", {"x": 1}, {"x": 1}, "dict"),
        ("person_or_map", {}, {}, "dict"),
        ("map_or_people", {"x": 1}, {"x": 1}, "dict"),
    ],
)
def test_a_value_is_read_as_the_member_of_the_union_that_has_it(
    unions: Tiny, field: str, value: Any, decoded: Any, kind: str
) -> None:
    """Whatever the order of the members: constants, enums, formats, then what is left; nothing is reported."""
    mismatches: list[Any] = []
    thing = unions.models.Thing.from_dict({field: value}, mismatches)
    found = getattr(thing, field)
    assert mismatches == []
    assert (found, type(found).__name__) == (decoded, kind)
    assert json.loads(json.dumps(thing.to_dict())) == {field: value}


@pytest.mark.parametrize(
    ("field", "value", "expected", "kind"),
    [
        ("size", "xxs", "Small | Large", "Small"),
        ("size_or_constant", "some", "Small", "Small"),
        ("size_or_date", "someday", "date", "str"),
        ("moment", "someday", "date-time", "str"),
        ("level", 3, "Level | Limit", "Level"),
        ("level", True, "Level | Limit", "bool"),
        ("level_or_number", True, "number | Level", "bool"),
        ("maps", {"a": "b"}, "integer | Person", "dict"),
    ],
)
def test_a_value_that_no_member_has_is_kept_and_reported(
    unions: Tiny, field: str, value: Any, expected: str, kind: str
) -> None:
    """It equals what was sent; an unknown value of an enum is a member of one."""
    mismatches: list[Any] = []
    found = getattr(unions.models.Thing.from_dict({field: value}, mismatches), field)
    assert (found, type(found).__name__) == (value, kind)
    assert [one.expected for one in mismatches] == [expected]


@pytest.mark.parametrize("field", ["person_or_map", "map_or_people"])
def test_an_object_with_a_models_keys_is_that_model(unions: Tiny, field: str) -> None:
    """A map, which takes any object, is for the others."""
    mismatches: list[Any] = []
    thing = unions.models.Thing.from_dict({field: {"name": "Ada"}}, mismatches)
    assert getattr(thing, field) == unions.models.Person(name="Ada")
    assert mismatches == []


def test_elements_of_a_map_are_read_each_for_itself(unions: Tiny) -> None:
    """A union of maps is read as a map of unions."""
    thing = unions.models.Thing.from_dict({"maps": {"a": 1, "b": {"name": "Ada"}}})
    assert thing.maps == {"a": 1, "b": unions.models.Person(name="Ada")}


@pytest.mark.parametrize("person", [{"name": "Ada"}, {"at": "2026-01-02T03:04:05Z", "person": {"name": "Ada"}}])
def test_a_union_of_arrays_is_read_by_what_is_in_it(unions: Tiny, person: dict[str, Any]) -> None:
    """Not as the first of them, which would lose the type of all elements."""
    mismatches: list[Any] = []
    answer = Received(200, json.dumps([person]).encode())
    (found,) = unions.module("api.default.get_people")._parse_success(answer, mismatches)
    assert mismatches == []
    assert type(found).__name__ == ("Starred" if "at" in person else "Person")
