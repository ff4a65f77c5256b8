"""Which bodies can be sent twice."""

import io
from collections.abc import AsyncIterator, Iterator

import pytest

from ferrule.call.body import RequestBody, resend


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
def test_bodies_in_memory_files_and_factories_can_be_sent_again(body: RequestBody) -> None:
    """What is in memory, seekable files and factories can be sent any number of times."""
    assert resend(body).possible


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
def test_streams_can_be_sent_only_once(body: RequestBody) -> None:
    """Iterators and files that cannot seek are sent once."""
    assert not resend(body).possible


def test_a_file_goes_back_to_where_it_stood() -> None:
    """A file is sent from where it stood at first, not from its beginning."""
    file = io.BytesIO(b"header|payload")
    file.seek(7)
    again = resend({"content": file})
    first = file.read()
    again.rewind()
    assert (first, file.read()) == (b"payload", b"payload")
