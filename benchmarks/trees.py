"""The tree of a commit beside this one, and what a piece of work takes in both."""

from __future__ import annotations

import os
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import attrs
from measure import Spread

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "benchmarks" / "in_turns.py"
Key = tuple[str, int, str]
"""Benchmark, section, contender."""


@attrs.define
class Pair:
    """What a contender takes in both trees, by round.

    Attributes:
        label: of the section.
        noticed: smaller changes of the median say nothing.
    """

    label: str
    noticed: float
    before: list[float] = attrs.field(factory=list)
    now: list[float] = attrs.field(factory=list)

    @property
    def ratios(self) -> list[float]:
        """Of this tree to the other; each round gives one."""
        return [now / before for now, before in zip(self.now, self.before, strict=True)]

    @property
    def ratio(self) -> Spread:
        """The median of these, and their quartiles."""
        return Spread.of(self.ratios)

    @property
    def verdict(self) -> str:
        """Slower or faster: the median says so, and so do five rounds of six."""
        ratios, change = self.ratios, self.ratio.median - 1
        alike = sum((ratio > 1) == (change > 0) for ratio in ratios) / len(ratios)
        if abs(change) < self.noticed or alike < 5 / 6:
            return ""
        return "slower" if change > 0 else "faster"


def tree_of(commit: str) -> Path:
    """The files of a commit, in `.cache`."""
    name = subprocess.run(
        ["git", "rev-parse", "--verify", f"{commit}^{{commit}}"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    folder = ROOT / ".cache" / "against" / name
    if not (folder / "benchmarks").exists():
        parts = ["benchmarks", "wrapper", "generated", "specs", "pyproject.toml"]
        archive = subprocess.run(["git", "archive", name, *parts], cwd=ROOT, check=True, capture_output=True).stdout
        with tarfile.open(fileobj=BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
    return folder


def environment(tree: Path, seed: int = 0) -> dict[str, str]:
    """Variables for a process that measures a tree, with its own benchmark scripts."""
    parts = [str(tree / part) for part in ("wrapper", "generated", "benchmarks")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(parts), "PYTHONHASHSEED": str(seed)}
