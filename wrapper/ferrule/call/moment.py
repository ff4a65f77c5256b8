"""A timeline as data."""

from __future__ import annotations

import msgspec


class Moment(msgspec.Struct, frozen=True):
    """One thing that happened in a call.

    Attributes:
        at: seconds from the start of the call, None when not recorded.
        took: seconds it took, None for a moment.
        kind: `attempt`, `wait` (for the next attempt), `end`, the kind of a note, or empty.
        text: in words.
    """

    at: float | None
    took: float | None
    kind: str
    text: str
