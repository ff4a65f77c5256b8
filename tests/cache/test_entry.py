"""What stored responses take of memory, how long they are of use, and which take whose place."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from ferrule.cache.entry import Entry, Record
from worlds import EPOCH

PLAIN = Entry(200, [(b"a", b"b")], b"body", "HTTP/1.1", (("accept", "x"),), EPOCH, 60.0, tags=("t",))


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({"content": b"body" + b"x" * 1000}, 1000),
        ({"vary": (("accept", "x" * 1001),)}, 1000),
        ({"vary": (("accept" + "x" * 1000, "x"),)}, 1000),
        ({"tags": ("t" * 1001,)}, 1000),
        ({"vary": (("accept", None),)}, -1),
    ],
)
def test_all_that_is_kept_counts(changes: dict[str, Any], more: int) -> None:
    """By its length."""
    assert attrs.evolve(PLAIN, **changes).size() - PLAIN.size() == more
    fields = attrs.evolve(PLAIN, headers=[(b"a", b"b" * 1001)])
    assert 1000 <= fields.size() - PLAIN.size() < 1010  # with what frames them


@pytest.mark.parametrize(
    "changes", [{"headers": [(b"a", b"b"), (b"", b"")]}, {"vary": (("accept", "x"), ("", None))}, {"tags": ("t", "")}]
)
def test_each_field_and_tag_takes_some_memory_of_its_own(changes: dict[str, Any]) -> None:
    """As Python keeps it."""
    assert attrs.evolve(PLAIN, **changes).size() >= PLAIN.size() + 40


@pytest.mark.parametrize(
    ("changes", "seconds"),
    [
        ({}, 60.0),
        ({"while_revalidate": 5.0}, 65.0),
        ({"if_error": 7.0, "while_revalidate": 5.0}, 67.0),
    ],
)
def test_without_a_validator_it_is_of_use_until_it_may_not_be_served_stale_any_more(
    changes: dict[str, Any], seconds: float
) -> None:
    """By either reason. With one it is worth a question for longer."""
    assert attrs.evolve(PLAIN, **changes).keep_until() == EPOCH + seconds
    for validator in ({"etag": "x"}, {"last_modified": "x"}):
        kept = attrs.evolve(PLAIN, **changes, **validator).keep_until()
        assert kept > EPOCH + seconds + 3600
        assert attrs.evolve(PLAIN, **validator, if_error=1e7).keep_until() == EPOCH + 60.0 + 1e7


def test_a_later_response_takes_the_place_of_its_like() -> None:
    """Of the same selection; those of others stay, the newest first, and not without end."""
    record = Record((PLAIN,))
    other = attrs.evolve(PLAIN, vary=(("accept", "y"),), tags=("u",))
    later = attrs.evolve(PLAIN, content=b"later")
    assert record.with_entry(other).entries == (other, PLAIN)
    assert record.with_entry(other).with_entry(later).entries == (later, other)
    assert set(record.with_entry(other).tags()) == {"t", "u"}
    assert record.tags() == ("t",)
    assert Record((PLAIN, attrs.evolve(other, lifetime=99.0))).keep_until() == EPOCH + 99.0
    for number in range(1000):
        record = record.with_entry(attrs.evolve(PLAIN, vary=(("accept", str(number)),)))
    assert len(record.entries) < 100
    assert record.entries[0].vary == (("accept", "999"),)


def test_a_response_is_taken_out_by_what_it_is_and_not_by_which_copy_it_is() -> None:
    """A store gives out copies."""
    other = attrs.evolve(PLAIN, vary=(("accept", "y"),))
    record = Record((other, PLAIN))
    left = record.without(attrs.evolve(PLAIN))
    assert left is not None
    assert left.entries == (other,)
    assert left.without(attrs.evolve(other)) is None
    same = record.without(attrs.evolve(PLAIN, born=EPOCH + 1))
    assert same is not None
    assert len(same.entries) == 2
