"""Checks of settings: every fault is found before any is reported."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from ferrule.errors import ConfigError


class Faults:
    """Collects what is wrong with one settings object.

    Args:
        owner: name of the settings class, for the message.
    """

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._found: list[str] = []

    def number(self, name: str, value: Any, *, least: float = 0.0, most: float = math.inf, above: bool = False) -> None:
        """Expect a finite number within bounds; `above` excludes the lower one."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not is_number or not least <= value <= most or (above and value == least):
            bounds = f"above {least:g}" if above else f"{least:g} or more"
            self.add(f"{name} must be a number {bounds}{_upto(most)}, got {value!r}")

    def whole(self, name: str, value: Any, *, least: int = 0) -> None:
        """Expect a whole number, not below `least`."""
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.add(f"{name} must be a whole number, {least} or more, got {value!r}")

    def add(self, fault: str) -> None:
        """Note a fault in words that begin with the option's name."""
        self._found.append(fault)

    def raise_if_any(self) -> None:
        """Raise one `ConfigError` with every fault noted."""
        if self._found:
            raise ConfigError(f"{self._owner}: " + "; ".join(self._found))


def _upto(most: float) -> str:
    return "" if most == math.inf else f" and at most {most:g}"


def several(given: str | Iterable[str]) -> tuple[str, ...]:
    """Texts, where one alone may be given as it is."""
    return (given,) if isinstance(given, str) else tuple(given)
