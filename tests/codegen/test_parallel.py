"""Work that is shared among processes."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from ferrule.codegen import CodegenError, parallel

pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")


@pytest.fixture(autouse=True)
def two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two tasks is done by another process."""
    monkeypatch.setattr(parallel, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_results_of_all_processes_come_back() -> None:
    """Also when there are more than a pipe holds."""
    results = parallel.in_parallel([lambda: (os.getpid(), "x" * 10_000)] * 100)
    assert len(results) == 100
    assert len({process for process, _ in results}) == 2


def test_a_failure_in_another_process_fails_the_run() -> None:
    """It is named as what it was."""

    def fail() -> None:
        raise KeyError("name")

    with pytest.raises(CodegenError, match=r"templates: KeyError: 'name'"):
        parallel.in_parallel([lambda: None, fail])


def test_the_death_of_another_process_fails_the_run() -> None:
    """The run does not wait for it forever: it may have had no memory left."""
    with pytest.raises(CodegenError, match="a process ended before its work was done"):
        parallel.in_parallel([lambda: None, lambda: os.kill(os.getpid(), signal.SIGKILL)])
