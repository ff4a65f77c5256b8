"""Path, query and header parameters, as OpenAPI's serialization styles (those of RFC 6570) ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from ._encode import encode, is_array, is_object, text
from .types import UNSET


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
    if type(value) is str and style == "simple" and not as_json:
        written = quote(value, safe="/" if slashes else "")  # what nearly all parameters are
    else:
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
    """Add a query parameter to `params` in its style; nothing is sent for `UNSET` and null."""
    data = encode(value)
    if data is UNSET or data is None:
        return
    if as_json:
        params[name] = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    elif style == "deepObject":
        params.update(bracketed(name, data))
    elif is_array(data):
        items = list(map(text, data))
        params[name] = items if explode else DELIMITERS[style].join(items)
    elif is_object(data):
        pairs = {key: text(item) for key, item in data.items() if item is not None}
        if explode:
            params.update(pairs)
        else:
            params[name] = DELIMITERS[style].join(part for pair in pairs.items() for part in pair)
    else:
        params[name] = text(data)


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
    data = encode(value)
    if data is UNSET or data is None or data in ([], {}):
        return
    safe = _RESERVED if reserved else ""
    delimiter = quote(DELIMITERS[style], safe=",")

    def quoted(one: Any) -> Written:
        return Written(quote(text(one), safe=safe))

    if is_array(data):
        items = list(map(quoted, data))
        params[name] = items if explode else Written(delimiter.join(items))
    elif is_object(data):
        pairs = {key: quoted(item) for key, item in data.items() if item is not None}
        if explode:
            params.update(pairs)
        else:
            params[name] = Written(delimiter.join(part for key, item in pairs.items() for part in (quoted(key), item)))
    else:
        params[name] = quoted(data)


def query_string(params: Mapping[str, Any]) -> str:
    """The query of a URL, with its question mark."""
    written = joined(params, partial(quote, safe=""))
    return f"?{written}" if written else ""


def joined(params: Mapping[str, Any], escape: Callable[[str], str]) -> str:
    """Names with their values, separated by `&`; what is not `Written` is escaped."""
    return "&".join(
        f"{escape(name)}={one if isinstance(one, Written) else escape(one)}"
        for name, value in params.items()
        for one in (value if is_array(value) else [value])
    )


def whole_query(value: Any, *, as_json: bool = False) -> str:
    """All of a URL's query (`in: querystring`), with its question mark; forms are `_body.query`'s."""
    data = encode(value)
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
    data = encode(value)
    if data is UNSET or data is None or data in ([], {}):
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
            cookies.update({key: written(item) for key, item in data.items()})
        else:
            cookies[name] = ",".join(written(part) for pair in data.items() for part in pair)
    else:
        cookies[name] = written(data)


def header(value: Any, *, explode: bool = False, as_json: bool = False) -> str:
    """A header parameter in `simple` style."""
    data = encode(value)
    if as_json:
        return json.dumps(data, separators=(",", ":"))
    if is_array(data):
        return ",".join(map(text, data))
    if is_object(data):
        separator = "=" if explode else ","
        return ",".join(f"{key}{separator}{text(item)}" for key, item in data.items())
    return text(data)


def bracketed(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Pairs of names and text of JSON data, nested values in brackets, as `deepObject` writes them."""
    if is_object(value):
        for key, item in value.items():
            yield from bracketed(f"{name}[{key}]", item)
    elif is_array(value):
        for index, item in enumerate(value):
            yield from bracketed(f"{name}[{index}]", item)
    else:
        yield name, text(value)
