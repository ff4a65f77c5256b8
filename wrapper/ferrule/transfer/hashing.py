"""Digests of what is written, made while it is written."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from collections.abc import Iterable
from functools import cache
from typing import Any, Final, Protocol, Self

from ferrule.http.digests import Digest

OWN: Final = "sha-256"
"""The algorithm that is always made: of the result, and of what an interrupted transfer goes on from."""

_HASHLIB: Final = {"sha-256": "sha256", "sha-512": "sha512", "sha": "sha1", "md5": "md5"}


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...
    def copy(self) -> Any: ...


class Hashes:
    """Several digests of the same bytes. Algorithms that cannot be made here are left out.

    Args:
        algorithms: those that are wanted, besides SHA-256.
    """

    def __init__(self, algorithms: Iterable[str] = ()) -> None:
        self._hashes: dict[str, _Hash] = {}
        for name in (OWN, *algorithms):
            if name not in self._hashes and (made := _made(name)) is not None:
                self._hashes[name] = made

    @staticmethod
    def possible(algorithms: Iterable[str]) -> tuple[str, ...]:
        """Those of them that can be made here."""
        return tuple(name for name in algorithms if _made(name) is not None)

    def update(self, data: bytes) -> None:
        """Add bytes."""
        for one in self._hashes.values():
            one.update(data)

    def copy(self) -> Self:
        """The same so far."""
        made = type(self)()
        made._hashes = {name: one.copy() for name, one in self._hashes.items()}
        return made

    @property
    def sha256(self) -> str:
        """SHA-256 so far, in hexadecimal."""
        return self._hashes[OWN].digest().hex()

    def compare(self, expected: Iterable[Digest]) -> tuple[tuple[str, ...], str]:
        """The algorithms by which the bytes are what they should be; and one by which they are not, empty for none."""
        verified: list[str] = []
        for name, digest in expected:
            made = self._hashes.get(name)
            if made is not None and made.digest() != digest:
                return (), name
            if made is not None:
                verified.append(name)
        return tuple(dict.fromkeys(verified)), ""


def why_unverified(expected: Iterable[Digest]) -> str:
    """Why a file is compared with none of these digests, where none can be made."""
    names = ", ".join(name for name, _ in expected)
    return f"{names} cannot be made here; install ferrule[files]" if names else "the server names no digest of it"


def _made(name: str) -> _Hash | None:
    if name == "crc32c":
        return importlib.import_module("google_crc32c").Checksum() if _has_crc32c() else None
    # They tell accidents, not attacks: some systems allow MD5 for nothing else.
    return hashlib.new(_HASHLIB[name], usedforsecurity=False) if name in _HASHLIB else None


@cache
def _has_crc32c() -> bool:
    return importlib.util.find_spec("google_crc32c") is not None
