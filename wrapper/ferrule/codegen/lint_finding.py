"""What `ferrule lint` finds, and the description as its rules look at it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from attrs import define, frozen
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint

from .jsondata import JSONObject, is_array
from .normalise import Declared, Normalised, Operation, operations_of
from .normalise.references import References
from .parser import endpoints, key_of
from .pointers import escape, look_up, unescape


@frozen
class Action:
    """An action of an overlay."""

    target: str
    description: str
    update: JSONObject


@frozen
class Finding:
    """What reads badly, and the actions that mend it."""

    kind: str
    """`pagination`, `stream`, `name`, `title`, `operation-id` or `idempotency-key`."""
    where: str
    """An operation as `GET /pets`, or the pointer of a schema."""
    what: str
    actions: list[Action]


@frozen
class Subject:
    """An operation: as it is declared, as it is generated, and as the generator has it."""

    declared: Declared
    operation: Operation
    endpoint: Endpoint
    target: str
    """What an overlay's action selects it by."""

    def finding(self, kind: str, what: str, update: JSONObject, reason: str) -> Finding:
        """A finding that one action on the operation mends."""
        return Finding(kind, self.where, what, [Action(self.target, reason, update)])

    @property
    def where(self) -> str:
        """Method and path."""
        return f"{self.operation.method} {self.operation.path}"


@define(slots=False)
class Described:
    """A description, read."""

    document: JSONObject
    """As overlays see it."""
    normalised: Normalised
    data: GeneratorData
    file: str

    @cached_property
    def references(self) -> References:
        """References in the document."""
        return References(self.document, self.file)

    @cached_property
    def subjects(self) -> list[Subject]:
        """Its operations, in its order; without those that could not be generated."""
        found = {key_of(one): one for one in endpoints(self.data)}
        pairs = zip(operations_of(self.references), self.normalised.operations.values(), strict=True)
        return [
            Subject(one, operation, found[operation.key], json_path(one.where, self.document))
            for one, operation in pairs
            if operation.key in found
        ]


def json_path(place: str, document: JSONObject) -> str:
    """A pointer into a document, such as `#/paths/~1pets/get`, as RFC 9535 writes it: `$.paths['/pets'].get`.

    Raises:
        LookupError: it leads to nothing.
    """
    path = "$"
    value: Any = document
    for key in map(unescape, place.split("/")[1:]):
        path += f"[{key}]" if is_array(value) else _selector(key)
        value = look_up(value, f"/{escape(key)}")
    return path


def _selector(key: str) -> str:
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", key):
        return f".{key}"
    quoted = key.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{quoted}']"


def words_of(name: str) -> list[str]:
    """The words of a name, in lower case: `nextPageToken`, `next_page_token` and `Next-Page-Token` are the same."""
    return re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())


def spelt(name: str) -> str:
    """A name by which those that only differ in how they are written are equal."""
    return "".join(words_of(name))
