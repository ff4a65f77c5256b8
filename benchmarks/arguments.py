"""A sample call of an operation: values from its description, as Python arguments and, for comparison, as a plain request."""

from __future__ import annotations

import datetime
import enum
import types
import typing
import uuid
from typing import Any
from urllib.parse import quote, urlencode

import attrs
from synthesis import Synthesiser, allows

from ferrule.codegen.naming import identifier

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
FORM = "application/x-www-form-urlencoded"


class DoesNotFit(TypeError):
    """A value that the description allows does not fit the generated annotation."""


@attrs.frozen
class Value:
    """A parameter with its value as JSON data."""

    name: str
    location: str
    value: Any
    style: str


@attrs.frozen
class Sample:
    """One call of one operation, as JSON data.

    Attributes:
        id: operationId.
        method: HTTP method, upper case.
        path: path template.
        parameters: those that are given.
        media_type: of the body, empty for none.
        body: JSON data, which a form is made of too, or bytes.
        errors: documented error statuses whose body is JSON.
    """

    id: str
    method: str
    path: str
    parameters: list[Value]
    media_type: str
    body: Any
    errors: list[int]

    def plain_request(self, base_url: str) -> dict[str, Any]:
        """The same call as keyword arguments of `httpx.request`, made without anything of Ferrule's."""
        path = self.path
        query: list[tuple[str, str]] = []
        headers: dict[str, str] = {}
        for one in self.parameters:
            if one.location == "path":
                path = path.replace(f"{{{one.name}}}", quote(_text(one.value), safe=""))
            elif one.location == "query":
                query += _pairs(one.name, one.value, deep=one.style == "deepObject")
            else:
                headers[one.name] = _text(one.value)
        request: dict[str, Any] = {"method": self.method, "url": base_url + path, "params": query, "headers": headers}
        if self.media_type:
            headers["Content-Type"] = self.media_type
            request |= _plain_body(self.media_type, self.body)
        return request


def _plain_body(media_type: str, body: Any) -> dict[str, Any]:
    if "json" in media_type:
        return {"json": body}
    if media_type == FORM:
        return {"content": urlencode([pair for name, value in body.items() for pair in _pairs(name, value, deep=True)])}
    return {"content": body}


def _pairs(name: str, value: Any, *, deep: bool) -> list[tuple[str, str]]:
    """A value in a query or form: nested ones with brackets if `deep`, else lists as a name that is repeated."""
    if deep and isinstance(value, (dict, list)):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        return [pair for key, item in inner for pair in _pairs(f"{name}[{key}]", item, deep=True)]
    return [(name, _text(item)) for item in (value if isinstance(value, list) else [value])]


def samples(document: dict[str, Any], seed: int) -> list[Sample]:
    """A sample call of each operation, in the description's order; required parts, and some that are optional."""
    return [
        _sample(document, seed, path, item, method)
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]


def _sample(document: dict[str, Any], seed: int, path: str, item: dict[str, Any], method: str) -> Sample:
    operation = item[method]
    make = Synthesiser(document, f"{seed} {method} {path}")
    declared = [make.resolve(one) for one in (*operation.get("parameters", []), *item.get("parameters", []))]
    parameters = {(one["name"], one["in"]): one for one in reversed(declared)}.values()
    values = [
        Value(one["name"], one["in"], _example(one, make), one.get("style", ""))
        for one in parameters
        if one.get("required") or one["in"] == "path" or (make.chance() and not one.get("deprecated"))
    ]
    body = make.resolve(operation.get("requestBody", {}))
    media_type, content = next(iter(body.get("content", {}).items()), ("", {}))
    if media_type and not body.get("required") and not make.chance():
        media_type = ""
    return Sample(
        operation["operationId"],
        method.upper(),
        path,
        values,
        media_type,
        _body(media_type, content, make) if media_type else None,
        [
            int(status)
            for status, response in operation["responses"].items()
            if status.isdigit()
            and int(status) >= 400
            and any("json" in one for one in make.resolve(response).get("content", {}))
        ],
    )


def _example(parameter: dict[str, Any], make: Synthesiser) -> Any:
    schema = make.resolve(parameter.get("schema", {}))
    # In a URL a number is text too, and so would be one too many of "one of".
    schema = next((one for one in schema.get("oneOf", []) if make.resolve(one).get("type") == "string"), schema)
    example = parameter.get("example")
    if example is None or not allows(schema, example):
        example = make.value(schema)
    if parameter.get("x-multi-segment"):
        example = example.rpartition("/")[2]  # the API takes slashes here, which Prism cannot route
    return example


def _body(media_type: str, content: dict[str, Any], make: Synthesiser) -> Any:
    if "json" in media_type or media_type == FORM:
        return make.value(content.get("schema", {}))
    return "text" if media_type.startswith("text/") else b"content"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def to_arguments(sample: Sample, module: Any, models: Any) -> tuple[list[Any], dict[str, Any]]:
    """Positional and keyword arguments of a generated endpoint.

    Args:
        sample: the call.
        module: endpoint module.
        models: models package it belongs to.

    Raises:
        DoesNotFit: the generated function has no place for a value that the description allows.
    """
    hints = typing.get_type_hints(module._get_kwargs, localns=_Names(models))
    by_name: dict[str, Any] = {}
    for one in sample.parameters:
        wanted = (identifier(one.name, (), ("client", "body")), identifier(f"{one.name}_{one.location}"))
        name = next((name for name in wanted if name in hints), None)
        if name is None:
            raise DoesNotFit(f"there is no argument for {one.location} parameter {one.name}")
        by_name[name] = _fit(hints[name], one.value, one.name)
    if sample.media_type:
        by_name["body"] = _fit(hints["body"], sample.body, "body")
    in_path = [name for name in hints if name in by_name][: sample.path.count("{")]
    return [by_name.pop(name) for name in in_path], by_name


class _Names(dict[str, Any]):
    """Names that a module imports only for type checkers."""

    def __init__(self, models: Any) -> None:
        self._models = models

    def __missing__(self, name: str) -> Any:
        try:
            return getattr(self._models, name)
        except AttributeError:
            raise KeyError(name) from None


def _fit(annotation: Any, value: Any, where: str) -> Any:
    """A JSON value as the annotated type."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _fit_one_of(inner, value, where)
    if annotation is Any:
        return value
    if origin is typing.Literal:
        return _checked(value, value in inner, annotation, where)
    if origin is list and isinstance(value, list):
        return [_fit(inner[0], item, f"{where}[]") for item in value]
    if origin is dict and isinstance(value, dict):
        return {key: _fit(inner[1], item, f"{where}.{key}") for key, item in value.items()}
    if hasattr(annotation, "from_dict") and isinstance(value, dict):
        mismatches: list[Any] = []
        model = annotation.from_dict(value, mismatches)
        return _checked(model, not mismatches, f"{annotation.__name__}: {mismatches}", where)
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return _checked(annotation(value), value in {member.value for member in annotation}, annotation, where)
    read = _FROM_TEXT.get(annotation)
    if read is not None and isinstance(value, str):
        return read(value)
    if annotation is float and isinstance(value, int):
        return value
    fits = isinstance(annotation, type) and type(value) is annotation
    return _checked(value, fits or (annotation is None and value is None), annotation, where)


def _fit_one_of(members: tuple[Any, ...], value: Any, where: str) -> Any:
    refused: list[str] = []
    for member in members:
        try:
            return _fit(member, value, where)
        except (DoesNotFit, ValueError) as error:
            refused.append(str(error))
    raise DoesNotFit("; ".join(refused))


def _checked(value: Any, fits: bool, annotation: Any, where: str) -> Any:
    if not fits:
        raise DoesNotFit(f"{where} should be {annotation}")
    return value


_FROM_TEXT: dict[Any, Any] = {
    datetime.datetime: datetime.datetime.fromisoformat,
    datetime.date: datetime.date.fromisoformat,
    uuid.UUID: uuid.UUID,
}
