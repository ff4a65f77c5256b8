"""What a media type means for Python: JSON data, text, bytes, or one of the form encodings."""

from __future__ import annotations

from typing import Literal

from ..jsondata import JSONObject, is_object, object_at

Kind = Literal["json", "sequence", "text", "bytes", "form", "multipart", "related"]

_NAMED: dict[str, Kind] = {
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "multipart",
    "multipart/related": "related",
}
_RANGES = ("*/*", "application/*")  # JSON, text or bytes, which the schema tells
_SEQUENCES = ("application/json-seq", "application/jsonl", "application/ndjson", "application/x-ndjson")


def bare(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def kind(media_type: str, described: JSONObject, schema: object) -> Kind:
    """How a body of this media type is written.

    Args:
        media_type: as the document has it.
        described: its media type object.
        schema: its schema, references followed.
    """
    name = bare(media_type)
    if name in _NAMED:
        return _NAMED[name]
    if name in _RANGES:
        if is_bytes(schema) or not _says_anything(schema):
            return "bytes"
        return "text" if _is_text(schema) else "json"
    if name == "application/json" or name.endswith(("+json", "/json")):
        return "bytes" if is_bytes(schema) else "json"
    if name in _SEQUENCES or name.endswith("+json-seq"):
        return "bytes" if items(described) is None else "sequence"
    return "text" if name.startswith("text/") and not is_bytes(schema) else "bytes"


def response_kind(media_type: str, described: JSONObject, schema: object) -> Kind:
    """How a response of this media type is read; forms are never parsed. See `kind`."""
    found = kind(media_type, described, schema)
    return "bytes" if found in ("form", "multipart", "related") else found


def preference(found: Kind) -> int:
    """Rank of a media type in `Accept`: JSON first."""
    return {"json": 0, "sequence": 1, "text": 1}.get(found, 2)


def items(described: JSONObject) -> JSONObject | None:
    """The schema of a sequence as an array of its values (OpenAPI 3.2, Sequential Media Types), if it has one."""
    if is_object(described.get("itemSchema")):
        return {"type": "array", "items": described["itemSchema"]}
    schema = described.get("schema")
    return schema if is_object(schema) and schema.get("type") == "array" else None


def encodings(described: JSONObject) -> JSONObject:
    """How a media type object says that the fields of a form are written, by their names."""
    return {name: how for name, how in object_at(described, "encoding").items() if is_object(how)}


def is_bytes(schema: object) -> bool:
    """Whether a schema describes bytes: `format: binary` (OpenAPI 3.0), or the media type of what has no JSON form."""
    if not is_object(schema):
        return False
    inner = bare(str(schema.get("contentMediaType", "")))
    named = inner and "json" not in inner and not inner.startswith("text/") and "contentEncoding" not in schema
    return (schema.get("type", "string") == "string") and (schema.get("format") == "binary" or bool(named))


def _is_text(schema: object) -> bool:
    return is_object(schema) and schema.get("type") == "string" and not {"enum", "const", "format"} & schema.keys()


def _says_anything(schema: object) -> bool:
    """Whether a schema tells something of a value, and not only about it."""
    return schema is not True and bool(schema) and not (is_object(schema) and schema.keys() <= _ABOUT)


_ABOUT = frozenset({"title", "description", "example", "examples", "default", "deprecated", "externalDocs"})
