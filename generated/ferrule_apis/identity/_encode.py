"""From Python to the wire: JSON, path, query, header and form values as OpenAPI's serialization styles ask."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from datetime import date, time
from enum import Enum
from typing import Any
from urllib.parse import quote
from uuid import UUID

from .types import UNSET, File, FileTypes, RequestFiles


def encode(value: Any) -> Any:
    """A value as JSON data; what is JSON data already stays."""
    if value is None or isinstance(value, (str, int, float)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items() if item is not UNSET}
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (bytes, File)):
        raise TypeError("binary content cannot be put into JSON; send it as a file or encode it first")
    return value


def text(value: Any) -> str:
    """A value as it is written in a path, query, header or form field."""
    value = encode(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return "" if value is None else str(value)


def segment(
    name: str,
    value: Any,
    *,
    style: str = "simple",
    explode: bool = False,
    slashes: bool = False,
    as_json: bool = False,
) -> str:
    """A path parameter, percent-encoded: `simple`, `label` and `matrix` are `{var}`, `{.var}` and `{;var}` of RFC 6570.

    Raises:
        ValueError: the value is empty or a dot segment, so the request would go to another resource (RFC 3986, 5.2.4).
    """
    data = encode(value)
    if as_json:
        data = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    written = _expand(name, data, style, explode, "/" if slashes else "")
    if any(part in ("", ".", "..") for part in (written.split("/") if slashes else [written])):
        raise ValueError(f"path parameter {name} must not be empty or a dot segment")
    return written


def _expand(name: str, data: Any, style: str, explode: bool, safe: str) -> str:
    """Expansion of RFC 6570, 3.2: of `{name}` if the style is `simple`, `{.name}` if `label`, `{;name}` if `matrix`."""
    first, delimiter = {"simple": ("", ","), "label": (".", "."), "matrix": (";", ";")}[style]

    def quoted(one: Any) -> str:
        return quote(text(one), safe=safe)

    def named(value: str) -> str:
        key = quote(name, safe="")
        return value if style != "matrix" else f"{key}={value}" if value else key

    if data in ([], {}):
        return ""  # undefined (2.3)
    if isinstance(data, list):
        items = [quoted(item) for item in data]
        return first + (delimiter.join(map(named, items)) if explode else named(",".join(items)))
    if isinstance(data, dict):
        pairs = [(quoted(key), quoted(item)) for key, item in data.items()]
        if explode:
            return first + delimiter.join(f"{key}={item}" for key, item in pairs)
        return first + named(",".join(part for pair in pairs for part in pair))
    return first + named(quoted(data))


def query(
    params: dict[str, Any], name: str, value: Any, *, style: str = "form", explode: bool = True, as_json: bool = False
) -> None:
    """Add a query parameter to `params` in its style; nothing is sent for `UNSET` and null."""
    data = encode(value)
    if data is UNSET or data is None:
        return
    if as_json:
        params[name] = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    elif style == "deepObject":
        params.update(_bracketed(name, data))
    elif isinstance(data, list):
        items = [text(item) for item in data]
        params[name] = items if explode else _DELIMITERS[style].join(items)
    elif isinstance(data, dict):
        pairs = {key: text(item) for key, item in data.items() if item is not None}
        if explode:
            params.update(pairs)
        else:
            params[name] = _DELIMITERS[style].join(part for pair in pairs.items() for part in pair)
    else:
        params[name] = text(data)


_DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_RESERVED = ":/?@!$'()*,;"  # those of RFC 3986 that do not part a query into names and values


class Written(str):
    """Text that is percent-encoded already."""

    __slots__ = ()


def delimited(
    params: dict[str, Any], name: str, value: Any, *, style: str = "form", explode: bool = False, reserved: bool = False
) -> None:
    """Add a query parameter whose delimiters, or reserved characters, must not be percent-encoded: for `query_string`.

    A comma stands as it is (RFC 6570, 3.2.8), space and bar, which no URL may hold, as `%20` and `%7C`; within a value each
    is encoded, so that a comma that is data cannot be taken for one that separates.
    """
    data = encode(value)
    if data is UNSET or data is None or data in ([], {}):
        return
    safe = _RESERVED if reserved else ""
    delimiter = quote(_DELIMITERS[style], safe=",")

    def quoted(one: Any) -> Written:
        return Written(quote(text(one), safe=safe))

    if isinstance(data, list):
        items = [quoted(item) for item in data]
        params[name] = items if explode else Written(delimiter.join(items))
    elif isinstance(data, dict):
        pairs = {key: quoted(item) for key, item in data.items() if item is not None}
        if explode:
            params.update(pairs)
        else:
            params[name] = Written(delimiter.join(part for key, item in pairs.items() for part in (quoted(key), item)))
    else:
        params[name] = quoted(data)


def query_string(params: Mapping[str, Any]) -> str:
    """The query of a URL, with its question mark."""
    pairs = [
        f"{quote(name, safe='')}={one if isinstance(one, Written) else quote(one, safe='')}"
        for name, value in params.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    return "?" + "&".join(pairs) if pairs else ""


def header(value: Any, *, explode: bool = False, as_json: bool = False) -> str:
    """A header parameter in `simple` style."""
    data = encode(value)
    if as_json:
        return json.dumps(data, separators=(",", ":"))
    if isinstance(data, list):
        return ",".join(text(item) for item in data)
    if isinstance(data, dict):
        return ",".join(f"{key}={text(item)}" if explode else f"{key},{text(item)}" for key, item in data.items())
    return text(data)


def form(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A body as fields of `application/x-www-form-urlencoded`; nested values in brackets unless its encoding differs."""
    fields: dict[str, Any] = {}
    for name, value in encode(body).items():
        how = encoding.get(name, {})
        nested = isinstance(value, dict) or (
            isinstance(value, list) and any(isinstance(i, (dict, list)) for i in value)
        )
        if str(how.get("contentType", "")).endswith("json"):
            fields[name] = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        elif value is None:
            fields[name] = ""  # a form has no null; an empty field is how a value is taken back
        elif how.get("style") == "deepObject" or (nested and "style" not in how):
            fields.update(_bracketed(name, value))
        else:
            query(fields, name, value, style=how.get("style", "form"), explode=how.get("explode", True))
    return fields


def _bracketed(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _bracketed(f"{name}[{key}]", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _bracketed(f"{name}[{index}]", item)
    else:
        yield name, text(value)


def multipart(body: Any, encoding: Mapping[str, Mapping[str, Any]]) -> RequestFiles:
    """A body as parts of `multipart/form-data` (RFC 7578); httpx chooses the boundary."""
    files: RequestFiles = []
    for name, value in _fields(body):
        for item in value if isinstance(value, (list, tuple)) else [value]:
            files.append((name, _part(name, item, encoding.get(name, {}).get("contentType"))))
    return files


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
    kind = _only(content_type) or ("application/json" if isinstance(data, (dict, list)) else "text/plain")
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


def content(body: File | bytes) -> bytes:
    """A binary body. It is read whole, so that a request can be sent again."""
    return body.read() if isinstance(body, File) else body


def content_type(body: File | bytes, documented: str) -> str:
    """The media type of a binary body: its own, where the description leaves it open or says no more than "bytes"."""
    said = body.mime_type if isinstance(body, File) else None
    return said or (_only(documented) or "application/octet-stream")
