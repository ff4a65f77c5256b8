"""What operations take and give: request bodies and responses, by media type."""

from __future__ import annotations

import json
from typing import Any

from attrs import define, field

from .. import naming
from ..errors import Note
from ..jsondata import JSONObject, as_object, is_object, object_at, text_at
from ..pointers import escape
from . import media
from .headers import HeaderNormaliser
from .operation import Body, Content, Response
from .references import References
from .schemas import SchemaNormaliser


@define
class ContentNormaliser:
    """Reads the bodies and responses of a document's operations."""

    references: References
    schemas: SchemaNormaliser
    headers: HeaderNormaliser
    notes: list[Note]
    _hoisted: dict[tuple[str, bool], JSONObject] = field(factory=dict[tuple[str, bool], JSONObject])
    """Schemas by their place, and whether they may hold files."""

    def bodies(self, raw: Any, hint: str, where: str) -> tuple[list[Body], bool, str]:
        """The media types of a request body, whether there has to be one, and its description.

        Args:
            raw: the Request Body Object, or a reference to one.
            hint: what classes that are written into it are named near.
            where: its place.
        """
        raw, place = self.references.follow_object(raw, where)
        content = object_at(raw, "content")
        base = _shared_name(place) or f"{hint}Body"
        bodies: list[Body] = []
        alike = len({json.dumps(as_object(one).get("schema")) for one in content.values()}) == 1
        shared: dict[tuple[str, bool], tuple[str, bool]] = {}
        for media_type, one in content.items():
            step = f"{place}/content/{escape(media_type)}"
            value, _ = self.references.follow_object(one, step)
            schema_raw = value.get("schema")
            kind = media.kind(media_type, value, self._target(schema_raw, step))
            if kind == "sequence":
                schema_raw = media.items(value)
            if kind == "multipart" and ("prefixEncoding" in value or "itemEncoding" in value):
                kind = "bytes"
            self._note_sequence("body", media_type, kind, value, step)
            same = (json.dumps(schema_raw), kind in ("multipart", "related"))
            wanted = base if len(content) == 1 or (alike and not same[1]) else f"{base}{kind.capitalize()}"
            if kind == "bytes" or (kind == "text" and not _is_text(schema_raw)):
                schema: JSONObject = {"type": "string", "format": "binary"} if kind == "bytes" else {"type": "string"}
            else:
                # One class for what is described alike: then the argument `content_type` decides.
                key = shared.setdefault(same, (f"{step}/schema", same[1]))
                if key not in self._hoisted:
                    self._hoisted[key] = self._body_schema(schema_raw, wanted, *key)
                schema = self._hoisted[key]
            sent = "application/json" if "*" in media_type and kind == "json" else media_type
            bodies.append(Body(sent, media_type, kind, schema, media.encodings(value)))
        return bodies, raw.get("required") is True, text_at(raw, "description")

    def _body_schema(self, raw: Any, hint: str, where: str, binary: bool) -> JSONObject:
        """The schema of a body. One with files gets its own class if JSON uses it too, which cannot have files."""
        if binary and is_object(raw) and "$ref" in raw and raw["$ref"] not in self.schemas.with_files:
            target, place = self.references.follow(raw, where)
            if '"binary"' in json.dumps(target) or "contentMediaType" in json.dumps(target):
                return self.schemas.hoist(self.schemas.shape(target, hint, place, binary=True), hint)
        return self.schemas.schema(raw or {}, hint, where, binary=binary)

    def responses(self, raw: JSONObject, hint: str, where: str) -> list[Response]:
        """The responses of an operation, in the document's order.

        Args:
            raw: the Responses Object.
            hint: what classes that are written into it are named near.
            where: its place.
        """
        found: list[Response] = []
        success = next((status for status in raw if status.startswith("2")), "")
        for status, one in raw.items():
            if status.startswith("x-"):
                continue
            value, place = self.references.follow_object(one, f"{where}/{status}")
            base = _shared_name(place) or f"{hint}Response{'' if status == success else naming.pascal(status)}"
            documented = object_at(value, "content")
            in_json = [as_object(one_type).get("schema") for name, one_type in documented.items() if "json" in name]
            contents = [
                self._content(media_type, one_type, base, f"{place}/content/{escape(media_type)}", in_json)
                for media_type, one_type in documented.items()
            ]
            contents.sort(key=lambda one: media.preference(one.kind))
            headers = self.headers.run(value, base, f"{where}/{status}", place)
            found.append(Response(status, contents, text_at(value, "description"), headers))
        return found

    def _content(self, media_type: str, raw: Any, hint: str, step: str, in_json: list[Any]) -> Content:
        described, _ = self.references.follow_object(raw, step)
        target = self._target(described.get("schema"), step)
        kind = media.response_kind(media_type, described, target)
        if kind == "text" and not _is_text(target) and described.get("schema") in in_json:
            kind = "json"  # ASP.NET lists `text/plain` for what it only ever writes as JSON
        self._note_sequence("response", media_type, kind, described, step)
        if kind not in ("json", "sequence"):
            schema: JSONObject = {"type": "string"}
            return Content(media_type, kind, {**schema, "format": "binary"} if kind == "bytes" else schema)
        key = (f"{step}/schema", False)
        if key not in self._hoisted:
            schema_raw = media.items(described) if kind == "sequence" else described.get("schema")
            self._hoisted[key] = self.schemas.schema(schema_raw or {}, hint, key[0])
        return Content(media_type, kind, self._hoisted[key])

    def _target(self, schema: Any, where: str) -> Any:
        """A schema as far as its kind tells how a body is written: one that leads nowhere says nothing."""
        if is_object(schema) and isinstance(ref := schema.get("$ref"), str) and self.references.leads_nowhere(ref):
            return None
        return self.references.follow(schema, where)[0]

    def _note_sequence(self, part: str, media_type: str, kind: media.Kind, described: JSONObject, where: str) -> None:
        if part == "response" and media.is_stream(media_type):
            return  # `.events` types them
        if kind != "sequence" and {"itemSchema", "prefixEncoding", "itemEncoding"} & described.keys():
            what = "text" if kind == "text" else "bytes"
            reason = f"the items of {media_type} are not typed: it is {what}, whole"
            fix = f"Say so with `schema` in an overlay, or read it with `.raw`, if the {part} has an end."
            self.notes.append(Note(part, where, reason, fix, lost=False))


def _shared_name(place: str) -> str:
    """What classes of a component are named after; empty for what is written into an operation."""
    return naming.pascal(place.rsplit("/", 1)[-1]) if place.startswith("#/components/") else ""


def _is_text(raw: Any) -> bool:
    return is_object(raw) and raw.get("type", "string") == "string"
