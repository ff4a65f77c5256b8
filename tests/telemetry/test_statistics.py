"""`client.stats()`: what was counted, and how the client stands."""

from __future__ import annotations

import asyncio
import copyreg
import json
import os
import threading

import pytest

import ferrule
from ferrule import Breaker, Concurrency, Policies, RateLimit, Retry
from ferrule.call import Call, Operation, Response
from ferrule.errors import CircuitOpen, ConfigError, ConnectFailed
from ferrule.policies.breaker import State
from ferrule.runtime.blocking import BlockingRuntime
from ferrule.telemetry import Statistics
from ferrule.telemetry.tally import OTHER
from ferrule_apis.github import GitHub
from ferrule_apis.github.api.users import get_by_username as get_user
from worlds import EPOCH, World, a_call, a_response

CALM = Policies(retry=None, cache=None)


def client_in(world: World, policies: Policies = CALM) -> GitHub:
    """A client whose calls are awaited by `called`, in whichever world."""
    return GitHub(policies=policies, runtime=world.runtime)


async def called(client: GitHub, name: str = "octocat") -> Response | Exception:
    """A call, and what became of it."""
    try:
        return (await client._session.exchange(get_user, name)).response
    except ferrule.CallError as error:
        return error


def test_calls_are_counted_by_what_became_of_them(world: World) -> None:
    """Success, errors by status and class, attempts, retries by their reason, and time."""
    client = client_in(world, Policies(retry=Retry(attempts=2, transient_scale=0.0), cache=None))

    async def scenario() -> None:
        world.script(world.after(0.5, 200), 404, 503, 200, ConnectFailed("no"), ConnectFailed("no"), 503)
        for _ in range(5):
            await called(client)
        ever = client.stats().operations[0].ever
        assert (ever.calls, ever.succeeded, ever.attempts) == (5, 2, 8)
        assert ever.success_rate == pytest.approx(0.4)
        assert ever.errors == {"404": 1, "503": 1, "ConnectFailed": 1}
        assert ever.retries == {"503": 2, "ConnectFailed": 1}
        assert ever.p99 == pytest.approx(0.5, rel=0.011)
        assert ever.mean == pytest.approx(0.1)

    world.run(scenario)


def test_windows_forget_and_the_start_does_not(world: World) -> None:
    """The last minute, the last ten, and everything; rates are by the time there was."""
    client = client_in(world)

    async def scenario() -> None:
        await called(client)
        await world.runtime.sleep(5.0)
        assert client.stats().operations[0].minute.per_second == pytest.approx(1 / 5)
        await world.runtime.sleep(115.0)
        await called(client)
        await called(client)
        one = client.stats().operations[0]
        assert (one.minute.calls, one.ten_minutes.calls, one.ever.calls) == (2, 3, 3)
        assert (one.minute.seconds, one.ever.seconds) == (60.0, 120.0)
        assert sum(one.series.calls) == 3
        assert (one.series.calls[-1], one.series.calls[-13], len(one.series.calls)) == (2, 1, 60)
        await world.runtime.sleep(3600.0)
        one = client.stats().operations[0]
        assert (one.minute.calls, one.ten_minutes.calls, one.ever.calls, sum(one.series.calls)) == (0, 0, 3, 0)
        assert one.minute.success_rate is None and one.minute.p50 is None

    world.run(scenario)


def test_waits_are_told_by_their_reason(world: World) -> None:
    """For a retry, for a place on the wire, for the client's own limit."""
    policies = Policies(
        retry=Retry(attempts=2), cache=None, concurrency=Concurrency(limit=1), rate_limit=RateLimit(rate=1.0, burst=1.0)
    )
    client = client_in(world, policies)

    async def scenario() -> None:
        world.script(world.after(3.0, 503), world.after(3.0, 200), world.after(3.0, 200))
        first = world.runtime.spawn(lambda: called(client))
        second = world.runtime.spawn(lambda: called(client))
        await first.join()
        await second.join()
        waits = client.stats().everything.ever.waits
        assert waits.keys() == {"retry", "queue", "rate-limit"}
        assert waits["rate-limit"].seconds == pytest.approx(1.0)
        assert waits["queue"].seconds > 1.0

    world.run(scenario)


def test_what_the_cache_answers_is_told(world: World) -> None:
    """A hit has no attempt; a validated response is told apart from one served as it was."""
    client = client_in(world, Policies(retry=None))

    async def scenario() -> None:
        world.script(a_response(200, b"{}", cache_control="max-age=10", etag='"1"'), a_response(304, b"", etag='"1"'))
        await called(client)
        await called(client)
        await world.runtime.sleep(20.0)
        await called(client)
        stats = client.stats()
        assert stats.operations[0].ever.cache == {"hit": 1, "validated": 1}
        assert (stats.operations[0].ever.calls, stats.operations[0].ever.attempts) == (3, 2)
        assert (stats.cache["hit"], stats.cache["miss"]) == (1, 1)

    world.run(scenario)


def test_a_caller_who_gives_up_spoils_no_success_rate(world: World) -> None:
    """Cancelled calls are counted apart."""
    client = client_in(world)
    world.handler = world.after(60.0, 200)

    async def scenario() -> None:
        task = world.runtime.spawn(lambda: called(client))
        await world.runtime.sleep(1.0)
        task.cancel()
        await task.join()
        ever = client.stats().everything.ever
        assert (ever.calls, ever.cancelled, ever.errors, ever.success_rate) == (1, 1, {}, None)
        assert client.stats().failures == ()

    world.run(scenario)


def test_it_tells_how_breaker_queue_and_budget_stand(world: World) -> None:
    """Each circuit with its reason and what it refused; its changes; places on the wire; what is left of the budget."""
    policies = Policies(
        retry=Retry(attempts=2, transient_scale=0.0), cache=None, breaker=Breaker(minimum_calls=2, jitter=0.0)
    )
    client = client_in(world, policies)
    world.script(503)

    async def scenario() -> None:
        await world.runtime.sleep(10.0)
        assert client.stats().budget.left == pytest.approx(5.0)
        for _ in range(3):
            await called(client)
        stats = client.stats()
        (circuit,) = stats.circuits
        assert (circuit.state, circuit.failures, circuit.refused) == (State.OPEN, 0, 2)
        assert circuit.retry_after == pytest.approx(5.0)
        (change,) = stats.changes
        assert (change.before, change.after, change.at) == ("closed", "open", EPOCH + 10.0)
        assert (stats.queue.active, stats.queue.queued, stats.queue.limit) == (0, 0, 100)
        assert stats.budget.left == pytest.approx(
            4.2
        )  # one of the reserve is lent, and one call has earned a fifth of one
        assert stats.limiter.rate is None
        assert stats.everything.ever.errors == {"CircuitOpen": 2, "503": 1}

    world.run(scenario)


def test_failures_come_with_their_explanation_and_their_timeline(world: World) -> None:
    """The newest first, by the words of the error; wall time; attempts and waits as data."""
    client = client_in(world, Policies(retry=Retry(attempts=2), cache=None))
    world.script(404, ConnectFailed("refused"), 503)

    async def scenario() -> None:
        await called(client)
        await world.runtime.sleep(7.0)
        await called(client)
        newest, oldest = client.stats().failures
        assert (oldest.at, oldest.operation, oldest.kind) == (EPOCH, "users.get_by_username", "404")
        assert oldest.explanation == (
            "github users.get_by_username (GET /users/{username}): answered 404 Not Found; "
            "check the arguments, and whether the credential may see it"
        )
        assert "after 2 attempts" in newest.explanation
        assert [moment.kind for moment in newest.timeline] == ["attempt", "wait", "attempt", "", "end"]
        assert newest.at == pytest.approx(EPOCH + 7.0 + newest.duration)

    world.run(scenario)


def test_quotas_are_in_it(world: World) -> None:
    """What the server told of its quotas."""
    client = client_in(world)
    world.script(
        a_response(200, b"{}", x_ratelimit_limit="60", x_ratelimit_remaining="7", x_ratelimit_reset=f"{EPOCH + 30:.0f}")
    )

    async def scenario() -> None:
        await called(client)
        (quota,) = client.stats().quotas
        assert (quota.left, quota.reset) == (7.0, 30.0)

    world.run(scenario)


def test_it_is_json(world: World) -> None:
    """All of it, nothing infinite, and the same as the objects say."""
    client = client_in(world)
    world.script(503)

    async def scenario() -> None:
        await called(client)
        stats = client.stats()
        data = json.loads(json.dumps(stats.to_dict(), allow_nan=False))
        assert data["operations"][0]["ever"]["errors"] == {"503": 1}
        assert data["circuits"][0]["state"] == "closed"
        assert data["failures"][0]["timeline"][0]["kind"] == "attempt"
        assert data["everything"]["ever"]["calls"] == stats.everything.ever.calls == 1

    world.run(scenario)


def test_as_text_it_is_a_table(world: World) -> None:
    """One line an operation, then all of them; columns without anything in them are left out."""
    client = client_in(world)
    world.script(200, 503)

    async def scenario() -> None:
        await called(client)
        await called(client)
        title, heading, row, total, *foot = str(client.stats()).splitlines()
        assert title.startswith("github at https://api.github.com")
        assert heading.split() == ["operation", "calls", "ok", "attempts", "p50", "p95", "p99", "errors"]
        assert row.split()[:5] == ["users.get_by_username", "2", "50.0", "%", "2"]
        assert total.startswith("all ")
        assert foot[0] == "circuit https://api.github.com: closed, 0 refused"

    world.run(scenario)


def test_one_given_to_the_client_is_read_and_nothing_counts_twice(world: World) -> None:
    """`Statistics` among the observers stands in for the client's own, and may be shared."""
    shared = Statistics()
    policies = Policies(observers=[shared], cache=None)
    one, other = client_in(world, policies), client_in(world, policies)

    async def scenario() -> None:
        await called(one)
        await called(other)
        assert one.stats().everything.ever.calls == other.stats().everything.ever.calls == 2

    world.run(scenario)


def test_without_statistics_there_is_nothing_to_read(world: World) -> None:
    """And the error says why. Counting that goes on after `reconfigure` goes on where it was."""
    client = client_in(world)

    async def scenario() -> None:
        await called(client)
        client.reconfigure(Policies(statistics=False))
        with pytest.raises(ConfigError, match="keeps no statistics"):
            client.stats()
        client.reconfigure(Policies())
        assert client.stats().everything.ever.calls == 1

    world.run(scenario)


def an_operation(number: int) -> Operation:
    """One of many."""
    return Operation(api="shop", id=f"o{number}", name=f"orders.o{number}", method="GET", path="/orders")


def told(statistics: Statistics, call: Call, outcome: Response | BaseException) -> None:
    """A call has ended."""
    statistics.on_call(call, call.trace, outcome)


def test_operations_without_end_take_memory_with_an_end() -> None:
    """Beyond the first 2000 they are one; ready-made requests, which go by their path, are one from the start."""
    statistics = Statistics()
    for number in range(10_000):
        told(statistics, a_call(operation=an_operation(number)), a_response())
        path = f"/users/{number}"
        told(statistics, a_call(operation=Operation("shop", path, path, "GET", path)), a_response())
    records = {record.id: record.ever().calls for record in statistics.records()}
    assert len(records) <= 2001
    assert (records["ready-made"], records[OTHER]) == (10_000, 8_001)


def test_kinds_of_errors_without_end_take_memory_with_an_end() -> None:
    """A server has some 900 statuses to answer with."""
    statistics = Statistics()
    for status in range(400, 1000):
        told(statistics, a_call(), a_response(status))
    (record,) = statistics.records()
    errors = record.ever().of("error")
    assert (len(errors) <= 65, sum(errors.values()), errors[OTHER]) == (True, 600, 536)


def test_threads_lose_no_call() -> None:
    """Counting is exact, whoever counts at once."""
    statistics = Statistics()
    call, response = a_call(), a_response()

    def work() -> None:
        for _ in range(2_000):
            told(statistics, call, response)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (record,) = statistics.records()
    assert record.ever().calls == 16_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="cannot fork")
def test_a_forked_child_counts_anew() -> None:
    """What its parent counted is told by the parent."""
    statistics = Statistics()
    told(statistics, a_call(), a_response())
    child = os.fork()
    if not child:
        os._exit(len(statistics.records()))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(statistics.records()) == 1


def test_what_others_raise_is_told_by_its_class_alone() -> None:
    """A hook's error may quote anything."""
    statistics = Statistics()
    told(statistics, a_call(), ValueError("hunter2"))
    told(statistics, a_call(), asyncio.CancelledError())
    (failed,) = statistics.failed()
    assert (failed.kind, failed.outcome) == ("ValueError", "ValueError")


def _raised(error: ConnectFailed) -> ConnectFailed:
    """As it was raised: what tblib makes of a pickled error."""
    return error


def test_no_failure_holds_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error is kept without its traceback, whose frames hold requests, even where a library pickles those, too."""
    monkeypatch.setitem(copyreg.dispatch_table, ConnectFailed, lambda error: (_raised, (error,)))
    statistics = Statistics()
    try:
        raise ConnectFailed("refused")
    except ConnectFailed as error:
        told(statistics, a_call(), error)
    (failed,) = statistics.failed()
    assert isinstance(failed.outcome, ConnectFailed)
    assert failed.outcome.__traceback__ is None and failed.outcome.__context__ is None


def test_the_engine_of_a_real_client_is_counted() -> None:
    """Blocking calls as users make them."""

    class Engine:
        async def send(self, call: Call) -> Response:
            return Response(200, [(b"content-type", b"application/json")], b"{}")

        async def aclose(self) -> None:
            pass

    with GitHub(policies=CALM, runtime=BlockingRuntime(Engine())) as github:
        github.users.get_by_username.raw("octocat")
        assert github.with_options(retries=0).stats().everything.ever.calls == 1


def test_calls_that_were_held_back_do_not_hide_why() -> None:
    """In an outage the circuit refuses thousands; the failures that opened it stay to be seen."""
    statistics = Statistics()
    for _ in range(3):
        told(statistics, a_call(), ConnectFailed("refused"))
    for _ in range(100):
        told(statistics, a_call(), CircuitOpen("open"))
    kinds = [one.kind for one in statistics.failed()]
    assert kinds == ["ConnectFailed"] * 3 + ["CircuitOpen"] * 5
    assert [one.number for one in statistics.failed()][-1] == 103


def test_history_tells_what_became_of_all_calls(world: World) -> None:
    """In steps, the last of which has only begun."""
    client = client_in(world, Policies(retry=Retry(attempts=2), cache=None))

    async def scenario() -> None:
        world.script(200, 503, 200)
        await called(client)
        await called(client)
        await world.runtime.sleep(25.0)
        world.script(404)
        await called(client)
        history = client.stats().history
        assert (history.step, round(history.begun)) == (10.0, 5)
        assert (history.calls[-3:], history.failed[-3:]) == ((2, 0, 1), (0, 0, 1))
        assert history.attempts[-3:] == (3, 0, 1)
        assert (history.p99[-2], history.refused, history.cached, history.cancelled) == (
            None,
            (0,) * 60,
            (0,) * 60,
            (0,) * 60,
        )

    world.run(scenario)
