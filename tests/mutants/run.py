"""Change the files that decide, a little at a time, and see whether a test notices: `nox -s mutants`.

    python tests/mutants/run.py [--sample 400] [--seed 1] [--jobs 2] [FILE…]

Outcomes are kept in `.cache/mutants`, by what the changed module and its tests are. So a run that was ended goes on
where it was, and only what changed is run again. Each mutant runs in a process forked from this one, which has
imported pytest but nothing of Ferrule. Of the tests of its file, those run that reach its line.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import attrs
import httpx
import hypothesis
import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from mutants.operators import Mutant, mutants
from mutants.reach import Only, Reach, measure
from mutants.table import ROOT, files

_PRELOADED = (attrs, httpx, hypothesis, msgspec, pytest)
_CPU_SECONDS = 120  # more than the slowest tests take; who takes longer does not end
_IDLE_SECONDS = 60  # the same for tests that wait for ever: no test sleeps, however busy the machine is
_UNNOTICED = {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
_KEPT = ROOT / ".cache" / "mutants"


@attrs.frozen
class Job:
    """A mutant of a file, the tests that are to notice, and what it is known by."""

    path: Path
    mutant: Mutant
    tests: list[str]
    key: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.mutant.line}: {self.mutant.before!r} became {self.mutant.after!r}"


class Activity:
    """How long a process has used no processor time."""

    def __init__(self, process: int) -> None:
        self._stat = Path(f"/proc/{process}/stat")
        self._used, self._since = "", time.monotonic()

    def idle(self) -> float:
        """Seconds since it was last seen to have used some; where that is not told, a guess."""
        try:
            used = " ".join(self._stat.read_text().rpartition(")")[2].split()[11:13])  # proc(5): utime and stime
        except OSError:
            return (time.monotonic() - self._since) / 15
        if used != self._used:
            self._used, self._since = used, time.monotonic()
        return time.monotonic() - self._since


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from other source than its file's."""

    def __init__(self, path: Path, source: str) -> None:
        self._name = ".".join(path.relative_to(ROOT / "wrapper").with_suffix("").parts)
        self._path, self._source = path, source

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_file_location(name, self._path, loader=self) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, self._path, "exec"), module.__dict__)  # noqa: S102 - Ferrule's own source


def main() -> int:
    """Run a sample, print what survived and how many were killed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", help="parts of the names of files; all that decide if none is given")
    parser.add_argument("--sample", type=int, default=400, help="how many mutants; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--floor", type=float, default=0.9, help="share that must be killed")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    jobs = [job for path, tests in files().items() if _is_named(path, arguments.files) for job in _jobs(path, tests)]
    if arguments.sample:
        jobs = random.Random(arguments.seed).sample(jobs, min(arguments.sample, len(jobs)))
    controls = list({job.path.parent: _control(job) for job in jobs}.values())
    _KEPT.mkdir(parents=True, exist_ok=True)
    print("looking at which tests reach which lines", flush=True)
    reach = measure((test for job in jobs for test in job.tests), _KEPT)
    outcomes = _run([*jobs, *controls], reach, arguments.jobs)
    if broken := [str(job.path) for job in controls if outcomes[job.key] == "killed"]:
        sys.exit(f"tests fail without any change: those of {', '.join(broken)}")
    survivors = [job for job in jobs if outcomes[job.key] == "survived"]
    for job in sorted(survivors, key=str):
        print(f"survived: {job}")
    rooms = Counter(str(job.path.parent.name) for job in jobs)
    alive = Counter(str(job.path.parent.name) for job in survivors)
    print(", ".join(f"{room} {total - alive[room]} of {total}" for room, total in sorted(rooms.items())))
    killed = 1 - len(survivors) / len(jobs)
    print(f"{killed:.1%} of {len(jobs)} mutants killed")
    return int(killed < arguments.floor)


def _is_named(path: Path, names: list[str]) -> bool:
    return not names or any(name in path.as_posix() for name in names)


def _jobs(path: Path, tests: list[str]) -> list[Job]:
    digest = hashlib.sha256()
    for test in tests:
        for file in sorted((ROOT / test).rglob("*.py")) if (ROOT / test).is_dir() else [ROOT / test]:
            digest.update(file.read_bytes())
    found = list(mutants(path.read_text(encoding="utf-8")))
    keys = [hashlib.sha256(digest.digest() + one.source.encode()).hexdigest() for one in found]
    return [Job(path, one, tests, key) for one, key in zip(found, keys, strict=True)]


def _control(job: Job) -> Job:
    """The same without a change."""
    source = job.path.read_text(encoding="utf-8")
    return attrs.evolve(job, mutant=Mutant(0, "", "", source), key=f"control {job.path} {job.key}")


def _run(jobs: list[Job], reach: Reach, at_once: int) -> dict[str, str]:
    """Outcomes by key, those of earlier runs included."""
    kept = _KEPT / "outcomes.jsonl"
    outcomes: dict[str, str] = {}
    if kept.exists():
        outcomes = dict(json.loads(line) for line in kept.read_text().splitlines())
    left = [job for job in jobs if job.key not in outcomes]
    print(f"{len(jobs)} mutants, {len(jobs) - len(left)} known already", flush=True)
    running: dict[int, tuple[Job, Activity]] = {}
    with kept.open("a") as file:
        while left or running:
            while left and len(running) < at_once:
                job = left.pop()
                process = _start(job, reach)
                running[process] = (job, Activity(process))
            for process, outcome in _ended(running):
                job, _ = running.pop(process)
                outcomes[job.key] = outcome
                file.write(json.dumps([job.key, outcome]) + "\n")
                file.flush()
                print(f"{outcome}: {job} ({len(left) + len(running)} left)"[:200], flush=True)
    return outcomes


def _start(job: Job, reach: Reach) -> int:
    """Begin with one: with those of its tests that reach its line, or all where none is known to."""
    reached = frozenset(one for one in reach.tests(job.path, job.mutant.line) if one.startswith(tuple(job.tests)))
    tests = [test for test in job.tests if not reached or any(one.startswith(test) for one in reached)]
    if child := os.fork():
        return child
    os.setsid()  # so that all it starts can be ended with it
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    with (_KEPT / f"{os.getpid()}.log").open("wb") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    code = -1
    try:
        # pytest would import the packages of plugins, Ferrule's among them, in its own way.
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        sys.meta_path.insert(0, _Changed(job.path, job.mutant.source))
        own = f"--basetemp={_KEPT / str(os.getpid())}"  # other runs of pytest clear up the usual one
        arguments = ["-x", "-q", "-p", "no:cacheprovider", "-p", "respx.plugin", own, *tests]
        code = pytest.main(arguments, plugins=[Only(reached)] if reached else [])
    except BaseException:
        traceback.print_exc()
    os._exit(code)


def _ended(running: dict[int, tuple[Job, Activity]]) -> list[tuple[int, str]]:
    """Who has ended, and how; who takes too long is ended. Waits for the next a little."""
    time.sleep(0.05)
    found: list[tuple[int, str]] = []
    for process, (_, activity) in running.items():
        if activity.idle() > _IDLE_SECONDS:
            _end(process)
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            _end(process)
            # However it ended: without a change all is well, as the controls show.
            found.append((process, "survived" if os.waitstatus_to_exitcode(status) in _UNNOTICED else "killed"))
            (_KEPT / f"{process}.log").unlink()
            shutil.rmtree(_KEPT / str(process), ignore_errors=True)
    return found


def _end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
