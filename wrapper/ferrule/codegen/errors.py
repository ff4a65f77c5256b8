"""The one error of code generation: which file, where in it, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen


@frozen
class Note:
    """Something that the output has otherwise than the document, or not at all, and why."""

    kind: str
    """`operation`, `parameter`, `body`, `response`, `header`, `schema`, `webhook` or `callback`."""
    where: str
    """JSON pointer into the document."""
    reason: str
    fix: str
    lost: bool = True
    """False if it is generated, but changed (renamed, widened)."""


def conversion_notes(kind: str, raw: dict[str, Any], where: str) -> Iterator[Note]:
    """What swagger2openapi could not carry over of a parameter or operation, in its own words."""
    if isinstance(raw.get("x-s2o-warning"), str):
        yield Note(kind, where, f"Swagger 2.0: {raw['x-s2o-warning']}", "Describe it in an overlay.", lost=False)


class CodegenError(Exception):
    """Generation cannot go on.

    Args:
        where: file, and JSON pointer into it where there is one.
        reason: what is wrong.
        fix: what to do about it.
    """

    def __init__(self, where: str, reason: str, fix: str = "") -> None:
        super().__init__(where, reason, fix)
        self.where, self.reason, self.fix = where, reason, fix

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}" + (f"\n  {self.fix}" if self.fix else "")


class UsageError(CodegenError):
    """The command was called with something that does not exist."""
