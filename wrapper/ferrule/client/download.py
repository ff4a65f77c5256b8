"""`.file` of an operation: the body of its success, saved as a file that is whole or not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from ferrule.client.receiving import Receiving, StreamRequest, in_time, positive_seconds
from ferrule.errors.faults import Faults
from ferrule.runtime.blocking import drive

if TYPE_CHECKING:
    from ferrule.client.fetch import SavedFile
    from ferrule.transfer.progress import ProgressOption
    from ferrule.transfer.targets import Target


class _Download:
    """What both worlds have of a file to be saved."""

    def __init__(self, request: StreamRequest[Any], seconds: float | None = None) -> None:
        self._request, self._seconds = request, seconds

    def within(self, seconds: float) -> Self:
        """The same, but it is an error when it is not whole by then, counted from its first request.

        Args:
            seconds: for all of it. What came is kept, and can be gone on from. The deadline bounds the time to the
                headers of each response besides, and `idle_timeout` each silence after them.

        Raises:
            ConfigError: not a positive number.
        """
        return type(self)(self._request, positive_seconds(seconds))

    async def _save(self, target: Target, progress: ProgressOption, max_bytes: int | None) -> SavedFile:
        # Here, so that clients that save no file do not pay for it.
        from ferrule.client.fetch import Fetch
        from ferrule.transfer.progress import Reporter
        from ferrule.transfer.targets import place

        if max_bytes is not None:
            faults = Faults("save")
            faults.whole("max_bytes", max_bytes)
            faults.raise_if_any()
        receiving = Receiving(self._request, self._seconds)
        fetch = Fetch(receiving, place(target), Reporter(progress), max_bytes)
        saved = await in_time(receiving, fetch.run)
        await receiving.close()
        return saved

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._request.operation}>"


class Download(_Download):
    """A file that can be saved. Nothing is sent before that."""

    def save(self, target: Target, *, progress: ProgressOption = None, max_bytes: int | None = None) -> SavedFile:
        """Save it. A transfer that breaks, or broke in an earlier run, is gone on with.

        A path gets the file when it is whole; until then it is in `NAME.part`, with what it goes on from in
        `NAME.part.journal`. A part is asked for only by a strong validator (RFC 9110 §13.1.5), so that two versions of
        a file are never mixed. The file is compared with the digests that the server names (RFC 9530).

        Args:
            target: path of the file; or a folder, in which it gets the name that the server offers, made safe; or a
                file of yours, opened for writing in binary mode.
            progress: True shows a bar on standard error, or lines where that is no terminal or `rich` is missing
                (extra `files`); a function is called with each `Progress` (default: neither).
            max_bytes: a larger file is an error (default: no bound but the space on the disk).

        Returns:
            What was saved, and how it was verified.

        Raises:
            ConfigError: the target cannot be used; nothing was sent.
            FileRefused: another process saves the same file; or a file of the name that the server offers is there.
            ApiError: the API answered with an error.
            TransferFailed: it could not be had to its end; what came is kept, where it can be gone on from.
            DigestMismatch: what came is not what the server says that it is; nothing of it is left.
            ResponseTooLarge: it has more than `max_bytes`.
            OSError: the disk is full, or fails.
        """
        return drive(self._save(target, progress, max_bytes))


class AsyncDownload(_Download):
    """A file that can be saved. Nothing is sent before that."""

    async def save(self, target: Target, *, progress: ProgressOption = None, max_bytes: int | None = None) -> SavedFile:
        """As `Download.save`. Files are written beside the loop, in threads."""
        return await self._save(target, progress, max_bytes)
