"""What a log line says of a call: named values, and of requests only what the user allows by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import attrs

from ferrule.call import Call, Note, Response, Trace
from ferrule.call.printable import printable
from ferrule.call.secrets import quotable
from ferrule.errors import CallError, ConfigError
from ferrule.policies.details import AnyChange
from ferrule.telemetry.figures import fields_of
from ferrule.telemetry.statistics import kind_of

_LONGEST = 200  # characters of a value
_NEVER = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})


def _names(given: Iterable[str]) -> frozenset[str]:
    if isinstance(given, str):
        raise ConfigError(f"names that may be logged must be a list, got {given!r}")
    return frozenset(given)


@attrs.frozen(kw_only=True)
class Allowed:
    """What of requests and responses may be logged, by name; nothing by default.

    Attributes:
        headers: of requests and responses, in any case.
        query: parameters.
        fields: members of a JSON or form body, at its top.

    Raises:
        ConfigError: a header is named that is there to hold credentials.
    """

    headers: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    query: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    fields: frozenset[str] = attrs.field(default=frozenset(), converter=_names)

    def __attrs_post_init__(self) -> None:
        if never := sorted(_NEVER & {name.lower() for name in self.headers}):
            raise ConfigError(f"headers that hold credentials are never logged: {', '.join(never)}")

    def of(self, call: Call, outcome: Response | BaseException) -> Iterator[tuple[str, str]]:
        """What there is of it."""
        wanted = {name.lower() for name in self.headers}
        for name in sorted(wanted & call.headers.keys()):
            yield f"request.{name}", call.headers[name]
        if isinstance(outcome, Response):
            for name in sorted(name for name in wanted if name in outcome.headers):
                yield f"response.{name}", quotable(outcome.headers[name], outcome)
        sent = [*parse_qsl(urlsplit(call.url).query, keep_blank_values=True), *_items(call.body.get("params"))]
        yield from ((f"query.{name}", str(value)) for name, value in sent if name in self.query)
        body = [*_items(call.body.get("json")), *_items(call.body.get("data"))]
        yield from ((f"body.{name}", str(value)) for name, value in body if name in self.fields)


def _items(given: Any) -> list[tuple[Any, Any]]:
    return list(given.items()) if issubclass(type(given), Mapping) else []


def of_call(call: Call, trace: Trace, outcome: Response | BaseException, allowed: Allowed) -> dict[str, Any]:
    """What is said of a call that has ended.

    Args:
        call: the call as it entered the pipeline.
        trace: its trace.
        outcome: what became of it.
        allowed: what of request and response may be said besides.
    """
    told: dict[str, Any] = {
        "api": call.operation.api,
        "operation": call.operation.label,
        "outcome": kind_of(outcome),
        "duration": round(trace.duration, 6),
        "attempts": len(trace.attempts),
    }
    for note in trace.notes:
        if isinstance(note, Note) and note.kind.startswith("cache-"):
            told["cache"] = note.kind.removeprefix("cache-")
        elif isinstance(note, Note) and note.kind and note.took is not None:
            name = f"waited.{note.kind}"
            told[name] = round(told.get(name, 0.0) + note.took, 6)
    if waited := sum(attempt.wait or 0.0 for attempt in trace.attempts):
        told["waited.retry"] = round(waited, 6)
    if trace.attempts and trace.attempts[-1].reason:
        told["retry"] = _shown(trace.attempts[-1].reason)
    if isinstance(outcome, CallError) and outcome.args:
        told["reason"] = _shown(str(outcome.args[0]))
    return told | {name: _shown(value) for name, value in allowed.of(call, outcome)}


def of_change(change: AnyChange) -> dict[str, Any]:
    """What is said of a change."""
    told = {name: getattr(change, name) for name in fields_of(type(change)) if name != "at"}
    return {name: value if isinstance(value, int | float) else _shown(str(value)) for name, value in told.items()}


def is_failure(outcome: Response | BaseException) -> bool:
    """Whether a call failed. One that its caller gave up did not."""
    return outcome.status_code >= 400 if isinstance(outcome, Response) else isinstance(outcome, Exception)


def _shown(text: str) -> str:
    return printable(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
