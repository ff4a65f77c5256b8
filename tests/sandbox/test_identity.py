"""The OAuth 2.0 authorization server."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from ferrule.errors import ConfigError
from ferrule.sandbox import Sandbox

Conforms = Callable[[httpx.Response], None]
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


@pytest.fixture
def identity(sandbox: Sandbox, http: httpx.Client) -> httpx.Client:
    """A client that authenticates with HTTP Basic."""
    http.base_url = httpx.URL(sandbox.url("identity"))
    http.auth = httpx.BasicAuth("app", "s3cret")
    return http


def token(identity: httpx.Client, **body: str) -> dict[str, str]:
    """A token response."""
    granted: dict[str, str] = identity.post("/token", data={"grant_type": "client_credentials", **body}).json()
    return granted


def active(identity: httpx.Client, text: str) -> bool:
    """What introspection says of a token."""
    state: bool = identity.post("/token/introspection", data={"token": text}).json()["active"]
    return state


def signed_in(sandbox: Sandbox, identity: httpx.Client, scope: str = "openid profile") -> dict[str, str]:
    """The tokens of a user, by device code."""
    device = identity.post("/device/auth", data={"scope": scope}).json()
    sandbox.decide(device["user_code"])
    return token(identity, grant_type=DEVICE, device_code=device["device_code"])


def test_client_credentials_give_a_token_that_holds_for_an_hour(
    sandbox: Sandbox, identity: httpx.Client, conforms: Conforms
) -> None:
    """It is active, then it is not."""
    granted = identity.post("/token", data={"grant_type": "client_credentials", "scope": "a b"})
    conforms(granted)
    assert granted.headers["Cache-Control"] == "no-store"
    body = granted.json()
    assert (body["token_type"], body["expires_in"], body["scope"], "refresh_token" in body) == (
        "Bearer",
        3600,
        "a b",
        False,
    )
    state = identity.post("/token/introspection", data={"token": body["access_token"]})
    conforms(state)
    assert (state.json()["client_id"], state.json()["exp"] - state.json()["iat"]) == ("app", 3600)
    sandbox.clock.advance(3601)
    assert not active(identity, body["access_token"])


@pytest.mark.parametrize(
    ("send", "status"),
    [
        ({"data": {"client_id": "app", "client_secret": "s3cret"}}, 200),
        ({"data": {"client_id": "public"}}, 200),
        ({"data": {}}, 401),
        ({"data": {"client_id": "app", "client_secret": "invalid"}}, 401),
        ({"auth": ("app", "invalid")}, 401),
        ({"auth": ("app", "s3cret"), "data": {"client_secret": "s3cret"}}, 400),
        ({"headers": {"Authorization": "Basic %%%"}}, 401),
    ],
)
def test_clients_are_known_by_header_or_body(
    sandbox: Sandbox, http: httpx.Client, conforms: Conforms, send: dict[str, object], status: int
) -> None:
    """But not by both, and not without a name (RFC 6749 §2.3)."""
    data = {"grant_type": "client_credentials", **send.get("data", {})}
    reply = http.post(f"{sandbox.url('identity')}/token", **{**send, "data": data})
    conforms(reply)
    assert reply.status_code == status


def test_a_refresh_token_is_used_once(sandbox: Sandbox, identity: httpx.Client) -> None:
    """Each use gives the next one; using one again revokes all that stem from the same grant (RFC 9700 §4.14)."""
    first = signed_in(sandbox, identity)
    second = token(identity, grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert active(identity, first["access_token"])
    assert active(identity, second["access_token"])
    replay = identity.post("/token", data={"grant_type": "refresh_token", "refresh_token": first["refresh_token"]})
    assert (replay.status_code, replay.json()["error"]) == (400, "invalid_grant")
    assert not any(active(identity, granted["access_token"]) for granted in (first, second))
    assert (
        token(identity, grant_type="refresh_token", refresh_token=second["refresh_token"])["error"] == "invalid_grant"
    )


def test_a_refresh_can_ask_for_less_not_for_more(sandbox: Sandbox, identity: httpx.Client) -> None:
    """RFC 6749 §6; what is left out now can be asked for again later."""
    granted = signed_in(sandbox, identity, scope="openid profile")
    more = token(identity, grant_type="refresh_token", refresh_token=granted["refresh_token"], scope="openid admin")
    assert more["error"] == "invalid_scope"
    less = token(identity, grant_type="refresh_token", refresh_token=granted["refresh_token"], scope="openid")
    assert less["scope"] == "openid"
    assert token(identity, grant_type="refresh_token", refresh_token=less["refresh_token"])["scope"] == "openid profile"


def test_a_refresh_token_belongs_to_its_client(sandbox: Sandbox, identity: httpx.Client) -> None:
    """Another one's is not valid."""
    granted = signed_in(sandbox, identity)
    body = {"grant_type": "refresh_token", "refresh_token": granted["refresh_token"]}
    assert identity.post("/token", data=body, auth=("other", "x")).json()["error"] == "invalid_grant"


def test_a_device_waits_for_its_user(sandbox: Sandbox, identity: httpx.Client, conforms: Conforms) -> None:
    """Pending, asked too soon, approved, and then the code is spent (RFC 8628 §3.5)."""
    started = identity.post("/device/auth", data={"scope": "openid"})
    conforms(started)
    device = started.json()

    def poll() -> str:
        return token(identity, grant_type=DEVICE, device_code=device["device_code"]).get("error", "granted")

    answers = [poll(), poll()]
    sandbox.clock.advance(10)
    answers.append(poll())
    sandbox.decide(device["user_code"])
    sandbox.clock.advance(10)
    answers += [poll(), poll()]
    assert answers == ["authorization_pending", "slow_down", "authorization_pending", "granted", "invalid_grant"]


def test_a_user_may_refuse_or_be_late(sandbox: Sandbox, identity: httpx.Client) -> None:
    """Over HTTP as from Python."""
    device = identity.post("/device/auth", data={"scope": "openid"}).json()
    decision = {"user_code": device["user_code"], "approve": False}
    assert identity.post(f"{sandbox.origin}/_sandbox/device", json=decision).status_code == 204
    assert token(identity, grant_type=DEVICE, device_code=device["device_code"])["error"] == "access_denied"
    late = identity.post("/device/auth", data={"scope": "openid"}).json()
    sandbox.clock.advance(601)
    assert token(identity, grant_type=DEVICE, device_code=late["device_code"])["error"] == "expired_token"
    with pytest.raises(ConfigError, match="no device waits"):
        sandbox.decide("SAND-9999")


def test_an_unknown_grant_is_named_as_such(identity: httpx.Client, conforms: Conforms) -> None:
    """RFC 6749 §5.2."""
    reply = identity.post("/token", data={"grant_type": "password"})
    conforms(reply)
    assert reply.json()["error"] == "unsupported_grant_type"


@pytest.mark.parametrize("revoked", ["access_token", "refresh_token"])
def test_revoking_ends_a_token(sandbox: Sandbox, identity: httpx.Client, conforms: Conforms, revoked: str) -> None:
    """An access token alone; a refresh token with all that stems from it; an unknown one silently (RFC 7009 §2.2)."""
    granted = signed_in(sandbox, identity)
    for _ in range(2):
        reply = identity.post("/token/revocation", data={"token": granted[revoked]})
        conforms(reply)
        assert reply.status_code == 200
    assert not active(identity, granted["access_token"])
    assert active(identity, granted["refresh_token"]) == (revoked == "access_token")


@pytest.mark.parametrize(
    ("scope", "status", "challenge"),
    [("openid profile email", 200, None), ("openid", 200, None), ("read", 403, "insufficient_scope")],
)
def test_userinfo_tells_what_the_scope_covers(
    sandbox: Sandbox, identity: httpx.Client, conforms: Conforms, scope: str, status: int, challenge: str | None
) -> None:
    """OpenID Connect Core §5.3."""
    bearer = {"Authorization": f"Bearer {signed_in(sandbox, identity, scope)['access_token']}"}
    with httpx.Client() as user:
        reply = user.get(f"{sandbox.url('identity')}/me", headers=bearer)
    conforms(reply)
    assert reply.status_code == status
    assert (challenge or "") in reply.headers.get("WWW-Authenticate", "")
    assert ("name" in reply.json()) == ("profile" in scope)


def test_userinfo_needs_a_token_from_here(sandbox: Sandbox, http: httpx.Client, conforms: Conforms) -> None:
    """401 with a challenge."""
    reply = http.get(f"{sandbox.url('identity')}/me", headers={"Authorization": "Bearer from-elsewhere"})
    conforms(reply)
    assert reply.status_code == 401
    assert 'error="invalid_token"' in reply.headers["WWW-Authenticate"]


def test_other_apis_refuse_tokens_that_no_longer_hold(sandbox: Sandbox, identity: httpx.Client) -> None:
    """So that a client's refresh can be watched at work."""
    sandbox.world.token_lifetime = 60
    bearer = {"Authorization": f"Bearer {token(identity)['access_token']}"}
    with httpx.Client(base_url=sandbox.url("github"), headers=bearer) as github:
        assert github.get("/user").status_code == 200
        sandbox.clock.advance(61)
        assert github.get("/user").status_code == 401


def test_metadata_leads_to_the_endpoints(identity: httpx.Client, conforms: Conforms) -> None:
    """RFC 8414: all of them answer."""
    for path in ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"):
        reply = identity.get(path)
        conforms(reply)
        metadata = reply.json()
        assert metadata["issuer"] == str(identity.base_url).rstrip("/")
        granted = identity.post(metadata["token_endpoint"], data={"grant_type": "client_credentials"})
        assert granted.status_code == 200
        conforms(identity.get(metadata["jwks_uri"]))
