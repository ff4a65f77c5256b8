"""The settings of one operation's calls, from all who may say something about them.

    per call (`with_options`)
    > code (`Policies`)
    > environment (`FERRULE_<API>_…`)
    > overlay (`x-ferrule-policies`)
    > default

Within the overlay and within code, settings of one operation win over settings of the whole API.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import attrs

from ferrule.call import Operation, Options
from ferrule.errors import ConfigError
from ferrule.settings.checks import at_odds, option_faults
from ferrule.settings.environment import from_environment, variable
from ferrule.settings.overrides import NAMES, Override, from_overlay


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
        defaults: what holds where nothing else is set.
        code: what the code says for all operations.
        overrides: what the code says for some operations, by pattern; of several that match, the later ones win.
        environ: environment variables.

    Raises:
        ConfigError: values that cannot work, from wherever; all are listed with their source.

    Attributes:
        everywhere: what holds for operations without settings of their own.
    """

    def __init__(
        self,
        api: str,
        fact: Mapping[str, object],
        defaults: Options,
        code: Mapping[str, Any],
        overrides: Mapping[str, Override],
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._fact = fact
        self._overrides = overrides
        overlay, overlay_faults = from_overlay(fact)
        environment, environment_faults = from_environment(api, environ)
        self._defaults = defaults
        self._overlay = {"overlay": overlay}
        self._environment = {variable(api, name): {name: value} for name, value in environment.items()}
        self._code = {"code": code}
        everywhere = self._apply({**self._overlay, **self._environment, **self._code})
        faults = [*overlay_faults, *environment_faults]
        faults += [*option_faults(everywhere.options), *at_odds(everywhere.options)]
        for pattern, override in overrides.items():
            faults += [
                f"overrides[{pattern!r}]: {fault}"
                for fault in option_faults(attrs.evolve(everywhere.options, **override.changes()))
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
        fact = operation.facts.policies
        matching = {pattern: one for pattern, one in self._overrides.items() if operation.matches(pattern)}
        if not matching and fact == self._fact:
            return self.everywhere
        own, faults = ({}, []) if fact == self._fact else from_overlay(fact)
        layers = {**self._overlay, f"overlay of {operation.name}": own, **self._environment, **self._code}
        layers |= {f"overrides[{pattern!r}]": override.changes() for pattern, override in matching.items()}
        resolved = self._apply(layers)
        faults += option_faults(resolved.options)
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
