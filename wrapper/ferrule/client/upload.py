"""`.upload` of an operation: a file that is sent to it, gone on with where that is declared."""

from __future__ import annotations

from collections.abc import AsyncIterable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ferrule.client.upload_request import UploadRequest
from ferrule.errors.faults import Faults
from ferrule.runtime.blocking import drive

if TYPE_CHECKING:
    from ferrule.client.receipt import Receipt
    from ferrule.transfer.progress import ProgressOption
    from ferrule.transfer.sources import Given

S = TypeVar("S")

_CHUNK = 8 << 20


class _Upload(Generic[S]):
    """What both worlds have of a file to be sent."""

    def __init__(self, request: UploadRequest[S]) -> None:
        self._request = request

    async def _send(
        self, given: Any, progress: ProgressOption, content_type: str | None, chunk: int, *, awaits: bool
    ) -> Receipt[S]:
        # Here, so that clients that send no file do not pay for it.
        from ferrule.client.receipt import receipt
        from ferrule.client.resuming import ResumableSending
        from ferrule.client.sending import send_whole
        from ferrule.transfer.progress import Reporter
        from ferrule.transfer.resumable import PROTOCOLS
        from ferrule.transfer.sent import SentHashes
        from ferrule.transfer.sources import media_type_of, source

        faults = Faults("send")
        faults.whole("chunk", chunk, least=1)
        faults.raise_if_any()
        request, reporter = self._request, Reporter(progress)
        call, offload = request.call(), request.runtime.offload
        opened = await offload(lambda: source(given, offload, awaits=awaits))
        kind = content_type or media_type_of(opened.name)
        protocol = PROTOCOLS.get(request.protocol)
        try:
            sent = SentHashes(opened, request.runtime.sleep, request.algorithms)
            if protocol is None:
                raw = await send_whole(request, call, opened, kind, reporter, sent, awaits=awaits)
            else:
                raw = await ResumableSending(request, call, protocol, opened, kind, reporter, chunk, sent).run()
            return await receipt(request, raw, opened, sent)
        finally:
            reporter.close()
            await opened.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._request.operation}>"


class Upload(_Upload[S]):
    """A file that can be sent. Nothing is sent before that."""

    def send(
        self, source: Given, *, progress: ProgressOption = None, content_type: str | None = None, chunk: int = _CHUNK
    ) -> S:
        """Send it; returns the success model of the operation.

        Where the operation is declared to take it in a session, it goes in chunks. After any doubt the server is asked
        how much has arrived, and nothing else counts. Of a path the session is noted in the user's state folder
        (`XDG_STATE_HOME`), for the user alone: another process that sends the same file there goes on with it.
        What was sent is compared with the digests that the server names of what it has.

        Args:
            source: path of the file; a file opened in binary mode, from where it stands on; bytes; or an iterator of
                bytes, which is sent once.
            progress: True shows a bar on standard error, or lines where that is no terminal or `rich` is missing
                (extra `files`); a function is called with each `Progress` (default: neither).
            content_type: media type of the file (default: by the name of its path, else `application/octet-stream`).
            chunk: bytes that are sent at once in a session, rounded down to what it takes (default 8 MiB).

        Raises:
            ConfigError: the source cannot be sent; nothing was sent.
            FileRefused: another process sends the same file there.
            ApiError: the API answered with an error.
            DigestMismatch: the server has something else than was sent, by a digest that it names.
            TransferFailed: it could not be sent to its end; the session is kept, where it can be gone on with.
            OSError: the file cannot be read.
        """
        return self.send_for_receipt(source, progress=progress, content_type=content_type, chunk=chunk).result

    def send_for_receipt(
        self, source: Given, *, progress: ProgressOption = None, content_type: str | None = None, chunk: int = _CHUNK
    ) -> Receipt[S]:
        """As `send`; returns besides the model what was sent, and by which digests of the server's it was verified."""
        return drive(self._send(source, progress, content_type, chunk, awaits=False))


class AsyncUpload(_Upload[S]):
    """A file that can be sent. Nothing is sent before that."""

    async def send(
        self,
        source: Given | AsyncIterable[bytes],
        *,
        progress: ProgressOption = None,
        content_type: str | None = None,
        chunk: int = _CHUNK,
    ) -> S:
        """As `Upload.send`. Files are read beside the loop, in threads; an iterator may be an async one."""
        return (await self._send(source, progress, content_type, chunk, awaits=True)).result

    async def send_for_receipt(
        self,
        source: Given | AsyncIterable[bytes],
        *,
        progress: ProgressOption = None,
        content_type: str | None = None,
        chunk: int = _CHUNK,
    ) -> Receipt[S]:
        """As `Upload.send_for_receipt`."""
        return await self._send(source, progress, content_type, chunk, awaits=True)
