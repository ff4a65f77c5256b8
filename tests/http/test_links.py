"""`Link` fields (RFC 8288 §3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.http.links import next_link


@pytest.mark.parametrize(
    "field",
    [
        '</x?page=2>; title="p, <1>; rel=\'prev\'"; rel="next"',
        '</x?page=2>; rel="last next"',
        "</x?page=2>; REL=NEXT",
        '</x?page=2>; type="x"; rel=next',
        "</x?page=2>;rel=next",
        '< /x?page=2 > ; rel = "next"',
        ' , </a>; rel="prev",,</x?page=2>; rel="next"; foo',
        '</b>; rel=next; anchor="/other", </x?page=2>; rel=next',
        'nonsense, </x?page=2>; rel="n\\ext"',
        "</x?page=2>; rel=next, </x?page=3>; rel=next",
        "</x?page=2>; rel*=UTF-8''prev; rel=next",
    ],
)
def test_the_link_to_the_next_page_is_found(field):
    """Relations have no case, and several in one parameter; what is quoted is data."""
    assert next_link([field]) == "/x?page=2"


@pytest.mark.parametrize(
    "field",
    [
        "",
        '</x>; rel="prev"; rel="next"',
        '</x>; rel="nextpage"',
        "</x>; rel=next-page",
        '</x>; title="; rel=next"',
        "</x>",
        "/x; rel=next",
        "</x; rel=next",
        '</x>, rel="next"',
        '</x>; rel="next',
        '</x>; rel=next; anchor="#part"',
    ],
)
def test_what_is_no_link_to_the_next_page_is_none(field):
    """Of a parameter that is given twice the first counts (§3.3)."""
    assert next_link([field]) is None


def test_fields_are_read_one_after_the_other():
    """As a list that was sent in several lines."""
    assert next_link(['</a>; rel="prev"', '</b>; rel="next"']) == "/b"
    assert next_link(["<>; rel=next"]) == ""


@given(st.text(alphabet="<>;,=\"\\ \t/ab'relnext", max_size=60))
def test_nothing_raises(field):
    """A target holds no angle bracket."""
    found = next_link([field])
    assert found is None or not set("<>") & set(found)
