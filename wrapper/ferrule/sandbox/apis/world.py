"""What the APIs of one sandbox share: its time, its addresses, its knobs, and what can be downloaded from it."""

from __future__ import annotations

from typing import Final

from attrs import define, field

from ..clock import Clock
from .tokens import Tokens

# More than a benchmark sends; a test of the quota sets its own.
_RATE_LIMIT: Final = 1_000_000
_TOKEN_LIFETIME: Final = 3600.0


@define
class World:
    """Shared by the APIs of one sandbox.

    Attributes:
        clock: its time.
        tokens: access tokens that `identity` issued; every API refuses those that expired or were revoked.
        origin: `http://HOST:PORT` of the server.
        other_origin: the same server under another port: what is downloaded from there is cross-origin.
        downloads: what `/_downloads/NAME` holds.
        rate_limit: requests an hour that `github` allows a credential, before it answers 403.
        token_lifetime: seconds for which an access token of `identity` holds.
    """

    clock: Clock
    tokens: Tokens
    origin: str = ""
    other_origin: str = ""
    downloads: dict[str, bytes] = field(factory=dict[str, bytes])
    rate_limit: int = _RATE_LIMIT
    token_lifetime: float = _TOKEN_LIFETIME

    def reset(self) -> None:
        """As at the start."""
        self.clock.reset()
        self.tokens.issued.clear()
        self.downloads.clear()
        self.rate_limit, self.token_lifetime = _RATE_LIMIT, _TOKEN_LIFETIME
