"""What an answer to the request for a file, or for the rest of one, means: decisions only (RFC 9110 §14, §15.3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

import attrs

from ferrule.http.content_range import content_range
from ferrule.http.fields import Fields, single
from ferrule.transfer.versions import Version, announced_length, is_coded

_WHOLE: Final = frozenset({200, 201, 203})


@attrs.frozen
class Take:
    """The body is to be kept.

    Attributes:
        at: where in the file it goes on: 0 begins anew, else what is there already.
        skip: bytes at its beginning that are there already.
        until: where in the file it must end, None where that is not told.
        total: bytes of the file, None where they are not told.
    """

    at: int
    skip: int = 0
    until: int | None = None
    total: int | None = None


@attrs.frozen
class Restart:
    """The body is of no use: the file is to be asked for from its start. `reason` says why, in words."""

    reason: str


@attrs.frozen
class Refuse:
    """The body is not the file that was asked for. `reason` says why, in words."""

    reason: str


Answer: TypeAlias = Take | Restart | Refuse


def judge(status: int, fields: Fields, offset: int, have: Version) -> Answer:
    """What is made of a success.

    Args:
        status: of the response.
        fields: its header fields.
        offset: from where on the file was asked for; 0 for all of it, without `Range`.
        have: the version of which `offset` bytes are there.
    """
    answer = _of_part(fields, offset, have) if status == 206 else _of_whole(status, fields)
    # What is of no use when all of it was asked for will not be of use the next time.
    return Refuse(answer.reason) if isinstance(answer, Restart) and not offset else answer


def is_complete(headers: Mapping[str, str], offset: int, have: Version) -> bool:
    """Does a 416 with these header fields say that the part is the whole file already (RFC 9110 §15.5.17)?"""
    told = content_range(headers.get("content-range", ""))
    is_same = headers.get(have.kind, have.validator) == have.validator  # it need not name the version
    return is_same and told is not None and told.total == offset and have.total in (None, offset)


def _of_whole(status: int, fields: Fields) -> Answer:
    if status not in _WHOLE:
        return Refuse(f"with {status}, which holds no file")
    field = single(fields, b"content-range")
    if is_coded(fields):
        return Take(0) if not field else Restart(f"with a part of a coded file, {field}")
    total = announced_length(fields)
    if field:  # which a 200 should not have: some servers say by it that it is a part all the same
        told = content_range(field)
        if told is None or told.first != 0 or told.last is None or told.total not in (None, told.last + 1):
            return Restart(f"with {status} and a part of the file, {field}")
    return Take(0, until=total, total=total)


def _of_part(fields: Fields, offset: int, have: Version) -> Answer:
    field = single(fields, b"content-range")
    told = content_range(field)
    if told is None or told.first is None or told.last is None:
        return Restart("with a part of the file that does not say which")
    if is_coded(fields):
        return Restart(f"with a part of a coded file, {field}")
    end = told.last + 1
    if offset and not have.differs(fields, told.total):
        if told.first > offset:
            return Refuse(f"with another part of the file than that from byte {offset} on, {field}")
        total = have.total if told.total is None else told.total
        return Take(offset, min(offset, end) - told.first, max(offset, end), total)
    if told.first:
        return Restart(f"with a part of another version of the file, {field}")
    return Take(0, until=end, total=told.total)
