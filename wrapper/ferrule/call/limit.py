"""A bound in time around a part of a call, as `Runtime.timeout` gives it."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol


class Limit(Protocol):
    """A bound around a block: `with limit: ...`.

    A `TimeoutError` that leaves the block is the limit's own if the limit has expired.
    """

    @property
    def expired(self) -> bool:
        """True once the block was interrupted because its time was over."""
        ...

    def __enter__(self) -> object: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None: ...


LEEWAY = 0.01
"""Seconds before the deadline at which a call gives up a send, where it still has something to do without it."""


class Unlimited:
    """A bound that never ends anything."""

    __slots__ = ()
    expired = False

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


UNLIMITED = Unlimited()
