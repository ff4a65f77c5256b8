"""A page of a union of many members: 100 events of ten kinds, and the description that they are of."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Annotated, Any, Literal

import pydantic
from stock import CACHE

from ferrule.codegen import generate

KINDS = 10
_TEXTS = [f"text_{number}" for number in range(6)]


def page() -> bytes:
    """100 events, of each kind in turn."""
    texts = dict.fromkeys(_TEXTS, "some text")
    data = {"count": 1, "name": "a name"}
    return json.dumps(
        [{"type": f"event_{number % KINDS}", "id": f"evt_{number}", **texts, "data": data} for number in range(100)]
    ).encode()


def ours() -> Any:
    """The module of the operation that answers with such a page, generated."""
    text = {"type": "string"}
    data = {
        "type": "object",
        "required": ["count", "name"],
        "properties": {"count": {"type": "integer"}, "name": text},
    }
    events = {
        f"Event{number}": {
            "type": "object",
            "required": ["type", "id", "data", *_TEXTS],
            "properties": {
                "type": {"const": f"event_{number}"}, "id": text, "data": data, **dict.fromkeys(_TEXTS, text),
            },
        }
        for number in range(KINDS)
    }  # fmt: skip
    items = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in events]}
    content = {"application/json": {"schema": {"type": "array", "items": items}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Events", "version": "1"},
        "paths": {
            "/events": {
                "get": {
                    "operationId": "list",
                    "tags": ["default"],
                    "responses": {"200": {"description": "", "content": content}},
                }
            }
        },
        "components": {"schemas": events},
    }
    home = CACHE / "bench" / "union"
    home.mkdir(parents=True, exist_ok=True)
    (home / "openapi.json").write_text(json.dumps(document))
    generate(home / "openapi.json", None, home, "union_events")
    sys.path.insert(0, str(home))
    return import_module("union_events.api.default.list")


def theirs() -> pydantic.TypeAdapter[Any]:
    """Pydantic's validator, which is told the discriminator."""
    keep = pydantic.ConfigDict(extra="allow")
    data = pydantic.create_model("Data", __config__=keep, count=(int, ...), name=(str, ...))
    models = [
        pydantic.create_model(
            f"Event{number}",
            __config__=keep,
            type=(Literal[f"event_{number}"], ...),
            **dict.fromkeys(("id", *_TEXTS), (str, ...)),
            data=(data, ...),
        )
        for number in range(KINDS)
    ]  # type: ignore[call-overload]
    union: Any = models[0]
    for model in models[1:]:
        union = union | model
    return pydantic.TypeAdapter(list[Annotated[union, pydantic.Field(discriminator="type")]])
