"""The settings of a run, and when it stops by itself."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import AsyncIterable, Iterable
from typing import cast

import attrs

from ferrule.batches.items import Failed
from ferrule.client.results import Err, Ok
from ferrule.errors import AuthError, CallError, ConfigError, ServerError, TooManyRequests, Unauthorized
from ferrule.errors.faults import Faults
from ferrule.settings.checks import is_mapping

_MOST_AT_ONCE = 10_000  # more threads, or connections, than a process has
_TEXTS = (str, bytes, bytearray, memoryview)
_PROGRESS = (True, False, "auto", "bar", "plain", "none")


@attrs.frozen(kw_only=True)
class Stop:
    """When a run ends before its last input. What is running then ends first.

    Attributes:
        failure_ratio: share of failures among the latest inputs that ends it, above 0 and at most 1; None for never
            (default 0.5). A `Failed`, a 5xx and a 429 are failures. Other errors of the API are answers.
        window: how many of the latest inputs are looked at, a whole number; below that it never ends (default 100).
        errors: classes of errors of which the first ends it (default `Unauthorized` and `AuthError`: with a wrong
            credential all fail alike).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    failure_ratio: float | None = 0.5
    window: int = 100
    errors: tuple[type[CallError], ...] = (Unauthorized, AuthError)

    def __attrs_post_init__(self) -> None:
        faults = Faults("Stop")
        if self.failure_ratio is not None:
            faults.number("failure_ratio", self.failure_ratio, most=1.0, above=True)
        faults.whole("window", self.window, least=1)
        if not isinstance(self.errors, tuple) or not all(
            isinstance(one, type) and issubclass(one, CallError) for one in self.errors
        ):
            faults.add("errors must be a tuple of classes of ferrule.CallError")
        faults.raise_if_any()


class Watch:
    """Looks at each result, and says when it is enough.

    Args:
        rule: what ends the run.
    """

    def __init__(self, rule: Stop) -> None:
        self._rule = rule
        self._latest: deque[str] = deque()  # kinds of failures, empty for what is none
        self._failures = 0

    def reason(self, result: Ok[object] | Err[object] | Failed) -> str:
        """Why the run is to end after this result; empty where it is not."""
        if isinstance(result, Ok):
            return self._count("")
        error = result.error
        if isinstance(error, self._rule.errors):
            return str(error)
        is_failure = isinstance(result, Failed) or isinstance(error, ServerError | TooManyRequests)
        return self._count(type(error).__name__ if is_failure else "")

    def _count(self, failure: str) -> str:
        rule, latest = self._rule, self._latest
        latest.append(failure)
        self._failures += bool(failure)
        if len(latest) > rule.window:
            self._failures -= bool(latest.popleft())
        if rule.failure_ratio is None or len(latest) < rule.window or self._failures < rule.failure_ratio * rule.window:
            return ""
        kinds = Counter(filter(None, latest)).most_common(3)
        told = ", ".join(f"{kind} {count}" for kind, count in kinds)
        return f"{self._failures} of the latest {rule.window} failed ({told})"


@attrs.frozen(kw_only=True)
class Settings:
    """How a run goes; see `bulk`."""

    concurrency: int = 20
    window: int | None = None
    ordered: bool = False
    stop: Stop | None = Stop()
    patience: float = 3600.0
    resend: bool = False

    def __attrs_post_init__(self) -> None:
        faults = Faults("bulk")
        faults.whole("concurrency", self.concurrency, least=1)
        if isinstance(self.concurrency, int) and self.concurrency > _MOST_AT_ONCE:
            faults.add(f"concurrency must be at most {_MOST_AT_ONCE:,}, got {self.concurrency!r}")
        for name, given in (("ordered", self.ordered), ("resend", self.resend)):
            if not isinstance(given, bool):
                faults.add(f"{name} must be True or False, got {given!r}")
        if self.window is not None:
            faults.whole("window", self.window)
        faults.number("patience", self.patience)
        faults.raise_if_any()
        if self.stop is not None and not isinstance(self.stop, Stop):
            raise ConfigError(f"bulk: stop must be Stop(…) or None, got {self.stop!r}")


def check_kinds(*, key: object, journal: object, progress: object, executor: object) -> None:
    """Refuse arguments of `bulk` that type checkers would have refused.

    Raises:
        ConfigError: one is of the wrong kind; all are listed.
    """
    faults = Faults("bulk")
    for name, given, wanted, fits in (
        ("key", key, "a function", key is None or callable(key)),
        ("journal", journal, "a path", journal is None or _is_path(journal)),
        ("progress", progress, "True, False or one of auto, bar, plain and none", progress in _PROGRESS),
        ("executor", executor, "one such as Dask(…)", executor is None or hasattr(executor, "submit")),
    ):
        if not fits:
            faults.add(f"{name} must be {wanted}, got {given!r}")
    faults.raise_if_any()


def check_inputs(inputs: object) -> None:
    """Refuse what can be iterated, but not for inputs.

    Raises:
        ConfigError: it is text, bytes, one mapping, or cannot be iterated.
    """
    kind = type(inputs).__name__
    if is_mapping(inputs):  # its names would be the inputs
        raise ConfigError("bulk: inputs must be an iterable of inputs, not one mapping: give [that mapping]")
    if isinstance(inputs, _TEXTS) or not isinstance(inputs, Iterable | AsyncIterable):
        raise ConfigError(f"bulk: inputs must be an iterable of inputs, not {kind}")


def _is_path(given: object) -> bool:
    """A path that a file can have. It need not be there."""
    if not isinstance(given, str | os.PathLike):
        return False
    path = os.fspath(cast("os.PathLike[str]", given))
    is_text = isinstance(cast("object", path), str)
    return is_text and path != "" and not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in path)
