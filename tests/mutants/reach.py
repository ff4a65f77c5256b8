"""Which tests run a line: only these can notice that it is changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import attrs
import coverage
import pytest

from mutants.table import ROOT


@attrs.frozen
class Reach:
    """What one run of all tests has seen.

    Args:
        data: of coverage, with the test that ran each line.
    """

    data: coverage.CoverageData

    def tests(self, path: Path, line: int) -> frozenset[str]:
        """The tests that run a line; none where it is run as its module is imported, or in a process of its own."""
        contexts = self.data.contexts_by_lineno(str(path)).get(line, [])
        found = {test for test, _, when in (context.rpartition("|") for context in contexts) if when != "setup"}
        # What a fixture did for the first test, others of its file see, too.
        shared = {context.partition("::")[0] for context in contexts if context.endswith("|setup")}
        return frozenset(found | shared) - {""}


def measure(tests: Iterable[str], kept: Path) -> Reach:
    """Run the tests once and note what each reaches; kept for as long as neither they nor the package change."""
    tests = sorted(set(tests))
    digest = hashlib.sha256("\n".join(tests).encode())
    for file in sorted([*(ROOT / "wrapper").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]):
        digest.update(file.read_bytes())
    file = kept / f"reach-{digest.hexdigest()[:16]}"
    if not file.exists():
        lines = kept / "coverage.ini"  # without branches, and without the processes that tests start
        lines.write_text("[run]\nsource_pkgs = ferrule\n")
        measured = ["--cov", "--cov-context=test", f"--cov-config={lines}", "--cov-report=", "--cov-fail-under=0"]
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", *measured, *tests]
        part = file.with_suffix(".part")
        # A test that fails is no reason to end: the controls will show it.
        subprocess.run(command, env=os.environ | {"COVERAGE_FILE": str(part)}, check=False)
        part.rename(file)
    data = coverage.CoverageData(str(file))
    data.read()
    return Reach(data)


class Only:
    """A plugin of pytest: of what it collected, these tests alone, or those of these files."""

    def __init__(self, chosen: frozenset[str]) -> None:
        self._chosen = chosen

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """See pytest."""
        chosen = self._chosen
        items[:] = [one for one in items if one.nodeid in chosen or one.nodeid.partition("::")[0] in chosen]
