"""One delivery in the hands of one handler: claimed, then done, or given back when the handler fails."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

import attrs

from ferrule.errors import WebhookInProgress, WebhookStoreDown
from ferrule.webhooks.delivery import Delivery
from ferrule.webhooks.stores.base import Found, ReplayStore
from ferrule.webhooks.stores.memory import ReplayStoreMemory

E = TypeVar("E")
T = TypeVar("T")

_log = logging.getLogger("ferrule")


@attrs.frozen(kw_only=True)
class Replay:
    """How deliveries are claimed.

    Attributes:
        store: where it is kept which were handled.
        lease: seconds for which a claim holds when its process is lost.
        keep: seconds for which it is remembered that a delivery was handled.
        clock: seconds since the epoch.
    """

    store: ReplayStore
    lease: float
    keep: float
    clock: Callable[[], float]


class Claim(Generic[E]):
    """Holds a delivery for the length of a `with` or `async with` block, which gets it.

    A block that ends has handled it; one that raises has not, and the sender's next try is new. A delivery that was
    handled before comes as a `duplicate`.

    Raises:
        WebhookInProgress: on entry, when another handler has it.
        WebhookStoreDown: on entry, when the store does not answer.
    """

    def __init__(self, delivery: Delivery[E], replay: Replay) -> None:
        self._delivery = delivery
        self._replay = replay
        self._key = delivery.key
        self._owner = secrets.token_hex(16)
        self._given_up = False
        self._until = 0.0

    def __enter__(self) -> Delivery[E]:
        return self._entered(self._claim())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._until:
            self._end(failed=kind is not None)

    async def __aenter__(self) -> Delivery[E]:
        import asyncio  # here and below: a receiver that blocks does not load it

        try:
            found = await self._offload(self._claim)
        except asyncio.CancelledError:  # the thread goes on, and nobody would give back what it takes
            self._given_up = True
            await self._offload(self._release)
            raise
        return self._entered(found)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._until:
            await self._offload(lambda: self._end(failed=kind is not None))

    def _entered(self, found: Found | Exception) -> Delivery[E]:
        if isinstance(found, Exception):
            # Its kind alone, and no cause: the words of a driver may name a host, a user or a password.
            raise WebhookStoreDown(type(found).__name__)
        if found is Found.OPEN:
            raise WebhookInProgress
        if found is Found.NEW:
            return self._delivery
        if found is Found.DONE:
            return attrs.evolve(self._delivery, duplicate=True)
        raise WebhookStoreDown(f"its answer is a {type(found).__name__}, and not Found")  # so it is not a duplicate

    def _claim(self) -> Found | Exception:
        replay = self._replay
        now = replay.clock()
        try:
            found = replay.store.claim(self._key, self._owner, now, replay.lease)
        except Exception as error:
            return error
        if found is Found.NEW:
            self._until = now + replay.lease
            if self._given_up:
                self._release()
        return found

    def _end(self, *, failed: bool) -> None:
        if failed:
            self._release()
            return
        replay = self._replay
        now = replay.clock()
        if now > self._until:
            _log.warning(
                "a delivery was handled in %.0f s, longer than its lease of %g s: it may have been handled twice",
                now - self._until + replay.lease,
                replay.lease,
            )
        try:
            replay.store.finish(self._key, now, replay.keep)
        except Exception as error:  # it was handled: to fail now would have it sent and handled again
            _log.warning("the replay store failed (%s): a delivery was handled, and may be so again", _kind(error))

    def _release(self) -> None:
        try:
            self._replay.store.release(self._key, self._owner)
        except Exception as error:
            _log.warning("the replay store failed (%s): a delivery stays claimed until its lease ends", _kind(error))

    async def _offload(self, work: Callable[[], T]) -> T:
        if isinstance(self._replay.store, ReplayStoreMemory):
            return work()
        import asyncio

        # Shielded, as a cancelled wait would else take work that no thread has begun out of the queue.
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(None, work))


def _kind(error: Exception) -> str:
    return type(error).__name__
