"""Operations of a document, everything they refer to in place and every name in them decided."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from attrs import define, field

from .. import naming
from ..errors import CodegenError, Note, escape, pointer
from ..load import JSONObject
from . import media
from .operation import Body, Content, Operation, Parameter, Response
from .references import References
from .schemas import SchemaNormaliser

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_IGNORED_HEADERS = ("accept", "content-type", "authorization")
_TEMPLATE = re.compile(r"\{([^{}/]+)\}")


@define
class OperationNormaliser:
    """Reads the operations of a document."""

    references: References
    schemas: SchemaNormaliser
    notes: list[Note]
    _taken: dict[str, set[str]] = field(factory=dict)
    _groups: dict[str, str] = field(factory=dict)
    _hoisted: dict[tuple[str, bool], JSONObject] = field(factory=dict)

    def run(self) -> list[Operation]:
        """All operations, in the document's order."""
        return [self._operation(*found) for found in operations_of(self.references)]

    def _operation(self, path: str, method: str, item: JSONObject, raw: JSONObject, where: str) -> Operation:
        document = self.references.document
        operation_id = str(raw.get("operationId") or f"{method}_{path}")
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
        parameters = self._parameters(path, item, raw, hint, where, bool(bodies))
        return Operation(
            method=method.upper(),
            path=path,
            id=operation_id,
            group=group,
            name=name,
            tags=tags,
            summary=str(raw.get("summary") or ""),
            description=str(raw.get("description") or ""),
            deprecated=raw.get("deprecated") is True,
            security=raw.get("security", document.get("security")) or [],
            servers=raw.get("servers") or item.get("servers") or [],
            facts=facts,
            parameters=parameters,
            bodies=bodies,
            body_required=required,
            body_description=body_description,
            responses=self._responses(raw.get("responses") or {}, hint, f"{where}/responses"),
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

    def _parameters(
        self, path: str, item: JSONObject, raw: JSONObject, hint: str, where: str, has_body: bool
    ) -> list[Parameter]:
        taken = {"client", "url", *(["body"] if has_body else [])}  # the generator reserves the first two
        found: dict[tuple[str, str], Parameter] = {}
        credentials = self._credentials()
        item_where = where.rpartition("/")[0]
        declared = [
            *((one, f"{where}/parameters/{i}") for i, one in enumerate(raw.get("parameters") or [])),
            *((one, f"{item_where}/parameters/{i}") for i, one in enumerate(item.get("parameters") or [])),
        ]
        in_path = _TEMPLATE.findall(path)
        for one, declared_at in declared:
            value, place = self.references.follow(one, declared_at)
            name, location = str(value.get("name", "")), str(value.get("in", ""))
            if (name, location) in found:
                continue  # the operation's own wins over the path's
            if refused := _no_argument(name, location, in_path, credentials):
                self.notes.append(Note("parameter", declared_at, *refused))
                continue
            wanted = str(value.get("x-ferrule-name") or name)
            python = naming.identifier(wanted)
            if python in taken:
                python = naming.identifier(f"{wanted}_{location}", taken)
            taken.add(python)
            found[name, location] = self._parameter(value, python, hint, place, declared_at)
        for name in in_path:
            if (name, "path") not in found:
                python = naming.identifier(name, taken)
                taken.add(python)
                reason = f"path parameter {name} is not declared; it is taken as text"
                self.notes.append(Note("parameter", where, reason, "Declare it in an overlay.", lost=False))
                found[name, "path"] = Parameter(python, name, "path", True, {"type": "string"}, "simple", False)
        order = {name: index for index, name in enumerate(in_path)}
        rank = {"path": 0, "query": 1, "header": 2, "cookie": 3}
        return sorted(found.values(), key=lambda one: (rank[one.location], order.get(one.wire, 0)))

    def _parameter(self, raw: JSONObject, python: str, hint: str, place: str, declared_at: str) -> Parameter:
        location = raw["in"]
        content = raw.get("content") if isinstance(raw.get("content"), dict) else None
        media_type = next(iter(content)) if content else ""
        schema_raw = (content[media_type] or {}).get("schema") if content else raw.get("schema")
        step = f"content/{escape(media_type)}/schema" if content else "schema"
        shared = place.rsplit("/", 1)[-1] if place.startswith("#/components/") else ""
        key = (place, False)
        if key not in self._hoisted:
            self._hoisted[key] = self._literals(
                self.schemas.shape(
                    schema_raw or {}, naming.pascal(shared) or hint + naming.pascal(python), f"{place}/{step}"
                ),
                naming.pascal(shared) or hint + naming.pascal(python),
            )
        style = str(raw.get("style") or ("form" if location in ("query", "cookie") else "simple"))
        explode = raw.get("explode", style == "form")
        if style in ("label", "matrix"):
            reason = f"path style {style} is written as simple"
            self.notes.append(Note("parameter", declared_at, reason, "Correct the style in an overlay.", lost=False))
        default = (schema_raw or {}).get("default")
        return Parameter(
            python=python,
            wire=raw["name"],
            location=location,
            required=location == "path" or raw.get("required") is True,
            schema=self._hoisted[key],
            style=style,
            explode=explode is True,
            as_json=bool(content) and media.kind(media_type) == "json",
            slashes=raw.get("allowReserved") is True or raw.get("x-multi-segment") is True,
            description=str(raw.get("description") or (schema_raw or {}).get("description") or ""),
            default="" if default is None else json.dumps(default, ensure_ascii=False),
            deprecated=raw.get("deprecated") is True,
        )

    def _literals(self, shape: JSONObject, hint: str) -> JSONObject:
        """An enum written into a parameter stays a set of literals: callers give plain values, no class is needed."""
        if "enum" in shape:
            return {"oneOf": [{"const": value} for value in shape["enum"]]}
        if "items" in shape:
            items = self.schemas.resolve(shape["items"])
            name = shape["items"].get("$ref", "").rpartition("/")[2]
            if "enum" in items and name not in self.schemas.classes.values():
                self.schemas.components.pop(name, None)
                return {**shape, "items": self._literals(items, hint)}
        if "oneOf" in shape:
            members = [member for one in shape["oneOf"] for member in self._members(one, hint)]
            return {**shape, "oneOf": members}
        return self.schemas.hoist(shape, hint)

    def _members(self, member: JSONObject, hint: str) -> list[JSONObject]:
        literal = self._literals(member, hint)
        consts: list[JSONObject] = literal.get("oneOf", [literal])
        return consts

    def _credentials(self) -> set[tuple[str, str]]:
        schemes = ((self.references.document.get("components") or {}).get("securitySchemes") or {}).values()
        return {
            (str(scheme.get("in")), str(scheme.get("name")).lower())
            for scheme in schemes
            if isinstance(scheme, dict) and scheme.get("type") == "apiKey"
        }

    def _bodies(self, raw: Any, hint: str, where: str) -> tuple[list[Body], bool, str]:
        raw, place = self.references.follow(raw, where)
        content = raw.get("content") or {}
        shared = place.rsplit("/", 1)[-1] if place.startswith("#/components/") else ""
        base = naming.pascal(shared) if shared else f"{hint}Body"
        bodies: list[Body] = []
        for media_type, value in content.items():
            value = value or {}
            schema_raw = value.get("schema")
            kind = media.kind(media_type)
            if "*" in media_type and _is_binary(schema_raw):
                kind = "bytes"
            step = f"{place}/content/{escape(media_type)}"
            wanted = base if len(content) == 1 else f"{base}{kind.capitalize()}"
            if kind == "bytes" or (kind == "text" and not _is_text(schema_raw)):
                schema: JSONObject = {"type": "string", "format": "binary"} if kind == "bytes" else {"type": "string"}
            else:
                key = (f"{step}/schema", kind in ("multipart", "related"))
                if key not in self._hoisted:
                    self._hoisted[key] = self._body_schema(schema_raw, wanted, *key)
                schema = self._hoisted[key]
            encoding = {name: how for name, how in (value.get("encoding") or {}).items() if isinstance(how, dict)}
            sent = "application/json" if "*" in media_type and kind == "json" else media_type
            bodies.append(Body(sent, media_type, kind, schema, encoding))
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
            value, place = self.references.follow(one, f"{where}/{status}")
            shared = place.rsplit("/", 1)[-1] if place.startswith("#/components/") else ""
            base = naming.pascal(shared) if shared else f"{hint}Response{naming.pascal(str(status))}"
            contents = []
            for media_type, content in (value.get("content") or {}).items():
                kind = media.response_kind(media_type)
                step = f"{place}/content/{escape(media_type)}/schema"
                schema_raw = (content or {}).get("schema")
                schema: JSONObject = {"type": "string"}
                if kind == "bytes":
                    schema["format"] = "binary"
                elif kind == "json":
                    key = (step, False)
                    if key not in self._hoisted:
                        self._hoisted[key] = self.schemas.schema(schema_raw or {}, base, step)
                    schema = self._hoisted[key]
                contents.append(Content(media_type, kind, schema))
            contents.sort(key=lambda one: media.preference(one.media_type))
            found.append(Response(str(status), contents, str(value.get("description") or "")))
        return found


def operations_of(references: References) -> Iterator[tuple[str, str, JSONObject, JSONObject, str]]:
    """Path, method, path item, operation and pointer of each operation of the document; path item references followed."""
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
        for method in METHODS:
            if method in item:
                if not isinstance(item[method], dict):
                    raise CodegenError(
                        f"{references.file}: {where}/{method}", "an operation must be an object", "Correct it."
                    )
                yield path, method, item, item[method], f"{where}/{method}"


def _is_binary(raw: Any) -> bool:
    return isinstance(raw, dict) and raw.get("type") == "string" and raw.get("format") == "binary"


def _is_text(raw: Any) -> bool:
    return isinstance(raw, dict) and raw.get("type", "string") == "string"


def _no_argument(
    name: str, location: str, in_path: list[str], credentials: set[tuple[str, str]]
) -> tuple[str, str] | None:
    """Why a declared parameter is no argument of the method, and what to do about it."""
    if location not in ("path", "query", "header", "cookie"):
        return f"`in: {location}` is no place for a parameter", "Correct it in an overlay."
    if location == "header" and name.lower() in _IGNORED_HEADERS:
        return f"OpenAPI ignores a header parameter called {name}", "Nothing: the client sets it."
    if (location, name.lower()) in credentials:
        return f"{name} is a credential of a security scheme", "Nothing: the client's auth sends it."
    if location == "path" and name not in in_path:
        return f"the path has no {{{name}}}", "Correct the path or remove the parameter in an overlay."
    return None
