"""What is found in descriptions of streams, and what overlays declare about them."""

from __future__ import annotations

import importlib
import json
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from ferrule.codegen import CodegenError, generate

NUMBERS = count()
ITEM = {"type": "object", "required": ["i"], "properties": {"i": {"type": "integer"}}}
COUNTED = {"type": "integer"}


def described(content: dict[str, Any], *, version: str = "3.1.0", fact: Any = None, **operation: Any) -> dict[str, Any]:
    """A description with one operation that answers with `content`."""
    facts = {} if fact is None else {"x-ferrule-stream": fact}
    return {
        "openapi": version,
        "info": {"title": "Described", "version": "1"},
        "components": {"schemas": {"Item": ITEM}},
        "paths": {
            "/feed": {
                "post": {
                    "operationId": "feed",
                    "tags": ["all"],
                    "responses": {"200": {"description": "", "content": content}},
                    **facts,
                    **operation,
                }
            }
        },
    }


def module_of(document: dict[str, Any], folder: Path) -> Any:
    """The endpoint module of its operation."""
    name = f"described{next(NUMBERS)}"
    (folder / "openapi.json").write_text(json.dumps(document))
    report = generate(folder / "openapi.json", None, folder, name)
    assert not report.ledger.unexplained
    assert report.ledger.counts["stream"]["lost"] == 0
    sys.path.insert(0, str(folder))
    try:
        importlib.invalidate_caches()
        return importlib.import_module(f"{name}.api.all.feed")
    finally:
        sys.path.remove(str(folder))


def returned(module: Any) -> str:
    """The type of an event, as written."""
    return str(module._parse_event.__annotations__["return"])


REF = {"$ref": "#/components/schemas/Item"}
FRAMED = {
    "type": "object",
    "properties": {
        "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": REF},
        "event": {"type": "string"},
        "id": {"type": "string"},
        "retry": {"type": "integer", "minimum": 0},
    },
    "required": ["data"],
}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(
    ("described_as", "type_"),
    [
        ({"itemSchema": FRAMED}, "Item"),
        ({"itemSchema": REF}, "Item"),
        ({"itemSchema": {"type": "object", "properties": {"data": REF}}}, "Item"),
        ({"itemSchema": {"type": "object", "properties": {"data": {"type": "string"}}}}, "str"),
        ({"itemSchema": {"properties": {"data": {"contentMediaType": "application/json"}}}}, "Any"),
        ({"itemSchema": {"properties": {"data": {"contentSchema": {"type": "array", "items": REF}}}}}, "list[Item]"),
        ({"schema": REF}, "Item"),
        ({"schema": {"type": "array", "items": REF}}, "Item"),
        ({"schema": {"type": "string"}}, "str"),
        ({"schema": {"oneOf": [REF, COUNTED]}}, "int | Item"),
        ({}, "str"),
    ],
)
def test_events_are_typed_as_they_are_described(
    described_as: dict[str, Any], type_: str, version: str, tmp_path: Path
) -> None:
    """In every version: the fields of an event, the JSON that it carries, or no more than text."""
    module = module_of(described({"text/event-stream": described_as}, version=version), tmp_path)
    assert {*returned(module).split(" | ")} == {*type_.split(" | ")}
    assert module._STREAM == {"media_type": "text/event-stream"}


@pytest.mark.parametrize("media_type", ["application/jsonl", "application/x-ndjson", "application/json-seq"])
@pytest.mark.parametrize(
    ("described_as", "type_"),
    [
        ({"itemSchema": REF}, "Item"),
        ({"schema": {"type": "array", "items": COUNTED}}, "int"),
        ({"schema": REF}, "Item"),
        ({"schema": {"type": "string"}}, "Any"),
        ({}, "Any"),
    ],
)
def test_lines_are_typed_as_they_are_described(
    described_as: dict[str, Any], type_: str, media_type: str, tmp_path: Path
) -> None:
    """By `itemSchema`, as the items of an array, or by the schema itself."""
    module = module_of(described({media_type: described_as}), tmp_path)
    assert (returned(module), module._STREAM["media_type"]) == (type_, media_type)


def test_events_come_before_lines_and_json_is_left_to_plain_calls(tmp_path: Path) -> None:
    """Each is asked for alone."""
    json_type = {"schema": REF}
    content = {"application/x-ndjson": {}, "text/event-stream": {"schema": REF}, "application/json": json_type}
    module = module_of(described(content), tmp_path)
    assert module._STREAM["media_type"] == "text/event-stream"
    assert module._OPERATION["accept"] == "application/json, application/x-ndjson"
    assert "text" not in str(module._parse_success.__annotations__["return"])


def test_events_of_a_kind_that_nobody_describes_are_kept(tmp_path: Path) -> None:
    """Variants by `const` or `enum` of the name; one without a name is for all others."""
    variants = [
        {"properties": {"event": {"const": "a"}, "data": {"contentSchema": COUNTED}}},
        {"properties": {"event": {"enum": ["b", "c"]}}},
    ]
    schema = {"type": "object", "properties": {"data": {"type": "string"}}, "oneOf": variants}
    module = module_of(described({"text/event-stream": {"itemSchema": schema}}), tmp_path)
    mismatches: list[Any] = []
    got = [module._parse_event(name, "1", mismatches) for name in ("a", "b", "c", "d")]
    assert (got, [(one.field, one.got) for one in mismatches]) == ([1, "1", "1", 1], [("(event)", "d")])
    schema["oneOf"] = [*variants, {"properties": {"event": {"type": "string"}}}]
    module = module_of(described({"text/event-stream": {"itemSchema": schema}}), tmp_path)
    assert module._parse_event("d", "1", None) == "1"


def test_an_item_of_the_overlay_wins_over_the_description(tmp_path: Path) -> None:
    """Also one that stands in another operation; events are asked for where nothing else is described."""
    module = module_of(described({"text/event-stream": {}}, fact={"item": "/components/schemas/Item"}), tmp_path)
    assert returned(module) == "Item"
    schema = {"application/json": {"schema": {"type": "object", "properties": {"x": COUNTED}}}}
    place = "/paths/~1feed/post/responses/200/content/application~1json/schema"
    module = module_of(described(schema, fact={"item": place}), tmp_path)
    assert (returned(module), module._STREAM["media_type"]) == ("AllFeedEvent", "text/event-stream")


def test_an_operation_that_is_declared_needs_no_responses(tmp_path: Path) -> None:
    """The overlay says enough."""
    module = module_of(described({}, fact={"item": "/components/schemas/Item"}, responses={}), tmp_path)
    assert returned(module) == "Item"


@pytest.mark.parametrize(
    ("content", "fact", "said"),
    [
        ({"application/json": {}}, {}, "no success of it is described as a stream; say with item"),
        ({"text/event-stream": {}}, {"item": "/components/schemas/Itm"}, "nothing at /components/schemas/Itm"),
        (
            {"text/event-stream": {}},
            {"request": {"body": "/strm", "value": True}},
            "the description of the body has nothing at /strm",
        ),
        ({"text/event-stream": {}}, {"request": {"body": "/stream", "value": "yes"}}, "/stream cannot be 'yes'"),
        ({"text/event-stream": {}}, {"request": {"body": "/name", "value": True}}, "/name cannot be True"),
        ({"application/jsonl": {}}, {"resumable": True}, "only events have ids to go on from"),
    ],
)
def test_what_is_declared_is_held_against_the_description(
    content: dict[str, Any], fact: Any, said: str, tmp_path: Path
) -> None:
    """The error names the operation and the overlay's action."""
    body = {"type": "object", "properties": {"stream": {"type": "boolean"}, "name": {"type": "string"}}}
    request = {"content": {"application/json": {"schema": body}}}
    with pytest.raises(CodegenError) as caught:
        module_of(described(content, fact=fact, requestBody=request), tmp_path)
    assert said in str(caught.value)
    assert "POST /feed: x-ferrule-stream" in str(caught.value)
    assert "$.paths['/feed'].post" in str(caught.value)


NOWHERE = {"$ref": "#/components/schemas/Nowhere"}


@pytest.mark.parametrize(
    "described_as",
    [
        {"itemSchema": NOWHERE},
        {"schema": NOWHERE},
        {"itemSchema": {"properties": {"data": NOWHERE}}},
        {"itemSchema": {"properties": {"data": {"contentSchema": NOWHERE}}}},
        {"itemSchema": {"oneOf": [NOWHERE, REF]}},
        {"itemSchema": True},
        {"schema": False},
        {"itemSchema": {"properties": {"event": 3, "data": True}}},
        {"itemSchema": {"oneOf": 3, "anyOf": [None]}},
    ],
)
@pytest.mark.parametrize("media_type", ["text/event-stream", "application/jsonl"])
def test_what_says_nothing_of_a_stream_is_no_end_of_a_run(
    described_as: dict[str, Any], media_type: str, tmp_path: Path
) -> None:
    """Its events are read as anything, or as text."""
    module = module_of(described({media_type: described_as}), tmp_path)
    assert module._parse_event("message", "1", []) in (1, "1")
