"""An operation in words and as data: its docstring, and what Ferrule has to know of it."""

from __future__ import annotations

from typing import Any, Final

from ..errors import CodegenError
from ..jsondata import as_object
from ..normalise import Operation, media
from .source import entry, prose, wrapped

_ELSEWHERE: Final = ("pagination", "stream", "upload")  # facts that `_PAGES`, `_STREAM` and `_UPLOAD` have


def describe(operation: Operation) -> dict[str, Any]:
    """`_OPERATION`: what Ferrule has to know of an operation in addition to its functions.

    Raises:
        CodegenError: what makes its requests safe to send again is no parameter of it.
    """
    idempotent = as_object(operation.facts.get("idempotent"))
    known = {one.wire.lower() for one in operation.parameters if one.location in ("query", "header")}
    # A header that callers set by themselves need not be described.
    strange = [name for name in idempotent.get("when", ()) if name.lower() not in known and "-" not in name]
    if strange:
        raise CodegenError(
            f"{operation.method} {operation.path}: x-ferrule-idempotent",
            f"when: the operation has no parameter {' or '.join(strange)} in its query or headers",
            f"Correct the overlay's action for $.paths['{operation.path}'].{operation.method.lower()}.",
        )
    media_types: list[str] = []
    for response in operation.responses:
        media_types.extend(content.media_type for content in response.contents)
    json_first = sorted(dict.fromkeys(media_types), key=lambda one: "json" not in one)
    return {
        "id": operation.id,
        "name": f"{operation.group}.{operation.name}",
        "method": operation.method,
        "path": operation.path,
        "tags": operation.tags,
        "security": operation.security,
        "servers": operation.servers,
        "deprecated": operation.deprecated,
        "facts": {name: fact for name, fact in operation.facts.items() if name not in _ELSEWHERE},
        "accept": ", ".join(json_first),
        "streamed": streamed_as(operation),
    }


def streamed_as(operation: Operation) -> str:
    """The media types that are asked for where the body is wanted as bytes, which JSON rarely is; empty for none."""
    if operation.method == "HEAD" or operation.document:  # an answer of GraphQL may be an error whatever its status
        return ""
    successes = [one for one in operation.responses if one.status[:1] == "2"]
    successes = successes or [one for one in operation.responses if one.status == "default"]
    if not successes and any(one.status[:1] == "3" for one in operation.responses):
        return "*/*"  # a redirect leads to it
    found = [content.media_type for one in successes for content in one.contents]
    if operation.stream is not None:
        found.append(operation.stream.media_type)
    return ", ".join(dict.fromkeys([one for one in found if not media.is_json(one)] or found))


def documentation(operation: Operation) -> list[str]:
    """Paragraphs of the docstring of an operation."""
    parts = [wrapped(operation.summary or f"{operation.method} {operation.path}")]
    if operation.deprecated:
        parts.append("Deprecated.")
    if operation.description and operation.description.strip() != operation.summary.strip():
        parts.append(wrapped(operation.description))
    lines: list[str] = []
    for one in operation.parameters:
        notes = [
            prose(f"Default on the server: {one.default}.") if one.default and one.implied is None else "",
            "Deprecated." if one.deprecated else "",
        ]
        lines.append(entry(one.python, one.description, notes))
    if operation.bodies:
        lines.append(entry("body", operation.body_description or "The request body."))
    if lines:
        parts.append("Args:\n" + "\n".join(lines))
    return parts
