"""Fields made to be slow to read are read in time that grows no faster than they do.

Each is 200 kB long. What takes time by the square of that needs many minutes, so no clock is needed to notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from ferrule.cache.ranges import part_of
from ferrule.cache.response_fields import ResponseFields
from ferrule.cache.rules import Request, Rules, answers_get, invalidated, not_modified
from ferrule.cache.storing import hindrance, make_entry
from ferrule.call import Response
from ferrule.http.cache_fields import delta_seconds, etag_matches, parse_cache_control
from ferrule.http.challenges import asks_for_new_token
from ferrule.http.dates import parse_date
from ferrule.http.links import next_link
from ferrule.http.lists import list_members, split_list, unquote
from ferrule.http.quotas import QuotaHeaders
from ferrule.http.retry_after import retry_after, wants_retry
from ferrule.http.tokens import is_token
from worlds import EPOCH

SIZE = 200_000
URL = "https://api.shop.test/orders"
# What lets a parser begin, and what disappoints it in the end.
ENDS = [("", ";x"), ("", ">"), ("max-age=1,", ";x"), ('Bearer a="', '"')]
UNITS = [
    "<", "<,", "<a>", '<a>;b="', '<a>;b="\\" ,', ";a=b", " ", "\t=", ",", ", ", '"', '\\"', "=", "a=", 'a="', '="', "a ", "a, ", "; ", "9", "9.", "-", "(", ":", "/", "[", "W/", '"a",',
    '"a";r=1;t=1,', "\xe9", "\x00",
]  # fmt: skip


def hostile() -> Iterator[str]:
    """Long fields that repeat one thing between two ends."""
    for (head, tail), unit in product(ENDS, UNITS):
        yield head + unit * (SIZE // len(unit)) + tail


def store(value: str) -> None:
    """All that the cache reads in a response."""
    raw = value.encode("latin-1")
    names = (b"cache-control", b"vary", b"date", b"expires", b"age", b"etag", b"last-modified", b"connection")
    response = Response(200, [(name, raw) for name in names], b"x")
    fields, request = ResponseFields(response), Request(headers={"cache-control": value, "pragma": value})
    hindrance(request, 200, fields, Rules(heuristic=0.1))
    entry = make_entry(request, response, fields, Rules(heuristic=0.1), request_time=EPOCH, response_time=EPOCH)
    if entry is not None:
        not_modified(entry, {"if-none-match": value, "if-modified-since": value}, EPOCH)


def cut(value: str) -> None:
    """A stored part, and the wish for one."""
    raw = [(b"content-range", value.encode("latin-1")), (b"etag", b'"a"')]
    part = Response(206, raw, b"x")
    request = Request(headers={"range": value})
    entry = make_entry(request, part, ResponseFields(part), Rules(), request_time=EPOCH, response_time=EPOCH)
    assert entry is not None
    part_of(entry, {"range": value})
    part_of(entry, {"range": "bytes=0-0"})


def follow(value: str) -> None:
    """What an unsafe request made doubtful."""
    raw = value.encode("latin-1")
    response = Response(200, [(b"location", raw), (b"content-location", raw), (b"cache-control", b"max-age=1")])
    invalidated(URL, response)
    answers_get(URL, response)


def quotas(value: str) -> None:
    """What is said about quotas, in the old and the new fields."""
    raw = [value.encode("latin-1")]
    names = (b"x-ratelimit-remaining", b"x-ratelimit-reset", b"x-ratelimit-limit", b"x-ratelimit-resource", b"date")
    QuotaHeaders().read({b"ratelimit": raw, b"ratelimit-policy": raw, **dict.fromkeys(names, raw)}, EPOCH)


PARSERS: dict[str, Callable[[str], object]] = {
    "Cache-Control": parse_cache_control,
    "lists": lambda value: (list(split_list(value)), list_members(value), unquote(value)),
    "tokens": is_token,
    "seconds": delta_seconds,
    "dates": lambda value: (parse_date(value, EPOCH), parse_date(value, EPOCH, lenient=True)),
    "entity tags": lambda value: (etag_matches(value, '"a"'), etag_matches('"a"', value)),
    "challenges": lambda value: asks_for_new_token([value]),
    "Link": lambda value: (next_link([value]), next_link([f"<a>;{value}"]), next_link([f"<{value}>"])),
    "Retry-After": lambda value: retry_after({"retry-after": value, "retry-after-ms": value}, EPOCH),
    "wishes for a retry": lambda value: wants_retry({"x-should-retry": value}),
    "quotas": quotas,
    "a stored response": store,
    "a stored part": cut,
    "places": follow,
}


@pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS)
def test_no_field_is_slow_to_read(parser: Callable[[str], object]) -> None:
    """Whatever a field repeats, reading it ends, and does not raise."""
    for value in hostile():
        parser(value)
