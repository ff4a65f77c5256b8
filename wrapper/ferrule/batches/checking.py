"""Inputs that are all there are checked before anything is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from ferrule.batches.inputs import Reader
from ferrule.batches.keeping import Keeper
from ferrule.errors import ConfigError

I = TypeVar("I")  # noqa: E741 - an input

_FAULTS_SHOWN = 10


async def check_all(
    inputs: Sequence[I], reader: Reader[I], keeper: Keeper[I], breathe: Callable[[], Awaitable[None]]
) -> None:
    """Check inputs.

    Args:
        inputs: all of them.
        reader: makes jobs of them.
        keeper: knows what became of them before.
        breathe: gives others a chance, if they had none for long.

    Raises:
        ConfigError: what is wrong with them; of many faults, ten.
    """
    faults: list[str] = []
    before: set[bytes] = set()
    for position, given in enumerate(inputs):
        await breathe()
        try:
            keeper.check(reader.job(position, given), before)
        except ConfigError as fault:
            faults.append(str(fault))
            if len(faults) == _FAULTS_SHOWN:
                break
    if faults:
        raise ConfigError("; ".join(faults))
