"""Which bodies can be sent twice."""

import io
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from ferrule.call.body import positions, rewind


def _chunks() -> Iterator[bytes]:
    yield b"one"


async def _async_chunks() -> AsyncIterator[bytes]:
    yield b"one"


class _Pipe(io.RawIOBase):
    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"json": {"a": 1}},
        {"data": {"a": "1"}},
        {"content": b"bytes"},
        {"content": "text"},
        {"content": _chunks},
        {"content": None},
        {"files": {"a": b"bytes", "b": ("b.txt", b"bytes", "text/plain")}},
        {"files": [("a", ("a.txt", io.BytesIO(b"x")))]},
    ],
)
def test_bodies_in_memory_files_and_factories_can_be_sent_again(body: dict[str, Any]) -> None:
    """What is in memory, seekable files and factories can be sent any number of times."""
    assert positions(body) is not None


@pytest.mark.parametrize(
    "body",
    [
        {"content": _chunks()},
        {"content": _async_chunks()},
        {"content": _Pipe()},
        {"files": {"a": _Pipe()}},
        {"files": {"a": ("a.bin", _Pipe())}},
    ],
    ids=["iterator", "async iterator", "pipe", "file part", "named file part"],
)
def test_streams_can_be_sent_only_once(body: dict[str, Any]) -> None:
    """Iterators and files that cannot seek are sent once."""
    assert positions(body) is None


def test_a_file_goes_back_to_where_it_stood() -> None:
    """A file is sent from where it stood at first, not from its beginning."""
    file = io.BytesIO(b"header|payload")
    file.seek(7)
    where = positions({"content": file})
    first = file.read()
    assert where is not None
    rewind(where)
    assert (first, file.read()) == (b"payload", b"payload")
