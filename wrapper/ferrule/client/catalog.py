"""The operations that an API has. Patterns in settings are checked against them.

A pattern that means no operation would do nothing, silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

import msgspec

from ferrule.client.groups import groups, operations
from ferrule.client.modules import EndpointModule, described
from ferrule.settings.checks import is_mapping
from ferrule.settings.overrides import Pattern


class Catalog:
    """What a client's operations may be called.

    Args:
        client: the facade's class.
        api: name of the API.
        package: import name of the generated package.
    """

    def __init__(self, client: type, api: str, package: str) -> None:
        self._client = client
        self._api = api
        self._package = package

    def faults(self, patterns: Iterable[Pattern]) -> list[str]:
        """Those patterns that match no operation, in words, with what may have been meant."""
        return [fault for pattern in patterns if (fault := self._fault(*pattern))]

    def _fault(self, setting: str, text: str, names_only: bool) -> str:
        if not self._names or any(fnmatchcase(name, text) for name in self._names):
            return ""
        known = list(self._names)
        if not names_only:
            if self._ids_and_tags is None:
                return ""  # nothing says what there is: the pattern may be right
            if any(fnmatchcase(name, text) for name in self._ids_and_tags):
                return ""
            known += self._ids_and_tags
        from difflib import get_close_matches  # here, as most clients make no mistake

        known += dict.fromkeys(f"{name.partition('.')[0]}.*" for name in self._names)
        near = " or ".join(repr(one) for one in get_close_matches(text, known, n=2))
        hint = f"did you mean {near}?" if near else f"they are named like {self._names[0]!r}"
        return f"{setting} matches no operation of {self._api}; {hint}"

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in _endpoints(self._client))

    @cached_property
    def _ids_and_tags(self) -> tuple[str, ...] | None:
        """From the operations' modules if all are loaded, otherwise from the description: to import all takes long."""
        found: list[str] = []
        for _, module in _endpoints(self._client):
            if isinstance(module, str):
                return _described(self._package)
            found += (described(module)["id"], *described(module).get("tags", ()))
        return tuple(dict.fromkeys(found))


def _endpoints(client: type) -> Iterator[tuple[str, EndpointModule[..., Any, Any] | str]]:
    """Name in the facade, and module or its path, of each operation."""
    for group, descriptor in groups(client).items():
        for name, endpoint in operations(descriptor.group).items():
            yield f"{group}.{name}", endpoint.module


class _Document(msgspec.Struct):
    """What is read of a description."""

    paths: Mapping[str, Mapping[str, object]]


class _Described(msgspec.Struct, rename="camel"):
    """What is read of an operation in it."""

    responses: object
    operation_id: str = ""
    tags: tuple[str, ...] = ()


def _described(package: str) -> tuple[str, ...] | None:
    """OperationIds and tags from the package's description; None where it cannot be read."""
    from importlib.resources import files  # here, as hardly any client needs it

    found: list[str] = []
    try:
        document = msgspec.json.decode((files(package) / "openapi.json").read_bytes(), type=_Document)
        for path, item in document.paths.items():
            for method, member in item.items():
                if is_mapping(member) and "responses" in member:
                    operation = msgspec.convert(member, _Described)
                    found += (operation.operation_id or f"{method}_{path}", *operation.tags)
    except (OSError, TypeError, ImportError, ValueError):
        return None
    return tuple(dict.fromkeys(found))
