"""Log lines by structlog; needs `ferrule[structlog]`."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from ferrule.call import Call, Response, Trace
from ferrule.policies.details import AnyChange
from ferrule.telemetry.log_fields import Allowed, is_failure, of_call, of_change

try:
    import structlog
except ImportError:
    raise ImportError("StructLog needs structlog: pip install 'ferrule[structlog]'", name="structlog") from None


class StructLog:
    """As `Log`, by structlog: the event `call`, with names and values beside it.

    Args:
        logger: default is structlog's own for `ferrule.calls`.
        failures: level of failed calls (default WARNING).
        changes: level of changes of breaker, limits, cache and tokens (default INFO); None for none.
        headers: names of header fields, of requests and responses, that may be logged.
        query: names of parameters that may.
        fields: names of members of JSON and form bodies of requests that may.

    Raises:
        ConfigError: a header is named that is there to hold credentials.
        ImportError: structlog is not installed.
    """

    def __init__(
        self,
        logger: Any = None,
        *,
        failures: int = logging.WARNING,
        changes: int | None = logging.INFO,
        headers: Iterable[str] = (),
        query: Iterable[str] = (),
        fields: Iterable[str] = (),
    ) -> None:
        self._logger = structlog.get_logger("ferrule.calls") if logger is None else logger
        self._failures = failures
        self._changes = changes
        self._allowed = Allowed(headers=headers, query=query, fields=fields)

    def on_call(self, call: Call, trace: Trace, outcome: Response | BaseException) -> None:
        """Log a call that has ended."""
        level = self._failures if is_failure(outcome) else logging.DEBUG
        if not self._is_off(level):
            self._logger.log(level, "call", **of_call(call, trace, outcome, self._allowed))

    def _is_off(self, level: int) -> bool:
        """Whether the logger can tell, and tells, that it drops what has this level."""
        is_on = getattr(self._logger, "is_enabled_for", None)
        return callable(is_on) and is_on(level) is False

    def on_change(self, details: AnyChange) -> None:
        """Log a change."""
        if self._changes is not None:
            self._logger.log(self._changes, type(details).__name__, **of_change(details))
