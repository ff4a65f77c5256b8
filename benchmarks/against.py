"""Two trees in turns: this one and that of a commit; `bench -- --against COMMIT`.

Each tree runs its own benchmark scripts in a process of its own (`in_turns.py`). The two take turns contender by
contender, so that a slow spell of the machine hits both alike. Sections are matched by their order, contenders by
name. Where a process lies in memory moves its times by a few per cent. So the rounds are spread over several pairs of
fresh processes.

What waits for nothing is counted in instructions too, where valgrind is installed. That figure does not depend on the
machine's load.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import counting
from measure import Spread
from report import Report
from trees import ROOT, SCRIPT, Key, Pair, environment, tree_of

NAMES = ("calls", "engines", "policies", "steps", "decode")  # those that take turns by `interleave`
_NOTICED = 0.03  # smaller changes are not told apart from the places of two processes in memory


def compare(commit: str, names: list[str], *, quick: bool, turn: Callable[[], None]) -> list[Report]:
    """Measure both trees, and say what got slower.

    Args:
        commit: whose tree is the measure; anything git knows a commit by.
        names: benchmarks.
        quick: few rounds, for a first look.
        turn: called after each turn.
    """
    other = tree_of(commit)
    pairs: dict[Key, Pair] = {}
    for seed in range(2 if quick else 3):
        for name in names:
            with _workers(other, name, seed, quick=quick) as workers:
                _take_turns(*workers, name, pairs, rounds=3 if quick else 5, turn=turn)
    countable = [name for name in names if name in counting.NAMES]
    counts = counting.count(other, countable) if countable and counting.is_possible() else {}
    reports = [_timed(name, commit, {key: pair for key, pair in pairs.items() if key[0] == name}) for name in names]
    if counts:
        reports.append(_counted(commit, counts))
    elif countable:
        reports[-1].notes.append("Instructions were not counted: valgrind is not installed.")
    return [*reports, _slower(pairs, counts)]


class _Worker:
    """A process that measures one tree."""

    def __init__(self, tree: Path, name: str, seed: int, *, quick: bool) -> None:
        command = [sys.executable, "-P", str(SCRIPT), name, *(["--quick"] if quick else [])]
        self._what = f"{name} of {tree}"
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen(command, cwd=tree, env=environment(tree, seed), **pipes)

    def hear(self) -> dict[str, Any]:
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self._what} ended with {self._process.wait()}; its output is above")
        facts: dict[str, Any] = json.loads(line)
        return facts

    def say(self, line: str) -> None:
        print(line, file=self._process.stdin, flush=True)

    def turn(self, contender: str) -> float:
        self.say(contender)
        seconds: float = self.hear()["seconds"]
        return seconds

    def close(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.terminate()
        self._process.wait()


@contextmanager
def _workers(other: Path, name: str, seed: int, *, quick: bool) -> Iterator[tuple[_Worker, _Worker]]:
    before, now = _Worker(other, name, seed, quick=quick), _Worker(ROOT, name, seed, quick=quick)
    try:
        yield before, now
    finally:
        before.close()
        now.close()


def _take_turns(
    before: _Worker, now: _Worker, name: str, pairs: dict[Key, Pair], *, rounds: int, turn: Callable[[], None]
) -> None:
    """A pair of processes through all sections of a benchmark."""
    for section in itertools.count():
        theirs, ours = before.hear(), now.hear()
        if "over" in theirs or "over" in ours:
            return  # what only one tree has comes last
        label = ours["label"] or f"section {section + 1}"
        for round_ in range(rounds):
            for contender in dict.fromkeys([*ours["contenders"], *theirs["contenders"]]):
                have = [side for side, facts in ((before, theirs), (now, ours)) if contender in facts["contenders"]]
                seconds = {worker: worker.turn(contender) for worker in (have if round_ % 2 else reversed(have))}
                if len(seconds) == 2:
                    pair = pairs.setdefault((name, section, contender), Pair(label, _NOTICED))
                    pair.before.append(seconds[before])
                    pair.now.append(seconds[now])
                turn()
        before.say("")
        now.say("")


def _timed(name: str, commit: str, pairs: Mapping[Key, Pair]) -> Report:
    rows: list[list[str | float | Spread]] = []
    section = -1
    for key, pair in pairs.items():
        heading, section = ("" if key[1] == section else pair.label), key[1]
        before, now = (Spread.of([seconds * 1e6 for seconds in side]) for side in (pair.before, pair.now))
        rows.append([heading, key[2], before.median, now.median, pair.ratio, pair.verdict])
    rounds = max((len(pair.now) for pair in pairs.values()), default=0)
    notes = [f"{rounds} rounds, trees in turns. Medians; ratios are taken round by round, quartiles in brackets."]
    columns = ["", "", f"{commit}, µs", "now, µs", "now of it", ""]
    return Report(f"{name}: this tree against {commit}", columns, rows, notes)


def _counted(commit: str, counts: Mapping[Key, Pair]) -> Report:
    rows: list[list[str | float | Spread]] = [
        [f"{name}, {pair.label}", contender, pair.before[0], pair.now[0], pair.ratio.median, pair.verdict]
        for (name, _, contender), pair in counts.items()
    ]
    notes = ["Of valgrind, without passes of the garbage collector: the same at any load."]
    return Report(f"instructions: this tree against {commit}", ["", "", commit, "now", "now of it", ""], rows, notes)


def _slower(pairs: Mapping[Key, Pair], counts: Mapping[Key, Pair]) -> Report:
    rows: list[list[str | float | Spread]] = [
        [f"{key[0]}, {pair.label}", key[2], what, pair.ratio]
        for what, found in (("time", pairs), ("instructions", counts))
        for key, pair in found.items()
        if pair.verdict == "slower"
    ]
    told = "The median says so, and five rounds of six." if rows else "Nothing."
    return Report("what got slower", ["", "", "by", "now, of before"], rows, [told])
