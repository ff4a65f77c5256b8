"""Content codings (RFC 9110 §8.4), taken off a body as it comes, in steps that are bounded in size."""

from __future__ import annotations

import importlib
import importlib.util
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Protocol

_STEP = 1 << 20  # bytes that one step gives at most
_MOST_CODINGS = 5  # more were never meant well: each may grow what the one before gave a thousand times
_GZIP_MAGIC = b"\x1f\x8b"
_DEFLATED, _LARGEST_WINDOW = 8, 7


class BrokenCoding(ValueError):
    """A body is not in the coding that its headers name."""


class Decoder(Protocol):
    """Takes one coding off a body."""

    def feed(self, data: bytes) -> None:
        """Take what has come. All of it must be given out before more is fed."""
        ...

    def step(self) -> bytes:
        """The next part of the plain body; empty when more must be fed. Raises `BrokenCoding`."""
        ...

    def end(self) -> None:
        """Nothing more comes. Raises `BrokenCoding` when the body is cut short."""
        ...


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
        self._rest = b""
        self._inflate: _Inflate | None = None  # from the first byte on

    def feed(self, data: bytes) -> None:
        self._rest += data

    def step(self) -> bytes:
        while self._rest:
            if self._inflate is None:
                self._inflate = self._begin(self._rest)
            try:
                part = self._inflate.decompress(self._rest, _STEP)
            except zlib.error as error:
                raise BrokenCoding(str(error)) from None
            self._rest = self._inflate.unconsumed_tail
            if self._inflate.eof:
                self._go_on(self._inflate.unused_data)
            if part:
                return part
        return b""

    def end(self) -> None:
        if self._inflate is not None and not self._inflate.eof:
            raise BrokenCoding(f"{self._name} data is incomplete")

    def _begin(self, data: bytes) -> _Inflate:
        return zlib.decompressobj(self._bits)

    def _go_on(self, unused: bytes) -> None:
        """What to do with bytes after the end: nothing, they are padding."""


class _Gzip(_Zlib):
    _name = "gzip"
    _bits = zlib.MAX_WBITS | 16

    def _go_on(self, unused: bytes) -> None:
        if unused.startswith(_GZIP_MAGIC):  # another member (RFC 1952 §2.2)
            self._inflate, self._rest = None, unused


class _Deflate(_Zlib):
    _name = "deflate"

    def _begin(self, data: bytes) -> _Inflate:
        # It is zlib data (RFC 9110 §8.4.1.2). Some servers leave the frame out, whose first byte is known (RFC 1950
        # §2.2).
        framed = data[0] & 0x0F == _DEFLATED and data[0] >> 4 <= _LARGEST_WINDOW
        return zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)


class _Brotli:
    def __init__(self) -> None:
        self._library: Any = importlib.import_module("brotli")
        self._state: Any = self._library.Decompressor()
        self._rest = b""
        self._begun = False

    def feed(self, data: bytes) -> None:
        self._rest += data
        self._begun = True

    def step(self) -> bytes:
        state = self._state
        try:
            while not state.is_finished():
                data = b""
                if state.can_accept_more_data():
                    data, self._rest = self._rest, b""
                    if not data:
                        break
                if part := state.process(data, output_buffer_limit=_STEP):
                    return bytes(part)
        except self._library.error as error:
            raise BrokenCoding(str(error)) from None
        return b""

    def end(self) -> None:
        if self._begun and not self._state.is_finished():
            raise BrokenCoding("brotli data is incomplete")


class _Zstandard:
    # The library cannot bound what it gives. A block of 4 bytes may stand for 128 KiB (RFC 8878 §3.1.1.2), so it gets
    # few at a time.
    _BITE = 64

    def __init__(self) -> None:
        self._library: Any = importlib.import_module("zstandard")
        self._state: Any = self._library.ZstdDecompressor().decompressobj()
        self._rest = memoryview(b"")
        self._begun = False

    def feed(self, data: bytes) -> None:
        self._rest = memoryview(bytes(self._rest) + data)
        self._begun = True

    def step(self) -> bytes:
        parts: list[bytes] = []
        size = 0
        try:
            while self._rest and size < _STEP:
                if self._state.eof:  # another frame follows (RFC 8878 §3.1)
                    self._state = self._library.ZstdDecompressor().decompressobj()
                bite, self._rest = self._rest[: self._BITE], self._rest[self._BITE :]
                part = bytes(self._state.decompress(bite))
                if unused := self._state.unused_data:
                    self._rest = memoryview(bytes(unused) + bytes(self._rest))
                parts.append(part)
                size += len(part)
        except self._library.ZstdError as error:
            raise BrokenCoding(str(error)) from None
        return b"".join(parts)

    def end(self) -> None:
        if self._begun and not self._state.eof:
            raise BrokenCoding("zstd data is incomplete")


class _Chain:
    """Several codings, in the order in which they are undone."""

    def __init__(self, decoders: list[Decoder]) -> None:
        self._decoders = decoders

    def feed(self, data: bytes) -> None:
        self._decoders[0].feed(data)

    def step(self) -> bytes:
        return self._pull(len(self._decoders) - 1)

    def end(self) -> None:
        for decoder in self._decoders:
            decoder.end()

    def _pull(self, index: int) -> bytes:
        while True:
            if part := self._decoders[index].step():
                return part
            if not index or not (coded := self._pull(index - 1)):
                return b""
            self._decoders[index].feed(coded)


@cache
def _known() -> dict[str, Callable[[], Decoder]]:
    """By coding, those that can be taken off with what is installed."""
    known: dict[str, Callable[[], Decoder]] = {"gzip": _Gzip, "x-gzip": _Gzip, "deflate": _Deflate}
    if importlib.util.find_spec("brotli") is not None:
        decompressor = importlib.import_module("brotli").Decompressor
        if hasattr(decompressor, "can_accept_more_data"):  # since 1.2; before it could not be stopped
            known["br"] = _Brotli
    if importlib.util.find_spec("zstandard") is not None:
        known["zstd"] = _Zstandard
    return known


def accepted() -> str:
    """Value of `Accept-Encoding`."""
    return ", ".join(coding for coding in _known() if coding != "x-gzip")


def decoder_for(codings: Iterable[bytes] | None) -> Decoder | None:
    """What takes off the codings that `Content-Encoding` fields name; None when there is nothing to take off.

    An unknown coding stays on the body: Ferrule did not accept it.

    Raises:
        BrokenCoding: more codings than anybody uses.
    """
    if not codings:
        return None
    known = _known()
    names = [name.strip().lower() for field in codings for name in field.decode("latin-1").split(",")]
    found = [known[name]() for name in reversed(names) if name in known]
    if len(found) > _MOST_CODINGS:
        raise BrokenCoding(f"{len(found)} content codings, one around the other; at most {_MOST_CODINGS} are taken off")
    return _Chain(found) if len(found) > 1 else found[0] if found else None


def decoded(content: bytes, codings: Iterable[bytes] | None) -> bytes:
    """A whole body, its codings taken off.

    Raises:
        BrokenCoding: it is not in the coding that the headers name.
    """
    if not content or (decoder := decoder_for(codings)) is None:
        return content
    decoder.feed(content)
    parts: list[bytes] = []
    while part := decoder.step():
        parts.append(part)
    decoder.end()
    return parts[0] if len(parts) == 1 else b"".join(parts)
