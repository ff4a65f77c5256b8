"""A stored response as a caller gets it: its age, its status, its part, and what is told of it."""

from __future__ import annotations

import pytest

from ferrule.cache.entry import Entry
from ferrule.cache.serving import aged, fresh_hit, serve
from worlds import EPOCH, a_call


def an_entry(lifetime: float = 60.0, etag: str | None = '"a"') -> Entry:
    """A response that was made at EPOCH."""
    headers = [(b"Content-Type", b"text/plain"), (b"content-length", b"4"), (b"X-More", b"1")]
    return Entry(200, headers, b"body", "HTTP/1.1", (), EPOCH, lifetime, etag=etag)


@pytest.mark.parametrize(("after", "age"), [(-5.0, b"0"), (0.0, b"0"), (0.9, b"0"), (61.5, b"61")])
def test_a_stored_response_has_the_age_of_now(after: float, age: bytes) -> None:
    """In whole seconds, and never below 0; what is stored is not changed by that."""
    entry = an_entry()
    response = aged(entry, EPOCH + after, (b"cache-status", b"x"))
    assert response.raw_headers[3:] == [(b"age", age), (b"cache-status", b"x")]
    assert (response.status_code, response.content, len(entry.headers)) == (200, b"body", 3)


@pytest.mark.parametrize(
    ("after", "status", "note", "kind"),
    [
        (10.0, b"ferrule; hit; ttl=50", "cache: hit, fresh for 50 s", "cache-hit"),
        (59.5, b"ferrule; hit; ttl=0", "cache: hit, fresh for 0 s", "cache-hit"),
        (60.0, b"ferrule; hit; ttl=0; detail=why", "cache: stale hit (why)", "cache-stale"),
        (70.0, b"ferrule; hit; ttl=-10; detail=why", "cache: stale hit (why)", "cache-stale"),
    ],
)
def test_it_says_for_how_long_it_is_fresh_or_why_it_is_served_stale(
    after: float, status: bytes, note: str, kind: str
) -> None:
    """In `Cache-Status` for all who read the response, and in the trace. At the end of its lifetime it is stale."""
    call = a_call()
    response = serve(call, an_entry(), EPOCH + after, 3.0, "why")
    assert response.fields[b"cache-status"] == [status]
    ((told),) = call.trace.notes
    assert (str(told), getattr(told, "kind", None)) == (note, kind)
    if after < 60:
        assert fresh_hit(a_call(), an_entry(), EPOCH + after, 3.0).fields[b"cache-status"] == [status]


def test_a_caller_who_has_it_already_is_told_so() -> None:
    """A 304 without a body and without what describes one."""
    response = serve(a_call(headers={"if-none-match": '"a"'}), an_entry(), EPOCH + 1, 0.0, "")
    assert (response.status_code, response.content) == (304, b"")
    assert [name for name, _ in response.raw_headers] == [b"X-More", b"age", b"cache-status"]


@pytest.mark.parametrize(("method", "status", "content"), [("GET", 206, b"od"), ("HEAD", 200, b"")])
def test_a_range_is_for_a_get_alone(method: str, status: int, content: bytes) -> None:
    """A HEAD gets the fields of all of it, and no body."""
    response = serve(a_call(method, headers={"range": "bytes=1-2"}), an_entry(), EPOCH + 1, 0.0, "")
    assert (response.status_code, response.content) == (status, content)
