"""Bodies that are read while they are sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from ferrule.engines.uploads import Upload, UploadFailed, upload_fault
from ferrule.errors import WriteFailed
from virtual import VirtualLoop


def parts(number: int) -> Iterator[bytes]:
    """So many of two bytes."""
    for _ in range(number):
        yield b"xy"


async def async_parts(number: int) -> AsyncIterator[bytes]:
    """The same, always ready."""
    for part in parts(number):
        yield part


async def sent(upload: Upload) -> list[bytes]:
    """What an async engine sends of it."""
    return [part async for part in upload.async_chunks()]


def in_loop(upload: Upload) -> tuple[list[bytes], float]:
    """The same, and how long that took."""
    times = [0.0]
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(0.0, times.append)) as runner:
        return runner.run(sent(upload)), times[-1]


def test_a_body_that_is_always_ready_lets_others_have_their_turn_and_waits_for_nobody() -> None:
    """A thousand parts take a thousand turns of the loop, and no time."""
    turns = 0

    async def scenario() -> None:
        nonlocal turns

        async def others() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        task = asyncio.ensure_future(others())
        assert await sent(Upload(async_parts(1000), 2000)) == [b"xy"] * 1000
        task.cancel()
        assert asyncio.get_running_loop().time() == 0.0

    with asyncio.Runner(loop_factory=lambda: VirtualLoop(0.0, lambda now: None)) as runner:
        runner.run(scenario())
    assert turns >= 1000


@pytest.mark.parametrize("blocking", [True, False])
@pytest.mark.parametrize(("length", "short"), [(None, False), (6, False), (7, True), (5, True), (0, True)])
def test_a_body_is_as_long_as_announced_or_ends_its_connection(blocking: bool, length: int | None, short: bool) -> None:
    """The server would wait for the rest, or take what is too much for another request."""
    upload = Upload(parts(3) if blocking else async_parts(3), length)
    if short:
        with pytest.raises(OSError, match="not as long as announced"):
            list(upload.chunks()) if blocking else in_loop(upload)
        assert isinstance(upload_fault(upload, "h.test"), WriteFailed)
        assert upload.failure is None
    else:
        assert (list(upload.chunks()) if blocking else in_loop(upload)[0]) == [b"xy"] * 3
        assert upload_fault(upload, "h.test") is None
    assert upload.short is short


@pytest.mark.parametrize("blocking", [True, False])
@pytest.mark.parametrize("wrapped", [True, False])
def test_the_users_own_failure_is_kept_as_it_is(blocking: bool, wrapped: bool) -> None:
    """Engines lose it, or say something else."""
    own = ValueError("mine")
    raised = UploadFailed(own) if wrapped else own

    def failing() -> Iterator[bytes]:
        yield b"x"
        raise raised

    async def async_failing() -> AsyncIterator[bytes]:
        yield b"x"
        raise raised

    upload = Upload(failing() if blocking else async_failing(), None)
    with pytest.raises(type(raised)):
        list(upload.chunks()) if blocking else in_loop(upload)
    assert upload_fault(upload, "h.test") is own
    assert upload_fault(b"bytes", "h.test") is None
    assert upload_fault(None, "h.test") is None
