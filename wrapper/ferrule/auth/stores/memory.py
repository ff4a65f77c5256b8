"""Tokens shared within one process."""

from __future__ import annotations

import threading
import time

from ferrule.auth.tokens import Token
from ferrule.call.sealed import Sealed
from ferrule.runtime.forks import reset_in_child


class TokenStoreMemory(Sealed):
    """Shares tokens between credentials of one process; tests use it too."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}
        self._lock = threading.Lock()
        self._leases: dict[str, tuple[str, float]] = {}  # whose it is, and monotonic seconds when it ends
        reset_in_child(self)

    def read(self, name: str) -> Token | None:
        return self._tokens.get(name)

    def write(self, name: str, token: Token) -> None:
        self._tokens[name] = token

    def acquire(self, name: str, owner: str, seconds: float) -> bool:
        now = time.monotonic()
        with self._lock:
            holder, ends = self._leases.get(name, ("", 0.0))
            if holder != owner and now < ends:
                return False
            self._leases[name] = owner, now + seconds
            return True

    def release(self, name: str, owner: str) -> None:
        with self._lock:
            if self._leases.get(name, ("", 0.0))[0] == owner:
                del self._leases[name]

    def after_fork(self) -> None:
        self._lock, self._leases = threading.Lock(), {}  # whoever had one stayed in the parent
