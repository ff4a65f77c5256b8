"""What is fetched while the caller is busy."""

from __future__ import annotations

import pytest

from ferrule.client.ahead import Ahead
from ferrule.errors import Refused
from worlds import AsyncWorld, BlockingWorld, World


@pytest.mark.parametrize("kind", [AsyncWorld, BlockingWorld])
@pytest.mark.parametrize("begun", [True, False])
def test_what_closing_ends_is_a_refusal(kind: type[World], begun: bool) -> None:
    """Also where it was ended before its first step, and so has no result of any kind."""
    world = kind()

    async def fetch() -> str:
        await world.runtime.sleep(50)
        return "late"

    async def scenario() -> None:
        ahead = Ahead(world.runtime, fetch)
        if begun:
            await world.runtime.sleep(1)
        await world.runtime.aclose()
        with pytest.raises(Refused, match="client was closed"):
            await ahead.result()

    world.run(scenario)


def test_its_result_or_its_error_is_there_when_it_is_wanted() -> None:
    """Not before, and each as it was."""
    world = AsyncWorld()

    async def fails() -> str:
        raise KeyError("x")

    async def works() -> str:
        return "came"

    async def scenario() -> None:
        good, bad = Ahead(world.runtime, works), Ahead(world.runtime, fails)
        await world.runtime.sleep(1)
        assert await good.result() == "came"
        with pytest.raises(KeyError):
            await bad.result()

    world.run(scenario)
