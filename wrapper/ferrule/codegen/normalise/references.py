"""Following `$ref` inside one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..errors import CodegenError
from ..jsondata import JSONObject, as_object, is_object
from ..pointers import look_up


class References:
    """Resolves references within `document`.

    Args:
        document: the bundled document.
        file: its name, for errors.
    """

    def __init__(self, document: JSONObject, file: str) -> None:
        self.document = document
        self.file = file

    def get(self, ref: str, where: str) -> Any:
        """What `ref` points to.

        Raises:
            CodegenError: it points outside the document, or to nothing.
        """
        if not ref.startswith("#/"):
            raise CodegenError(
                f"{self.file}: {where}",
                f"$ref {ref} leaves the document",
                "Write it as a path relative to the description.",
            )
        try:
            return look_up(self.document, ref[1:])
        except LookupError:
            raise CodegenError(
                f"{self.file}: {where}", f"$ref {ref} points to nothing", "Correct it, in an overlay if need be."
            ) from None

    def leads_nowhere(self, ref: str) -> bool:
        """Whether `ref` points into the document, but to nothing there."""
        try:
            self.get(ref, "")
        except CodegenError:
            return ref.startswith("#/")
        return False

    def follow(self, value: Any, where: str) -> tuple[Any, str]:
        """`value` with references followed until there is none, and where it stands."""
        seen: set[str] = set()
        while is_object(value) and isinstance(ref := value.get("$ref"), str):
            if ref in seen:
                raise CodegenError(f"{self.file}: {where}", f"$ref {ref} points to itself", "Break the circle.")
            seen.add(ref)
            value, where = self.get(ref, where), ref
        return value, where

    def follow_object(self, value: Any, where: str) -> tuple[JSONObject, str]:
        """As `follow`, of what has to be an object; what is not there, or null, is an empty one."""
        found, at = self.follow(value, where)
        return as_object(found), at


def special_targets(document: Any) -> tuple[set[str], set[str]]:
    """References to schemas that stand elsewhere than in components, and those used in multipart bodies alone."""
    everywhere: Counter[str] = Counter()
    in_forms: Counter[str] = Counter()
    for value in objects(document):
        if isinstance(ref := value.get("$ref"), str):
            everywhere[ref] += 1
        for key, item in value.items():
            if not key.startswith("multipart/") or not is_object(item):
                continue
            schema = item.get("schema")
            if is_object(schema) and isinstance(schema.get("$ref"), str):
                in_forms[schema["$ref"]] += 1
    deep = {ref for ref in everywhere if ref.startswith("#/") and not is_component(ref) and _is_schema(ref)}
    return deep, {ref for ref, times in in_forms.items() if everywhere[ref] == times}


def is_component(ref: str) -> bool:
    """Whether `ref` names an entry of `components`."""
    parts = ref.split("/")
    return len(parts) == 4 and parts[1] == "components"


_SCHEMA_PARENTS = {"properties", "allOf", "oneOf", "anyOf", "prefixItems", "patternProperties"}


def _is_schema(ref: str) -> bool:
    parts = ref.split("/")
    return parts[-1] in ("schema", "itemSchema", "items", "additionalProperties", "not") or parts[-2] in _SCHEMA_PARENTS


def objects(document: Any) -> Iterator[JSONObject]:
    """All objects in a document. Not by recursion: each would be handed through all levels above it."""
    rest: list[Any] = [document]
    while rest:
        value = rest.pop()
        if is_object(value):
            yield value
            value = list(value.values())
        rest += [item for item in value if isinstance(item, (dict, list))]
