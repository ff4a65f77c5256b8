"""Which adaptive limit: the AIMD of `ferrule.policies.adaptive`, a gradient, or none. Measured in virtual time.

One client, whose callers all want to call again as soon as they have their answer. The server has workers and a queue
without bound. Prints, for each phase, answers in time as a share of what the server could do, and how long they took.
"""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Callable
from functools import partial
from statistics import quantiles

import attrs

from ferrule.call import Call, Operation, Options, Response
from ferrule.errors import CallError
from ferrule.policies import concurrency
from ferrule.policies.adaptive import Adaptive, Aimd
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.pipeline import compose
from ferrule.runtime.base import Event
from ferrule.runtime.sim import SimRuntime

OPERATION = Operation(api="fleet", id="things/get", name="things.get", method="GET", path="/things")
SERVICE, TIMEOUT, CALLERS, MOST = 0.05, 2.0, 400, 200
# name, seconds, workers
PHASES = [
    ("steady", 60.0, 20),
    ("brownout", 60.0, 4),
    ("steady again", 60.0, 20),
    ("hangs", 30.0, 0),
    ("back", 60.0, 20),
]

LATEST = [0.0]  # seconds that the newest answer took


class Gradient:
    """Shrinks as answers get slower than usual, and by drops, after Gradient2.

    What is usual is an average over the past, or (`floor`) the fastest window, which may only rise slowly.
    """

    def __init__(self, settings: Adaptive, most: int, *, floor: bool = False) -> None:
        self._floor = floor
        self._settings = settings
        self._most = float(most)
        self._limit = float(min(settings.initial, most))
        self._usual = math.nan
        self._begin()

    @property
    def limit(self) -> int:
        return int(self._limit)

    def answered(self, active: int) -> None:
        self._total += LATEST[0]
        self._count += 1
        self._see(active)

    def dropped(self, began: float, now: float) -> None:
        self._drops += 1
        self._see(0)

    def _see(self, active: int) -> None:
        self._peak = max(self._peak, active)
        if self._count + self._drops >= max(10, min(self._limit, 100)):
            self._decide()
            self._begin()

    def _decide(self) -> None:
        if self._drops:
            self._set(self._limit * self._settings.backoff)
            return
        short = self._total / self._count
        if math.isnan(self._usual):
            self._usual = short
        elif self._floor:
            self._usual = min(short, self._usual * 1.002)
        else:
            self._usual = min(self._usual + 0.05 * (short - self._usual), 2 * short)
        gradient = max(0.5, min(1.0, 1.5 * self._usual / short))
        if gradient == 1.0 and self._peak < self._limit / 2:
            return  # it was not what held calls back: nothing was learnt about more
        self._set(self._limit * gradient + math.sqrt(self._limit))

    def _set(self, limit: float) -> None:
        smoothed = limit if limit < self._limit else 0.8 * self._limit + 0.2 * limit
        self._limit = min(max(smoothed, float(self._settings.minimum)), self._most)

    def _begin(self) -> None:
        self._total, self._count, self._drops, self._peak = 0.0, 0, 0, 0


@attrs.define
class Phase:
    name: str
    until: float
    workers: int
    took: list[float] = attrs.field(factory=list)
    failed: int = 0


def measure(make: Callable[[Adaptive, int], object] | None) -> tuple[list[Phase], list[int]]:
    """Let one client live through all phases; the phases, and its limit at the end of each."""
    concurrency.Aimd = make or Aimd  # type: ignore[assignment,misc]
    settings = Concurrency(limit=MOST, queue=CALLERS, adaptive=Adaptive() if make else None)
    phases, at = [], 0.0
    for name, seconds, workers in PHASES:
        at += seconds
        phases.append(Phase(name, at, workers))
    rng, queue, busy = random.Random(1), deque[Event](), 0

    def phase() -> Phase:
        return next((one for one in phases if runtime.now() < one.until), phases[-1])

    def start() -> None:
        nonlocal busy
        while queue and busy < phase().workers:
            busy += 1
            done = queue.popleft()
            runtime.spawn(lambda done=done: work(done))

    async def work(done: Event) -> None:
        nonlocal busy
        await runtime.sleep(rng.expovariate(1 / SERVICE))
        done.set()
        busy -= 1
        start()

    async def handle(call: Call) -> Response:
        done = runtime.event()
        queue.append(done)
        start()
        began = runtime.now()
        await done.wait()
        LATEST[0] = runtime.now() - began
        return Response(200, [])

    runtime = SimRuntime(handle)
    policy = ConcurrencyPolicy(settings)
    client = compose([DeadlinePolicy(), policy, AttemptTimeoutPolicy()], runtime)
    options = Options(deadline=None, attempt_timeout=TIMEOUT)

    async def caller() -> None:
        while True:
            call = Call(OPERATION, "GET", "https://api.fleet.test/things", {}, {}, options)
            try:
                await client(call)
            except CallError:
                phase().failed += 1
            else:
                phase().took.append(runtime.now() - call.trace.started - call.trace.sent)

    limits: list[int] = []

    async def main() -> None:
        for _ in range(CALLERS):
            runtime.spawn(caller)
        for one in phases:
            await runtime.sleep(one.until - runtime.now())
            limits.append(policy.limit)
            start()  # the server's workers come back

    runtime.run(main)
    return phases, limits


def main() -> None:
    contenders = {
        "none": None,
        "AIMD": Aimd,
        "gradient": Gradient,
        "gradient from the fastest window": partial(Gradient, floor=True),
    }
    for name, make in contenders.items():
        print(name)
        begin = 0.0
        for one, limit in zip(*measure(make), strict=True):
            able = one.workers / SERVICE * (one.until - begin)
            begin = one.until
            share = f"{len(one.took) / able:4.0%} of capacity" if able else "nothing possible"
            slow = f"{quantiles(one.took, n=20)[-1]:.2f} s" if len(one.took) > 1 else "-"
            print(f"  {one.name:<13} {share:<18} 95 % within {slow:<7} failed {one.failed:6} limit at the end {limit}")


if __name__ == "__main__":
    main()
