"""Puts the client's credential on a call: the one its operation asks for, and only at the origin it is meant for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from ferrule.auth.credentials import Basic, Bearer, with_bearer
from ferrule.auth.protocols import Credential, StaticCredential, TokenSource
from ferrule.call import Call, Operation, Response
from ferrule.call.origin import is_loopback
from ferrule.errors import ConfigError, CredentialMissing
from ferrule.http.challenges import asks_for_new_token
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime

Schemes: TypeAlias = Mapping[str, Mapping[str, Any]]

_MOST_OPERATIONS = 10_000  # each ready-made request that names none is one of its own
_GRANTS = {"clientCredentials": "ClientCredentials(…)", "authorizationCode": "RefreshToken(…)"}


def usable(auth: Credential | Mapping[str, Credential] | None, schemes: Schemes) -> dict[str, Credential]:
    """The credential for each security scheme that has one.

    Raises:
        ConfigError: a credential fits none of the API's schemes, or a scheme is named that the API has not got.
    """
    if auth is None:
        return {}
    if not isinstance(auth, Mapping):
        found = {name: auth for name, scheme in schemes.items() if auth.fits(scheme)}
        if not found:
            known = ", ".join(describe(name, scheme) for name, scheme in schemes.items()) or "none"
            raise ConfigError(f"auth: {auth!r} fits none of the API's security schemes: {known}")
        return found
    faults = [f"the API has no security scheme {name!r}" for name in auth if name not in schemes]
    faults += [
        f"{credential!r} does not fit {describe(name, schemes[name])}"
        for name, credential in auth.items()
        if name in schemes and not credential.fits(schemes[name])
    ]
    if faults:
        raise ConfigError(f"auth: {'; '.join(faults)}; the API's schemes are: {', '.join(schemes) or 'none'}")
    return dict(auth)


def choose(
    security: Sequence[Mapping[str, Any]], have: Mapping[str, Credential], schemes: Schemes, *, single: bool
) -> tuple[str, ...] | None:
    """Names of the schemes to use: those of the first alternative that the credentials satisfy.

    An operation that may be called without is sent with a credential where one fits: the API may then show, or allow, more.

    Args:
        security: alternatives of required schemes; empty for none required.
        have: the credentials, by scheme.
        schemes: the API's security schemes.
        single: the client was given one credential, which cannot be two that one alternative asks for.

    Returns:
        The names, none for an anonymous call; None when a credential is required and missing.
    """
    # A client certificate is the connection's affair, and needs nothing from here.
    needed = [tuple(n for n in one if schemes.get(n, {}).get("type") != "mutualTLS") for one in security]
    for names in needed:
        if names and all(name in have for name in names) and not (single and len(names) > 1):
            return names
    if needed and all(needed):
        return None
    return () if needed else tuple(have)[:1]


def describe(name: str, scheme: Mapping[str, Any], scopes: Sequence[str] = ()) -> str:
    """A scheme in words, with the scopes an operation needs and how to supply it."""
    kind = scheme.get("type", "unknown")
    if Basic.NATURAL.items() <= _lowered(scheme).items():
        made = "Basic"
    elif kind == "apiKey":
        made = "ApiKey"
    elif kind in ("oauth2", "openIdConnect") or Bearer.NATURAL.items() <= _lowered(scheme).items():
        made = "Bearer"
    else:
        return f"{name} ({kind}, which no credential of Ferrule fits)"
    variables = scheme.get("x-ferrule-env", ())
    names = [variables] if isinstance(variables, str) else variables
    ways = [f"{made}.from_env({', '.join(map(repr, names))})" if names else f"{made}(…)"]
    ways += [_GRANTS[flow] for flow in scheme.get("flows", ()) if flow in _GRANTS]
    wanted = f", scopes {' '.join(scopes)}" if scopes and kind in ("oauth2", "openIdConnect") else ""
    return f"{name} ({kind}{wanted}: auth={' or '.join(ways)})"


def _lowered(scheme: Mapping[str, Any]) -> dict[str, Any]:
    return {**scheme, "scheme": str(scheme.get("scheme", "")).lower()}


class AuthPolicy:
    """Applies the credentials at their own origin; a call that a redirect led elsewhere goes on without.

    A 401 that another token may cure costs that very token, and the request is sent once more where its body allows.
    A header that the caller set explicitly is kept. Raises `CredentialMissing` before anything is sent when the
    operation needs a credential the client was not given, `TokenRefused` or `TokenUnavailable` when there is no token to
    be had, and `ConfigError` when one would travel over plain http to another machine (RFC 6750 §5.3).

    Args:
        schemes: the API's security schemes, as OpenAPI writes them.
        auth: one credential, or one for each security scheme by the scheme's name; None for anonymous calls.

    Raises:
        ConfigError: a credential fits none of the schemes, or a scheme is named that the API has not got.

    Attributes:
        identity: stable name of the credentials together, empty without any.
        credential_headers: lower-case names of the headers that hold this API's credentials.
    """

    def __init__(self, schemes: Schemes, auth: Credential | Mapping[str, Credential] | None) -> None:
        natural: Any = getattr(auth, "NATURAL", None)
        # A description without any scheme says nothing about auth; a token then goes where tokens go.
        self._schemes = schemes or ({"authorization": natural} if natural else {})
        self._credentials = usable(auth, self._schemes)
        self._static = {n: c for n, c in self._credentials.items() if isinstance(c, StaticCredential)}
        self._sources = {n: c for n, c in self._credentials.items() if isinstance(c, TokenSource)}
        self._single = not isinstance(auth, Mapping)
        self._chosen: dict[Operation, tuple[str, ...] | None] = {}
        self.identity = _identity(auth)
        names = [str(scheme["name"]).lower() for scheme in self._schemes.values() if scheme.get("in") == "header"]
        self.credential_headers = frozenset([*names, "authorization"])

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        if call.destination != call.origin:
            return await next(call)
        operation = call.operation
        try:
            names = self._chosen[operation]
        except KeyError:
            if len(self._chosen) >= _MOST_OPERATIONS:
                self._chosen.clear()
            names = self._chosen[operation] = choose(
                operation.security, self._credentials, self._schemes, single=self._single
            )
        if names is None:
            if self.credential_headers.isdisjoint(call.headers):
                raise self._missing(call.operation)
            names = ()
        source, token = None, ""
        for name in names:
            if not self._has_place(call, name):
                continue
            if name in self._static:
                call = self._static[name].apply(call, self._schemes[name])
            else:
                source = self._sources[name]
                token = source.at_hand(runtime) or await self._wait_for_token(source, call, runtime)
                call = with_bearer(call, token)
        if source is None:
            return await next(call)
        resend = call.resend
        response = await next(call)
        if response.status_code != 401 or not asks_for_new_token(response.headers.get_list("www-authenticate")):
            return response
        call.trace.doing = "waiting for a token in place of the one that the API rejected"
        another = await source.replace(token, runtime, call.deadline)
        if another is None or not resend.possible:
            return response
        resend.rewind()
        call.trace.note("the API rejected the token: sent again with a new one", runtime.now())
        return await next(with_bearer(call, another))

    async def _wait_for_token(self, source: TokenSource, call: Call, runtime: Runtime) -> str:
        call.trace.doing = "waiting for a token"
        return await source.obtain(runtime, call.deadline)

    def _has_place(self, call: Call, name: str) -> bool:
        """False where the caller has set that header; raises `ConfigError` where the credential must not travel."""
        credential, scheme = self._credentials[name], self._schemes[name]
        header = scheme["name"].lower() if scheme.get("in") == "header" else "authorization"
        if scheme.get("in", "header") == "header" and header in call.headers:
            return False
        if not call.origin.startswith("https:") and not credential.allow_http and not is_loopback(call.origin):
            raise ConfigError(
                f"{call.operation}: {credential!r} would travel unencrypted to {call.origin}; use https, or say "
                "allow_http=True on the credential where the network itself encrypts"
            )
        return True

    def _missing(self, operation: Operation) -> CredentialMissing:
        alternatives = (
            " and ".join(describe(name, self._schemes.get(name, {}), scopes) for name, scopes in alternative.items())
            for alternative in operation.security
        )
        return CredentialMissing(f"needs a credential that the client was not given: {', or '.join(alternatives)}")


def _identity(auth: Credential | Mapping[str, Credential] | None) -> str:
    if auth is None:
        return ""
    if not isinstance(auth, Mapping):
        return auth.identity
    return ",".join(f"{name}={auth[name].identity}" for name in sorted(auth))
