"""Static credentials. None shows its secret in `repr`, in an error or in a log.

They are not attrs classes, as `attrs.asdict`, serialisers and pretty printers would find the secret among the fields.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar, Self

import httpx

from ferrule.auth.base import BaseCredential
from ferrule.auth.protocols import TokenSource
from ferrule.auth.schemes import (
    BASIC,
    BEARER,
    Scheme,
    checked_token,
    expect,
    header_of,
    takes_basic,
    takes_bearer,
    with_bearer,
    with_header,
)
from ferrule.auth.suppliers import SuppliedBearer, TokenFile, name_of
from ferrule.call import Call
from ferrule.errors import ConfigError
from ferrule.http.tokens import is_token

_FIELD_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?")  # RFC 9110 §5.5
_COOKIE_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]+")  # RFC 6265 §4.1.1


class Bearer(BaseCredential):
    """A bearer token (RFC 6750), for `http` bearer, `oauth2` and `openIdConnect` schemes.

    Args:
        token: the token alone, without `Bearer`.
        identity: stable name of whom it stands for; caches are kept apart by it. Default random, made at construction.
        allow_http: let it travel over plain http to other machines, where anyone on the way can read it. Only for
            networks that encrypt by themselves (default False; RFC 6750 §5.3).

    Raises:
        ConfigError: the token is empty, or has a space, a line break or another character that no token has.
    """

    natural: ClassVar[Scheme] = BEARER

    __slots__ = ("_token",)

    def __init__(self, token: str, *, identity: str | None = None, allow_http: bool = False) -> None:
        super().__init__("bearer", identity, allow_http)
        self._token = checked_token(token)

    @classmethod
    def from_env(cls, name: str, *, identity: str | None = None, allow_http: bool = False) -> Self:
        """From an environment variable, read now. Raises `ConfigError` naming it when it is missing or empty."""
        made = cls(_variable(name), identity=identity, allow_http=allow_http)
        made.source = f"from ${name}"
        return made

    @staticmethod
    def from_callable(
        supply: Callable[[], str | Awaitable[str]], *, identity: str | None = None, allow_http: bool = False
    ) -> TokenSource:
        """From a function that keeps tokens fresh by itself: called for each request, and once more after a 401.

        It may be async in async clients. What it raises goes to the caller.

        Raises:
            ConfigError: not a function.
        """
        if not callable(supply):
            raise ConfigError(
                "Bearer.from_callable takes a function that returns the token; for a token itself, Bearer(token)"
            )
        return SuppliedBearer(supply, identity, allow_http, f"from {name_of(supply)}")

    @staticmethod
    def from_file(path: str | Path, *, identity: str | None = None, allow_http: bool = False) -> TokenSource:
        """From a file that is replaced from time to time, such as a projected service account token.

        It is looked at for each request and read when it has changed. Raises `ConfigError` naming it, at the first
        request, when it cannot be read.
        """
        return SuppliedBearer(TokenFile(path), identity, allow_http, f"from {path}")

    def fits(self, scheme: Scheme) -> bool:
        return takes_bearer(scheme)

    def apply(self, call: Call, scheme: Scheme) -> Call:
        return with_bearer(call, self._token)


class Basic(BaseCredential):
    """User name and password (RFC 7617), for `http` basic schemes.

    Args:
        user: user name, without colons.
        password: password, may be empty.
        identity: stable name of whom it stands for; caches are kept apart by it. Default random, made at construction.
        allow_http: let it travel over plain http to other machines, where anyone on the way can read it (default
            False).

    Raises:
        ConfigError: the user name has a colon, or either has control characters.
    """

    natural: ClassVar[Scheme] = BASIC

    __slots__ = ("_password", "_user")

    def __init__(self, user: str, password: str = "", *, identity: str | None = None, allow_http: bool = False) -> None:
        super().__init__("basic", identity, allow_http)
        faults = [*_basic_faults("user name", user), *_basic_faults("password", password)]
        if ":" in str(user):
            faults.append("the user name must have no colon (RFC 7617 §2)")
        if faults:
            raise ConfigError("Basic: " + "; ".join(faults))
        self._user, self._password = user, password

    @classmethod
    def from_env(cls, user: str, password: str, *, identity: str | None = None, allow_http: bool = False) -> Self:
        """From two environment variables, read now. Raises `ConfigError` naming one that is missing or empty."""
        made = cls(_variable(user), _variable(password), identity=identity, allow_http=allow_http)
        made.source = f"from ${user} and ${password}"
        return made

    def fits(self, scheme: Scheme) -> bool:
        return takes_basic(scheme)

    def apply(self, call: Call, scheme: Scheme) -> Call:
        pair = b64encode(f"{self._user}:{self._password}".encode()).decode()
        return with_header(call, "authorization", f"Basic {pair}")


class ApiKey(BaseCredential):
    """A key that the API wants in a header, in the query or in a cookie, as its `apiKey` scheme says.

    Args:
        key: the key as the API gave it out.
        header: name of the header that it goes into, for a description that names no place.
        query: the same for a parameter of the query.
        cookie: the same for a cookie.
        identity: stable name of whom it stands for; caches are kept apart by it. Default random, made at construction.
        allow_http: let it travel over plain http to other machines, where anyone on the way can read it (default
            False).

    Raises:
        ConfigError: the key is empty, or has spaces around it, a line break or another character that cannot be sent;
            or more than one place is given, or one that is no name.

    Attributes:
        natural: the scheme that the place given stands for, None where none is given.
    """

    __slots__ = ("_key", "natural")

    def __init__(
        self,
        key: str,
        *,
        header: str | None = None,
        query: str | None = None,
        cookie: str | None = None,
        identity: str | None = None,
        allow_http: bool = False,
    ) -> None:
        super().__init__("api-key", identity, allow_http)
        self.natural: Scheme | None = _place({"header": header, "query": query, "cookie": cookie})
        advice = "give it without line breaks and without spaces around it"
        self._key = expect(_FIELD_VALUE, key, "ApiKey", "the key", advice)

    @classmethod
    def from_env(
        cls,
        name: str,
        *,
        header: str | None = None,
        query: str | None = None,
        cookie: str | None = None,
        identity: str | None = None,
        allow_http: bool = False,
    ) -> Self:
        """From an environment variable, read now. Raises `ConfigError` naming it when it is missing or empty."""
        key = _variable(name)
        made = cls(key, header=header, query=query, cookie=cookie, identity=identity, allow_http=allow_http)
        made.source = f"from ${name}"
        return made

    def fits(self, scheme: Scheme) -> bool:
        """True for an `apiKey` scheme; where a place was given, only for one of that place."""
        if scheme.get("type") != "apiKey":
            return False
        return self.natural is None or _where(scheme) == _where(self.natural)

    def apply(self, call: Call, scheme: Scheme) -> Call:
        if header := header_of(scheme):
            return with_header(call, header, self._key)
        name = str(scheme["name"])
        if scheme["in"] == "query":
            params = httpx.QueryParams(call.body.get("params") or {}).set(name, self._key)
            return call.replace(body={**call.body, "params": params})
        expect(_COOKIE_VALUE, self._key, "ApiKey", "the key", f"the cookie {name!r} cannot hold it")
        return call.replace(body={**call.body, "cookies": {**(call.body.get("cookies") or {}), name: self._key}})


def _place(given: dict[str, str | None]) -> Scheme | None:
    """The security scheme of a place that was given; raises `ConfigError` where it can be none."""
    named = {place: name for place, name in given.items() if name is not None}
    if not named:
        return None
    if len(named) > 1:
        raise ConfigError(f"ApiKey: give one place, not {' and '.join(named)}")
    ((place, name),) = named.items()
    if not isinstance(name, str) or not name or (place != "query" and not is_token(name)):
        raise ConfigError(f"ApiKey: {place} must be a name, such as ApiKey(key, header='X-Key')")
    return {"type": "apiKey", "in": place, "name": name}


def _where(scheme: Scheme) -> tuple[object, str]:
    name = str(scheme.get("name"))
    return scheme.get("in"), name.lower() if scheme.get("in") == "header" else name


def _basic_faults(what: str, value: object) -> list[str]:
    if not isinstance(value, str):
        return [f"the {what} must be text"]
    if any(ord(c) < 32 or ord(c) == 127 for c in value):
        return [f"the {what} must have no line breaks or other control characters"]
    return []


def _variable(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        state = "is empty" if name in os.environ else "is not set"
        raise ConfigError(f"the environment variable {name} {state}; it should hold the credential")
    return value
