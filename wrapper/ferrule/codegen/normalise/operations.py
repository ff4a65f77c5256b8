"""Operations of a document, everything they refer to in place and every name in them decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from .. import naming, reserved
from ..errors import CodegenError, Note, conversion_notes
from ..jsondata import JSONObject, array_at, is_object, object_at, text_at
from ..openapi import FACT, METHODS
from ..pointers import escape, pointer
from .contents import ContentNormaliser
from .headers import HeaderNormaliser
from .operation import Declared, Operation
from .parameters import ParameterNormaliser, security_of
from .references import References
from .schemas import SchemaNormaliser

_NAMES = (f"{FACT}name", f"{FACT}group")  # facts that are used up here


@define
class OperationNormaliser:
    """Reads the operations of a document."""

    references: References
    schemas: SchemaNormaliser
    notes: list[Note]
    _taken: dict[str, set[str]] = field(factory=dict[str, set[str]])
    _groups: dict[str, str] = field(factory=dict[str, str])
    _parameters: ParameterNormaliser = field(init=False)
    _headers: HeaderNormaliser = field(init=False)
    _contents: ContentNormaliser = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._parameters = ParameterNormaliser(self.references, self.schemas, self.notes)
        self._headers = HeaderNormaliser(self.references, self.schemas, self.notes)
        self._contents = ContentNormaliser(self.references, self.schemas, self._headers, self.notes)

    def run(self) -> list[Operation]:
        """All operations, in the document's order."""
        return [self._operation(found) for found in operations_of(self.references)]

    def _operation(self, found: Declared) -> Operation:
        raw, where = found.raw, found.where
        self.notes.extend(conversion_notes("operation", raw, where))
        operation_id = text_at(raw, "operationId") or f"{found.method}_{found.path}"
        tags = [str(tag) for tag in array_at(raw, "tags")]
        group = self._group(text_at(raw, f"{FACT}group") or (tags[0] if tags else "default"))
        name = self._name(raw, operation_id, tags, group, where)
        hint = naming.pascal(group, name)
        body = raw.get("requestBody")
        bodies, required, body_description = (
            self._contents.bodies(body, hint, f"{where}/requestBody") if body else ([], False, "")
        )
        parameters, template = self._parameters.run(found, hint, len(bodies))
        responses = self._contents.responses(object_at(raw, "responses"), hint, f"{where}/responses")
        return Operation(
            method=found.method.upper(),
            path=found.path,
            template=template,
            id=operation_id,
            group=group,
            name=name,
            tags=tags,
            summary=text_at(raw, "summary"),
            description=text_at(raw, "description"),
            deprecated=raw.get("deprecated") is True,
            security=security_of(raw, self.references.document),
            servers=array_at(raw, "servers") or array_at(found.item, "servers"),
            facts={
                key.removeprefix(FACT): value
                for key, value in raw.items()
                if key.startswith(FACT) and key not in _NAMES
            },
            parameters=parameters,
            bodies=bodies,
            body_required=required,
            body_description=body_description,
            responses=responses,
            headers=self._headers.merged([one.headers for one in responses], where),
        )

    def _group(self, tag: str) -> str:
        if tag not in self._groups:
            group = naming.attribute(tag)
            self._groups[tag] = f"{group}_" if group in reserved.GROUPS or group.startswith("_") else group
        return self._groups[tag]

    def _name(self, raw: JSONObject, operation_id: str, tags: list[str], group: str, where: str) -> str:
        taken = self._taken.setdefault(group, set())
        wanted = text_at(raw, f"{FACT}name") or naming.method_name(operation_id, tags[0] if tags else "")
        name = naming.attribute(wanted, taken)
        plain = naming.attribute(wanted)
        if name != plain:
            reason = f"{group}.{plain} names another operation already, so this one is {name}"
            self.notes.append(Note("operation", where, reason, "Give it an x-ferrule-name.", lost=False))
        taken.add(name)
        return name


def operations_of(references: References) -> Iterator[Declared]:
    """All operations of the document."""
    for path, item in object_at(references.document, "paths").items():
        if path.startswith("x-"):
            continue
        where = pointer("paths", path)
        if not is_object(item):
            raise CodegenError(f"{references.file}: {where}", "a path item must be an object", "Correct it.")
        if "$ref" in item:
            target, where = references.follow_object(item, where)
            item = {**target, **{key: value for key, value in item.items() if key != "$ref"}}
        for method, operation, place in methods_of(item, where):
            if not is_object(operation):
                raise CodegenError(f"{references.file}: {place}", "an operation must be an object", "Correct it.")
            yield Declared(path, method, operation, place, item, where)


def methods_of(item: JSONObject, where: str) -> Iterator[tuple[str, Any, str]]:
    """Method, operation and place of each operation of a path item."""
    for method in METHODS:
        if method in item:
            yield method, item[method], f"{where}/{method}"
    for method, operation in object_at(item, "additionalOperations").items():
        yield method, operation, f"{where}/additionalOperations/{escape(method)}"
