"""What a token store must do."""

from __future__ import annotations

from typing import Protocol

from ferrule.auth.tokens import Token


class TokenStore(Protocol):
    """Tokens by name, and a lease on each name. Safe to use from several threads.

    Its methods may block: callers run them by `runtime.offload`. Whatever they raise counts as a dead store: callers go
    on without it. A `ConfigError` alone is raised to them, as it is for a person to mend.
    """

    def read(self, name: str) -> Token | None:
        """The token filed under a name, None for none."""
        ...

    def write(self, name: str, token: Token) -> None:
        """File a token under a name, over any other."""
        ...

    def acquire(self, name: str, owner: str, seconds: float) -> bool:
        """Take the lease on a name; False when somebody else has it. Never waits for it.

        After so many seconds another owner may take it, though nobody gave it back.
        """
        ...

    def release(self, name: str, owner: str) -> None:
        """Give the lease back, if `owner` still has it."""
        ...
