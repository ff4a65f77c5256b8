"""A JWT that the client signs itself, as its bearer token."""

from __future__ import annotations

from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from auth.endpoints import Client
from ferrule.auth import SignedJwt, Windows
from ferrule.call import Call, Response
from ferrule.errors import ConfigError
from worlds import EPOCH, World, a_response

KEY = ECKey.generate_key("P-256")
PEM = KEY.as_pem(private=True).decode()


def tokens(world: World) -> list[dict[str, Any]]:
    """Claims of the tokens that the API got, in order."""
    return [jwt.decode(call.headers["authorization"].removeprefix("Bearer "), KEY).claims for call in world.sent]


def test_it_is_sent_as_the_bearer_token_and_nobody_is_asked_for_it(world: World) -> None:
    """Issuer, audience, times; signed once for all calls while it is fresh."""
    client = Client(world.runtime, SignedJwt(PEM, issuer="me", audience="orders", lifetime=600, key_id="k1"))

    async def scenario() -> None:
        assert [await client.get() for _ in range(3)] == [200] * 3

    world.run(scenario)
    first, *others = tokens(world)
    now = int(EPOCH)
    assert first == {"iss": "me", "aud": "orders", "iat": now, "exp": now + 600}
    assert others == [first, first]
    header = jwt.decode(world.sent[0].headers["authorization"].removeprefix("Bearer "), KEY).header
    assert header == {"alg": "ES256", "kid": "k1", "typ": "JWT"} or header == {"alg": "ES256", "kid": "k1"}


def test_it_is_signed_anew_before_it_ends(world: World) -> None:
    """No call is ever sent with one that has ended, whatever its lifetime."""
    client = Client(
        world.runtime, SignedJwt(PEM, issuer="me", lifetime=100, windows=Windows(advisory=20, mandatory=10))
    )
    sent_at: list[float] = []

    async def server(call: Call) -> Response:
        sent_at.append(world.runtime.wall())
        return a_response(200)

    world.handler = server

    async def scenario() -> None:
        for _ in range(40):
            await client.get()
            await world.runtime.sleep(25)

    world.run(scenario)
    assert all(claims["exp"] > at for claims, at in zip(tokens(world), sent_at, strict=True))
    assert len({claims["iat"] for claims in tokens(world)}) in range(9, 21)


def test_a_token_that_the_api_rejects_is_signed_anew(world: World) -> None:
    """Its key may have been known to the API a moment too late."""
    world.script(a_response(401, www_authenticate='Bearer error="invalid_token"'), 200)
    client = Client(world.runtime, SignedJwt(PEM, issuer="me"))

    assert world.run(client.get) == 200
    first, second = (call.headers["authorization"] for call in world.sent)
    assert first != second


def test_claims_are_ones_own(world: World) -> None:
    """They win over the others, several audiences are a list, and None leaves one out."""
    credential = SignedJwt(
        PEM,
        issuer="me",
        subject="ann",
        audience=["a", "b"],
        claims={"scope": "GET /v1/apps", "iat": None, "iss": "you"},
    )
    client = Client(world.runtime, credential)
    world.run(client.get)
    assert tokens(world) == [
        {"iss": "you", "sub": "ann", "aud": ["a", "b"], "exp": int(EPOCH) + 300, "scope": "GET /v1/apps"}
    ]


@pytest.mark.parametrize(
    ("key", "settings", "said"),
    [
        ("/nowhere", {}, "the signing key cannot be read"),
        (PEM, {"issuer": ""}, "issuer must be text"),
        (PEM, {"lifetime": 0}, "lifetime must be a number 1 or more"),
        (PEM, {"lifetime": float("nan")}, "lifetime must be a number 1 or more"),
        (PEM, {"algorithm": "RS256"}, "cannot sign by RS256"),
        (PEM, {"algorithm": "none"}, "cannot sign by none"),
        (RSAKey.generate_key(2048).as_pem(private=False).decode(), {}, "cannot sign by RS256"),
    ],
)
def test_what_cannot_work_is_refused_at_once(key: str, settings: dict[str, Any], said: str) -> None:
    """Before anything is sent, and without a word of the key."""
    with pytest.raises(ConfigError, match=said) as caught:
        SignedJwt(key, **{"issuer": "me", **settings})
    assert caught.value.__context__ is None


def test_it_shows_its_issuer_and_no_secret() -> None:
    """In `describe()` and in `repr`."""
    credential = SignedJwt(OctKey.import_key("planted" * 8).as_dict(), issuer="me", identity="app")
    assert credential.describe() == "SignedJwt of me"
    assert repr(credential) == "SignedJwt('app', ***)"
