"""Log lines by the standard library: names and values, one line a call."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ferrule.call import Call, Response, Trace
from ferrule.policies.details import AnyChange
from ferrule.telemetry.log_fields import Allowed, is_failure, of_call, of_change

_PLAIN = re.compile(r"[^\s\"=\\]+")


class Log:
    """An observer that logs: each call at DEBUG, each failed one and each change at the level you choose.

    A line is `call api=github operation=users.get_by_username outcome=404 duration=0.0312 attempts=1`, with what else
    there is to tell (docs/telemetry.md). The same values are in the record's attribute `ferrule`, for formatters that
    write JSON. Nothing of a request is in it but what you allow by name.

    Args:
        logger: default is that of the name `ferrule.calls`.
        failures: level of failed calls (default WARNING).
        changes: level of changes of breaker, limits, cache and tokens (default INFO); None for none.
        headers: names of header fields, of requests and responses, that may be logged.
        query: names of parameters that may.
        fields: names of members of JSON and form bodies of requests that may.

    Raises:
        ConfigError: a header is named that is there to hold credentials.
    """

    def __init__(
        self,
        logger: logging.Logger | None = None,
        *,
        failures: int = logging.WARNING,
        changes: int | None = logging.INFO,
        headers: Iterable[str] = (),
        query: Iterable[str] = (),
        fields: Iterable[str] = (),
    ) -> None:
        self._logger = logger or logging.getLogger("ferrule.calls")
        self._failures = failures
        self._changes = changes
        self._allowed = Allowed(headers=headers, query=query, fields=fields)

    def on_call(self, call: Call, trace: Trace, outcome: Response | BaseException) -> None:
        """Log a call that has ended."""
        level = self._failures if is_failure(outcome) else logging.DEBUG
        if self._logger.isEnabledFor(level):
            self._log(level, "call", of_call(call, trace, outcome, self._allowed))

    def on_change(self, details: AnyChange) -> None:
        """Log a change."""
        if self._changes is not None and self._logger.isEnabledFor(self._changes):
            self._log(self._changes, type(details).__name__, of_change(details))

    def _log(self, level: int, event: str, told: Mapping[str, Any]) -> None:
        self._logger.log(level, "%s", in_a_line(event, told), extra={"ferrule": dict(told)})


def in_a_line(event: str, told: Mapping[str, Any]) -> str:
    """An event, then names with their values; one with a space, quote or equals sign in it is quoted as in JSON."""
    return " ".join([event, *(f"{name}={_value(str(value))}" for name, value in told.items())])


def _value(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
