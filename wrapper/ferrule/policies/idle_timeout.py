"""The body of a streamed response: each silence is bounded, and what breaks it says how much had come."""

from __future__ import annotations

import math
from collections.abc import Callable

from ferrule.call import Call
from ferrule.call.response import Source
from ferrule.errors import StreamBroken, WireError
from ferrule.runtime.base import Runtime


class Watched:
    """Receives from an engine within `options.idle_timeout` for each part; raises `StreamBroken` when the body breaks.

    Only waiting counts. A caller may take any time between two parts.
    """

    def __init__(self, source: Source, call: Call, runtime: Runtime) -> None:
        self._source = source
        self._call = call
        self._runtime = runtime
        self._received = 0

    async def receive(self) -> bytes:
        seconds, runtime = self._call.options.idle_timeout, self._runtime
        limit = runtime.timeout(math.inf if seconds is None else runtime.now() + seconds)
        try:
            with limit:
                part = await self._source.receive()
        except TimeoutError:
            if not limit.expired:
                raise
            raise self._broken(f"nothing more came within {seconds:g} s (idle_timeout)") from None
        except WireError as error:
            raise self._broken(str(error.args[0])) from error
        self._received += len(part)
        self._call.trace.read = runtime.now() - self._call.trace.started
        return part

    async def release(self) -> None:
        await self._source.release()

    def abandon(self, then: Callable[[], object]) -> None:
        self._source.abandon(then)

    def _broken(self, why: str) -> StreamBroken:
        call, trace = self._call, self._call.trace
        error = StreamBroken(f"the body ended early, after {self._received} bytes: {why}", received=self._received)
        error.operation, error.attempts, error.trace = call.operation, tuple(trace.attempts), trace
        return error
