"""Tokens shared within one process."""

from __future__ import annotations

from ferrule.auth.sealed import Sealed
from ferrule.auth.tokens import Token


class TokenStoreMemory(Sealed):
    """Shares tokens between credentials of one process; tests use it too."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}
        self._leases: dict[str, str] = {}

    def read(self, name: str) -> Token | None:
        return self._tokens.get(name)

    def write(self, name: str, token: Token) -> None:
        self._tokens[name] = token

    def acquire(self, name: str, owner: str, seconds: float) -> bool:
        return self._leases.setdefault(name, owner) == owner  # atomic; its holder lives as long as the memory does

    def release(self, name: str, owner: str) -> None:
        if self._leases.get(name) == owner:
            del self._leases[name]
