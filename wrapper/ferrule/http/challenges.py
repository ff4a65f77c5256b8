"""What a 401 asks for (RFC 9110 §11.6.1, RFC 6750 §3). Parsing only, no decision about sending."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_ITEM = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+')  # up to a comma outside quotes
_SCHEME = re.compile(rf"\s*({_WORD})(?:\s+(?!=)(.*)|\s*)", re.DOTALL)
_PARAMETER = re.compile(rf'\s*({_WORD})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|({_WORD}))\s*')

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
    parameters: dict[str, str] = attrs.field(factory=dict)


def challenges(fields: Iterable[str]) -> list[Challenge]:
    """The challenges of `WWW-Authenticate` fields, in order; what is not understood is left out."""
    found: list[Challenge] = []
    for item in (item for field in fields for item in _ITEM.findall(field)):
        rest = item
        if not _PARAMETER.fullmatch(item) and (match := _SCHEME.fullmatch(item)):
            found.append(Challenge(match[1].lower()))
            rest = match[2] or ""
        if found and (parameter := _PARAMETER.fullmatch(rest)):
            name, quoted, bare = parameter.groups()
            value = bare if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
            found[-1].parameters.setdefault(name.lower(), value)
    return found


def asks_for_new_token(fields: Iterable[str]) -> bool:
    """True when a 401 with these `WWW-Authenticate` fields may go away with another bearer token.

    Servers that send none although they must (RFC 9110 §15.5.2) are taken to mean the token.
    """
    found = challenges(fields)
    if not found:
        return True
    return any(one.scheme == "bearer" and one.parameters.get("error") not in _BEYOND_TOKENS for one in found)
