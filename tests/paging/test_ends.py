"""Nothing ends silently: a walk ends with a reason or an error."""

import gc
import pickle

import pytest

from ferrule import ConfigError, NotFound, PaginationBroken, ServiceUnavailable
from ferrule.runtime.blocking import BlockingRuntime
from sites import ids, page
from worlds import AsyncWorld, BlockingWorld


def broken(site, listing):
    """The error that a walk ends with."""
    with pytest.raises(PaginationBroken) as caught:
        site.walk(listing)
    assert listing.end == "failed: PaginationBroken"
    return caught.value


@pytest.mark.parametrize(
    ("verb", "answer", "why"),
    [
        ("flagged", page(1), "/has_more is missing, not true or false"),
        ("flagged", page(1, has_more="false", next="c"), "/has_more is text, not true or false"),
        ("flagged", page(1, has_more=True), "/has_more says that there is another page, but /next says nothing"),
        ("flagged", page(has_more=True), "/has_more says that there is another page, but /next says nothing"),
        ("last", page(has_more=True), "/has_more says that there is another page, but /data/-1/id says nothing"),
        ("cursor", page(1, next=5), "/next is a number, not text"),
        ("cursor", page(1, next={}), "/next is an object, not text"),
        ("cursor", page(1, next=["a"]), "/next is a list, not text"),
        ("cursor", page(1, next=False), "/next is true or false, not text"),
        ("last", {"data": [{"id": "7"}], "has_more": True}, "/data/-1/id is text, not a whole number"),
        ("headed", (page(1), {"X-Next": "abc"}), "the header X-Next is text, not a whole number"),
        ("cursor", {"next": None}, "there is no list at /data"),
        ("cursor", {"data": {"a": 1}}, "there is no list at /data"),
        ("cursor", {"data": None}, "there is no list at /data"),
        ("page", {"rows": [{"id": 1}]}, "the number of all pages, at /pages, is missing, not a whole number"),
        ("page", {"rows": [{"id": 1}], "pages": "3"}, "the number of all pages, at /pages, is text, not"),
        ("offset", {"rows": [{"id": 1}], "total": None}, "the number of all items, at /total, is null, not"),
        ("strict_url", {"data": [{"id": 1}], "meta": {}}, "/meta/next is missing, which is declared to be on each"),
        ("strict_url", {"data": [{"id": 1}], "meta": "x"}, "/meta/next is missing, which is declared to be on each"),
    ],
)
def test_a_page_that_does_not_say_what_is_declared_is_an_error(site, verb, answer, why):
    """It tells what is wrong and where, the operation, and the page; and it is not the last page."""
    site.script(answer)
    listing = getattr(site.rows, verb).items()
    error = broken(site, listing)
    assert why in str(error)
    assert f"rows.{verb} " in str(error)
    assert "x-ferrule-pagination in the overlay" in str(error)
    assert error.page is not None and error.attempts and error.cursor
    assert pickle.loads(pickle.dumps(error)).cursor == error.cursor


def test_a_list_of_another_kind_is_an_error(site):
    """Where the whole answer is the list."""
    site.script(({"message": "nothing here"}, {}))
    with pytest.raises(Exception, match=r"rows\.link"):
        site.walk(site.rows.link.items())


def test_a_link_to_a_page_that_was_there_before_is_an_error(site):
    """Also to the first one, and one that leads nowhere."""
    site.script(page(1, next="/v1/urls?p=2"), page(2, next="/v1/urls?p=3"), page(3, next="/v1/urls?p=2"))
    error = broken(site, site.rows.url.items())
    assert "leads to a page that was there before" in str(error)
    site.script(([{"id": 1}], {"Link": "<>; rel=next"}))
    assert "was there before" in str(broken(site, site.rows.link.items(per_page=5)))


def test_three_pages_without_items_and_without_another_cursor_are_an_error(site):
    """With items, a repeated cursor goes on."""
    site.script(page(1, next="i:7"), *[page(next="i:7")] * 3)
    error = broken(site, site.rows.cursor.items())
    assert "3 pages in a row had no item, and no other cursor" in str(error)
    site.script(page(1, next="i:7"), page(next="i:7"), page(next="i:7"), page(2, next="i:7"), page(3, next=None))
    assert ids(site.walk(site.rows.cursor.items())) == [1, 2, 3]


def test_a_bound_on_items_asks_for_no_page_beyond_it(site):
    """Nor does the page that would be fetched ahead."""
    for make in (lambda it: it, lambda it: it.prefetch()):
        site.asked.clear()
        site.serve(lambda url, body: page(*range(100), next=f"{len(site.asked)}"))
        walk = make(site.rows.cursor.items().at_most(500))
        assert (len(site.walk(walk)), walk.end, len(site.asked)) == (500, "at most 500 items", 5)
    site.asked.clear()
    walk = site.rows.cursor.items().at_most(250)
    assert (len(site.walk(walk)), walk.end, len(site.asked)) == (250, "at most 250 items", 3)
    site.asked.clear()
    nothing = site.rows.cursor.items().at_most(0)
    assert (site.walk(nothing), nothing.end, site.asked) == ([], "at most 0 items", [])


@pytest.mark.parametrize("more", ["c", None], ids=["a page between", "the last page"])
def test_a_bound_within_a_page_is_not_its_end(site, more):
    """What it cut off is not lost: the cursor asks for that page again."""
    site.serve(lambda url, body: page(3, 4, next=more) if "after" in url.params else page(1, 2, next="b"))
    walk = site.rows.cursor.items().at_most(3)
    assert (ids(site.walk(walk)), walk.end) == ([1, 2, 3], "at most 3 items")
    later = site.rows.cursor.items().resume(walk.cursor).at_most(2)
    assert (ids(site.walk(later)), site.asked[-1]) == ([3, 4], "/v1/cursors?after=b&api_key=key")


def test_a_bound_at_the_last_item_is_the_end_of_the_list(site):
    """There is nothing to go on with."""
    site.script(page(1, 2, next=None))
    walk = site.rows.cursor.items().at_most(2)
    assert (ids(site.walk(walk)), walk.end, walk.cursor) == ([1, 2], "last page", None)


@pytest.mark.parametrize("more", ["c", None], ids=["a page between", "the last page"])
def test_items_that_were_not_given_are_not_lost(site, more):
    """The cursor of a walk that was left asks for the page in hand, until its last item has been given."""
    site.serve(lambda url, body: page(1, 2, next=more))
    walk = site.rows.cursor.items()
    step = next if isinstance(site.world, BlockingWorld) else anext
    places = []

    async def scenario():
        for wanted in (1, 2):
            one = step(walk)
            assert (await one if isinstance(site.world, AsyncWorld) else one).id == wanted
            places.append(walk.cursor)

    site.run(scenario)
    site.walk(site.rows.cursor.items().resume(places[0]).at_most(1))
    assert site.asked[-1] == "/v1/cursors?api_key=key"
    assert (places[1] is None) is (more is None)


def test_a_walk_that_is_closed_gives_nothing_more(site):
    """Not even of the page in hand; and that was not the end of the list."""
    site.script(page(1, 2, next=None))
    walk = site.rows.cursor.items()

    async def scenario():
        if isinstance(site.world, BlockingWorld):
            next(walk)
            walk.close()
            return walk.cursor, next(walk, None)
        await anext(walk)
        await walk.aclose()
        return walk.cursor, await anext(walk, None)

    cursor, after = site.run(scenario)
    assert (bool(cursor), after, walk.end) == (True, None, "closed")


@pytest.mark.parametrize("more", ["c", None], ids=["a page between", "the last page"])
def test_a_walk_that_is_closed_meanwhile_gives_no_page(site, more):
    """Another task or thread may close it; the page that was on its way is asked for again after `resume`."""
    walk = site.rows.cursor.items()
    site.serve(lambda url, body: page(1, next=more))
    answer = site.world.handler

    async def leave(call):
        if isinstance(site.world, BlockingWorld):
            walk.close()
        else:
            await walk.aclose()
        return await answer(call)

    site.world.handler = leave
    assert (site.walk(walk), walk.end) == ([], "closed")
    site.world.handler = answer
    site.walk(site.rows.cursor.items().resume(walk.cursor).at_most(1))
    assert site.asked == ["/v1/cursors?api_key=key"] * 2


def test_a_bound_on_pages(site):
    """Counted in this walk."""
    site.serve(lambda url, body: page(1, next=f"{len(site.asked)}"))
    walk = site.rows.cursor.pages().at_most(2).prefetch()
    assert ([one.number for one in site.walk(walk)], walk.end, len(site.asked)) == ([1, 2], "at most 2 pages", 2)


def test_a_bound_on_time_ends_a_walk_in_the_middle_of_a_page(site):
    """It can go on later, at the page that was dropped."""
    site.serve(lambda url, body: page(len(site.asked), next=f"{len(site.asked)}"))
    quick = site.world.handler

    async def slow(call):
        await site.world.runtime.sleep(4)
        return await quick(call)

    site.world.handler = slow
    walk = site.rows.cursor.items().within(10)
    assert (ids(site.walk(walk)), walk.end, site.world.runtime.now()) == ([1, 2], "10 s are over", 10)
    site.world.handler = quick
    later = site.rows.cursor.items().resume(walk.cursor).at_most(1)
    site.walk(later)
    assert site.asked[-1] == "/v1/cursors?after=2&api_key=key"


def test_a_failing_page_says_where_to_go_on(site):
    """Page 7 of 10 fails; another client, such as one of another process, brings 7 to 10."""
    failing = [7]

    def answer(url, body):
        number = int(url.params.get("after", 1))
        if number in failing:
            return 503
        return page(number, next=str(number + 1) if number < 10 else None)

    site.serve(answer)
    walk = site.rows.cursor.items()
    with pytest.raises(ServiceUnavailable) as caught:
        site.walk(walk)
    assert (walk.end, caught.value.cursor) == ("failed: ServiceUnavailable", walk.cursor)
    failing.clear()
    pages = site.walk(site.rows.cursor.pages().resume(caught.value.cursor))
    assert [ids(one.items) for one in pages] == [[7], [8], [9], [10]]
    assert [one.number for one in pages] == [7, 8, 9, 10]


def test_each_page_says_where_the_walk_goes_on_after_it(site):
    """The last one says nothing."""
    site.serve(lambda url, body: page(1, next=None if "after" in url.params else "c"))
    first, last = site.walk(site.rows.cursor.pages())
    assert (bool(first.cursor), last.cursor) == (True, None)
    assert [one.cursor for one in site.walk(site.rows.cursor.pages().resume(first.cursor))] == [None]


def test_a_walk_that_failed_does_not_look_finished(site):
    """Stepping it again is an error, as `for` in a loop around it would take it for the end."""
    site.script(404)
    walk = site.rows.cursor.items()
    with pytest.raises(NotFound):
        site.walk(walk)
    with pytest.raises(ConfigError, match=r"over \(failed: NotFound"):
        site.walk(walk)
    step = walk.__next__ if isinstance(site.world.runtime, BlockingRuntime) else walk.__anext__

    async def again():
        found = step()
        if not isinstance(site.world.runtime, BlockingRuntime):
            await found

    with pytest.raises(ConfigError, match="this walk has failed: NotFound; go on with resume"):
        site.run(again)


def test_a_finished_walk_is_not_walked_again(site):
    """A second loop over it would be empty, silently."""
    site.script(page(1))
    walk = site.rows.cursor.items()
    site.walk(walk)
    with pytest.raises(ConfigError, match=r"this walk is over \(last page\)"):
        site.walk(walk)


def test_a_loop_that_was_left_goes_on_where_it_stood(site):
    """Also within the last page."""
    site.script(page(1, 2, 3))
    walk = site.rows.cursor.items()

    async def first():
        return next(walk) if hasattr(walk, "__next__") else await anext(walk)

    assert site.run(first).id == 1
    assert (walk.end, ids(site.walk(walk)), walk.end) == (None, [2, 3], "last page")


def test_options_come_before_the_first_step(site):
    """Afterwards they would do nothing, or too late."""
    site.script(page(1, next="a"), page(2))
    walk = site.rows.cursor.items()
    site.walk(walk)
    for late in (lambda: walk.at_most(3), lambda: walk.within(3), walk.prefetch, lambda: walk.resume("x")):
        with pytest.raises(ConfigError, match="before its first step"):
            late()


@pytest.mark.parametrize("bad", [-1, 1.5, "3", None, True])
def test_bounds_that_cannot_be_are_refused(site, bad):
    """When they are given."""
    with pytest.raises(ConfigError, match="at_most"):
        site.rows.cursor.items().at_most(bad)
    with pytest.raises(ConfigError, match="at_most"):
        site.rows.cursor.pages().at_most(bad)


@pytest.mark.parametrize("bad", [0, -1, float("nan"), "3", None])
def test_times_that_cannot_be_are_refused(site, bad):
    """When they are given."""
    with pytest.raises(ConfigError, match="within"):
        site.rows.cursor.items().within(bad)


def test_the_next_page_is_on_its_way_while_the_caller_has_this_one(site):
    """Three pages that take 1 s each, and 1 s of work for each: 4 s in place of 6."""
    site.serve(lambda url, body: page(1, next=None if len(site.asked) == 3 else str(len(site.asked))))
    quick = site.world.handler

    async def slow(call):
        await site.world.runtime.sleep(1)
        return await quick(call)

    site.world.handler = slow

    async def scenario(walk):
        while True:
            try:
                _ = next(walk) if hasattr(walk, "__next__") else await anext(walk)
            except (StopIteration, StopAsyncIteration):
                return
            await site.world.runtime.sleep(1)

    site.run(lambda: scenario(site.rows.cursor.pages().prefetch()))
    assert site.world.runtime.now() == 4


def test_an_error_ahead_is_raised_when_its_page_is_wanted(site):
    """Not before, and not lost."""
    site.script(page(1, next="a"), 404)
    walk = site.rows.cursor.items().prefetch()
    got = []

    async def scenario():
        while True:
            got.append(next(walk) if hasattr(walk, "__next__") else await anext(walk))

    with pytest.raises(NotFound) as caught:
        site.run(scenario)
    assert ids(got) == [1]
    assert caught.value.cursor


@pytest.mark.parametrize("way", ["close", "drop"])
def test_a_walk_that_is_given_up_drops_the_page_on_its_way(site, way, recwarn):
    """By `close`, or by letting go of it; no call is left, and no complaint of an exception that nobody got."""
    site.serve(lambda url, body: page(1, next=str(len(site.asked))))
    quick, ended = site.world.handler, []

    async def slow(call):
        if "after" in call.body["params"]:
            try:
                await site.world.runtime.sleep(1000)
            finally:
                ended.append(site.world.runtime.now())
        return await quick(call)

    site.world.handler = slow

    async def scenario():
        walk = site.rows.cursor.pages().prefetch()
        _ = next(walk) if hasattr(walk, "__next__") else await anext(walk)
        await site.world.runtime.sleep(1)
        if way == "drop":
            del walk
            gc.collect()
        elif hasattr(walk, "close"):
            walk.close()
            assert walk.end == "closed"
        else:
            await walk.aclose()
            assert walk.end == "closed"
        await site.world.runtime.sleep(1)

    site.run(scenario)
    assert [round(at) for at in ended] == [1]


def test_a_walk_is_stepped_by_one_at_a_time(site):
    """Two that share it would lose pages."""
    site.serve(lambda url, body: page(1, next=str(len(site.asked))))
    quick = site.world.handler
    walk = site.rows.cursor.pages()
    seen = []

    async def slow(call):
        try:
            await walk._next()
        except ConfigError as error:
            seen.append(str(error))
        return await quick(call)

    site.world.handler = slow

    async def scenario():
        _ = next(walk) if hasattr(walk, "__next__") else await anext(walk)

    site.run(scenario)
    assert seen == ["another task or thread is stepping this walk; make a walk for each"]
