"""Type checkers see what the call shape promises."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif("FERRULE_TYPING" not in os.environ, reason="needs the checkers; run `nox -s typing`")


def mypy(file: str) -> set[int]:
    """Lines on which mypy --strict reports an error."""
    out = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", file],
        capture_output=True, text=True, cwd=HERE.parents[1], check=False,
    )  # fmt: skip
    assert out.returncode in (0, 1), out.stdout + out.stderr
    return {int(line) for line in re.findall(rf"{Path(file).name}:(\d+): error", out.stdout)}


def pyright(file: str) -> set[int]:
    """Lines on which pyright reports an error."""
    out = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", file],
        capture_output=True, text=True, cwd=HERE.parents[1], check=False,
    )  # fmt: skip
    found = json.loads(out.stdout)["generalDiagnostics"]
    return {item["range"]["start"]["line"] + 1 for item in found if item["severity"] == "error"}


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_what_users_write_is_accepted_with_exact_types(checker):
    """Inference gives the documented types without a cast."""
    assert checker(str(HERE / "accepted.py")) == set()


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_mistakes_are_rejected_where_they_are_made(checker):
    """Each marked line, and no other, is an error in the editor."""
    lines = (HERE / "rejected.py").read_text().splitlines()
    marked = {number for number, line in enumerate(lines, 1) if "# rejected:" in line}
    assert checker(str(HERE / "rejected.py")) == marked
