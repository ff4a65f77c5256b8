"""Bodies on the wire: they end with their client."""

from __future__ import annotations

import logging
from weakref import ref

from ferrule.call import Body, Call
from ferrule.errors import StreamBroken

_log = logging.getLogger("ferrule")


class OpenStreams:
    """The bodies of one client that are neither read to their end nor closed. Holds none of them alive."""

    def __init__(self) -> None:
        self._open: dict[object, tuple[ref[Body], Call]] = {}

    def add(self, body: Body, call: Call) -> None:
        """Keep in mind a body that a call has opened."""
        key = object()
        self._open[key] = ref(body), call
        body.on_close(lambda _: self._open.pop(key, None))

    async def end(self) -> None:
        """End all with a `StreamBroken`, for who reads one now and for who reads on. Idempotent."""
        for known, call in list(self._open.values()):
            if (body := known()) is not None:
                try:
                    await body.end(_broken(body, call))
                except Exception:  # the others are to end all the same
                    _log.exception("a connection could not be closed")


def _broken(body: Body, call: Call) -> StreamBroken:
    error = StreamBroken(f"the client was closed, after {body.received} bytes of the body", received=body.received)
    error.operation, error.attempts, error.trace = call.operation, tuple(call.trace.attempts), call.trace
    return error
