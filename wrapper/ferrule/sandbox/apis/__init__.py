"""The APIs that remember what they are told. Any other is served from examples, see `base.py`."""

from __future__ import annotations

from typing import Final

from .base import Api

MADE_BY_HAND: Final[dict[str, type[Api]]] = {}
