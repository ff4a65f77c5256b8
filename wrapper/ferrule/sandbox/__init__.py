"""A server on loopback that plays the APIs, well or badly: `ferrule sandbox`, or `Sandbox` in tests.

Needs the extra `ferrule[sandbox]`.
"""

# ruff: noqa: E402 - a missing extra must be named before its import fails

from __future__ import annotations

from importlib.util import find_spec

for _needed in ("h11", "jsonschema"):
    if find_spec(_needed) is None:
        raise ImportError(f"ferrule.sandbox needs {_needed}: pip install 'ferrule[sandbox]'", name=_needed)

from .clock import Clock
from .faults import Corrupt, Fault, Latency, Reset, Status, Trickle, Truncate
from .log import Connections, Exchange, Log
from .rules import Faults, Rule
from .sandbox import Sandbox

__all__ = [
    "Clock",
    "Connections",
    "Corrupt",
    "Exchange",
    "Fault",
    "Faults",
    "Latency",
    "Log",
    "Reset",
    "Rule",
    "Sandbox",
    "Status",
    "Trickle",
    "Truncate",
]
