"""What each grant sends, what it makes of the answer, and that no secret shows on the way."""

from __future__ import annotations

import json
import logging
import pickle
import traceback
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from auth.endpoints import CLIENT, TOKENS, Client, answer
from ferrule.auth.client import OAuthClient
from ferrule.auth.client_auth import PrivateKeyJwt, SecretBasic, SecretPost
from ferrule.auth.credentials import Bearer
from ferrule.auth.grants import ClientCredentials, JwtBearer, TokenExchange
from ferrule.auth.jose import SigningKey
from ferrule.auth.presets import GitHubApp, google_service_account
from ferrule.auth.refresh_token import RefreshToken
from ferrule.auth.source import TokenCredential
from ferrule.auth.tokens import Token
from ferrule.call import Call, Response
from ferrule.engines.requests import build_request
from ferrule.errors import ConfigError, ConnectFailed, FerruleError, TokenRefused, TokenUnavailable
from worlds import EPOCH, AsyncWorld, SimWorld, World, a_response

RSA = RSAKey.generate_key(2048)
PEM = RSA.as_pem(private=True).decode()


def exchange(credential: TokenCredential, *answers: Response | Exception) -> tuple[str | FerruleError, list[Call]]:
    """The token a credential gets, or its error, and what it sent."""
    world = SimWorld()
    world.script(*(answers or (answer(access_token="t1", expires_in=60),)))

    async def scenario() -> str | FerruleError:
        try:
            return await credential.obtain(world.runtime)
        except FerruleError as error:
            return error

    return world.run(scenario), world.sent


def form(call: Call) -> dict[str, str]:
    """What a token request said."""
    return dict(call.body["data"])


def claims(signed: str, key: Any = RSA) -> dict[str, Any]:
    """The claims of a signed token, verified."""
    return dict(jwt.decode(signed, key, algorithms=["RS256", "ES256", "Ed25519", "HS256"]).claims)


def test_a_secret_goes_into_the_header_form_encoded() -> None:
    """Colons and spaces survive (RFC 6749 §2.3.1); what else was asked for is in the form."""
    client = OAuthClient("app:1", "s e:c+", token_url=TOKENS)
    token, (call,) = exchange(ClientCredentials(client, scopes=["a", "b"], parameters={"audience": "x"}))
    assert token == "t1"
    assert b64decode(call.headers["authorization"].removeprefix("Basic ")) == b"app%3A1:s+e%3Ac%2B"
    assert form(call) == {"grant_type": "client_credentials", "scope": "a b", "audience": "x"}


def test_other_ways_to_prove_who_asks() -> None:
    """In the form, by a signed assertion, or by the certificate of the connection."""
    _, (call,) = exchange(ClientCredentials(OAuthClient("app", SecretPost("s"), token_url=TOKENS)))
    assert form(call) == {"grant_type": "client_credentials", "client_id": "app", "client_secret": "s"}
    _, (call,) = exchange(ClientCredentials(OAuthClient("app", None, token_url=TOKENS)))
    assert form(call) == {"grant_type": "client_credentials", "client_id": "app"}
    _, (call,) = exchange(ClientCredentials(OAuthClient("app", PrivateKeyJwt(PEM), token_url=TOKENS)))
    said = claims(form(call)["client_assertion"])
    assert (said["iss"], said["sub"], said["aud"], said["exp"] - said["iat"]) == ("app", "app", TOKENS, 60)


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (RSA, "RS256"),
        (ECKey.generate_key("P-384"), "ES384"),
        (OKPKey.generate_key("Ed25519"), "Ed25519"),
        (OctKey.generate_key(256), "HS256"),
    ],
    ids=["rsa", "ec", "okp", "oct"],
)
def test_the_key_decides_the_algorithm(key: Any, algorithm: str, tmp_path: Path) -> None:
    """The same key as JWK, PEM text or PEM file signs alike."""
    forms: list[Any] = [key.as_dict(private=True)]
    if algorithm != "HS256":
        (tmp_path / "key.pem").write_bytes(key.as_pem(private=True))
        forms += [(tmp_path / "key.pem").read_text(), tmp_path / "key.pem", str(tmp_path / "key.pem")]
    for one in forms:
        signing = SigningKey(one)
        assert signing.algorithm == algorithm
        assert jwt.decode(signing.sign({"a": 1}), key, algorithms=[algorithm]).claims == {"a": 1}


def test_a_key_that_cannot_be_read_is_not_quoted() -> None:
    """The message says what would do."""
    for key in (
        "-----BEGIN PRIVATE KEY-----\nplanted\n-----END PRIVATE KEY-----",
        "/nowhere/planted",
        {"kty": "planted"},
    ):
        with pytest.raises(ConfigError, match="give PEM text, a JWK or a path") as raised:
            SigningKey(key)
        assert "planted" not in "".join(traceback.format_exception(raised.value))
        assert raised.value.__context__ is None


def test_a_key_file_that_cannot_be_read_is_not_quoted() -> None:
    """Not even its path, which may be the content by mistake."""
    for given_file in ('{"private_key": "planted"}', {"private_key": "planted"}, {"client_email": ["planted"]}):
        with pytest.raises(ConfigError, match="not a service account's key file") as raised:
            google_service_account(given_file, ["s1"])
        assert "planted" not in str(raised.value)
        assert raised.value.__context__ is None


def test_a_jwt_bearer_states_who_asks_for_whom() -> None:
    """Its own claims are added, and each request has an assertion of its own (RFC 7523 §3)."""
    credential = JwtBearer(OAuthClient("", token_url=TOKENS), key=PEM, issuer="me", subject="ann", claims={"x": 1})
    _, (call,) = exchange(credential)
    said = claims(form(call)["assertion"])
    assert (said["iss"], said["sub"], said["aud"], said["x"]) == ("me", "ann", TOKENS, 1)
    assert set(form(call)) == {"grant_type", "assertion"}
    _, (other,) = exchange(JwtBearer(OAuthClient("", token_url=TOKENS), key=PEM, issuer="me"))
    assert claims(form(other)["assertion"])["jti"] != said["jti"]


def test_each_attempt_proves_anew_who_asks() -> None:
    """An assertion is good only once (RFC 7523 §3): a server that saw it would refuse a request that repeats it."""
    broken = answer(503)
    client = OAuthClient("app", PrivateKeyJwt(PEM), token_url=TOKENS)
    token, calls = exchange(ClientCredentials(client), broken, broken, answer(access_token="t1"))
    assert (token, len(calls)) == ("t1", 3)
    assert len({claims(form(call)["client_assertion"])["jti"] for call in calls}) == 3


@pytest.mark.parametrize("kind", ["DPoP", "PoP", "mac"])
def test_a_token_that_must_not_be_sent_as_a_bearer_token_is_refused(kind: str) -> None:
    """A client that does not know a type of token does not use it (RFC 6749 §7.1)."""
    error, _ = exchange(ClientCredentials(CLIENT), answer(access_token="t1", token_type=kind))
    assert isinstance(error, TokenRefused)
    assert "gives tokens of type " + kind.lower() in str(error)


@pytest.mark.parametrize("kind", ["Bearer", "bearer", "BearerToken", "N_A", "", None])
def test_other_types_of_token_are_taken_for_bearer_tokens(kind: str | None) -> None:
    """Upper or lower case, misnamed, unnamed, or none as RFC 8693 §2.2.1 has it: APIs take them as bearer tokens."""
    token, _ = exchange(ClientCredentials(CLIENT), answer(access_token="t1", token_type=kind))
    assert token == "t1"


def test_a_parameter_may_be_given_several_times() -> None:
    """A token for two audiences has two parameters of the name (RFC 8693 §2.1, RFC 8707 §2)."""
    _, (call,) = exchange(TokenExchange(CLIENT, "subject", parameters={"audience": ["a", "b"]}))
    sent = build_request(call).read().decode()
    assert "audience=a&audience=b" in sent


def test_token_exchange_takes_what_it_is_given() -> None:
    """Text, a function, or another credential, whose token is fetched first (RFC 8693 §2.1)."""
    _, (call,) = exchange(TokenExchange(CLIENT, lambda: "subject", actor="actor", parameters={"audience": "x"}))
    assert form(call)["subject_token"] == "subject"
    assert (form(call)["actor_token"], form(call)["audience"]) == ("actor", "x")
    first = answer(access_token="inner")
    token, calls = exchange(TokenExchange(CLIENT, ClientCredentials(CLIENT)), first, answer(access_token="outer"))
    assert (token, form(calls[1])["subject_token"]) == ("outer", "inner")


def test_a_refresh_token_that_is_not_rotated_is_kept() -> None:
    """Servers that give no new one mean the old one (RFC 6749 §6)."""
    world = SimWorld()
    world.script(answer(access_token="t1", expires_in=1))
    credential = RefreshToken(CLIENT, "r0")

    async def scenario() -> None:
        for _ in range(2):
            await credential.obtain(world.runtime)
            await world.runtime.sleep(2.0)

    world.run(scenario)
    assert [form(call)["refresh_token"] for call in world.sent] == ["r0", "r0"]


def test_a_refresh_is_not_repeated_once_the_server_may_have_acted() -> None:
    """A broken connection may have used the refresh token up: sending it again would revoke the family."""
    from ferrule.errors import ReadFailed

    _, calls = exchange(RefreshToken(CLIENT, "r0"), ReadFailed("broken"))
    assert len(calls) == 1
    _, calls = exchange(ClientCredentials(CLIENT), ReadFailed("broken"))
    assert len(calls) == 3
    _, calls = exchange(RefreshToken(CLIENT, "r0"), ConnectFailed("down"))
    assert len(calls) == 3


def test_a_github_app_acts_for_an_installation() -> None:
    """It signs for itself and gets a token that ends when GitHub says so."""
    credential = GitHubApp(12, 34, PEM, repositories=["one"], permissions={"issues": "write"})
    token, (call,) = exchange(credential, answer(201, token="ghs_x", expires_at="2026-01-01T01:00:00Z"))
    assert token == "ghs_x"
    assert call.url == "https://api.github.com/app/installations/34/access_tokens"
    assert call.body["json"] == {"repositories": ["one"], "permissions": {"issues": "write"}}
    said = claims(call.headers["authorization"].removeprefix("Bearer "))
    assert said == {"iss": "12", "iat": EPOCH - 60, "exp": EPOCH + 300}
    assert credential._state.current is not None and credential._state.current.token.lifetime == 3600
    refused, _ = exchange(GitHubApp(12, 34, PEM), answer(401, message="bad"))
    assert isinstance(refused, TokenRefused)
    odd, _ = exchange(GitHubApp(12, 34, PEM), answer(201, token="x"))
    assert isinstance(odd, TokenUnavailable)


def test_a_google_service_account_is_its_key_file(tmp_path: Path) -> None:
    """Issuer, key and address come from the file; scopes are a claim."""
    content = {"client_email": "a@b", "private_key": PEM, "private_key_id": "k1", "token_uri": TOKENS}
    path = tmp_path / "key.json"
    path.write_text(json.dumps(content))
    for given_file in (path, content):
        _, (call,) = exchange(google_service_account(given_file, ["s1", "s2"], subject="ann@b"))
        said = claims(form(call)["assertion"])
        assert (said["iss"], said["sub"], said["scope"], said["aud"]) == ("a@b", "ann@b", "s1 s2", TOKENS)
    _, (call,) = exchange(google_service_account(content, ["s1"]))
    assert "sub" not in claims(form(call)["assertion"])  # it would ask to act for a user, which few accounts may
    with pytest.raises(ConfigError, match="not a service account's key file"):
        google_service_account({"client_email": "a@b"}, [])


ISSUER = "https://login.shop.test/tenant"
METADATA = {"issuer": ISSUER, "token_endpoint": TOKENS}


def discovered(*answers: Response | Exception) -> tuple[str | FerruleError, list[str]]:
    """The token, or error, of a client that knows its issuer alone; and the addresses it asked."""
    outcome, calls = exchange(ClientCredentials(OAuthClient("app", "s", issuer=ISSUER)), *answers)
    return outcome, [call.url for call in calls]


def test_endpoints_are_discovered() -> None:
    """By RFC 8414's address, else by OpenID's."""
    good = answer(access_token="t1")
    first = "https://login.shop.test/.well-known/oauth-authorization-server/tenant"
    second = "https://login.shop.test/tenant/.well-known/openid-configuration"
    assert discovered(answer(**METADATA), good) == ("t1", [first, TOKENS])
    assert discovered(a_response(404), answer(**METADATA), good) == ("t1", [first, second, TOKENS])


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([answer(**METADATA | {"issuer": "https://evil.test"})], "metadata of another issuer"),
        ([answer(issuer=ISSUER)], "has no token_endpoint"),
        ([answer(**METADATA | {"token_endpoint": "http://login.shop.test/token"})], "must be an https URL"),
        ([a_response(404)], "publishes no metadata"),
        ([a_response(200, b"<html>")], "answered 200"),
        ([a_response(200, b'{"a":' + b"[" * 100_000)], "answered 200"),
        ([a_response(400, b"[" * 100_000)], "answered 400"),
    ],
)
def test_metadata_that_cannot_be_trusted_is_not_used(answers: list[Response], said: str) -> None:
    """Another issuer's document (RFC 8414 §3.3), missing endpoints, or endpoints without encryption."""
    outcome, urls = discovered(*answers)
    assert isinstance(outcome, FerruleError) and said in str(outcome)
    assert TOKENS not in urls


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (answer(400, error="invalid_grant"), TokenRefused),
        (answer(401, error="invalid_client"), TokenRefused),
        (answer(200, error="bad_verification_code"), TokenRefused),
        (a_response(403, b"no"), TokenRefused),
        (answer(400, error="temporarily_unavailable"), TokenUnavailable),
        (answer(400, error="slow_down"), TokenUnavailable),
        (a_response(429, retry_after="7"), TokenUnavailable),
        (a_response(500), TokenUnavailable),
        (a_response(302, location="https://evil.test"), TokenUnavailable),
        (answer(200), TokenUnavailable),
        (answer(200, access_token="two words"), TokenUnavailable),
        (answer(200, access_token="line\r\nbreak"), TokenUnavailable),
        (a_response(200, b"[]"), TokenUnavailable),
        (a_response(200, b"\xff"), TokenUnavailable),
    ],
)
def test_refusals_and_failures_are_told_apart(response: Response, kind: type[FerruleError]) -> None:
    """A no that stays is a refusal; whatever may pass is not. No answer leads anywhere else."""
    outcome, calls = exchange(RefreshToken(CLIENT, "r0"), response)
    assert type(outcome) is kind
    assert {call.url for call in calls} == {TOKENS}


@pytest.mark.parametrize("nothing", [None, "", False])
def test_an_error_that_is_none_does_not_cost_a_good_token(nothing: object) -> None:
    """Some servers send all fields always, `error` as well."""
    assert exchange(ClientCredentials(CLIENT), answer(access_token="t1", error=nothing))[0] == "t1"


HTML = b"<!DOCTYPE html><title>Sign in</title>planted-client-secret"


@pytest.mark.parametrize(
    ("response", "text"),
    [
        (
            a_response(200, HTML, content_type="text/html; charset=utf-8"),
            "answered 200 with HTML, perhaps a login page",
        ),
        (a_response(200, b"  \n<html>"), "answered 200 with HTML, perhaps a login page"),
        (a_response(403, HTML, content_type="text/html"), "answered 403 with HTML, perhaps a login page"),
        (
            a_response(200, b"access_token=planted-access", content_type="application/x-www-form-urlencoded"),
            "answered 200 with a form in place of a JSON object",
        ),
        (a_response(200, b"access_token=planted-access&scope=a"), "answered 200 with a form in place of a JSON object"),
        (a_response(200), "answered 200 with an empty body in place of a JSON object"),
        (a_response(200, b"[1]"), "answered 200 with JSON that is no object"),
        (a_response(200, b"planted-access", content_type="text/plain"), "answered 200 with text/plain in place of a"),
        (a_response(200, b"planted-access"), "answered 200 with something that is not JSON"),
        (a_response(302, location="https://evil.test/?code=planted"), "answered 302, and redirects are not followed"),
        (answer(200, error={"message": "planted-access"}), "answered 200 with an error that has no code"),
        (
            answer(200, token="planted-access", expires_in=5),
            "answered 200 with an object without access_token; it has token, expires_in",
        ),
        (answer(200, access_token="planted access"), "answered 200 with an access_token that cannot be sent"),
        (answer(200, access_token=None), "answered 200 with an access_token that cannot be sent"),
    ],
)
def test_an_answer_that_is_no_token_is_told(response: Response, text: str) -> None:
    """What came in its place, and nothing of its content."""
    outcome, _ = exchange(RefreshToken(CLIENT, "r0"), response)
    assert isinstance(outcome, TokenUnavailable | TokenRefused)
    assert f"https://login.shop.test {text}" in str(outcome)
    assert "planted" not in str(outcome)


@given(st.binary(max_size=80), st.integers(200, 599))
def test_whatever_comes_is_a_token_or_an_auth_error(content: bytes, status: int) -> None:
    """No answer of a token endpoint breaks anything."""
    outcome, _ = exchange(RefreshToken(CLIENT, "r0"), a_response(status, content))
    assert isinstance(outcome, TokenRefused | TokenUnavailable | str)


@pytest.mark.parametrize(
    "lifetime",
    [
        "60",
        " 60 ",
        60,
        60.5,
        None,
        "soon",
        -5,
        [1],
        pytest.param(10**400, id="huge"),
        pytest.param("9" * 400, id="huge text"),
        1e308,
    ],
)
def test_odd_lifetimes_are_survived(lifetime: object) -> None:
    """Text counts as a number; what is no number counts as not said."""
    assert exchange(ClientCredentials(CLIENT), answer(access_token="t1", expires_in=lifetime))[0] == "t1"


@pytest.mark.parametrize(
    "make",
    [
        lambda: OAuthClient("app", "s"),
        lambda: OAuthClient("", "s", token_url=TOKENS),
        lambda: OAuthClient("app", "s", token_url="http://login.shop.test/token"),
        lambda: OAuthClient("app", "s", issuer="ftp://login.shop.test"),
        lambda: ClientCredentials(CLIENT, scopes="read"),
        lambda: ClientCredentials(CLIENT, timeout=0.0),
        lambda: RefreshToken(CLIENT),
        lambda: RefreshToken(CLIENT, "r0", parameters={"refresh_token": "other"}),
        lambda: ClientCredentials(CLIENT, parameters={"grant_type": "password"}),
        lambda: ClientCredentials(CLIENT, parameters={"client_secret": "other"}),
        lambda: ClientCredentials(CLIENT, scopes=["a"], parameters={"scope": "b"}),
        lambda: JwtBearer(CLIENT, key=PEM, issuer="me", parameters={"assertion": "other"}),
        lambda: TokenExchange(CLIENT, "s", parameters={"subject_token": "other"}),
        lambda: ClientCredentials("app"),  # type: ignore[arg-type]
        lambda: Bearer.from_callable("token"),  # type: ignore[arg-type]
        lambda: GitHubApp(12, 34, PEM, repositories="one"),
        lambda: google_service_account({}, "https://www.googleapis.com/auth/devstorage.read_only"),
    ],
)
def test_settings_that_cannot_work_are_refused_at_once(make: Callable[[], object]) -> None:
    """Before anything is sent."""
    with pytest.raises(ConfigError):
        make()


def test_a_secret_that_went_in_the_header_is_not_quoted_either() -> None:
    """A server may repeat any secret that it was sent, wherever it stood."""
    text = "planted-client-secret is wrong"
    error, _ = exchange(ClientCredentials(CLIENT), answer(401, error="invalid_client", error_description=text))
    assert "answered 401 invalid_client" in str(error) and "planted" not in str(error)


@pytest.mark.parametrize(
    "way",
    [
        lambda secret: secret,
        lambda secret: secret.upper(),
        lambda secret: secret[1:],
        lambda secret: secret[:-1],
        quote,
        lambda secret: b64encode(secret.encode()).decode(),
        lambda secret: b64encode(f"app:{quote_plus(secret)}".encode()).decode(),
    ],
)
@pytest.mark.parametrize("client", [SecretBasic, SecretPost])
def test_no_form_of_a_secret_is_quoted(way: Callable[[str], str], client: Callable[[str], Any]) -> None:
    """Cut, in capitals, or as it stood in the URL, in the form or in the header; in any of the answer's fields."""
    told = way("planted/secret of ann")
    for said in (
        answer(401, error="invalid_client", error_description=f"no client {told} here"),
        a_response(403, b"", content_type=f"text/{told}".replace(" ", "-")),
        answer(401, error=told.lower().replace(" ", "_").replace("/", "_")),
    ):
        credential = ClientCredentials(OAuthClient("app", client("planted/secret of ann"), token_url=TOKENS))
        error, _ = exchange(credential, said)
        assert isinstance(error, TokenRefused)
        assert told not in str(error)
        assert "lanted" not in f"{error} {error.code}".lower()


PLANTED = ["planted-client-secret", "planted-refresh", "planted-access", "planted-code"]


def test_planted_secrets_show_nowhere(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """Logs, messages, tracebacks, pickles, reprs and traces of all that goes wrong are searched for them."""
    seen: list[str] = []
    client = OAuthClient("app", SecretPost("planted-client-secret"), token_url=TOKENS)
    hostile = [
        answer(400, error="invalid_grant", error_description="planted-refresh is not planted-client-secret"),
        answer(400, error="planted-refresh"),
        answer(500, error_description="planted-client-secret"),
        answer(200, token="planted-refresh"),
        ConnectFailed("down"),
    ]
    for response in hostile:
        credential = RefreshToken(client, Token(access="planted-access", expires=0.0, refresh="planted-refresh"))
        world: World = AsyncWorld()
        world.script(response)
        call = Client(world.runtime, credential)

        async def scenario(call: Client = call, credential: RefreshToken = credential, world: World = world) -> None:
            await call.get()
            try:
                await credential.obtain(world.runtime)
            except FerruleError as error:
                seen.extend(["".join(traceback.format_exception(error)), str(pickle.dumps(error)), repr(error)])

        with caplog.at_level(logging.DEBUG):
            world.run(scenario)
        seen.extend(repr(thing) for thing in (credential, client, credential._state.current, credential._first))
        seen.extend(repr(one.trace) + repr(one) for one in world.sent)
    seen.extend([caplog.text, *capsys.readouterr(), repr(Bearer("planted-access"))])
    assert [(word, text) for text in seen for word in PLANTED if word in text] == []
