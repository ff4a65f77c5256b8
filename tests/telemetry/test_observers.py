"""What observers are told besides the end of a call; and that none of it can harm a call."""

from __future__ import annotations

import gc
from contextvars import ContextVar
from typing import Any

import pytest

from ferrule import Bearer, Breaker, Concurrency, Hedge, Policies, RateLimit
from ferrule.call import Call, Operation, Response, Trace
from ferrule.errors import ConfigError, ConnectFailed, TokenUnavailable
from ferrule.policies.adaptive import Adaptive
from ferrule.policies.breaker_settings import Change, State
from ferrule.policies.details import (
    CacheChange,
    CallStarted,
    LimitChange,
    QuotaChange,
    SendEnded,
    SendStarted,
    TokenChange,
)
from ferrule.telemetry import Statistics, registry
from ferrule_apis.github import GitHub
from telemetry_clients import ONCE_MORE, Tokens, called, client_in, streaming
from worlds import EPOCH, World, a_call, a_response


class Witness:
    """Notes everything."""

    def __init__(self) -> None:
        self.started: list[CallStarted] = []
        self.sends: list[SendStarted] = []
        self.answers: list[SendEnded] = []
        self.sent: list[SendEnded] = []
        self.changes: list[Any] = []
        self.ended: list[tuple[float, object]] = []
        self.adds: dict[str, str] | None = None

    def on_call(self, call: Call, trace: Any, outcome: Response | BaseException) -> None:
        self.ended.append((trace.duration, outcome))

    def on_start(self, details: CallStarted) -> None:
        self.started.append(details)

    def on_send(self, details: SendStarted) -> dict[str, str] | None:
        self.sends.append(details)
        return self.adds

    def on_answer(self, details: SendEnded) -> None:
        self.answers.append(details)

    def on_sent(self, details: SendEnded) -> None:
        self.sent.append(details)

    def on_change(self, details: Any) -> None:
        self.changes.append(details)


def test_each_request_is_told_with_its_number_whatever_it_is_for(world: World) -> None:
    """A retry, a redirect, and one more after a 401: four requests of one call, told as they begin and end."""
    witness = Witness()
    client = client_in(world, witness, auth=Tokens(), retry=ONCE_MORE)
    elsewhere = a_response(302, location="https://elsewhere.test/x")
    world.script(world.after(1.0, 503), elsewhere, 200)

    async def scenario() -> None:
        await world.runtime.sleep(3.0)
        await called(client)
        (started,) = witness.started
        assert (started.at, started.wall) == (3.0, EPOCH + 3.0)
        assert [one.number for one in witness.sends] == [1, 2, 3]
        assert [one.call.destination for one in witness.sends] == [
            *["https://api.github.com"] * 2,
            "https://elsewhere.test",
        ]
        assert all(one.trace is started.call.trace for one in witness.sends)
        assert [one.outcome.status_code for one in witness.sent] == [503, 302, 200]  # type: ignore[union-attr]
        assert [one.started for one in witness.sent] == witness.sends
        assert (witness.sent[0].at, witness.sends[0].at) == (4.0, 3.0)
        assert "authorization" in witness.sends[0].secret_names
        world.script(a_response(401, www_authenticate="Bearer"), 200)
        await called(client)
        assert [one.number for one in witness.sends[3:]] == [1, 2]

    world.run(scenario)


def test_hedged_requests_are_told_as_those_of_one_call(world: World) -> None:
    """Each has a trace of its own; they are numbered through, and waits in any of them are counted."""
    witness = Witness()
    client = client_in(
        world, witness, hedge=Hedge(after=1.0), retry=ONCE_MORE, rate_limit=RateLimit(rate=1.0, per=2.0, burst=1.0)
    )
    world.script(world.after(5.0, 200), 503, 200)

    async def scenario() -> None:
        await called(client)
        assert [one.number for one in witness.sends] == list(range(1, len(witness.sends) + 1))
        assert len(witness.sends) == len(witness.sent) >= 2
        assert {id(one.trace) for one in witness.sends} == {id(witness.started[0].call.trace)}
        assert client.stats().everything.ever.waits["rate-limit"].count >= 1

    world.run(scenario)


def test_what_failed_is_told_as_it_was_raised(world: World) -> None:
    """The error itself; an attempt timeout is one."""
    witness = Witness()
    client = client_in(world, witness, attempt_timeout=2.0)
    error = ConnectFailed("refused")

    async def scenario() -> None:
        world.script(error)
        with pytest.raises(ConnectFailed):
            await called(client)
        world.handler = world.after(60.0, 200)
        with pytest.raises(Exception, match="no complete response"):
            await called(client)
        outcomes = [one.outcome for one in witness.sent]
        assert outcomes[0] is error
        assert (type(outcomes[1]).__name__, witness.sent[1].at) == ("AttemptTimeout", 2.0)
        assert witness.answers == witness.sent

    world.run(scenario)


def test_fields_that_an_observer_gives_are_sent_with_that_request_alone(world: World) -> None:
    """They go with it to wherever it goes, and are not carried on by the call."""
    witness = Witness()
    client = client_in(world, witness)
    world.script(a_response(302, location="https://elsewhere.test/x"), 200)

    async def scenario() -> None:
        witness.adds = {"X-Trace": "1"}
        await called(client)
        assert [call.headers["x-trace"] for call in world.sent] == ["1", "1"]
        assert all("x-trace" not in one.call.headers for one in witness.sends)

    world.run(scenario)


def test_a_streamed_request_is_answered_at_its_headers_and_over_with_its_body(world: World) -> None:
    """Both are told, each when it is."""
    witness = Witness()
    client = client_in(world, witness)
    streaming(world)

    async def scenario() -> None:
        response = await called(client, stream=True)
        assert (len(witness.answers), witness.sent, witness.ended) == (1, [], [])
        await response.read()
        assert witness.sent[0].at == 3.0
        assert witness.ended[0][0] == 3.0

    world.run(scenario)


def test_a_stream_that_is_dropped_was_over_when_it_was_last_read(world: World) -> None:
    """Not when the collector finds it: ten minutes of nothing are no duration."""
    witness = Witness()
    client = client_in(world, witness)
    streaming(world)

    async def scenario() -> None:
        response = await called(client, stream=True)
        assert response.body is not None
        await response.body.receive()
        await world.runtime.sleep(600.0)
        with pytest.warns(ResourceWarning, match="neither read"):
            del response
            gc.collect()
        assert witness.sent[0].at == 1.0
        (duration, outcome) = witness.ended[0]
        assert duration == 1.0
        assert isinstance(outcome, Response)
        assert client.stats().everything.ever.p99 == pytest.approx(1.0, rel=0.011)

    world.run(scenario)


def test_changes_are_told(world: World) -> None:
    """Of a circuit, a quota, the adaptive limit, the cache and a token; each in one object."""
    witness, tokens = Witness(), Tokens(identity="bot")
    client = client_in(
        world,
        witness,
        auth=tokens,
        cache=Policies().cache,
        breaker=Breaker(minimum_calls=2),
        concurrency=Concurrency(limit=10, adaptive=Adaptive(initial=10)),
        rate_limit=RateLimit(rate=1.0, burst=1.0),
    )
    world.script(503)

    async def scenario() -> None:
        await called(client)
        await called(client)
        await client.cache._invalidate("users.get_by_username")
        found = {type(one): one for one in witness.changes}
        token, quota = found[TokenChange], found[QuotaChange]
        limit = next(one for one in witness.changes if isinstance(one, LimitChange))
        assert (token.identity, token.kind, token.error) == ("bot", "Tokens", "")
        assert (quota.origin, quota.operation, quota.seconds) == (
            "https://api.github.com",
            "users/get-by-username",
            1.0,
        )
        assert (limit.before, limit.after) == (10, 7)
        assert (found[Change].after, found[CacheChange].what) == (State.OPEN, "invalidated")
        tokens.fails = TokenUnavailable("down")
        await world.runtime.sleep(4000.0)
        client.breaker.close()
        with pytest.raises(TokenUnavailable):
            await called(client)
        assert witness.changes[-1].error == "TokenUnavailable"
        (known,) = client.stats().tokens
        assert (known.phase, known.refreshes, known.failures, known.failure) == ("ended", 1, 1, "down")

    world.run(scenario)


def test_listeners_come_and_go_with_the_settings_and_policies_stay(world: World) -> None:
    """After `reconfigure` the new observers are told by policies that went on."""
    first, second = Witness(), Witness()
    client = client_in(world, first, breaker=Breaker())

    async def scenario() -> None:
        await called(client)
        client.reconfigure(Policies(cache=None, observers=[second], breaker=Breaker()))
        client.breaker.isolate()
        assert (first.changes, [one.after for one in second.changes]) == ([], [State.ISOLATED])

    world.run(scenario)


class Harmful:
    """Raises wherever it is called."""

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("on_"):
            raise AttributeError(name)

        def fail(*details: object) -> None:
            raise RuntimeError(f"{name} is broken")

        return fail


def test_an_observer_that_raises_everywhere_harms_no_call(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and the others are told."""
    witness = Witness()
    client = client_in(world, Harmful(), witness, breaker=Breaker())

    async def scenario() -> None:
        assert (await called(client)).status_code == 200
        client.breaker.isolate()
        assert len(witness.ended) == len(witness.sent) == len(witness.started) == len(witness.changes) == 1

    world.run(scenario)
    assert "on_send is broken" in caplog.text
    assert "on_call is broken" in caplog.text


@pytest.mark.parametrize(
    "added",
    [5, "ab", [("x-a", "b")], {"x-a": None}, {"x-a": 7}, {1: "b"}, {"x-a": "b\r\nx-b: c"}, {"x a": "b"}, {"x-a": "é"}],
)
def test_what_cannot_be_sent_of_an_observer_is_left_out(
    world: World, caplog: pytest.LogCaptureFixture, added: Any
) -> None:
    """It is logged without its values, and what others add is sent."""
    wrong, witness = Witness(), Witness()
    wrong.adds, witness.adds = added, {"x-good": "1"}
    client = client_in(world, wrong, witness)
    world.script(200)

    async def scenario() -> None:
        assert (await called(client)).status_code == 200

    world.run(scenario)
    (sent,) = world.sent
    assert sent.headers["x-good"] == "1"
    assert "x-a" not in sent.headers
    assert f"returned a {type(added).__name__} that cannot be sent" in caplog.text


def test_a_class_is_no_observer() -> None:
    """Each of its methods would fail at each call."""
    with pytest.raises(ConfigError, match=r"Witness is a class: give one that is made, Witness\(\)"):
        Policies(observers=[Witness])  # type: ignore[list-item]


def test_an_observer_that_holds_up_a_call_is_told_on(caplog: pytest.LogCaptureFixture) -> None:
    """The call succeeds, and a warning says who took how long."""
    from ferrule.runtime.blocking import BlockingRuntime

    clock = {"now": 0.0}

    class Engine:
        async def send(self, call: Call) -> Response:
            return a_response(200)

        async def aclose(self) -> None:
            pass

    class Blocks:
        def on_call(self, call: Call, trace: Any, outcome: object) -> None:
            clock["now"] += 1.0  # as if it blocked for a second

    runtime = BlockingRuntime(Engine())
    runtime.now = lambda: clock["now"]  # type: ignore[method-assign]
    client = GitHub(policies=Policies(observers=[Blocks()]), runtime=runtime)
    assert client.users.get_by_username.raw("octocat").status_code == 200
    assert "observer Blocks took 1.000 s of a call" in caplog.text
    assert client.stats().everything.ever.mean == 0.0


def test_start_and_answer_share_a_context(world: World) -> None:
    """What `on_send` sets, the engine sees, and `on_answer` can take back."""
    current: ContextVar[str] = ContextVar("current", default="")
    seen: list[str] = []

    class Sets(Witness):
        def on_send(self, details: SendStarted) -> None:
            self.token = current.set("in a send")

        def on_answer(self, details: SendEnded) -> None:
            current.reset(self.token)

    client = client_in(world, Sets())

    async def handler(call: Call) -> Response:
        seen.append(current.get())
        return a_response(200)

    world.handler = handler

    async def scenario() -> None:
        await called(client)
        assert (seen, current.get()) == (["in a send"], "")

    world.run(scenario)


def test_nobody_who_asks_for_it_costs_a_seat() -> None:
    """Without observers of sends there is no policy for them."""

    class Plain:
        def on_call(self, call: Call, trace: Any, outcome: object) -> None:
            pass

    names = [seat.name for seat in GitHub(policies=Policies(observers=[Plain()]))._session.core.seats]
    assert "observe sends" not in names
    assert "observe sends" in [
        seat.name for seat in GitHub(policies=Policies(observers=[Witness()]))._session.core.seats
    ]


def test_what_clients_counted_that_are_gone_is_not_lost(world: World) -> None:
    """Sums never fall: not when a client closes, and not when it is collected."""

    def calls() -> float:
        found = registry.sums().get(("github", "users/get-by-username"))
        return found.tally.calls if found else 0

    before = calls()

    async def scenario() -> None:
        client = client_in(world, Witness())
        await called(client)
        await called(client)
        assert calls() == before + 2
        await client._session.core.aclose()
        assert calls() == before + 2

    world.run(scenario)
    del scenario
    world.sent.clear()
    gc.collect()
    assert calls() == before + 2
    GitHub(auth=Bearer("x"))
    gc.collect()
    assert calls() == before + 2


def test_an_observer_that_nobody_would_await_is_refused() -> None:
    """Of an `async def` nothing would ever run."""

    class Awaited:
        def on_call(self, call: Call, trace: Any, outcome: object) -> None: ...

        async def on_sent(self, details: SendEnded) -> None: ...

    with pytest.raises(ConfigError, match=r"Awaited\.on_sent must not be async"):
        Policies(observers=[Awaited()])


def test_apis_without_end_are_other() -> None:
    """A service may name an API for each of its users."""
    statistics = Statistics()
    for number in range(11_000):
        operation = Operation(f"user-{number}", "o", "o", "GET", "/x")
        statistics.on_call(a_call(operation=operation), Trace(), Response(200, []))
    assert len(statistics.copies()) == 4_001
    registry.add(statistics)
    for _ in range(3):
        more = Statistics()
        more.counts.update({(f"{id(more)}{api}", one): record for (api, one), record in statistics.copies().items()})
        registry.add(more)
        del more
    assert len(registry.sums()) <= 10_001
