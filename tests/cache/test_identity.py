"""No identity ever reads another's response, whatever the requests are."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ferrule.cache.entry import Entry, Record
from ferrule.cache.forwarding import Update, after_response, plan
from ferrule.cache.keys import Keys
from ferrule.cache.policy import CachePolicy
from ferrule.cache.rules import Request, Rules, decide
from ferrule.cache.settings import Cache
from ferrule.call import Call, Options, Response, Trace
from ferrule.policies.pipeline import compose
from ferrule.runtime.sim import SimRuntime
from worlds import a_call, a_response

# Few values, with delimiters in them, so that collisions are likely where they are possible.
TEXT = st.sampled_from(["", "a", "b", "a,b", "a\nb", "a', 'b", "('a', 'b')", "a&b=c"])
PAIRS = st.dictionaries(st.sampled_from(["a", "b", "a=b", "a,b"]), TEXT, max_size=2)
CREDENTIALS = ("authorization", "cookie")


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """A call by somebody, with something that may tell who."""
    method = draw(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST"]))
    headers = {f"x-{name.replace('=', '').replace(',', '')}": value for name, value in draw(PAIRS).items()}
    body: dict[str, Any] = {"cookies": draw(PAIRS), "params": draw(PAIRS)} if draw(st.booleans()) else {}
    for name in CREDENTIALS:
        if draw(st.booleans()):
            headers[draw(st.sampled_from([name, name.title()]))] = draw(TEXT)
    if draw(st.booleans()):
        headers["accept-language"] = draw(st.sampled_from(["de, en", "en, de", "fr"]))
    if method == "GET" and draw(st.booleans()):
        headers["range"] = draw(st.sampled_from(["bytes=0-15", "bytes=8-31", "bytes=16-", "bytes=-8"]))
    mode = draw(st.sampled_from(["default", "default", "force", "only-if-cached", "reload", "no-store"]))
    url = "https://api.shop.test/" + draw(st.sampled_from(["a", "b"]))
    return a_call(
        method, url=url, headers=headers, body=body, identity=draw(TEXT), options=Options(deadline=None, cache=mode)
    )


@st.composite
def answers(draw: st.DrawFn) -> dict[str, str]:
    """What a server says about reuse, some of it foolish."""
    control = ["max-age=60", "max-age=0", "max-age=1, stale-while-revalidate=60", "no-cache", "no-store", ""]
    fields = {"cache_control": ", ".join(draw(st.permutations([draw(st.sampled_from(control)), *draw(PUBLIC)])))}
    if draw(st.booleans()):
        fields["vary"] = draw(st.sampled_from(["Authorization", "cookie", "accept-language", "x-a, x-b", "*"]))
    if draw(st.integers(0, 4)) == 0:
        fields["set_cookie"] = "s=1"
    return fields


PUBLIC = st.sampled_from([[], [], ["public"], ["private"]])
PARTS = ["identity", "headers", "cookies", "params", "method", "url", *CREDENTIALS]
PAUSES = st.sampled_from([0.0, 0.0, 2.0, 70.0])


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[Call, dict[str, str], float]]:
    """Calls that differ in one or two things at most, what the server says to each, and pauses between."""
    first, second = draw(calls()), draw(calls())
    steps = []
    for _ in range(draw(st.integers(2, 12))):
        call = first.replace(options=draw(st.sampled_from([first.options, Options(deadline=None)])))
        for name in draw(st.lists(st.sampled_from(PARTS), max_size=2)):
            if name in ("cookies", "params"):
                call = call.replace(body={**call.body, name: second.body.get(name, {})})
            elif name in CREDENTIALS:
                kept = {key: value for key, value in call.headers.items() if key.lower() != name}
                call = call.replace(headers={**kept, name: draw(TEXT)})
            else:
                call = call.replace(**{name: getattr(second, name)})
        steps.append((call.replace(trace=Trace()), draw(answers()), draw(PAUSES)))
    return steps


def who(call: Call) -> tuple[Any, ...]:
    """All that tells who asks."""
    headers = {name.lower(): value for name, value in call.headers.items()}
    return call.identity, [headers.get(name) for name in CREDENTIALS], call.body.get("cookies") or {}


def what(call: Call) -> tuple[Any, ...]:
    """All else that a response may depend on."""
    told = sorted((name, value) for name, value in call.headers.items() if name.startswith(("x-", "accept")))
    return told, call.url, call.body.get("params") or {}


@settings(max_examples=300, deadline=None)
@given(steps=histories(), ttl=st.booleans())
def test_no_identity_reads_anothers_entry(steps: list[tuple[Call, dict[str, str], float]], ttl: bool) -> None:
    """What is stored goes to whom it was made for, or was for all, in any order of all kinds of calls.

    Each response is made of a digest of who asked for what. So any eight bytes of it, and its headers, tell whose it
    is.
    """
    said: dict[str, str] = {}
    made: dict[str, tuple[Any, ...]] = {}  # digest: what was asked for
    public: set[str] = set()

    def digest_of(call: Call) -> str:
        digest = blake2b(repr((who(call), what(call))).encode(), digest_size=32).hexdigest()
        made[digest] = what(call)
        return digest

    async def server(call: Call) -> Response:
        digest = digest_of(call)
        varies = {name.strip().lower() for name in said.get("vary", "").split(",")}
        if "public" in said["cache_control"] and "set_cookie" not in said and varies.isdisjoint(CREDENTIALS):
            public.add(digest)
        fields = {**said, "etag": f'"{digest}"', "x_owner": digest}
        if call.headers.get("if-none-match") == f'"{digest}"':
            return a_response(304, **fields)
        if call.method == "POST":
            return a_response(200, digest.encode(), content_location=call.url, **fields)
        if call.method == "GET" and (wanted := call.headers.get("range")):
            first, last = {"bytes=0-15": (0, 15), "bytes=8-31": (8, 31), "bytes=16-": (16, 63), "bytes=-8": (56, 63)}[
                wanted
            ]
            part = digest[first : last + 1].encode()
            return a_response(206, part, content_range=f"bytes {first}-{last}/64", **fields)
        return a_response(200, b"" if call.method == "HEAD" else digest.encode(), **fields)

    def check(call: Call, response: Response) -> None:
        own, owner = digest_of(call), response.headers["x-owner"]
        whole = 0
        if response.status_code == 206:
            whole = int(response.headers["content-range"].removeprefix("bytes ").partition("-")[0])
        text = response.content.decode()
        for digest in {owner, *(digest for digest in made if text and digest[whole : whole + len(text)] == text)}:
            assert digest == own or (digest in public and made[digest] == what(call))
        assert owner[whole : whole + len(text)] == text

    runtime = SimRuntime(server)

    async def scenario() -> None:
        nonlocal said
        send = compose([CachePolicy(Cache(ttl={"*": 60} if ttl else {}, stale_while_revalidate=5))], runtime)
        for call, fields, pause in steps:
            said = fields
            response = await send(call)
            if response.status_code != 504:
                check(call, response)
            await runtime.sleep(pause)

    runtime.run(scenario)


@pytest.mark.parametrize(
    ("headers", "other", "shared"),
    [
        ({"cache_control": "public, max-age=60"}, {}, True),
        ({"cache_control": "public, max-age=60"}, {"headers": {"authorization": "Basic eDp5"}}, True),
        ({"cache_control": "public, max-age=60"}, {"headers": {"x-tenant": "2"}}, False),
        ({"cache_control": "public, max-age=60", "set_cookie": "s=1"}, {}, False),
        ({"cache_control": "public, max-age=60", "vary": "Authorization"}, {}, False),
        ({"cache_control": "max-age=60"}, {}, False),
        ({"cache_control": "private, max-age=60"}, {}, False),
    ],
)
def test_only_public_responses_are_for_everybody(headers: dict[str, str], other: dict[str, Any], shared: bool) -> None:
    """Another identity gets a stored response when it says `public`, sets no cookie and does not vary by who asks."""

    async def server(call: Call) -> Response:
        return a_response(200, call.identity.encode(), **headers)

    runtime = SimRuntime(server)

    async def scenario() -> None:
        send = compose([CachePolicy(Cache())], runtime)
        await send(a_call(identity="first"))
        response = await send(a_call(identity="second", **other))
        assert response.content == (b"first" if shared else b"second")

    runtime.run(scenario)


def test_parameters_are_told_apart_by_meaning() -> None:
    """Parameters that only look alike when joined are told apart; httpx' own type works too."""
    asked: list[Any] = [
        {"a": "1", "b": "2"},
        {"a": "1&b=2"},
        {"a": ["1", "2"]},
        {"a": "1,2"},
        httpx.QueryParams("a=1&b=3"),
        [("a", "1"), ("b", "4")],
        [("b", "4"), ("a", "1")],
        None,
    ]

    async def server(call: Call) -> Response:
        return a_response(200, repr(call.body["params"]).encode(), cache_control="max-age=60")

    runtime = SimRuntime(server)

    async def scenario() -> None:
        send = compose([CachePolicy(Cache())], runtime)
        for params in asked * 2:
            assert (await send(a_call(body={"params": params}))).content == repr(params).encode()

    runtime.run(scenario)


def test_what_the_cache_knows_of_a_request_is_not_printed() -> None:
    """Printers of tracebacks with their variables show neither headers nor parameters nor bodies."""
    secret = "hunter2"
    call = a_call(headers={"authorization": secret, "x-key": secret}, body={"params": {"key": secret}}, identity="me")
    keys = Keys(frozenset(), shared=False)
    fields = keys.read(call.headers)
    request = Request(headers=call.headers)
    entry = Entry(200, [(b"x-key", secret.encode())], secret.encode(), "HTTP/1.1", (("x-key", secret),), 0.0, 1.0)
    state = plan("GET", request, entry, decide(entry, request, 2.0), 2.0, 2.0)
    relayed = after_response(
        state, a_response(200, secret.encode(), x_key=secret), Rules(),
        request_time=2.0, response_time=2.0, redirected=False,
    )  # fmt: skip
    for thing in (fields, request, entry, Record((entry,)), state, relayed, Update(entry, entry)):
        assert secret not in repr(thing)
        assert not [
            field.name
            for field in attrs.fields(type(thing))
            if field.repr and secret in repr(getattr(thing, field.name))
        ]
