"""Connections of our own that block their thread, and carry HTTP/1.1, one request at a time."""

from __future__ import annotations

import httpcore

from ferrule.engines.connecting import DeadlineBackend
from ferrule.engines.connection import Connection
from ferrule.engines.http1 import Address, Incoming, end_of, framed, head
from ferrule.engines.lines import Ended, tls_context
from ferrule.engines.uploads import Upload
from ferrule.engines.wire import Wire

_CHUNK = 65_536
_CHUNK_OF_A_STREAM = 1_048_576  # each costs a step through all that watches over a stream


class BlockingLine:
    """A connection that blocks its thread, within the time that the runtime's deadlines leave.

    Attributes:
        sent: the request was sent in full.
        silent: nothing of a response has come.
    """

    def __init__(self, settings: Connection, stream: httpcore.NetworkStream) -> None:
        self._settings = settings
        self._stream = stream
        self.sent, self.silent = False, True

    @classmethod
    def open(cls, settings: Connection, to: Address) -> BlockingLine:
        """Connect; what fails raises `httpcore.ConnectError` or `UnicodeError`."""
        backend = DeadlineBackend()
        if settings.uds is not None:
            stream = backend.connect_unix_socket(settings.uds)
        else:
            stream = backend.connect_tcp(to.host, to.port, local_address=settings.local_address)
        if to.secure:
            stream = stream.start_tls(tls_context(settings), to.host)
        return cls(settings, stream)

    def exchange(self, wire: Wire, server: str, path: str, *, stream: bool) -> Incoming:
        """Send a request and read what comes: all of it, or for a stream up to the end of the header fields."""
        incoming = Incoming(wire.method, None if stream else self._settings)
        self.sent, self.silent = False, True
        try:
            self._send(wire, head(wire, server, path))
            self.sent = True
        except httpcore.WriteError as error:
            self._read_early(incoming, error, stream)
        while not (incoming.begun if stream else incoming.done):
            self._read(incoming)
        return incoming

    async def more(self, incoming: Incoming) -> bytes:
        """What comes of a streamed body next; empty at its end. Blocks."""
        while not (data := incoming.take()) and not incoming.done:
            self._read(incoming, _CHUNK_OF_A_STREAM)
        return data

    def finish(self, incoming: Incoming) -> None:
        """The response is complete. Nothing is left to do: only those who wait for a body read it."""

    def usable(self) -> bool:
        """Whether it is still open, and nothing has come that was not asked for."""
        return not self._stream.get_extra_info("is_readable")

    def close(self) -> None:
        """Close at once. Idempotent."""
        self._stream.close()

    def _send(self, wire: Wire, start: bytes) -> None:
        if not isinstance(wire.body, Upload):
            self._stream.write(start + wire.body if wire.body else start)
            return
        self._stream.write(start)
        for chunk in wire.body.chunks():
            self._stream.write(framed(chunk, wire.body))
        self._stream.write(end_of(wire.body))

    def _read(self, incoming: Incoming, most: int = _CHUNK) -> None:
        data = self._stream.read(most)
        if data:
            self.silent = False
            incoming.feed(data)
        elif not incoming.end():
            raise Ended(incoming.lack())

    def _read_early(self, incoming: Incoming, error: httpcore.WriteError, stream: bool) -> None:
        """The answer of a server that did not want the whole request; otherwise the reason why it could not be sent."""
        try:
            while not (incoming.begun if stream else incoming.done):
                self._read(incoming)
        except (Ended, httpcore.ReadError):
            raise error from error.__cause__  # as it was
        incoming.reusable = False
