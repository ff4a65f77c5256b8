"""The settings of one operation's calls, from all who may say something about them.

    per call (`with_options`) > code (`Policies`) > environment (`FERRULE_<API>_…`) > overlay (`x-ferrule-policies`) > default

Within the overlay and within code, what is said about an operation goes before what is said about the whole API.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any, Final

import attrs

from ferrule.call import Operation, Options
from ferrule.call.cache_mode import CACHE_MODES
from ferrule.errors import ConfigError
from ferrule.http.tokens import is_token
from ferrule.settings.environment import from_environment, variable


class Keep:
    """Stands for "as it was", where None has a meaning of its own."""

    def __repr__(self) -> str:
        return "as it was"


KEEP: Final = Keep()


class DefaultSeconds(float):
    """A default that nobody chose, so that environment and overlay may replace it; the same number in code stays."""


class DefaultCount(int):
    """As `DefaultSeconds`, for whole numbers."""


def is_default(value: object) -> bool:
    """True for a value that nobody chose."""
    return isinstance(value, DefaultSeconds | DefaultCount)


@attrs.frozen(kw_only=True)
class Override:
    """What is different for some operations; everything left out is as it is for the others.

    Attributes:
        deadline: seconds for the whole call; None for no limit.
        attempt_timeout: seconds for one attempt; None for no limit of its own.
        retries: attempts after the first; None for what the retry policy says.
        redirects: most redirects to follow.
        weight: how much a call counts against rate limits, where an ordinary one counts 1.
    """

    deadline: float | Keep | None = KEEP
    attempt_timeout: float | Keep | None = KEEP
    retries: int | Keep | None = KEEP
    redirects: int | Keep = KEEP
    weight: float | Keep = KEEP

    def changes(self) -> dict[str, Any]:
        """What it sets."""
        return {name: value for name in NAMES if (value := getattr(self, name)) is not KEEP}


NAMES = tuple(field.name for field in attrs.fields(Override))


def from_overlay(fact: Any) -> tuple[dict[str, Any], list[str]]:
    """What a fact `policies` sets, and what is wrong with it."""
    if fact is None:
        return {}, []
    if not isinstance(fact, Mapping):
        return {}, [f"x-ferrule-policies must be an object, got {fact!r}"]
    given = {str(key).replace("-", "_"): value for key, value in fact.items()}
    faults = [f"x-ferrule-policies has no {name}; it may set {', '.join(NAMES)}" for name in given if name not in NAMES]
    return {name: value for name, value in given.items() if name in NAMES}, faults


def matches(pattern: str, operation: Operation) -> bool:
    """Is an operation meant? By name (`search.repos`, `search.*`), operationId (`search/*`) or tag (`search`)."""
    return any(fnmatchcase(name, pattern) for name in (operation.name, operation.id, *operation.tags))


def option_faults(options: Options) -> list[str]:
    """What is wrong with the settings of a call, in words."""
    faults = [
        f"{name}={value!r} must be a positive number of seconds, or None"
        for name, value in (("deadline", options.deadline), ("attempt_timeout", options.attempt_timeout))
        if value is not None and not (isinstance(value, int | float) and not isinstance(value, bool) and value > 0)
    ]
    faults += [
        f"{name}={value!r} must be a whole number, 0 or more"
        for name, value in (("retries", options.retries), ("redirects", options.redirects))
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0)
    ]
    if not (isinstance(options.weight, int | float) and 0 < options.weight < math.inf):
        faults.append(f"weight={options.weight!r} must be a positive number")
    if options.cache not in CACHE_MODES:
        faults.append(f"cache={options.cache!r} must be one of {', '.join(CACHE_MODES)}")
    for name, value in options.headers.items():
        if not isinstance(name, str) or not is_token(name):
            faults.append(f"header {name!r}: this is no name of a header")
        elif not isinstance(value, str) or any(c in value for c in "\r\n\0"):
            faults.append(f"header {name!r}: the value must be text without line breaks")
    return faults


def at_odds(options: Options) -> list[str]:
    """Settings that could not both take effect; one that nobody chose gives way instead."""
    deadline, attempt = options.deadline, options.attempt_timeout
    if not isinstance(deadline, int | float) or not isinstance(attempt, int | float):
        return []
    if is_default(attempt) or attempt <= deadline:
        return []
    return [f"attempt_timeout={attempt:g} is longer than deadline={deadline:g}: no attempt could use it"]


@attrs.frozen
class Resolved:
    """The settings of one operation's calls.

    Attributes:
        options: the settings.
        sources: where each value comes from, in words.
    """

    options: Options
    sources: Mapping[str, str]


class Resolver:
    """Puts the sources of one client's settings together.

    Args:
        api: name of the API, for the environment.
        fact: the overlay's document-level `policies`.
        defaults: what holds where nobody says anything.
        code: what the code says for all operations.
        overrides: what the code says for some operations, by pattern; of several that match, the later ones win.
        check: what is wrong with options, in words.
        environ: environment variables.

    Raises:
        ConfigError: values that cannot work, from wherever; all are listed with their source.
    """

    def __init__(
        self,
        api: str,
        fact: Any,
        defaults: Options,
        code: Mapping[str, Any],
        overrides: Mapping[str, Override],
        check: Callable[[Options], list[str]],
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._check = check
        self._fact = fact
        self._overrides = overrides
        overlay, overlay_faults = from_overlay(fact)
        environment, environment_faults = from_environment(api, environ)
        self._defaults = defaults
        self._overlay = {"overlay": overlay}
        self._environment = {variable(api, name): {name: value} for name, value in environment.items()}
        self._code = {"code": code}
        faults = overlay_faults + environment_faults
        everywhere = self._apply({**self._overlay, **self._environment, **self._code})
        faults += [*check(everywhere.options), *at_odds(everywhere.options)]
        for pattern, override in overrides.items():
            faults += [
                f"overrides[{pattern!r}]: {fault}"
                for fault in check(attrs.evolve(everywhere.options, **override.changes()))
                if fault not in faults
            ]
        if faults:
            raise ConfigError("; ".join(faults))
        self.everywhere = everywhere

    def resolve(self, operation: Operation) -> Resolved:
        """The settings of an operation's calls.

        Raises:
            ConfigError: what the overlay says about this operation cannot work.
        """
        fact = operation.facts.get("policies")
        matching = {pattern: one for pattern, one in self._overrides.items() if matches(pattern, operation)}
        if not matching and fact is self._fact:
            return self.everywhere
        own, faults = ({}, []) if fact is self._fact else from_overlay(fact)
        layers = {**self._overlay, f"overlay of {operation.name}": own, **self._environment, **self._code}
        layers |= {f"overrides[{pattern!r}]": override.changes() for pattern, override in matching.items()}
        resolved = self._apply(layers)
        faults += self._check(resolved.options)
        if faults:
            raise ConfigError(f"{operation}: {'; '.join(faults)}")
        return resolved

    def _apply(self, layers: Mapping[str, Mapping[str, Any]]) -> Resolved:
        values: dict[str, Any] = {}
        sources = dict.fromkeys(NAMES, "default")
        for source, changes in layers.items():
            for name, value in changes.items():
                values[name], sources[name] = value, source
        return Resolved(attrs.evolve(self._defaults, **values), sources)
