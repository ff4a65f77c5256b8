"""Static credentials. None shows its secret in `repr`, in an error or in a log.

They are no attrs classes: `attrs.asdict`, serialisers and pretty printers would find the secret among the fields.
"""

from __future__ import annotations

import os
import re
import secrets
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Self

import httpx

from ferrule.auth.protocols import TokenSource
from ferrule.auth.sealed import Sealed
from ferrule.call import Call
from ferrule.errors import ConfigError

# Anything else could end the header field and begin another (RFC 9110 §5.5).
_TOKEN = re.compile(r"[!-~]+")
_FIELD_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_COOKIE_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]+")  # RFC 6265 §4.1.1


def checked_token(token: Any) -> str:
    """The token, if it is one that can be sent; else a `ConfigError` that does not show it."""
    _expect(_TOKEN, token, "Bearer", "the token", "give it alone, without `Bearer` and without line breaks")
    return str(token)


class Bearer(Sealed):
    """A bearer token (RFC 6750), for `http` bearer, `oauth2` and `openIdConnect` schemes.

    Args:
        token: the token alone, without `Bearer`.
        identity: stable name of whom it stands for, which caches are kept apart by; default is random, made at construction.
        allow_http: let it travel over plain http to other machines, where anyone on the way can read it; only for networks
            that encrypt by themselves (default False; RFC 6750 §5.3).

    Raises:
        ConfigError: the token is empty, or has a space, a line break or another character that no token has.
    """

    NATURAL: ClassVar[Mapping[str, Any]] = {"type": "http", "scheme": "bearer"}

    __slots__ = ("_token", "allow_http", "identity")

    def __init__(self, token: str, *, identity: str | None = None, allow_http: bool = False) -> None:
        self._token = checked_token(token)
        self.identity = identity or named("bearer")
        self.allow_http = allow_http

    @classmethod
    def from_env(cls, name: str, *, identity: str | None = None, allow_http: bool = False) -> Self:
        """From an environment variable, read now. Raises `ConfigError` naming it when it is missing or empty."""
        return cls(_variable(name), identity=identity, allow_http=allow_http)

    @staticmethod
    def from_callable(
        ask: Callable[[], str | Awaitable[str]], *, identity: str | None = None, allow_http: bool = False
    ) -> TokenSource:
        """From a function that keeps tokens fresh by itself: asked for each request, and once more after a 401.

        It may be async in async clients. What it raises goes to the caller.
        """
        from ferrule.auth.asked import AskedBearer

        if not callable(ask):
            raise ConfigError(
                "Bearer.from_callable takes a function that returns the token; for a token itself, Bearer(token)"
            )
        return AskedBearer(ask, identity or named("bearer"), allow_http)

    @staticmethod
    def from_file(path: str | Path, *, identity: str | None = None, allow_http: bool = False) -> TokenSource:
        """From a file that is replaced from time to time, such as a projected service account token.

        It is looked at for each request and read when it has changed. Raises `ConfigError` naming it, at the first
        request, when it cannot be read.
        """
        from ferrule.auth.asked import TokenFile

        return Bearer.from_callable(TokenFile(path), identity=identity, allow_http=allow_http)

    def fits(self, scheme: Mapping[str, Any]) -> bool:
        return takes_bearer(scheme)

    def apply(self, call: Call, scheme: Mapping[str, Any]) -> Call:
        return with_bearer(call, self._token)


class Basic(Sealed):
    """User name and password (RFC 7617), for `http` basic schemes.

    Args:
        user: user name, without colons.
        password: password, may be empty.
        identity: stable name of whom it stands for, which caches are kept apart by; default is random, made at construction.
        allow_http: let it travel over plain http to other machines, where anyone on the way can read it (default False).

    Raises:
        ConfigError: the user name has a colon, or either has control characters.
    """

    NATURAL: ClassVar[Mapping[str, Any]] = {"type": "http", "scheme": "basic"}

    __slots__ = ("_password", "_user", "allow_http", "identity")

    def __init__(self, user: str, password: str = "", *, identity: str | None = None, allow_http: bool = False) -> None:
        faults: list[str] = []
        for name, value in (("user name", user), ("password", password)):
            if not isinstance(value, str):
                faults.append(f"the {name} must be text")
            elif any(ord(c) < 32 or ord(c) == 127 for c in value):
                faults.append(f"the {name} must have no line breaks or other control characters")
        if isinstance(user, str) and ":" in user:
            faults.append("the user name must have no colon (RFC 7617 §2)")
        if faults:
            raise ConfigError("Basic: " + "; ".join(faults))
        self._user, self._password = user, password
        self.identity = identity or named("basic")
        self.allow_http = allow_http

    @classmethod
    def from_env(cls, user: str, password: str, *, identity: str | None = None, allow_http: bool = False) -> Self:
        """From two environment variables, read now. Raises `ConfigError` naming one that is missing or empty."""
        return cls(_variable(user), _variable(password), identity=identity, allow_http=allow_http)

    def fits(self, scheme: Mapping[str, Any]) -> bool:
        return scheme.get("type") == "http" and _http_scheme(scheme) == "basic"

    def apply(self, call: Call, scheme: Mapping[str, Any]) -> Call:
        return _with_header(
            call, "authorization", "Basic " + b64encode(f"{self._user}:{self._password}".encode()).decode()
        )


class ApiKey(Sealed):
    """A key that the API wants in a header, in the query or in a cookie, as its `apiKey` scheme says.

    Args:
        key: the key as the API gave it out.
        identity: stable name of whom it stands for, which caches are kept apart by; default is random, made at construction.
        allow_http: let it travel over plain http to other machines, where anyone on the way can read it (default False).

    Raises:
        ConfigError: the key is empty, or has spaces around it, a line break or another character that cannot be sent.
    """

    __slots__ = ("_key", "allow_http", "identity")

    def __init__(self, key: str, *, identity: str | None = None, allow_http: bool = False) -> None:
        _expect(_FIELD_VALUE, key, "ApiKey", "the key", "give it without line breaks and without spaces around it")
        self._key = key
        self.identity = identity or named("api-key")
        self.allow_http = allow_http

    @classmethod
    def from_env(cls, name: str, *, identity: str | None = None, allow_http: bool = False) -> Self:
        """From an environment variable, read now. Raises `ConfigError` naming it when it is missing or empty."""
        return cls(_variable(name), identity=identity, allow_http=allow_http)

    def fits(self, scheme: Mapping[str, Any]) -> bool:
        return scheme.get("type") == "apiKey"

    def apply(self, call: Call, scheme: Mapping[str, Any]) -> Call:
        name, place = str(scheme["name"]), scheme["in"]
        if place == "header":
            return _with_header(call, name, self._key)
        if place == "query":
            params = httpx.QueryParams(call.body.get("params") or {}).set(name, self._key)
            return call.replace(body={**call.body, "params": params})
        _expect(_COOKIE_VALUE, self._key, "ApiKey", "the key", f"the cookie {name!r} cannot hold it")
        return call.replace(body={**call.body, "cookies": {**(call.body.get("cookies") or {}), name: self._key}})


def takes_bearer(scheme: Mapping[str, Any]) -> bool:
    """True for the OpenAPI security schemes that a bearer token satisfies."""
    kind = scheme.get("type")
    return kind in ("oauth2", "openIdConnect") or (kind == "http" and _http_scheme(scheme) == "bearer")


def with_bearer(call: Call, token: str) -> Call:
    """The call with a bearer token on it (RFC 6750 §2.1)."""
    return _with_header(call, "authorization", f"Bearer {token}")


def _http_scheme(scheme: Mapping[str, Any]) -> str:
    return str(scheme.get("scheme", "")).lower()  # case-insensitive (RFC 9110 §11.1)


def _with_header(call: Call, name: str, value: str) -> Call:
    return call.replace(headers={**call.headers, name.lower(): value})


def named(kind: str) -> str:
    """An identity for a credential that was given none."""
    return f"{kind}-{secrets.token_hex(8)}"


def _expect(allowed: re.Pattern[str], value: Any, owner: str, what: str, advice: str) -> None:
    # The message must not quote the value.
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{owner}: {what} must be text, and not empty")
    if not allowed.fullmatch(value):
        raise ConfigError(f"{owner}: {what} has a character that cannot be sent; {advice}")


def _variable(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        state = "is empty" if name in os.environ else "is not set"
        raise ConfigError(f"the environment variable {name} {state}; it should hold the credential")
    return value
