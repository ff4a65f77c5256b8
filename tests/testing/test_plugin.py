"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

SUITE = """
import urllib.request
from urllib.error import HTTPError
from ferrule.sandbox import Status

def get(sandbox):
    try:
        return urllib.request.urlopen(sandbox.url("github") + "/zen").status
    except HTTPError as error:
        error.close()
        return error.code

def test_one(ferrule_sandbox):
    ferrule_sandbox.faults.add(Status(503))
    assert get(ferrule_sandbox) == 503
    assert len(ferrule_sandbox.log) == 1

def test_two(ferrule_sandbox):
    assert len(ferrule_sandbox.log) == 0
    assert get(ferrule_sandbox) == 200
"""


def test_the_fixture_serves_and_starts_anew_for_each_test(tmp_path: Path) -> None:
    """Faults and log of one test are gone in the next."""
    (tmp_path / "test_suite.py").write_text(SUITE)
    installed = any(each.name == "ferrule" for each in entry_points(group="pytest11"))
    plugin = [] if installed else ["-p", "ferrule.testing.plugin"]
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", *plugin, "-p", "no:cacheprovider", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "2 passed" in result.stdout, result.stdout + result.stderr


def test_loading_the_plugin_imports_nothing_heavy() -> None:
    """A suite that does not use the fixtures must not wait for what they need."""
    code = """
import sys, ferrule, pytest
before = set(sys.modules)
import ferrule.testing.plugin
print(*sorted(set(sys.modules) - before))
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["ferrule.testing", "ferrule.testing.plugin"]
