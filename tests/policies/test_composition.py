"""Policies together, in their order: attempts, sends and the outcome."""

from typing import Any

import attrs
import pytest

from ferrule.auth.check import AuthCheck
from ferrule.auth.credentials import Bearer
from ferrule.auth.policy import AuthPolicy
from ferrule.call import Call, Operation, Options, Response
from ferrule.errors import (
    AttemptTimeout,
    CircuitOpen,
    ConnectFailed,
    DeadlineExceeded,
    ReadFailed,
    RedirectRefused,
)
from ferrule.policies.attempt_timeout import AttemptTimeoutPolicy
from ferrule.policies.breaker import Breaker, BreakerPolicy, State
from ferrule.policies.concurrency import Concurrency, ConcurrencyPolicy
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.observe import ObservePolicy
from ferrule.policies.pipeline import Next, compose
from ferrule.policies.redirect import RedirectPolicy
from ferrule.policies.retry import Retry, RetryPolicy
from worlds import OPERATION, World, a_call, a_response

ORIGIN = "https://api.shop.test"
SCHEMES = {"token": {"type": "http", "scheme": "bearer"}}
AT_ONCE = Retry(transient_scale=0.0, throttle_scale=0.0)
BREAKER = Breaker(minimum_calls=2, window=10.0, open_for=5.0, jitter=0.0, probes=1)
SECURED = attrs.evolve(OPERATION, security=({"token": ()},))


class Stack:
    """All policies in the default order, over a world."""

    def __init__(self, world: World, **settings: Any) -> None:
        self.breaker = BreakerPolicy(settings.get("breaker", Breaker()))
        self.concurrency = ConcurrencyPolicy(settings.get("concurrency", Concurrency()))
        authentication = AuthPolicy(SCHEMES, settings.get("auth"))
        self.handler: Next = compose(
            [
                ObservePolicy(),
                DeadlinePolicy(),
                RetryPolicy(settings.get("retry", AT_ONCE)),
                RedirectPolicy(),
                AuthCheck(authentication),
                self.breaker,
                self.concurrency,
                authentication,
                AttemptTimeoutPolicy(),
            ],
            world.runtime,
        )

    async def outcome(self, call: Call) -> tuple[int, int, str]:
        """Attempts made, requests sent, and the status or the error's name."""
        try:
            end = str((await self.handler(call)).status_code)
        except Exception as error:
            end = type(error).__name__
        return len(call.trace.attempts), call.trace.sends, end


def test_each_attempt_is_counted_by_the_breaker_and_an_open_circuit_ends_the_call(world: World) -> None:
    """The third attempt meets the circuit that the first two opened; it is not waited for."""
    world.script(503)

    async def scenario() -> None:
        stack = Stack(world, breaker=BREAKER)
        call = a_call()
        assert await stack.outcome(call) == (3, 2, "CircuitOpen")
        assert [attempt.status_code or attempt.error for attempt in call.trace.attempts] == [503, 503, "CircuitOpen"]
        assert await stack.outcome(a_call()) == (1, 0, "CircuitOpen")

    world.run(scenario)


def test_an_open_circuit_after_a_send_does_not_hide_that_the_server_may_have_acted(world: World) -> None:
    """`may_have_acted` speaks for all attempts, also when the last was refused locally."""
    world.script(ReadFailed("x"))

    async def scenario() -> None:
        stack = Stack(world, breaker=BREAKER)
        with pytest.raises(CircuitOpen) as raised:
            await stack.handler(a_call("PUT"))
        assert raised.value.may_have_acted
        with pytest.raises(CircuitOpen) as raised:
            await stack.handler(a_call("PUT"))
        assert not raised.value.may_have_acted

    world.run(scenario)


def test_a_failed_connect_has_not_acted(world: World) -> None:
    """When no attempt got through, the error says that nothing was done, and a POST was tried again."""
    world.script(ConnectFailed("refused"))

    async def scenario() -> None:
        call = a_call("POST")
        with pytest.raises(ConnectFailed) as raised:
            await Stack(world).handler(call)
        assert (len(call.trace.attempts), raised.value.may_have_acted) == (3, False)

    world.run(scenario)


@pytest.mark.parametrize("status", [301, 302, 303])
@pytest.mark.parametrize("answer", [a_response(429), a_response(503, x_should_retry="true"), 503])
def test_what_was_redirected_to_its_result_is_not_sent_again(world: World, status: int, answer: Any) -> None:
    """Whatever is said to the GET that follows, the POST has acted."""
    world.script(a_response(status, location="/orders/1"), answer, 200)

    async def scenario() -> None:
        attempts, sends, _ = await Stack(world).outcome(a_call("POST"))
        assert (attempts, sends) == (1, 2)

    world.run(scenario)
    assert [call.method for call in world.sent] == ["POST", "GET"]


def test_what_was_refused_where_a_redirect_led_is_sent_again(world: World) -> None:
    """By 307 the first server has only pointed to another one, which has not acted either."""
    world.script(a_response(307, location="/elsewhere"), 429, 201)

    async def scenario() -> None:
        assert await Stack(world).outcome(a_call("POST")) == (2, 3, "201")

    world.run(scenario)


def test_the_wait_between_attempts_holds_no_place(world: World) -> None:
    """While one call waits for its next attempt, another uses the only place."""
    world.script(a_response(503, retry_after="5"), 200)

    async def scenario() -> None:
        stack = Stack(world, concurrency=Concurrency(limit=1, queue=0))
        first = world.runtime.spawn(lambda: stack.handler(a_call()))
        await world.runtime.sleep(1)
        assert await stack.outcome(a_call()) == (1, 1, "200")
        await first.join()
        assert world.sent_at == [0.0, 1.0, 5.0]

    world.run(scenario)


def test_a_full_queue_is_not_retried_and_not_held_against_the_api(world: World) -> None:
    """Local refusals neither repeat themselves nor open the circuit."""
    world.handler = world.after(5, 200)

    async def scenario() -> None:
        stack = Stack(world, breaker=BREAKER, concurrency=Concurrency(limit=1, queue=0))
        busy = world.runtime.spawn(lambda: stack.handler(a_call()))
        await world.runtime.sleep(1)
        for _ in range(10):
            assert await stack.outcome(a_call()) == (1, 0, "QueueFull")
        await busy.join()
        assert stack.breaker.states == {ORIGIN: State.CLOSED}

    world.run(scenario)


def test_an_open_circuit_refuses_before_the_queue(world: World) -> None:
    """A refused call takes no place and waits for none."""
    world.script(503)

    async def scenario() -> None:
        stack = Stack(world, breaker=BREAKER, concurrency=Concurrency(limit=1))
        await stack.outcome(a_call())
        world.handler = world.after(60, 200)
        assert await stack.outcome(a_call()) == (1, 0, "CircuitOpen")
        assert (stack.concurrency.active, stack.concurrency.queued, world.runtime.now()) == (0, 0, 0.0)

    world.run(scenario)


def test_a_missing_credential_reaches_neither_breaker_nor_queue(world: World) -> None:
    """The refusal comes first; nothing is sent, counted or retried."""

    async def scenario() -> None:
        stack = Stack(world)
        assert await stack.outcome(a_call(operation=SECURED, origin=ORIGIN)) == (1, 0, "CredentialMissing")
        assert stack.breaker.states == {}

    world.run(scenario)


def test_each_attempt_and_each_hop_carries_the_credential_of_its_origin(world: World) -> None:
    """A retried redirect starts at the first URL again, with the credential."""
    away = a_response(307, location="https://other.test/x")
    world.script(away, 503, away, 200)

    async def scenario() -> None:
        call = a_call(operation=SECURED, origin=ORIGIN)
        assert await Stack(world, auth=Bearer("tok")).outcome(call) == (2, 4, "200")

    world.run(scenario)
    assert [(call.url, dict(call.headers)) for call in world.sent] == [
        (f"{ORIGIN}/orders", {"authorization": "Bearer tok"}),
        ("https://other.test/x", {}),
    ] * 2


def test_hops_are_counted_by_the_circuit_of_their_own_origin(world: World) -> None:
    """A failing target of a redirect does not cut off the API that redirects."""

    async def handler(call: Call) -> Response:
        return a_response(503) if "other" in call.url else a_response(302, location="https://other.test/")

    world.handler = handler

    async def scenario() -> None:
        stack = Stack(world, breaker=BREAKER)
        assert await stack.outcome(a_call()) == (3, 5, "CircuitOpen")
        assert stack.breaker.states == {ORIGIN: State.CLOSED, "https://other.test": State.OPEN}

    world.run(scenario)


def test_hops_take_one_place_after_the_other(world: World) -> None:
    """A redirect does not hold its place while it is followed: one place is enough."""
    world.script(a_response(302, location="/a"), a_response(302, location="/b"), 200)

    async def scenario() -> None:
        assert await Stack(world, concurrency=Concurrency(limit=1, queue=0)).outcome(a_call()) == (1, 3, "200")

    world.run(scenario)


def test_a_post_answered_by_see_other_is_not_posted_again(world: World) -> None:
    """The POST was acted on; that the page it points to cannot be reached must not repeat it."""
    world.script(a_response(303, location="https://other.test/"), ConnectFailed("refused"))

    async def scenario() -> None:
        assert await Stack(world).outcome(a_call("POST")) == (1, 2, "ConnectFailed")

    world.run(scenario)


def test_a_refused_redirect_is_final(world: World) -> None:
    """Where a redirect leads does not change by asking again."""
    world.script(a_response(302, location="ftp://other.test/"))

    async def scenario() -> None:
        call = a_call()
        with pytest.raises(RedirectRefused):
            await Stack(world).handler(call)
        assert len(call.trace.attempts) == 1

    world.run(scenario)


def test_redirects_and_attempts_share_the_deadline(world: World) -> None:
    """Hops do not get a deadline each."""

    async def slowly(call: Call) -> Response:
        await world.runtime.sleep(1.5)
        return a_response(302, location="/next")

    world.handler = slowly

    async def scenario() -> None:
        call = a_call(options=Options(deadline=4.0))
        with pytest.raises(DeadlineExceeded):
            await Stack(world).handler(call)
        assert (world.runtime.now(), call.trace.sends) == (4.0, 3)

    world.run(scenario)


def test_attempt_timeouts_are_retried_and_open_the_circuit(world: World) -> None:
    """A hanging API costs each call its attempts, until the circuit opens."""
    world.handler = world.after(60, 200)

    async def scenario() -> None:
        stack = Stack(world, breaker=BREAKER)
        call = a_call(options=Options(attempt_timeout=1.0))
        assert await stack.outcome(call) == (3, 2, "CircuitOpen")
        assert [attempt.error for attempt in call.trace.attempts] == [AttemptTimeout.__name__] * 2 + ["CircuitOpen"]
        assert world.runtime.now() == 2.0

    world.run(scenario)


def test_the_queue_does_not_eat_the_attempt_timeout(world: World) -> None:
    """The attempt timeout bounds the send; time in the queue is the deadline's."""
    world.handler = world.after(1.5, 200)

    async def scenario() -> None:
        stack = Stack(world, concurrency=Concurrency(limit=1))
        calls = [a_call(options=Options(attempt_timeout=2.0)) for _ in range(3)]
        tasks = [world.runtime.spawn(lambda call=call: stack.handler(call)) for call in calls]
        for task in tasks:
            await task.join()
        assert [call.trace.attempts[0].status_code for call in calls] == [200, 200, 200]
        assert world.runtime.now() == 4.5

    world.run(scenario)


def test_cancelling_releases_everything(world: World) -> None:
    """A cancelled call leaves no place taken, and nothing that the breaker would count."""
    world.handler = world.after(60, 200)

    async def scenario() -> None:
        stack = Stack(world, breaker=BREAKER, concurrency=Concurrency(limit=2))
        tasks = [world.runtime.spawn(lambda: stack.handler(a_call())) for _ in range(6)]
        await world.runtime.sleep(1)
        for task in tasks:
            task.cancel()
        for task in tasks:
            await task.join()
        assert (stack.concurrency.active, stack.concurrency.queued) == (0, 0)
        assert stack.breaker.states == {ORIGIN: State.CLOSED}
        world.script(200)
        assert await stack.outcome(a_call()) == (1, 1, "200")

    world.run(scenario)


def test_two_interrupts_of_the_user_do_not_open_the_circuit(world: World) -> None:
    """Ctrl-C says nothing about the API."""

    async def interrupted(call: Call) -> Response:
        raise KeyboardInterrupt

    async def scenario() -> None:
        stack = Stack(world, breaker=BREAKER)
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                await stack.handler(a_call())
        assert stack.breaker.states == {ORIGIN: State.CLOSED}

    world.handler = interrupted
    if world.name == "async":
        pytest.skip("a loop handles Ctrl-C itself")
    world.run(scenario)


def test_a_good_call_passes_all_policies_once(world: World) -> None:
    """One attempt, one send, no notes."""

    async def scenario() -> None:
        call = a_call(operation=SECURED, origin=ORIGIN)
        assert await Stack(world, auth=Bearer("tok")).outcome(call) == (1, 1, "200")
        assert (call.trace.notes, call.trace.attempts[0].reason) == ([], "")

    world.run(scenario)


def test_errors_carry_no_secret(world: World) -> None:
    """Neither messages nor traces hold what was in URL, headers or body."""
    operation = Operation(api="shop", id="x", name="x", method="PUT", path="/x")
    faults: list[Any] = [ConnectFailed("refused"), 503, a_response(302, location="ftp://s3cret/"), world.after(60, 200)]

    async def scenario() -> None:
        for fault in faults:
            world.script(fault)
            call = a_call(
                "PUT",
                f"{ORIGIN}/s3cret?key=s3cret",
                operation=operation,
                headers={"authorization": "s3cret"},
                body={"json": {"a": "s3cret"}, "params": {"a": "s3cret"}, "cookies": {"a": "s3cret"}},
            )
            try:
                await Stack(world).handler(call)
            except Exception as error:
                assert "s3cret" not in f"{error} {error!r}"
            assert "s3cret" not in f"{call.trace} {call!r}"

    world.run(scenario)
