"""What became of the inputs of a run, counted: while it runs, and as a table at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import attrs

from ferrule.batches.items import Failed, Item
from ferrule.client.results import Err


@attrs.frozen(kw_only=True)
class Summary:
    """A run in figures. As text it is a table.

    Attributes:
        operation: what was called.
        end: why the run ended: `all inputs`, `closed`, `stopped: …`, `failed: …`; `under way` before that.
        items: how many were given.
        ok: those that succeeded.
        errors: those that the API refused, by class of error.
        failed: those to which the API said nothing that counts, by class of error.
        left: inputs that were read, or are in a list, and of which no item was given. When a run stopped it had not
            begun them, or they waited for the API; one that goes on from its journal does them.
        kept: those that are from the journal; they are among the others.
        attempts: what was tried by this run.
        seconds: since it began.
    """

    operation: str
    end: str
    items: int
    ok: int
    errors: Mapping[str, int]
    failed: Mapping[str, int]
    left: int
    kept: int
    attempts: int
    seconds: float

    def __str__(self) -> str:
        rate = (self.items - self.kept) / self.seconds if self.seconds else 0.0
        rows = [
            ("operation", self.operation),
            ("end", self.end),
            ("items", f"{self.items:,}"),
            ("ok", f"{self.ok:,}"),
            *((name, f"{count:,}") for name, count in self.errors.items()),
            *((f"failed: {name}", f"{count:,}") for name, count in self.failed.items()),
            *([("not done", f"{self.left:,}")] if self.left else []),
            ("from the journal", f"{self.kept:,}"),
            ("attempts", f"{self.attempts:,}"),
            ("time", f"{self.seconds:,.1f} s, {rate:,.0f} inputs a second"),
        ]
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


class Counts:
    """Counts items as they are given.

    Attributes:
        items: how many.
    """

    def __init__(self) -> None:
        self.items = 0
        self._ok = self._kept = self._attempts = 0
        self._errors, self._failed = Counter[str](), Counter[str]()

    def add(self, item: Item[object, object, object], *, kept: bool) -> None:
        """An item is given."""
        self.items += 1
        if kept:
            self._kept += 1
        else:
            self._attempts += len(item.attempts)
        if isinstance(item.result, Err):
            self._errors[type(item.result.error).__name__] += 1
        elif isinstance(item.result, Failed):
            self._failed[type(item.result.error).__name__] += 1
        else:
            self._ok += 1

    def note(self, holding: int) -> str:
        """What went wrong so far, and how many inputs wait for the API, in a few words."""
        kinds = (self._errors + self._failed).most_common(4)
        waiting = [f"{holding} waiting for the API"] if holding else []
        return ", ".join([*(f"{kind} {count:,}" for kind, count in kinds), *waiting])

    def summary(self, operation: str, end: str, left: int, seconds: float) -> Summary:
        """All of it."""
        return Summary(
            operation=operation,
            end=end or "under way",
            items=self.items,
            ok=self._ok,
            errors=dict(self._errors.most_common()),
            failed=dict(self._failed.most_common()),
            left=left,
            kept=self._kept,
            attempts=self._attempts,
            seconds=seconds,
        )
