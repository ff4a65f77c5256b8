"""What models, endpoints and their callers share."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import PurePath
from typing import IO, Any, BinaryIO, Final, Generic, Literal, Protocol, TypeVar

from attrs import define, frozen

__all__ = ["UNSET", "File", "FileTypes", "Mismatch", "Received", "RequestFiles", "Response", "Unset"]


class Unset:
    """The type of `UNSET`: not given, which is not the same as null."""

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"  # copies and pickles stay the one object


UNSET: Final = Unset()

READ_ONLY: Final[Any] = UNSET
"""Default of what only the server sets: given in every response, left out of requests."""
WRITE_ONLY: Final[Any] = UNSET
"""Value of what only callers send: given in every request, left out of responses."""

# What httpx takes as one file of `files=`.
FileContent = IO[bytes] | bytes | str
FileTypes = tuple[str | None, FileContent, str | None] | tuple[str | None, FileContent, str | None, Mapping[str, str]]
RequestFiles = list[tuple[str, FileTypes]]


@define
class File:
    """Content to upload, with the name and media type the server shall see."""

    payload: BinaryIO | bytes
    file_name: str | None = None
    mime_type: str | None = None

    def to_tuple(self, default_name: str = "upload") -> FileTypes:
        """What httpx takes as one part of `files=`; a part without a file name would not be read as a file."""
        name = self.file_name or PurePath(str(getattr(self.payload, "name", ""))).name or default_name
        return name, self.payload, self.mime_type

    def read(self) -> bytes:
        """The whole content."""
        return self.payload if isinstance(self.payload, bytes) else self.payload.read()


class Received(Protocol):
    """A response as far as parsing looks at it; `httpx.Response` and `ferrule.Response` are such."""

    @property
    def status_code(self) -> int:
        """The status as it came, also one the registry does not list."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The header fields; names compare without case."""
        ...

    @property
    def content(self) -> bytes:
        """The whole body."""
        ...


@frozen
class Mismatch:
    """One place where a response differs from its description. It never holds the value, which may be a secret."""

    model: str
    """The model (or operation) whose description was not met."""
    field: str
    """The field of the model, as it is named on the wire; `[]` is an element."""
    expected: str
    got: str


T = TypeVar("T")


@define
class Response(Generic[T]):
    """What a plain generated call returns: the exchange and, if it could be read, the model."""

    status_code: int
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T | None


def kind_of(value: Any) -> str:
    """The JSON name of a value's type, or `missing`."""
    if value is UNSET:
        return "missing"
    if value is None:
        return "null"
    for kind, types in _KINDS:
        if isinstance(value, types):
            return kind
    return type(value).__name__


_KINDS: Final[tuple[tuple[str, tuple[type, ...]], ...]] = (
    ("boolean", (bool,)),
    ("integer", (int,)),
    ("number", (float,)),
    ("string", (str,)),
    ("array", (list, tuple)),
    ("object", (dict,)),
)
