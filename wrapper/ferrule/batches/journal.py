"""The file in which a run keeps what happened to each input, so that the same run goes on after any end."""

from __future__ import annotations

import hashlib
import os
import threading
import uuid
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from ferrule.batches.inputs import Job, shortened
from ferrule.batches.records import End, Head, Record, check_head, line, read_head, read_line
from ferrule.errors import ConfigError
from ferrule.files.locks import lock, unlock
from ferrule.files.private import open_private
from ferrule.runtime.forks import reset_in_child

_NEW = -1  # in place of where a record stands, for an input that has none
_LONGEST_HEAD = 65536  # bytes
_AT_ONCE = 1000  # records, of those that are read when it is loaded


class Journal:
    """Appends to a file that is its owner's alone (0600), and finds the latest record of each input in it.

    It is to be used when all of it is loaded.

    The lock is the operating system's, so it ends with the process. Each record is one line, written at once: of a
    process that is killed, the last line at most is torn, and is cut off. For each input about 220 bytes are in memory.

    Args:
        path: of the file; made where there is none.
        client: API, server and identity.
        operation: its name, method and path.

    Attributes:
        id: a UUID, made with the file.

    Raises:
        ConfigError: another process has it open, or it is another client's or operation's, or no journal.
    """

    def __init__(self, path: str | os.PathLike[str], client: str, operation: str) -> None:
        self._path = Path(path)
        if self._path.is_dir():
            raise ConfigError(f"the journal {path} is a folder, and no regular file: give the path of one")
        try:
            opened = open_private(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        except OSError as error:
            raise ConfigError(f"the journal {path} cannot be opened: {error.strerror or error}") from None
        self._file = os.fdopen(opened, "r+b", buffering=0)
        self._lock = threading.Lock()
        self._places: dict[bytes, int] = {}  # of the latest record of each key
        self._failure: OSError | None = None
        self._reading: BinaryIO | None = None  # as long as it is being loaded
        try:
            if not lock(self._file):
                raise ConfigError(f"the journal {path} is in use by another run")
            self._reading = os.fdopen(os.dup(self._file.fileno()), "rb")
            try:
                self.id = self._begin(self._reading, client, operation)
            except OSError as error:
                raise ConfigError(f"the journal {path} cannot be written: {error.strerror or error}") from None
        except BaseException:
            self.close()
            raise
        reset_in_child(self)

    def load(self) -> bool:
        """Read on, and cut off a torn end. Returns whether there is more: a thousand records take some ten ms.

        Raises:
            ConfigError: it is damaged; the message names the line.
        """
        with self._lock:  # who was cancelled may have left a step that still runs
            return self._load()

    def find(self, job: Job[Any], before: set[bytes]) -> Record | None:
        """The latest record of an input; None where there is none.

        Args:
            job: the input.
            before: names of the inputs before it, to which its own is added.

        Raises:
            ConfigError: its key is that of an input before it, or its request is another than it was.
        """
        name = _name(job.key)
        if name in before:
            raise ConfigError(
                f"input {job.position + 1} has the key {shortened(job.key)}, as one before it: "
                "leave it out, or give key= that tells them apart"
            )
        before.add(name)
        place = self._places.get(name, _NEW)
        if place == _NEW:
            return None
        record = self._read(place)
        if record.request != job.fingerprint:
            raise ConfigError(
                f"input {job.position + 1} ({shortened(job.key)}) asks for something else than when the journal "
                f"{self._path} was written: give it another key, or begin another journal"
            )
        return record

    def answer(self, key: str) -> Record:
        """The latest record of a key that has one."""
        return self._read(self._places[_name(key)])

    def write(self, *records: Record, on_disk: bool = False) -> None:
        """Append records.

        Args:
            records: what happened.
            on_disk: return when they would outlast the machine's loss of power, too.

        Raises:
            OSError: they could not be written; nothing is written from then on.
        """
        with self._lock:
            if self._failure is not None:
                raise self._failure
            for record in records:
                self._places[_name(record.key)] = self._end
                self._append(line(record))
        if on_disk:
            os.fsync(self._file.fileno())

    def end(self, why: str, given: int, left: int) -> None:
        """Tell whoever reads the file why a run ended before its last input, if that can be written."""
        with self._lock, suppress(OSError):
            if self._failure is None and not self._file.closed:
                self._append(line(End(ended=why, given=given, left=left)))

    def close(self) -> None:
        """Close the file, and with it give up its lock. Idempotent."""
        if not self._file.closed:
            self._stop_reading()
            unlock(self._file)
            self._file.close()

    def after_fork(self) -> None:
        self._stop_reading()
        self._file.close()  # the child's copy of it, which would keep the parent's lock

    def _begin(self, file: BinaryIO, client: str, operation: str) -> str:
        """Read the head, or write it, and return the journal's id."""
        file.seek(0)
        data, self._lines = file.readline(_LONGEST_HEAD), 1
        try:
            head = read_head(data) if data else None
            if head is not None:
                check_head(head, client, operation)
        except ConfigError as other:
            raise ConfigError(f"the journal {self._path} cannot go on here: {other}") from None
        except ValueError:
            raise ConfigError(f"{self._path} is no journal of a run: nothing was sent") from None
        self._end = len(data)
        if head is None:
            self._end = 0
            os.ftruncate(self._file.fileno(), 0)
            head = Head(id=str(uuid.uuid4()), client=client, operation=operation)
            self._append(line(head))
            self._stop_reading()
        return head.id

    def _load(self) -> bool:
        if self._reading is None:
            return False
        data = b""
        for data in islice(self._reading, _AT_ONCE):
            self._lines += 1
            try:
                record = read_line(data)
            except ValueError:
                if data.endswith(b"\n"):
                    raise ConfigError(f"{self._path} is damaged in line {self._lines}: nothing was sent") from None
                self._file.truncate(self._end)
                data = b""
                break
            if isinstance(record, Record):
                self._places[_name(record.key)] = self._end
            self._end += len(data)
        if data.endswith(b"\n"):
            return True
        self._stop_reading()
        if data:
            self._append(b"\n")  # whole but for its end of line
        return False

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _append(self, data: bytes) -> None:
        try:
            written = os.write(self._file.fileno(), data)
            if written < len(data):
                raise OSError(f"the journal {self._path} took {written} of {len(data)} bytes: is the disk full?")
        except OSError as error:
            self._failure = error
            raise
        self._end += len(data)

    def _read(self, place: int) -> Record:
        parts: list[bytes] = []
        with self._lock:
            os.lseek(self._file.fileno(), place, os.SEEK_SET)  # which leaves alone where records are appended
            while part := os.read(self._file.fileno(), 65536):
                end = part.find(b"\n")
                parts.append(part if end < 0 else part[:end])
                if end >= 0:
                    break
        return msgspec.json.decode(b"".join(parts), type=Record)


def _name(key: str) -> bytes:
    """A key in little memory."""
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
