"""Deadlines and cancellation of threads, step by step: nothing waits here, and no thread but one is needed."""

from __future__ import annotations

import contextvars
import math
import threading
from asyncio import CancelledError
from collections.abc import Callable, Iterator

import pytest

from ferrule.runtime.interrupts import (
    Cancellation,
    SharedCancellation,
    TimeoutBlock,
    cancellation,
    innermost,
    start_thread,
    time_left,
    wakeable,
)


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def until(self, at: float) -> TimeoutBlock:
        """A deadline by this clock."""
        return TimeoutBlock(at, lambda: self.now)


@pytest.fixture(autouse=True)
def _own_context() -> Iterator[None]:
    """Whatever a test leaves behind is forgotten."""
    before = cancellation.set(None), innermost.set(None)
    yield
    cancellation.reset(before[0])
    innermost.reset(before[1])


def in_thread(work: Callable[[], object]) -> object:
    """What another thread, with the same context, comes to."""
    context, found = contextvars.copy_context(), list[object]()

    def run() -> None:
        try:
            found.append(context.run(work))
        except BaseException as error:
            found.append(type(error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


def test_a_cancellation_is_delivered_once() -> None:
    """At the next wait, or to the one that is under way; what follows may wait again."""
    woken: list[str] = []
    own = Cancellation()
    own.begin_wait(lambda: woken.append("x"))
    own.end_wait()
    own.cancel()
    assert (woken, own.delivered) == ([], 0)
    with pytest.raises(CancelledError):
        own.begin_wait(lambda: woken.append("x"))
    assert (woken, own.delivered) == ([], 1)
    own.begin_wait(lambda: woken.append("x"))
    own.cancel()
    assert woken == ["x"]
    own.end_wait()
    with pytest.raises(CancelledError):
        own.begin_wait(None)
    assert own.delivered == 2


def test_each_thread_of_a_request_is_cancelled_once() -> None:
    """Those that have begun, and those that begin afterwards."""
    shared, woken = SharedCancellation(), list[str]()
    shared.begin_wait(lambda: woken.append("over"))
    shared.end_wait()
    shared.begin_wait(lambda: woken.append("here"))
    assert (shared.delivered, in_thread(lambda: shared.delivered)) == (0, 0)
    shared.cancel()
    assert woken == ["here"]
    shared.end_wait()
    for _ in range(2):
        assert in_thread(lambda: shared.begin_wait(None)) is CancelledError  # each of them is another thread
    with pytest.raises(CancelledError):
        shared.begin_wait(None)
    shared.begin_wait(lambda: woken.append("again"))
    shared.end_wait()
    shared.cancel()
    assert (shared.delivered, woken) == (1, ["here"])


def test_without_a_bound_any_time_is_left() -> None:
    """None, as those who wait have it."""
    assert time_left() is None
    with Clock().until(math.inf):
        assert time_left() is None


def test_the_shortest_deadline_counts() -> None:
    """Whether it stands inside or outside."""
    clock = Clock()
    for outer, inner in ((0.5, 9.0), (9.0, 0.5)):
        with clock.until(outer), clock.until(inner):
            assert time_left() == 0.5
    assert innermost.get() is None


@pytest.mark.parametrize(("outer", "inner", "due"), [(2.0, 2.5, "outer"), (2.5, 2.0, "inner"), (2.0, 2.0, "both")])
def test_the_deadline_that_is_over_turns_its_interruption_into_a_timeout(outer: float, inner: float, due: str) -> None:
    """At its very moment, and nobody else does; all that are due at once are one interruption, of the outermost."""
    clock, left = Clock(), list[str]()
    around, within = clock.until(outer), clock.until(inner)
    with pytest.raises(TimeoutError), around:
        try:
            with within:
                clock.now = 2.0
                time_left()
        except TimeoutError:
            left.append("inner")
            raise
        except CancelledError:
            left.append("cancelled")
            raise
    assert left == (["inner"] if due == "inner" else ["cancelled"])
    assert (around.expired, within.expired) == (due != "inner", due != "outer")


def test_a_deadline_interrupts_once() -> None:
    """Who cleans up after it may wait."""
    clock = Clock()
    block = clock.until(2.0)
    with pytest.raises(TimeoutError), block:
        clock.now = 3.0
        with pytest.raises(CancelledError):
            time_left()
        assert (block.left(), time_left()) == (math.inf, None)
        raise CancelledError


def test_a_block_whose_time_is_not_over_lets_a_cancellation_pass() -> None:
    """It was somebody else's."""
    with pytest.raises(CancelledError), Clock().until(2.0):
        raise CancelledError


def test_a_cancellation_from_outside_is_no_timeout() -> None:
    """Also where the time is over by then: it came first, and is delivered before."""
    own, clock = Cancellation(), Clock()
    start_thread(own)
    block = clock.until(2.0)
    with pytest.raises(CancelledError), block:
        own.cancel()
        time_left()
    assert (block.expired, own.delivered) == (False, 1)
    with pytest.raises(CancelledError), clock.until(2.0):
        clock.now = 2.0
        try:
            time_left()
        except CancelledError:
            own.cancel()
            time_left()  # delivered while the block was being left


def test_all_that_interrupted_meanwhile_counts() -> None:
    """A cancellation, and the deadline of a block around: what comes out is not the inner block's timeout."""
    own, clock = Cancellation(), Clock()
    start_thread(own)
    with pytest.raises(CancelledError), clock.until(2.0), clock.until(2.0):
        own.cancel()
        with pytest.raises(CancelledError):
            time_left()
        clock.now = 2.0
        time_left()


def test_a_thread_begins_without_the_deadlines_of_the_one_that_started_it() -> None:
    """And with a cancellation of its own."""
    clock = Clock()
    with clock.until(2.0):
        assert time_left() == 2.0
        outer = innermost.get()
        start_thread(own := Cancellation())
        assert (time_left(), cancellation.get()) == (None, own)
        innermost.set(outer)


def test_what_ends_a_wait_is_known_while_it_lasts() -> None:
    """And not before or after it."""
    own, woken = Cancellation(), list[str]()
    start_thread(own)
    with wakeable(by=lambda: woken.append("x")):
        assert woken == []
        own.cancel()
        assert woken == ["x"]
    own.cancel()
    assert woken == ["x"]
    cancellation.set(None)
    with wakeable(by=lambda: woken.append("never")):
        pass
