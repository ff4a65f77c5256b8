"""What a replay store must do."""

from __future__ import annotations

from enum import Enum
from typing import Protocol


class Found(Enum):
    """What is known of a delivery when it is claimed."""

    NEW = "nobody has it: it is the caller's now"
    OPEN = "somebody is handling it"
    DONE = "it was handled"


class ReplayStore(Protocol):
    """Deliveries by key: claimed, or done. Safe to use from several threads.

    Its methods may block: async callers run them in a thread. Whatever they raise counts as a store that is down.
    """

    def claim(self, key: str, owner: str, now: float, lease: float) -> Found:
        """Take a delivery for some seconds, unless somebody has it or it is done.

        Args:
            key: of the delivery.
            owner: who takes it.
            now: seconds since the epoch.
            lease: seconds after which another may take it, though nobody gave it back.
        """
        ...

    def finish(self, key: str, now: float, keep: float) -> None:
        """A delivery is done, whoever has it; remember that for some seconds."""
        ...

    def release(self, key: str, owner: str) -> None:
        """Give a delivery back, if `owner` still has it and it is not done."""
        ...

    def close(self) -> None:
        """Close files and connections. Idempotent; a later use opens them again."""
        ...
