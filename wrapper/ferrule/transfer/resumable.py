"""How an upload is gone on with: one small protocol for all servers. What it says is pure; `ferrule.client` sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

import attrs

from ferrule.http.content_range import stored
from ferrule.http.fields import Fields, single


@attrs.frozen
class Ask:
    """A request to the address of a session.

    Attributes:
        method: HTTP method.
        headers: fields that make it what it is.
    """

    method: str
    headers: Mapping[str, str]


class Resumable(Protocol):
    """How uploads of one kind are started, asked about, gone on with and ended.

    Attributes:
        multiple: bytes of which a chunk that is not the last is a multiple.
    """

    multiple: int

    def start(self, size: int | None, content_type: str) -> Mapping[str, str]:
        """Header fields of the request that starts a session; its answer names the address of the session.

        Args:
            size: bytes of the whole, None where that is not known yet.
            content_type: media type of the file.
        """
        ...

    def offset(self, size: int | None) -> Ask:
        """What asks how much has arrived."""
        ...

    def send(self, at: int, length: int, size: int | None, *, is_told: bool) -> Ask:
        """What sends some of it.

        Args:
            at: where in the whole it begins.
            length: its bytes.
            size: bytes of the whole, None while that is not known: then this is not the end of it.
            is_told: the size was known when the session was started.
        """
        ...

    def arrived(self, status: int, fields: Fields) -> int | None:
        """How many bytes from the start on the server has, by its answer to either; None where it does not say."""
        ...

    def finish(self, status: int, fields: Fields, size: int | None) -> bool:
        """Whether an answer to either ends the session, with all that there is."""
        ...


class Google:
    """Resumable uploads as Google's APIs have them: chunks of 256 KiB, and a 308 that is no redirect."""

    multiple: int = 262_144

    def start(self, size: int | None, content_type: str) -> Mapping[str, str]:
        length = {} if size is None else {"x-upload-content-length": str(size)}
        return {"x-upload-content-type": content_type, **length}

    def offset(self, size: int | None) -> Ask:
        return Ask("PUT", {"content-range": f"bytes */{'*' if size is None else size}"})

    def send(self, at: int, length: int, size: int | None, *, is_told: bool) -> Ask:
        if not length:
            return self.offset(size)
        part = f"bytes {at}-{at + length - 1}/{'*' if size is None else size}"
        return Ask("PUT", {"content-range": part, "content-type": "application/octet-stream"})

    def arrived(self, status: int, fields: Fields) -> int | None:
        if status != 308:
            return None
        return stored(single(fields, b"range")) if b"range" in fields else 0

    def finish(self, status: int, fields: Fields, size: int | None) -> bool:
        return status in (200, 201)


class Tus:
    """The tus protocol 1.0, with its extensions `creation` and `creation-defer-length`."""

    multiple: int = 1
    _VERSION: Final = {"tus-resumable": "1.0.0"}

    def start(self, size: int | None, content_type: str) -> Mapping[str, str]:
        length = {"upload-defer-length": "1"} if size is None else {"upload-length": str(size)}
        return {**self._VERSION, **length}

    def offset(self, size: int | None) -> Ask:
        return Ask("HEAD", self._VERSION)

    def send(self, at: int, length: int, size: int | None, *, is_told: bool) -> Ask:
        headers = {**self._VERSION, "upload-offset": str(at), "content-type": "application/offset+octet-stream"}
        return Ask("PATCH", headers if is_told or size is None else {**headers, "upload-length": str(size)})

    def arrived(self, status: int, fields: Fields) -> int | None:
        told = single(fields, b"upload-offset")
        return int(told) if status in (200, 204) and told.isdecimal() and len(told) < 19 else None

    def finish(self, status: int, fields: Fields, size: int | None) -> bool:
        return size is not None and self.arrived(status, fields) == size


PROTOCOLS: Final[Mapping[str, Resumable]] = {"google": Google(), "tus": Tus()}
"""By the name that the overlay's fact has for each."""
