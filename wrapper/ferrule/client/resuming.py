"""A file sent in a session: in chunks, from where the server says that it stands, by this process or the next one."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

import attrs
import httpx

from ferrule.call import Call, Trace
from ferrule.call.secrets import quotable
from ferrule.client.asking import MOST_TRIES, is_passing, mark
from ferrule.client.results import Raw
from ferrule.client.sending import in_time
from ferrule.client.upload_request import UploadRequest
from ferrule.errors import ApiError, CallError, TransferFailed
from ferrule.files.private import make_folder, state_folder
from ferrule.http.request_fields import HARMLESS
from ferrule.policies.redirect import target
from ferrule.policies.retry_rules import backoff
from ferrule.transfer.journal import Journal
from ferrule.transfer.progress import Reporter
from ferrule.transfer.resumable import Ask, Resumable
from ferrule.transfer.sent import SentHashes
from ferrule.transfer.sources import Chunks, Source

S = TypeVar("S")

_SCALE, _CAP = 0.5, 20.0  # seconds, of the waits between tries
_MOST_SESSIONS: Final = 3
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({409, 423})  # another request of this session is not over, or the offset is another
_DOUBTS: Final = frozenset({400, 409, 412, 416, 423})  # the server may have more, or less, than it was thought to


class ResumableSending(Generic[S]):
    """Sends one file.

    Args:
        request: what takes it.
        call: starts a session.
        protocol: how that is gone on with.
        source: the file.
        content_type: its media type.
        reporter: is told how far it is.
        chunk: bytes that are sent at once, at most.
        sent: is told what is sent.
    """

    def __init__(
        self,
        request: UploadRequest[S],
        call: Call,
        protocol: Resumable,
        source: Source,
        content_type: str,
        reporter: Reporter,
        chunk: int,
        sent: SentHashes,
    ) -> None:
        self._request, self._call, self._protocol = request, call, protocol
        self._source, self._content_type, self._reporter = source, content_type, reporter
        self._size = max(protocol.multiple, chunk - chunk % protocol.multiple)
        self._chunks = Chunks(source, self._size)
        self._runtime = request.runtime
        self._journal: Journal | None = None
        self._url = ""
        self._sessions = self._tries = 0
        self._end: Raw[S] | None = None
        self._sent = 0  # bytes that may have arrived
        self._furthest = 0  # bytes that had arrived, by any answer
        self._hashes = sent
        self._doubt: tuple[int, ApiError] | None = None
        self._stamp: list[int] = []  # of the file when the session began

    async def run(self) -> Raw[S]:
        """Do it; the exchange that ended it.

        Raises:
            TransferFailed: it cannot be sent to its end.
            FileRefused: another process sends the same file there.
            ApiError: the API answered with an error.
        """
        try:
            await self._runtime.offload(self._open_journal)
            at = None if await self._is_known() else await self._start()
            raw = await self._send_all(at)
        except ApiError as error:
            # The session has come to an end, unless it is the credential that has.
            self._close_journal(remove=error.status_code not in (401, 403))
            raise
        else:
            self._close_journal(remove=True)
            return raw
        finally:
            self._close_journal()

    async def _send_all(self, at: int | None) -> Raw[S]:
        """Send what is missing from `at` on; None for what the server is asked first."""
        while True:
            at, failure = await self._step(at)
            if self._end is not None:
                return self._end
            if failure is None:
                continue
            self._tries += 1
            if self._tries >= MOST_TRIES:
                why = f"{self._tries} requests in a row brought nothing new: {failure.args[0]}"
                raise self._failed(why) from failure
            wait = backoff(self._tries, _SCALE, _CAP, self._runtime.random())
            await self._runtime.sleep(max(failure.retry_after or 0.0, wait))

    async def _step(self, at: int | None) -> tuple[int | None, CallError | None]:
        """One request; where to go on (None: that is to be asked), and what failed. What was sent is not kept here."""
        outcome = await (self._ask() if at is None else self._send(at))
        if isinstance(outcome, Raw):
            total = self._chunks.total
            is_end = self._protocol.finish(outcome.status_code, outcome.response.fields, total)
            if is_end and total is not None and self._sent >= total:
                self._end = outcome
                self._reporter.tell(self._source.name, total, total)
                return at, None
            if outcome.status_code in _GONE or self._is_anothers(outcome, is_end=is_end):
                return await self._start_again(outcome), None
            if is_end:
                self._close_journal(remove=True)
                raise self._failed(f"the server says that it is done, and only the first {self._sent} bytes were sent")
        arrived = self._arrived(outcome, at)
        if arrived is not None and arrived > self._furthest:
            self._tries, self._furthest = 0, arrived
            self._reporter.tell(self._source.name, arrived, self._chunks.total)
            return arrived, None
        if at is None and arrived is not None:
            return arrived, None
        return arrived, outcome if isinstance(outcome, CallError) else outcome.error()

    def _arrived(self, outcome: Raw[S] | CallError, asked: int | None) -> int | None:
        """How many bytes the server has; None where it is to be asked, after any doubt.

        Args:
            outcome: of the last request.
            asked: from where on it sent something; None where it only asked.

        Raises:
            CallError: there is no way on.
        """
        if isinstance(outcome, CallError):
            return None
        arrived = self._protocol.arrived(outcome.status_code, outcome.response.fields)
        if arrived is None:
            error = outcome.error()
            if asked is None or outcome.status_code not in _DOUBTS:
                raise error
            self._doubt = None if outcome.status_code in _BUSY else (asked, error)
            return None
        doubt, self._doubt = self._doubt, None
        if doubt is not None and doubt[0] == arrived:
            raise doubt[1]  # it stands where it was thought to: that was not what was wrong
        if arrived > self._sent:
            raise self._failed(f"the server says that it has {arrived} bytes, and {self._sent} were sent")
        return arrived

    def _is_anothers(self, answer: Raw[S], *, is_end: bool) -> bool:
        """Has somebody else gone on with the session of an earlier run, so that nobody knows what is in it?

        Args:
            answer: of the session.
            is_end: it has ended, though not all was sent.
        """
        arrived = self._protocol.arrived(answer.status_code, answer.response.fields)
        return not self._sessions and (is_end or (arrived is not None and arrived > self._sent))

    async def _ask(self) -> Raw[S] | CallError:
        return await self._exchange(self._protocol.offset(self._chunks.total), b"", idempotent=True)

    async def _send(self, at: int) -> Raw[S] | CallError:
        chunk, total = await self._chunk(at), self._chunks.total
        end = at + len(chunk)
        is_told, is_last = self._source.size is not None, total is not None and end >= total
        if end > self._hashes.size:
            await self._hashes.add(at, chunk)
            if self._journal is not None:
                self._journal.note({"sent": end, "sha256": self._hashes.hashes.sha256})
        self._sent = max(self._sent, end)
        ask = self._protocol.send(at, len(chunk), total if is_last or is_told else None, is_told=is_told)
        return await self._exchange(ask, chunk, idempotent=False)

    async def _chunk(self, at: int) -> bytes:
        """The chunk from there on, of the file as it was when the session began."""
        try:
            chunk, total = await self._chunks.at(at), self._chunks.total
        except OSError as error:  # `UnsupportedOperation` is one
            raise self._failed(f"the server wants it from byte {at} on again, and it cannot be read again") from error
        is_short = total is not None and len(chunk) < min(self._size, total - at)
        if is_short or self._source.stamp() != self._stamp:
            self._close_journal(remove=True)
            raise self._failed("the file was changed while it was sent; send it again")
        return chunk

    async def _exchange(self, ask: Ask, content: bytes, *, idempotent: bool) -> Raw[S] | CallError:
        """Send a request to the session; what passes is returned. A chunk is never sent again by any policy.

        Only the caller's harmless fields go to another host than the API's, and no credential does.
        """
        first = self._call
        options = attrs.evolve(first.options, redirects=0, idempotent=idempotent, retries=None if idempotent else 0)
        call = Call(
            self._request.operation, ask.method, self._url, {}, {"content": content}, options, first.origin,
            first.identity,
        )  # fmt: skip
        is_own = call.destination == first.origin
        own = {name: value for name, value in first.headers.items() if is_own or name in HARMLESS}
        for name in (*self._protocol.start(None, ""), "x-upload-content-length", "upload-length", "content-type"):
            own.pop(name, None)  # of the request that starts it
        call = in_time(call.with_headers({**own, **ask.headers}), len(content))
        try:
            raw = await self._request.session.send(self._request.module, call)
        except CallError as error:
            if not is_passing(error):
                raise
            return error
        failed = raw.error() if raw.status_code >= 400 else None
        return failed if failed is not None and is_passing(failed) else raw

    async def _start(self) -> int:
        """Begin a session."""
        self._sessions += 1
        call = self._call
        call = call.with_headers({**self._protocol.start(self._source.size, self._content_type), **call.headers})
        raw = await self._request.session.send(getattr(self._request.module, "_start", self._request.module), call)
        location = raw.headers.get("location", "")
        if not raw.response.is_success:
            raise raw.error()
        url = target(raw.response.sent or call, location) if location else "named no session"
        if not isinstance(url, httpx.URL):
            raise self._failed(quotable(f"the session cannot be used: the server {url}", raw.response))
        self._url, self._sent, self._furthest = str(url), 0, 0
        self._stamp = self._source.stamp()
        self._hashes.restart()
        if self._journal is not None:
            self._journal.begin({"url": self._url, "size": self._source.size, "stamp": self._stamp})
        self._reporter.tell(self._source.name, 0, self._source.size)
        return 0

    async def _start_again(self, gone: Raw[S]) -> int:
        if self._sessions >= _MOST_SESSIONS:
            raise gone.error()
        return await self._start()

    def _open_journal(self) -> None:
        """Where another process finds the session: by the file, and what takes it."""
        if self._source.path is None:
            return
        name = hashlib.sha256(f"{mark(self._call)}\n{self._source.path}".encode("utf-8", "surrogateescape")).hexdigest()
        # A system without such a folder, or a user without a home: then no other process goes on with it.
        with contextlib.suppress(OSError, RuntimeError):
            folder = state_folder() / "uploads"
            make_folder(folder)
            self._journal = Journal(folder / f"{name}.journal", self._source.path)

    def _close_journal(self, *, remove: bool = False) -> None:
        if self._journal is not None:
            self._journal.close(remove=remove)

    async def _is_known(self) -> bool:
        """Is there a session of an earlier run, and is the file as it was then?"""
        first, *points = (self._journal.lines() if self._journal is not None else []) or [{}]
        stamp = self._source.stamp()
        if not isinstance(first.get("url"), str) or (first.get("size"), first.get("stamp")) != (
            self._source.size,
            stamp,
        ):
            return False
        sent, sha256 = _last(points)
        self._url, self._sent, self._stamp = first["url"], sent, stamp
        is_same = await self._hashes.read(sent) and (not sent or self._hashes.hashes.sha256 == sha256)
        await self._source.seek(0)
        return is_same

    def _failed(self, why: str) -> TransferFailed:
        kept = None if self._journal is None else self._journal.path
        failed = TransferFailed(why, done=self._furthest, kept=kept)
        failed.operation, failed.trace = self._request.operation, Trace()
        return failed


def _last(points: Sequence[Mapping[str, Any]]) -> tuple[int, str]:
    """How far an earlier run may have come, and the digest of what it had sent."""
    for point in reversed(points):
        if isinstance(point.get("sent"), int) and isinstance(point.get("sha256"), str):
            return point["sent"], point["sha256"]
    return 0, ""
