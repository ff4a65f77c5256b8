"""The API of the storm: a server that takes so many requests a second, and answers all others 503."""

from __future__ import annotations

import asyncio
import json
import sys
import time

import attrs

_OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
_BUSY = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"


@attrs.frozen(kw_only=True)
class Plan:
    """When what happens; times are seconds since the epoch, as all processes share that clock.

    Attributes:
        begin: the first call.
        trouble: the brownout begins.
        well: it is over.
        end: the last call.
        capacity: requests a second that the API takes when it is well.
        brownout: requests a second that it takes meanwhile.
        latency: seconds that an answer takes.
    """

    begin: float
    trouble: float
    well: float
    end: float
    capacity: float = 200.0
    brownout: float = 20.0
    latency: float = 0.02

    def second(self) -> int:
        """The second of the storm that it is now."""
        return int(time.time() - self.begin)


class Api(asyncio.Protocol):
    """One connection; GET requests without bodies, one after the other."""

    def __init__(self, limit: Limit, counts: list[list[int]], plan: Plan) -> None:
        self._limit, self._counts, self._plan = limit, counts, plan
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            _, self._received = self._received.split(b"\r\n\r\n", 1)
            taken = self._limit.take()
            second = self._plan.second()
            if 0 <= second < len(self._counts):
                self._counts[second][0] += 1
                self._counts[second][1] += taken
            asyncio.get_running_loop().call_later(self._plan.latency, self._answer, _OK if taken else _BUSY)

    def _answer(self, response: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(response)


class Limit:
    """A token bucket whose rate is lower during the brownout; a quarter of a second may come at once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._tokens, self._at = 0.0, time.time()

    def take(self) -> bool:
        now = time.time()
        rate = self._plan.brownout if self._plan.trouble <= now < self._plan.well else self._plan.capacity
        self._tokens = min(rate / 4, self._tokens + (now - self._at) * rate)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


async def serve(plan: Plan, port: int) -> list[list[int]]:
    """Be the API until the end of the storm; requests and good answers, by second."""
    counts = [[0, 0] for _ in range(int(plan.end - plan.begin) + 1)]
    limit = Limit(plan)
    server = await asyncio.get_running_loop().create_server(lambda: Api(limit, counts, plan), "127.0.0.1", port)
    async with server:
        await asyncio.sleep(plan.end - time.time() + 1)
    return counts


if __name__ == "__main__":
    print(json.dumps(asyncio.run(serve(Plan(**json.loads(sys.argv[1])), int(sys.argv[2])))))
