"""Each grant against a certified provider, through clients in both worlds."""

from __future__ import annotations

import asyncio
import logging
import threading
from pathlib import Path
from typing import Any

import pytest

from conformance.oauth.provider import PRIVATE_KEY, AsyncResource, Provider, Resource, consent
from ferrule.auth.browser import sign_in_with_browser
from ferrule.auth.client import OAuthClient
from ferrule.auth.client_auth import PrivateKeyJwt, SecretPost
from ferrule.auth.device import DeviceAuthorization, sign_in_with_device
from ferrule.auth.grants import ClientCredentials
from ferrule.auth.profiles import signed_in
from ferrule.auth.refresh_token import RefreshToken
from ferrule.auth.stores.memory import TokenStoreMemory
from ferrule.auth.tokens import Token
from ferrule.cli import main
from ferrule.errors import TokenRefused
from ferrule.runtime.blocking import drive

SCOPES = ["openid", "offline_access"]


def sign_in(provider: Provider) -> Token:
    """A person's token, by way of the browser."""
    return sign_in_with_browser(provider.client("cli"), scopes=SCOPES, show=in_background(consent), patience=20.0)


def in_background(act: Any) -> Any:
    """As browsers are: whoever opens one goes on."""

    def show(thing: Any) -> None:
        threading.Thread(target=act, args=(thing,), daemon=True).start()

    return show


@pytest.mark.parametrize(
    ("client_id", "authentication"),
    [
        ("service:1", "planted secret+1"),
        ("poster", SecretPost("planted-secret-2")),
        ("signer", PrivateKeyJwt(PRIVATE_KEY)),
    ],
    ids=["client_secret_basic", "client_secret_post", "private_key_jwt"],
)
def test_client_credentials(provider: Provider, client_id: str, authentication: Any) -> None:
    """Each way to prove who asks gets a token that the resource server takes, in both worlds."""
    credential = ClientCredentials(provider.client(client_id, authentication), scopes=["read"])
    with Resource(credential, base_url=provider.issuer) as api:
        assert api.name() == client_id

    async def same() -> str:
        async with AsyncResource(credential, base_url=provider.issuer) as api:
            return await api.name()

    assert asyncio.run(same()) == client_id


def test_each_assertion_is_good_for_once(provider: Provider) -> None:
    """Two requests bring two assertions: the provider refuses a `jti` that it has seen."""
    credential = ClientCredentials(provider.client("signer", PrivateKeyJwt(PRIVATE_KEY)), scopes=["read"])
    with Resource(credential, base_url=provider.issuer) as api:
        api.name()
        before = credential._state.current
        assert before is not None
        drive(credential.replace(before.token.access, api._session.core.runtime))
        assert api.name() == "signer"
        assert credential._state.current is not None and credential._state.current.token.access != before.token.access


def test_authorization_code_with_pkce_then_refresh(provider: Provider) -> None:
    """A person signs in with a browser, the redirect comes to loopback, the refresh token gets another access token."""
    token = sign_in(provider)
    assert token.refresh
    store = TokenStoreMemory()
    credential = RefreshToken(provider.client("cli"), token, store=store, identity="ada")
    with Resource(credential, base_url=provider.issuer) as api:
        assert api.name() == "ada"
        provider.expire(token.access)
        assert api.name() == "ada"
    rotated = store.read(credential.stored_as)
    assert rotated is not None and rotated.refresh not in (None, token.refresh)


def test_device_code(provider: Provider) -> None:
    """A person enters the code on another device, while this one asks as often as it may."""
    shown: list[DeviceAuthorization] = []

    def show(device: DeviceAuthorization) -> None:
        shown.append(device)
        in_background(consent)(device.complete_uri)

    token = sign_in_with_device(provider.client("tv"), show, scopes=SCOPES)
    assert shown[0].user_code and shown[0].verification_uri.startswith(provider.issuer)
    with Resource(RefreshToken(provider.client("tv"), token), base_url=provider.issuer) as api:
        assert api.name() == "ada"


def test_login_then_token(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person signs in once at the command line; scripts, and clients of the same user, have tokens from then on."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("webbrowser.open", in_background(consent))
    scopes = [option for scope in SCOPES for option in ("--scope", scope)]
    assert main(["login", "work", "--issuer", provider.issuer, "--client-id", "cli", *scopes]) == 0
    capsys.readouterr()
    assert main(["token", "work"]) == 0
    access = capsys.readouterr().out.strip()
    provider.expire(access)
    with Resource(signed_in("work"), base_url=provider.issuer) as api:
        assert api.name() == "ada"
    assert main(["token", "work"]) == 0
    assert capsys.readouterr().out.strip() not in ("", access)


def test_a_replayed_refresh_token_revokes_the_family_and_says_so(
    provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    """Two processes without a common store: the second use kills both. The error tells people to sign in again."""
    token = sign_in(provider)
    client = provider.client("cli")
    assert token.refresh
    with (
        Resource(RefreshToken(client, token.refresh), base_url=provider.issuer) as one,
        Resource(RefreshToken(client, token.refresh), base_url=provider.issuer) as two,
    ):
        assert one.name() == "ada"
        with caplog.at_level(logging.DEBUG), pytest.raises(TokenRefused, match="sign in again") as refused:
            two.name()
        assert refused.value.code == "invalid_grant"
        with pytest.raises(TokenRefused):
            one.name()
    assert token.refresh not in caplog.text + str(refused.value) + repr(refused.value)


def test_with_a_common_store_no_family_is_revoked(provider: Provider) -> None:
    """Thirty replacements by turns, each with the latest refresh token."""
    token = sign_in(provider)
    revoked = provider.counts()["revoked"]
    store = TokenStoreMemory()
    fleet = [RefreshToken(provider.client("cli"), token, store=store, identity="ada") for _ in range(3)]
    for turn in range(30):
        credential = fleet[turn % 3]
        with Resource(credential, base_url=provider.issuer) as api:
            for expire in (True, False):
                credential._state._quiet_until = 0.0  # as if time had passed since the last rejection
                assert api.name() == "ada"
                if expire and credential._state.current is not None:
                    provider.expire(credential._state.current.token.access)
    assert provider.counts()["revoked"] == revoked


def test_a_wrong_secret_is_the_servers_no(provider: Provider) -> None:
    """The provider's own code and words, and no secret."""
    credential = ClientCredentials(provider.client("service:1", "planted wrong"), scopes=["read"])
    with Resource(credential, base_url=provider.issuer) as api:
        with pytest.raises(TokenRefused, match="answered 401 invalid_client") as refused:
            api.name()
    assert "planted" not in f"{refused.value} {refused.value!r}"


def test_a_server_that_is_not_there_is_told_apart(provider: Provider) -> None:
    """Nobody listens at the token endpoint: unavailable, not refused."""
    client = OAuthClient("service:1", "planted secret+1", token_url="http://127.0.0.1:1/token")
    with Resource(ClientCredentials(client), base_url=provider.issuer) as api:
        with pytest.raises(Exception, match=r"http://127.0.0.1:1 gave no answer \(ConnectFailed, 3 attempts\)"):
            api.name()
