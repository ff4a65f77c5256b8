"""What is different for some operations, by the code or by the overlay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import attrs


class Keep:
    """Stands for "as it was", where None has a meaning of its own."""

    def __repr__(self) -> str:
        return "as it was"

    def __reduce__(self) -> str:
        return "KEEP"  # pickles and copies are the thing itself, as it is known by identity


KEEP: Final = Keep()


@attrs.frozen(kw_only=True)
class Override:
    """What is different for some operations; everything left out is as it is for the others.

    Attributes:
        deadline: seconds for the whole call; None for no limit.
        attempt_timeout: seconds for one attempt; None for no limit of its own.
        idle_timeout: seconds without a part of a streamed body; None for no limit.
        retries: attempts after the first; None for what the retry policy says.
        redirects: most redirects to follow.
        weight: how much a call counts against rate limits, where an ordinary one counts 1.
        max_header_wait: seconds, longest time that a header of a response closes the client for.
    """

    deadline: float | Keep | None = KEEP
    attempt_timeout: float | Keep | None = KEEP
    idle_timeout: float | Keep | None = KEEP
    retries: int | Keep | None = KEEP
    redirects: int | Keep = KEEP
    weight: float | Keep = KEEP
    max_header_wait: float | Keep = KEEP

    def changes(self) -> dict[str, Any]:
        """What it sets."""
        return {name: value for name in NAMES if (value := getattr(self, name)) is not KEEP}


NAMES = tuple(field.name for field in attrs.fields(Override))


class Pattern(NamedTuple):
    """A pattern of operations in some setting (see `Operation.matches`).

    Attributes:
        setting: where it stands, in words (`overrides['search.*']`).
        text: the pattern.
        names_only: it means names in the facade alone, and neither operationIds nor tags.
    """

    setting: str
    text: str
    names_only: bool = False


def from_overlay(fact: Mapping[str, object]) -> tuple[dict[str, Any], list[str]]:
    """What a fact `policies` sets, and what is wrong with it."""
    given = {key.replace("-", "_"): value for key, value in fact.items()}
    faults = [f"x-ferrule-policies has no {name}; it may set {', '.join(NAMES)}" for name in given if name not in NAMES]
    return {name: value for name, value in given.items() if name in NAMES}, faults
