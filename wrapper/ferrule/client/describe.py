"""What a client would do with a call, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol, TypeGuard, runtime_checkable

import attrs

from ferrule.call import Operation, Options
from ferrule.call.operation import IdempotentFact
from ferrule.client.session import Session
from ferrule.http.methods import IDEMPOTENT
from ferrule.policies.pipeline import Seat
from ferrule.policies.retry import Retry
from ferrule.policies.retry_rules import most_attempts, why_repeatable
from ferrule.settings.overrides import NAMES

_OF_SEAT = {
    "deadline": ("deadline",),
    "retry": ("retries",),
    "redirect": ("redirects",),
    "rate limit": ("weight", "max_header_wait"),
    "validation": ("validation", "validators"),
    "attempt timeout": ("attempt_timeout", "idle_timeout"),
}
_UNITS: Mapping[str, str] = dict.fromkeys(("deadline", "attempt_timeout", "idle_timeout", "max_header_wait"), " s")


@runtime_checkable
class Describes(Protocol):
    """A policy that has more to say than its settings do."""

    def describe(self, operation: Operation | None) -> str:
        """What it would do with this operation, None for any: one line without secrets, or empty."""
        ...


def describe(session: Session, operation: Operation | None) -> str:
    """The pipeline as text: one line a policy, outermost first, each setting with its source; last what is checked.

    Args:
        session: the view of a client.
        operation: whose settings to show; None for those that hold for all.
    """
    core = session.core
    resolved = core.resolver.everywhere if operation is None else core.resolver.resolve(operation)
    options = attrs.evolve(resolved.options, **session.changes)
    sources = {**resolved.sources, **dict.fromkeys(session.changes, "with_options")}
    about = f": {operation.name} ({operation.method} {operation.path})" if operation else ""
    lines = [f"{core.description.name} at {core.url}{about}"]
    width = max(len(seat.name) for seat in core.seats) + 2
    for number, seat in enumerate(core.seats, 1):
        texts = {**_from_options(seat.name, options, sources), **_from_settings(seat)}
        parts = [_with_sources(texts), _does(seat, operation, options)]
        lines.append(f"{number:3} {seat.name:<{width}}{'; '.join(filter(None, parts))}".rstrip())
    if core.engine is not None:
        lines.append(f"{len(lines):3} {'engine':<{width}}{core.engine.name} ({core.engine.source})")
    checks = _with_sources(_from_options("validation", options, sources))
    lines.append(f"    {'validation':<{width}}{checks}")
    return "\n".join(lines)


def _with_sources(texts: Mapping[str, str]) -> str:
    """Settings and their sources in one line, those first that somebody chose."""
    chosen = [f"{text} ({source})" for text, source in texts.items() if source != "default"]
    usual = [text for text, source in texts.items() if source == "default"]
    return "; ".join(filter(None, [", ".join(chosen), f"default: {', '.join(usual)}" if usual else ""]))


def _does(seat: Seat, operation: Operation | None, options: Options) -> str:
    """What a policy would do with an operation, beyond its settings."""
    if isinstance(seat.policy, Describes):
        return seat.policy.describe(operation)
    if operation is None:
        return ""
    if seat.name == "idempotency key":
        return _of_key(operation.facts.idempotency_key, options)
    if isinstance(seat.settings, Retry):
        return _of_retries(operation, options, seat.settings)
    return ""


def _of_key(header: str, options: Options) -> str:
    if not header:
        return ""
    if header.lower() in options.headers:
        return f"{header}: the one that with_options set"
    return f"{header}: a new one for each call, the same on all attempts"


def _of_retries(operation: Operation, options: Options, settings: Retry) -> str:
    """Whether a request is sent again that may have reached the server."""
    if most_attempts(options, settings) <= 1:
        return ""
    key = operation.facts.idempotency_key
    headers = [*options.headers, key.lower()] if key else options.headers
    fact, said, needed = operation.facts.idempotent, options.idempotent, ""
    if said is None and isinstance(fact, IdempotentFact):
        said, needed = False, f", or when it carries {' or '.join(fact.when)}"
    elif said is None and not isinstance(fact, IdempotentFact):
        said = fact
    if said:
        return f"sent again, as {'with_options calls' if options.idempotent else 'the overlay calls'} it idempotent"
    if reason := why_repeatable(operation.method, said, operation.facts, headers, settings):
        return f"sent again, as {reason}"
    unless = f"sent again only when the server surely did not act, or asks for it{needed}"
    return f"{unless}: {operation.method} is not idempotent" + (" here" if operation.method in IDEMPOTENT else "")


def _from_options(seat: str, options: Options, sources: Mapping[str, str]) -> dict[str, str]:
    """Each setting as text, with its source."""
    found: dict[str, str] = {}
    for name in _OF_SEAT.get(seat, (seat.replace(" ", "_"),)):
        if name in NAMES and ((value := getattr(options, name)) not in (None, ()) or name in _UNITS):
            unit = _UNITS.get(name, "") if value is not None else ""
            found[f"{name}={_text(value)}{unit}"] = sources[name]
    return found


def _from_settings(seat: Seat) -> dict[str, str]:
    settings = seat.settings
    if settings is None:
        return {}
    kind = type(settings)
    fields = attrs.fields(kind)
    required = {field.name: getattr(settings, field.name) for field in fields if field.default is attrs.NOTHING}
    usual = kind(**required)
    found: dict[str, str] = {}
    for field in fields:
        value = getattr(settings, field.name)
        is_usual = field.name not in required and value == getattr(usual, field.name)
        if not field.name.startswith("_") and not (is_usual and value in (None, (), {}, frozenset())):
            found[f"{field.name}={_text(value)}"] = "default" if is_usual else "code"
    return found


def _text(value: object) -> str:
    """A setting as text. Of objects it shows only the kind, because they may hold secrets."""
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str):
        return repr(str(value))
    if _is_several(value):
        return "{" + " ".join(sorted(_text(one).strip("'") for one in value)) + "}"
    kind = type(value)
    if attrs.has(kind):
        fields = (f"{field.name}={_text(getattr(value, field.name))}" for field in attrs.fields(kind))
        return f"{kind.__name__}({', '.join(fields)})"
    return getattr(value, "__qualname__", type(value).__qualname__)


def _is_several(value: object) -> TypeGuard[Collection[object]]:
    return isinstance(value, frozenset | tuple)
