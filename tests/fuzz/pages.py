"""Links and cursors of pages: none leads to another server, and each ends with a place or an error of Ferrule's."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from random import Random
from urllib.parse import urlsplit

from ferrule.call import Call, Operation
from ferrule.errors import ConfigError
from ferrule.http.links import next_link
from ferrule.paging import cursors
from ferrule.paging.declared import Paging
from ferrule.paging.following import Place
from ferrule.paging.links import Elsewhere, landing
from fuzz.mutation import mutated, text
from worlds import a_call

_HOST = "lists.example"
_BASE = f"https://{_HOST}/v1"
_SECRET = frozenset({"api_key"})
_PIECES = [
    "/", "//", "\\", ":", "@", "?", "#", "&", "=", ";", ",", "<", ">", '"', "'", " ", "\t", ".", "..", "/../", "%2e%2e", "%2f", "%00", "%zz", "http:",
    "https:", "https://", f"https://{_HOST}", f"https://{_HOST}:443", f"http://{_HOST}", f"https://{_HOST}.evil.test", f"https://{_HOST}@evil.test",
    "//evil.test", "https://evil.test/v1", "https://api.lists.test/v1/x", "evil.test", "[::1]", "javascript:", "x", "p=2", "api_key=1", "%61pi_key=1",
    "/v1/urls?p=2", "\u3002", "\u00e9", "\0", 'rel="next"', "rel=next", "; rel=", "anchor=", "</v1/urls?p=2>",
]  # fmt: skip
_TOKENS = [
    b"A",
    b"=",
    b"-",
    b"_",
    b"W10",
    b"WzE",
    b"\0",
    b"[",
    b"]",
    b'"',
    b",",
    b"null",
    b"-1",
    b"1e9",
    b"99999999999999999999",
    b"/",
    b"//evil.test",
]
_STYLES = ["link", "page", "offset", "cursor", "token", "next-url", "header"]


def attempt(random: Random) -> None:
    """A `Link` field, a link, and a cursor that was forged."""
    field, link = text(random, _PIECES), text(random, _PIECES)
    if random.random() < 0.02:
        field = random.choice(_PIECES) * 20_000
    try:
        found = next_link([field])
        for one in (link, found or "/"):
            _follow(one)
    except BaseException as error:
        error.add_note(f"{field[:500]!r}, {link!r}")
        raise
    _resume(random)


def _follow(link: str) -> None:
    call: Call = a_call("GET", f"{_BASE}/urls", origin=f"https://{_HOST}")
    try:
        place = landing(link, call, _BASE, ["https://api.lists.test/v1"], _SECRET)
    except Elsewhere:
        return
    assert place.startswith("/"), place
    assert place.isprintable(), place
    assert " " not in place, place
    there = urlsplit(f"https://{_HOST}{place}")
    assert (there.hostname, there.port, there.username) == (_HOST, None, None)
    assert "api_key=" not in there.query.split("&"), place


def _resume(random: Random) -> None:
    operation = Operation("lists", "lists.all", "lists.all", "GET", "/urls")
    place = random.choice([Place(), Place(3), Place("b"), Place(url="/v1/urls?p=2")])
    cursor = cursors.write(operation, place, random.randrange(5), random.choice([None, 0, 7]))
    if random.random() < 0.5:
        forged = mutated(cursor.encode(), _TOKENS, random)
    else:
        forged = urlsafe_b64encode(
            mutated(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), _TOKENS, random)
        ).rstrip(b"=")
    paging = Paging(style=random.choice(_STYLES), missing=None, parameter="p")
    try:
        read, number, before = cursors.read(forged.decode("latin-1"), operation, paging)
    except ConfigError:
        return
    assert not read.url or read.url.startswith("/")
    assert not (read.url and read.value is not None)
    assert number >= 0
    assert before is None or before >= 0
