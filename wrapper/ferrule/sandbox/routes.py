"""Which operation a request addresses, and where the reader might have meant to go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import unquote

from attrs import define, frozen

from .documents import JSONObject, escape, resolve

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@frozen
class Operation:
    """One operation of a document.

    Attributes:
        id: operationId, or method and path where there is none.
        method: upper case.
        template: path with `{variables}`.
        data: the Operation Object.
        parameters: the operation's own and its path's, references followed, each with its JSON pointer.
        pointer: JSON pointer (as a fragment) to the Operation Object.
        security: alternatives, each a map of scheme name to scopes; `{}` among them means that none is needed.
    """

    id: str
    method: str
    template: str
    data: JSONObject
    parameters: tuple[tuple[JSONObject, str], ...]
    pointer: str
    security: tuple[JSONObject, ...]


@define
class Found:
    """The operation, and the path variables with percent-encoding removed."""

    operation: Operation
    variables: dict[str, str]


@frozen
class Missing:
    """No operation: `allowed` are the methods the path has, `near` the paths that look alike."""

    allowed: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class Router:
    """Finds operations by method and path.

    Args:
        document: an OpenAPI 3 document.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.operations: dict[str, Operation] = {}
        routes: list[tuple[str, re.Pattern[str], dict[str, Operation]]] = []
        for template, raw_item in document["paths"].items():
            item = resolve(document, raw_item)
            methods = {
                method.upper(): _operation(document, template, item, method) for method in METHODS if method in item
            }
            self.operations.update({operation.id: operation for operation in methods.values()})
            routes.append((template, _pattern(template), methods))
        # OpenAPI: concrete paths are matched before their templated counterparts.
        self._routes = sorted(routes, key=lambda route: [part.startswith("{") for part in route[0].split("/")])

    def find(self, method: str, path: str) -> Found | Missing:
        """The operation at a percent-encoded path. HEAD is answered where GET is (RFC 9110 §9.3.2)."""
        allowed: list[str] = []
        for _, pattern, methods in self._routes:
            if match := pattern.fullmatch(path):
                operation = methods.get(method) or (methods.get("GET") if method == "HEAD" else None)
                if operation:
                    return Found(operation, {name: unquote(value) for name, value in _named(operation, match)})
                allowed += methods
        return Missing(tuple(dict.fromkeys(allowed))) if allowed else Missing(near=self._near(path))

    def _near(self, path: str) -> tuple[str, ...]:
        """Templates alike, judged with the path's own text in place of the variables."""
        parts = path.split("/")
        filled: dict[str, str] = {}
        for template, _, _ in self._routes:
            names = template.split("/")
            own = [parts[i] if i < len(parts) and "{" in name else name for i, name in enumerate(names)]
            filled.setdefault("/".join(own), template)
        return tuple(filled[close] for close in get_close_matches(path, filled, n=3, cutoff=0.5))


def _operation(document: Mapping[str, Any], template: str, item: JSONObject, method: str) -> Operation:
    data = item[method]
    place = f"#/paths/{escape(template)}"
    # The operation's own parameters replace those of its path.
    chosen: dict[tuple[str, str], tuple[JSONObject, str]] = {}
    for owner, pointer in ((item, place), (data, f"{place}/{method}")):
        for index, raw in enumerate(owner.get("parameters", ())):
            parameter = resolve(document, raw)
            at = raw.get("$ref", f"{pointer}/parameters/{index}")
            chosen[parameter["in"], parameter["name"]] = (parameter, at)
    return Operation(
        id=data.get("operationId", f"{method.upper()} {template}"),
        method=method.upper(),
        template=template,
        data=data,
        parameters=tuple(chosen.values()),
        pointer=f"{place}/{method}",
        security=tuple(data.get("security", document.get("security", ()))),
    )


_VARIABLE: Final = re.compile(r"\{([^}]+)\}")


def _pattern(template: str) -> re.Pattern[str]:
    # Groups are positional: a variable's name need not be a Python identifier.
    fixed = _VARIABLE.split(template)[::2]
    return re.compile("([^/]+)".join(re.escape(text) for text in fixed))


def _named(operation: Operation, match: re.Match[str]) -> zip[tuple[str, str]]:
    return zip(_VARIABLE.findall(operation.template), match.groups(), strict=True)
