"""A fleet of clients against one server, in virtual time: the production policies, a simulated network.

The server has workers and a queue without bound. It does not know when a client has given up, so it works for the
dead too. That is how retries turn a slow minute into an outage that feeds itself.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable

import attrs

from ferrule.auth.policy import AuthPolicy
from ferrule.call import Call, Facts, Operation, Response
from ferrule.errors import CallError, ReadFailed
from ferrule.policies.limiters import TokenBucket
from ferrule.policies.pipeline import Next, compose
from ferrule.runtime.base import Event
from ferrule.runtime.sim import SimRuntime
from ferrule.settings.order import assemble
from ferrule.settings.policies import Policies

ORIGIN = "https://api.fleet.test"
OPERATION = Operation(api="fleet", id="things/get", name="things.get", method="GET", path="/things")


@attrs.frozen(kw_only=True)
class Scenario:
    """What happens to whom.

    Attributes:
        clients: number of clients, each with its own policies and state.
        rate: calls a second that the whole fleet makes, at random moments (a Poisson process).
        service: seconds of work a request takes on average, exponentially distributed.
        load: share of the server's capacity that the fleet needs when all is well.
        trouble: from when to when, in seconds, the server is in trouble.
        capacity: share of the capacity left meanwhile; 0 for an outage, in which each request fails at once.
        sheds: what is more than the capacity is answered 503 at once, instead of waiting.
        length: seconds in all.
    """

    clients: int = 2000
    rate: float = 1600.0
    service: float = 0.05
    load: float = 0.6
    trouble: tuple[float, float] = (30.0, 90.0)
    capacity: float = 0.2
    sheds: bool = False
    length: float = 300.0


@attrs.define
class Second:
    """What happened in one second.

    Attributes:
        calls: calls begun.
        sends: requests that reached the server.
        good: calls that ended well.
        bad: calls that failed.
        queue: requests waiting at the server at its end.
    """

    calls: int = 0
    sends: int = 0
    good: int = 0
    bad: int = 0
    queue: int = 0


class Server:
    """Workers on a queue; in an outage it resets each connection instead."""

    def __init__(self, scenario: Scenario, seconds: list[Second], rng: random.Random) -> None:
        self._scenario = scenario
        self._seconds = seconds
        self._rng = rng
        self._queue: deque[Event] = deque()
        self._busy = 0
        self._workers = max(1, round(scenario.rate * scenario.service / scenario.load))
        rates = (scenario.rate / scenario.load * share for share in (1.0, scenario.capacity or 1.0))
        self._limits = [TokenBucket(rate, 1.0, rate / 4) for rate in rates]
        self.runtime: SimRuntime

    async def handle(self, call: Call) -> Response:
        """One request, from its arrival until its answer, if the client still waits for it."""
        now = self.runtime.now()
        self._second(now).sends += 1
        if self._allowed(now) == 0:
            raise ReadFailed("reset")
        if self._scenario.sheds:
            await self.runtime.sleep(self._scenario.service)
            return Response(200 if self._takes(now) else 503, [])
        done = self.runtime.event()
        self._queue.append(done)
        self._start()
        await done.wait()
        return Response(200, [])

    def _takes(self, now: float) -> bool:
        """Count a request against the capacity, of which a quarter of a second may be used at once."""
        begin, end = self._scenario.trouble
        limit = self._limits[begin <= now < end]
        if limit.delay(1, now) > 0:
            return False
        limit.take(1, now)
        return True

    def note_queue(self) -> None:
        """Record how many wait."""
        self._second(self.runtime.now()).queue = len(self._queue)

    def _allowed(self, now: float) -> int:
        begin, end = self._scenario.trouble
        if not begin <= now < end:
            return self._workers
        share = self._scenario.capacity
        return max(1, round(self._workers * share)) if share else 0

    def _start(self) -> None:
        while self._queue and self._busy < self._allowed(self.runtime.now()):
            self._busy += 1
            done = self._queue.popleft()
            self.runtime.spawn(lambda done=done: self._work(done))

    async def _work(self, done: Event) -> None:
        await self.runtime.sleep(self._rng.expovariate(1 / self._scenario.service))
        done.set()
        self._busy -= 1
        self._start()

    def _second(self, now: float) -> Second:
        return self._seconds[min(int(now), len(self._seconds) - 1)]


def run(scenario: Scenario, make: Callable[[], Policies], seed: int = 1) -> list[Second]:
    """Let a fleet live through a scenario; what happened, second by second.

    Args:
        scenario: what happens.
        make: the policies of one client.
        seed: same seed, same run.
    """
    rng = random.Random(seed)
    seconds = [Second() for _ in range(round(scenario.length))]
    server = Server(scenario, seconds, rng)
    runtime = server.runtime = SimRuntime(server.handle, seed=seed)
    policies = make()
    options = policies.options()
    clients = [_client(policies, runtime) for _ in range(scenario.clients)]

    async def one(client: Next) -> None:
        call = Call(OPERATION, "GET", f"{ORIGIN}/things", {}, {}, options, ORIGIN)
        try:
            response = await client(call)
        except CallError:
            good = False
        else:
            good = response.is_success
        if runtime.now() < scenario.length:
            second = seconds[int(runtime.now())]
            second.good += good
            second.bad += not good

    async def main() -> None:
        noted = 0
        while (now := runtime.now()) < scenario.length:
            if now >= noted + 1:
                noted = int(now)
                server.note_queue()
            seconds[int(now)].calls += 1
            client = rng.choice(clients)
            runtime.spawn(lambda client=client: one(client))
            await runtime.sleep(rng.expovariate(scenario.rate))

    runtime.run(main)
    return seconds


def amplification(seconds: list[Second], scenario: Scenario) -> float:
    """Requests for each call while the server was in trouble."""
    begin, end = (round(at) for at in scenario.trouble)
    during = seconds[begin:end]
    return sum(second.sends for second in during) / sum(second.calls for second in during)


def recovery(seconds: list[Second], scenario: Scenario) -> float | None:
    """Seconds from the end of the trouble until 95 % of calls end well, and go on to, for 10 s; None for never."""
    end = round(scenario.trouble[1])
    for at in range(end, len(seconds) - 10):
        window = seconds[at : at + 10]
        if sum(second.good for second in window) >= 0.95 * sum(second.calls for second in window):
            return at - end
    return None


def _client(policies: Policies, runtime: SimRuntime) -> Next:
    return compose([seat.policy for seat in assemble(policies, AuthPolicy({}, None), Facts())], runtime)
