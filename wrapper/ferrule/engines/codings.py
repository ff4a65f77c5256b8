"""The content codings (RFC 9110 §8.4.1), each taken off step by step."""

from __future__ import annotations

import importlib
import zlib
from typing import Any, Protocol

_STEP = 1 << 20  # bytes that one step gives at most
_BITE, _BITES = 16_384, 64  # bytes that a decoder takes at once, and how many times in a step
_GZIP_MAGIC = b"\x1f\x8b"
_DEFLATED, _LARGEST_WINDOW = 8, 7


class BrokenCoding(ValueError):
    """A body is not in the coding that its headers name."""


class Decoder(Protocol):
    """Takes one coding off a body."""

    def feed(self, data: bytes) -> None:
        """Take what has come, when `step` asked for more."""
        ...

    def step(self) -> bytes | None:
        """The next part of the plain body: empty for nothing yet, call again; None when more must be fed.

        Does a bounded amount of work. Raises `BrokenCoding`.
        """
        ...

    def end(self) -> None:
        """Nothing more comes. Raises `BrokenCoding` when the body is cut short."""
        ...


class _Input:
    """What has been fed, taken in small bites: what a decoder gives back of the last one is cheap to take again."""

    def __init__(self, bite: int) -> None:
        self._bite = bite
        self._data = b""
        self._at = 0

    def add(self, data: bytes) -> None:
        """More of it."""
        self._data = self._data[self._at :] + data
        self._at = 0

    def take(self) -> bytes:
        """The next bite; empty at the end."""
        bite = self._data[self._at : self._at + self._bite]
        self._at += len(bite)
        return bite

    def give_back(self, count: int) -> None:
        """The last bytes taken were not used."""
        self._at -= count

    def peek(self) -> bytes:
        """The next two bytes, if there are as many."""
        return self._data[self._at : self._at + 2]

    def drop(self) -> None:
        """Take all that is left."""
        self._data, self._at = b"", 0


class _Inflate(Protocol):
    """What `zlib.decompressobj` gives."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Zlib:
    """What gzip and deflate have in common."""

    _name = ""
    _bits = zlib.MAX_WBITS

    def __init__(self) -> None:
        self._input = _Input(_BITE)
        self._inflate: _Inflate | None = None
        self._pending = False  # there may be more to give of what was taken
        self._ended = False

    def feed(self, data: bytes) -> None:
        self._input.add(data)

    def step(self) -> bytes | None:
        for _ in range(_BITES):
            if self._inflate is None and not self._ready():
                return None
            inflate = self._inflate = self._inflate or self._begin()
            data = inflate.unconsumed_tail or self._input.take()
            if not data and not self._pending:
                return None
            try:
                part = inflate.decompress(data, _STEP)
            except zlib.error as error:
                raise BrokenCoding(str(error)) from None
            self._pending = len(part) == _STEP
            if inflate.eof:
                self._input.give_back(len(inflate.unused_data))
                self._inflate, self._pending, self._ended = None, False, True
            if part:
                return part
        return b""

    def end(self) -> None:
        if self._inflate is not None:
            raise BrokenCoding(f"{self._name} data is incomplete")

    def _ready(self) -> bool:
        """Whether to begin; False when more is needed, and always after the end: what follows is padding."""
        if self._ended:
            self._input.drop()
        return bool(self._input.peek())

    def _begin(self) -> _Inflate:
        return zlib.decompressobj(self._bits)


class Gzip(_Zlib):
    """Takes off gzip, in one member or several (RFC 1952)."""

    _name = "gzip"
    _bits = zlib.MAX_WBITS | 16

    def _ready(self) -> bool:
        ahead = self._input.peek()
        if self._ended and not _GZIP_MAGIC.startswith(ahead):  # else another member follows (RFC 1952 §2.2)
            self._input.drop()
            return False
        return bool(ahead) and not (self._ended and len(ahead) == 1)


class Deflate(_Zlib):
    """Takes off deflate, framed as zlib data or not."""

    _name = "deflate"

    def _begin(self) -> _Inflate:
        # It is zlib data (RFC 9110 §8.4.1.2). Some servers leave out the frame.
        # The first byte of a frame is known (RFC 1950 §2.2).
        first = self._input.peek()[0]
        framed = first & 0x0F == _DEFLATED and first >> 4 <= _LARGEST_WINDOW
        return zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)


class Brotli:
    """Takes off br (RFC 7932)."""

    def __init__(self) -> None:
        self._library: Any = importlib.import_module("brotli")
        self._state: Any = self._library.Decompressor()
        self._input = _Input(_BITE)
        self._begun = False

    def feed(self, data: bytes) -> None:
        self._input.add(data)
        self._begun = self._begun or bool(data)  # answers to HEAD, and 304, name the coding of what they leave out

    def step(self) -> bytes | None:
        state = self._state
        try:
            for _ in range(_BITES):
                if state.is_finished():
                    self._input.drop()
                    return None
                # Also without anything new: it may hold more than it gave.
                data = self._input.take() if state.can_accept_more_data() else b""
                if part := state.process(data, output_buffer_limit=_STEP // 2):
                    return bytes(part)
                if not data and state.can_accept_more_data():
                    return None
        except self._library.error as error:
            raise BrokenCoding(str(error)) from None
        return b""

    def end(self) -> None:
        if self._begun and not self._state.is_finished():
            raise BrokenCoding("brotli data is incomplete")


class Zstandard:
    """Takes off zstd (RFC 8878)."""

    # The library cannot bound what it gives, and a block of 4 bytes may stand for 128 KiB (RFC 8878 §3.1.1.2).
    # So it gets few bytes at a time.
    _BITE = 64
    _WINDOW = 8 << 20  # bytes; no more is needed of an HTTP client (RFC 9659 §3)

    def __init__(self) -> None:
        self._library: Any = importlib.import_module("zstandard")
        self._decompressor: Any = self._library.ZstdDecompressor(max_window_size=self._WINDOW)
        self._state: Any = None
        self._input = _Input(self._BITE)

    def feed(self, data: bytes) -> None:
        self._input.add(data)

    def step(self) -> bytes | None:
        parts: list[bytes] = []
        size = 0
        try:
            for _ in range(_BITES * 16):
                if size >= _STEP or not (data := self._input.take()):
                    break
                if self._state is None:  # the first frame, or another one (RFC 8878 §3.1)
                    self._state = self._decompressor.decompressobj()
                parts.append(bytes(self._state.decompress(data)))
                size += len(parts[-1])
                if self._state.eof:
                    self._input.give_back(len(self._state.unused_data))
                    self._state = None
        except self._library.ZstdError as error:
            raise BrokenCoding(str(error)) from None
        return b"".join(parts) if parts else None

    def end(self) -> None:
        if self._state is not None:
            raise BrokenCoding("zstd data is incomplete")
