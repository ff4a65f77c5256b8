"""Request bodies: which media type one is sent as, and its bytes."""

from __future__ import annotations

import json as _json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeGuard
from urllib.parse import quote_plus

import msgspec

from . import _parameters
from ._encode import encode, is_array, is_object, text
from ._sendable import encoded
from .errors import NotSendable
from .types import UNSET, File, FileTypes, Mismatch, RequestFiles

_to_json = msgspec.json.Encoder().encode


def json(body: Any) -> bytes:
    """A body as JSON.

    Raises:
        ValueError: it cannot be JSON.
    """
    try:
        return _to_json(encoded("body", body))
    except NotSendable:
        raise
    except (TypeError, OverflowError, msgspec.MsgspecError) as error:
        raise ValueError(f"the body cannot be sent as JSON: {str(error).partition(':')[0]}") from None


def fitting(body: Any, content_type: Any, options: Mapping[str, tuple[type, ...]]) -> str:
    """The media type that a body is sent as, of those that are documented, each with its Python types.

    That is the first whose type the body has. Data without a type of its own is sent where its shape fits one: a
    mapping as a model or map, a file or text as bytes.

    Raises:
        ValueError: no media type fits, or the shape leaves a choice; or `content_type` is none of them.
    """
    offered = options
    if content_type is not UNSET:
        offered = {name: kinds for name, kinds in options.items() if _covers(name, str(content_type))}
        if not offered:
            raise ValueError(f"content_type must be one of {', '.join(options)}")
    for name, kinds in offered.items():
        if _is_of(body, kinds):
            return name
    found = list(_shaped(body, offered))
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"the body fits several media types; give content_type, one of {', '.join(found)}")
    raise ValueError(f"a body of type {type(body).__name__} fits none of the media types {', '.join(offered)}")


def _covers(documented: str, media_type: str) -> bool:
    """Whether a documented media type, or media range, means this one."""
    start, star, _ = documented.partition("*")
    return media_type.lower().startswith(start.lower()) if star else media_type.lower() == documented.lower()


def _is_of(body: Any, kinds: tuple[type, ...]) -> bool:
    if isinstance(body, tuple) and list in kinds:
        return True
    return isinstance(body, kinds) or (File in kinds and isinstance(body, (bytes, bytearray, memoryview)))


def _shaped(body: Any, options: Mapping[str, tuple[type, ...]]) -> Iterator[str]:
    """Media types that data without a type of its own fits: one of each type that does so without a mismatch."""
    seen: list[tuple[type, ...]] = []
    loose: list[str] = []
    for name, kinds in options.items():
        if File in kinds and (isinstance(body, str) or hasattr(body, "read")):
            yield name
        models = [kind for kind in kinds if hasattr(kind, "from_dict")]
        if not _is_mapping(body) or not models or kinds in seen:
            continue
        loose.append(name)
        if any(_fits(body, model) for model in models):
            seen.append(kinds)
            yield name
    if not seen and len(loose) == 1:
        yield loose[0]  # the server judges what is wrong with it


def _fits(body: Mapping[str, Any], model: Any) -> bool:
    mismatches: list[Mismatch] = []
    made = model.from_dict(encode(body, True), mismatches)
    return not mismatches and not made.additional_properties


def form(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A body as `application/x-www-form-urlencoded`; nested values in brackets unless its encoding differs."""
    return _form(body, encoding).encode()


def query(value: Any, encoding: Mapping[str, Mapping[str, Any]]) -> str:
    """All of a URL's query that is a form (`in: querystring`), with its question mark."""
    written = "" if value is UNSET or value is None else _form(value, encoding)
    return f"?{written}" if written else ""


def _form(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> str:
    fields: dict[str, Any] = {}
    for name, value in _mapping(encoded("body", body)).items():
        how = encoding.get(name, {})
        style = how.get("style", "form")
        explode = how.get("explode", style == "form")
        nested = is_object(value) or (is_array(value) and any(is_object(item) or is_array(item) for item in value))
        if str(how.get("contentType", "")).endswith("json"):
            fields[name] = _json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        elif value is None:
            fields[name] = ""  # a form has no null; an empty field is how a value is taken back
        elif style == "deepObject" or (nested and "style" not in how):
            fields.update(_parameters.bracketed(name, value))
        elif explode:
            _parameters.query(fields, name, value, style=style)
        else:
            _parameters.delimited(fields, name, value, style=style)
    return _parameters.joined(fields, quote_plus)


def _mapping(fields: Any) -> Mapping[str, Any]:
    if not _is_mapping(fields):
        raise NotSendable(f"a form needs a model or a mapping, not a body of type {type(fields).__name__}")
    return fields


def multipart(
    body: Any, encoding: Mapping[str, Mapping[str, Any]], headers: dict[str, str]
) -> dict[str, RequestFiles | bytes]:
    """A body as `multipart/form-data` (RFC 7578), as httpx takes it; httpx chooses the boundary.

    Args:
        body: what has the fields.
        encoding: of each field.
        headers: takes the media type of a body without parts, of which httpx would send nothing.
    """
    if files := _parts(body, encoding):
        return {"files": files}
    boundary = secrets.token_hex(16)
    headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
    return {"content": f"--{boundary}--\r\n".encode()}


def _parts(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> RequestFiles:
    files: RequestFiles = []
    for name, value in _fields(body):
        how = encoding.get(name, {})
        if how.get("style") == "deepObject":
            parts = _parameters.bracketed(name, encoded(name, value))
            files += [(key, (None, part.encode(), "text/plain")) for key, part in parts]
            continue
        if is_array(value) and "style" in how and not how.get("explode", how["style"] == "form"):
            value = _parameters.DELIMITERS[how["style"]].join(map(text, value))
        for item in value if _is_sequence(value) else [value]:
            files.append((name, _part(name, item, how.get("contentType"))))
    return files


def _is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, (list, tuple))


def _fields(body: Any) -> Iterator[tuple[str, Any]]:
    fields = _mapping(body.to_fields() if hasattr(body, "to_fields") else body)
    return ((name, value) for name, value in fields.items() if value is not UNSET and value is not None)


def _part(name: str, value: Any, content_type: str | None) -> FileTypes:
    value = _as_file(value)
    if isinstance(value, File):
        file_name, payload, mime_type = value.to_tuple(name)[:3]
        return file_name, payload, mime_type or _only(content_type)
    data = encoded(name, value)
    kind = _only(content_type) or ("application/json" if is_object(data) or is_array(data) else "text/plain")
    return None, text(data).encode(), kind


def _as_file(value: Any) -> Any:
    """Bytes and opened files as what they are a part as; anything else as it is."""
    is_content = isinstance(value, bytes) or hasattr(value, "read")
    return File(value) if is_content and not isinstance(value, File) else value


def _only(content_type: str | None) -> str | None:
    """A media type that leaves no choice, or none."""
    return None if content_type is None or "," in content_type or "*" in content_type else content_type


def related(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> tuple[str, bytes]:
    """A body as `multipart/related` (RFC 2387): its media type and its bytes, parts in the order of the fields."""
    boundary = secrets.token_hex(16)
    chunks: list[bytes] = []
    for name, value in _fields(body):
        content_type = _only(encoding.get(name, {}).get("contentType"))
        value = _as_file(value)
        if isinstance(value, File):
            kind, content = value.mime_type or content_type or "application/octet-stream", value.read()
        else:
            kind, content = (
                content_type or "application/json; charset=UTF-8",
                _json.dumps(encoded(name, value)).encode(),
            )
        chunks.append(f"--{boundary}\r\nContent-Type: {kind}\r\n\r\n".encode() + content + b"\r\n")
    return f"multipart/related; boundary={boundary}", b"".join(chunks) + f"--{boundary}--\r\n".encode()


def sequence(body: Iterable[Any], *, framed: bool = False) -> bytes:
    """Values as JSON Lines, or `framed` as a JSON text sequence (RFC 7464)."""
    start = b"\x1e" if framed else b""
    return b"".join(start + json(value) + b"\n" for value in body)


def content(body: Any) -> bytes:
    """A body of bytes or text. A file is read whole, so that a request can be sent again."""
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        read = body.read()
        return read.encode() if isinstance(read, str) else read
    try:
        return bytes(memoryview(body))
    except TypeError:
        raise ValueError(f"a body of bytes is needed, not one of type {type(body).__name__}") from None


def content_type(body: Any, documented: str, chosen: Any = UNSET) -> str:
    """The media type of a binary body, or of text: its own, where the description leaves it open or says only "bytes".

    A media range is none (RFC 9110, 8.3.1).
    """
    own = body.mime_type if isinstance(body, File) else None
    named = _only(chosen) if isinstance(chosen, str) else None
    return named or own or _only(documented) or ("text/plain" if isinstance(body, str) else "application/octet-stream")
