"""Which credentials a call is sent with: decided from the description and from what the client was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ferrule.auth.base import BaseCredential
from ferrule.auth.protocols import Credential
from ferrule.auth.schemes import Scheme, Schemes, takes_basic, takes_bearer
from ferrule.errors import ConfigError

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
            known = ", ".join(describe_scheme(name, scheme) for name, scheme in schemes.items())
            if not known:
                known = "none in its description; say where it goes, such as ApiKey(key, header='X-Key')"
            raise ConfigError(f"auth: {auth!r} fits none of the API's security schemes: {known}")
        return found
    faults = [f"the API has no security scheme {name!r}" for name in auth if name not in schemes]
    faults += [
        f"{credential!r} does not fit {describe_scheme(name, schemes[name])}"
        for name, credential in auth.items()
        if name in schemes and not credential.fits(schemes[name])
    ]
    if faults:
        raise ConfigError(f"auth: {'; '.join(faults)}; the API's schemes are: {', '.join(schemes) or 'none'}")
    return dict(auth)


def choose(
    security: Sequence[Mapping[str, Sequence[str]]],
    credentials: Mapping[str, Credential],
    schemes: Schemes,
    *,
    single: bool,
) -> tuple[str, ...] | None:
    """Names of the schemes to use: those of the first alternative that the credentials satisfy.

    An operation that needs no credential is sent with one where one fits: the API may then show, or allow, more.

    Args:
        security: alternatives of required schemes; empty for none required.
        credentials: what the client was given, by scheme.
        schemes: the API's security schemes.
        single: the client was given one credential, which cannot be two that one alternative asks for.

    Returns:
        The names, none for an anonymous call; None when a credential is required and missing.
    """
    # A client certificate is part of the connection, and needs nothing from here.
    needed = [tuple(n for n in one if schemes.get(n, {}).get("type") != "mutualTLS") for one in security]
    for names in needed:
        if names and all(name in credentials for name in names) and not (single and len(names) > 1):
            return names
    if needed and all(needed):
        return None
    return () if needed else tuple(credentials)[:1]


def describe_scheme(name: str, scheme: Scheme, scopes: Sequence[str] = ()) -> str:
    """A scheme in words, with the scopes an operation needs and how to supply it."""
    kind = scheme.get("type", "unknown")
    if takes_basic(scheme):
        made = "Basic"
    elif kind == "apiKey":
        made = "ApiKey"
    elif takes_bearer(scheme):
        made = "Bearer"
    else:
        return f"{name} ({kind}, which no credential of Ferrule fits)"
    variables = scheme.get("x-ferrule-env", ())
    names = [variables] if isinstance(variables, str) else variables
    ways = [f"{made}.from_env({', '.join(map(repr, names))})" if names else f"{made}(…)"]
    ways += [_GRANTS[flow] for flow in scheme.get("flows", ()) if flow in _GRANTS]
    wanted = f", scopes {' '.join(scopes)}" if scopes and kind in ("oauth2", "openIdConnect") else ""
    return f"{name} ({kind}{wanted}: auth={' or '.join(ways)})"


def describe_missing(security: Sequence[Mapping[str, Sequence[str]]], schemes: Schemes) -> str:
    """The alternatives that an operation accepts, each with how to supply it."""
    return ", or ".join(
        " and ".join(describe_scheme(name, schemes.get(name, {}), scopes) for name, scopes in alternative.items())
        for alternative in security
    )


def describe_credentials(credentials: Mapping[str, Credential], schemes: Schemes) -> str:
    """Each credential with the schemes it serves: `Bearer from $GITHUB_TOKEN (scheme bearerAuth)`. Shows no secret.

    Args:
        credentials: by scheme.
        schemes: the API's own security schemes; others were made up and are not named.
    """
    served: dict[int, list[str]] = {}
    for name, credential in credentials.items():
        served.setdefault(id(credential), []).append(name)
    texts: list[str] = []
    for names in served.values():
        known = [name for name in names if name in schemes]
        about = f" ({'scheme' if len(known) == 1 else 'schemes'} {', '.join(known)})" if known else ""
        texts.append(_kind_and_source(credentials[names[0]]) + about)
    return " and ".join(texts)


def identity_of(auth: Credential | Mapping[str, Credential] | None) -> str:
    """One stable name for the credentials together; empty without any. No two kinds of `auth` share one by chance."""
    if auth is None:
        return ""
    if isinstance(auth, Mapping):
        return _written([[name, auth[name].identity] for name in sorted(auth)]) if auth else ""
    # As it is, unless it could be read as what stands for several, or for none.
    return _written(auth.identity) if auth.identity[:1] in ("", "[", '"') else auth.identity


def _written(identity: object) -> str:
    return msgspec.json.encode(identity).decode()


def _kind_and_source(credential: Credential) -> str:
    # Of a user's own class only the name is known to be no secret.
    return credential.describe() if isinstance(credential, BaseCredential) else type(credential).__name__
