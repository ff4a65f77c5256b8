"""The body of a response in blocks that are worth writing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs

from ferrule.client.receiving import Receiving
from ferrule.errors import WireError

SIZE: Final = 1 << 20
"""Bytes of a block."""

_PAUSE: Final = 1.0  # seconds after which there is a block, however little came


@attrs.frozen
class Block:
    """Some of a body: `is_last` when nothing follows, `failure` when that is because it broke."""

    parts: Sequence[bytes] = attrs.field(repr=False)
    size: int
    is_last: bool = False
    failure: WireError | None = None


class Blocks:
    """Reads an open response.

    Args:
        receiving: the response.
        skip: bytes at its beginning that are not wanted.

    Attributes:
        pending: what came, and is in no block yet: reading may be interrupted at any time.
    """

    def __init__(self, receiving: Receiving[Any], skip: int) -> None:
        self._receiving, self._skip = receiving, skip
        self.pending: list[bytes] = []

    async def next(self) -> Block:
        """What comes next."""
        size, clock = 0, self._receiving.request.runtime.now
        until = clock() + _PAUSE
        while size < SIZE and clock() < until:
            try:
                part = await self._receiving.receive()
            except WireError as failure:
                return Block(self._taken(), size, failure=failure)
            if not part:
                return Block(self._taken(), size, is_last=True)
            wanted = part[self._skip :]
            self._skip -= len(part) - len(wanted)
            self.pending.append(wanted)
            size += len(wanted)
        return Block(self._taken(), size)

    def _taken(self) -> list[bytes]:
        taken, self.pending = self.pending, []
        return taken
