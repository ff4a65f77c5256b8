"""Bytes to models: a page of 100 GitHub accounts, and one of 100 events of ten kinds."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httpx
import msgspec
import pydantic
import samples
import stock
import union_page
from measure import Spread, interleave, micros, repeat
from report import Budget, Report

from ferrule.call import Response
from ferrule_apis.github.api.users import list as users_list

_OURS, _PYDANTIC = "ferrule", "pydantic, extra fields kept"


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return 8 * _size(quick)[0]


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    stock.generate()
    from stock_github import Client
    from stock_github.api.users import userslist as stock_list

    body = samples.page()
    headers = {"content-type": "application/json; charset=utf-8"}
    ours = Response(200, [(name.encode(), value.encode()) for name, value in headers.items()], body)
    theirs = httpx.Response(HTTPStatus.OK, headers=headers, content=body)
    stock_client = Client(base_url="http://127.0.0.1")
    as_generated, ignoring = _pydantic("allow"), _pydantic("ignore")
    timing = interleave(
        {
            "msgspec to dicts: the floor": repeat(lambda: msgspec.json.decode(body)),
            _OURS: repeat(lambda: users_list._parse_success(ours, [])),
            _PYDANTIC: repeat(lambda: as_generated.validate_json(body)),
            "pydantic, extra fields dropped": repeat(lambda: ignoring.validate_json(body)),
            "stock openapi-python-client": repeat(
                lambda: stock_list._parse_response(client=stock_client, response=theirs)
            ),
        },
        rounds=rounds,
        times=times,
        tick=tick,
        clock=time.process_time,
    )
    rows: list[list[str | float | Spread]] = [
        [name, micros(timing.spread(name)), timing.ratio(name, _PYDANTIC)] for name in timing.seconds
    ]
    ratio = timing.ratio(_OURS, _PYDANTIC).median
    return [
        Report(
            "decode: a page of 100 GitHub accounts, bytes to models",
            ["decoder", "µs a page", "of pydantic"],
            rows,
            [
                f"{len(body):,} bytes; {rounds} rounds of {times} pages, decoders in turns, in processor time.",
                "pydantic's model is made from the same schema; it keeps unknown fields, as generated models do.",
            ],
            [Budget("decoding 100 users, of pydantic v2", "", 1.0, ratio)],
        ),
        _unions(rounds, times, tick),
    ]


def _unions(rounds: int, times: int, tick: Callable[[], None]) -> Report:
    """A page of a union, whose member each object names."""
    body = union_page.page()
    answer = Response(200, [(b"content-type", b"application/json")], body)
    events, validator = union_page.ours(), union_page.theirs()
    timing = interleave(
        {
            "msgspec to dicts: the floor": repeat(lambda: msgspec.json.decode(body)),
            _OURS: repeat(lambda: events._parse_success(answer, [])),
            _PYDANTIC: repeat(lambda: validator.validate_json(body)),
        },
        rounds=rounds,
        times=times,
        tick=tick,
        clock=time.process_time,
    )
    return Report(
        "decode: a page of 100 events of ten kinds, bytes to the class of each",
        ["decoder", "µs a page", "of pydantic"],
        [[name, micros(timing.spread(name)), timing.ratio(name, _PYDANTIC)] for name in timing.seconds],
        [f"{len(body):,} bytes; rounds as above. pydantic is told the discriminator, generated code found it."],
        [],
    )


def _size(quick: bool) -> tuple[int, int]:
    return (5, 20) if quick else (31, 100)


def _pydantic(extra: Any) -> pydantic.TypeAdapter[Any]:
    """A validator for a list of `simple-user`, its model made from the schema in specs/github."""
    schema = stock.description()["components"]["schemas"]["simple-user"]
    required = set(schema["required"])
    fields: dict[str, Any] = {
        name: (_annotation(field), ...) if name in required else (_annotation(field) | None, None)
        for name, field in schema["properties"].items()
    }
    return pydantic.TypeAdapter(
        list[pydantic.create_model("SimpleUser", __config__=pydantic.ConfigDict(extra=extra), **fields)]  # type: ignore[misc]
    )


def _annotation(schema: dict[str, Any]) -> Any:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    known: dict[str, Any] = {"string": str, "integer": int, "boolean": bool, "null": None}
    annotation = known[kinds[0]]
    for kind in kinds[1:]:
        annotation = annotation | known[kind]
    return annotation
