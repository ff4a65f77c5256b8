"""Static credentials: what they accept, what they show, and where they go."""

import copy
import traceback
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrule.auth.credentials import ApiKey, Basic, Bearer
from ferrule.errors import ConfigError
from worlds import a_call

SECRET = "s3cret"
ALL = [Bearer(SECRET), Basic("user", SECRET), ApiKey(SECRET)]


@pytest.mark.parametrize("credential", ALL, ids=repr)
def test_no_secret_shows(credential: Any) -> None:
    """Neither repr nor str nor a formatted message shows the secret."""
    assert repr(credential) == f"{type(credential).__name__}(***)"
    assert SECRET not in f"{credential} {credential!r} {[credential]}"


@pytest.mark.parametrize("credential", ALL, ids=repr)
def test_the_identity_is_stable_and_not_derived_from_the_secret(credential: Any) -> None:
    """Copies keep the identity; another instance with the same secret has its own."""
    assert copy.copy(credential).identity == copy.deepcopy(credential).identity == credential.identity
    assert Bearer(SECRET).identity != Bearer(SECRET).identity
    assert SECRET not in credential.identity


def test_the_identity_can_be_named() -> None:
    """A given name is the identity, so that processes can share what belongs to one tenant."""
    assert Bearer("a", identity="tenant-42").identity == Bearer("b", identity="tenant-42").identity == "tenant-42"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Bearer("s3cret\n"),
        lambda: Bearer("s3cret\r\nX-Evil: 1"),
        lambda: Bearer("Bearer s3cret"),
        lambda: Bearer("s3cret\u00e9"),
        lambda: Bearer(""),
        lambda: Bearer(None),
        lambda: Basic("us:er", "s3cret"),
        lambda: Basic("user", "s3cret\n"),
        lambda: Basic("user\0", "s3cret"),
        lambda: Basic("user", None),
        lambda: ApiKey("s3cret\n"),
        lambda: ApiKey(" s3cret"),
        lambda: ApiKey(""),
    ],
)
def test_what_could_break_a_header_is_refused(make: Callable[[], object]) -> None:
    """Line breaks and the like are refused at construction, without the secret in the message or the traceback."""
    with pytest.raises(ConfigError) as raised:
        make()
    assert SECRET not in str(raised.value)
    assert "Evil" not in str(raised.value)


@pytest.mark.parametrize("value", ["", None, 7, b"key"])
def test_a_secret_is_text_and_not_empty(value: Any) -> None:
    """What came in its place is not quoted."""
    with pytest.raises(ConfigError, match=r"^Bearer: the token must be text, and not empty$"):
        Bearer(value)


@given(st.text())
def test_no_accepted_token_can_begin_another_header(token: str) -> None:
    """Whatever is accepted is one line of visible ASCII."""
    try:
        header = Bearer(token).apply(a_call(), Bearer.natural).headers["authorization"]
    except ConfigError:
        return
    assert header.isascii() and header.isprintable()
    assert header.split(" ") == ["Bearer", token]


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=":")),
    st.text(st.characters(exclude_categories=["Cc", "Cs"])),
)
def test_basic_survives_the_journey(user: str, password: str) -> None:
    """User name and password arrive as they were, in UTF-8 (RFC 7617)."""
    header = Basic(user, password).apply(a_call(), Basic.natural).headers["authorization"]
    assert b64decode(header.removeprefix("Basic ")).decode().split(":", 1) == [user, password]


def test_environment_variables_are_read_at_construction(monkeypatch: pytest.MonkeyPatch) -> None:
    """The value is read once, when the credential is made."""
    monkeypatch.setenv("SHOP_TOKEN", "t1")
    monkeypatch.setenv("SHOP_USER", "ann")
    bearer, basic, key = (
        Bearer.from_env("SHOP_TOKEN"),
        Basic.from_env("SHOP_USER", "SHOP_TOKEN"),
        ApiKey.from_env("SHOP_TOKEN"),
    )
    monkeypatch.setenv("SHOP_TOKEN", "t2")
    header = basic.apply(a_call(), Basic.natural).headers["authorization"]
    assert b64decode(header.removeprefix("Basic ")) == b"ann:t1"
    assert bearer.apply(a_call(), Bearer.natural).headers["authorization"] == "Bearer t1"
    assert key.apply(a_call(), {"type": "apiKey", "in": "header", "name": "key"}).headers["key"] == "t1"
    assert Bearer.from_env("SHOP_TOKEN", identity="ann").identity == "ann"


@pytest.mark.parametrize(("value", "said"), [(None, "is not set"), ("", "is empty")])
def test_a_missing_variable_is_named(monkeypatch: pytest.MonkeyPatch, value: str | None, said: str) -> None:
    """A missing or empty variable is a ConfigError that names it."""
    monkeypatch.delenv("SHOP_TOKEN", raising=False)
    if value is not None:
        monkeypatch.setenv("SHOP_TOKEN", value)
    for make in (Bearer.from_env, ApiKey.from_env, lambda name: Basic.from_env("PATH", name)):
        with pytest.raises(ConfigError, match=f"SHOP_TOKEN {said}"):
            make("SHOP_TOKEN")


def test_a_bad_value_from_the_environment_is_not_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token with a line break, as files give it, is explained without being shown."""
    monkeypatch.setenv("SHOP_TOKEN", "s3cret\n")
    with pytest.raises(ConfigError, match="line break") as raised:
        Bearer.from_env("SHOP_TOKEN")
    assert SECRET not in "".join(traceback.format_exception_only(raised.value))


@pytest.mark.parametrize(
    ("scheme", "kinds"),
    [
        ({"type": "http", "scheme": "bearer"}, {Bearer}),
        ({"type": "http", "scheme": "Bearer", "bearerFormat": "JWT"}, {Bearer}),
        ({"type": "oauth2", "flows": {}}, {Bearer}),
        ({"type": "openIdConnect", "openIdConnectUrl": "https://id.test"}, {Bearer}),
        ({"type": "http", "scheme": "BASIC"}, {Basic}),
        ({"type": "apiKey", "in": "query", "name": "key"}, {ApiKey}),
        ({"type": "http", "scheme": "digest"}, set()),
        ({"type": "mutualTLS"}, set()),
        ({}, set()),
    ],
)
def test_which_credential_fits_which_scheme(scheme: dict[str, Any], kinds: set[type]) -> None:
    """OpenAPI's scheme types decide; names of HTTP schemes are case-insensitive."""
    assert {type(credential) for credential in ALL if credential.fits(scheme)} == kinds


@pytest.mark.parametrize(
    ("place", "body", "expected"),
    [
        ("query", {}, {"params": {"key": "s3cret"}}),
        ("query", {"params": {"page": 2}}, {"params": {"page": "2", "key": "s3cret"}}),
        ("query", {"params": [("tag", "a"), ("tag", "b")]}, {"params": {"tag": "a", "key": "s3cret"}}),
        ("cookie", {"cookies": {"a": "b"}}, {"cookies": {"a": "b", "key": "s3cret"}}),
    ],
)
def test_an_api_key_goes_where_the_scheme_says(place: str, body: dict[str, Any], expected: dict[str, Any]) -> None:
    """A key in query or cookie is added to what is there; the call given is not changed."""
    call = a_call(body=body)
    applied = ApiKey(SECRET).apply(call, {"type": "apiKey", "in": place, "name": "key"})
    assert {name: dict(value) for name, value in applied.body.items()} == expected
    assert (call.body, SECRET in applied.url) == (body, False)


def test_repeated_parameters_survive_a_key_in_the_query() -> None:
    """A key in the query does not fold parameters that are given more than once."""
    call = a_call(body={"params": {"tag": ["a", "b"]}})
    applied = ApiKey(SECRET).apply(call, {"type": "apiKey", "in": "query", "name": "key"})
    assert applied.body["params"].multi_items() == [("tag", "a"), ("tag", "b"), ("key", "s3cret")]


def test_an_api_key_in_a_header() -> None:
    """The header is the scheme's; a prefix the API wants is part of the key."""
    applied = ApiKey("Token s3cret").apply(a_call(), {"type": "apiKey", "in": "header", "name": "X-Key"})
    assert applied.headers == {"x-key": "Token s3cret"}


def test_a_cookie_cannot_hold_every_key() -> None:
    """A key that would end the cookie is refused, without being quoted."""
    with pytest.raises(ConfigError, match="cookie 'sid'") as raised:
        ApiKey("s3cret; admin=1").apply(a_call(), {"type": "apiKey", "in": "cookie", "name": "sid"})
    assert SECRET not in str(raised.value)
