"""The request that a service is answering: what it means for the calls that are made for it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Literal, TypeAlias

Whose: TypeAlias = Literal["call", "service", "caller"]
"""Whose deadline it was: the call's own, the service's for each request, or the one that its caller asked for."""


class Inbound:
    """One request that a service is answering. Its time and its trace hold for the calls that are made meanwhile.

    Args:
        seconds: how long its answer may take, counted from now; infinite for no bound.
        whose: who said so.
        trace: header fields of its trace context, names in lower case, to be passed on with each call.
        now: monotonic seconds.

    Attributes:
        whose, trace: as given.
        answered: its answer is complete; what runs after that, such as a background task, has all the time it wants.
        left_early: its caller has gone away before that.
        broken: its answer broke in the middle, and must not look whole.
        carries_on: work for it goes on, though its caller may have gone away.
    """

    __slots__ = ("_at", "_now", "answered", "broken", "carries_on", "left_early", "trace", "whose")

    def __init__(
        self,
        seconds: float = math.inf,
        whose: Whose = "service",
        trace: Mapping[str, str] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.whose: Whose = whose
        self.trace: Mapping[str, str] = trace or {}
        self.answered = self.left_early = self.broken = self.carries_on = False
        self._now = now
        self._at = now() + seconds

    def at_most(self, other: Inbound) -> None:
        """Give its answer no more time than another bound does."""
        if other._at < self._at:
            self._at, self.whose = other._at, other.whose

    @property
    def left(self) -> float:
        """Seconds that its answer may still take; infinite where nothing bounds it."""
        return math.inf if self.answered or self.carries_on else self._at - self._now()


inbound: ContextVar[Inbound | None] = ContextVar("ferrule_inbound", default=None)
"""The request that the current context answers; None outside of a service."""
