"""What codegen tells a client about its API and its operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ferrule.call import Facts, Operation
from ferrule.errors import ConfigError


@attrs.frozen(kw_only=True)
class ApiDescription:
    """What codegen tells a facade about its API.

    Attributes:
        name: folder under `specs/`.
        title: `info.title` of the spec.
        version: `info.version` of the spec.
        package: import name of the generated package.
        servers: the spec's server objects.
        security_schemes: the spec's security schemes by name.
        facts: the overlay's document-level `x-ferrule-*` facts, without the prefix.
    """

    name: str
    title: str = ""
    version: str = ""
    package: str = ""
    servers: list[dict[str, Any]] = attrs.field(factory=list[dict[str, Any]])
    security_schemes: dict[str, dict[str, Any]] = attrs.field(factory=dict[str, dict[str, Any]])
    facts: dict[str, Any] = attrs.field(factory=dict[str, Any])

    def facts_for(self, own: Mapping[str, Any] | None = None, about: str = "") -> Facts:
        """The facts that hold for the whole API, or with an operation's own above them.

        Args:
            own: the operation's, without the prefix.
            about: whose they are, for the error; default is the API's name.

        Raises:
            ConfigError: a fact is not what it must be.
        """
        try:
            return Facts.decode(self.facts, own or {})
        except ValueError as fault:
            raise ConfigError(f"{about or self.name}: x-ferrule facts of the overlay: {fault}") from None

    def operation(self, given: Mapping[str, Any]) -> Operation:
        """An operation from what codegen says about it (`_OPERATION` of an endpoint module).

        Raises:
            ConfigError: a fact is not what it must be.
        """
        return Operation(
            api=self.name,
            id=given["id"],
            name=given["name"],
            method=given["method"].upper(),
            path=given["path"],
            security=tuple({scheme: tuple(scopes) for scheme, scopes in one.items()} for one in given["security"]),
            facts=self.facts_for(given["facts"], f"{self.name} {given['name']}"),
            accept=given["accept"],
            streamed=given.get("streamed", ""),
            servers=tuple(given["servers"]),
            tags=tuple(given.get("tags", ())),
        )
