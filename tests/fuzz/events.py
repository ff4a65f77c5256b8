"""Streams: what is in them does not depend on how they are cut. Events are the standard's, and lines those of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, Protocol

from ferrule.streams.events import EventParser
from ferrule.streams.json_lines import CutShort, JSONLines, JSONSequence
from ferrule.streams.lines import TooLong
from ferrule.streams.text import TextLines
from fuzz.mutation import mutated
from streams.reference import events_of

_TOKENS = [
    b"data", b"event", b"id", b"retry", b":", b": ", b"data: a", b"data: {", b"id: 7", b"id: \0", b"event: x", b"retry: 10", b": ping", b"\r", b"\n",
    b"\r\n", b"\n\n", b"\r\r", b"\xef\xbb\xbf", b"\xff", b"\xe2\x9c\x85", b"\x85", b"\xe2\x80\xa8", b"\x1e", b'{"a": "\\"}"}', b"[1, 2]", b"12", b"null",
    b'"', b"\\", b"{", b"}", b" ", b"\t", b"\0",
]  # fmt: skip
_CUTS = 6  # ways to cut each stream, at random places
_CODECS = ["utf-8", "utf-16", "latin-1", "utf-32", "shift_jis"]


class Reader(Protocol):
    """What is held to be the same however the bytes come."""

    def feed(self, part: bytes) -> Iterator[Any]: ...
    def end(self) -> Iterator[Any]: ...


def attempt(random: Random) -> None:
    """One stream, through each reader."""
    stream = mutated(b"".join(random.choices(_TOKENS, k=random.randint(0, 30))), _TOKENS, random)
    most = random.choice([3, 20, 100_000])
    codec = random.choice(_CODECS)
    makes: list[Callable[[], Reader]] = [
        lambda: EventParser(most), lambda: JSONLines(most), lambda: JSONSequence(most), lambda: TextLines(codec, most),
    ]  # fmt: skip
    try:
        for make in makes:
            whole = _read(make(), [stream])
            for _ in range(_CUTS):
                assert _agree(_read(make(), _cut(stream, random)), whole)
        if most > len(stream):
            _check(stream, most)
    except BaseException as error:
        error.add_note(f"{stream!r}, at most {most}, {codec}")
        raise


def _agree(one: tuple[list[Any], str], other: tuple[list[Any], str]) -> bool:
    """The same. What is broken in two ways may be found out by either, and what is no JSON before or after a value."""
    (found, fault), (others, other_fault) = one, other
    common = min(len(found), len(others)) if fault and other_fault else None
    return found[:common] == others[:common] and bool(fault) == bool(other_fault)


def _check(stream: bytes, most: int) -> None:
    parser = EventParser(most)
    events = [(one.name, one.id, one.data) for one in parser.feed(stream)]
    assert (events, parser.last_id) == events_of(stream)
    lines = stream.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    found, _ = _read(JSONLines(most), [stream])
    assert [one.data for one in found] == [line for line in lines if line.strip(b" \t\r\n")]
    values, fault = _read(JSONSequence(most), [stream])
    if not fault:
        sent = [one for one in stream.split(b"\x1e")[1:] if one.strip(b" \t\r\n")]
        assert len(values) >= len([one for one in sent if _is_json(one)])


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def _read(reader: Reader, parts: Sequence[bytes]) -> tuple[list[Any], str]:
    """What it gives, and the kind of fault that ends it."""
    found: list[Any] = []
    decoded = isinstance(reader, JSONSequence)  # where what is no JSON ends depends on what came
    try:
        for part in parts:
            _extend(found, reader.feed(part), decoded=decoded)
        _extend(found, reader.end(), decoded=decoded)
    except (TooLong, CutShort, ValueError) as error:
        return found, type(error).__name__
    return found, ""


def _extend(found: list[Any], items: Iterator[Any], *, decoded: bool) -> None:
    for item in items:  # those before a fault count
        found.append(json.loads(item.data) if decoded else item)  # noqa: PERF401


def _cut(stream: bytes, random: Random) -> list[bytes]:
    places = sorted(random.randint(0, len(stream)) for _ in range(random.choice([1, 2, len(stream)])))
    return [stream[begin:end] for begin, end in zip([0, *places], [*places, len(stream)], strict=True)]
