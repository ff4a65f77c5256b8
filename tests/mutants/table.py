"""Which files decide, and which tests are to notice a change of each: the quickest first, as the first that fails ends the run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = ROOT / "wrapper" / "ferrule"
_ROOMS = {  # by room: files that decide, and the tests of the room, which run after those of the file's own name
    "policies": ("*.py", ["tests/policies"]),
    "cache": ("{entry,exchange,guard,invalidations,keys,policy,ranges,rules,selection,storing,stores/*}.py", ["tests/cache"]),
    "auth": ("{asked,fleet,flight,policy,schemes,source,tokens}.py", ["tests/auth", "tests/policies/test_auth.py"]),
    "engines": ("{blocking_lines,decoding,http1,lines,pool,shelf,slots,sockets,streams,wire}.py", ["tests/engines"]),
    "runtime": ("*.py", ["tests/runtime", "tests/policies/test_composition.py"]),
}  # fmt: skip
_OWN = {  # tests of a file that are named otherwise
    "auth/source": ["tests/auth/test_source.py", "tests/auth/test_stores.py"],
    "auth/tokens": ["tests/auth/test_source.py"],
    "cache/stores/memory": ["tests/cache/test_memory.py", "tests/cache/test_stores.py"],
    "cache/storing": ["tests/cache/test_rules.py"],
    "engines/blocking_lines": ["tests/engines/test_lifetime.py"],
    "engines/lines": ["tests/engines/test_lifetime.py", "tests/engines/test_exchange.py"],
    "engines/sockets": ["tests/engines/test_deadlines.py"],
    "policies/circuit": ["tests/policies/test_breaker.py"],
    "policies/limiters": ["tests/policies/test_concurrency.py"],
    "runtime/interrupts": ["tests/runtime/test_waiting.py", "tests/runtime/test_spawning.py"],
    "runtime/scheduler": ["tests/runtime/test_spawning.py"],
}


def files() -> dict[Path, list[str]]:
    """The files that decide, each with the tests that are to notice, in the order in which they run."""
    return {
        path: _tests(path, tests)
        for room, (pattern, tests) in _ROOMS.items()
        for path in sorted(_matching(_PACKAGE / room, pattern))
        if path.name != "__init__.py"
    }


def _matching(folder: Path, pattern: str) -> Iterator[Path]:
    """Files by a pattern with alternatives in braces."""
    head, brace, rest = pattern.partition("{")
    alternatives, _, tail = rest.partition("}")
    for one in alternatives.split(",") if brace else [""]:
        yield from folder.glob(f"{head}{one}{tail}")


def _tests(path: Path, room: list[str]) -> list[str]:
    name = path.relative_to(_PACKAGE).with_suffix("").as_posix()
    by_name = f"tests/{name.split('/')[0]}/test_{path.stem}.py"
    own = _OWN.get(name, []) + ([by_name] if (ROOT / by_name).exists() else [])
    return [*dict.fromkeys(own), *room]
