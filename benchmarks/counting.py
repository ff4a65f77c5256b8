"""Instructions of what waits for nothing, in two trees, by valgrind. They do not depend on the machine's load."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from trees import ROOT, SCRIPT, Key, Pair, environment

NAMES = frozenset({"policies", "steps", "decode"})  # those that have such work
_NOTICED = 0.01  # two counts of the same tree differ by up to 0.003
_TIMES = 200


def is_possible() -> bool:
    """Whether valgrind is installed."""
    return shutil.which("valgrind") is not None


def count(other: Path, names: list[str]) -> dict[Key, Pair]:
    """Instructions of one time of each contender, in both trees side by side: their number does not depend on load."""
    with tempfile.TemporaryDirectory() as folder:
        before, now = (
            _counting(tree, names, Path(folder, which)) for tree, which in ((other, "before"), (ROOT, "now"))
        )
        theirs, ours = _counts(*before), _counts(*now)
    return {
        key: Pair(label, _NOTICED, [theirs[key][1]], [count]) for key, (label, count) in ours.items() if key in theirs
    }


def _counting(tree: Path, names: list[str], folder: Path) -> tuple[list[tuple[str, subprocess.Popen[str]]], Path]:
    folder.mkdir()
    valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    script = [sys.executable, "-P", str(SCRIPT), "--count", str(_TIMES)]
    started = []
    for name in names:
        command = [*valgrind, f"--log-file={folder}/%p.log", *script, "--quick", name]
        process = subprocess.Popen(command, cwd=tree, env=environment(tree), stdout=subprocess.PIPE, text=True)
        started.append((name, process))
    return started, folder


def _counts(started: list[tuple[str, subprocess.Popen[str]]], logs: Path) -> dict[Key, tuple[str, float]]:
    totals: dict[tuple[Key, int], int] = {}
    labels: dict[Key, str] = {}
    for name, process in started:
        output, _ = process.communicate()
        if process.returncode:
            raise SystemExit(f"counting {name} ended with {process.returncode}; its output is above")
        for line in output.splitlines():
            facts = json.loads(line)
            key = (name, facts["section"], facts["contender"])
            labels[key] = facts["label"] or f"section {facts['section'] + 1}"
            totals[key, facts["times"]] = _instructions(logs / f"{facts['process']}.log")
    few, many = _TIMES, 2 * _TIMES
    return {key: (label, (totals[key, many] - totals[key, few]) / few) for key, label in labels.items()}


def _instructions(log: Path) -> int:
    found = re.search(r"I +refs: +([\d,]+)", log.read_text())
    if not found:
        raise SystemExit(f"valgrind counted nothing:\n{log.read_text()}")
    return int(found[1].replace(",", ""))
