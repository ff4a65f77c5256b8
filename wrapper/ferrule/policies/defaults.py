"""Defaults that nobody chose: environment and overlay may replace them, the same numbers written in code they may not."""

from __future__ import annotations


class DefaultSeconds(float):
    """Seconds that nobody chose."""


class DefaultCount(int):
    """A number that nobody chose."""


def is_default(value: object) -> bool:
    """True for a value that nobody chose."""
    return isinstance(value, DefaultSeconds | DefaultCount)
