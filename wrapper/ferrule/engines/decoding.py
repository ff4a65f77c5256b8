"""Takes content codings (RFC 9110 §8.4) off a body, in steps that are bounded in size."""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Awaitable, Callable, Iterable
from functools import cache

from ferrule.engines.codings import Brotli, Decoder, Deflate, Gzip, Zstandard
from ferrule.engines.connection import Connection

_BREATH = 1 << 20  # bytes after which others have a turn; a body that is smaller costs them a few milliseconds


class OverLimit(ValueError):
    """A response goes beyond a limit of `Connection`. The message names the limit."""


class _Chain:
    """Several codings, in the order in which they are undone. A step is at most one of each."""

    def __init__(self, decoders: list[Decoder]) -> None:
        self._decoders = decoders

    def feed(self, data: bytes) -> None:
        self._decoders[0].feed(data)

    def step(self) -> bytes | None:
        return self._pull(len(self._decoders) - 1)

    def end(self) -> None:
        for decoder in self._decoders:
            decoder.end()

    def _pull(self, index: int) -> bytes | None:
        if (part := self._decoders[index].step()) is not None or not index:
            return part
        if (coded := self._pull(index - 1)) is None:
            return None
        if coded:
            self._decoders[index].feed(coded)
        return b""


@cache
def _known() -> dict[str, Callable[[], Decoder]]:
    """By coding, those that can be taken off with what is installed."""
    known: dict[str, Callable[[], Decoder]] = {"gzip": Gzip, "x-gzip": Gzip, "deflate": Deflate}
    if importlib.util.find_spec("brotli") is not None:
        decompressor = importlib.import_module("brotli").Decompressor
        if hasattr(decompressor, "can_accept_more_data"):  # since 1.2; before it could not be stopped
            known["br"] = Brotli
    if importlib.util.find_spec("zstandard") is not None:
        known["zstd"] = Zstandard
    return known


def accepted() -> str:
    """Value of `Accept-Encoding`."""
    return ", ".join(coding for coding in _known() if coding != "x-gzip")


def decoder_for(codings: Iterable[bytes] | None, limits: Connection) -> Decoder | None:
    """What takes off the codings that `Content-Encoding` fields name; None when there is nothing to take off.

    An unknown coding stays on the body, and what is within it: Ferrule did not accept it.

    Raises:
        OverLimit: more codings than `max_codings`.
    """
    if not codings:
        return None
    known, names = _known(), _names(codings)
    found = [known[name]() for name in reversed(names[len(left_on(codings)) :])]
    if len(found) > limits.max_codings:
        raise OverLimit(f"{len(found)} content codings, one around the other; max_codings is {limits.max_codings}")
    return _Chain(found) if len(found) > 1 else found[0] if found else None


def check_size(size: int, limits: Connection) -> None:
    """Raise `OverLimit` when a body, as it was sent or unpacked, has more bytes than may be kept."""
    if size > limits.max_response_bytes:
        raise OverLimit(f"its body has more bytes than max_response_bytes, {limits.max_response_bytes}")


async def decoded(
    content: bytes, codings: Iterable[bytes] | None, limits: Connection, breathe: Callable[[], Awaitable[None]]
) -> bytes:
    """A whole body without its content codings.

    Args:
        content: as it was sent.
        codings: values of `Content-Encoding` fields; None for none.
        limits: what bounds it.
        breathe: called between steps where there is much to do, see `ferrule.engines.streams.Place`.

    Raises:
        BrokenCoding: it is not in the coding that its headers name.
        OverLimit: it is larger than may be kept, or in more codings.
    """
    decoder = decoder_for(codings, limits)
    if decoder is None:
        return content
    decoder.feed(content)
    plain, size, done = io.BytesIO(), 0, 0  # which gives its bytes without a copy
    while (part := decoder.step()) is not None:
        size += plain.write(part)
        check_size(size, limits)
        done += len(part) or _BREATH  # nothing yet, for all that it read
        if done >= _BREATH:
            await breathe()
            done = 0
    decoder.end()
    return plain.getvalue()


def left_on(codings: Iterable[bytes]) -> list[str]:
    """The codings that `decoder_for` leaves on a body: an unknown one, and those within it."""
    names = _names(codings)
    while names and names[-1] in _known():
        names.pop()
    return names


def _names(codings: Iterable[bytes]) -> list[str]:
    names = [name.strip().lower() for field in codings for name in field.decode("latin-1").split(",")]
    return [name for name in names if name not in ("", "identity")]
