"""What a plain generated call raises.

UnexpectedStatus                the status is not in the description, and the client was told to raise then
ValueError
├── NotSendable                 an argument cannot be sent; a TypeError too
├── UndocumentedEvent           the description has no such event
├── UndocumentedResponse        the description has no model for this status
├── UnparsableEvent             the body of a delivery is not what the description promises for this event
└── UnparsableResponse          the body is not what the description promises for this status
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .types import Received

__all__ = [
    "NotSendable",
    "UndocumentedEvent",
    "UndocumentedResponse",
    "UnexpectedStatus",
    "UnparsableEvent",
    "UnparsableResponse",
]


class UnexpectedStatus(Exception):
    """The status is not in the description; raised only if `Client.raise_on_unexpected_status` is true."""

    def __init__(self, status_code: int, content: bytes) -> None:
        super().__init__(f"unexpected status {status_code} with a body of {len(content)} bytes")
        self.status_code = status_code
        self.content = content

    def __reduce__(self) -> tuple[type[UnexpectedStatus], tuple[int, bytes]]:
        return type(self), (self.status_code, self.content)


class NotSendable(ValueError, TypeError):
    """An argument cannot be sent. The message says which, and where in it; it quotes no value."""


class UndocumentedEvent(ValueError):
    """The description has no event of this name."""


class UnparsableEvent(ValueError):
    """The body of a delivery is not what the description promises: broken JSON, or another type at the top."""


class _Unread(ValueError):
    """A response that could not be read; it has what came.

    Attributes:
        status_code: the status.
        headers: the header fields.
        content: the whole body.
    """

    def __init__(self, message: str, response: Received) -> None:
        super().__init__(message)
        self.status_code = response.status_code
        self.headers = response.headers
        self.content = response.content

    def __reduce__(self) -> tuple[Callable[..., _Unread], tuple[type[_Unread], str, dict[str, Any]]]:
        return _restored, (type(self), str(self), self.__dict__)


def _restored(kind: type[_Unread], message: str, state: dict[str, Any]) -> _Unread:
    error = kind.__new__(kind, message)
    error.__dict__.update(state)
    return error


class UndocumentedResponse(_Unread):
    """The description has no model for the status of this response."""


class UnparsableResponse(_Unread):
    """The body is not what the description promises: broken JSON, another media type, or another type at the top."""
