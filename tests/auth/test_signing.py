"""Requests that are signed rather than given a token; and where public names come from."""

from __future__ import annotations

import hmac
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import attrs
import pytest

import ferrule.auth
from auth.endpoints import API, OPERATION
from ferrule.auth import RequestSigning
from ferrule.auth.policy import AuthPolicy
from ferrule.engines.requests import build_request
from ferrule.errors import ConfigError
from ferrule.policies.pipeline import compose
from ferrule.policies.retry import Retry, RetryPolicy
from worlds import World, a_call

SCHEMES = {"signature": {"type": "http", "scheme": "hmac"}}
SIGNED = attrs.evolve(OPERATION, security=({"signature": ()},))
KEY = b"planted-key"


def sign(method: str, url: str, headers: Mapping[str, str], body: bytes) -> Mapping[str, str]:
    """As many APIs have it: method, address and body under one key."""
    return {"X-Signature": hmac.digest(KEY, f"{method}\n{url}\n".encode() + body, "sha256").hex()}


@pytest.mark.parametrize(
    "body", [{}, {"json": {"a": [1, "ü"]}}, {"data": {"a": "b c"}}, {"content": b"x"}, {"files": {"f": b"x"}}]
)
def test_what_is_signed_is_what_is_sent(world: World, body: dict[str, Any]) -> None:
    """Address with its query, and body to the byte; anew for each attempt."""
    credential = RequestSigning(sign)
    policies = [RetryPolicy(Retry(attempts=2)), AuthPolicy(SCHEMES, credential)]
    world.script(503, 200)

    async def scenario() -> None:
        call = a_call(
            "PUT",
            f"{API}/x?a=1",
            operation=SIGNED,
            origin=API,
            body={**body, "params": {"q": "ü"}, "cookies": {"c": "1"}},
        )
        await compose(policies, world.runtime)(call)

    world.run(scenario)
    assert len(world.sent) == 2
    for call in world.sent:
        sent = build_request(call)
        assert str(sent.url) == f"{API}/x?a=1&q=%C3%BC"
        assert sent.headers["x-signature"] == sign(sent.method, str(sent.url), {}, sent.read())["X-Signature"]
        assert sent.headers["cookie"] == "c=1"
        if "json" in body:
            assert sent.headers["content-type"] == "application/json"
        if "files" in body:
            assert sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert "planted" not in repr(credential)


def test_a_stream_cannot_be_signed(world: World) -> None:
    """What is not in memory cannot be read twice."""
    handler = compose([AuthPolicy(SCHEMES, RequestSigning(sign))], world.runtime)
    call = a_call("POST", f"{API}/x", operation=SIGNED, origin=API, body={"content": iter([b"x"])})
    with pytest.raises(ConfigError, match="a streamed body cannot be signed"):
        world.run(lambda: handler(call))
    assert world.sent == []


def test_public_names_are_found_where_they_are_said_to_be() -> None:
    """Each name of `ferrule.auth` exists, and no other does."""
    for name in ferrule.auth.__all__:
        assert getattr(ferrule.auth, name).__name__ == name
    assert not hasattr(ferrule.auth, "Nothing")


def test_a_static_token_loads_nothing_of_oauth() -> None:
    """Neither this package's grants nor the libraries of its extras."""
    script = "import sys, ferrule.auth.policy; print([m for m in sys.modules if m in sys.argv[1:]])"
    heavy = ["ferrule.auth.grants", "ferrule.auth.source", "joserfc", "redis"]
    run = subprocess.run([sys.executable, "-c", script, *heavy], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
