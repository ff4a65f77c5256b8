"""A thundering herd in real time: everybody needs the next token at once. `nox -s soak` makes the herd larger."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from auth.endpoints import CLIENT, TOKENS, Client, answer
from ferrule.auth.grants import ClientCredentials
from ferrule.auth.refresh import ScheduledToken
from ferrule.auth.tokens import Phase, Schedule, Token
from ferrule.call import Call, Options, Response
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime, drive
from worlds import a_response

SOAK = bool(os.environ.get("FERRULE_SOAK"))
CALLERS, THREADS, ROUNDS = (10_000, 64, 20) if SOAK else (1_000, 16, 3)
IN_TIME = Options(deadline=60.0)


class Engine:
    """An API, and a token endpoint that takes its time."""

    def __init__(self, wait: Callable[[float], Any]) -> None:
        self.wait = wait
        self.asked = 0
        self.sent = 0

    async def send(self, call: Call) -> Response:
        if call.url != TOKENS:
            self.sent += 1
            return a_response()
        self.asked += 1
        token = f"t{self.asked}"
        pause = self.wait(0.1)
        if pause is not None:
            await pause
        return answer(access_token=token, expires_in=300)

    async def aclose(self) -> None:
        """Nothing is open."""


def a_token_in(phase: Phase, now: float) -> ScheduledToken | None:
    """What a source holds at the moment in question."""
    away = {Phase.ADVISORY: (0, 60, 120), Phase.MANDATORY: (0, 0, 30), Phase.ENDED: (0, 0, 0)}.get(phase)
    return (
        None
        if away is None
        else ScheduledToken(Token(access="old"), Schedule(*(now + one for one in away)), now - 200.0)
    )


# FRESH stands for no token yet.
@pytest.mark.parametrize("phase", Phase)
def test_tasks_make_one_token_request(phase: Phase) -> None:
    """However many tasks need a token at the same moment, the token endpoint hears of it once."""
    engine = Engine(asyncio.sleep)
    runtime = AsyncRuntime(engine)

    async def scenario() -> None:
        credential = ClientCredentials(CLIENT)
        credential._state.current = a_token_in(phase, runtime.now())
        client = Client(runtime, credential)
        results = await asyncio.gather(*(client.get(options=IN_TIME) for _ in range(CALLERS)))
        assert set(results) == {200}
        await asyncio.sleep(0.15)
        assert credential.at_hand(runtime) == "t1"

    asyncio.run(scenario())
    assert (engine.asked, engine.sent) == (1, CALLERS)


@pytest.mark.parametrize("phase", Phase)
def test_threads_make_one_token_request(phase: Phase) -> None:
    """The same for threads, again and again, as their order differs each time."""
    for _ in range(ROUNDS):
        engine = Engine(time.sleep)
        runtime = BlockingRuntime(engine)
        credential = ClientCredentials(CLIENT)
        credential._state.current = a_token_in(phase, runtime.now())
        client = Client(runtime, credential)
        start, results = threading.Barrier(THREADS), []

        def call(client: Client = client, start: threading.Barrier = start, results: list[Any] = results) -> None:
            start.wait()
            results.extend(drive(client.get(options=IN_TIME)) for _ in range(5))

        threads = [threading.Thread(target=call) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        drive(runtime.aclose())
        assert results == [200] * THREADS * 5
        assert engine.asked == 1


def test_both_worlds_may_share_a_credential() -> None:
    """Threads of a blocking client and tasks of an async one wait for the same request."""
    slow = Engine(asyncio.sleep)
    runtime, blocking = AsyncRuntime(slow), BlockingRuntime(Engine(time.sleep))
    credential = ClientCredentials(CLIENT)
    results: list[Any] = []

    async def scenario() -> None:
        first = asyncio.ensure_future(Client(runtime, credential).get())
        await asyncio.sleep(0.02)
        get = Client(blocking, credential).get
        await asyncio.gather(*(asyncio.to_thread(lambda: results.append(drive(get()))) for _ in range(4)))
        results.append(await first)

    asyncio.run(scenario())
    assert results == [200] * 5
    assert slow.asked == 1
    assert credential.at_hand(blocking) == "t1"
