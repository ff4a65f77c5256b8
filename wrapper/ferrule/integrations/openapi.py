"""The problems that a service answers with, in its own description."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from ferrule.integrations.problems import MEDIA_TYPE, SCHEMA, Problems
from ferrule.integrations.upstream import Upstream

_NAME = "UpstreamProblem"


def describe_problems(app: Any, table: Problems) -> None:
    """Have FastAPI's description name the problems of each route that depends on an upstream; Starlette has none."""
    described = getattr(app, "openapi", None)
    if described is None:
        return

    def openapi() -> dict[str, Any]:
        schema: dict[str, Any] = described()
        for path, method in _depending(app):
            operation = schema.get("paths", {}).get(path, {}).get(method)
            if operation is not None:
                _describe(operation, table)
                schema.setdefault("components", {}).setdefault("schemas", {})[_NAME] = dict(SCHEMA)
        return schema

    app.openapi = openapi  # as FastAPI documents it: "Extending OpenAPI"


def _describe(operation: dict[str, Any], table: Problems) -> None:
    content = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{_NAME}"}}}
    for status in table.statuses():
        known = any(status == one.value for one in HTTPStatus)
        usual: dict[str, Any] = {"description": HTTPStatus(status).phrase if known else str(status), "content": content}
        if status == 503:
            wait = {"description": "Seconds after which another try may succeed.", "schema": {"type": "integer"}}
            usual["headers"] = {"Retry-After": wait}
        operation.setdefault("responses", {}).setdefault(str(status), usual)


def _depending(app: Any) -> Iterator[tuple[str, str]]:
    """Path and method of each route that an upstream is injected into, at any depth."""
    from fastapi import routing

    effective: Any = getattr(routing, "iter_route_contexts", iter)  # routers within routers, in later versions
    for route in effective(app.routes):
        dependant = getattr(route, "dependant", None)
        if dependant is not None and _depends(dependant):
            for method in route.methods or ():
                yield route.path_format, method.lower()


def _depends(dependant: Any) -> bool:
    return isinstance(dependant.call, Upstream) or any(_depends(one) for one in dependant.dependencies)
