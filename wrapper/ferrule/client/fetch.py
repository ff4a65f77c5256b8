"""A file from its request to its name on disk: asked for, gone on with where it breaks, and checked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs
import httpx

from ferrule.call import Trace
from ferrule.client.asking import asking, has_expired, is_passing, mark, why_no_more
from ferrule.client.blocks import SIZE, Blocks
from ferrule.client.receiving import Receiving
from ferrule.client.results import Raw
from ferrule.errors import (
    ApiError,
    CallError,
    ConfigError,
    DigestMismatch,
    ResponseTooLarge,
    TransferFailed,
)
from ferrule.http.disposition import file_name
from ferrule.http.fields import single
from ferrule.policies.retry_rules import backoff
from ferrule.transfer.answers import Refuse, Restart, Take, is_complete, judge
from ferrule.transfer.hashing import why_unverified
from ferrule.transfer.progress import Reporter
from ferrule.transfer.sinks import Sink
from ferrule.transfer.targets import Place, check_room
from ferrule.transfer.versions import version_of

_SCALE, _CAP = 0.5, 20.0  # seconds, of the waits between them
_CHECKPOINT: Final = 8 << 20  # bytes, at most, that are lost with the process


@attrs.frozen
class SavedFile:
    """A file that was saved, whole.

    Attributes:
        path: where it is; None for an open file of yours.
        size: its bytes.
        sha256: its SHA-256, in hexadecimal.
        verified: the algorithms of the server's digests that it was compared with, such as `md5`.
        unverified: why it was compared with none; empty where it was.
        resumed: bytes that were there already, from an earlier run.
        headers: of the last response that had some of it.
        trace: attempts, waits and notes of that call.
    """

    path: Path | None
    size: int
    sha256: str
    verified: tuple[str, ...]
    unverified: str
    resumed: int
    headers: httpx.Headers = attrs.field(repr=False)
    trace: Trace = attrs.field(repr=False)


class Fetch:
    """Saves one file.

    Args:
        receiving: whose response it is.
        place: where it is to be.
        reporter: is told how far it is.
        most: bytes that the file may have, None for any number.

    Raises:
        ConfigError: the request cannot be made.
    """

    def __init__(self, receiving: Receiving[Any], place: Place, reporter: Reporter, most: int | None) -> None:
        self._receiving, self._place, self._reporter, self._most = receiving, place, reporter, most
        self._first = first = receiving.request.call()
        self._runtime = receiving.request.runtime
        self._request = mark(first)
        self._sink: Sink | None = None
        self._blocks: Blocks | None = None
        self._resumed = 0
        self._is_begun = self._is_anew = self._is_whole = False
        self._why = ""

    async def run(self) -> SavedFile:
        """Do it.

        Raises:
            TransferFailed: it cannot be had to its end; what came is kept, where it can be gone on from.
            DigestMismatch: what came is not what the server says that it is.
            FileRefused: another process saves the same file, or a name of the server's would replace one.
            ResponseTooLarge: it is larger than it may be.
            OSError: the disk is full, or fails.
        """
        if not {"range", "if-range"}.isdisjoint(self._first.headers):
            raise ConfigError("save() asks for the parts of a file itself: leave Range and If-Range out")
        try:
            if not self._place.is_folder:
                await self._open_sink("")
            await self._fetch_all()
            return await self._finished()
        except (DigestMismatch, ResponseTooLarge):
            await self._close_sink(discard=True)
            raise
        finally:
            self._reporter.close()
            await self._close_sink(discard=False)

    async def _fetch_all(self) -> None:
        """Ask until it is whole. Only what is new makes tries anew: one that always begins at the start has an end."""
        tries, furthest = 0, self._offset
        while True:
            failure = await self._fetch()
            if self._is_whole:
                return
            tries, furthest = (0, self._offset) if self._offset > furthest else (tries + 1, furthest)
            if why_not := why_no_more(self._first, tries):
                raise self._failed(f"{self._why}; {why_not}") from failure
            await self._receiving.drop()
            if failure is not None:
                asked = failure.retry_after or 0.0
                await self._runtime.sleep(max(asked, backoff(tries + 1, _SCALE, _CAP, self._runtime.random())))

    async def _fetch(self) -> CallError | None:
        """One request, and what comes of it; returns what failed, if anything did."""
        validator = "" if self._sink is None or self._is_anew else self._sink.version.validator
        offset = self._offset if validator else 0
        try:
            raw = await self._receiving.open(asking(self._first, offset, validator))
        except CallError as error:
            if not self._may_pass(error, offset):
                raise
            self._why = str(error.args[0])
            return error
        self._is_begun = True
        if self._sink is None and await self._is_partly_there(raw):
            return None
        sink = self._opened()
        answer = judge(raw.status_code, raw.response.fields, offset, sink.version)
        if isinstance(answer, Refuse):
            raise self._failed(f"answered {answer.reason}")
        if isinstance(answer, Restart):
            self._is_anew, self._why = True, f"answered {answer.reason}"
            return None
        if not answer.at:
            facts = self._first.operation.facts.digests
            version = version_of(
                raw.status_code,
                raw.response.fields,
                self._runtime.wall(),
                vendor=facts.header,
                stored_coding=facts.coding,
            )
            if self._first.method != "GET":
                version = attrs.evolve(version, validator="", kind="")  # ranges are of GET alone (RFC 9110 §14.2)
            await self._runtime.offload(lambda: sink.begin(version))
            self._is_anew, self._resumed = False, 0
        return await self._keep(raw, sink, answer)

    async def _keep(self, raw: Raw[Any], sink: Sink, take: Take) -> CallError | None:
        """Write the body; returns what broke it."""
        self._check_size(take.total)
        await self._runtime.offload(lambda: check_room(sink, take.total))
        self._reporter.tell(self._name, sink.offset, take.total)
        noted, self._blocks = sink.offset, Blocks(self._receiving, take.skip)
        while True:
            block = await self._blocks.next()
            end = sink.offset + block.size
            self._check_size(end)
            if take.until is not None and end > take.until:
                raise self._failed(f"more of the file came than was announced, {take.until} bytes")
            if is_due := block.size < SIZE or end - noted >= _CHECKPOINT:
                noted = end
            await self._runtime.offload(partial(_write, sink, block.parts, note=is_due))
            self._reporter.tell(self._name, sink.offset, take.total)
            if block.failure is not None:
                self._why = str(block.failure.args[0])
                return block.failure
            if block.is_last:
                self._conclude(raw, sink, take)
                return None

    def _conclude(self, raw: Raw[Any], sink: Sink, take: Take) -> None:
        """Is it whole, now that the body is at its end?"""
        if take.until is not None and sink.offset < take.until:
            self._why = f"the body ended after {sink.offset} of {take.until} bytes"
        elif take.total is None:
            self._is_whole = raw.status_code != 206  # the answer to the next request tells
        else:
            self._is_whole = sink.offset == take.total
            self._why = f"answered with {sink.offset} of {take.total} bytes"

    async def _finished(self) -> SavedFile:
        sink, raw = self._opened(), self._receiving.raw
        expected = sink.version.digests
        verified, wrong = sink.hashes.compare(expected)
        if wrong:
            why = f"the file is not what the server says that it is, by {wrong}; nothing of it is left"
            raise self._receiving.about(DigestMismatch(why, wrong))
        await self._runtime.offload(sink.finish)
        unverified = "" if verified else sink.version.unverifiable or why_unverified(expected)
        headers, trace = (httpx.Headers(), Trace()) if raw is None else (raw.headers, raw.trace)
        return SavedFile(
            sink.path, sink.offset, sink.hashes.sha256, verified, unverified, self._resumed, headers, trace
        )

    def _may_pass(self, error: CallError, offset: int) -> bool:
        """Is there to be another request? A first one was tried as often as the policies say."""
        if isinstance(error, ApiError) and error.status_code == 416 and offset:
            self._is_whole = is_complete(error.headers, offset, self._opened().version)
            self._is_anew = True
            return True
        return (self._is_begun and is_passing(error)) or (self._offset > 0 and has_expired(error))

    async def _is_partly_there(self, raw: Raw[Any]) -> bool:
        """Give the file its name in the folder. Does the rest of it suffice, as an earlier run had the beginning?"""
        offered = file_name(single(raw.response.fields, b"content-disposition").encode("latin-1"))
        sink = await self._open_sink(offered)
        total = version_of(raw.status_code, raw.response.fields, self._runtime.wall()).total
        return bool(sink.offset) and not sink.version.differs(raw.response.fields, total)

    async def _open_sink(self, offered: str) -> Sink:
        default = httpx.URL(self._first.url).path.rpartition("/")[2]  # percent-encoding is off already
        sink = await self._runtime.offload(lambda: self._place.open(self._request, offered, default))
        self._sink, self._resumed = sink, sink.offset
        self._name = self._first.operation.name if sink.path is None else sink.path.name
        return sink

    async def _close_sink(self, *, discard: bool) -> None:
        sink, pending = self._sink, [] if self._blocks is None else self._blocks.pending
        if sink is not None:
            self._blocks = None
            await self._runtime.offload(lambda: _let_go(sink, [] if discard else pending, discard=discard))

    def _opened(self) -> Sink:
        assert self._sink is not None  # noqa: S101 - for type checkers: it is opened before the first body
        return self._sink

    @property
    def _offset(self) -> int:
        return 0 if self._sink is None else self._sink.offset

    def _failed(self, why: str) -> TransferFailed:
        sink = self._sink
        kept = sink.kept if sink is not None and sink.offset and sink.version.validator else None
        return self._receiving.about(TransferFailed(why, done=self._offset, kept=kept))

    def _check_size(self, size: int | None) -> None:
        if self._most is not None and size is not None and size > self._most:
            raise self._receiving.about(
                ResponseTooLarge(f"the file has {size} bytes or more; max_bytes is {self._most}")
            )


def _write(sink: Sink, parts: Sequence[bytes], *, note: bool) -> None:
    sink.write(parts)
    if note:
        sink.checkpoint()


def _let_go(sink: Sink, pending: Sequence[bytes], *, discard: bool) -> None:
    """Close it, with what came before reading was interrupted."""
    with suppress(OSError):  # why it is closed counts more
        sink.write(pending)
    sink.close(discard=discard)
