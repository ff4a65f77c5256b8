"""The operations that an API has, against which patterns in settings are checked: one that means none would do nothing, silently."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

import msgspec

from ferrule.client.endpoint import EndpointDescriptor, GroupDescriptor


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

    def faults(self, patterns: Iterable[tuple[str, str, bool]]) -> list[str]:
        """Those patterns that match no operation, in words, with what may have been meant.

        Args:
            patterns: of each, where it stands in words (`overrides['search.*']`), its text, and whether it means names in the
                facade alone, and neither operationIds nor tags.
        """
        return [fault for pattern in patterns if (fault := self._fault(*pattern))]

    def _fault(self, setting: str, text: str, names_only: bool) -> str:
        if not self._names or any(fnmatchcase(name, text) for name in self._names):
            return ""
        known = list(self._names)
        if not names_only:
            if self._ids_and_tags is None:
                return ""  # who cannot be sure says nothing
            if any(fnmatchcase(name, text) for name in self._ids_and_tags):
                return ""
            known += self._ids_and_tags
        from difflib import get_close_matches  # here and below: who makes no mistake need not wait for it

        known += dict.fromkeys(f"{name.partition('.')[0]}.*" for name in self._names)
        near = " or ".join(repr(one) for one in get_close_matches(text, known, n=2))
        hint = f"did you mean {near}?" if near else f"they are named like {self._names[0]!r}"
        return f"{setting} matches no operation of {self._api}; {hint}"

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in _endpoints(self._client))

    @cached_property
    def _ids_and_tags(self) -> tuple[str, ...] | None:
        """From the modules of operations where they are loaded, else from the description: importing all would take long."""
        found: list[str] = []
        for _, module in _endpoints(self._client):
            if isinstance(module, str):
                return _described(self._package)
            found += (module._OPERATION["id"], *module._OPERATION.get("tags", ()))
        return tuple(dict.fromkeys(found))


def _endpoints(client: type) -> Iterator[tuple[str, Any]]:
    """Name in the facade, and module or its path, of each operation."""
    for group, descriptor in inspect.getmembers_static(client, lambda one: isinstance(one, GroupDescriptor)):
        for name, endpoint in inspect.getmembers_static(
            descriptor.group, lambda one: isinstance(one, EndpointDescriptor)
        ):
            yield f"{group}.{name}", endpoint.module


def _described(package: str) -> tuple[str, ...] | None:
    from importlib.resources import files

    try:
        document = msgspec.json.decode((files(package) / "openapi.json").read_bytes())
        found: list[str] = []
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if isinstance(operation, dict) and "responses" in operation:
                    found += (operation.get("operationId") or f"{method}_{path}", *operation.get("tags", ()))
    except (OSError, TypeError, ImportError, AttributeError, KeyError, ValueError):
        return None
    return tuple(dict.fromkeys(found))
