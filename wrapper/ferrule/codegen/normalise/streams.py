"""What an operation streams: the events of `text/event-stream`, or the values of JSON Lines and JSON text sequences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from .. import naming
from ..jsondata import JSONObject, array_at, as_object, is_object, object_at
from ..pointers import escape
from . import media
from .operation import Stream, StreamItem
from .references import References
from .schemas import SchemaNormaliser

_ENVELOPE = frozenset({"data", "event", "id", "retry", "comment"})  # fields of an event (OpenAPI 3.2, 4.14.4)


@frozen
class StreamNormaliser:
    """Finds the stream of an operation."""

    references: References
    schemas: SchemaNormaliser

    def run(self, raw: JSONObject, fact: JSONObject, hint: str, where: str) -> Stream | None:
        """The stream among the successes of an operation; events rather than lines.

        Args:
            raw: the Responses Object.
            fact: what the overlay says about it.
            hint: what classes that are written into it are named near.
            where: its place.
        """
        described = list(self._described(raw, where))
        described.sort(key=lambda one: media.bare(one[0]) != media.EVENTS)
        media_type, content, step = described[0] if described else ("", {}, "")
        declared = fact.get("item")
        if isinstance(declared, str):
            place = f"#{declared}"
            if self.references.leads_nowhere(place):
                return Stream(media_type or media.EVENTS, [], lost=declared)
            target: Any = {"$ref": place} if declared.startswith("/components/") else self.references.get(place, where)
            schema = self.schemas.schema(target, f"{hint}Event", place)
            return Stream(media_type or media.EVENTS, [StreamItem((), "json", schema)])
        if not described:
            return None
        items = self._events(content, step) if media.bare(media_type) == media.EVENTS else self._lines(content, step)
        found = [
            StreamItem(names, kind, self._schema(kind, schema, naming.pascal(hint, "Event", *names[:1]), place))
            for names, kind, schema, place in items
        ]
        return Stream(media_type, found)

    def _schema(self, kind: str, raw: Any, hint: str, where: str) -> JSONObject:
        return {"type": "string"} if kind == "text" else self.schemas.schema(raw or {}, hint, where)

    def _described(self, raw: JSONObject, where: str) -> Iterator[tuple[str, JSONObject, str]]:
        """Each media type of a success that is a stream, with its description and its place."""
        statuses = [status for status in raw if status[:1] == "2"] or [one for one in raw if one == "default"]
        for status in statuses:
            response, place = self.references.follow_object(raw[status], f"{where}/{status}")
            for media_type, one in object_at(response, "content").items():
                if media.is_stream(media_type):
                    step = f"{place}/content/{escape(media_type)}"
                    yield media_type, *self.references.follow_object(one, step)

    def _lines(self, content: JSONObject, step: str) -> Iterator[tuple[tuple[str, ...], str, Any, str]]:
        """The values of a sequence: what `itemSchema` says, the items of an array, or else the schema itself."""
        if "itemSchema" in content:
            yield (), "json", content["itemSchema"], f"{step}/itemSchema"
            return
        schema, place = self._follow(content.get("schema"), f"{step}/schema")
        if schema.get("type") == "array":
            yield (), "json", schema.get("items"), f"{place}/items"
        else:
            yield (), "json", {} if _is_text(schema) else content.get("schema"), f"{step}/schema"

    def _events(self, content: JSONObject, step: str) -> Iterator[tuple[tuple[str, ...], str, Any, str]]:
        """Names, kind, schema and its place of each kind of event; no names for those of any other.

        `itemSchema` describes an event by its fields. What has no `data` among them, and `schema` where there is no
        `itemSchema`, describes the JSON of the data itself: so are most descriptions before OpenAPI 3.2 meant.
        """
        key = "itemSchema" if "itemSchema" in content else "schema"
        raw = content.get(key)
        schema, place = self._follow(raw, f"{step}/{key}")
        if key == "schema" and schema.get("type") == "array":
            raw, place = schema.get("items"), f"{place}/items"
            schema, place = self._follow(raw, place)
        variants = list(self._variants(schema, place))
        if not variants:
            kind = "text" if _is_text(schema) else "json"
            yield (), kind, raw, place
        for fields, at in variants:
            yield _names(object_at(fields, "event")), *self._data(fields, at)

    def _variants(self, schema: JSONObject, where: str) -> Iterator[tuple[JSONObject, str]]:
        """The fields of each kind of event, where a schema describes fields."""
        fields = object_at(schema, "properties")
        alternatives: list[tuple[JSONObject, str]] = []
        for key in ("oneOf", "anyOf"):
            for index, one in enumerate(array_at(schema, key)):
                found, at = self._follow(one, f"{where}/{key}/{index}")
                own = object_at(found, "properties")
                merged = {
                    name: {**as_object(fields.get(name)), **as_object(own.get(name))} for name in {**fields, **own}
                }
                if not _is_envelope(merged):
                    return
                alternatives.append((merged, at))
        if alternatives:
            yield from alternatives
        elif _is_envelope(fields):
            yield fields, where

    def _follow(self, schema: Any, where: str) -> tuple[JSONObject, str]:
        """A schema with its references followed; one that leads nowhere says nothing, and is told elsewhere."""
        if is_object(schema) and isinstance(ref := schema.get("$ref"), str) and self.references.leads_nowhere(ref):
            return {}, where
        return self.references.follow_object(schema, where)

    def _data(self, fields: JSONObject, where: str) -> tuple[str, Any, str]:
        """Kind, schema and place of what an event carries; its text where nothing says that it is JSON."""
        raw = fields.get("data")
        data, place = self._follow(raw, f"{where}/properties/data")
        if "contentSchema" in data:
            return "json", data["contentSchema"], f"{place}/contentSchema"
        if media.is_json(str(data.get("contentMediaType", ""))):
            return "json", {}, place
        return "text" if _is_text(data) else "json", raw, place


def _is_envelope(fields: JSONObject) -> bool:
    return bool({"data", "event"} & fields.keys()) and fields.keys() <= _ENVELOPE


def _names(event: JSONObject) -> tuple[str, ...]:
    """The events that a schema of `event` allows; none where it allows any."""
    if isinstance(event.get("const"), str):
        return (event["const"],)
    return tuple(str(one) for one in array_at(event, "enum"))


def _is_text(schema: Any) -> bool:
    """Whether a schema says no more than that there is text."""
    schema = as_object(schema)
    return schema.get("type") == "string" or not schema.keys() & _TELLING


_TELLING = frozenset({
    "$ref", "type", "properties", "additionalProperties", "items", "allOf", "oneOf", "anyOf", "enum", "const",
})  # fmt: skip
