"""Request bodies that are not JSON: forms, multipart and binary content."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeGuard
from urllib.parse import quote_plus

import msgspec

from . import _parameters
from ._encode import encode, is_array, is_object, text
from .types import UNSET, File, FileTypes, RequestFiles

_to_json = msgspec.json.Encoder().encode


def json_or_null(body: Any) -> bytes:
    """A body as JSON. httpx would send nothing for null."""
    return _to_json(encode(body))


def form(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A body as `application/x-www-form-urlencoded`; nested values in brackets unless its encoding differs."""
    return _form(body, encoding).encode()


def query(value: Any, encoding: Mapping[str, Mapping[str, Any]]) -> str:
    """All of a URL's query that is a form (`in: querystring`), with its question mark."""
    written = "" if value is UNSET or value is None else _form(value, encoding)
    return f"?{written}" if written else ""


def _form(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> str:
    fields: dict[str, Any] = {}
    for name, value in encode(body).items():
        how = encoding.get(name, {})
        style = how.get("style", "form")
        explode = how.get("explode", style == "form")
        nested = is_object(value) or (is_array(value) and any(is_object(item) or is_array(item) for item in value))
        if str(how.get("contentType", "")).endswith("json"):
            fields[name] = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        elif value is None:
            fields[name] = ""  # a form has no null; an empty field is how a value is taken back
        elif style == "deepObject" or (nested and "style" not in how):
            fields.update(_parameters.bracketed(name, value))
        elif explode:
            _parameters.query(fields, name, value, style=style)
        else:
            _parameters.delimited(fields, name, value, style=style)
    return _parameters.joined(fields, quote_plus)


def multipart(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> RequestFiles:
    """A body as parts of `multipart/form-data` (RFC 7578); httpx chooses the boundary."""
    files: RequestFiles = []
    for name, value in _fields(body):
        how = encoding.get(name, {})
        if how.get("style") == "deepObject":
            parts = _parameters.bracketed(name, encode(value))
            files += [(key, (None, part.encode(), "text/plain")) for key, part in parts]
            continue
        if is_array(value) and "style" in how and not how.get("explode", how["style"] == "form"):
            value = _parameters.DELIMITERS[how["style"]].join(map(text, value))
        for item in value if _is_sequence(value) else [value]:
            files.append((name, _part(name, item, how.get("contentType"))))
    return files


def _is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, (list, tuple))


def _fields(body: Any) -> Iterator[tuple[str, Any]]:
    fields = body.to_fields() if hasattr(body, "to_fields") else body
    return ((name, value) for name, value in fields.items() if value is not UNSET and value is not None)


def _part(name: str, value: Any, content_type: str | None) -> FileTypes:
    if isinstance(value, bytes):
        value = File(value)
    if isinstance(value, File):
        file_name, payload, mime_type = value.to_tuple(name)[:3]
        return file_name, payload, mime_type or _only(content_type)
    data = encode(value)
    kind = _only(content_type) or ("application/json" if is_object(data) or is_array(data) else "text/plain")
    return None, text(data).encode(), kind


def _only(content_type: str | None) -> str | None:
    """A media type that leaves no choice, or none."""
    return None if content_type is None or "," in content_type or "*" in content_type else content_type


def related(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> tuple[str, bytes]:
    """A body as `multipart/related` (RFC 2387): its media type and its bytes, parts in the order of the fields."""
    boundary = secrets.token_hex(16)
    chunks: list[bytes] = []
    for name, value in _fields(body):
        content_type = _only(encoding.get(name, {}).get("contentType"))
        if isinstance(value, bytes):
            value = File(value)
        if isinstance(value, File):
            kind, content = value.mime_type or content_type or "application/octet-stream", value.read()
        else:
            kind, content = content_type or "application/json; charset=UTF-8", json.dumps(encode(value)).encode()
        chunks.append(f"--{boundary}\r\nContent-Type: {kind}\r\n\r\n".encode() + content + b"\r\n")
    return f"multipart/related; boundary={boundary}", b"".join(chunks) + f"--{boundary}--\r\n".encode()


def sequence(body: Iterable[Any], *, framed: bool = False) -> bytes:
    """Values as JSON Lines, or `framed` as a JSON text sequence (RFC 7464)."""
    start = b"\x1e" if framed else b""
    return b"".join(start + _to_json(encode(value)) + b"\n" for value in body)


def content(body: File | bytes) -> bytes:
    """A binary body. It is read whole, so that a request can be sent again."""
    return body.read() if isinstance(body, File) else body


def content_type(body: File | bytes, documented: str) -> str:
    """The media type of a binary body: its own, where the description leaves it open or says no more than "bytes"."""
    own = body.mime_type if isinstance(body, File) else None
    return own or _only(documented) or "application/octet-stream"
