"""What is different for some operations, by the code or by the overlay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import attrs

from ferrule.call.validation import Validation, Validator
from ferrule.errors import ConfigError


class Keep:
    """Stands for "as it was", where None has a meaning of its own."""

    def __repr__(self) -> str:
        return "as it was"

    def __reduce__(self) -> str:
        return "KEEP"  # pickles and copies are the thing itself, as it is known by identity


KEEP: Final = Keep()


def all_validators(given: Iterable[Validator[Any]]) -> tuple[Validator[Any], ...]:
    """The validators as a tuple; `ConfigError` where they are no list."""
    try:
        return tuple(given)
    except TypeError:
        raise ConfigError(f"validators must be a list, got {type(given).__name__}") from None


def _validators_or_keep(given: Iterable[Validator[Any]] | Keep) -> tuple[Validator[Any], ...] | Keep:
    return given if isinstance(given, Keep) else all_validators(given)


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
        validation: whether a mismatch in a success is an error (see `Policies`).
        validators: checks of your own, in place of those for all operations; empty for none.
    """

    deadline: float | Keep | None = KEEP
    attempt_timeout: float | Keep | None = KEEP
    idle_timeout: float | Keep | None = KEEP
    retries: int | Keep | None = KEEP
    redirects: int | Keep = KEEP
    weight: float | Keep = KEEP
    max_header_wait: float | Keep = KEEP
    validation: Validation | Keep = KEEP
    validators: tuple[Validator[Any], ...] | Keep = attrs.field(default=KEEP, converter=_validators_or_keep)

    def changes(self) -> dict[str, Any]:
        """What it sets."""
        return {name: value for name in NAMES if (value := getattr(self, name)) is not KEEP}


NAMES = tuple(field.name for field in attrs.fields(Override))
_OF_OVERLAY = tuple(name for name in NAMES if name != "validators")  # code cannot stand in an overlay


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
    faults = [
        f"x-ferrule-policies has no {name}; it may set {', '.join(_OF_OVERLAY)}"
        for name in given
        if name not in _OF_OVERLAY
    ]
    return {name: value for name, value in given.items() if name in _OF_OVERLAY}, faults
