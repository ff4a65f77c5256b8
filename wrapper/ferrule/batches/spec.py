"""A client as it travels to other processes: how it is made, without the secrets that it is made of."""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec
from urllib.parse import urlsplit

import attrs

from ferrule.auth.credentials import ApiKey, Basic, Bearer
from ferrule.auth.profiles import signed_in
from ferrule.auth.protocols import Credential
from ferrule.client.api import Api
from ferrule.client.servers import base_url
from ferrule.engines.choice import EngineName
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.http.request_fields import HARMLESS
from ferrule.policies.concurrency import Concurrency
from ferrule.policies.rate_limit import RateLimit
from ferrule.settings.policies import Policies

P = ParamSpec("P")

_MAKERS: Mapping[str, Callable[..., Credential]] = {
    "Bearer.from_env": Bearer.from_env,
    "Bearer.from_file": Bearer.from_file,
    "Basic.from_env": Basic.from_env,
    "ApiKey.from_env": ApiKey.from_env,
    "signed_in": signed_in,
}
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")


class ByReference:
    """A credential that each process makes for itself, from its environment, a file or its own sign-in.

    Args:
        maker: `Bearer.from_env`, `Bearer.from_file`, `Basic.from_env`, `ApiKey.from_env` or `signed_in`.
        args, kwargs: its arguments: names and paths, no secrets.

    Raises:
        ConfigError: another maker, or the name of a variable that looks like none.
    """

    def __init__(self, maker: Callable[P, Credential], *args: P.args, **kwargs: P.kwargs) -> None:
        self._maker = next((name for name, known in _MAKERS.items() if known == maker), "")
        if not self._maker:
            raise ConfigError(f"a credential travels by reference only: give one of {', '.join(_MAKERS)}")
        if self._maker.endswith("from_env"):
            for name in args:
                if not isinstance(name, str) or not (_VARIABLE.fullmatch(name) or name in os.environ):
                    raise ConfigError(f"{self._maker} takes names of environment variables, such as GITHUB_TOKEN")
        self._args, self._kwargs = args, kwargs

    def make(self) -> Credential:
        """The credential, made here and now."""
        return _MAKERS[self._maker](*self._args, **self._kwargs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByReference) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self._maker, self._args))

    def __repr__(self) -> str:
        given = [*map(repr, self._args), *(f"{name}={value!r}" for name, value in self._kwargs.items())]
        return f"ByReference({', '.join([self._maker, *given])})"


@attrs.frozen(kw_only=True, repr=False)
class ClientSpec:
    """How a client is made, for workers that make one each. It pickles, and holds no secret.

    Attributes:
        facade: class of the blocking client, such as `GitHub`.
        auth: by reference: one credential, or one for each security scheme; None for anonymous calls.
        base_url, server, variables, policies, connection, engine, headers: as for the client itself.

    Raises:
        ConfigError: it holds a secret, or something that does not pickle; all faults are listed.
    """

    facade: type[Api] = attrs.field(kw_only=False)
    auth: ByReference | Mapping[str, ByReference] | None = None
    base_url: str | None = None
    server: int = 0
    variables: Mapping[str, str] | None = None
    policies: Policies | None = None
    connection: Connection | None = None
    engine: EngineName | None = None
    headers: Mapping[str, str] | None = None

    def __attrs_post_init__(self) -> None:
        faults = [*self._secrets()]
        if not isinstance(self.facade, type) or not issubclass(self.facade, Api):
            faults.append("facade must be the class of a blocking client, such as GitHub")
        if faults:
            raise ConfigError(f"ClientSpec: {'; '.join(faults)}")
        try:
            pickle.dumps(self)
        except Exception as fault:
            raise ConfigError(f"ClientSpec: it does not pickle ({type(fault).__name__}: {fault})") from None

    def _secrets(self) -> list[str]:
        """What would carry a secret along. Values are not quoted."""
        faults: list[str] = []
        given = self.auth.values() if isinstance(self.auth, Mapping) else [self.auth]
        if not all(one is None or isinstance(one, ByReference) for one in given):
            faults.append("auth holds a secret: give ByReference(Bearer.from_env, 'GITHUB_TOKEN') or the like")
        faults += [
            f"the header {name!r} may hold a secret, and does not travel"
            for name in self.headers or {}
            if name.lower() not in _PUBLIC and not name.lower().endswith("version")
        ]
        if self.base_url is not None:
            base_url(self.base_url)
        connection = self.connection
        if connection is not None:
            proxies = connection.proxy.values() if isinstance(connection.proxy, Mapping) else [connection.proxy]
            if any(proxy and urlsplit(proxy).username is not None for proxy in proxies):
                faults.append("connection.proxy holds a user name or password: leave it to each machine's environment")
            if isinstance(connection.cert, tuple) and len(connection.cert) > 2:
                faults.append("connection.cert holds a password: use a key without one, readable by its owner alone")
        return faults

    def open(self, share: int = 1) -> Api:
        """A client, whose limits are one of so many shares."""
        policies = divided(self.policies or Policies(), share)
        if self.auth is None or isinstance(self.auth, ByReference):
            return self._made(self.auth and self.auth.make(), policies)
        return self._made({name: one.make() for name, one in self.auth.items()}, policies)

    def url(self) -> str:
        """The server of its clients. No credential is needed for that."""
        with self._made(None, None) as client:
            return client._session.core.url

    def _made(self, auth: Any, policies: Policies | None) -> Api:
        return self.facade(
            auth, base_url=self.base_url, server=self.server, variables=self.variables, policies=policies,
            connection=self.connection, engine=self.engine, headers=self.headers,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"<ClientSpec of {self.facade.__name__}>"


_PUBLIC = HARMLESS | {"x-correlation-id", "x-request-id"}


def divided(policies: Policies, share: int) -> Policies:
    """The policies of one of so many clients that share their limits."""
    limit, bound = policies.rate_limit, policies.concurrency
    if share > 1 and limit is not None and limit.rate is not None:
        limit = _slower(limit, limit.rate, share)
    if share > 1 and bound is not None:
        bound = _narrower(bound, share)
    return attrs.evolve(policies, rate_limit=limit, concurrency=bound)


def _slower(limit: RateLimit, rate: float, share: int) -> RateLimit:
    if limit.algorithm == "token-bucket":
        burst = max(1.0, (rate if limit.burst is None else limit.burst) / share)
        return attrs.evolve(limit, rate=rate / share, burst=burst)
    if rate < share:  # a window lets through whole calls
        return attrs.evolve(limit, rate=1.0, per=limit.per * share / rate)
    return attrs.evolve(limit, rate=rate / share)


def _narrower(bound: Concurrency, share: int) -> Concurrency:
    limit, adaptive = max(1, bound.limit // share), bound.adaptive
    if adaptive is not None and adaptive.minimum > limit:
        adaptive = attrs.evolve(adaptive, minimum=limit)
    return attrs.evolve(bound, limit=limit, adaptive=adaptive)
