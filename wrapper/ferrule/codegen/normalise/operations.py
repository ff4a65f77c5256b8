"""Operations of a document, everything they refer to in place and every name in them decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define, evolve, field

from ..errors import CodegenError, Note, conversion_notes
from ..jsondata import JSONObject, array_at, is_object, object_at, text_at
from ..openapi import DOCUMENT, FACT, METHODS
from ..pointers import escape, pointer
from .contents import ContentNormaliser
from .headers import HeaderNormaliser
from .names import Named, class_start, id_of
from .operation import Declared, Operation, Response, Stream
from .parameters import ParameterNormaliser, security_of
from .references import References
from .schemas import SchemaNormaliser
from .streams import StreamNormaliser

_USED = (f"{FACT}name", f"{FACT}group", DOCUMENT)  # facts that are used up here


@define
class OperationNormaliser:
    """Reads the operations of a document."""

    references: References
    schemas: SchemaNormaliser
    notes: list[Note]
    operations: list[tuple[Declared, Named]]
    """All of them, with their names."""
    _parameters: ParameterNormaliser = field(init=False)
    _headers: HeaderNormaliser = field(init=False)
    _contents: ContentNormaliser = field(init=False)
    _streams: StreamNormaliser = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._parameters = ParameterNormaliser(self.references, self.schemas, self.notes)
        self._headers = HeaderNormaliser(self.references, self.schemas, self.notes)
        self._contents = ContentNormaliser(self.references, self.schemas, self._headers, self.notes)
        self._streams = StreamNormaliser(self.references, self.schemas)

    def run(self) -> list[Operation]:
        """All operations, in the document's order."""
        return [self._operation(found, named) for found, named in self.operations]

    def _operation(self, found: Declared, named: Named) -> Operation:
        raw, where = found.raw, found.where
        self.notes.extend(conversion_notes("operation", raw, where))
        if named.clashes:
            reason = f"{named.group}.{named.clashes} names another operation already, so this one is {named.name}"
            self.notes.append(Note("operation", where, reason, "Give it an x-ferrule-name.", lost=False))
        hint = class_start(named)
        body = raw.get("requestBody")
        bodies, required, body_description = (
            self._contents.bodies(body, hint, f"{where}/requestBody") if body else ([], False, "")
        )
        parameters, template = self._parameters.run(found, hint, len(bodies))
        described = object_at(raw, "responses")
        responses = self._contents.responses(described, hint, f"{where}/responses")
        stream = self._streams.run(described, object_at(raw, f"{FACT}stream"), hint, f"{where}/responses")
        return Operation(
            method=found.method.upper(),
            path=found.path,
            template=template,
            id=id_of(found),
            group=named.group,
            name=named.name,
            tags=[str(tag) for tag in array_at(raw, "tags")],
            summary=text_at(raw, "summary"),
            description=text_at(raw, "description"),
            deprecated=raw.get("deprecated") is True,
            security=security_of(raw, self.references.document),
            servers=array_at(raw, "servers") or array_at(found.item, "servers"),
            facts={
                key.removeprefix(FACT): value for key, value in raw.items() if key.startswith(FACT) and key not in _USED
            },
            parameters=parameters,
            bodies=bodies,
            body_required=required,
            body_description=body_description,
            responses=responses if stream is None else [_without(one, stream) for one in responses],
            headers=self._headers.merged([one.headers for one in responses], where),
            stream=stream,
            document=text_at(raw, DOCUMENT),
        )


def _without(response: Response, stream: Stream) -> Response:
    """A success without the media type of the stream, if it has another: a plain call asks for that one."""
    others = [one for one in response.contents if one.media_type != stream.media_type]
    return evolve(response, contents=others) if others and response.status[:1] == "2" else response


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
