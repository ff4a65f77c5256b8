"""Fixtures of `graphs`."""

from __future__ import annotations

from graphs import make as make
from graphs import world as world
