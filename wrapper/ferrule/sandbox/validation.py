"""Does a request conform to the description of the operation it addresses?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final, Protocol

import msgspec
from attrs import define, field, frozen

from .documents import JSONObject, escape, follow, is_array, is_object, resolve
from .messages import Request
from .parameters import form_value, from_content, query_value, raw_pairs, root, simple_value, typed
from .routes import Operation

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_FORM: Final = "application/x-www-form-urlencoded"
# OpenAPI: header parameters of these names are described elsewhere.
_NOT_PARAMETERS: Final = frozenset({"accept", "content-type", "authorization"})
_MESSAGE_LENGTH: Final = 300
_DOCUMENT: Final = "urn:ferrule:document"


class _Validator(Protocol):
    """A `Draft202012Validator` of one schema."""

    def iter_errors(self, instance: Any) -> Iterator[ValidationError]: ...
    def is_valid(self, instance: Any) -> bool: ...


@frozen
class Mismatch:
    """One way in which a request does not conform.

    Attributes:
        where: the part of the request, in words.
        says: what is wrong with it.
        pointer: JSON pointer to the value, as a fragment: into the body, or to the parameter's description.
    """

    where: str
    says: str
    pointer: str

    @property
    def detail(self) -> str:
        """Both, in one sentence."""
        return f"{self.where}: {self.says}"

    def __str__(self) -> str:
        return self.detail


@define
class Checked:
    """The values of a request that conforms, decoded to the types of their schemas."""

    path: JSONObject = field(factory=dict[str, Any])
    query: JSONObject = field(factory=dict[str, Any])
    header: JSONObject = field(factory=dict[str, Any])
    cookie: JSONObject = field(factory=dict[str, Any])
    body: Any = None


class Validation:
    """Checks requests against one document.

    Args:
        document: an OpenAPI 3.1 document.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        # Imported here: it takes longer than starting the server does.
        from jsonschema import Draft202012Validator
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        self._document = document
        self._registry = Registry[Any]().with_resource(_DOCUMENT, DRAFT202012.create_resource(dict(document)))
        self._draft = Draft202012Validator
        self._validators: dict[str, _Validator] = {}
        schemes = document.get("components", {}).get("securitySchemes", {})
        self._key_names = {
            scheme["name"] for scheme in schemes.values() if scheme.get("type") == "apiKey" and scheme["in"] == "query"
        }

    def check(self, operation: Operation, request: Request, variables: Mapping[str, str]) -> Checked | list[Mismatch]:
        """The decoded values, or everything that is wrong."""
        checked = Checked()
        mismatches = [
            *self._parameters(operation, request, variables, checked),
            *self._unknown_query(operation, request),
            *self._body(operation, request, checked),
        ]
        return mismatches or checked

    # --- parameters ---

    def _parameters(
        self, operation: Operation, request: Request, variables: Mapping[str, str], checked: Checked
    ) -> Iterator[Mismatch]:
        pairs = raw_pairs(request.query) if request.query else []
        for parameter, pointer in operation.parameters:
            name, place = parameter["name"], parameter["in"]
            if place == "header" and name.lower() in _NOT_PARAMETERS:
                continue
            value = self._text_of(parameter, request, pairs, variables)
            where = f"{place} parameter `{name}`"
            if value is None:
                if parameter.get("required"):
                    yield Mismatch(where, "is required and missing", pointer)
                continue
            schema = parameter.get("schema", {})
            value = typed(self._document, schema, value, self._accepts)
            getattr(checked, place)[name] = value
            if "schema" in parameter:
                for error in self._errors(f"{pointer}/schema", value):
                    yield Mismatch(where, _says(error), pointer)

    def _text_of(
        self, parameter: JSONObject, request: Request, pairs: list[tuple[str, str]], variables: Mapping[str, str]
    ) -> Any:
        name, place = parameter["name"], parameter["in"]
        several = resolve(self._document, parameter.get("schema", {})).get("type") == "array"
        if place == "query":
            value = query_value(parameter, pairs, several=several)
        elif place == "cookie":
            value = request.cookie(name)
        else:
            text = variables.get(name) if place == "path" else request.headers.get(name.lower())
            value = None if text is None else simple_value(text, several=several)
        return from_content(value) if value is not None and "content" in parameter else value

    def _unknown_query(self, operation: Operation, request: Request) -> Iterator[Mismatch]:
        if not request.query:
            return
        known = {parameter["name"] for parameter, _ in operation.parameters if parameter["in"] == "query"}
        for name in dict.fromkeys(name for name, _ in raw_pairs(request.query)):
            if name not in known and root(name) not in known and name not in self._key_names:
                listed = f"there are {', '.join(sorted(known))}" if known else "there is none"
                yield Mismatch(f"query parameter `{name}`", f"is not described; {listed}", operation.pointer)

    # --- body ---

    def _body(self, operation: Operation, request: Request, checked: Checked) -> Iterator[Mismatch]:
        raw = operation.data.get("requestBody")
        pointer = f"{operation.pointer}/requestBody"
        if raw is None:
            if request.body:
                yield Mismatch("body", "none is described", operation.pointer)
            return
        described = resolve(self._document, raw)
        pointer = raw.get("$ref", pointer)
        if not request.body and not request.content_type:
            if described.get("required"):
                yield Mismatch("body", "is required and missing", pointer)
            return
        content = described["content"]
        media_type = next((each for each in content if fnmatchcase(request.content_type, each.partition(";")[0])), None)
        if media_type is None:
            sent = request.content_type or "absent"
            yield Mismatch("body", f"Content-Type is {sent}; described are {', '.join(content)}", pointer)
            return
        schema_at = f"{pointer}/content/{escape(media_type)}/schema"
        if request.content_type == _FORM:
            schema = content[media_type].get("schema", {})
            checked.body = typed(self._document, schema, form_value(request.body), self._accepts)
        elif request.content_type.endswith(("/json", "+json")):
            try:
                checked.body = msgspec.json.decode(request.body)
            except msgspec.DecodeError as error:
                yield Mismatch("body", f"is not JSON: {error}", "#")
                return
        else:
            checked.body = request.body
            return
        if "schema" in content[media_type]:
            for invalid in self._errors(schema_at, checked.body):
                at = "".join(f"/{escape(str(step))}" for step in invalid.absolute_path)
                yield Mismatch(f"body {at}".rstrip(), _says(invalid), f"#{at}")

    # --- schemas ---

    def _errors(self, pointer: str, value: Any) -> Iterator[ValidationError]:
        from jsonschema.exceptions import best_match  # pyright: ignore[reportUnknownVariableType] - its stub

        for error in self._validator(pointer).iter_errors(value):
            # Of the alternatives of anyOf, the one that comes closest says most.
            yield best_match([error]) or error

    def _validator(self, pointer: str) -> _Validator:
        """Compiled at first use. A schema without references needs no registry, and is faster."""
        found = self._validators.get(pointer)
        if found is None:
            schema = follow(self._document, pointer)
            if _refers(schema):
                schema = {"$ref": f"{_DOCUMENT}{pointer}"}
            found = self._draft(schema, registry=self._registry, format_checker=self._draft.FORMAT_CHECKER)
            self._validators[pointer] = found
        return found

    def _alone(self, schema: JSONObject) -> _Validator:
        """For a schema without references, and of no formats."""
        return self._draft(schema)

    def _accepts(self, schema: JSONObject, value: Any) -> bool:
        if "$ref" in schema:
            return self._validator(schema["$ref"]).is_valid(value)
        if _refers(schema):
            return True
        return self._alone(schema).is_valid(value)


def _says(error: ValidationError) -> str:
    message = error.message
    return message if len(message) <= _MESSAGE_LENGTH else f"{message[:_MESSAGE_LENGTH]}…"


def _refers(schema: Any) -> bool:
    if is_object(schema):
        return "$ref" in schema or any(map(_refers, schema.values()))
    return is_array(schema) and any(map(_refers, schema))
