"""Takes content codings (RFC 9110 §8.4) off a body as it comes, in steps that are bounded in size."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable
from functools import cache

from ferrule.engines.codings import BrokenCoding, Brotli, Decoder, Deflate, Gzip, Zstandard

_MOST_CODINGS = 5  # more were never meant well: each may grow what the one before gave a thousand times


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
    while (part := decoder.step()) is not None:
        parts.append(part)
    decoder.end()
    return b"".join(parts)


def is_taken_off(codings: Iterable[bytes]) -> bool:
    """Whether `decoder_for` takes off all of these: none of them is on the body any more."""
    names = {name.strip().lower() for field in codings for name in field.decode("latin-1").split(",")}
    return names <= {*_known(), "", "identity"}
