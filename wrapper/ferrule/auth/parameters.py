"""What a caller may add to a request of a flow: scopes, and parameters that the flow does not set itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ferrule.auth.endpoint import Form
from ferrule.errors import ConfigError

# Of an authorization request: RFC 6749 §4.1.1, RFC 7636 §4.3.
AUTHORIZATION_FIELDS = frozenset(
    {"response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method"}
)
# Of a token request: what each grant sends, and what proves who asks.
TOKEN_FIELDS = frozenset(
    {
        "grant_type",
        "client_id",
        "client_secret",
        "client_assertion",
        "client_assertion_type",
        "assertion",
        "code",
        "code_verifier",
        "device_code",
        "redirect_uri",
        "refresh_token",
        "subject_token",
        "subject_token_type",
        "actor_token",
        "actor_token_type",
    }
)


def chosen(
    owner: str, scopes: Iterable[str], parameters: Form | None, reserved: frozenset[str]
) -> dict[str, str | list[str]]:
    """The fields of a request that its caller chooses.

    Args:
        owner: who takes them, for the message.
        scopes: what is asked for.
        parameters: more fields.
        reserved: fields that the flow sets itself.

    Raises:
        ConfigError: `scopes` is one text, or `parameters` name a field that is set already.
    """
    if isinstance(scopes, str):
        raise ConfigError(f"{owner}: scopes must be a list of texts, got one text")
    scope = " ".join(scopes)
    given: Form = parameters or {}
    if taken := sorted(given.keys() & (reserved | ({"scope"} if scope else set()))):
        raise ConfigError(f"{owner}: parameters must not set {', '.join(taken)}: it is set already")
    return {**({"scope": scope} if scope else {}), **given}


def with_consent(fields: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    """The fields, with `prompt=consent` for a refresh token, as without it there is none (OpenID Connect Core §11)."""
    offline = "offline_access" in str(fields.get("scope", "")).split()
    return {**({"prompt": "consent"} if offline else {}), **fields}
