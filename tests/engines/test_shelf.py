"""Idle connections are kept by what they can be used for, within the limits of all together."""

from __future__ import annotations

from ferrule.engines.shelf import Key, Shelf

A: Key = (None, "http", "a.test", None)
B: Key = (None, "http", "b.test", None)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_latest_is_used_again() -> None:
    """Of several idle ones the last used is taken, so that the others can expire."""
    shelf = Shelf[str](9, 9, 5.0, Clock())
    shelf.take(A)
    shelf.take(A)
    for name in ("first", "second"):
        shelf.give(A, name)
    assert shelf.take(A) == ("second", [])
    assert shelf.take(B) == (None, [])
    assert shelf.take(A) == ("first", [])


def test_idle_ones_make_room() -> None:
    """Where idle and used ones together are as many as there may be, the one idle for longest goes."""
    shelf = Shelf[str](2, 2, 5.0, Clock())
    shelf.take(A)
    shelf.take(A)
    shelf.give(A, "first")
    shelf.give(A, "second")
    assert shelf.take(B) == (None, ["first"])
    assert shelf.take(B) == (None, ["second"])


def test_nobody_goes_while_there_is_room() -> None:
    """One idle and one to come are two, and as many there may be."""
    shelf = Shelf[str](2, 2, 5.0, Clock())
    shelf.take(A)
    shelf.give(A, "first")
    assert shelf.take(B) == (None, [])


def test_nothing_is_kept_of_servers_without_connections() -> None:
    """A client that meets ever new servers does not grow."""
    shelf = Shelf[str](9, 9, 5.0, Clock())
    for number in range(3):
        key: Key = (None, "http", f"{number}.test", None)
        shelf.take(key)
        shelf.give(key, "one")
        assert shelf.take(key) == ("one", [])
    assert not shelf._by_key


def test_no_more_idle_ones_than_allowed() -> None:
    """Beyond the limit of idle ones the oldest is closed; with none allowed each is."""
    shelf = Shelf[str](9, 1, 5.0, Clock())
    shelf.take(A)
    shelf.take(B)
    assert shelf.give(A, "first") == []
    assert shelf.give(B, "second") == ["first"]
    none = Shelf[str](9, 0, 5.0, Clock())
    none.take(A)
    assert none.give(A, "only") == ["only"]


def test_expired_ones_are_closed() -> None:
    """What was idle for as long as allowed is closed at the next use of any, whatever it was for."""
    clock = Clock()
    shelf = Shelf[str](9, 9, 5.0, clock)
    shelf.take(A)
    shelf.give(A, "old")
    clock.now = 5.0
    assert shelf.take(B) == (None, ["old"])
    assert shelf.take(A) == (None, [])


def test_lost_ones_leave_their_place() -> None:
    """A connection that failed counts no more."""
    shelf = Shelf[str](1, 1, 5.0, Clock())
    shelf.take(A)
    shelf.lose()
    shelf.take(A)
    assert shelf.give(A, "next") == []
    assert shelf.drain() == ["next"]
    assert shelf.drain() == []
