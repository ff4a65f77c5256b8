"""Path, query and header parameters, as OpenAPI's serialization styles (those of RFC 6570) ask.

What is undefined (RFC 6570, 2.3) is not sent: `UNSET`, null, and a list or map without members.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from ._encode import is_array, is_object, text
from ._sendable import encoded
from .types import UNSET


def segment(
    name: str,
    value: Any,
    *,
    style: str = "simple",
    explode: bool = False,
    slashes: bool = False,
    reserved: bool = False,
    pattern: str = "",
    empty: bool = False,
    as_json: bool = False,
) -> str:
    """A path parameter, percent-encoded: `simple` is RFC 6570's `{var}`, `label` `{.var}`, and so on.

    Args:
        name: of the parameter.
        value: what the caller gave.
        style: how it is written.
        explode: whether its items are written one by one.
        slashes: whether it may be several segments.
        reserved: whether reserved characters stay (`{+var}`, 3.2.3), except those that end a path.
        pattern: what its segments have to be like (google.api.http): `*` is any segment, `**` any number of them.
        empty: whether it may be empty.
        as_json: whether it is written as JSON.

    Raises:
        ValueError: the value is empty, a dot segment or unlike its pattern, so the request would go to another
            resource (RFC 3986, 5.2.4).
    """
    if type(value) is str and style == "simple" and not as_json and not pattern and _PLAIN.fullmatch(value):
        return value  # what nearly all parameters are
    if type(value) is str and value.isascii() and style == "simple" and not as_json and not reserved:
        written = quote(value, safe="/" if slashes else "")
    else:
        data = encoded(name, value)
        if as_json:
            data = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
        if reserved and isinstance(data, str):
            written = _TRIPLET.sub(lambda one: one[1] or quote(one[0], safe=_IN_PATH), data)
        else:
            written = _expand(name, data, style, explode, "/" if slashes else "")
    inside = written.removeprefix("/") if style == "path" else written
    parts = inside.split("/") if slashes or style == "path" else [inside]
    if "." in parts or ".." in parts or (not (empty and not written) and not (written if reserved else all(parts))):
        raise ValueError(f"path parameter {name} must not be empty or a dot segment")
    if pattern and not _is_like(pattern.split("/"), parts):
        raise ValueError(f"path parameter {name} must be like {pattern}")
    return written


_PLAIN = re.compile(r"[A-Za-z0-9_~-]+")
_TRIPLET = re.compile(r"(%[0-9A-Fa-f]{2})|.", re.DOTALL)
_IN_PATH = ":/@!$&'()*+,;=[]"  # reserved characters (RFC 3986, 2.2) without `?` and `#`


def _is_like(pattern: list[str], parts: list[str]) -> bool:
    """Whether segments are like a pattern, in which `**` can only be the last one."""
    if pattern[-1] == "**":
        pattern, parts = pattern[:-1], parts[: len(pattern) - 1]
    return len(pattern) == len(parts) and all(want in ("*", part) for want, part in zip(pattern, parts, strict=True))


def filled(name: str, value: Any, *, as_json: bool = False) -> str:
    """A parameter that stands in the query of a path template, percent-encoded."""
    data = encoded(name, value)
    if as_json:
        data = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    return _expand(name, data, "simple", False, "")


_FORMS = {"simple": ("", ","), "label": (".", "."), "path": ("/", "/"), "matrix": (";", ";")}
"""What a style begins with, and what separates its values."""


def _expand(name: str, data: Any, style: str, explode: bool, safe: str) -> str:
    """Expansion of RFC 6570, 3.2: of `{name}` if the style is `simple`, `{.name}` if it is `label`, and so on."""
    first, delimiter = _FORMS[style]

    def quoted(one: Any) -> str:
        return quote(text(one), safe=safe)

    def named(value: str) -> str:
        key = quote(name, safe="")
        return value if style != "matrix" else f"{key}={value}" if value else key

    if is_undefined(data):
        return ""
    if is_array(data):
        items = list(map(quoted, data))
        return first + (delimiter.join(map(named, items)) if explode else named(",".join(items)))
    if is_object(data):
        pairs = [(quoted(key), quoted(item)) for key, item in data.items()]
        if explode:
            return first + delimiter.join(f"{key}={item}" for key, item in pairs)
        return first + named(",".join(part for pair in pairs for part in pair))
    return first + named(quoted(data))


def query(
    params: dict[str, Any], name: str, value: Any, *, style: str = "form", explode: bool = True, as_json: bool = False
) -> None:
    """Add a query parameter to `params` in its style; nothing for what is undefined.

    The lists of an exploded object are exploded too: `sort=a&sort=b`, as Spring, .NET and PHP read them. RFC 6570
    leaves it undefined.
    """
    data = encoded(name, value)
    if as_json and data is not UNSET and data is not None:
        params[name] = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    elif is_undefined(data):
        return
    elif style == "deepObject":
        params.update(bracketed(name, data))
    elif is_array(data):
        items = list(map(text, data))
        params[name] = items if explode else DELIMITERS[style].join(items)
    elif is_object(data):
        if explode:
            params.update(_exploded(data, text))
        else:
            pairs = {key: text(item) for key, item in data.items() if item is not None}
            params[name] = DELIMITERS[style].join(part for pair in pairs.items() for part in pair)
    else:
        params[name] = text(data)


def _exploded(data: Mapping[str, Any], written: Callable[[Any], str]) -> dict[str, Any]:
    """The members of an object, each as a parameter of its own."""
    return {
        key: list(map(written, item)) if is_array(item) else written(item)
        for key, item in data.items()
        if not is_undefined(item)
    }


def is_undefined(data: Any) -> bool:
    """Whether JSON data has nothing to write (RFC 6570, 2.3)."""
    return data is UNSET or data is None or data in ([], {})


DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_RESERVED = ":/?@!$'()*,;"  # those of RFC 3986 that do not separate names and values of a query


class Written(str):
    """Text that is percent-encoded already."""

    __slots__ = ()


def delimited(
    params: dict[str, Any], name: str, value: Any, *, style: str = "form", explode: bool = False, reserved: bool = False
) -> None:
    """Add a query parameter whose delimiters, or reserved characters, must not be percent-encoded: for `query_string`.

    A comma is written as it is (RFC 6570, 3.2.8), space and bar, which no URL may hold, as `%20` and `%7C`. Within a
    value each is encoded, so that a comma that is data cannot be taken for one that separates.
    """
    data = encoded(name, value)
    if is_undefined(data):
        return
    safe = _RESERVED if reserved else ""
    delimiter = quote(DELIMITERS[style], safe=",")

    def quoted(one: Any) -> Written:
        return Written(quote(text(one), safe=safe))

    if is_array(data):
        items = list(map(quoted, data))
        params[name] = items if explode else Written(delimiter.join(items))
    elif is_object(data):
        if explode:
            params.update(_exploded(data, quoted))
        else:
            pairs = {key: quoted(item) for key, item in data.items() if item is not None}
            params[name] = Written(delimiter.join(part for key, item in pairs.items() for part in (quoted(key), item)))
    else:
        params[name] = quoted(data)


def query_string(params: Mapping[str, Any], first: str = "?") -> str:
    """The query of a URL, with its question mark; or with what goes before the rest of a query."""
    written = joined(params, partial(quote, safe=""))
    return f"{first}{written}" if written else ""


def joined(params: Mapping[str, Any], escape: Callable[[str], str]) -> str:
    """Names with their values, separated by `&`; what is not `Written` is escaped."""
    return "&".join(
        f"{escape(name)}={one if isinstance(one, Written) else escape(one)}"
        for name, value in params.items()
        for one in (value if is_array(value) else [value])
    )


def whole_query(value: Any, *, as_json: bool = False) -> str:
    """All of a URL's query (`in: querystring`), with its question mark; forms are `_body.query`'s."""
    data = encoded("the query", value)
    if data is UNSET or data is None:
        return ""
    written = json.dumps(data, separators=(",", ":"), ensure_ascii=False) if as_json else text(data)
    return "?" + quote(written, safe="")


def cookie(
    cookies: dict[str, str],
    name: str,
    value: Any,
    *,
    style: str = "form",
    explode: bool = True,
    reserved: bool = False,
    as_json: bool = False,
) -> None:
    """Add a cookie parameter to `cookies`; nothing is sent for `UNSET` and null.

    `form` is percent-encoded, and `cookie` is not. Either is separated by semicolons (OpenAPI 3.2, appendix D).

    Raises:
        ValueError: what is not percent-encoded has a semicolon, so that it would be taken for another cookie.
    """
    data = encoded(name, value)
    if is_undefined(data):
        return

    def written(one: Any) -> str:
        plain = json.dumps(one, separators=(",", ":")) if as_json else text(one)
        if style == "form" and not as_json:
            return quote(plain, safe=_RESERVED.replace(";", "") if reserved else "")
        if ";" in plain:
            raise ValueError(f"cookie parameter {name} must not hold a semicolon; escape it as its API asks")
        return plain

    if is_array(data) and not as_json:
        # A cookie that is sent several times: its other pairs are written into the value of the first.
        cookies[name] = (f"; {name}=" if explode else ",").join(map(written, data))
    elif is_object(data) and not as_json:
        if explode:
            cookies.update({key: written(item) for key, item in data.items() if item is not None})
        else:
            cookies[name] = ",".join(written(part) for pair in data.items() for part in pair)
    else:
        cookies[name] = written(data)


def header(headers: dict[str, str], name: str, value: Any, *, explode: bool = False, as_json: bool = False) -> None:
    """Add a header parameter to `headers` in style `simple`; nothing for what is undefined."""
    data = encoded(name, value)
    if as_json and data is not UNSET and data is not None:
        headers[name] = json.dumps(data, separators=(",", ":"))
    elif is_undefined(data):
        return
    elif is_array(data):
        headers[name] = ",".join(map(text, data))
    elif is_object(data):
        separator = "=" if explode else ","
        headers[name] = ",".join(f"{key}{separator}{text(item)}" for key, item in data.items() if item is not None)
    else:
        headers[name] = text(data)


def bracketed(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Pairs of names and text of JSON data, nested values in brackets, as `deepObject` writes them; null has none."""
    if value is None:
        return
    if is_object(value):
        for key, item in value.items():
            yield from bracketed(f"{name}[{key}]", item)
    elif is_array(value):
        for index, item in enumerate(value):
            yield from bracketed(f"{name}[{index}]", item)
    else:
        yield name, text(value)
