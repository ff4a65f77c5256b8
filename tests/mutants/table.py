"""Which files decide, and which tests must notice a change of each.

The quickest tests come first, because the first that fails ends the run.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = ROOT / "wrapper" / "ferrule"
_ROOMS = {  # by room: the tests of all of it, and what in it shows or sets and does not decide
    "policies": (["tests/policies"], []),
    "cache": (["tests/cache"], ["commands", "counts", "operation_settings", "settings", "status"]),
    "auth": (
        ["tests/auth", "tests/policies/test_auth.py"],
        ["answers", "browser", "client", "commands", "device", "discovery", "loopback", "parameters", "presets", "profiles", "suppliers"],
    ),
    "engines": (["tests/engines"], ["aiohttp", "choice", "connection", "httpx", "loops", "proxies", "requests", "transports"]),
    "runtime": (["tests/runtime", "tests/policies/test_composition.py"], []),
    "paging": (["tests/paging"], []),
    "streams": (["tests/streams"], []),
    "webhooks": (["tests/webhooks"], []),
}  # fmt: skip
_OWN = {  # tests of a file that are named otherwise, or stand in another room
    "auth/source": ["test_spending"],
    "cache/memory": ["test_stores"],
    "cache/ranges": ["test_parts"],
    "cache/storing": ["test_rules"],
    "engines/lines": ["test_lifetime", "test_exchange"],
    "engines/sockets": ["test_deadlines"],
    "paging/cursors": ["test_links"],
    "paging/declared": ["test_validation"],
    "paging/following": ["test_styles", "test_ends"],
    "paging/progress": ["test_ends"],
    "policies/circuit": ["test_breaker"],
    "policies/limiters": ["test_concurrency"],
    "policies/observe": ["telemetry/test_observers"],
    "runtime/interrupts": ["test_waiting", "test_spawning"],
    "runtime/scheduler": ["test_spawning"],
    "streams/declared": ["test_validation"],
    "streams/items": ["test_json_lines", "test_events"],
    "streams/lines": ["test_json_lines", "test_events"],
    "streams/text": ["test_json_lines", "test_events"],
    "webhooks/contents": ["test_receiver"],
    "webhooks/declared": ["test_receiver"],
    "webhooks/factory": ["test_receiver"],
    "webhooks/memory": ["test_claims"],
    "webhooks/sqlite": ["test_claims"],
}


def files() -> dict[Path, list[str]]:
    """The files that decide, each with the tests that are to notice, in the order in which they run."""
    return {
        path: [*_own(room, path.stem), *tests]
        for room, (tests, left_out) in _ROOMS.items()
        for path in sorted((_PACKAGE / room).rglob("*.py"))
        if path.stem not in {"__init__", *left_out}
    }


def _own(room: str, stem: str) -> list[str]:
    names = [f"test_{stem}", *_OWN.get(f"{room}/{stem}", [])]
    found = [f"tests/{name}.py" if "/" in name else f"tests/{room}/{name}.py" for name in names]
    return [*dict.fromkeys(path for path in found if (ROOT / path).exists())]
