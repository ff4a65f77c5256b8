"""What header fields say about the bytes of a file: digests by algorithm (RFC 9530, RFC 1864, and vendors' own)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from ferrule.http.fields import Fields

Digest: TypeAlias = tuple[str, bytes]
"""An algorithm, and what it gives of the whole file."""

SIZES: Final = {"sha-512": 64, "sha-256": 32, "sha": 20, "md5": 16, "crc32c": 4}
"""Bytes of a digest by algorithm, as RFC 9530 names it; others are ignored."""

GOOGLES: Final = ("md5", "crc32c")
"""The algorithms of a vendor's field."""


def digests(fields: Fields, *, is_whole: bool, vendor: str = "") -> tuple[Digest, ...]:
    """The digests of a file that a response names, each once; what cannot be read is ignored.

    Args:
        fields: its header fields.
        is_whole: its body is the whole file. Of a part, `Content-Digest` and `Content-MD5` speak of the part alone.
        vendor: name of a field with digests as Google writes them (`crc32c=4waSgw==,md5=…`), empty for none.
    """
    found = list(_dictionary(fields.get(b"repr-digest", ())))
    if is_whole:
        found += _dictionary(fields.get(b"content-digest", ()))
        found += (("md5", from_base64(value.decode("latin-1"))) for value in fields.get(b"content-md5", ()))
    for value in fields.get(vendor.lower().encode(), ()):
        for member in value.decode("latin-1").split(","):
            name, _, coded = member.strip().partition("=")
            found.append((name.lower(), from_base64(coded)))
    return tuple(dict.fromkeys((name, value) for name, value in found if len(value) == SIZES.get(name)))


def _dictionary(values: Sequence[bytes]) -> Iterator[Digest]:
    """Members of a dictionary (RFC 9651 §3.2) whose values are bytes."""
    if not values:
        return
    import http_sf  # here, so that only those pay for it whose API sends such fields

    try:
        members: Any = http_sf.parse(b", ".join(values), tltype="dictionary")  # declared as whatever a field could be
    except (ValueError, RecursionError):
        return
    for name, (value, _) in members.items():
        if isinstance(value, bytes):
            yield name, value


def from_base64(coded: str) -> bytes:
    """The bytes that it stands for; none where it is something else."""
    try:
        return base64.b64decode(coded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""
