"""What is stored: a response, with all that its reuse depends on."""

from __future__ import annotations

import sys

import attrs
import msgspec

from ferrule.call import Response


@attrs.define(eq=False, repr=False)
class Entry:
    """A stored response. Never changed once stored; `attrs.evolve` makes the next one.

    Attributes:
        status: status code.
        headers: header fields as received, without those of one connection and without `Age`.
        content: body, content codings removed.
        http_version: `HTTP/1.1` or `HTTP/2`.
        vary: request fields that selected it, each with a digest of its value (RFC 9111 §4.1).
        born: wall seconds when its age was 0, by RFC 9111 §4.2.3.
        lifetime: seconds it is fresh for, counted from `born`.
        etag: its entity tag, as written.
        last_modified: its modification date, as written.
        always_validate: `no-cache` forbids any reuse without validation.
        never_stale: `must-revalidate` and its kind forbid any reuse once stale.
        immutable: it will not change while fresh (RFC 8246).
        while_revalidate: seconds after `lifetime` in which it may be served while it is refreshed (RFC 5861 §3).
        if_error: seconds after `lifetime` in which it may be served instead of an error (RFC 5861 §4).
        tags: what it can be invalidated by, each once.
        public: every identity may read it: it says `public`, sets no cookie and does not vary by credential.
        asked: wall seconds when it, or the 304 that confirmed it, was asked for.
    """

    status: int
    headers: list[tuple[bytes, bytes]] = attrs.field(repr=False)
    content: bytes = attrs.field(repr=False)
    http_version: str
    vary: tuple[tuple[str, str | None], ...] = attrs.field(repr=False)
    born: float
    lifetime: float
    etag: str | None = None
    last_modified: str | None = None
    always_validate: bool = False
    never_stale: bool = False
    immutable: bool = False
    while_revalidate: float = 0.0
    if_error: float = 0.0
    tags: tuple[str, ...] = ()
    public: bool = False
    asked: float = 0.0

    @property
    def has_validator(self) -> bool:
        """True when the server can say whether it still holds."""
        return self.etag is not None or self.last_modified is not None

    def as_received(self) -> Response:
        """The response that was stored."""
        return Response(self.status, self.headers, self.content, self.http_version)

    def keep_until(self) -> float:
        """Wall seconds after which it is of no use: neither fresh, nor of stale use, nor worth a validation."""
        spare = max(self.while_revalidate, self.if_error)
        return self.born + self.lifetime + (max(spare, _VALIDATOR_KEPT) if self.has_validator else spare)

    def size(self) -> int:
        """Bytes of memory it takes, Python's own included."""
        total = _FIXED + len(self.content) + _PAIR * (len(self.headers) + len(self.vary))
        total += len(_encode(self.headers))  # the quickest way to add up their lengths
        for tag in self.tags:
            total += _TEXT + len(tag)
        for field, selecting in self.vary:
            total += len(field) + len(selecting or "")
        return total


@attrs.define(eq=False)
class Record:
    """All stored responses under one key, newest first.

    Attributes:
        entries: the responses.
        seen: wall seconds when a store in memory got it from a shared one.
    """

    entries: tuple[Entry, ...]
    seen: float = 0.0

    def with_entry(self, entry: Entry) -> Record:
        """A record with this response in the place of the one of the same selection."""
        others = [other for other in self.entries if other.vary != entry.vary]
        return Record((entry, *others[: _MOST_VARIANTS - 1]))

    def without(self, entry: Entry) -> Record | None:
        """A record without this response, which another copy from a shared store may be; None when nothing is left."""
        others = tuple(other for other in self.entries if (other.vary, other.born) != (entry.vary, entry.born))
        return Record(others) if others else None

    def keep_until(self) -> float:
        """Wall seconds after which all of it may be dropped."""
        return max(entry.keep_until() for entry in self.entries)

    def tags(self) -> tuple[str, ...]:
        """Tags of any of its responses, each once."""
        if len(self.entries) == 1:
            return self.entries[0].tags
        return tuple({tag for entry in self.entries for tag in entry.tags})


_MOST_VARIANTS = 16  # a server that varies by something unique must not fill the store
_VALIDATOR_KEPT = 86_400.0  # seconds a stale response with a validator is kept to be validated
_TEXT = sys.getsizeof("") + 16  # a text in a tuple, without its characters
_PAIR = sys.getsizeof((b"", b"")) + 2 * sys.getsizeof(b"") + 16  # a field, without its characters
_encode = msgspec.msgpack.Encoder().encode
_FIXED = sys.getsizeof(Entry(200, [], b"", "", (), 0.0, 0.0)) + 230  # an entry, without what it holds
