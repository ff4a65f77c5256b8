"""Generated models among other tools: constructors, copies, JSON, Pydantic."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import attrs
import pydantic
import pytest

from codegen.conftest import Tiny, answering

TEXT = {"type": "string"}
SCHEMAS: dict[str, Any] = {
    "User": {
        "type": "object",
        "required": ["login", "type"],
        "properties": {
            "login": TEXT, "type": {"type": "string", "enum": ["User", "Bot"]}, "since": {"type": "string", "format": "date-time"},
            "friends": {"type": "array", "items": {"$ref": "#/components/schemas/User"}},
            "limits": {"type": "object", "additionalProperties": {"type": ["integer", "null"]}},
        },
    },
    "Typed": {"type": "object", "properties": {"a": TEXT}, "additionalProperties": {"type": "integer"}},
}  # fmt: skip
USER = {
    "login": "ada",
    "type": "Bot",
    "since": "2026-01-02T03:04:05Z",
    "friends": [{"login": "bob", "type": "User"}],
    "x": 1,
}


@pytest.fixture(scope="module")
def package() -> Iterator[Tiny]:
    """The package of a model that refers to itself."""
    with answering(SCHEMAS, "User") as found:
        yield found


def test_additional_properties_can_be_given(package: Tiny) -> None:
    """By name, as the last of a constructor."""
    typed = package.models.Typed(a="b", additional_properties={"n": 1})
    assert typed.to_dict() == {"a": "b", "n": 1}
    assert package.models.Typed("b").additional_properties == {}


def test_a_copy_with_other_values_keeps_the_rest(package: Tiny) -> None:
    """By `attrs.evolve`, and so by `copy.replace` of Python 3.13."""
    user = package.models.User.from_dict(USER)
    renamed = attrs.evolve(user, login="eve")
    assert renamed.to_dict() == {**USER, "login": "eve"}
    if hasattr(copy, "replace"):
        assert copy.replace(user, login="eve") == renamed


def test_json_takes_models_by_their_dict(package: Tiny) -> None:
    """Those within are in it."""
    user = package.models.User.from_dict(USER)
    assert json.loads(json.dumps({"users": [user]}, default=package.models.User.to_dict)) == {"users": [USER]}


def test_pydantic_takes_models_as_types(package: Tiny) -> None:
    """It reads and writes them as they do themselves, and what disagrees is an error."""
    adapter = pydantic.TypeAdapter(list[package.models.User])
    (user,) = adapter.validate_python([USER])
    assert user == package.models.User.from_dict(USER)
    assert adapter.validate_python([user]) == [user]
    assert adapter.validate_json(json.dumps([USER])) == [user]
    assert json.loads(adapter.dump_json([user])) == adapter.dump_python([user]) == [USER]
    with pytest.raises(pydantic.ValidationError, match=r"User\.login is integer, not string"):
        adapter.validate_python([{**USER, "login": 3}])
    with pytest.raises(pydantic.ValidationError, match="User is an object"):
        adapter.validate_python(["ada"])


def test_pydantic_describes_models(package: Tiny) -> None:
    """By the names on the wire; models within models end at some depth."""
    model = pydantic.create_model("Answer", user=(package.models.User, ...))
    found = model.model_json_schema()["properties"]["user"]
    assert (found["title"], found["required"]) == ("User", ["login", "type"])
    assert found["properties"]["type"] == {"title": "UserType", "enum": ["User", "Bot"]}
    assert found["properties"]["since"] == {"type": "string", "format": "date-time"}
    assert found["properties"]["limits"]["additionalProperties"] == {"anyOf": [{"type": "integer"}, {"type": "null"}]}
    inner = found["properties"]["friends"]["items"]["properties"]["friends"]["items"]
    assert inner["properties"]["friends"]["items"] == {"title": "User", "type": "object"}
