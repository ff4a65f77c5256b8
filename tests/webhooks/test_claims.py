"""A delivery in one handler's hands: new, open, done, given back; in blocking code and in async code."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from ferrule.errors import WebhookInProgress, WebhookStoreDown
from ferrule.webhooks import Delivery, Found, Receiver, ReplayStore, ReplayStoreMemory
from webhooks.senders import NOW, receiver, signed

Claiming = Callable[[Receiver[Any], Delivery[Any], Callable[[Delivery[Any]], None]], None]


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


def blocking(hooks: Receiver[Any], delivery: Delivery[Any], handler: Callable[[Delivery[Any]], None]) -> None:
    """One handling by `with`."""
    with hooks.claim(delivery) as claimed:
        handler(claimed)


def in_a_loop(hooks: Receiver[Any], delivery: Delivery[Any], handler: Callable[[Delivery[Any]], None]) -> None:
    """The same by `async with`."""

    async def scenario() -> None:
        async with hooks.claim(delivery) as claimed:
            handler(claimed)

    asyncio.run(scenario())


@pytest.fixture(params=[blocking, in_a_loop], ids=["with", "async with"])
def handle(request: pytest.FixtureRequest) -> Claiming:
    """Each way to claim."""
    way: Claiming = request.param
    return way


def made(store: ReplayStore | None = None, **settings: Any) -> tuple[Receiver[Any], Delivery[Any], Clock]:
    """A receiver over a store, a delivery, and the clock of both."""
    clock = Clock()
    hooks = receiver("github", store=store, clock=clock, **settings)
    return hooks, hooks.unwrap(*signed("github", hooks)), clock


def fails(delivery: Delivery[Any]) -> None:
    """A handler that raises."""
    raise RuntimeError("the handler's own")


def test_a_handled_delivery_comes_as_a_duplicate(handle: Claiming, store: ReplayStore) -> None:
    """Any number of times."""
    hooks, delivery, _ = made(store)
    seen: list[bool] = []
    for _ in range(3):
        handle(hooks, delivery, lambda claimed: seen.append(claimed.duplicate))
    assert seen == [False, True, True]
    assert not delivery.duplicate


def test_a_delivery_whose_handler_raised_is_new_again(handle: Claiming, store: ReplayStore) -> None:
    """The sender's second try is served, and the handler's error is not replaced."""
    hooks, delivery, _ = made(store)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="the handler's own"):
            handle(hooks, delivery, fails)
    seen: list[bool] = []
    handle(hooks, delivery, lambda claimed: seen.append(claimed.duplicate))
    assert seen == [False]


def test_a_duplicate_whose_handler_raises_stays_done(handle: Claiming, store: ReplayStore) -> None:
    """What was handled was handled."""
    hooks, delivery, _ = made(store)
    handle(hooks, delivery, lambda claimed: None)
    with pytest.raises(RuntimeError):
        handle(hooks, delivery, fails)
    seen: list[bool] = []
    handle(hooks, delivery, lambda claimed: seen.append(claimed.duplicate))
    assert seen == [True]


def test_two_at_once_are_one_handler(handle: Claiming, store: ReplayStore) -> None:
    """The other gets no success while the first is open, and is new if that fails."""
    hooks, delivery, _ = made(store)

    def meanwhile(claimed: Delivery[Any]) -> None:
        with pytest.raises(WebhookInProgress) as caught:
            blocking(hooks, delivery, fails)
        assert caught.value.status_code == 409
        raise RuntimeError

    with pytest.raises(RuntimeError):
        handle(hooks, delivery, meanwhile)
    handle(hooks, delivery, lambda claimed: None)


def test_a_claim_ends_with_its_lease(handle: Claiming, caplog: pytest.LogCaptureFixture) -> None:
    """When nobody gave it back. Who is late has handled it all the same, and is told."""
    hooks, delivery, clock = made(lease=30)
    lost = hooks.claim(delivery)
    lost.__enter__()
    clock.now += 29
    with pytest.raises(WebhookInProgress):
        handle(hooks, delivery, fails)
    clock.now += 1
    with pytest.raises(RuntimeError):
        handle(hooks, delivery, fails)
    clock.now += 1
    with caplog.at_level(logging.WARNING, "ferrule"):
        lost.__exit__(None, None, None)
    assert "in 31 s, longer than its lease of 30 s" in caplog.text
    seen: list[bool] = []
    handle(hooks, delivery, lambda claimed: seen.append(claimed.duplicate))
    assert seen == [True]


def test_who_lost_a_claim_gives_nothing_of_another_back(handle: Claiming) -> None:
    """Nor undoes what that has done."""
    hooks, delivery, clock = made(lease=30)
    lost = hooks.claim(delivery)
    lost.__enter__()
    clock.now += 31

    def meanwhile(claimed: Delivery[Any]) -> None:
        lost.__exit__(RuntimeError, RuntimeError(), None)
        with pytest.raises(WebhookInProgress):
            blocking(hooks, delivery, fails)

    handle(hooks, delivery, meanwhile)
    lost.__exit__(RuntimeError, RuntimeError(), None)
    seen: list[bool] = []
    handle(hooks, delivery, lambda claimed: seen.append(claimed.duplicate))
    assert seen == [True]


def test_it_is_remembered_for_a_time(handle: Claiming) -> None:
    """A week by default; after that it is new, which a signed time forbids long before."""
    hooks, delivery, clock = made()
    handle(hooks, delivery, lambda claimed: None)
    clock.now += 7 * 86_400 - 1
    seen: list[bool] = []
    handle(hooks, delivery, lambda claimed: seen.append(claimed.duplicate))
    clock.now += 1
    handle(hooks, delivery, lambda claimed: seen.append(claimed.duplicate))
    assert seen == [True, False]


class Down:
    """A store that fails in some of its methods."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing

    def __getattr__(self, name: str) -> Any:
        def method(*_: Any) -> Found:
            if name in self.failing:
                raise OSError("secret-host:6379 refused")
            return Found.NEW

        return method


def test_a_store_that_is_down_means_nothing_is_handled(handle: Claiming) -> None:
    """And never: new."""
    hooks, delivery, _ = made(Down("claim"))  # type: ignore[arg-type]
    with pytest.raises(WebhookStoreDown) as caught:
        handle(hooks, delivery, fails)
    assert caught.value.status_code == 503
    assert "secret-host" not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("answer", [None, True, "NEW"])
def test_a_store_that_answers_something_else_does_not_make_it_a_duplicate(handle: Claiming, answer: Any) -> None:
    """A store of one's own that returns nothing must not have every delivery dropped."""

    class Wrong(ReplayStoreMemory):
        def claim(self, key: str, owner: str, now: float, lease: float) -> Any:
            return answer

    hooks, delivery, _ = made(Wrong())
    with pytest.raises(WebhookStoreDown, match=f"its answer is a {type(answer).__name__}"):
        handle(hooks, delivery, lambda _: None)


def test_what_was_handled_is_a_success_though_the_store_is_down_by_now(
    handle: Claiming, caplog: pytest.LogCaptureFixture
) -> None:
    """To have it sent again would have it handled again. The log says what may happen."""
    hooks, delivery, _ = made(Down("finish"))  # type: ignore[arg-type]
    with caplog.at_level(logging.WARNING, "ferrule"):
        handle(hooks, delivery, lambda claimed: None)
    assert "a delivery was handled, and may be so again" in caplog.text
    assert "secret-host" not in caplog.text


def test_a_failed_handler_keeps_its_error_though_the_store_is_down(
    handle: Claiming, caplog: pytest.LogCaptureFixture
) -> None:
    """The claim then ends with its lease."""
    hooks, delivery, _ = made(Down("release"))  # type: ignore[arg-type]
    with caplog.at_level(logging.WARNING, "ferrule"), pytest.raises(RuntimeError, match="own"):
        handle(hooks, delivery, fails)
    assert "stays claimed until its lease ends" in caplog.text


class Slow:
    """A store whose claims wait until they may go on."""

    def __init__(self, inner: ReplayStore) -> None:
        self.inner = inner
        self.asked = threading.Event()
        self.go_on = threading.Event()

    def claim(self, *arguments: Any) -> Found:
        """As the inner store, later."""
        self.asked.set()
        assert self.go_on.wait(30)
        return self.inner.claim(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def in_loop(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run an async scenario."""
    asyncio.run(scenario())


def test_a_claim_that_is_cancelled_leaves_nothing_claimed(store: ReplayStore) -> None:
    """The thread that claims goes on, and what it got is given back."""
    slow: Any = Slow(store)
    hooks, delivery, _ = made(slow)

    async def scenario() -> None:
        async def claim() -> None:
            async with hooks.claim(delivery):
                raise AssertionError("cancelled before")

        task = asyncio.create_task(claim())
        await asyncio.to_thread(slow.asked.wait, 30)
        task.cancel()
        await asyncio.sleep(0)
        slow.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    in_loop(scenario)
    with hooks.claim(delivery) as claimed:
        assert not claimed.duplicate


def test_a_handler_that_is_cancelled_has_not_handled_it(store: ReplayStore) -> None:
    """It is given back, however often it is cancelled meanwhile."""
    hooks, delivery, _ = made(store)

    async def scenario() -> None:
        entered = asyncio.Event()

        async def handler() -> None:
            async with hooks.claim(delivery):
                entered.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(handler())
        await entered.wait()
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    in_loop(scenario)
    with hooks.claim(delivery) as claimed:
        assert not claimed.duplicate
