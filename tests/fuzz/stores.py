"""Stores with garbage in them: what is damaged is as good as absent, and never breaks a call."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import attrs

from ferrule.auth import FileStore, Token
from ferrule.cache.codec import decode, encode
from ferrule.cache.entry import Entry, Record
from ferrule.cache.stores.sqlite import SqliteStore
from fuzz.mutation import mutated

_TOKENS = [
    b"\0",
    b"\xff",
    b"FRL1",
    b"{",
    b"}",
    b'"',
    b"null",
    b"1e999",
    b'"access":',
    b"\xc1",
    b"\xdd\xff\xff\xff\xff",
    b"[" * 5000,
    b"\xdc\xff\xff",
]
_KEY, _WALL = b"key", 1_790_000_000.0


def attempt(random: Random) -> None:
    """One damage to each kind of store."""
    record = _record(random)
    _codec(record, random)
    with tempfile.TemporaryDirectory() as folder:
        _sqlite_value(Path(folder) / "a.db", record, random)
        _sqlite_file(Path(folder) / "b.db", record, random)
        _token_file(Path(folder), random)


def _record(random: Random) -> Record:
    headers = [(random.randbytes(3), random.randbytes(5)) for _ in range(random.randint(0, 3))]
    vary = (("accept", random.choice([None, "a"])),) * random.randint(0, 1)
    content = random.randbytes(random.choice([0, 10, 3000]))
    entry = Entry(200, headers, content, "HTTP/1.1", vary, _WALL, random.choice([60.0, 1e9]), etag='"x"', tags=("t",))
    return Record((entry,) * random.randint(1, 2))


def _codec(record: Record, random: Random) -> None:
    data = encode(record)
    assert _same(decode(data), record)
    spoilt = mutated(data, _TOKENS, random)
    assert spoilt == data or decode(spoilt) is None
    assert decode(random.randbytes(random.randint(0, 60))) is None


def _same(one: Record | None, other: Record) -> bool:
    return one is not None and [attrs.asdict(entry) for entry in one.entries] == [
        attrs.asdict(entry) for entry in other.entries
    ]


def _sqlite_value(path: Path, record: Record, random: Random) -> None:
    """A row that is not what was written: a miss, and then room for a new one."""
    store = SqliteStore(path)
    store.put(_KEY, record, _WALL)
    value: Any = random.choice([mutated(encode(record), _TOKENS, random), None, b""])
    with sqlite3.connect(path) as db:
        try:
            db.execute("UPDATE entry SET value = ?", (value,))
        except sqlite3.IntegrityError:
            return  # the schema forbids it
    db.close()
    assert value == encode(record) or store.get(_KEY, _WALL) is None
    assert store.put(_KEY, record, _WALL)
    assert _same(store.get(_KEY, _WALL), record)
    store.close()


def _sqlite_file(path: Path, record: Record, random: Random) -> None:
    """A file that is damaged: what is read is what was written or nothing, or SQLite says that it is broken."""
    store = SqliteStore(path)
    store.put(_KEY, record, _WALL)
    store.close()
    path.write_bytes(mutated(path.read_bytes(), _TOKENS, random))
    store = SqliteStore(path)
    try:
        found = store.get(_KEY, _WALL)
        assert found is None or _same(found, record)
    except (sqlite3.Error, UnicodeDecodeError):
        pass  # the guard around stores takes it for a store that fails
    finally:
        store.close()


def _token_file(folder: Path, random: Random) -> None:
    """A damaged token file: a `ValueError`, taken for a store that fails, or a token of the right types."""
    store = FileStore(folder)
    token = Token(access="a", expires=_WALL, lifetime=60.0, refresh="r", scope="s")

    store.write("one", token)
    assert store.read("one") == token
    (path,) = folder.glob("one*.json")
    path.write_bytes(mutated(path.read_bytes(), _TOKENS, random))
    try:
        found = store.read("one")
    except ValueError:
        return
    assert found is None or (type(found.access), type(found.scope)) == (str, str)
