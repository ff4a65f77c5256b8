"""Access tokens and when to replace them: values and decisions, nothing that acts."""

from __future__ import annotations

import math
from enum import Enum
from typing import Any

import attrs
import msgspec

from ferrule.errors.faults import Faults

_LEAST = 1.0  # seconds


class Token(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a token endpoint gave out. It shows no secret in `repr`.

    Attributes:
        access: the access token.
        expires: seconds since the epoch when it ends; None when nobody said.
        lifetime: seconds it was given for; None when nobody said.
        refresh: the refresh token to get the next one with; None for none.
        scope: space-separated scopes it is for, empty when nobody said.
        in_doubt: its refresh token has been sent, and no answer to that is known: it may be used up.
        purpose: digest of the server, client and scopes it was issued for, noted by whoever filed it in a store.
    """

    access: str
    expires: float | None = None
    lifetime: float | None = None
    refresh: str | None = None
    scope: str = ""
    in_doubt: bool = False
    purpose: str = ""

    def to_json(self) -> bytes:
        """For a store, secrets in the clear."""
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, data: bytes) -> Token:
        """Read what `to_json` wrote; anything else is a `ValueError`."""
        try:
            return msgspec.json.decode(data, type=cls)
        except RecursionError:
            raise ValueError("nested deeper than any token") from None

    def __repr__(self) -> str:
        return "Token(***)"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [("access", "***")]  # msgspec's own shows all fields


class Phase(Enum):
    """What the age of a token asks for."""

    FRESH = "serve it"
    ADVISORY = "one caller has it replaced in the background, all go on with it"
    MANDATORY = "one caller has it replaced, the others wait; it still serves where that fails"
    ENDED = "it is of no use any more"


@attrs.frozen(kw_only=True)
class Windows:
    """How long before its end a token is replaced.

    Attributes:
        advisory: seconds before the end from when it is replaced in the background (default 120).
        mandatory: seconds before the end from when callers wait for the new one (default 30).
            Both shrink in proportion for short tokens, so that a token is left alone for the first half of its life.

    Raises:
        ConfigError: not positive numbers, or the mandatory window is longer than the advisory one.
    """

    advisory: float = 120.0
    mandatory: float = 30.0

    def __attrs_post_init__(self) -> None:
        faults = Faults("Windows")
        faults.number("advisory", self.advisory, above=True)
        faults.number("mandatory", self.mandatory, above=True)
        if self.mandatory > self.advisory:
            faults.add("mandatory must not be longer than advisory")
        faults.raise_if_any()


@attrs.frozen
class Schedule:
    """Monotonic times at which the phases of one token begin."""

    advisory: float = math.inf
    mandatory: float = math.inf
    end: float = math.inf

    def phase(self, now: float) -> Phase:
        """What is to be done with the token now."""
        if now < self.advisory:
            return Phase.FRESH
        if now < self.mandatory:
            return Phase.ADVISORY
        return Phase.MANDATORY if now < self.end else Phase.ENDED


ENDED = Schedule(-math.inf, -math.inf, -math.inf)


def schedule(lifetime: float | None, left: float | None, now: float, windows: Windows, random: float) -> Schedule:
    """When to replace a token.

    Args:
        lifetime: seconds it was given for; None when nobody said.
        left: seconds until it ends; None for never. It serves for a second at least: a clock that is wrong, or a life
            shorter than the way here, must not make each call a token request.
        now: monotonic seconds.
        windows: how long before its end.
        random: in [0, 1): shifts the advisory window by up to half its length, so that a fleet does not act as one.
    """
    if left is None or math.isnan(left):
        return Schedule()
    shrink = min(1.0, max(left if lifetime is None else lifetime, 0.0) / 2 / windows.advisory)
    advisory, mandatory = windows.advisory * shrink, windows.mandatory * shrink
    end = now + max(left, _LEAST)
    return Schedule(end - advisory + random * (advisory - mandatory) / 2, end - mandatory, end)


def pause(failures: int, refused: bool, random: float, retry_after: float | None) -> float:
    """Seconds to leave a token endpoint alone after so many failures in a row.

    A refusal pauses longer: the same request with the same secret would only count as another failed sign-in.

    Args:
        failures: at least 1.
        refused: the endpoint said no, rather than nothing.
        random: in [0, 1).
        retry_after: seconds the server asked for, at most 300 of which are granted; None when it did not.
    """
    base, cap = (5.0, 300.0) if refused else (1.0, 60.0)
    own = min(cap, base * 2.0 ** min(failures - 1, 16)) * (0.5 + random / 2)
    return max(own, min(retry_after or 0.0, 300.0))
