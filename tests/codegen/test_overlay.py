"""Overlays."""

from __future__ import annotations

from typing import Any

import pytest

from ferrule.codegen import CodegenError
from ferrule.codegen.overlay import apply


def overlay(*actions: dict[str, Any]) -> dict[str, Any]:
    """An overlay with these actions, each with a reason."""
    reasoned = [{"description": "Because.", **action} for action in actions]
    return {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": reasoned}


def test_an_update_merges_objects_and_concatenates_arrays() -> None:
    """Objects merge deeply, arrays in them grow, primitives are replaced; the original stays as it is."""
    document = {"a": {"b": {"c": 1, "l": [1]}, "d": 2}}
    found = apply(document, overlay({"target": "$.a", "update": {"b": {"c": 9, "l": [2]}, "e": 3}}), "o.yaml")
    assert found == {"a": {"b": {"c": 9, "l": [1, 2]}, "d": 2, "e": 3}}
    assert document == {"a": {"b": {"c": 1, "l": [1]}, "d": 2}}


def test_an_update_of_an_array_appends_an_element() -> None:
    """An array that is the target takes the update as one more element."""
    assert apply({"a": [1]}, overlay({"target": "$.a", "update": {"x": 1}}), "o") == {"a": [1, {"x": 1}]}


def test_an_update_of_a_primitive_replaces_it() -> None:
    """A primitive that is the target is replaced by a primitive."""
    assert apply({"a": {"b": 1}}, overlay({"target": "$.a.b", "update": 2}), "o") == {"a": {"b": 2}}


def test_removing_several_elements_of_one_array_removes_those() -> None:
    """Indices do not shift under a removal."""
    target = "$.a[?@.x == 1]"
    document = {"a": [{"x": 1}, {"x": 2}, {"x": 1}, {"x": 3}]}
    assert apply(document, overlay({"target": target, "remove": True}), "o") == {"a": [{"x": 2}, {"x": 3}]}


def test_copy_takes_the_source_as_the_update() -> None:
    """`copy` merges what it selects into the target (Overlay 1.1)."""
    document = {"a": {"x": 1}, "b": {"y": 2}}
    assert apply(document, overlay({"target": "$.b", "copy": "$.a"}), "o") == {"a": {"x": 1}, "b": {"y": 2, "x": 1}}


def test_actions_see_what_earlier_ones_did() -> None:
    """Actions are applied in order."""
    actions = ({"target": "$", "update": {"a": {}}}, {"target": "$.a", "update": {"b": 1}})
    assert apply({}, overlay(*actions), "o") == {"a": {"b": 1}}


def test_actions_that_match_nothing_are_all_listed() -> None:
    """A correction that no longer corrects anything is an error, with its place and target."""
    actions = ({"target": "$.x", "update": {}}, {"target": "$.a", "update": {}}, {"target": "$.y.z", "remove": True})
    with pytest.raises(CodegenError) as caught:
        apply({"a": {}}, overlay(*actions), "o.yaml")
    text = str(caught.value)
    assert "2 actions match nothing" in text
    assert "o.yaml: #/actions/0: $.x" in text
    assert "o.yaml: #/actions/2: $.y.z" in text


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ({"update": {}}, "needs a `target`"),
        ({"target": "$.a"}, "one of `update`"),
        ({"target": "$.a", "update": {}, "remove": True}, "one of `update`"),
        ({"target": "$.a[", "update": {}}, r"\$\.a\["),
        ({"target": "$.a", "update": [1]}, "only be updated with an object"),
        ({"target": "$", "remove": True}, "cannot be removed"),
        ({"target": "$.a.b", "update": {"x": 1}}, "only be replaced by a primitive"),
        ({"target": "$.a", "copy": "$.none"}, "must select one value"),
    ],
)
def test_a_malformed_action_is_refused(action: dict[str, Any], reason: str) -> None:
    """Each error says where the action stands and what is wrong with it."""
    with pytest.raises(CodegenError, match=reason) as caught:
        apply({"a": {"b": 1}}, overlay(action), "o.yaml")
    assert caught.value.where == "o.yaml: #/actions/0"


def test_an_overlay_says_its_version() -> None:
    """Another file given by mistake is refused."""
    with pytest.raises(CodegenError, match=r"overlay: 1\.x"):
        apply({}, {"openapi": "3.0.0"}, "o.yaml")
