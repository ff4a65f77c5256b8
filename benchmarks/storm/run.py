"""A storm: many processes call one API through a minute in which it can do little (`nox -s storm`).

Each process is a client of its own, as in a fleet. The API takes 200 requests a second, 20 during the brownout, and
answers all others 503.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import attrs
from clients import CLIENTS

from api import Plan

HERE = Path(__file__).parent


@attrs.frozen(kw_only=True)
class Size:
    """How large the storm is.

    Attributes:
        processes: clients.
        tasks: of each process.
        pause: seconds between the calls of a task on average, exponentially distributed.
        calm: seconds before the brownout.
        trouble: seconds of the brownout.
        after: seconds after it.
    """

    processes: int = 8
    tasks: int = 200
    pause: float = 20.0
    calm: float = 15.0
    trouble: float = 60.0
    after: float = 30.0


SHORT = Size(processes=4, tasks=100, pause=5.0, calm=4.0, trouble=12.0, after=8.0)


@attrs.frozen(kw_only=True)
class Figures:
    """What came of it.

    Attributes:
        goodput: good answers during the brownout, as a share of what the API could give.
        requests: requests a call during the brownout.
        back: seconds after its end until calls end well for good; None for never.
        failed_after: calls that failed after its end.
    """

    goodput: float
    requests: float
    back: int | None
    failed_after: int

    def __str__(self) -> str:
        back = "never" if self.back is None else f"{self.back} s"
        return f"{self.goodput:>8.2f} {self.requests:>16.2f} {back:>11} {self.failed_after:>13}"


def figures(api: list[list[int]], calls: list[list[int]], size: Size, capacity: float) -> Figures:
    """Put the counts of the API and of all processes together.

    Args:
        api: requests and good answers by second.
        calls: calls begun, ended well and failed by second.
        size: of the storm.
        capacity: good answers a second during the brownout.
    """
    begin, end = round(size.calm), round(size.calm + size.trouble)
    last = end + round(size.after) - 1
    good, requests = sum(second[1] for second in api[begin:end]), sum(second[0] for second in api[begin:end])
    fine = [second[2] <= 0.05 * (second[1] + second[2]) for second in calls[end:last]]
    back = next((at for at in range(len(fine)) if all(fine[at:])), None)
    return Figures(
        goodput=good / (capacity * size.trouble),
        requests=requests / sum(second[0] for second in calls[begin:end]),
        back=back,
        failed_after=sum(second[2] for second in calls[end:last]),
    )


def storm(client: str, size: Size) -> Figures:
    """Let the processes of one client through it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    begin = time.time() + 5  # until all processes are there
    trouble = begin + size.calm
    plan = Plan(begin=begin, trouble=trouble, well=trouble + size.trouble, end=trouble + size.trouble + size.after)
    told = attrs.asdict(plan)
    api = _start("api.py", json.dumps(told), str(port))
    given = {"plan": told, "url": f"http://127.0.0.1:{port}/things", "client": client, "tasks": size.tasks}
    processes = [_start("clients.py", json.dumps({**given, "pause": size.pause})) for _ in range(size.processes)]
    of_each = [json.loads(process.communicate()[0]) for process in processes]
    calls = [[sum(kinds) for kinds in zip(*seconds, strict=True)] for seconds in zip(*of_each, strict=True)]
    return figures(json.loads(api.communicate()[0]), calls, size, plan.brownout)


def _start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(HERE / script), *arguments], stdout=subprocess.PIPE, text=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="half a minute each, with half of the processes")
    parser.add_argument("clients", nargs="*", default=list(CLIENTS), help="httpx, stamina, httpx-retries, Ferrule")
    arguments = parser.parse_args()
    size = SHORT if arguments.short else Size()
    print(f"{size.processes} processes with {size.tasks} tasks each, {size.trouble:g} s of brownout")
    print(f"{'':<14} {'goodput':>8} {'requests a call':>16} {'well again':>11} {'failed after':>13}")
    for client in arguments.clients:
        print(f"{client:<14} {storm(client, size)}", flush=True)


if __name__ == "__main__":
    main()
