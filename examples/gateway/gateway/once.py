"""What is done at most once for a key, by all processes of the gateway: a mark in Valkey."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from redis.asyncio import Redis
from redis.exceptions import RedisError

from ferrule import CallError

_KEEP = 86_400  # seconds; Stripe remembers its keys as long


class Once:
    """Marks by key.

    Args:
        valkey: where they are kept.
    """

    def __init__(self, valkey: Redis) -> None:
        self._valkey = valkey

    @asynccontextmanager
    async def claim(self, key: str) -> AsyncGenerator[bool, None]:
        """True for the one who is to do it. It is given back where the block's call surely did nothing.

        Without Valkey nobody does it: once is more important than now.
        """
        mark = f"gateway:once:{key}"
        try:
            first = bool(await self._valkey.set(mark, 1, nx=True, ex=_KEEP))
        except RedisError:
            first = False
        try:
            yield first
        except CallError as error:
            if first and not error.may_have_acted:
                await self._valkey.delete(mark)
            raise
