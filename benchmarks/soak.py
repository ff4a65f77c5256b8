"""Hold one client under load and faults for a while, and look for what it leaves behind (`nox -s soak`).

64 threads share a blocking client, then 10,000 calls at once share an async one. The sandbox runs in a process of its
own, and answers late, with errors and with broken connections. In the end there must be no call in a queue or on the
wire, and no task, thread or connection more than before. Memory must have stopped growing. Then 10,000 streams are
dropped at random moments (`soak_streams.py`).
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import multiprocessing
import sys
import threading
import time
from collections import Counter
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

import soak_streams

from ferrule.auth.credentials import Bearer
from ferrule.errors import CallError
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.retry import Retry
from ferrule.sandbox import Latency, Reset, Sandbox, Status, Trickle, Truncate
from ferrule.settings.policies import Policies
from ferrule_apis.github import AsyncGitHub, GitHub

THREADS, TASKS = 64, 10_000
SETTLE = 1.0  # seconds for what was cancelled to end


def serve(pipe: Pipe) -> None:
    """The sandbox: says where it is, and how many connections it holds whenever it is asked."""
    with Sandbox("github", "assistant") as sandbox:
        sandbox.faults.add(Trickle(interval=0.001, size=2000), api="assistant", rate=0.5)
        sandbox.faults.add(Truncate(), api="assistant", rate=0.05)
        sandbox.faults.add(Status(503, retry_after=0), api="assistant", rate=0.05)
        sandbox.faults.add(Reset(), api="assistant", rate=0.02)
        sandbox.faults.add(Latency(0.005, "exponential"), api="github", rate=0.5)
        sandbox.faults.add(Status(503, retry_after=0), api="github", rate=0.05)
        sandbox.faults.add(Reset(), api="github", rate=0.02)
        pipe.send((sandbox.url("github"), sandbox.url("assistant")))
        while pipe.recv():
            sandbox.log.clear()
            pipe.send(sandbox.connections.open)


def policies(**more: Any) -> Policies:
    """Breaker off, as it would spare the server; the rest as users have it."""
    return Policies(breaker=None, cache=None, retry=Retry(transient_scale=0.01), **more)


def places(client: Any) -> ConcurrencyPolicy:
    """The client's bulkhead."""
    (found,) = (seat.policy for seat in client._session.core.seats if isinstance(seat.policy, ConcurrencyPolicy))
    return found


def memory() -> float:
    """MB of this process that are in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def threads(url: str, seconds: float, outcomes: Counter[str]) -> tuple[list[float], tuple[int, int]]:
    """Many threads on one blocking client; memory over time, and what was left on the wire and in the queue."""
    with GitHub(Bearer("any"), base_url=url, policies=policies()) as client:
        end = time.monotonic() + seconds

        def work() -> None:
            while time.monotonic() < end:
                try:
                    client.users.get_by_username("octocat")
                    outcomes["ok"] += 1
                except CallError as error:
                    outcomes[type(error).__name__] += 1

        workers = [threading.Thread(target=work) for _ in range(THREADS)]
        for worker in workers:
            worker.start()
        used = []
        while time.monotonic() < end:
            time.sleep(seconds / 10)
            used.append(memory())
        for worker in workers:
            worker.join()
        return used, (places(client).active, places(client).queued)


async def tasks(url: str, rounds: int, outcomes: Counter[str]) -> tuple[list[float], tuple[int, int], int]:
    """Rounds of many calls at once on one async client, a tenth of them cancelled; also how many tasks are left."""
    room = policies(deadline=None, concurrency=Concurrency(queue=TASKS))
    before = len(asyncio.all_tasks())
    async with AsyncGitHub(Bearer("any"), base_url=url, policies=room) as client:

        async def one() -> None:
            try:
                await client.users.get_by_username("octocat")
                outcomes["ok"] += 1
            except CallError as error:
                outcomes[type(error).__name__] += 1

        used = []
        for _ in range(rounds):
            made = [asyncio.create_task(one()) for _ in range(TASKS)]
            await asyncio.sleep(0.5)
            for task in made[::10]:
                task.cancel()
            results = await asyncio.gather(*made, return_exceptions=True)
            outcomes["cancelled"] += sum(isinstance(result, asyncio.CancelledError) for result in results)
            del made, results
            used.append(memory())
        await asyncio.sleep(SETTLE)
        return used, (places(client).active, places(client).queued), len(asyncio.all_tasks()) - before


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the threads run")
    parser.add_argument("--rounds", type=int, default=6, help="rounds of 10,000 calls")
    arguments = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    (url, assistant), alive = ours.recv(), threading.active_count()
    faults: list[str] = []

    def judge(what: str, used: list[float], left: tuple[int, int], outcomes: Counter[str]) -> None:
        time.sleep(SETTLE)
        ours.send(True)
        connections = ours.recv()
        grown = max(used[-2:]) / max(used[: len(used) // 2 + 1]) - 1
        print(f"{what}: {dict(outcomes)}")
        print(
            f"  MB: {', '.join(f'{one:.0f}' for one in used)}; on the wire, queued: {left}; connections: {connections}"
        )
        faults.extend(
            f"{what}: {fault}"
            for fault, is_so in (
                ("calls were left on the wire or in the queue", left != (0, 0)),
                (f"{connections} connections were left", connections > 0),
                (f"memory grew by {grown:.0%} in the second half", grown > 0.05),
                ("no call ended well", not outcomes["ok"]),
            )
            if is_so
        )

    outcomes: Counter[str] = Counter()
    used, left = threads(url, arguments.seconds, outcomes)
    judge(f"{THREADS} threads", used, left, outcomes)
    if threading.active_count() > alive:
        faults.append(f"{threading.active_count() - alive} threads were left")
    outcomes = Counter()
    used, left, tasks_left = asyncio.run(tasks(url, arguments.rounds, outcomes))
    judge(f"{TASKS} calls at once", used, left, outcomes)
    if tasks_left:
        faults.append(f"{tasks_left} tasks were left")
    faults += soak_streams.run(
        assistant, {"policies": policies()}, lambda client: (places(client).active, places(client).queued)
    )
    ours.send(True)
    if connections := ours.recv():
        faults.append(f"streams: {connections} connections were left")
    ours.send(False)
    server.join(10)
    print("\n".join(faults) or "nothing was left behind")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
