"""What a description and its overlay say about one operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs


@attrs.frozen(eq=False)
class Operation:
    """What a spec says about one operation, as the policies and the errors need it.

    Attributes:
        api: name of the API (`github`).
        id: operationId of the spec (`users/get-by-username`).
        name: group and method in the facade (`users.get_by_username`).
        method: HTTP method, upper case.
        path: path template (`/users/{username}`).
        security: alternatives of required schemes; empty, or containing an empty one, when none is needed.
        facts: the overlay's `x-ferrule-*` facts, without the prefix.
        accept: value of the `Accept` header, empty for none.
        servers: servers of this operation alone; empty when the API's servers hold.
        tags: tags of the spec.
    """

    api: str
    id: str
    name: str
    method: str
    path: str
    security: tuple[Mapping[str, tuple[str, ...]], ...] = attrs.field(default=(), repr=False)
    facts: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    accept: str = ""
    servers: tuple[Mapping[str, Any], ...] = ()
    tags: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.api} {self.name} ({self.method} {self.path})"
