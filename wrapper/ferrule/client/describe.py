"""What a client would do with a call, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from ferrule.call import Operation, Options
from ferrule.policies.pipeline import Seat
from ferrule.settings.overrides import NAMES

if TYPE_CHECKING:
    from ferrule.client.core import Core

_OF_SEAT = {"deadline": ("deadline",), "retry": ("retries",), "redirect": ("redirects",), "rate limit": ("weight",)}
_UNITS = {"deadline": " s", "attempt_timeout": " s"}


def describe(core: Core, operation: Operation | None, changes: Mapping[str, Any]) -> str:
    """The pipeline as text: one line a policy, outermost first, each setting with its source.

    Args:
        core: the client's.
        operation: whose settings are asked for; None for those that hold for all.
        changes: what `with_options` changed.
    """
    resolved = core.resolver.everywhere if operation is None else core.resolver.resolve(operation)
    options = attrs.evolve(resolved.options, **changes)
    sources = {**resolved.sources, **dict.fromkeys(changes, "with_options")}
    about = f": {operation.name} ({operation.method} {operation.path})" if operation else ""
    lines = [f"{core.description.name} at {core.url}{about}"]
    width = max(len(seat.name) for seat in core.seats) + 2
    for number, seat in enumerate(core.seats, 1):
        said = {**_from_options(seat.name, options, sources), **_from_settings(seat)}
        chosen = [f"{text} ({source})" for text, source in said.items() if source != "default"]
        usual = [text for text, source in said.items() if source == "default"]
        parts = [", ".join(chosen), f"default: {', '.join(usual)}" if usual else ""]
        lines.append(f"{number:3} {seat.name:<{width}}{'; '.join(filter(None, parts))}".rstrip())
    if core.engine is not None:
        lines.append(f"{len(lines):3} {'engine':<{width}}{core.engine.name} ({core.engine.source})")
    return "\n".join(lines)


def _from_options(seat: str, options: Options, sources: Mapping[str, str]) -> dict[str, str]:
    """Each setting as text, with its source."""
    names = _OF_SEAT.get(seat, (seat.replace(" ", "_"),))
    found = {}
    for name in names:
        if name in NAMES and ((value := getattr(options, name)) is not None or name in _UNITS):
            unit = _UNITS.get(name, "") if value is not None else ""
            found[f"{name}={_text(value)}{unit}"] = sources[name]
    return found


def _from_settings(seat: Seat) -> dict[str, str]:
    settings = seat.settings
    if settings is None or not attrs.has(type(settings)):
        return {}
    fields = attrs.fields(type(settings))
    required = {field.name: getattr(settings, field.name) for field in fields if field.default is attrs.NOTHING}
    usual = type(settings)(**required)
    found = {}
    for field in fields:
        value = getattr(settings, field.name)
        is_usual = field.name not in required and value == getattr(usual, field.name)
        if not field.name.startswith("_") and not (is_usual and value in (None, (), {}, frozenset())):
            found[f"{field.name}={_text(value)}"] = "default" if is_usual else "code"
    return found


def _text(value: Any) -> str:
    """A setting as text; of objects only the kind, as they may hold secrets."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str):
        return repr(str(value))
    if isinstance(value, frozenset | tuple):
        return "{" + " ".join(sorted(_text(one).strip("'") for one in value)) + "}"
    if attrs.has(type(value)):
        said = (f"{field.name}={_text(getattr(value, field.name))}" for field in attrs.fields(type(value)))
        return f"{type(value).__name__}({', '.join(said)})"
    return getattr(value, "__qualname__", type(value).__qualname__)
