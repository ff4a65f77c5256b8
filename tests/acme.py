"""A small API as codegen would write it, and clients over a scripted engine."""

from __future__ import annotations

import asyncio
import types
from collections.abc import Callable
from typing import Any

import attrs
import msgspec

from ferrule.api import Api, ApiDescription, AsyncApi, AsyncGroup, Group, group, lazy
from ferrule.call import Call, Response
from ferrule.client.groups import EndpointDescriptor
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime


@attrs.define
class Mismatch:
    model: str
    field: str
    expected: str
    got: str


def parse_success(response: Any, mismatches: list[Any] | None = None) -> Any:
    """An object with a text `name`; other values are kept and reported."""
    value = msgspec.json.decode(response.content)
    if not isinstance(value, dict):
        raise ValueError("the body is not the documented object")
    if mismatches is not None and not isinstance(value.get("name"), str):
        mismatches.append(Mismatch("User", "name", "string", type(value.get("name")).__name__))
    return value


def parse_error(response: Any, mismatches: list[Any] | None = None) -> Any:
    """Only 404 is documented, as an object."""
    if response.status_code != 404:
        raise ValueError("the spec documents no body for this status")
    return parse_success(response)


def module(name: str, method: str = "GET", path: str = "/users/{id}", **operation: Any) -> Any:
    """An endpoint module."""
    made: Any = types.ModuleType(name)
    made._OPERATION = {
        "id": f"users/{name}", "name": f"users.{name}", "method": method, "path": path, "tags": ["users"],
        "security": [], "servers": [], "facts": {}, "accept": "application/json", "deprecated": False, **operation,
    }  # fmt: skip

    def _get_kwargs(id: str = "1", *, body: Any = None) -> dict[str, Any]:
        """Get a user."""
        kwargs: dict[str, Any] = {"method": method.lower(), "url": path.format(id=id)}
        return kwargs if body is None else {**kwargs, "json": body, "headers": {"Content-Type": "application/json"}}

    made._get_kwargs = _get_kwargs
    made._parse_success = parse_success
    made._parse_error = parse_error
    return made


get = module("get")
create = module("create", "POST", "/users")
upload = module(
    "upload", "POST", "/upload", servers=[{"url": "https://upload.example/{v}", "variables": {"v": {"default": "v2"}}}]
)

API = ApiDescription(
    name="acme",
    package="acme",
    servers=[{"url": "https://api.example/v1"}],
    security_schemes={"token": {"type": "http", "scheme": "bearer", "x-ferrule-env": "ACME_TOKEN"}},
    facts={"request-id": "X-Acme-Id", "error": {"message": "/error/message"}},
)


class _Users:
    get = EndpointDescriptor(get)
    create = EndpointDescriptor(create)
    missing = lazy(".no_such_module")


class Users(_Users, Group):
    """Users."""


class AsyncUsers(_Users, AsyncGroup):
    """Users."""


class Acme(Api):
    """Acme: blocking client."""

    description = API
    users = group(Users)


class AsyncAcme(AsyncApi):
    """Acme: async client."""

    description = API
    users = group(AsyncUsers)


class ScriptedEngine:
    """Answers each send by the next step; the last one repeats."""

    def __init__(self, *steps: Response | Exception) -> None:
        self.steps = list(steps)
        self.sent: list[Call] = []
        self.closed = 0

    async def send(self, call: Call) -> Response:
        self.sent.append(call)
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        return step

    async def aclose(self) -> None:
        self.closed += 1


def answer(status: int, body: Any = None, content_type: str = "application/json", **headers: str) -> Response:
    """A response with a JSON body, or with the bytes given."""
    content = body if isinstance(body, bytes) else b"" if body is None else msgspec.json.encode(body)
    raw = [(b"content-type", content_type.encode())]
    return Response(status, raw + [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()], content)


class BlockingWorld:
    """Users' blocking code."""

    def client(self, *steps: Response | Exception, **settings: Any) -> tuple[Acme, ScriptedEngine]:
        engine = ScriptedEngine(*steps)
        return Acme(runtime=BlockingRuntime(engine), **settings), engine

    def run(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return call(*args, **kwargs)


class AsyncWorld:
    """Users' async code."""

    def client(self, *steps: Response | Exception, **settings: Any) -> tuple[AsyncAcme, ScriptedEngine]:
        engine = ScriptedEngine(*steps)
        return AsyncAcme(runtime=AsyncRuntime(engine), **settings), engine

    def run(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        async def main() -> Any:
            return await call(*args, **kwargs)

        return asyncio.run(main())
