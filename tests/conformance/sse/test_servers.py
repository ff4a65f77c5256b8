"""FastAPI and sse-starlette as servers: a client of the description they publish gives each event they sent."""

from __future__ import annotations

import asyncio
import importlib
import sys
import threading
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import attrs
import httpx
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ferrule.codegen import generate

OVERLAY = {
    "overlay": "1.0.0",
    "info": {"title": "Which streams go on", "version": "1"},
    "actions": [
        {
            "description": "Its function goes on after the last id.",
            "target": "$.paths['/counted'].get",
            "update": {"x-ferrule-stream": {"resumable": True, "item": "/components/schemas/Item"}},
        }
    ],
}
_check = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
_line = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=8)
_lines = st.lists(_line, min_size=1, max_size=3).map("\n".join)
ITEMS = st.lists(
    st.fixed_dictionaries({"number": st.integers(-(2**53), 2**53), "text": st.none() | st.text(max_size=8)}), max_size=6
)
KINDS = st.lists(
    st.fixed_dictionaries(
        {"data": _lines},
        optional={
            "event": _line.filter(bool), "id": _line, "retry": st.integers(0, 5), "comment": _lines,
        },
    ),
    max_size=6,
)  # fmt: skip


@attrs.frozen
class Site:
    """A server that runs, and the package of its own description.

    Attributes:
        package: generated from it.
        url: where it listens.
    """

    package: ModuleType
    url: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server, and a client of what it says of itself."""
    import uvicorn

    from conformance.sse.app import app

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            threading.Event().wait(0.01)
        url = "http://{}:{}".format(*server.servers[0].sockets[0].getsockname())
        folder = tmp_path_factory.mktemp("described")
        (folder / "openapi.json").write_text(httpx.get(f"{url}/openapi.json").text, encoding="utf-8")
        (folder / "overlay.yaml").write_text(yaml.safe_dump(OVERLAY), encoding="utf-8")
        generate(folder / "openapi.json", folder / "overlay.yaml", folder, "sse_client")
        sys.path.insert(0, str(folder))
        yield Site(importlib.import_module("sse_client"), url)
        sys.path.remove(str(folder))
    finally:
        server.should_exit = True
        thread.join()


def received(site: Site, verb: str, **order: Any) -> list[tuple[Any, Any]]:
    """Each event with its name and id, the same in both worlds."""
    body = site.package.models.Order.from_dict(order) if order else None
    arguments = {} if body is None else {"body": body}

    def blocking() -> list[tuple[Any, Any]]:
        with site.package.SseClient(base_url=site.url) as client:
            events = getattr(client.feed, verb).events(**arguments)
            return [(event, events.last) for event in events]

    async def asynchronous() -> list[tuple[Any, Any]]:
        async with site.package.AsyncSseClient(base_url=site.url) as client:
            events = getattr(client.feed, verb).events(**arguments)
            return [(event, events.last) async for event in events]

    found = blocking()
    assert asyncio.run(asynchronous()) == found
    return found


@_check
@given(items=ITEMS)
def test_models_come_as_they_were_sent(site: Site, items: list[dict[str, Any]]) -> None:
    """Events whose data FastAPI describes by a model, and lines of JSON."""
    for verb, name in (("items", "message"), ("lines", "")):
        found = received(site, verb, items=items)
        assert [event.to_dict() for event, _ in found] == items
        assert {type(event) for event, _ in found} <= {site.package.models.Item}
        assert {last.name for _, last in found} <= {name}


@_check
@given(kinds=KINDS)
def test_names_ids_and_texts_come_as_they_were_sent(site: Site, kinds: list[dict[str, Any]]) -> None:
    """Comments are passed over, and an id stays until the next."""
    assert texts(received(site, "kinds", kinds=kinds)) == expected(kinds)


@_check
@given(kinds=KINDS, sep=st.sampled_from(["\r\n", "\n", "\r"]))
def test_sse_starlette_is_read_with_each_end_of_lines(site: Site, kinds: list[dict[str, Any]], sep: str) -> None:
    """It writes all three."""
    assert texts(received(site, "starlette", kinds=kinds, sep=sep)) == expected(kinds)


def test_a_stream_is_resumed_until_the_server_says_that_there_is_no_more(site: Site) -> None:
    """Nine events over three connections: nothing is lost, nothing comes twice."""
    found = received(site, "counted")
    assert [(event.number, last.id) for event, last in found] == [(one, str(one)) for one in range(1, 10)]


def texts(found: list[tuple[Any, Any]]) -> list[tuple[str, str, str]]:
    """Name, id and text of each."""
    return [(last.name, last.id, event) for event, last in found]


def expected(kinds: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """What the standard makes of them."""
    found: list[tuple[str, str, str]] = []
    last = ""
    for one in kinds:
        last = one.get("id", last)
        found.append((one.get("event", "message"), last, one["data"]))
    return found
