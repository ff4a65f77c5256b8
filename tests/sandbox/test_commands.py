"""`ferrule sandbox`, run as users run it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import httpx
import pytest

# A checkout that is not installed has no version to tell.
FERRULE = "from ferrule.cli import main; raise SystemExit(main())"
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the command; what is still running at the end is killed."""
    running: list[subprocess.Popen[str]] = []

    def run(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", FERRULE, "sandbox", "--port", "0", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(start: Start, number: signal.Signals) -> None:
    """With the faults asked for; the addresses come as JSON; it ends without a trace."""
    process = start("--json", "--api", "github", "stripe", "--fault", "status 503 path=/zen times=1")
    assert process.stdout is not None
    addresses = json.loads(process.stdout.readline())
    assert set(addresses["urls"]) == {"github", "stripe"}
    assert [httpx.get(f"{addresses['urls']['github']}/zen").status_code for _ in range(2)] == [503, 200]
    process.send_signal(number)
    rest, errors = process.communicate(timeout=60)
    assert (process.returncode, rest, errors) == (0, "", "")


def test_people_get_a_table(start: Start) -> None:
    """Base URLs, an example, the control endpoint, and how to stop."""
    process = start("--api", "github", "weather", "--fault", "latency 0.1")
    assert process.stdout is not None
    shown = ""
    while "Ctrl-C" not in shown:
        line = process.stdout.readline()
        assert line, "it ended early"
        shown += line
    for expected in ("/github ", "remembers", "/weather", "with examples", "curl http", "/_sandbox", "latency 0.1"):
        assert expected in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--api", "gitlab"], "choose from github"),
        (["--host", "0.0.0.0"], "loopback only"),
        (["--port", "99999"], "a port is 0 to 65535"),
        (["--fault", "status 503 api=gihub"], "'gihub' never takes effect: there are github"),
        (["--fault", "flood"], "start with one of latency"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_line(start: Start, arguments: list[str], words: str) -> None:
    """Exit code 1, no traceback."""
    process = start(*arguments)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert words in errors
    assert "Traceback" not in errors


def test_a_missing_extra_is_named() -> None:
    """With what to install."""
    without = """
import importlib.util as util
found = util.find_spec
util.find_spec = lambda name, *rest: None if name == "h11" else found(name, *rest)
"""
    command = [sys.executable, "-c", without + FERRULE, "sandbox"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "the sandbox needs h11: pip install 'ferrule[sandbox]'" in result.stderr


def test_the_public_names_resolve() -> None:
    """Each name of `__all__` is there, and others are not."""
    import ferrule.sandbox as module

    assert module.__all__ == sorted(module.__all__)
    assert all(getattr(module, name).__name__ == name for name in module.__all__ if name != "Fault")
    with pytest.raises(AttributeError, match="no attribute"):
        _ = module.Nothing
