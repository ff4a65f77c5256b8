"""The example of docs/graphql.md, from an empty folder."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ferrule import cli
from ferrule.sandbox import Sandbox

PAGE = (Path(__file__).parents[2] / "docs" / "graphql.md").read_text("utf-8")


def block(kind: str, holding: str) -> str:
    """The code block of a kind that holds a text."""
    blocks = re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (found,) = (one for one in blocks if holding in one)
    return str(found)


def test_a_client_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, commands and program as the page has them, but for the port."""
    monkeypatch.chdir(tmp_path)
    folder = Path("specs/acme-issues")
    (folder / "operations").mkdir(parents=True)
    (folder / "schema.graphql").write_text(block("graphql", "type Query"))
    (folder / "operations" / "issues.graphql").write_text(block("graphql", "query ListIssues"))
    (folder / "facts.yaml").write_text(block("yaml", "overlay: 1.0.0"))
    command = next(line for line in block("console", "ferrule generate").splitlines() if "generate" in line)
    assert cli.main(command.split()[2:]) == 0
    with Sandbox("github_graphql") as sandbox:
        program = block("py", "from acme_issues").replace("http://127.0.0.1:8642", sandbox.origin)
        command = [sys.executable, "-c", program]  # type: ignore[assignment]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ran.stderr == ""
    assert ran.stdout.splitlines()[0] == "1 Issue 1 OPEN"
    assert len(ran.stdout.splitlines()) == 65
