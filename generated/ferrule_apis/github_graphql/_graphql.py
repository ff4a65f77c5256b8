"""GraphQL requests and their answers: `data`, `errors`, or both (GraphQL specification, §7.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

import httpx
import msgspec

from . import _body, _response, errors
from ._sendable import encoded
from .client import Client
from .types import UNSET, Mismatch, Received, Response, kind_of

S = TypeVar("S")
E = TypeVar("E")
Mismatches = list[Mismatch] | None


def variable(variables: dict[str, Any], name: str, value: Any) -> None:
    """Add a variable, unless it is not given: then the default of the operation holds. None is null, which is given.

    Raises:
        ValueError: it cannot be JSON.
    """
    if value is not UNSET:
        variables[name] = encoded(name, value)


def body(document: str, operation: str, variables: dict[str, Any]) -> bytes:
    """The body of a POST (GraphQL over HTTP, §5.4)."""
    return _body.json({"query": document, "operationName": operation, "variables": variables})


def query(document: str, operation: str, variables: dict[str, Any]) -> dict[str, str]:
    """The parameters of a GET (GraphQL over HTTP, §5.3)."""
    written = _body.json(variables).decode()
    return {"query": document, "operationName": operation, "variables": written}


def data(response: Received, operation: str) -> Any:
    """The data of an answer; there may be errors besides."""
    answer = _response.json_value(response, operation, None)
    found: Any = _member(answer, "data")
    if found is None:
        came = "has no data" if type(answer) is dict else f"is {kind_of(answer)}"
        raise errors.UnparsableResponse(
            f"{operation}: status {response.status_code} should carry an answer of GraphQL, but it {came}", response
        )
    return found


def error_list(response: Received, operation: str) -> Any:
    """The errors of an answer, as JSON data."""
    found = _errors(_response.json_body(response, operation))
    if not found:
        raise errors.UnparsableResponse(
            f"{operation}: status {response.status_code} should carry errors of GraphQL, but it has none", response
        )
    return found


def _errors(answer: Any) -> list[Any]:
    """What stands for errors, in whatever form: an answer that says something there is no success."""
    found: Any = _member(answer, "errors")
    return [*cast("Iterable[Any]", found)] if type(found) is list else [found] if found else []


def _member(answer: Any, name: str) -> Any:
    return cast("dict[str, Any]", answer).get(name) if type(answer) is dict else None


def build(
    response: httpx.Response,
    client: Client,
    success: Callable[[Received, Mismatches], S],
    error: Callable[[Received, Mismatches], E],
) -> Response[S | E]:
    """What a plain generated call returns: the data, or the errors where there are any."""
    try:
        has_errors = bool(_errors(msgspec.json.decode(response.content)))
    except (ValueError, RecursionError):
        has_errors = False
    if not has_errors or response.status_code >= 400:
        return _response.build(response, client, success, error)
    parsed = error(response, None)
    return Response[S | E](response.status_code, response.content, response.headers, parsed)
