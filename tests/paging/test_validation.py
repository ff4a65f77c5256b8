"""Strict validation and validators in a walk over pages."""

import pytest

from ferrule import InvalidResponse, Policies, Validator
from sites import ids, page


def refuse_two(row):
    """A check of rows."""
    if row.id == 2:
        raise ValueError("two is not wanted")


@pytest.fixture
def rows_checked(site, lists):
    """A client whose rows are checked."""
    site.client.reconfigure(Policies(retry=None, validators=[Validator(lists.models.Row, refuse_two)]))
    return site


@pytest.mark.parametrize("verb", ["items", "pages"])
def test_items_of_a_page_are_checked(rows_checked, verb):
    """Also those within a page's model; the walk can be resumed at the page that was refused."""
    site = rows_checked
    site.script(page(1, next="b"), page(2, next=None), page(3, next=None))
    listing, got = getattr(site.rows.cursor, verb)(), []
    with pytest.raises(InvalidResponse, match=r"a validator refused its Row: two is not wanted") as caught:
        site.run(lambda: site._drain(listing, got.append))
    assert len(got) == 1
    assert listing.end == "failed: InvalidResponse"
    assert ids(site.walk(site.rows.cursor.items().resume(caught.value.cursor))) == [3]
    assert site.asked[1] == site.asked[2]


def test_items_of_a_list_are_checked(rows_checked):
    """Where the whole answer is the list."""
    rows_checked.script([{"id": 1}, {"id": 2}])
    with pytest.raises(InvalidResponse, match="two is not wanted"):
        rows_checked.walk(rows_checked.rows.link.items())


def test_a_plain_call_of_a_list_checks_its_items(rows_checked):
    """The same answer is worth the same, however it was asked for."""
    rows_checked.script(page(2))
    with pytest.raises(InvalidResponse, match="two is not wanted"):
        rows_checked.run(lambda: _call(rows_checked.rows.cursor))


def test_a_mismatch_in_a_page_ends_a_strict_walk(site):
    """A lenient one has the value as it came."""
    bad = {"data": [{"id": "one"}], "next": None}
    site.script(bad, bad)
    assert ids(site.walk(site.rows.cursor.items())) == ["one"]
    site.client = site.client.with_options(validation="strict")
    with pytest.raises(InvalidResponse, match=r"Row\.id should be integer, got string") as caught:
        site.walk(site.rows.cursor.items())
    assert [(one.model, one.field) for one in caught.value.mismatches] == [("Row", "id")]


async def _call(operation):
    found = operation()
    return await found if hasattr(found, "__await__") else found
