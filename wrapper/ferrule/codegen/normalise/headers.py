"""Response headers that are documented: their types, and how their text is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve, field, frozen

from ferrule.http.tokens import is_token

from .. import naming
from ..errors import CodegenError, Note
from ..jsondata import JSONObject, is_object, object_at, text_at
from ..pointers import escape
from . import media
from .operation import Header
from .parameters import literals
from .references import References
from .schemas import SchemaNormaliser
from .shapes import NULL, SCALARS, undescribed

CLASS: Final = "ResponseHeaders"
_RESERVED: Final = ("read",)
_TEXT: Final[JSONObject] = {"type": "string"}
_FIX: Final = "Correct it in an overlay."


@frozen
class HeaderNormaliser:
    """Reads the headers of a document's responses."""

    references: References
    schemas: SchemaNormaliser
    notes: list[Note]
    _read: dict[str, Header] = field(factory=dict[str, Header])
    """By the place of each."""

    def run(self, response: JSONObject, hint: str, where: str, shared: str) -> list[Header]:
        """The headers of a response; those that no client can have go to `notes`.

        Args:
            response: the response.
            hint: what classes that are written into it are named near.
            where: its place in an operation.
            shared: its own place, in `components` if it is a reference.
        """
        found: list[Header] = []
        for name, raw, place in declared_headers(response, where):
            refused = self._refused(name, raw, place)
            if refused:
                self.notes.append(Note("header", place, *refused))
            else:
                value, at = self.references.follow_object(raw, f"{shared}/headers/{escape(name)}")
                if at not in self._read:
                    self._read[at] = self._header(value, name, hint, at)
                found.append(evolve(self._read[at], wire=name))
        return found

    def merged(self, responses: list[list[Header]], where: str) -> list[Header]:
        """The headers of all responses of an operation, each once; one that differs between them is text."""
        found: dict[str, Header] = {}
        for one in (header for headers in responses for header in headers):
            first = found.setdefault(one.key, one)
            alike = [(undescribed(it.schema), it.form, it.explode) for it in (first, one)]
            if alike[0] != alike[1]:
                found[one.key] = Header(first.wire, dict(_TEXT), description=first.description)
                reason = f"{first.wire} differs between the responses, so it is typed as text"
                note = Note("header", where, reason, "Describe it once, in components.", lost=False)
                if note not in self.notes:
                    self.notes.append(note)
        taken: set[str] = set()
        for key, one in found.items():
            python = naming.identifier(one.wire, taken, _RESERVED)
            taken.add(python)
            found[key] = evolve(one, python=python)
        return list(found.values())

    def _refused(self, name: str, raw: Any, where: str) -> tuple[str, str] | None:
        if name.lower() == "content-type":
            return (
                "OpenAPI ignores a response header called Content-Type",
                "Nothing: the response's media types say it.",
            )
        if not is_token(name):
            return "it is no name of a header field (RFC 9110, 5.1)", _FIX
        try:
            value, _ = self.references.follow(raw, where)
        except CodegenError as error:
            return error.reason, error.fix
        return None if is_object(value) else ("a header must be an object", _FIX)

    def _header(self, raw: JSONObject, name: str, hint: str, where: str) -> Header:
        shared = where.rsplit("/", 1)[-1] if where.startswith("#/components/headers/") else ""
        wanted = naming.pascal(shared) + "Header" if shared else f"{hint}{naming.pascal(name)}Header"
        described, step, as_json = raw, "schema", False
        if content := object_at(raw, "content"):
            media_type = next(iter(content))
            described, _ = self.references.follow_object(content[media_type], where)
            step = f"content/{escape(media_type)}/schema"
            as_json = media.kind(media_type, described, described.get("schema")) == "json"
        about = object_at(described, "schema")
        description = text_at(raw, "description") or text_at(about, "description")
        text = Header(
            name, dict(_TEXT), description=description, deprecated=raw.get("deprecated") is True,
            required=raw.get("required") is True,
        )  # fmt: skip
        if raw.get("content") and not as_json:
            return text
        shape = self.schemas.shape(about, wanted, f"{where}/{step}")
        if as_json:
            return evolve(text, schema=literals(self.schemas, shape, wanted), form="json")
        if not undescribed(shape):
            return text
        header = evolve(text, schema=literals(self.schemas, shape, wanted))
        read = self._form(header)
        if read is None:
            reason = f"the text of {name} cannot be told apart as described (style simple), so it is typed as text"
            self.notes.append(Note("header", where, reason, "Describe it with `content`, or simpler.", lost=False))
            return text
        return evolve(read, explode=raw.get("explode") is True and read.form == "members")

    def _form(self, header: Header) -> Header | None:
        """How the text of a header is read; None if style `simple` has no way to write its values."""
        shape = self._resolved(header.schema)
        if shape.get("type") == "array":
            kinds = self._kinds(shape["items"])
            return None if kinds is None else evolve(header, form="items", kinds=kinds)
        if shape.get("type") == "object":
            others = self._kinds(shape.get("additionalProperties") or _TEXT)
            properties = {name: self._kinds(one) for name, one in object_at(shape, "properties").items()}
            known = {name: kinds for name, kinds in properties.items() if kinds is not None}
            if others is None or len(known) < len(properties):
                return None
            return evolve(header, form="members", kinds=others, properties=known)
        kinds = self._kinds(shape)
        return None if kinds is None else evolve(header, kinds=kinds)

    def _resolved(self, shape: JSONObject) -> JSONObject:
        """A shape with its reference followed, and without null, which a header cannot be."""
        shape = self.schemas.resolve(shape)
        members = [one for one in shape.get("oneOf", ()) if one != NULL]
        return self._resolved(members[0]) if len(members) == 1 else shape

    def _kinds(self, shape: JSONObject) -> tuple[str, ...] | None:
        """JSON types of a shape made of scalars; None of any other."""
        shape = self._resolved(shape)
        if "const" in shape:
            value: object = shape["const"]
            return (_JSON.get(type(value), "string"),)
        if "oneOf" in shape:
            found = [self._kinds(one) for one in shape["oneOf"] if one != NULL]
            known = [kinds for kinds in found if kinds is not None]
            return tuple(sorted({kind for kinds in known for kind in kinds})) if len(known) == len(found) else None
        if not undescribed(shape):
            return ("string",)
        return (shape["type"],) if shape.get("type") in SCALARS else None


_JSON: Final[dict[type, str]] = {bool: "boolean", int: "integer", float: "number", str: "string"}


def declared_headers(response: JSONObject, where: str) -> Iterator[tuple[str, Any, str]]:
    """Name, object and place of each header that a response documents."""
    for name, raw in object_at(response, "headers").items():
        yield name, raw, f"{where}/headers/{escape(name)}"
