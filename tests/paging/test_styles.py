"""Each style of pagination, from the first item to the last."""

import pytest

from ferrule import ConfigError
from ferrule.runtime.blocking import BlockingRuntime
from sites import ids, page


def numbered(start, count, total):
    """Rows from `start` on, at most `count` of them."""
    return [{"id": number} for number in range(start, min(start + count, total))]


def test_link_headers_lead_from_page_to_page(site):
    """The target is resolved against the URL that was asked; its query replaces the one before (RFC 3986 §5.3)."""
    site.script(
        ([{"id": 1}], {"Link": '<?page=2>; rel="next", <?page=9>; rel="last"'}),
        ([{"id": 2}], {"link": '</v1/rows?page=1>; rel="prev"\n</v1/rows?page=3>; REL=NEXT'}),
        ([{"id": 3}], {"link": '</v1/rows?page=1>; rel="first"'}),
    )
    walk = site.rows.link.items(per_page=1)
    assert (ids(site.walk(walk)), walk.end) == ([1, 2, 3], "last page")
    assert site.asked == [
        "/v1/rows?per_page=1&api_key=key",
        "/v1/rows?page=2&api_key=key",
        "/v1/rows?page=3&api_key=key",
    ]


def test_pages_are_counted_up_to_the_declared_number(site):
    """A short page is not the last: servers cap sizes, and leave out what the caller may not see."""
    sizes = [100, 100, 49, 51]
    site.serve(lambda url, body: {"rows": numbered(0, sizes[int(url.params["page"]) - 1], 100), "pages": 4})
    assert len(site.walk(site.rows.page.items(per_page=100))) == 300
    assert len(site.asked) == 4


def test_pages_end_at_an_empty_one_before_the_declared_number(site):
    """What is declared may be out of date."""
    site.serve(lambda url, body: {"rows": numbered(0, 2 if int(url.params["page"]) < 5 else 0, 9), "pages": 20})
    walk = site.rows.page.items()
    assert (len(site.walk(walk)), walk.end, len(site.asked)) == (8, "last page", 5)


def test_a_page_that_the_caller_names_is_the_first(site):
    """Those before it are not asked for, and not counted."""
    site.serve(lambda url, body: {"rows": numbered(0, 1, 9), "pages": 4})
    pages = site.walk(site.rows.page.pages(page=3))
    assert [one.number for one in pages] == [1, 2]
    assert [path.partition("?")[2][:6] for path in site.asked] == ["page=3", "page=4"]


def test_offsets_go_on_by_what_came(site):
    """The server may give less than was asked for."""
    site.serve(lambda url, body: {"rows": numbered(int(url.params.get("offset", 0)), 100, 250), "total": 250})
    walk = site.rows.offset.items(limit=1000)
    assert (ids(site.walk(walk)), walk.end) == (list(range(250)), "last page")
    assert [path.partition("offset=")[2].partition("&")[0] for path in site.asked] == ["0", "100", "200"]


def test_offsets_without_a_total_end_at_an_empty_page(site):
    """Never at a short one."""
    site.serve(lambda url, body: {"rows": numbered(int(url.params.get("offset", 0)), 2, 3)})
    assert (ids(site.walk(site.rows.plain_offset.items())), len(site.asked)) == ([0, 1, 2], 3)


def test_cursors_are_opaque(site):
    """An empty one is one, a repeated one is legal while items come, and null ends the list."""
    site.script(page(1, next=""), page(2, next="c"), page(3, next="c"), page(4, next=None))
    walk = site.rows.cursor.items()
    assert (ids(site.walk(walk)), walk.end) == ([1, 2, 3, 4], "last page")
    assert [path.partition("?")[2].removesuffix("api_key=key") for path in site.asked] == [
        "", "after=&", "after=c&", "after=c&",
    ]  # fmt: skip


def test_an_optional_cursor_that_is_missing_ends_the_list(site):
    """Its description says that a page may lack it."""
    site.script(page(1, next="a"), page(2))
    assert ids(site.walk(site.rows.cursor.items())) == [1, 2]


def test_an_empty_page_with_a_cursor_is_not_the_last(site):
    """Filters may leave nothing on a page."""
    site.script(page(next="c1", has_more=True), page(1, next="c2", has_more=True), page(2, has_more=False, next="c3"))
    assert ids(site.walk(site.rows.flagged.items())) == [1, 2]


def test_the_last_items_id_asks_for_the_next_page(site):
    """As whole number where the description says so; a start of the caller's holds for the first page."""
    site.script(page(5, 6, has_more=True), page(7, has_more=False))
    assert ids(site.walk(site.rows.last.items(after=4))) == [5, 6, 7]
    assert site.asked == ["/v1/lasts?after=4&api_key=key", "/v1/lasts?after=6&api_key=key"]


def test_a_header_may_hold_the_cursor(site):
    """Its type is the parameter's."""
    site.script((page(1), {"X-Next": "17"}), page(2))
    assert ids(site.walk(site.rows.headed.items())) == [1, 2]
    assert site.asked[1] == "/v1/headed?after=17&api_key=key"


def test_an_empty_page_token_ends_the_list(site):
    """As AIP-158 says of page tokens; a page without items may have no list at all."""
    site.script({"items": [{"id": 1}], "nextPageToken": "t"}, {"nextPageToken": "u"}, {"nextPageToken": ""})
    walk = site.rows.token.items()
    assert (ids(site.walk(walk)), walk.end, len(site.asked)) == ([1], "last page", 3)


@pytest.mark.parametrize("kind", ["url", "header"])
def test_the_server_may_name_the_next_page_by_its_url(site, kind):
    """In the body or in a header."""
    link = "https://lists.example/v1/elsewhere?_token=x%2Fy"
    given = {"url": page(1, next=link), "header": (page(1), {"Next-Page": link})}
    site.script(given[kind], page(2))
    assert ids(site.walk(getattr(site.rows, kind).items())) == [1, 2]
    assert site.asked[1] == "/v1/elsewhere?_token=x%2Fy&api_key=key"


@pytest.mark.parametrize("form", ["mapping", "model", "model with a page", "mapping with a page"])
def test_a_body_may_ask_for_the_page(site, lists, form):
    """The rest of it is sent again as it was, and the caller's own object is not changed."""
    search = lists.models.Search
    inner = lists.models.Search.__annotations__ and getattr(lists.models, "SearchPage", None)
    body = {
        "mapping": {"text": "x"},
        "model": search(text="x"),
        "mapping with a page": {"text": "x", "page": {"size": 2}},
        "model with a page": search(text="x", page=inner(size=2)),
    }[form]
    before = repr(body)
    bodies = []

    def answer(url, sent):
        bodies.append(sent)
        return page(len(bodies), next="c" if len(bodies) == 1 else None)

    site.serve(answer)
    assert ids(site.walk(site.rows.search.items(body=body))) == [1, 2]
    size = {"size": 2} if "with" in form else {}
    first = {"text": "x", **({"page": size} if size else {})}
    assert bodies == [first, {"text": "x", "page": {"startCursor": "c", **size}}]
    assert repr(body) == before


@pytest.mark.parametrize("first", [1, 3])
@pytest.mark.parametrize("form", ["mapping", "model", "nothing said"])
def test_a_page_is_counted_in_the_body(site, lists, form, first):
    """From the one that the caller's body names, otherwise from the first."""
    body = {"text": "x"}
    if first > 1 and form == "model":
        body = lists.models.NumberedSearch(text="x", page=lists.models.NumberedSearchPage(number=first))
    elif first > 1:
        body = {"text": "x", "page": {"number": first}}
    elif form == "model":
        body = lists.models.NumberedSearch(text="x")
    elif form == "nothing said":
        body = {"text": "x", "page": {"size": 5}}
    asked = []

    def answer(url, sent):
        asked.append(sent["page"]["number"])
        return {"rows": numbered(sent["page"]["number"], 1, 9), "pages": 4}

    site.serve(answer)
    assert ids(site.walk(site.rows.numbered_search.items(body=body))) == list(range(first, 5)) == asked


def test_a_start_that_cannot_be_counted_from_is_refused(site):
    """Before anything is sent."""
    with pytest.raises(ConfigError, match=r"rows\.page .*page='three' must be a whole number"):
        site.walk(site.rows.page.items(page="three"))
    assert site.asked == []


def test_only_declared_lists_have_pages(site):
    """Others say how to declare them."""
    for verb in ("items", "pages"):
        with pytest.raises(AttributeError, match=r"rows\.plain is not declared .* x-ferrule-pagination"):
            getattr(site.rows.plain, verb)
    assert isinstance(site.world.runtime, BlockingRuntime) is hasattr(site.rows.link.items(), "__iter__")
