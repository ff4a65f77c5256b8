"""The store in memory."""

from __future__ import annotations

import threading
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ferrule.cache.entry import Entry, Record
from ferrule.cache.stores.memory import CacheStoreMemory
from ferrule.errors import ConfigError


def record(size: int, *tags: str) -> Record:
    """A record with a body of so many bytes."""
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"max-age=60")]
    return Record((Entry(200, headers, bytes(size), "HTTP/1.1", (), 0.0, 60.0, tags=tags),))


def key(number: int) -> bytes:
    """A key as long as real ones."""
    return b"%020d" % number


def test_the_least_recently_used_go_first() -> None:
    """What was read lately outlives what was not."""
    store = CacheStoreMemory(100_000)
    for number in range(20):
        store.put(key(number), record(2_000), 0.0)
        store.get(key(0), 0.0)
    for number in range(20, 100):
        store.put(key(number), record(2_000), 0.0)
        store.get(key(0), 0.0)
    assert store.get(key(0), 0.0) is not None
    assert store.get(key(1), 0.0) is None
    assert store.stats().size <= 100_000
    assert store.stats().evicted > 0


def test_large_records_do_not_drive_out_small_ones() -> None:
    """A run of large bodies makes room among themselves; and a flood of small ones leaves large ones."""
    store = CacheStoreMemory(1_000_000)
    for number in range(100):
        store.put(key(number), record(100), 0.0)
    for number in range(100, 300):
        store.put(key(number), record(100_000), 0.0)
    assert all(store.get(key(number), 0.0) for number in range(100))
    for number in range(1_000, 6_000):
        store.put(key(number), record(100), 0.0)
    assert sum(store.get(key(number), 0.0) is not None for number in range(100, 300)) >= 3


def test_what_is_too_large_is_not_taken() -> None:
    """A record of more than an eighth of the bound is not stored, and an older one under its key is gone."""
    store = CacheStoreMemory(80_000)
    store.put(b"a", record(10), 0.0)
    store.put(b"a", record(20_000), 0.0)
    assert store.get(b"a", 0.0) is None
    assert store.stats().size == 0


def test_tags_find_their_records() -> None:
    """All records with a tag are dropped at once, and no others."""
    store = CacheStoreMemory()
    store.put(b"a", record(1, "x", "y"), 0.0)
    store.put(b"b", record(1, "y"), 0.0)
    store.put(b"c", record(1), 0.0)
    assert store.delete_tagged("y") == 2
    assert store.delete_tagged("x") == 0
    assert store.stats().entries == 1
    assert store.clear() == 1


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(st.sampled_from(["put", "get", "delete", "tag"]), st.integers(0, 9), st.integers(0, 9_000)),
        max_size=60,
    )
)
def test_the_books_balance(steps: list[tuple[str, int, int]]) -> None:
    """Whatever happens, the size is that of what is held, within the bound, and no tag points at what is gone."""
    store = CacheStoreMemory(65_536)
    for step, number, size in steps:
        if step == "put":
            store.put(key(number), record(size, f"t{number % 3}"), 0.0)
        elif step == "get":
            store.get(key(number), 0.0)
        elif step == "delete":
            store.delete(key(number))
        else:
            store.delete_tagged(f"t{number % 3}")
        stats = store.stats()
        assert stats.size <= 65_536
    for tag in range(3):
        store.delete_tagged(f"t{tag}")
    assert (store.stats().entries, store.stats().size) == (0, 0)


def test_the_bound_is_of_real_memory() -> None:
    """A full store takes no more memory than its bound."""
    limit = 4_000_000
    tracemalloc.start()
    try:
        store, before = CacheStoreMemory(limit), tracemalloc.get_traced_memory()[0]
        for number in range(4_000):
            body, place = bytes(1_000 + number % 7), f"url:https://api.shop.test/orders/{number}"
            headers = [(b"x-%d" % index, b"%d" % (number + index)) for index in range(8)]
            made = Entry(
                200, headers, body, "HTTP/1.1", (), float(number), 60.0, f'"{number}"', tags=("operation:a", place)
            )
            store.put(key(number), Record((made,)), 0.0)
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert store.stats().evicted > 0
    assert limit * 0.8 < taken <= limit


def test_threads_may_share_it() -> None:
    """Many threads reading, writing and dropping leave the books in order."""
    store = CacheStoreMemory(200_000)
    failures: list[BaseException] = []

    def work(seed: int) -> None:
        try:
            for number in range(2_000):
                place = key((number * seed) % 50)
                store.put(place, record(number % 5_000, f"t{number % 5}"), 0.0)
                store.get(key(number % 50), 0.0)
                if number % 100 == 0:
                    store.delete_tagged(f"t{seed % 5}")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (3, 7, 11, 13)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for tag in range(5):
        store.delete_tagged(f"t{tag}")
    assert store.stats().size == 0


@pytest.mark.parametrize("limit", [0, 65_535, True, 1e9])
def test_bounds_that_cannot_work(limit: float) -> None:
    """A bound that is no sensible number of bytes is refused."""
    with pytest.raises(ConfigError, match="limit"):
        CacheStoreMemory(limit)  # type: ignore[arg-type]
