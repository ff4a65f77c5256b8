"""What a program asks a person's consent for: scopes, and parameters of its own choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def consent_parameters(scopes: Iterable[str], parameters: Mapping[str, str] | None) -> dict[str, str]:
    """The parameters of an authorization request that its caller chooses."""
    wanted = list(scopes)
    chosen = {"scope": " ".join(wanted)} if wanted else {}
    if "offline_access" in wanted:
        chosen["prompt"] = "consent"  # without it there is no refresh token (OpenID Connect Core §11)
    return {**chosen, **(parameters or {})}
