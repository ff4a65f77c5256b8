"""Where a suspended coroutine waits: for errors that name the culprit."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any


def waits_in(coro: Coroutine[Any, Any, Any]) -> str:
    """Names of the coroutines from the outermost to the one that suspended."""
    names: list[str] = []
    inner: Any = coro
    while inner is not None:
        if hasattr(inner, "__qualname__"):
            names.append(inner.__qualname__)
        inner = getattr(inner, "cr_await", None) or getattr(inner, "gi_yieldfrom", None)
    return " > ".join(names)


def reject_suspension(coro: Coroutine[Any, Any, Any], where: str) -> TypeError:
    """Close a coroutine that suspended for a foreign awaitable; return the error that says so."""
    chain = waits_in(coro)
    coro.close()
    return TypeError(
        f"{chain.rpartition(' > ')[2]} suspended to wait for something that {where} cannot wait for "
        f"(reached through {chain}): wait through the runtime, or make the hook a plain function"
    )
