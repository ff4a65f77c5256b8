"""The one error of code generation: which file, where in it, what is wrong, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import frozen

# The second form is no URL, as somebody forgot to escape a slash or the like in a password.
_USER = re.compile(r"(?<=://)(?:[^\s/?#]*@|[^\s/?#@:]+:(?!\d+(?:[/?#]|$))[^\s@]*@)")
_QUERY = re.compile(r"(https?://[^\s?#'\"]*)\?[^\s#'\"]+")


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
        where, reason, fix = map(_without_secrets, (where, reason, fix))
        super().__init__(where, reason, fix)
        self.where, self.reason, self.fix = where, reason, fix

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}" + (f"\n  {self.fix}" if self.fix else "")


def _without_secrets(text: str) -> str:
    """The same text, where URLs in it have no user name, no password and no query: those may hold a secret."""
    return _QUERY.sub(r"\1?…", _USER.sub("", text))


class UsageError(CodegenError):
    """The command was called with something that does not exist."""
