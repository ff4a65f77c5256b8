"""How often a caller may call: one counter for all processes of the gateway, in Valkey."""

from __future__ import annotations

import logging
import time
from typing import Any

from fastapi import Depends, HTTPException, Request
from redis.asyncio import Redis
from redis.exceptions import RedisError

_log = logging.getLogger("gateway")

_WINDOW = 10  # seconds

# Counts a request, and answers how many the window has seen. The key ends with its window: one that were set without
# an end, by a process that died between two commands, would refuse its caller for ever.
_COUNT = """
local seen = redis.call('INCR', KEYS[1])
if seen == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return seen
"""


class Limiter:
    """Counts requests by caller, in windows of ten seconds.

    Args:
        valkey: where it counts.
        most: requests of one caller in a window.
    """

    def __init__(self, valkey: Redis, most: int) -> None:
        self._count = valkey.register_script(_COUNT)
        self._most = most

    async def check(self, who: str) -> None:
        """Count one request.

        Raises:
            HTTPException: it is one too many (429, with the seconds until the next window).
        """
        now = time.time()
        try:
            seen: Any = await self._count(keys=[f"gateway:{who}:{int(now // _WINDOW)}"], args=[2 * _WINDOW])
        except RedisError:
            _log.warning("the limits are not kept: Valkey does not answer")  # better no limit than no service
            return
        if int(seen) > self._most:
            raise HTTPException(429, headers={"Retry-After": str(int(_WINDOW - now % _WINDOW) + 1)})


async def within_limit(request: Request) -> None:
    """A dependency: refuses callers who call too often, told apart by address."""
    limiter: Limiter = request.state.limiter
    await limiter.check(request.client.host if request.client else "")


WithinLimit = Depends(within_limit)
