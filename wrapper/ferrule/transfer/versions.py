"""Which version of a file a response speaks of: what tells it from others, its size and its digests."""

from __future__ import annotations

import re
from typing import Any, Final, Literal, TypeAlias

import attrs

from ferrule.http.content_range import content_range
from ferrule.http.dates import parse_date
from ferrule.http.digests import Digest, digests
from ferrule.http.fields import Fields, single

Kind: TypeAlias = Literal["", "etag", "last-modified"]

_STRONG_TAG: Final = re.compile(r'"[\x21\x23-\x7e]*"')  # others than ASCII cannot be sent back
_TAG: Final = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
_SURELY_BEFORE: Final = 60.0  # seconds between a file's last change and the answer, whatever the clocks
_DIGITS: Final = re.compile(r"[0-9]{1,18}")


@attrs.frozen
class Version:
    """A version of a file, as one response names it.

    Attributes:
        validator: value of `If-Range` by which a part of the same version is asked for; empty where there is none.
        kind: the field that it comes from.
        total: bytes of the file, None where they are not told.
        digests: what it should have.
        unverifiable: why digests that were named say nothing about what is kept; empty where they do.
        is_coded: it came with a content coding, which is taken off: what is kept cannot be compared with sizes, ranges
            or digests.
    """

    validator: str = ""
    kind: Kind = ""
    total: int | None = None
    digests: tuple[Digest, ...] = ()
    unverifiable: str = ""
    is_coded: bool = False

    def to_json(self) -> dict[str, Any]:
        """As a journal keeps it."""
        found = attrs.asdict(self, filter=lambda field, value: field.name != "digests" and bool(value))
        return {**found, "digests": [[name, digest.hex()] for name, digest in self.digests]}

    @classmethod
    def from_json(cls, data: Any) -> Version:
        """What `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: it is something else.
        """
        found: dict[str, Any] = {
            **data,
            "digests": tuple((str(name), bytes.fromhex(digest)) for name, digest in data["digests"]),
        }
        return cls(**found)

    def differs(self, fields: Fields, total: int | None) -> bool:
        """Is a part with these header fields, of so many bytes in all, of another version?

        A 206 to a request with `If-Range` must repeat the entity tag, and need not repeat the date (RFC 9110 §15.3.7).
        """
        told = single(fields, self.kind.encode())
        if told != self.validator and (told or self.kind == "etag"):
            return True
        return total is not None and self.total is not None and total != self.total


def version_of(status: int, fields: Fields, wall: float, *, vendor: str = "", stored_coding: str = "") -> Version:
    """The version that a success speaks of.

    Args:
        status: of the response; a 206 is a part.
        fields: its header fields.
        wall: seconds since the epoch now.
        vendor: name of a field with digests, empty for none.
        stored_coding: name of the field that tells the coding of what these digests were made of, empty for none.
    """
    if is_coded(fields):
        return Version(is_coded=True, unverifiable="it came with a content coding")
    is_whole = status != 206
    if is_whole:
        total = announced_length(fields)
    else:
        part = content_range(single(fields, b"content-range"))
        total = None if part is None else part.total
    unverifiable = ""
    if vendor and single(fields, stored_coding.lower().encode()).lower() not in ("", "identity"):
        vendor, unverifiable = "", f"its digests are of what is stored, which is coded ({stored_coding})"
    found = digests(fields, is_whole=is_whole, vendor=vendor)
    return Version(*_validator(fields, wall), total, found, "" if found else unverifiable)


def announced_length(fields: Fields) -> int | None:
    """Bytes of a body as they are announced; None where they are not, or with more digits than any file needs."""
    length = single(fields, b"content-length")
    return int(length) if _DIGITS.fullmatch(length) else None


def is_coded(fields: Fields) -> bool:
    """Whether a body came with a content coding."""
    return any(
        name.strip().lower() not in (b"", b"identity")
        for value in fields.get(b"content-encoding", ())
        for name in value.split(b",")
    )


def _validator(fields: Fields, wall: float) -> tuple[str, Kind]:
    """A validator that is strong. Who has an entity tag, be it a weak one, may not send the date (RFC 9110 §13.1.5)."""
    tag = single(fields, b"etag")
    if _TAG.fullmatch(tag) or len(fields.get(b"etag", ())) > 1:  # one that is malformed, as Google's, is none
        return (tag, "etag") if _STRONG_TAG.fullmatch(tag) else ("", "")
    modified, answered = single(fields, b"last-modified"), single(fields, b"date")
    changed, now = parse_date(modified, wall), parse_date(answered, wall)
    if changed is None or now is None or now - changed < _SURELY_BEFORE:
        return "", ""
    return modified, "last-modified"
