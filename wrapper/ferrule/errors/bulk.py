"""Errors of runs over many inputs."""

from __future__ import annotations

from ferrule.errors.base import FerruleError
from ferrule.errors.refused import Refused


class OutcomeUnknown(Refused):
    """The request of an input was sent before, nobody knows what became of it, and it may not be sent twice."""

    may_have_acted = True
    advice = "find out, or have it sent again with resend=True"


class BulkStopped(FerruleError):
    """A run over many inputs ended before its last input; the message says why.

    Attributes:
        given: items that were given before.
    """

    given: int

    def __init__(self, message: str, *, given: int = 0) -> None:
        super().__init__(message)
        self.given = given
