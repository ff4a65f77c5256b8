"""What was sent of a file, and what the server says that it has: the same, another, or nobody knows."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final

from ferrule.call.pointers import at
from ferrule.http.digests import SIZES, Digest, digests, from_base64
from ferrule.http.fields import Fields
from ferrule.transfer.hashing import Hashes
from ferrule.transfer.sources import Source

_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_NOTHING: Final = Hashes(SIZES)
_READ: Final = 1 << 20


class SentHashes:
    """The digests of a file from its start on, as far as it was sent. What is sent again is hashed once.

    Args:
        source: the file.
        sleep: of the runtime.
        algorithms: those that the server may tell, besides SHA-256.

    Attributes:
        size: bytes that are hashed.
        hashes: of them.
        is_whole: they are all that there are.
    """

    def __init__(self, source: Source, sleep: Callable[[float], Awaitable[None]], algorithms: Iterable[str]) -> None:
        self._source, self._sleep, self._algorithms = source, sleep, tuple(algorithms)
        self.is_whole = True
        self.restart()

    def restart(self) -> None:
        """The file is sent from its start on again, and may be another."""
        self.size, self.hashes = 0, Hashes(self._algorithms)

    async def add(self, at: int, part: bytes) -> None:
        """Some of it is sent, from this byte on."""
        if fresh := part[self.size - at :] if self.size > at else part:
            # In steps, between which others have the loop. In threads it would double the memory of an upload: each
            # that has read a chunk keeps the room for it.
            for start in range(0, len(fresh), _READ):
                if start:
                    await self._sleep(0)
                self.hashes.update(fresh[start : start + _READ])
            self.size += len(fresh)

    async def read(self, size: int) -> bool:
        """Hash as much of the source as an earlier run has sent, or again; whether there is so much."""
        await self._source.seek(0)
        self.restart()
        while self.size < size and (part := await self._source.read(min(_READ, size - self.size))):
            await self.add(self.size, part)
        return self.size == size


def told(fields: Fields, value: Any, vendor: str, places: Mapping[str, str], *, is_empty: bool) -> tuple[Digest, ...]:
    """The digests of a file that the answer to its last bytes names.

    Standard fields speak of the answer's own content (RFC 9530 §3). So they count where there is none, as then they can
    only be of what is stored; some servers tell digests of nothing there, which do not count.

    Args:
        fields: header fields of the answer.
        value: its body as data.
        vendor: name of a field with digests as Google writes them, empty for none.
        places: JSON pointers to digests in the body, in base64 or in hexadecimal, by algorithm.
        is_empty: it has no content.
    """
    found = list(digests(fields if is_empty else _only(fields, vendor), is_whole=True, vendor=vendor))
    if is_empty:
        found = [one for one in found if _NOTHING.compare([one])[1]]
    for name, pointer in places.items():
        text = at(value, pointer)
        if isinstance(text, str) and (digest := _decoded(text, SIZES[name])):
            found.append((name, digest))
    return tuple(dict.fromkeys(found))


def _only(fields: Fields, name: str) -> Fields:
    key = name.lower().encode()
    return {key: fields.get(key, ())}


def _decoded(text: str, size: int) -> bytes:
    """A digest of so many bytes, after `algorithm:` where that is written; none where it is something else."""
    coded = text.rpartition(":")[2]
    digest = bytes.fromhex(coded) if len(coded) == 2 * size and _HEX.fullmatch(coded) else from_base64(coded)
    return digest if len(digest) == size else b""
