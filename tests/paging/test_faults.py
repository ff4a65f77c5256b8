"""Long lists from a server that fails in the middle: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import random

import pytest

from ferrule import Call, Policies, ReadFailed, Response, Retry
from sites import a_site

TOTAL, SIZE = 100_000, 1000


def rows(start):
    """A page of a list of 100,000."""
    return [{"id": number} for number in range(start, min(start + SIZE, TOTAL))]


def number(url, name):
    """A parameter of the request."""
    return int(url.params.get(name, 0) or 0)


def following(start, **more):
    """A page with what leads to the next."""
    return {"data": rows(start), **more}


def is_last(start):
    """Whether it is the last page."""
    return start + SIZE >= TOTAL


def by_url(start):
    """The URL of the page after this one, in each of the ways it may be told."""
    return None if is_last(start) else f"/v1/urls?from={start + SIZE}"


ANSWERS = {
    "link": lambda url: (rows(s := number(url, "from")), {} if is_last(s) else {"Link": f"<?from={s + SIZE}>; rel=next"}),
    "page": lambda url: {"rows": rows((number(url, "page") - 1) * SIZE), "pages": TOTAL // SIZE},
    "offset": lambda url: {"rows": rows(number(url, "offset")), "total": TOTAL},
    "plain_offset": lambda url: {"rows": rows(number(url, "offset"))},
    "cursor": lambda url: following(s := number(url, "after"), next=None if is_last(s) else str(s + SIZE)),
    "flagged": lambda url: following(s := number(url, "after"), next=str(s + SIZE), has_more=not is_last(s)),
    "last": lambda url: following(s := number(url, "after") + ("after" in url.params), has_more=not is_last(s)),
    "headed": lambda url: (following(s := number(url, "after")), {} if is_last(s) else {"X-Next": str(s + SIZE)}),
    "token": lambda url: {
        "items": rows(s := number(url, "pageToken")), **({} if is_last(s) else {"nextPageToken": str(s + SIZE)})
    },
    "url": lambda url: following(s := number(url, "from"), next=by_url(s)),
    "strict_url": lambda url: following(s := number(url, "from"), meta={"next": by_url(s)}),
    "header": lambda url: (following(s := number(url, "from")), {} if is_last(s) else {"Next-Page": by_url(s)}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("style", "prefetch"), [*((style, False) for style in ANSWERS), ("page", True), ("cursor", True), ("url", True)]
)
def test_nothing_is_lost_and_nothing_comes_twice(site, lists, style, prefetch):
    """503, 429, a reset after the headers: each hits one request in ten."""
    settings = Policies(retry=Retry(attempts=8, budget=None), breaker=None)
    site = a_site(site.world, lists, policies=settings)
    site.serve(lambda url, body: ANSWERS[style](url))
    answer, dice, faults = site.world.handler, random.Random(style), []

    async def flaky(call: Call) -> Response:
        fault = dice.choice(["503", "429", "reset", *[""] * 7])
        if fault:
            faults.append(fault)
        if fault == "reset":
            raise ReadFailed("connection reset")
        if fault:
            return Response(int(fault), [(b"retry-after", b"1")])
        return await answer(call)

    site.world.handler = flaky
    walk = getattr(site.rows, style).items()
    found = site.walk(walk.prefetch() if prefetch else walk)
    assert [one.id for one in found] == list(range(TOTAL))
    assert len(set(faults)) == 3
