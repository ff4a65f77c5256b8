"""A file on its way to an API: in one request, or in a session that is gone on with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, TypeVar

import attrs

from ferrule.call import Call
from ferrule.call.body import SizedStream
from ferrule.client.results import Raw
from ferrule.client.upload_request import UploadRequest
from ferrule.runtime.blocking import drive
from ferrule.transfer.progress import Reporter
from ferrule.transfer.sent import SentHashes
from ferrule.transfer.sources import Source

S = TypeVar("S")

_SLOWEST = 65_536  # bytes a second: what is sent slower hangs
_PART = 1 << 18  # bytes that are read at once


def in_time(call: Call, length: int | None) -> Call:
    """The call, with time for a body of so many bytes: a second more for each 64 KiB. No limit where nobody knows."""
    options = call.options
    deadline, attempt = (
        None if limit is None or length is None else limit + length / _SLOWEST
        for limit in (options.deadline, options.attempt_timeout)
    )
    return call.replace(options=attrs.evolve(options, deadline=deadline, attempt_timeout=attempt))


async def send_whole(
    request: UploadRequest[S],
    call: Call,
    source: Source,
    content_type: str,
    reporter: Reporter,
    hashes: SentHashes,
    *,
    awaits: bool,
) -> Raw[S]:
    """Send a file as the body of one request. It is sent again as any other: where that is safe, and it can be read."""
    if call.headers.get("content-type", "application/octet-stream") == "application/octet-stream":
        call = call.with_headers({"content-type": content_type})  # the description leaves it open
    sent = _Body(source, reporter, hashes)

    def content() -> Any:
        stream = sent.parts_later() if awaits else sent.parts()
        return stream if source.size is None else SizedStream(stream, source.size)

    body: Any = {name: value for name, value in call.body.items() if name != "content"}
    body["content"] = content if source.can_seek else content()
    raw = await request.session.send(request.module, in_time(call.replace(body=body), source.size))
    reporter.tell(source.name, sent.done, source.size)
    return raw


class _Body:
    """A file as the body of a request, or of one after the other."""

    def __init__(self, source: Source, reporter: Reporter, hashes: SentHashes) -> None:
        self.done = 0
        self._source, self._reporter, self._hashes = source, reporter, hashes
        self._is_begun = hashes.is_whole = False  # a server may answer before it has anything

    def parts(self) -> Iterator[bytes]:
        drive(self._begin())
        while part := drive(self._next()):
            yield part

    async def parts_later(self) -> AsyncIterator[bytes]:
        await self._begin()
        while part := await self._next():
            yield part

    async def _begin(self) -> None:
        if self._is_begun:
            await self._source.seek(0)
            self._hashes.restart()
        self._is_begun, self.done, self._hashes.is_whole = True, 0, False

    async def _next(self) -> bytes:
        self._reporter.tell(self._source.name, self.done, self._source.size)
        part = await self._source.read(_PART)
        await self._hashes.add(self.done, part)
        self.done += len(part)
        self._hashes.is_whole = not part or self.done == self._source.size
        return part
