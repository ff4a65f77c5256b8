"""Content codings: whole bodies and single bytes, in steps that are bounded, whatever was sent."""

from __future__ import annotations

import gzip
import os
import random
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ferrule.engines import decoding
from ferrule.engines.codings import BrokenCoding, Decoder
from ferrule.engines.connection import Connection
from ferrule.engines.streams import InThread
from ferrule.runtime.blocking import drive


def raw_deflate(data: bytes, level: int = 6) -> bytes:
    """Deflate data without the frame of zlib."""
    maker = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    return maker.compress(data) + maker.flush()


LIMITS = Connection()


def decoded(content: bytes, codings: list[bytes]) -> bytes:
    """A whole body without its codings."""
    return drive(decoding.decoded(content, codings, LIMITS, InThread.breathe))


def decoder_for(codings: list[bytes]) -> Decoder | None:
    """What takes off these."""
    return decoding.decoder_for(codings, LIMITS)


CODINGS: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "gzip": (b"gzip", gzip.compress),
    "x-gzip": (b"x-gzip", gzip.compress),
    "zlib": (b"deflate", zlib.compress),
    "raw": (b"deflate", raw_deflate),
    "br": (b"br", lambda data: brotli.compress(data, quality=5)),
    "zstd": (b"zstd", zstandard.compress),
}


def fed(decoder: Decoder, data: bytes, size: int) -> bytes:
    """What it gives when fed so many bytes at a time; checks that each step is bounded."""
    found = []
    for at in range(0, len(data), size):
        decoder.feed(data[at : at + size])
        while (part := decoder.step()) is not None:
            assert len(part) <= 10 << 20
            found.append(part)
    decoder.end()
    return b"".join(found)


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("size", [0, 1, 2**20 - 1, 2**20, 2**20 + 3, 2**21, 3 * 2**20 + 17])
def test_bodies_around_the_step_are_whole(coding: str, size: int) -> None:
    """A decoder that took all of its input may still hold output: it is asked for that, too."""
    name, encode = CODINGS[coding]
    for plain in (bytes(size), (b"all work and no play " * (size // 21 + 1))[:size]):
        assert decoded(encode(plain), [name]) == plain


@pytest.mark.parametrize("level", [1, 9])
def test_raw_deflate_near_the_step(level: int) -> None:
    """Without a trailer nothing but the decoder knows that there is more."""
    for extra in range(0, 600, 7):
        plain = bytes(2**20 + extra)
        assert decoded(raw_deflate(plain, level), [b"deflate"]) == plain


@pytest.mark.parametrize("coding", CODINGS)
@given(plain=st.binary(max_size=300), size=st.integers(1, 40))
def test_it_does_not_matter_how_a_body_is_cut(coding: str, plain: bytes, size: int) -> None:
    """Fed in pieces of any size it gives the same."""
    name, encode = CODINGS[coding]
    decoder = decoder_for([name])
    assert decoder is not None
    assert fed(decoder, encode(plain), size) == plain


@pytest.mark.parametrize("coding", CODINGS)
def test_no_cut_passes_for_the_whole(coding: str) -> None:
    """A body that ends anywhere before its end raises, but for one that has not begun."""
    name, encode = CODINGS[coding]
    data = encode(random.Random(1).randbytes(200))
    for end in range(1, len(data)):
        with pytest.raises(BrokenCoding):
            decoded(data[:end], [name])


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_many_members_cost_no_more_than_their_length(coding: str) -> None:
    """Twenty thousand empty members are nothing, and are read in a time that grows with their number alone."""
    name, encode = CODINGS[coding]
    assert decoded(encode(b"") * 20_000, [name]) == b""


def test_a_body_of_nothing_is_nothing() -> None:
    """Whatever coding its header field names: HEAD and 304 have no body. One that has begun must end."""
    for coding in (b"gzip", b"deflate", b"br", b"zstd"):
        assert decoded(b"", [coding]) == b""
        decoder = decoder_for([coding])
        assert decoder is not None
        decoder.end()
    decoder = decoder_for([b"br"])
    assert decoder is not None
    decoder.feed(brotli.compress(b"hello" * 100)[:5])
    while decoder.step() is not None:
        pass
    with pytest.raises(BrokenCoding):
        decoder.end()


@pytest.mark.parametrize("coding", ["gzip", "zlib", "raw", "br"])
def test_padding_is_dropped(coding: str) -> None:
    """What follows the end is neither given out nor kept."""
    name, encode = CODINGS[coding]
    decoder = decoder_for([name])
    assert decoder is not None
    decoder.feed(encode(b"plain"))
    found = b""
    for _ in range(100):
        while (part := decoder.step()) is not None:
            found += part
        decoder.feed(bytes(65_536))
        assert len(getattr(decoder, "_input")._data) <= 2 * 65_536  # noqa: B009 - what it keeps
    assert found == b"plain"


def test_members_that_are_split_within_their_magic() -> None:
    """The first byte of a second member may come alone."""
    members = gzip.compress(b"one") + gzip.compress(b"two")
    decoder = decoder_for([b"gzip"])
    assert decoder is not None
    assert fed(decoder, members, 1) == b"onetwo"


def test_codings_within_codings_come_in_bounded_steps() -> None:
    """A step of a chain is at most one of each: what grows a millionfold never comes at once."""
    bomb = gzip.compress(gzip.compress(bytes(64 << 20)))
    decoder = decoder_for([b"gzip, gzip"])
    assert decoder is not None
    assert fed(decoder, bomb, 1_000) == bytes(64 << 20)


def test_random_bytes_raise_nothing_else() -> None:
    """Garbage is a broken coding, whatever it looks like."""
    seeded = random.Random(7)
    for name in (b"gzip", b"deflate", b"br", b"zstd", b"gzip, br"):
        for _ in range(200):
            data = seeded.randbytes(seeded.randrange(1, 60))
            try:
                decoded(data, [name])
            except BrokenCoding:
                continue


def test_a_coding_that_nobody_knows_stays() -> None:
    """It was not asked for, and is left to the caller."""
    data = os.urandom(10)
    assert decoded(data, [b"rot13"]) == data


@pytest.mark.parametrize(
    ("codings", "taken", "left"),
    [
        ([b"rot13, gzip"], 1, ["rot13"]),
        ([b"gzip, rot13"], 0, ["gzip", "rot13"]),
        ([b"gzip", b"rot13, identity, gzip, "], 1, ["gzip", "rot13"]),
        ([b"identity"], 0, []),
        ([b"GZip"], 1, []),
    ],
)
def test_what_is_within_an_unknown_coding_stays(codings: list[bytes], taken: int, left: list[str]) -> None:
    """It cannot be reached. What is around it is taken off."""
    plain = b"what is left"
    assert decoded(gzip.compress(plain) if taken else plain, codings) == plain
    assert decoding.left_on(codings) == left
