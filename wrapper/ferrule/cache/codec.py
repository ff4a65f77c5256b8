"""Records as bytes, for stores outside the process: versioned, and checked for damage."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from ferrule.cache.entry import Record

_MAGIC = b"FRL2"  # names the version: other versions' records are foreign
_CHECKSUM = 16
_decoder = msgspec.msgpack.Decoder(Record)


def encode(record: Record) -> bytes:
    """The record as bytes."""
    payload = msgspec.msgpack.encode(record)
    return _MAGIC + blake2b(payload, digest_size=_CHECKSUM).digest() + payload


def decode(data: object) -> Record | None:
    """The record, None when the bytes are damaged or were written by something else, or are none at all."""
    if not isinstance(data, bytes):
        return None
    start = len(_MAGIC) + _CHECKSUM
    checksum, payload = data[len(_MAGIC) : start], data[start:]
    if data[: len(_MAGIC)] != _MAGIC or blake2b(payload, digest_size=_CHECKSUM).digest() != checksum:
        return None
    try:
        return _decoder.decode(payload)
    except ValueError:
        return None
