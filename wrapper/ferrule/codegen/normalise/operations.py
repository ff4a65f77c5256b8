"""Operations of a document, everything they refer to in place and every name in them decided."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from attrs import define, field

from .. import naming
from ..errors import CodegenError, Note, conversion_notes, escape, pointer
from ..load import JSONObject
from . import media
from .headers import HeaderNormaliser
from .operation import Body, Content, Declared, Operation, Response
from .parameters import ParameterNormaliser
from .references import References
from .schemas import SchemaNormaliser

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


@define
class OperationNormaliser:
    """Reads the operations of a document."""

    references: References
    schemas: SchemaNormaliser
    notes: list[Note]
    _taken: dict[str, set[str]] = field(factory=dict)
    _groups: dict[str, str] = field(factory=dict)
    _hoisted: dict[tuple[str, bool], JSONObject] = field(factory=dict)
    _parameters: ParameterNormaliser = field(init=False)
    _headers: HeaderNormaliser = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._parameters = ParameterNormaliser(self.references, self.schemas, self.notes)
        self._headers = HeaderNormaliser(self.references, self.schemas, self.notes, {})

    def run(self) -> list[Operation]:
        """All operations, in the document's order."""
        return [self._operation(found) for found in operations_of(self.references)]

    def _operation(self, found: Declared) -> Operation:
        document, raw, where = self.references.document, found.raw, found.where
        self.notes.extend(conversion_notes("operation", raw, where))
        operation_id = str(raw.get("operationId") or f"{found.method}_{found.path}")
        tags = [str(tag) for tag in raw.get("tags") or []]
        group = self._group(str(raw.get("x-ferrule-group") or (tags[0] if tags else "default")))
        name = self._name(raw, operation_id, tags, group, where)
        hint = naming.pascal(group, name)
        facts = {
            key.removeprefix("x-ferrule-"): value
            for key, value in raw.items()
            if key.startswith("x-ferrule-") and key not in ("x-ferrule-name", "x-ferrule-group")
        }
        body = raw.get("requestBody")
        bodies, required, body_description = (
            self._bodies(body, hint, f"{where}/requestBody") if body else ([], False, "")
        )
        parameters = self._parameters.run(found, hint, len(bodies))
        responses = self._responses(raw.get("responses") or {}, hint, f"{where}/responses")
        return Operation(
            method=found.method.upper(),
            path=found.path,
            id=operation_id,
            group=group,
            name=name,
            tags=tags,
            summary=str(raw.get("summary") or ""),
            description=str(raw.get("description") or ""),
            deprecated=raw.get("deprecated") is True,
            security=_security(raw, document),
            servers=raw.get("servers") or found.item.get("servers") or [],
            facts=facts,
            parameters=parameters,
            bodies=bodies,
            body_required=required,
            body_description=body_description,
            responses=responses,
            headers=self._headers.merged([one.headers for one in responses], where),
        )

    def _group(self, tag: str) -> str:
        if tag not in self._groups:
            reserved = naming.RESERVED_GROUPS
            group = naming.attribute(tag)
            self._groups[tag] = f"{group}_" if group in reserved or group.startswith("_") else group
        return self._groups[tag]

    def _name(self, raw: JSONObject, operation_id: str, tags: list[str], group: str, where: str) -> str:
        taken = self._taken.setdefault(group, set())
        wanted = raw.get("x-ferrule-name") or naming.method_name(operation_id, tags[0] if tags else "")
        name = naming.attribute(str(wanted), {*taken, *naming.RESERVED_METHODS})
        plain = naming.attribute(str(wanted))
        if name != plain:
            reason = f"{group}.{plain} names another operation already, so this one is {name}"
            self.notes.append(Note("operation", where, reason, "Give it an x-ferrule-name.", lost=False))
        taken.add(name)
        return name

    def _bodies(self, raw: Any, hint: str, where: str) -> tuple[list[Body], bool, str]:
        raw, place = self.references.follow(raw, where)
        content = raw.get("content") or {}
        shared = place.rsplit("/", 1)[-1] if place.startswith("#/components/") else ""
        base = naming.pascal(shared) if shared else f"{hint}Body"
        bodies: list[Body] = []
        for media_type, one in content.items():
            step = f"{place}/content/{escape(media_type)}"
            value, _ = self.references.follow(one or {}, step)
            schema_raw = value.get("schema")
            kind = media.kind(media_type, value)
            if kind == "sequence":
                schema_raw = media.items(value)
            if kind == "multipart" and ("prefixEncoding" in value or "itemEncoding" in value):
                kind = "bytes"
            self._note_sequence("body", media_type, kind, value, step)
            wanted = base if len(content) == 1 else f"{base}{kind.capitalize()}"
            if kind == "bytes" or (kind == "text" and not _is_text(schema_raw)):
                schema: JSONObject = {"type": "string", "format": "binary"} if kind == "bytes" else {"type": "string"}
            else:
                key = (f"{step}/schema", kind in ("multipart", "related"))
                if key not in self._hoisted:
                    self._hoisted[key] = self._body_schema(schema_raw, wanted, *key)
                schema = self._hoisted[key]
            sent = "application/json" if "*" in media_type and kind == "json" else media_type
            bodies.append(Body(sent, media_type, kind, schema, media.encodings(value)))
        return bodies, raw.get("required") is True, str(raw.get("description") or "")

    def _body_schema(self, raw: Any, hint: str, where: str, binary: bool) -> JSONObject:
        """The schema of a body. One with files gets a class of its own if JSON uses it too, which could not hold them."""
        if binary and isinstance(raw, dict) and "$ref" in raw and raw["$ref"] not in self.schemas.with_files:
            target, place = self.references.follow(raw, where)
            if '"binary"' in json.dumps(target) or "contentMediaType" in json.dumps(target):
                return self.schemas.hoist(self.schemas.shape(target, hint, place, binary=True), hint)
        return self.schemas.schema(raw or {}, hint, where, binary=binary)

    def _responses(self, raw: JSONObject, hint: str, where: str) -> list[Response]:
        found = []
        for status, one in raw.items():
            if str(status).startswith("x-"):
                continue
            value, place = self.references.follow(one or {}, f"{where}/{status}")
            shared = place.rsplit("/", 1)[-1] if place.startswith("#/components/") else ""
            base = naming.pascal(shared) if shared else f"{hint}Response{naming.pascal(str(status))}"
            contents = []
            for media_type, one_type in (value.get("content") or {}).items():
                step = f"{place}/content/{escape(media_type)}"
                content, _ = self.references.follow(one_type or {}, step)
                kind = media.response_kind(media_type, content)
                schema_raw = media.items(content) if kind == "sequence" else content.get("schema")
                self._note_sequence("response", media_type, kind, content, step)
                schema: JSONObject = {"type": "string"}
                if kind == "bytes":
                    schema["format"] = "binary"
                elif kind in ("json", "sequence"):
                    key = (f"{step}/schema", False)
                    if key not in self._hoisted:
                        self._hoisted[key] = self.schemas.schema(schema_raw or {}, base, key[0])
                    schema = self._hoisted[key]
                contents.append(Content(media_type, kind, schema))
            contents.sort(key=lambda one: media.preference(one.kind))
            headers = self._headers.run(value, base, f"{where}/{status}", place)
            found.append(Response(str(status), contents, str(value.get("description") or ""), headers))
        return found

    def _note_sequence(self, part: str, media_type: str, kind: media.Kind, described: JSONObject, where: str) -> None:
        if kind != "sequence" and {"itemSchema", "prefixEncoding", "itemEncoding"} & described.keys():
            what = "text" if kind == "text" else "bytes"
            reason = f"the items of {media_type} are not typed: it is {what}, whole"
            fix = f"Say so with `schema` in an overlay, or read it with `.raw`, if the {part} has an end."
            self.notes.append(Note(part, where, reason, fix, lost=False))


def operations_of(references: References) -> Iterator[Declared]:
    """All operations of the document."""
    paths = references.document.get("paths") or {}
    for path, item in paths.items():
        if str(path).startswith("x-"):
            continue
        where = pointer("paths", path)
        if not isinstance(item, dict):
            raise CodegenError(f"{references.file}: {where}", "a path item must be an object", "Correct it.")
        if "$ref" in item:
            target, where = references.follow(item, where)
            item = {**target, **{key: value for key, value in item.items() if key != "$ref"}}
        for method, operation, place in methods_of(item, where):
            if not isinstance(operation, dict):
                raise CodegenError(f"{references.file}: {place}", "an operation must be an object", "Correct it.")
            yield Declared(path, method, operation, place, item, where)


def methods_of(item: JSONObject, where: str) -> Iterator[tuple[str, Any, str]]:
    """Method, operation and place of each operation of a path item."""
    for method in _METHODS:
        if method in item:
            yield method, item[method], f"{where}/{method}"
    for method, operation in (item.get("additionalOperations") or {}).items():
        yield method, operation, f"{where}/additionalOperations/{escape(method)}"


def _security(raw: JSONObject, document: JSONObject) -> list[JSONObject]:
    """Alternatives of what an operation needs. One that takes the document's away is called without any credential."""
    own = raw.get("security")
    return (document.get("security") or []) if own is None else own or [{}]


def _is_text(raw: Any) -> bool:
    return isinstance(raw, dict) and raw.get("type", "string") == "string"
