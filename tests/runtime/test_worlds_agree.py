"""Any program that waits, times out, cancels and races does the same, at the same times, in every world."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from worlds import WORLDS, World

# A program is a list of steps. Each duration is a power of two of its own, so that no two moments ever coincide.
_sleep = st.tuples(st.just("sleep"))


def _nested(programs: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    blocks = st.lists(programs, min_size=1, max_size=3)
    return st.one_of(
        st.tuples(st.just("timeout"), blocks),
        st.tuples(st.just("finally"), blocks, blocks),
        st.tuples(st.just("beside"), blocks, blocks),
        st.tuples(st.just("race"), blocks, blocks),
    )


programs = st.lists(st.recursive(_sleep, _nested, max_leaves=8), min_size=1, max_size=3)


def _trace(make_world: type[World], program: list[Any], order: list[int]) -> list[tuple[float, str]]:
    world = make_world()
    runtime = world.runtime
    trace: list[tuple[float, str]] = []

    def note(name: str) -> None:
        trace.append((runtime.now(), name))

    numbers = count()

    def number_steps(block: list[Any]) -> list[Any]:
        return [(next(numbers), kind, *map(number_steps, parts)) for kind, *parts in block]

    async def run(block: list[Any]) -> None:
        for number, *step in block:
            name = f"{step[0]} {number}"
            note(f"{name} begins")
            try:
                await perform(step, 2.0 ** (order[number % len(order)] - 20), name)
            except BaseException as error:
                note(f"{name} ended by {type(error).__name__}")
                raise
            note(f"{name} ends")

    async def perform(step: list[Any], seconds: float, name: str) -> None:
        match step:
            case ["sleep"]:
                await runtime.sleep(seconds)
            case ["timeout", body]:
                try:
                    with runtime.timeout(runtime.now() + seconds):
                        await run(body)
                except TimeoutError:
                    note(f"{name} timed out")
            case ["finally", body, clean_up]:
                try:
                    await run(body)
                finally:
                    await run(clean_up)
            case ["beside", body, other]:
                task = runtime.spawn(partial(run, other))
                try:
                    await run(body)
                finally:
                    task.cancel()
                    await task.join()
            case ["race", one, other]:
                index, _ = await runtime.race(partial(run, one), partial(run, other))
                note(f"{name} won by {index}")

    world.run(partial(run, number_steps(program)))
    return sorted(trace)


@settings(deadline=None)  # threads that take turns are slow on a busy machine
@given(programs, st.permutations(range(40)))
def test_worlds_agree(program: list[Any], order: list[int]) -> None:
    """Virtual time, blocking threads and asyncio give the same trace of any program."""
    sim, blocking, asynchronous = (_trace(world, program, order) for world in WORLDS)
    assert blocking == sim
    assert asynchronous == sim
