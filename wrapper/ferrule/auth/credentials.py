"""Static credentials, and what all kinds have in common. None shows its secret in `repr`, in an error or in a log; to pickle one is the user's own decision."""

from __future__ import annotations

import math
import os
import re
import secrets
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self, runtime_checkable

import attrs
import httpx

from ferrule.call import Call
from ferrule.errors import ConfigError
from ferrule.runtime.base import Runtime

# Anything else could end the header field and begin another (RFC 9110 §5.5).
_TOKEN = re.compile(r"[!-~]+")
_FIELD_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_COOKIE_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]+")  # RFC 6265 §4.1.1


class Credential(Protocol):
    """What a client may be given as `auth`: a `StaticCredential` or a `TokenSource`."""

    @property
    def identity(self) -> str:
        """Stable name of whom it stands for; never derived from the secret, which may change."""
        ...

    @property
    def allow_http(self) -> bool:
        """True when it may travel unencrypted to other machines."""
        ...

    def fits(self, scheme: Mapping[str, Any]) -> bool:
        """True when it is what this OpenAPI security scheme asks for."""
        ...


@runtime_checkable
class StaticCredential(Credential, Protocol):
    """A credential that is at hand, and the same for each request."""

    def apply(self, call: Call, scheme: Mapping[str, Any]) -> Call:
        """The call with this credential on it, where the scheme wants it."""
        ...


@runtime_checkable
class TokenSource(Credential, Protocol):
    """A credential that gives bearer tokens (RFC 6750), which end and are replaced."""

    def at_hand(self, runtime: Runtime) -> str | None:
        """A token that needs no lock and no wait; None when `obtain` must be asked."""
        ...

    async def obtain(self, runtime: Runtime, deadline: float = math.inf) -> str:
        """A token; may wait, but not past the caller's deadline in monotonic seconds.

        Raises:
            AuthError: there is none to be had.
        """
        ...

    async def replace(self, rejected: str, runtime: Runtime, deadline: float = math.inf) -> str | None:
        """Another token for the very one that the API rejected; None when there is none. Raises as `obtain`."""
        ...


def checked_token(token: Any) -> str:
    """The token, if it is one that can be sent; else a `ConfigError` that does not show it."""
    _expect(_TOKEN, token, "Bearer", "the token", "give it alone, without `Bearer` and without line breaks")
    return str(token)


def _name_for(kind: str) -> Any:
    # Drawn once: copies and pickles of a credential keep its identity.
    return attrs.field(factory=lambda: f"{kind}-{secrets.token_hex(8)}", kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Bearer:
    """A bearer token (RFC 6750), for `http` bearer, `oauth2` and `openIdConnect` schemes.

    Attributes:
        token: the token alone, without `Bearer`.
        identity: stable name of whom it stands for, which caches are kept apart by; default is random, made at construction.
        allow_http: let it travel over plain http to other machines, where anyone on the way can read it; only for networks
            that encrypt by themselves (default False; RFC 6750 §5.3).

    Raises:
        ConfigError: the token is empty, or has a space, a line break or another character that no token has.
    """

    NATURAL: ClassVar[Mapping[str, Any]] = {"type": "http", "scheme": "bearer"}

    token: str
    identity: str = _name_for("bearer")
    allow_http: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        checked_token(self.token)

    @classmethod
    def from_env(cls, name: str, *, identity: str | None = None, allow_http: bool = False) -> Self:
        """From an environment variable, read now. Raises `ConfigError` naming it when it is missing or empty."""
        return cls(_variable(name), **_named(identity), allow_http=allow_http)

    @staticmethod
    def from_callable(
        ask: Callable[[], str | Awaitable[str]], *, identity: str | None = None, allow_http: bool = False
    ) -> TokenSource:
        """From a function that keeps tokens fresh by itself: asked for each request, and once more after a 401.

        It may be async in async clients. What it raises goes to the caller.
        """
        from ferrule.auth.asked import AskedBearer

        return AskedBearer(ask, identity or f"bearer-{secrets.token_hex(8)}", allow_http)

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
        return with_bearer(call, self.token)

    def __repr__(self) -> str:
        return "Bearer(***)"


@attrs.frozen(eq=False, repr=False)
class Basic:
    """User name and password (RFC 7617), for `http` basic schemes.

    Attributes:
        user: user name, without colons.
        password: password, may be empty.
        identity: stable name of whom it stands for, which caches are kept apart by; default is random, made at construction.
        allow_http: let it travel over plain http to other machines, where anyone on the way can read it (default False).

    Raises:
        ConfigError: the user name has a colon, or either has control characters.
    """

    NATURAL: ClassVar[Mapping[str, Any]] = {"type": "http", "scheme": "basic"}

    user: str
    password: str = ""
    identity: str = _name_for("basic")
    allow_http: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        faults: list[str] = []
        for name, value in (("user name", self.user), ("password", self.password)):
            if not isinstance(value, str):
                faults.append(f"the {name} must be text")
            elif any(ord(c) < 32 or ord(c) == 127 for c in value):
                faults.append(f"the {name} must have no line breaks or other control characters")
        if isinstance(self.user, str) and ":" in self.user:
            faults.append("the user name must have no colon (RFC 7617 §2)")
        if faults:
            raise ConfigError("Basic: " + "; ".join(faults))

    @classmethod
    def from_env(cls, user: str, password: str, *, identity: str | None = None, allow_http: bool = False) -> Self:
        """From two environment variables, read now. Raises `ConfigError` naming one that is missing or empty."""
        return cls(_variable(user), _variable(password), **_named(identity), allow_http=allow_http)

    def fits(self, scheme: Mapping[str, Any]) -> bool:
        return scheme.get("type") == "http" and _http_scheme(scheme) == "basic"

    def apply(self, call: Call, scheme: Mapping[str, Any]) -> Call:
        return _with_header(
            call, "authorization", "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()
        )

    def __repr__(self) -> str:
        return "Basic(***)"


@attrs.frozen(eq=False, repr=False)
class ApiKey:
    """A key that the API wants in a header, in the query or in a cookie, as its `apiKey` scheme says.

    Attributes:
        key: the key as the API gave it out.
        identity: stable name of whom it stands for, which caches are kept apart by; default is random, made at construction.
        allow_http: let it travel over plain http to other machines, where anyone on the way can read it (default False).

    Raises:
        ConfigError: the key is empty, or has spaces around it, a line break or another character that cannot be sent.
    """

    key: str
    identity: str = _name_for("api-key")
    allow_http: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _expect(_FIELD_VALUE, self.key, "ApiKey", "the key", "give it without line breaks and without spaces around it")

    @classmethod
    def from_env(cls, name: str, *, identity: str | None = None, allow_http: bool = False) -> Self:
        """From an environment variable, read now. Raises `ConfigError` naming it when it is missing or empty."""
        return cls(_variable(name), **_named(identity), allow_http=allow_http)

    def fits(self, scheme: Mapping[str, Any]) -> bool:
        return scheme.get("type") == "apiKey"

    def apply(self, call: Call, scheme: Mapping[str, Any]) -> Call:
        name, place = str(scheme["name"]), scheme["in"]
        if place == "header":
            return _with_header(call, name, self.key)
        if place == "query":
            params = httpx.QueryParams(call.body.get("params") or {}).set(name, self.key)
            return call.replace(body={**call.body, "params": params})
        _expect(_COOKIE_VALUE, self.key, "ApiKey", "the key", f"the cookie {name!r} cannot hold it")
        return call.replace(body={**call.body, "cookies": {**(call.body.get("cookies") or {}), name: self.key}})

    def __repr__(self) -> str:
        return "ApiKey(***)"


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


def _named(identity: str | None) -> dict[str, str]:
    return {} if identity is None else {"identity": identity}


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
