"""What all credentials of Ferrule have in common."""

from __future__ import annotations

import re
import secrets

from ferrule.call.sealed import Sealed

_RANDOM = re.compile(r"[a-z-]+-[0-9a-f]{16}")


def lasting(identity: str) -> str:
    """What of an identity is the same in each process: not the random names of credentials that were given none."""
    return _RANDOM.sub("", identity)


class BaseCredential(Sealed):
    """A credential with a name, and a word about where it comes from.

    Args:
        kind: beginning of the random identity of one that was given none.
        identity: stable name of whom it stands for.
        allow_http: let it travel over plain http to other machines.
        source: where it comes from, in words that show no secret: `from $GITHUB_TOKEN`.

    Attributes:
        identity: as given, else random.
        allow_http: as given.
        source: as given.
    """

    __slots__ = ("allow_http", "identity", "source")

    def __init__(self, kind: str, identity: str | None, allow_http: bool, source: str = "given in code") -> None:
        self.identity = identity or f"{kind}-{secrets.token_hex(8)}"
        self.allow_http = allow_http
        self.source = source

    def describe(self) -> str:
        """Its kind and where it comes from, without the secret: `Bearer from $GITHUB_TOKEN`."""
        return f"{type(self).__name__} {self.source}"
