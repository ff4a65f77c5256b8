"""What `.upload(…).send_for_receipt(…)` returns: the API's answer, and whether it has what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

import attrs
import httpx
from msgspec import DecodeError

from ferrule.call import Trace
from ferrule.call.response import from_json
from ferrule.client.results import Raw
from ferrule.client.upload_request import UploadRequest
from ferrule.errors import DigestMismatch
from ferrule.http.digests import Digest
from ferrule.transfer.hashing import Hashes, why_unverified
from ferrule.transfer.sent import SentHashes, told
from ferrule.transfer.sources import Source

S = TypeVar("S")


@attrs.frozen
class Receipt(Generic[S]):
    """A file that was sent, whole.

    Attributes:
        result: the operation's success model.
        size: its bytes.
        sha256: its SHA-256, in hexadecimal.
        verified: the algorithms of the server's digests that it was compared with, such as `md5`.
        unverified: why it was compared with none; empty where it was.
        headers: of the last response.
        trace: attempts, waits and notes of that call.
    """

    result: S
    size: int
    sha256: str
    verified: tuple[str, ...]
    unverified: str
    headers: httpx.Headers = attrs.field(repr=False)
    trace: Trace = attrs.field(repr=False)


async def receipt(request: UploadRequest[S], raw: Raw[S], source: Source, sent: SentHashes) -> Receipt[S]:
    """The receipt for a file that the server says it has.

    Args:
        request: what took it.
        raw: the last exchange.
        source: the file.
        sent: its digests, as it was sent.

    Raises:
        ApiError: the exchange failed.
        DigestMismatch: by a digest of the server's, it has something else.
    """
    result, expected = raw.parse(), _told(request, raw)
    verified, wrong = sent.hashes.compare(expected) if sent.is_whole else ((), "")
    unverified = ""
    if not verified and not wrong:
        verified, wrong, unverified = await _hashed_again(request, expected, source, sent)
    if wrong:
        why = f"what the server has is not what was sent, by {wrong}: it is there all the same; send it again, or delete it"
        mismatch = DigestMismatch(why, wrong)
        mismatch.operation, mismatch.trace = request.operation, raw.trace
        raise mismatch
    return Receipt(result, sent.size, sent.hashes.sha256, verified, unverified, raw.headers, raw.trace)


async def _hashed_again(
    request: UploadRequest[Any], expected: Sequence[Digest], source: Source, sent: SentHashes
) -> tuple[tuple[str, ...], str, str]:
    """By digests that were not made while it was sent: what `Hashes.compare` says, and why the file is not verified."""
    if not (possible := Hashes.possible(name for name, _ in expected)):
        return (), "", why_unverified(expected)
    if not sent.is_whole:
        return (), "", "the server answered before it had all of it"
    if not source.can_seek:
        return (), "", f"{', '.join(possible)} was not made while it was sent, and it cannot be read again"
    again = SentHashes(source, request.runtime.sleep, possible)
    try:
        is_same = await again.read(sent.size) and again.hashes.sha256 == sent.hashes.sha256
    except OSError:
        is_same = False
    if not is_same:
        return (), "", "it was changed after it was sent"
    return *again.hashes.compare(expected), ""


def _told(request: UploadRequest[Any], raw: Raw[Any]) -> tuple[Digest, ...]:
    response, places, value = raw.response, request.digests, None
    if places:
        with suppress(DecodeError, UnicodeDecodeError):
            value = from_json(response.content)
    vendor = request.operation.facts.digests.header
    return told(response.fields, value, vendor, places, is_empty=not response.content)
