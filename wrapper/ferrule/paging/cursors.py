"""Cursors: text that says where a walk over pages goes on, in another process too."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

import msgspec

from ferrule.call import Operation
from ferrule.errors import ConfigError
from ferrule.paging.declared import Paging
from ferrule.paging.following import Place

_VERSION = 1


class _Cursor(msgspec.Struct, array_like=True):
    version: int
    operation: str
    value: str | int | None
    url: str
    number: int
    before: int | None


def write(operation: Operation, place: Place, number: int, before: int | None) -> str:
    """The cursor of a page.

    Args:
        operation: whose page it is.
        place: which page.
        number: pages before it.
        before: items on these, None when not known.
    """
    cursor = _Cursor(_VERSION, f"{operation.api} {operation.id}", place.value, place.url, number, before)
    return urlsafe_b64encode(msgspec.json.encode(cursor)).rstrip(b"=").decode("ascii")


def read(text: str, operation: Operation, paging: Paging) -> tuple[Place, int, int | None]:
    """The place, the number of pages and of items before it that a cursor names.

    Args:
        text: the cursor, which may be forged: only what `write` makes is taken.
        operation: whose cursor it is to be.
        paging: how its pages follow each other.

    Raises:
        ConfigError: it is no cursor, or one of another operation.
    """
    try:
        packed = text.encode("ascii")
        cursor = msgspec.json.decode(urlsafe_b64decode(packed + b"=" * (-len(packed) % 4)), type=_Cursor)
        if cursor.version != _VERSION or cursor.number < 0 or (cursor.before or 0) < 0 or not _fits(cursor, paging):
            raise ValueError
    except ValueError:  # of base64, JSON or ASCII
        raise ConfigError("resume() takes a cursor that a page or an error of this version of Ferrule gave") from None
    if cursor.operation != f"{operation.api} {operation.id}":
        raise ConfigError(f"the cursor is one of {cursor.operation}, not of {operation.api} {operation.id}")
    return Place(cursor.value, cursor.url), cursor.number, cursor.before


def _fits(cursor: _Cursor, paging: Paging) -> bool:
    """Whether its place is one that a page of this kind has."""
    if paging.by_url:
        return cursor.value is None and (not cursor.url or cursor.url.startswith("/"))
    counted = paging.style in ("page", "offset")
    return not cursor.url and (not counted or type(cursor.value) is int)
