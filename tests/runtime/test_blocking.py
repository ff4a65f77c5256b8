"""What only blocking has: coroutines that never suspend, real threads, the system's clock."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from asyncio import CancelledError

import pytest

from ferrule.runtime.blocking import BlockingRuntime, drive
from worlds import World


def _runtime() -> BlockingRuntime:
    return BlockingRuntime(World())


def test_drive_returns_and_raises() -> None:
    """Driving gives what the coroutine returns or raises."""

    async def work(fail: bool) -> int:
        if fail:
            raise LookupError("lost")
        return 7

    assert drive(work(False)) == 7
    with pytest.raises(LookupError, match="lost"):
        drive(work(True))


def test_hook_that_suspends_is_named() -> None:
    """A user's hook that awaits something real is named, and closed, with what it was reached through."""
    closed: list[bool] = []

    async def fetch_token() -> None:
        try:
            await asyncio.sleep(1)
        finally:
            closed.append(True)

    async def policy() -> None:
        await fetch_token()

    async def main() -> None:
        with pytest.raises(TypeError, match=r"sleep suspended .*policy > .*fetch_token > sleep"):
            drive(policy())

    asyncio.run(main())
    assert closed == [True]


def test_drive_lets_interrupts_of_the_keyboard_pass() -> None:
    """KeyboardInterrupt leaves a call as it is."""

    async def work() -> None:
        with _runtime().timeout(1e12):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drive(work())


def test_system_clock_and_threads() -> None:
    """Without a clock of the test's, real threads wait on real time: joined, raced and cancelled without a pause."""
    runtime = _runtime()
    release, racing = runtime.event(), runtime.event()
    seen: list[str] = []

    async def wait_for_release() -> str:
        await release.wait()
        seen.append(threading.current_thread().name)
        return "released"

    async def wait_for_ever() -> str:
        racing.set()
        try:
            await runtime.sleep(1e6)
        except CancelledError:
            seen.append("cancelled")
            raise
        return "never"

    async def win() -> str:
        await racing.wait()
        return "won"

    async def scenario() -> None:
        before = runtime.now(), runtime.wall()
        task = runtime.spawn(wait_for_release)
        release.set()
        await task.join()
        assert await runtime.race(wait_for_ever, win) == (1, "won")
        with pytest.raises(TimeoutError):
            with runtime.timeout(runtime.now()):
                await runtime.sleep(1e6)
        assert runtime.now() >= before[0]
        assert runtime.wall() >= before[1] - 1

    drive(scenario())
    assert sorted(seen) == ["cancelled", "ferrule"]


def test_client_and_its_hook_may_have_different_runtimes() -> None:
    """A deadline holds for waits of another runtime inside its block, as a hook's own client has."""
    outer, inner = _runtime(), _runtime()

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            with outer.timeout(outer.now()):
                await inner.sleep(1e6)

    drive(scenario())


def test_forked_child_waits_for_no_thread_of_its_parent() -> None:
    """Closing in a forked child does not join works that run in the parent only."""
    program = """
import os, sys, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # forking beside a thread is the point here
from ferrule.runtime.blocking import BlockingRuntime, drive
class Nothing:
    async def send(self, call): ...
    async def aclose(self): ...
runtime = BlockingRuntime(Nothing())
event = runtime.event()
task = runtime.spawn(event.wait)
if (child := os.fork()) == 0:
    drive(runtime.aclose())
    os._exit(0)
status = os.waitpid(child, 0)[1]
event.set()
drive(task.join())
sys.exit(status)
"""
    ended = subprocess.run([sys.executable, "-c", program], timeout=120, check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_end_of_the_program_waits_for_work_with_grace() -> None:
    """Its thread is a daemon, which is stopped otherwise; a forked child waits for no thread of its parent's."""
    program = """
import os, sys, threading, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # forking beside a thread is the point here
from ferrule.runtime.blocking import BlockingRuntime
class Nothing:
    async def send(self, call): ...
    async def aclose(self): ...
async def work():
    threading.main_thread().join()  # returns when the program begins to end
    print("done", flush=True)
BlockingRuntime(Nothing()).spawn(work, grace=60.0)
if (child := os.fork()) == 0:
    sys.exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
    ended = subprocess.run([sys.executable, "-c", program], timeout=120, check=False, capture_output=True, text=True)
    assert (ended.stdout, ended.stderr) == ("7\ndone\n", "")
