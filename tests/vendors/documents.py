"""OpenAPI documents as the comparison sees them: references followed, path-level facts folded into operations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import attrs

Node = Mapping[str, Any]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@attrs.frozen
class Located:
    """A node and the JSON pointer (RFC 6901) it stands at."""

    node: Node
    pointer: str

    def get(self, *keys: str | int) -> Located | None:
        """The object below, if there is one."""
        node: Any = self.node
        for key in keys:
            try:
                node = node[key]
            except (KeyError, IndexError, TypeError):
                return None
        return Located(node, below(self.pointer, *keys)) if isinstance(node, Mapping) else None

    def each(self, key: str) -> Iterator[tuple[str, Located]]:
        """The objects in the mapping or list under `key`, with their names or indices."""
        held = self.node.get(key, ())
        pairs = held.items() if isinstance(held, Mapping) else enumerate(held)
        for name, child in pairs:
            if isinstance(child, Mapping):
                yield str(name), Located(child, below(self.pointer, key, name))


@attrs.frozen(eq=False)
class Operation:
    """One method of one path, or one webhook."""

    name: str
    method: str
    path: str
    at: Located
    parameters: Mapping[tuple[str, str], Located]
    """By place and name; the names of headers are in lower case, for case means nothing there."""
    server_path: str = ""


@attrs.frozen(eq=False)
class Document:
    """A whole description."""

    root: Node

    def follow(self, at: Located) -> Located:
        """What a chain of local `$ref`s ends at."""
        while isinstance(reference := at.node.get("$ref"), str):
            if not reference.startswith("#/"):
                raise ValueError(f"{at.pointer}: {reference} is not within the document")
            keys = [key.replace("~1", "/").replace("~0", "~") for key in reference[2:].split("/")]
            target: Any = self.root
            for key in keys:
                target = target[int(key)] if isinstance(target, list) else target[key]
            at = Located(target, reference)
        return at

    def operations(self) -> list[Operation]:
        """The operations under `paths`."""
        return list(self._operations("paths"))

    def webhooks(self) -> list[Operation]:
        """The operations under `webhooks`, or where OpenAPI 3.0 documents keep them."""
        return list(self._operations("webhooks")) or list(self._operations("x-webhooks"))

    def api_keys(self) -> set[tuple[str, str]]:
        """Parameters that security schemes stand for, as place and name."""
        schemes = Located(self.root, "#").get("components")
        if schemes is None:
            return set()
        nodes = [self.follow(scheme).node for _, scheme in schemes.each("securitySchemes")]
        return {parameter_key(node) for node in nodes if node.get("type") == "apiKey"}

    def _operations(self, section: str) -> Iterator[Operation]:
        for path, item in Located(self.root, "#").each(section):
            item = self.follow(item)
            for method in METHODS:
                operation = item.get(method)
                if operation is None:
                    continue
                parameters = {}
                for level in (item, operation):
                    for _, parameter in level.each("parameters"):
                        parameter = self.follow(parameter)
                        parameters[parameter_key(parameter.node)] = parameter
                yield Operation(
                    name=operation.node.get("operationId", f"{method} {path}"),
                    method=method,
                    path=path,
                    at=operation,
                    parameters=parameters,
                    server_path=self._server_path(operation.node, item.node, self.root),
                )

    @staticmethod
    def _server_path(*levels: Node) -> str:
        url: str = next((level["servers"][0]["url"] for level in levels if level.get("servers")), "")
        return urlsplit(url).path.rstrip("/")


def parameter_key(node: Node) -> tuple[str, str]:
    """Place and name of a parameter, alike for parameters that mean the same on the wire."""
    name = node["name"]
    return node["in"], name.lower() if node["in"] == "header" else name


def shape(path: str) -> str:
    """A path with the names of its parameters taken out."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def below(pointer: str, *keys: str | int) -> str:
    """The pointer to something deeper."""
    return "/".join([pointer, *(str(key).replace("~", "~0").replace("/", "~1") for key in keys)])
