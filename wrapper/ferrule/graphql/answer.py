"""Answers of GraphQL, read as far as is needed to judge them. Pure."""

from __future__ import annotations

from typing import Any, TypeGuard

import attrs
import msgspec

from ferrule.call.response import from_json
from ferrule.errors.graphql import GraphQLError

_CODES = ("code", "type", "errorType", "classification")


class _Envelope(msgspec.Struct):
    data: msgspec.Raw = msgspec.Raw(b"null")  # not decoded here: that is for the operation's model
    errors: object = None
    extensions: object = None


@attrs.frozen
class Answer:
    """An answer (GraphQL specification, §7.1).

    Attributes:
        has_data: there is data, and it is not null.
        errors: what went wrong; empty for a success.
        extensions: what the API tells besides.
    """

    has_data: bool
    errors: tuple[GraphQLError, ...] = ()
    extensions: object = None

    @property
    def has_begun(self) -> bool:
        """Whether the operation was begun, so that a mutation may have acted: data came, or a field failed (§7.1.2)."""
        return self.has_data or any(error.path for error in self.errors)


def read(content: bytes) -> Answer | None:
    """The answer that a body is; None for a body that is none."""
    try:
        found = msgspec.json.decode(content, type=_Envelope)
        return Answer(bytes(found.data).strip() != b"null", _errors(found.errors), found.extensions)
    except (ValueError, RecursionError):
        return _leniently(content)


def _leniently(content: bytes) -> Answer | None:
    """What strict decoders refuse, such as half a surrogate pair in a text."""
    try:
        found: object = from_json(content)
    except (ValueError, RecursionError):
        return None
    if not _is_object(found):
        return None
    return Answer(found.get("data") is not None, _errors(found.get("errors")), found.get("extensions"))


def _errors(given: object) -> tuple[GraphQLError, ...]:
    """Whatever stands there is an error: an answer that says something in this place is no success."""
    if _is_list(given):
        return tuple(map(_error, given))
    return (_error(given),) if given else ()


def _error(given: object) -> GraphQLError:
    if not _is_object(given):
        return GraphQLError(message=given if isinstance(given, str) else "")
    message, path, extensions = given.get("message"), given.get("path"), given.get("extensions")
    return GraphQLError(
        _code(given),
        tuple(path) if _is_path(path) else (),
        message if isinstance(message, str) else "",
        extensions if _is_object(extensions) else {},
    )


def _code(error: dict[str, Any]) -> str:
    """The code, where the specification wants it, or where APIs have it: GitHub's is `type`."""
    extensions: object = error.get("extensions")
    places = (extensions, error) if _is_object(extensions) else (error,)
    found = (owner.get(name) for owner in places for name in _CODES)
    return next((code for code in found if isinstance(code, str) and code), "")


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def _is_path(value: object) -> TypeGuard[list[str | int]]:
    return _is_list(value) and all(isinstance(step, str | int) for step in value)
