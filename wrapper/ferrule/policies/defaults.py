"""Defaults that nobody chose.

Environment and overlay may replace them. They may not replace the same numbers written in code.
"""

from __future__ import annotations


class DefaultSeconds(float):
    """Seconds that nobody chose."""


class DefaultCount(int):
    """A number that nobody chose."""


class DefaultText(str):
    """A word that nobody chose."""

    __slots__ = ()


def is_default(value: object) -> bool:
    """True for a value that nobody chose."""
    return isinstance(value, DefaultSeconds | DefaultCount | DefaultText)
