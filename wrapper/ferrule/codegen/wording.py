"""How messages are worded."""

from __future__ import annotations


def plural(number: int, noun: str) -> str:
    """A number with its noun."""
    many = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"
