"""No identity ever reads another's response, whatever it is asked with."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ferrule.cache.settings import Cache
from ferrule.call import Call, Options, Response
from ferrule.pipeline import compose
from ferrule.policies.cache import CachePolicy
from ferrule.runtime.sim import SimRuntime
from worlds import a_call, a_response

# Few values, with delimiters in them, so that collisions are likely where they are possible.
TEXT = st.sampled_from(["", "a", "b", "a,b", "a\nb", "a', 'b", "('a', 'b')", "a&b=c"])
PAIRS = st.dictionaries(st.sampled_from(["a", "b", "a=b", "a,b"]), TEXT, max_size=2)
CONTROL = st.sampled_from(
    ["max-age=60", "private, max-age=60", "max-age=0", "no-cache", "no-store", "max-age=1, stale-if-error=60", ""]
)


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """A GET by somebody, with something that may tell who."""
    headers = {f"x-{name.replace('=', '').replace(',', '')}": value for name, value in draw(PAIRS).items()}
    if draw(st.booleans()):
        headers["authorization"] = draw(TEXT)
    body: dict[str, Any] = {"cookies": draw(PAIRS), "params": draw(PAIRS)}
    mode = draw(st.sampled_from(["default", "default", "force", "only-if-cached", "reload"]))
    url = "https://api.shop.test/" + draw(st.sampled_from(["a", "b"]))
    return a_call(url=url, headers=headers, body=body, identity=draw(TEXT), options=Options(deadline=None, cache=mode))


def who_and_what(call: Call) -> bytes:
    """All of a call that its response may depend on."""
    asked = (call.identity, sorted(call.headers.items()), call.body["cookies"], call.url, call.body["params"])
    return repr(asked).encode()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(calls(), CONTROL), min_size=2, max_size=20))
def test_no_identity_reads_anothers_entry(steps: list[tuple[Call, str]]) -> None:
    """Whatever the order, headers, cookies and modes: a stored response goes to whom it was made for, and to nobody else."""
    control = ""

    async def server(call: Call) -> Response:
        sent = call.replace(
            headers={k: v for k, v in call.headers.items() if k not in ("cache-control", "if-none-match")}
        )
        return a_response(200, who_and_what(sent), cache_control=control)

    runtime = SimRuntime(server)

    async def scenario() -> None:
        nonlocal control
        send = compose([CachePolicy(Cache(ttl={"*": 60} if len(steps) % 2 else {}))], runtime)
        for call, said in steps:
            control = said
            response = await send(call)
            assert response.status_code == 504 or response.content == who_and_what(call)

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
