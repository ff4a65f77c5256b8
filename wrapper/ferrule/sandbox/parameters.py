"""From the text of a URL, header or form to values of the described types (OpenAPI 3.1 §4.8.12, RFC 6570)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import unquote, unquote_plus

import msgspec

from .documents import JSONObject, is_array, is_object, resolve

_BRACKET: Final = re.compile(r"\[([^\]]*)\]")
_INTEGER: Final = re.compile(r"-?\d{1,400}")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")


def raw_pairs(text: str) -> list[tuple[str, str]]:
    """Names, and values that are still percent-encoded: a comma in a value is not one between values."""
    parts = (part.partition("=") for part in text.split("&") if part)
    return [(unquote_plus(name), value) for name, _, value in parts]


def query_value(parameter: JSONObject, pairs: Sequence[tuple[str, str]], *, several: bool) -> Any:
    """The value of a query parameter as text, or lists and objects of text; None if absent.

    Args:
        parameter: the Parameter Object.
        pairs: what `raw_pairs` made of the query.
        several: whether its schema is an array; in any other a separator is an ordinary character.
    """
    name = parameter["name"]
    style = parameter.get("style", "form")
    if style == "deepObject":
        nested = [(key, unquote_plus(value)) for key, value in pairs if root(key) == name]
        return tree(nested).get(name) if nested else None
    values = [value for key, value in pairs if key == name]
    if not values:
        return None
    if not several or parameter.get("explode", style == "form"):
        texts = [unquote_plus(value) for value in values]
        return texts[0] if len(texts) == 1 else texts
    separator = {"spaceDelimited": r"%20|\+| ", "pipeDelimited": r"%7[Cc]|\|"}.get(style, ",")
    return [unquote_plus(part) for part in re.split(separator, values[0])]


def simple_value(text: str, *, several: bool) -> Any:
    """The value of a path or header parameter, style `simple`."""
    return [part.strip() for part in text.split(",")] if several else text


def form_value(body: bytes) -> JSONObject:
    """The content of a form, brackets unfolded: `a[b]=1&c[]=2` is `{"a": {"b": "1"}, "c": ["2"]}`."""
    return tree([(name, unquote_plus(value)) for name, value in raw_pairs(body.decode("latin-1"))])


def root(key: str) -> str:
    """`address` of `address[city]`."""
    return key.partition("[")[0]


def tree(pairs: Iterable[tuple[str, str]]) -> JSONObject:
    """Bracketed names as nested objects; `[]` and repeated names make lists, numbered ones objects with digit keys."""
    top: JSONObject = {}
    for key, value in pairs:
        path = [root(key), *_BRACKET.findall(key)]
        place = top
        for step in path[:-1]:
            if not is_object(place.get(step)):
                place[step] = {}
            place = place[step]
        _put(place, path[-1], value)
    return {name: _lists(member) for name, member in top.items()}


def _put(place: JSONObject, step: str, value: str) -> None:
    if step not in place:
        # Marked by the empty key until `_lists` unfolds it: `[]` is a list even with one value.
        place[step] = [value] if step == "" else value
    elif is_array(place[step]):
        place[step].append(value)
    else:
        place[step] = [place[step], value]


def _lists(value: Any) -> Any:
    if not is_object(value):
        return value
    if set(value) == {""}:
        return value[""]
    return {key: _lists(member) for key, member in value.items()}


def typed(
    document: Mapping[str, Any], schema: Any, value: Any, accepts: Callable[[JSONObject, Any], bool] | None = None
) -> Any:
    """Text as the types that `schema` names; what does not fit stays text, for the validator to speak of.

    Args:
        document: where references are followed.
        schema: what the value should be.
        value: text, or lists and objects of text.
        accepts: whether a schema accepts a value; decides between alternatives.
    """
    schema = resolve(document, schema)
    if not is_object(schema):
        return value
    for choice in ("anyOf", "oneOf"):
        for option in schema.get(choice, ()):
            made = typed(document, option, value, accepts)
            if accepts is None or accepts(option, made):
                return made
    for part in schema.get("allOf", ()):
        value = typed(document, part, value, accepts)
    kind: str | Sequence[str] = schema.get("type", ())
    kinds = (kind,) if isinstance(kind, str) else kind
    if "array" in kinds:
        value = _as_list(value, kinds)
    if is_array(value):
        return [typed(document, schema.get("items", {}), item, accepts) for item in value]
    if is_object(value):
        members, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        return {name: typed(document, members.get(name, others), item, accepts) for name, item in value.items()}
    return _scalar(value, kinds) if isinstance(value, str) else value


def _as_list(value: Any, kinds: Sequence[str]) -> Any:
    if is_object(value) and value and all(key.isdigit() for key in value):
        return [value[key] for key in sorted(value, key=int)]
    return [value] if isinstance(value, str) and "string" not in kinds else value


def _scalar(text: str, kinds: Sequence[str]) -> Any:
    if "integer" in kinds and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in kinds and _NUMBER.fullmatch(text):
        return float(text)
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    return text


def from_content(text: str) -> Any:
    """A parameter that is described by `content`: JSON, or left as text."""
    try:
        return msgspec.json.decode(unquote(text))
    except msgspec.DecodeError:
        return text
