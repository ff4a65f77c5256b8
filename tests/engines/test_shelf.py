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
    shelf.take(A, 1)
    shelf.take(A, 2)
    shelf.give(A, "first", 1)
    shelf.give(A, "second", 2)
    assert shelf.take(A, 1) == ("second", [])
    assert shelf.take(B, 2) == (None, [])
    assert shelf.take(A, 3) == ("first", [])


def test_idle_ones_make_room() -> None:
    """Where idle and used ones together are as many as there may be, the one idle for longest goes."""
    shelf = Shelf[str](2, 2, 5.0, Clock())
    shelf.take(A, 1)
    shelf.take(A, 2)
    shelf.give(A, "first", 1)
    shelf.give(A, "second", 2)
    assert shelf.take(B, 1) == (None, ["first"])
    assert shelf.take(B, 2) == (None, ["second"])


def test_nobody_goes_while_there_is_room() -> None:
    """One idle and one to come are two, and as many there may be."""
    shelf = Shelf[str](2, 2, 5.0, Clock())
    shelf.take(A, 1)
    shelf.give(A, "first", 1)
    assert shelf.take(B, 1) == (None, [])


def test_nothing_is_kept_of_servers_without_connections() -> None:
    """A client that meets ever new servers does not grow."""
    shelf = Shelf[str](9, 9, 5.0, Clock())
    for number in range(3):
        key: Key = (None, "http", f"{number}.test", None)
        shelf.take(key, 1)
        shelf.give(key, "one", 1)
        assert shelf.take(key, 1) == ("one", [])
    assert not shelf._by_key


def test_no_more_idle_ones_than_allowed() -> None:
    """Beyond the limit of idle ones the oldest is closed; with none allowed each is."""
    shelf = Shelf[str](9, 1, 5.0, Clock())
    shelf.take(A, 1)
    shelf.take(B, 2)
    assert shelf.give(A, "first", 1) == []
    assert shelf.give(B, "second", 2) == ["first"]
    none = Shelf[str](9, 0, 5.0, Clock())
    none.take(A, 1)
    assert none.give(A, "only", 1) == ["only"]


def test_expired_ones_are_closed() -> None:
    """What was idle for as long as allowed is closed at the next use of any, whatever it was for."""
    clock = Clock()
    shelf = Shelf[str](9, 9, 5.0, clock)
    shelf.take(A, 1)
    shelf.give(A, "old", 1)
    clock.now = 5.0
    assert shelf.take(B, 1) == (None, ["old"])
    assert shelf.take(A, 2) == (None, [])


def test_the_next_to_expire_is_known() -> None:
    """Whoever closes those that nobody uses learns when to come again."""
    clock = Clock()
    shelf = Shelf[str](9, 9, 5.0, clock)
    assert shelf.expire() == ([], None)
    for name in ("first", "second"):
        shelf.take(A, name)
    for name in ("first", "second"):
        clock.now += 1.0
        shelf.give(A, name, name)
    assert shelf.expire() == ([], 6.0)
    clock.now = 6.0
    assert shelf.expire() == (["first"], 7.0)
    clock.now = 7.0
    assert shelf.expire() == (["second"], None)


def test_those_idle_for_longer_than_a_failure_are_not_trusted() -> None:
    """One of the same key that was given back since then has been alive since then."""
    clock = Clock()
    shelf = Shelf[str](9, 9, 50.0, clock)
    for name, key in (("first", A), ("second", A), ("other", B), ("later", A)):
        shelf.take(key, name)
    for name, key in (("first", A), ("second", A), ("other", B)):
        shelf.give(key, name, name)
    clock.now = 1.0
    shelf.give(A, "later", "later")
    assert shelf.distrust(A, 0.5) == ["first", "second"]
    assert shelf.take(A, 1) == ("later", [])
    assert shelf.take(A, 2) == (None, [])
    assert shelf.take(B, 3) == ("other", [])


def test_lost_ones_leave_their_place() -> None:
    """A connection that failed counts no more."""
    shelf = Shelf[str](1, 1, 5.0, Clock())
    shelf.take(A, 1)
    shelf.lose(1)
    shelf.take(A, 2)
    assert shelf.give(A, "next", 2) == []
    assert shelf.drain() == ["next"]
    assert shelf.drain() == []
