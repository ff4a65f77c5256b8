"""One server for all tests here, as it was at the start before each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ferrule.sandbox import Sandbox
from ferrule.sandbox.app import locate
from ferrule.sandbox.documents import load, resolve
from ferrule.sandbox.routes import Found, Router


@pytest.fixture(scope="session")
def server() -> Iterator[Sandbox]:
    """Serves all APIs."""
    with Sandbox() as running:
        yield running


@pytest.fixture
def sandbox(server: Sandbox) -> Sandbox:
    """The server, with nothing left of the test before."""
    server.reset()
    return server


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """A plain client: nothing of Ferrule's stands between test and server."""
    with httpx.Client(timeout=60) as client:
        yield client


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Waits for what the server's thread is about to do."""

    def wait(condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < end, "it did not happen within a minute"
            time.sleep(0.0005)

    return wait


@pytest.fixture
def conforms(server: Sandbox) -> Callable[[httpx.Response], None]:
    """Asserts that a reply is what the API's document describes for its status."""
    documents: dict[str, Any] = {}

    def check(response: httpx.Response) -> None:
        api, path = locate(response.request.url.raw_path.decode().partition("?")[0])
        if api not in documents:
            documents[api] = load(api)
        document = documents[api]
        found = Router(document).find(response.request.method, path)
        assert isinstance(found, Found)
        responses = found.operation.data["responses"]
        key = str(response.status_code) if str(response.status_code) in responses else "default"
        assert key in responses, f"{response.status_code} is not described"
        described = resolve(document, responses[key])
        media_type = response.headers.get("content-type", "").partition(";")[0]
        if not described.get("content"):
            assert not response.content
            return
        assert media_type in described["content"]
        if media_type != "application/json":
            return
        registry = Registry[Any]().with_resource("urn:d", DRAFT202012.create_resource(document))
        pointer = f"{found.operation.pointer}/responses/{key}"
        raw = responses[key]
        pointer = raw.get("$ref", pointer) + "/content/application~1json/schema"
        Draft202012Validator(
            {"$ref": f"urn:d{pointer}"}, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
        ).validate(response.json())

    return check
