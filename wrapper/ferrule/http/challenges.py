"""What a 401 asks for (RFC 9110 §11.6.1, RFC 6750 §3)."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ferrule.http.lists import split_list, unquote
from ferrule.http.tokens import is_token

# A new token of the same kind would be turned down for the same reason (RFC 6750 §3.1, RFC 9470 §3).
_BEYOND_TOKENS = frozenset(
    {"invalid_request", "insufficient_scope", "insufficient_claims", "insufficient_user_authentication"}
)


@attrs.frozen
class Challenge:
    """One way to authenticate that a server names.

    Attributes:
        scheme: lower case.
        parameters: by lower-case name; none for a token68.
    """

    scheme: str
    parameters: dict[str, str] = attrs.field(factory=dict[str, str])


def challenges(fields: Iterable[str]) -> list[Challenge]:
    """The challenges of `WWW-Authenticate` fields, in order; what is not understood is left out.

    A member of the list is a parameter of the challenge before it, or begins another one: a scheme, alone or before its
    first parameter or token68.
    """
    found: list[Challenge] = []
    for member in (member for field in fields for member in split_list(field)):
        parameter = _parameter(member)
        if parameter is None:
            scheme, rest = (*member.split(maxsplit=1), "")[:2]
            if not is_token(scheme) or rest.startswith("="):
                continue
            found.append(Challenge(scheme.lower()))
            parameter = _parameter(rest)
        if found and parameter is not None:
            found[-1].parameters.setdefault(*parameter)
    return found


def asks_for_new_token(fields: Iterable[str]) -> bool:
    """True when a 401 with these `WWW-Authenticate` fields may go away with another bearer token.

    Servers that send none although they must (RFC 9110 §15.5.2) are taken to mean the token.
    """
    found = challenges(fields)
    if not found:
        return True
    return any(one.scheme == "bearer" and one.parameters.get("error") not in _BEYOND_TOKENS for one in found)


def _parameter(text: str) -> tuple[str, str] | None:
    """Name in lower case and value of an `auth-param`, None for anything else."""
    name, equals, value = text.partition("=")
    name, value = name.strip(), value.strip()
    if not equals or not is_token(name):
        return None
    meant = value if is_token(value) else unquote(value)
    return None if meant is None else (name.lower(), meant)
