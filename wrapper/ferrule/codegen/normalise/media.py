"""What a media type means for Python: JSON data, text, bytes, or one of the form encodings."""

from __future__ import annotations

from typing import Literal

Kind = Literal["json", "text", "bytes", "form", "multipart", "related"]

_NAMED: dict[str, Kind] = {
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "multipart",
    "multipart/related": "related",
    "*/*": "json",
    "application/*": "json",
}


def bare(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def kind(media_type: str) -> Kind:
    """How a body of this media type is written."""
    name = bare(media_type)
    if name in _NAMED:
        return _NAMED[name]
    if name == "application/json" or name.endswith(("+json", "/json")):
        return "json"
    return "text" if name.startswith("text/") else "bytes"


def response_kind(media_type: str) -> Kind:
    """How a response of this media type is read; forms are never parsed."""
    found = kind(media_type)
    return "bytes" if found in ("form", "multipart", "related") else found


def preference(media_type: str) -> int:
    """Rank of a media type in `Accept`: JSON first."""
    return {"json": 0, "text": 1}.get(response_kind(media_type), 2)
