"""`.ci/regenerate`, in a clone of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TINY = Path(__file__).parent / "specs" / "tiny.yaml"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with the code generator and one generated API, committed."""
    shutil.copytree(ROOT / "wrapper", tmp_path / "wrapper", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / ".gitignore").write_text("__pycache__/\n/.cache/\n")
    (tmp_path / "specs" / "tiny").mkdir(parents=True)
    shutil.copy(TINY, tmp_path / "specs" / "tiny" / "openapi.yaml")
    subprocess.run(
        [sys.executable, "-m", "ferrule.codegen"],
        cwd=tmp_path,
        env=environment() | {"PYTHONPATH": "wrapper"},
        check=True,
    )
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "Start")
    return tmp_path


def environment() -> dict[str, str]:
    """An environment in which git does not ask who we are."""
    person = {f"GIT_{role}_{what}": "ci@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {**os.environ, **person, "GIT_CONFIG_GLOBAL": os.devnull, "GITHUB_STEP_SUMMARY": ""}


def git(root: Path, *arguments: str) -> str:
    """Run git in the clone."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=root, env=environment(), check=True, capture_output=True, text=True).stdout


def regenerate(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as the job does."""
    command = [sys.executable, ".ci/regenerate"]
    return subprocess.run(command, cwd=root, env=environment(), check=False, capture_output=True, text=True)


def test_a_scheduled_run_follows_specs(clone: Path) -> None:
    """Nothing to do is said; a changed description is regenerated, reported and committed; a broken one is not."""
    result = regenerate(clone)
    assert (result.returncode, result.stdout) == (0, "generated/ is what specs/ gives; nothing to do\n")

    spec = clone / "specs" / "tiny" / "openapi.yaml"
    spec.write_text(
        spec.read_text().replace("  /animal:\n", "  /ping: {get: {operationId: ping, responses: {}}}\n  /animal:\n")
    )
    result = regenerate(clone)
    assert result.returncode == 0, result.stderr
    assert "| tiny | regenerated | 6 (+1) | 13 | 3 | 10 | 13 | 3 |" in result.stdout
    assert "files changed" in result.stdout
    assert git(clone, "branch", "--show-current").strip() == "regenerate"
    assert git(clone, "status", "--porcelain") == ""
    committed = git(clone, "show", "--stat=200", "--format=%s", "HEAD")
    assert committed.startswith("Regenerate tiny")
    assert "generated/ferrule_apis/tiny/api/ping/ping.py" in committed

    spec.write_text("swagger: '1.2'\n")
    before = git(clone, "rev-parse", "HEAD")
    result = regenerate(clone)
    assert result.returncode == 1
    assert "Swagger 1.2 is not supported" in result.stdout
    assert git(clone, "rev-parse", "HEAD") == before
    assert git(clone, "status", "--porcelain") == " M specs/tiny/openapi.yaml\n"
