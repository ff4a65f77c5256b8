"""Sample calls of all operations of a description, made from its schemas and examples; the same for the same seed."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import attrs
import jsonschema
from synthesis import Synthesiser, allows

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_TRIES = 20  # bodies that are made to find one that the schema allows


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
        error: an error status whose body is documented as JSON, 0 for none.
    """

    id: str
    method: str
    path: str
    parameters: list[Value]
    media_type: str
    body: Any
    error: int

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
            request |= _plain_body(self.media_type, self.body)
        if self.media_type not in ("", MULTIPART):  # httpx adds the boundary to that
            headers["Content-Type"] = self.media_type
        return request


def _plain_body(media_type: str, body: Any) -> dict[str, Any]:
    if "json" in media_type:
        return {"json": body}
    if media_type in (FORM, MULTIPART):
        pairs = [pair for name, value in body.items() for pair in _pairs(name, value, deep=True)]
        return {"content": urlencode(pairs)} if media_type == FORM else {"files": [(n, (None, v)) for n, v in pairs]}
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
        _body(document, media_type, content, make) if media_type else None,
        _error(operation["responses"], make),
    )


def _error(responses: dict[str, Any], make: Synthesiser) -> int:
    """A status to ask for; `default` stands for the first that is not listed."""
    with_json = [
        one for one, told in responses.items() if any("json" in kind for kind in make.resolve(told).get("content", {}))
    ]
    statuses = [int(one) for one in with_json if one.isdigit() and int(one) >= 400]
    if "default" in with_json:
        statuses += [one for one in (400, 500) if str(one) not in responses]
    return next(iter(statuses), 0)


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


def _body(document: dict[str, Any], media_type: str, content: dict[str, Any], make: Synthesiser) -> Any:
    """The first body that its schema allows as a whole; of a schema that allows none, one that keeps to its parts."""
    if "json" in media_type or media_type in (FORM, MULTIPART):
        schema = content.get("schema", {})
        kind = jsonschema.Draft202012Validator if document["openapi"] >= "3.1" else jsonschema.Draft4Validator
        validator = kind(document).evolve(schema=schema)  # references start at the document
        made = [make.value(schema)]
        while len(made) < _TRIES and not validator.is_valid(made[-1]):
            made.append(make.value(schema))
        return made[-1] if validator.is_valid(made[-1]) else made[0]
    return "text" if media_type.startswith("text/") else b"content"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
