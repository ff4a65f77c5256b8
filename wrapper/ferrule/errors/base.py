"""What all errors have in common, and the one line in which a failed call is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ferrule.call import Attempt, Operation, Trace
from ferrule.call.printable import printable
from ferrule.http.methods import IDEMPOTENT
from ferrule.http.waits import in_words

if TYPE_CHECKING:
    from rich.console import Group

F = TypeVar("F", bound="FerruleError")

_SECRET_HEADERS = frozenset({b"set-cookie", b"set-cookie2", b"authorization", b"proxy-authorization"})
_FROM_CACHE = ("cache: hit", "cache: stale hit", "cache: took", "cache: refused")


class FerruleError(Exception):
    """Base of all errors of Ferrule."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Rebuilt without __init__: subclasses take keyword arguments, which exceptions do not pickle by themselves.
        return _rebuild, (type(self), self.args, self.__dict__)

    def __copy__(self) -> Self:
        """The same without a traceback, also where a library has pickle keep those (tblib, and so distributed)."""
        return _rebuild(type(self), self.args, self.__dict__)


class ConfigError(FerruleError, ValueError):
    """Settings or arguments that cannot work. The message lists every fault found, not the first alone."""


class CallError(FerruleError):
    """One call failed. As text it is one line: what happened to which operation, after which attempts, and what to do.

    Attributes:
        operation: what was called, None until the client has filled it in.
        attempts: what was tried, in order.
        trace: the whole story, None until the client has filled it in; `explain()` tells it.
        may_have_acted: False when the request surely never reached the server's application.
        retry_after: seconds after which another try may succeed, None when it is not known.
        cursor: where a walk over pages goes on after it, None where there is no walk.
        advice: what to do about errors of this kind, empty where the message says it all.
    """

    operation: Operation | None = None
    attempts: Sequence[Attempt] = ()
    trace: Trace | None = None
    may_have_acted: bool = True
    retry_after: float | None = None
    cursor: str | None = None
    advice: ClassVar[str] = ""
    _leaves_doubt: bool = True
    _come_back: ClassVar[str] = "may succeed in {}"

    def __init__(self, message: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message)
        if retry_after is not None:
            self.retry_after = retry_after

    def explain(self) -> str:
        """What failed, and the timeline of the call: attempts, waits and their reasons, decisions of the policies."""
        return str(self) if self.trace is None else f"{self}\n{self.trace.render()}"

    def __rich__(self) -> Group:
        """The same for a console of rich, with a bar for each attempt and each wait."""
        from rich.console import Group
        from rich.text import Text

        told = Text(str(self), "red")
        return Group(told) if self.trace is None else Group(told, self.trace)

    def __str__(self) -> str:
        parts = [f"{self.operation}: {self.args[0]}" if self.operation else str(self.args[0])]
        parts += [*self._details(), *self._story(), *self._advice()]
        return printable("; ".join(parts))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def _details(self) -> list[str]:
        """What else is known about what happened."""
        return []

    def _story(self) -> list[str]:
        """Attempts, the time they took together, and why there were no more of them."""
        trace, attempts = self.trace, self.attempts
        if trace is not None and not trace.sends:
            return [note for note in trace.notes if note.startswith(_FROM_CACHE)][:1]
        took = f" in {trace.duration:.3f} s" if trace is not None and trace.duration else ""
        parts = [f"after 1 attempt{took}"] if took and len(attempts) == 1 else []
        if len(attempts) > 1:
            tries = ", ".join(str(attempt.status_code or attempt.error) for attempt in attempts)
            parts.append(f"after {len(attempts)} attempts{took} ({tries})")
        if attempts and attempts[-1].reason:
            parts.append(f"not retried: {attempts[-1].reason}")
        return parts

    def _advice(self) -> list[str]:
        parts = ["nothing was sent to the API"] if self.operation is not None and not self.may_have_acted else []
        if self.retry_after is not None:
            parts.append(self._come_back.format(in_words(self.retry_after)))
        if self.advice:
            parts.append(self.advice)
        operation = self.operation
        repeatable = operation is not None and (operation.method in IDEMPOTENT or operation.facts.idempotent is True)
        if self._leaves_doubt and self.may_have_acted and not repeatable:
            parts.append("the server may have acted: find out before sending it again")
        return parts


def without_secrets(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Response header fields that may be kept in an error."""
    return [(name, value) for name, value in headers if name.lower() not in _SECRET_HEADERS]


def _rebuild(cls: type[F], args: tuple[Any, ...], state: dict[str, Any]) -> F:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error
