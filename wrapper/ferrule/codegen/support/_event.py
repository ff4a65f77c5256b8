"""How the webhooks module reads a delivery."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, Final, NoReturn, cast
from urllib.parse import parse_qsl

import msgspec

from . import errors
from .types import Mismatch, kind_of

Reader = Callable[[Any, list[Mismatch] | None], Any]

_RECEIVING: Final = "ferrule.webhooks"
_TRUTHS: Final = {"true": True, "false": False}


def read(
    readers: Mapping[str, Reader], event: str, body: bytes, mismatches: list[Mismatch] | None, *, form: bool
) -> Any:
    """The body of a delivery as its event's model."""
    reader = readers.get(event)
    if reader is None:
        raise errors.UndocumentedEvent(f"event {event!r} is not in the API's description")
    try:
        value = _form(body) if form else msgspec.json.decode(body)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise errors.UnparsableEvent(
            f"event {event!r} should carry {'a form' if form else 'JSON'}, but its body of {len(body)} bytes could not "
            f"be read: {error}"
        ) from None
    return reader(value, mismatches)


def unparsable(event: str, expected: str, value: Any) -> NoReturn:
    """The body can be read, but is of another type than described."""
    raise errors.UnparsableEvent(f"event {event!r} should carry {expected}, not {kind_of(value)}")


def typed(value: Any, kinds: Mapping[str, str]) -> Any:
    """The fields of a form with the types that they are described with; text that cannot be such stays text.

    Args:
        value: text, or a list of texts, by name.
        kinds: JSON types by name, of fields that are no text.
    """
    if type(value) is not dict:
        return value
    return {name: _as(kinds.get(name, ""), field) for name, field in cast("dict[str, Any]", value).items()}


def lazy(
    module: str,
    classes: Iterable[str],
    *,
    receiver: tuple[str, dict[str, Any] | None, Mapping[str, Reader]],
    union: Callable[[Any], Any],
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of the webhooks module.

    Args:
        module: its `__name__`.
        classes: models that are public in it.
        receiver: the API's name, how it signs, and what reads its events.
        union: the type of all events, given that of unknown ones.
    """
    public = {*classes, "Delivery", "Event", "UnknownEvent", "receiver"}

    def load(name: str) -> Any:
        if name not in public:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        if name in ("Delivery", "UnknownEvent"):
            found = getattr(import_module(_RECEIVING), name)
        elif name == "Event":
            found = union(load("UnknownEvent"))
        elif name == "receiver":
            found = import_module(_RECEIVING).Receivers(*receiver)
        else:
            found = getattr(import_module(".models", __package__), name)
        setattr(sys.modules[module], name, found)
        return found

    return load, lambda: sorted({*vars(sys.modules[module]), *public})


def _form(body: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=1000):
        found[name] = [*_listed(found[name]), value] if name in found else value
    return found


def _as(kind: str, field: Any) -> Any:
    if kind == "array":
        return _listed(field)
    if type(field) is not str:
        return field
    if kind == "boolean":
        return _TRUTHS.get(field, field)
    if kind in ("integer", "number"):
        try:
            number = msgspec.json.decode(field)
        except (msgspec.DecodeError, ValueError):
            return field
        return number if type(number) in (int, float) else field
    return field


def _listed(field: Any) -> list[Any]:
    return [*cast("Iterable[Any]", field)] if type(field) is list else [field]
