"""What each backend of telemetry adds to a call over an engine that answers at once.

Beside it, what `opentelemetry-instrumentation-httpx` adds to a request of bare httpx whose transport answers at once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import httpx
import samples
import structlog
from measure import Spread, Timing, Work, interleave, micros, repeat
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ALWAYS_ON, Sampler
from report import Budget, Report

from ferrule import Policies
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.blocking import BlockingRuntime
from ferrule.telemetry import Log, OpenTelemetry, StructLog
from ferrule_apis.github import AsyncGitHub, GitHub
from policies import NullEngine

_NONE, _STATISTICS = "ferrule, nothing", "ferrule, statistics (the default)"
_BARE, _INSTRUMENTED = "httpx, nothing", "httpx, its instrumentation, all sampled"
_UNSAMPLED = "httpx, its instrumentation, none sampled"


def turns(*, quick: bool) -> int:
    """Turns in all, for the progress bar."""
    return 2 * _size(quick)[0] * (len(_backends()) + 5)


def run(*, quick: bool, tick: Callable[[], None]) -> list[Report]:
    """Measure."""
    rounds, times = _size(quick)
    take = partial(interleave, rounds=rounds, times=times, tick=tick, clock=time.process_time)
    with asyncio.Runner() as runner:
        in_async = take(_async_work(runner), label="async")
    in_blocking = take(_blocking_work(), label="blocking")
    worlds = (in_async, in_blocking)
    rows: list[list[str | float | Spread]] = [
        [name, *(micros(_above(timing, name)) for timing in worlds)]
        for name in in_async.seconds
        if name not in (_NONE, _BARE)
    ]
    return [
        Report(
            "telemetry: what each backend adds",
            ["", "async, added", "blocking, added"],
            rows,
            [
                f"{rounds} rounds of {times} calls, in turns, in processor time. Of Ferrule beyond a client that counts "
                "nothing; backends beyond one that counts. Of httpx beyond a bare client. No exporter runs, and no line "
                "is written."
            ],
            [
                Budget(f"statistics, {label}", "µs", 3.0, timing.above(_STATISTICS, _NONE).median * 1e6)
                for label, timing in zip(("async", "blocking"), worlds, strict=True)
            ],
        )
    ]


def _above(timing: Timing, name: str) -> Spread:
    base = _BARE if name.startswith("httpx") else _NONE if name == _STATISTICS else _STATISTICS
    return timing.above(name, base)


def _size(quick: bool) -> tuple[int, int]:
    return (5, 100) if quick else (31, 200)


def _providers(sampler: Sampler) -> dict[str, Any]:
    return {
        "tracer_provider": TracerProvider(sampler=sampler),
        "meter_provider": MeterProvider([InMemoryMetricReader()]),
    }


def _silent() -> logging.Logger:
    """A logger that makes each record, and writes none."""
    logger = logging.Logger("silent", logging.DEBUG)
    logger.addHandler(logging.NullHandler())
    return logger


def _backends() -> dict[str, Callable[[], Any]]:
    filtering = structlog.make_filtering_bound_logger(logging.WARNING)
    return {
        "ferrule, Log, level WARNING": lambda: Log(logging.Logger("off", logging.WARNING)),
        "ferrule, Log, level DEBUG": lambda: Log(_silent()),
        "ferrule, StructLog, level WARNING": lambda: StructLog(
            structlog.wrap_logger(structlog.PrintLogger(), wrapper_class=filtering)
        ),
        "ferrule, OpenTelemetry, all sampled": lambda: OpenTelemetry(**_providers(ALWAYS_ON)),
        "ferrule, OpenTelemetry, none sampled": lambda: OpenTelemetry(**_providers(ALWAYS_OFF)),
    }


def _settings() -> dict[str, Policies]:
    backends = {name: Policies(observers=[make()]) for name, make in _backends().items()}
    return {_NONE: Policies(statistics=False), _STATISTICS: Policies(), **backends}


_URL = "https://api.github.com/users/octocat"


def _transport() -> httpx.MockTransport:
    """One for each client: it is the transport that is instrumented."""
    return httpx.MockTransport(_answer)


def _answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, headers=samples.HEADERS, content=samples.profile())


def _instrumented(client: Any, sampler: Sampler) -> Any:
    HTTPXClientInstrumentor.instrument_client(client, **_providers(sampler))
    return client


def _async_work(runner: asyncio.Runner) -> dict[str, Work]:
    def work(call: Callable[[], Any]) -> Work:
        async def repeat_async(times: int) -> None:
            for _ in range(times):
                await call()

        return lambda times: runner.run(repeat_async(times))

    found: dict[str, Work] = {}
    for name, policies in _settings().items():
        client = AsyncGitHub(policies=policies, runtime=AsyncRuntime(NullEngine()))
        found[name] = work(partial(client.users.get_by_username.raw, "octocat"))
    found[_BARE] = work(partial(httpx.AsyncClient(transport=_transport()).get, _URL))
    for name, sampler in ((_INSTRUMENTED, ALWAYS_ON), (_UNSAMPLED, ALWAYS_OFF)):
        found[name] = work(partial(_instrumented(httpx.AsyncClient(transport=_transport()), sampler).get, _URL))
    return found


def _blocking_work() -> dict[str, Work]:
    found: dict[str, Work] = {}
    for name, policies in _settings().items():
        client = GitHub(policies=policies, runtime=BlockingRuntime(NullEngine()))
        found[name] = repeat(partial(client.users.get_by_username.raw, "octocat"))
    found[_BARE] = repeat(partial(httpx.Client(transport=_transport()).get, _URL))
    for name, sampler in ((_INSTRUMENTED, ALWAYS_ON), (_UNSAMPLED, ALWAYS_OFF)):
        found[name] = repeat(partial(_instrumented(httpx.Client(transport=_transport()), sampler).get, _URL))
    return found
