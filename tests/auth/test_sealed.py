"""What holds a secret shows it nowhere by itself: no pickle, no copy, no serialiser, no pretty printer."""

from __future__ import annotations

import base64
import copy
import dataclasses
import io
import json
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import msgspec
import pytest
from rich.console import Console
from rich.traceback import Traceback

from ferrule import CallError, Policies
from ferrule.auth import (
    ApiKey,
    Basic,
    Bearer,
    ClientCredentials,
    GitHubApp,
    JwtBearer,
    OAuthClient,
    PrivateKeyJwt,
    RefreshToken,
    RequestSigning,
    SecretPost,
    TokenExchange,
    TokenStoreRedis,
)
from ferrule.auth.browser import Authorization
from ferrule.auth.device import DeviceAuthorization
from ferrule.auth.jose import SigningKey
from ferrule.auth.stores.memory import TokenStoreMemory
from ferrule.auth.suppliers import TokenFile
from ferrule.auth.tokens import Token
from ferrule_apis.github import GitHub
from ferrule_apis.weather import Weather

SECRET = "planted-secret"
KEY = {"kty": "oct", "k": "cGxhbnRlZC1zZWNyZXQtcGxhbnRlZC1zZWNyZXQ"}  # the secret, in base64
URL = "https://login.example/token"


def rsa() -> str:
    """A private key as PEM text."""
    from joserfc.jwk import RSAKey

    return RSAKey.generate_key(2048).as_pem(private=True).decode()


CLIENT = OAuthClient("app", SECRET, token_url=URL)
MAKERS: dict[str, Callable[[], Any]] = {
    "Bearer": lambda: Bearer(SECRET),
    "Basic": lambda: Basic("user", SECRET),
    "ApiKey": lambda: ApiKey(SECRET),
    "Bearer.from_callable": lambda: Bearer.from_callable(lambda: SECRET),
    "Bearer.from_file": lambda: Bearer.from_file("/nowhere"),
    "TokenFile": lambda: TokenFile("/nowhere"),
    "RequestSigning": lambda: RequestSigning(print),  # type: ignore[arg-type]
    "SecretBasic": lambda: CLIENT.authentication,
    "SecretPost": lambda: SecretPost(SECRET),
    "PrivateKeyJwt": lambda: PrivateKeyJwt(KEY),
    "SigningKey": lambda: SigningKey(KEY),
    "OAuthClient": lambda: CLIENT,
    "ClientCredentials": lambda: ClientCredentials(CLIENT),
    "RefreshToken": lambda: RefreshToken(CLIENT, SECRET),
    "JwtBearer": lambda: JwtBearer(CLIENT, key=KEY, issuer="me"),
    "TokenExchange": lambda: TokenExchange(CLIENT, SECRET),
    "GitHubApp": lambda: GitHubApp("app", 1, rsa()),
    "TokenStoreMemory": TokenStoreMemory,
    "a client": lambda: GitHub(auth=Bearer(SECRET)),
    "TokenStoreRedis": lambda: TokenStoreRedis(f"redis://user:{SECRET}@127.0.0.1:1/0"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_it_is_not_pickled(name: str) -> None:
    """A pickle in a queue or a cache would hold the secret in the clear; the error says what to do instead."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="is not pickled, as it holds a secret: make one in each process") as raised:
            pickle.dumps(MAKERS[name](), protocol)
        assert SECRET not in str(raised.value)


@pytest.mark.parametrize("name", MAKERS)
def test_a_copy_is_the_thing_itself(name: str) -> None:
    """Settings with a credential in them can be copied; token, identity and flight stay one."""
    made = MAKERS[name]()
    assert copy.copy(made) is made
    assert copy.deepcopy({"auth": made})["auth"] is made


@attrs.define
class Settings:
    """Of an application that keeps its credential beside other settings, and writes them all to its log."""

    auth: Any


@dataclasses.dataclass
class Config:
    """The same with a dataclass."""

    auth: Any


@pytest.mark.parametrize("name", MAKERS)
def test_whatever_writes_objects_down_finds_no_secret(name: str) -> None:
    """By fields of attrs and dataclasses, by msgspec, by the standard library's fallback for JSON, by rich."""
    made = MAKERS[name]()
    console = Console(file=io.StringIO(), width=200)
    console.print(made, {"auth": made}, Settings(made))
    written = [
        str(attrs.asdict(Settings(made))),
        str(dataclasses.asdict(Config(made))),
        json.dumps({"auth": made}, default=str),
        repr(made),
        console.file.getvalue(),  # type: ignore[attr-defined]
    ]
    try:
        written.append(str(msgspec.json.encode({"auth": made})))
    except TypeError as refusal:
        written.append(str(refusal))
    assert not [text for text in written if SECRET in text or KEY["k"] in text]
    assert not attrs.has(type(made))


@pytest.mark.parametrize(
    "made",
    [
        Token(access=SECRET, refresh=SECRET),
        Authorization(f"https://login.example/?state={SECRET}", "https://app.example/back", SECRET, SECRET),
        DeviceAuthorization("USER-CODE", "https://login.example/device", "", SECRET, 5.0, 600.0),
    ],
    ids=lambda made: type(made).__name__,
)
def test_values_that_are_stored_on_purpose_show_nothing_when_printed(made: Any) -> None:
    """A session or a store needs them whole; a log does not."""
    console = Console(file=io.StringIO(), width=200)
    console.print(made)
    assert SECRET not in repr(made) + console.file.getvalue()  # type: ignore[attr-defined]


UNREACHABLE = "http://127.0.0.1:1"
OAUTH = {
    "secret_basic": OAuthClient("app", SECRET, token_url=UNREACHABLE),
    "secret_post": OAuthClient("app", SecretPost(SECRET), token_url=UNREACHABLE),
}


def by_github(auth: Any, engine: Any) -> None:
    """A call that cannot succeed."""
    with GitHub(auth=auth, base_url=UNREACHABLE, engine=engine, policies=Policies(retry=None)) as github:
        github.users.get_authenticated()


def by_weather(auth: Any, engine: Any) -> None:
    """One with the key in its query."""
    given = {"apiKeyQuery": auth}
    with Weather(auth=given, base_url=UNREACHABLE, engine=engine, policies=Policies(retry=None)) as weather:
        weather.weather.point(place_id="london")


@pytest.mark.parametrize("engine", ["httpx", "httptools"])
@pytest.mark.parametrize(
    ("call", "make"),
    [
        (by_github, lambda: Bearer(SECRET)),
        (by_github, lambda: ClientCredentials(OAUTH["secret_basic"])),
        (by_github, lambda: ClientCredentials(OAUTH["secret_post"])),
        (by_github, lambda: RefreshToken(OAUTH["secret_basic"], SECRET)),
        (by_github, lambda: TokenExchange(OAUTH["secret_post"], SECRET)),
        (by_weather, lambda: ApiKey(SECRET)),
    ],
    ids=[
        "bearer",
        "client credentials, basic",
        "client credentials, post",
        "refresh token",
        "exchange",
        "key in query",
    ],
)
def test_a_traceback_with_the_variables_of_its_frames_shows_no_secret(
    call: Callable[[Any, Any], None], make: Callable[[], Any], engine: str
) -> None:
    """As rich prints it and error trackers send it: with all that the frames between caller and socket hold."""
    pytest.importorskip(engine)
    with pytest.raises(CallError) as raised:
        call(make(), engine)
    error, console = raised.value, Console(file=io.StringIO(), width=300)
    unlimited: dict[str, Any] = {"locals_max_length": None, "locals_max_string": None, "max_frames": 0}
    console.print(Traceback.from_exception(type(error), error, error.__traceback__, show_locals=True, **unlimited))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "GET /" in text  # the calls are among the variables
    assert SECRET not in text
    assert base64.b64encode(f"app:{SECRET}".encode()).decode() not in text
