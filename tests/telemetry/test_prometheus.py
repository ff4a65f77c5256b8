"""Metrics as Prometheus reads them."""

from __future__ import annotations

import gc
import importlib
from collections import Counter
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from ferrule import Breaker
from ferrule.call import Call, Operation, Response, Trace
from ferrule.errors import CircuitOpen
from ferrule.telemetry import Prometheus, Statistics, prometheus, registry
from telemetry_clients import ONCE_MORE, Tokens, called, client_in, tried
from worlds import SimWorld, World, a_call, a_response

Series = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def scraped(collectors: CollectorRegistry) -> Series:
    """What a scrape brings; the parser refuses what Prometheus would."""
    families = text_string_to_metric_families(generate_latest(collectors).decode())
    samples = [sample for family in families for sample in family.samples]
    names = Counter((sample.name, tuple(sorted(sample.labels.items()))) for sample in samples)
    assert {name: times for name, times in names.items() if times > 1} == {}, "a series comes twice"
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for one in samples}


def total(series: Series, name: str, **labels: str) -> float:
    """The sum of the series of a metric that have these labels."""
    return sum(value for (one, given), value in series.items() if one == name and labels.items() <= dict(given).items())


@pytest.fixture
def collectors() -> CollectorRegistry:
    """A registry with Ferrule's collector."""
    made = CollectorRegistry()
    made.register(Prometheus())
    return made


def test_a_scrape_reads_what_was_counted(world: World, collectors: CollectorRegistry) -> None:
    """Calls by outcome, attempts, retries, breaker and queue; names and units as Prometheus writes them."""
    before = scraped(collectors)
    client = client_in(world, retry=ONCE_MORE, breaker=Breaker(), auth=Tokens())
    world.script(world.after(0.3, 503), world.after(0.1, 200), 404)

    async def scenario() -> None:
        await called(client)
        await called(client)
        client.breaker.isolate()
        assert isinstance(await tried(client), CircuitOpen)
        after = scraped(collectors)

        def grown(name: str, **labels: str) -> float:
            return total(after, name, **labels) - total(before, name, **labels)

        own = {"ferrule_api": "github", "ferrule_operation": "users/get-by-username"}
        assert grown("ferrule_calls_total", **own) == 3
        assert grown("ferrule_calls_total", outcome="error", error_type="404", **own) == 1
        assert grown("ferrule_attempts_total", **own) == 4
        assert grown("ferrule_retry_calls_total", reason="503", **own) == 1
        assert grown("ferrule_circuitbreaker_not_permitted_calls_total", **own) == 1
        assert grown("ferrule_circuitbreaker_transitions_total", state="isolated") == 1
        assert grown("ferrule_token_refreshes_total", outcome="refreshed") == 1
        assert total(after, "ferrule_circuitbreaker_state", circuit="https://api.github.com", state="isolated") >= 1
        assert grown("ferrule_call_duration_seconds_count", **own) == 3
        assert grown("ferrule_call_duration_seconds_bucket", le="0.25", **own) == 2
        assert grown("ferrule_call_duration_seconds_bucket", le="0.5", **own) == 3
        assert grown("ferrule_call_duration_seconds_bucket", le="+Inf", **own) == 3
        assert grown("ferrule_call_duration_seconds_sum", **own) == pytest.approx(0.4)

    world.run(scenario)


@pytest.fixture
def reloaded() -> Iterator[ModuleType]:
    """The module, loaded again; as it was at the end, or other tests would find two classes of a name."""
    before = dict(vars(prometheus))
    yield importlib.reload(prometheus)
    vars(prometheus).update(before)


def test_however_often_it_is_registered_each_series_comes_once(
    world: World, collectors: CollectorRegistry, reloaded: ModuleType
) -> None:
    """By two clients, and by a module that is loaded again."""
    client = client_in(world)
    collectors.register(Prometheus())
    collectors.register(reloaded.Prometheus())

    async def scenario() -> None:
        await called(client)
        scraped(collectors)

    world.run(scenario)
    collectors.unregister(Prometheus())
    assert scraped(collectors) == {}


def test_no_counter_falls_when_a_client_closes_or_goes(world: World, collectors: CollectorRegistry) -> None:
    """Nor when it is collected between two scrapes; what it counted last is not lost."""
    before = scraped(collectors)

    async def scenario() -> None:
        client = client_in(world, breaker=Breaker())
        await called(client)
        client.breaker.isolate()
        client.breaker.close()
        middle = scraped(collectors)
        await called(client)
        await client._session.core.aclose()
        closed = scraped(collectors)
        assert total(closed, "ferrule_calls_total") == total(middle, "ferrule_calls_total") + 1
        for (name, labels), value in middle.items():
            if name.endswith(("_total", "_count", "_sum", "_bucket")):
                assert closed[name, labels] >= value

    world.run(scenario)
    world.sent.clear()
    gc.collect()
    after = scraped(collectors)
    assert total(after, "ferrule_calls_total") == total(before, "ferrule_calls_total") + 2
    for (name, labels), value in before.items():
        if name.endswith(("_total", "_count", "_sum", "_bucket")):
            assert after[name, labels] >= value


def test_a_client_a_request_makes_no_series_of_its_own(collectors: CollectorRegistry) -> None:
    """Thousands of users with a client each are one API; redirects to anywhere are a hundred circuits."""
    world = SimWorld()

    async def scenario() -> None:
        for number in range(500):
            client = client_in(world, breaker=Breaker(), auth=Tokens(identity=f"user-{number}"))
            world.script(a_response(302, location=f"https://h{number}.test/"), 503)
            await tried(client)
            world.sent.clear()
        series = scraped(collectors)
        assert len([name for name, _ in series if name == "ferrule_circuitbreaker_state"]) <= 4 * 101
        assert "user-1" not in str(series)
        assert len(series) < 1_000

    world.run(scenario)


def test_operations_without_end_are_other(collectors: CollectorRegistry) -> None:
    """Of one `Statistics`, 2000 are told apart."""
    statistics = Statistics()
    registry.add(statistics)
    for number in range(3_000):
        operation = Operation("endless", f"o{number}", f"o.o{number}", "GET", "/x")
        call: Call = a_call(operation=operation)
        outcome: Any = Response(200, [])
        statistics.on_call(call, Trace(), outcome)
    names = {
        dict(labels).get("ferrule_operation")
        for name, labels in scraped(collectors)
        if name == "ferrule_attempts_total"
    }
    assert len(names) <= 2_100
    assert "other" in names
