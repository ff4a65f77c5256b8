"""A server on loopback that plays the APIs, well or badly: `ferrule sandbox`, or `Sandbox` in tests.

with Sandbox() as sandbox:
    sandbox.faults.add(Status(503, retry_after=1), api="github", times=2)
    client = GitHub(base_url=sandbox.url("github"), auth=Bearer("any"))

Needs the extra `ferrule[sandbox]`. The names below are imported when they are first used: a command line or a test run
that serves nothing does not pay for a server.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
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

_HOMES: Final = {
    "clock": ("Clock",),
    "faults": ("Corrupt", "Fault", "Latency", "Reset", "Status", "Trickle", "Truncate"),
    "log": ("Connections", "Exchange", "Log"),
    "rules": ("Faults", "Rule"),
    "sandbox": ("Sandbox",),
}
_EXTRA: Final = ("graphql", "h11", "jsonschema")


def __getattr__(name: str) -> Any:
    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if home == "sandbox":
        for needed in _EXTRA:
            if find_spec(needed) is None:
                raise ImportError(f"the sandbox needs {needed}: pip install 'ferrule[sandbox]'", name=needed)
    return getattr(import_module(f".{home}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
