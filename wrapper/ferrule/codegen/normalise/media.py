"""What a media type means for Python: JSON data, text, bytes, or one of the form encodings."""

from __future__ import annotations

from typing import Literal

from ..jsondata import JSONObject, is_object, object_at

Kind = Literal["json", "sequence", "text", "bytes", "form", "multipart", "related"]

_NAMED: dict[str, Kind] = {
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "multipart",
    "multipart/related": "related",
    "*/*": "json",
    "application/*": "json",
}
_SEQUENCES = ("application/json-seq", "application/jsonl", "application/ndjson", "application/x-ndjson")


def bare(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def kind(media_type: str, described: JSONObject) -> Kind:
    """How a body of this media type is written.

    Args:
        media_type: as the document has it.
        described: its media type object.
    """
    name = bare(media_type)
    if name in _NAMED:
        return "bytes" if "*" in name and _is_binary(described.get("schema")) else _NAMED[name]
    if name == "application/json" or name.endswith(("+json", "/json")):
        return "json"
    if name in _SEQUENCES or name.endswith("+json-seq"):
        return "bytes" if items(described) is None else "sequence"
    return "text" if name.startswith("text/") else "bytes"


def response_kind(media_type: str, described: JSONObject) -> Kind:
    """How a response of this media type is read; forms are never parsed."""
    found = kind(media_type, described)
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


def _is_binary(raw: object) -> bool:
    return is_object(raw) and raw.get("type") == "string" and raw.get("format") == "binary"
