"""From what the suite expects on the wire to the arguments of a generated function that send it."""

from __future__ import annotations

import base64
import datetime
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from ferrule.codegen.normalise import Normalised, Operation, Parameter
from ferrule.codegen.normalise.templates import Hole

Expected = dict[str, Any]
_DELIMITERS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}


def matches(operation: Operation, base: str, expected: Expected) -> dict[str, str] | None:
    """The path parameters of a request, as text, if it is one of an operation; None if it is not."""
    if operation.method.lower() != expected["method"]:
        return None
    parts = [
        f"(?P<p{index}>.*?)" if isinstance(one, Hole) else re.escape(one)
        for index, one in enumerate(operation.template.path)
    ]
    pattern = re.escape(base) + "".join(parts)
    found = re.fullmatch(f"{pattern.removesuffix('/')}/?", expected["uri"].partition("?")[0])
    if found is None:
        return None
    names = {f"p{index}": one.name for index, one in enumerate(operation.template.path) if isinstance(one, Hole)}
    values = {names[group]: text for group, text in found.groupdict().items()}
    # The server's own templates, such as `/users/:id`, stand for what it is told beside them.
    return {
        name: str(expected["path"].get(text[1:], text)) if text.startswith(":") else text
        for name, text in values.items()
    }


class Arguments:
    """The arguments of one operation's calls.

    Args:
        normalised: the description.
        package: gives a module of the generated package by its name.
    """

    def __init__(self, normalised: Normalised, package: Callable[[str], Any]) -> None:
        self._schemas: Mapping[str, Any] = normalised.document["components"]["schemas"]
        self._fields = normalised.fields
        self._package = package

    def of(self, operation: Operation, module: Any, path: Mapping[str, str], expected: Expected) -> dict[str, Any]:
        """Those that send what is expected."""
        headers = {name.lower(): value for name, value in expected["headers"].items()}
        query = dict(expected["query"])
        for pair in filter(None, expected["uri"].partition("?")[2].split("&")):
            name, _, value = pair.partition("=")
            query.setdefault(name, value)
        known = {one.wire for one in operation.parameters if one.location == "query"}
        known |= {pair.partition("=")[0] for part in operation.template.query for pair in str(part).split("&")}
        found: dict[str, Any] = {}
        for one in operation.parameters:
            given: Any = None
            if one.location == "path" and not path.get(one.wire) and one.may_be_empty:
                found[one.python] = None
                continue
            if one.location == "path":
                given = self._from_path(
                    one, self._style(operation, one), path.get(one.wire, ""), self._explodes(operation, one)
                )
            elif one.location == "query":
                given = query.get(one.wire)
                if given is None and self._is_object(one.schema) and one.explode:
                    rest = {name: value for name, value in query.items() if name not in known}
                    bracketed = {
                        re.sub(r"^.*\[(.*)\]$", r"\1", name): value
                        for name, value in query.items()
                        if name.startswith(f"{one.wire}[")
                    }
                    given = bracketed or rest or None
                classes = self._classes(module._get_kwargs.__annotations__[one.python])
                if isinstance(given, dict) and classes:
                    given = self._model(
                        classes, {name: int(value) if str(value).isdigit() else value for name, value in given.items()}
                    )
                elif given is not None:
                    given = self._value(given, one.schema, one.style, one.explode)
            elif one.location == "header" and one.wire.lower() in headers:
                given = self._value(headers[one.wire.lower()], one.schema, "simple", one.explode)
            elif one.location == "cookie":
                pairs = dict(re.findall(r"([^=;\s]+)=([^;]*)", str(headers.get("cookie", ""))))
                given = self._value(pairs[one.wire], one.schema, "form", False) if one.wire in pairs else None
            if given is not None:
                found[one.python] = given
        taken = module._get_kwargs.__annotations__
        if "body" in taken and operation.body_required and not expected.get("body"):
            found["body"] = self._json(taken["body"], {})
        if "body" in taken and expected.get("body"):
            found["body"] = self._body(taken["body"], expected["body"])
            if "content_type" in taken and expected["body"]["type"] in str(taken["content_type"]):
                found["content_type"] = expected["body"]["type"]
        return found

    def _style(self, operation: Operation, parameter: Parameter) -> str:
        holes = (one for one in operation.template.path if isinstance(one, Hole) and one.name == parameter.wire)
        return next((one.style for one in holes), "") or parameter.style

    def _explodes(self, operation: Operation, parameter: Parameter) -> bool:
        holes = (one for one in operation.template.path if isinstance(one, Hole) and one.name == parameter.wire)
        return parameter.explode or any(one.explode for one in holes)

    def _from_path(self, one: Parameter, style: str, text: str, explode: bool) -> Any:
        if style == "path":
            text = text.removeprefix("/")
            text = text.replace("/", ",") if explode else text
        if style == "matrix":
            pairs = [pair.partition("=")[::2] for pair in text.strip(";").split(";")]
            if self._is_object(one.schema) and explode:
                return self._value(dict(pairs), one.schema, "simple", False)
            text = ",".join(value for _, value in pairs)
            return self._value(text, one.schema, "simple", False)
        if style == "label":
            text = text[1:].replace(".", ",") if explode else text[1:]
        return self._value(text, one.schema, "simple", explode)

    def _value(self, given: Any, schema: Mapping[str, Any], style: str, explode: bool) -> Any:
        schema = self._resolved(schema)
        if schema.get("type") == "array":
            listed = (
                given
                if isinstance(given, list)
                else str(given).split(_DELIMITERS.get(style, ","))
                if given != ""
                else []
            )
            return [self._scalar(one, schema["items"]) for one in listed]
        if self._is_object(schema):
            if isinstance(given, str):
                parts = given.split(",")
                pairs = (
                    [part.partition("=")[::2] for part in parts]
                    if explode
                    else list(zip(parts[::2], parts[1::2], strict=True))
                )
                given = dict(pairs)
            inner = schema.get("additionalProperties")
            return {
                name: self._scalar(value, inner if isinstance(inner, dict) else {"type": "integer"})
                for name, value in given.items()
            }
        return self._scalar(given, schema)

    def _scalar(self, given: Any, schema: Mapping[str, Any]) -> Any:
        schema = self._resolved(schema)
        for member in schema.get("oneOf", ()):
            if "const" in member and str(member["const"]) == str(given):
                return member["const"]
        members = [one for one in schema.get("oneOf", ()) if "const" not in one and one != {"type": "null"}]
        if members:
            return self._scalar(given, members[0])
        kind, form, text = schema.get("type"), schema.get("format"), unquote(str(given))
        if kind == "boolean":
            return given if isinstance(given, bool) else text == "true"
        if kind == "integer":
            return int(text)
        if kind == "number":
            return float(text) if "." in text or "e" in text.lower() else int(text)
        if form == "date-time" and re.match(r"\d{4}-", text):
            return datetime.datetime.fromisoformat(text)
        if form == "date":
            return datetime.date.fromisoformat(text)
        return text

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        return schema

    def _is_object(self, schema: Mapping[str, Any]) -> bool:
        return self._resolved(schema).get("type") == "object"

    def _body(self, annotation: str, body: Mapping[str, Any]) -> Any:
        """A body as a caller would write it: of the class that the signature names."""
        if "parts" in body:
            return self._multipart(annotation, body)
        if "base64" in body:
            content = base64.b64decode(body["base64"])
            return self._file(content, body["type"]) if "File" in annotation else content
        text = body.get("text") or ""
        if "File" in annotation and "[" not in annotation:
            return self._file(text.encode(), body["type"])
        if "json" in body["type"] and "jsonl" not in body["type"]:
            return self._json(annotation, json.loads(text))
        if body["type"] == "application/jsonl":
            return [
                self._json(annotation.removeprefix("list[").rstrip("]"), json.loads(line)) for line in text.splitlines()
            ]
        return text

    def _file(self, content: bytes, kind: str, name: str | None = None) -> Any:
        return self._package("types").File(content, name, kind)

    def _json(self, annotation: str, value: Any) -> Any:
        classes = self._classes(annotation)
        if isinstance(value, list) and annotation.startswith("list["):
            inner = annotation[len("list[") :].partition("] | ")[0].removesuffix("]")
            return [self._json(inner, one) for one in value]
        if isinstance(value, dict) and annotation.startswith("dict["):
            inner = annotation[len("dict[str, ") :].removesuffix("]")
            return {key: self._json(inner, one) for key, one in value.items()}
        if isinstance(value, dict) and classes:
            return self._model(classes, value)
        if isinstance(value, str) and "datetime.datetime" in annotation:
            return datetime.datetime.fromisoformat(value)
        return value

    def _model(self, classes: list[Any], value: dict[str, Any]) -> Any:
        """The class that reads the value with the fewest mismatches."""

        def misfit(cls: Any) -> tuple[int, int]:
            mismatches: list[Any] = []
            made = cls.from_dict(value, mismatches)
            return len(mismatches), len(made.additional_properties)

        return min(classes, key=misfit).from_dict(value)

    def _classes(self, annotation: str) -> list[Any]:
        models = self._package("models")
        named = (getattr(models, name, None) for name in re.findall(r"\b[A-Z]\w*", annotation))
        return [one for one in named if hasattr(one, "from_dict")]

    def _multipart(self, annotation: str, body: Mapping[str, Any]) -> Any:
        """Fields from parts and files."""
        (cls, *_) = self._classes(annotation)
        fields = {about.wire: python for python, about in self._fields[cls.__name__].items()}
        hints = cls.__annotations__
        found: dict[str, Any] = {}
        for wire, part in body["parts"].items():
            hint = str(hints.get(fields[wire], ""))
            found[fields[wire]] = self._json(hint.removesuffix(" | Unset"), part)
        for file in body["files"]:
            python = fields[file["fieldname"]]
            made = self._file(base64.b64decode(file["buffer"]), file["mimetype"], file["originalname"])
            if "list[" in str(hints.get(python)):
                found.setdefault(python, []).append(made)
            else:
                found[python] = made
        return cls(**found)
