"""The imports of a generated module. An emitter that writes a name into its source asks for it here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import define, field

from ..naming import module_of
from ..reserved import IMPORTED

_HOMES: Final = {line.rpartition(" ")[2]: (home, line) for home, lines in IMPORTED.items() for line in lines}
"""By the name in the source: the module it is in, and what of an import statement brings it."""
_STANDARD_LIBRARY: Final = ("collections.abc", "typing", "uuid")
_OTHERS: Final = ("attrs",)


@define
class Imports:
    """What a module's source uses.

    Args:
        root: dots that lead from the module to the root of its package.
        models: what the modules of models are below.
        own: the class that the module defines, which it does not import.
        public: the classes that it imports are public names of it.
    """

    root: str
    models: str
    own: str = ""
    public: bool = False
    _names: set[str] = field(factory=set[str])
    _classes: set[str] = field(factory=set[str])

    def use(self, *names: str) -> None:
        """The source has these names of `reserved.IMPORTED`, or the module `datetime`."""
        for name in names:
            if name not in _HOMES and name != "datetime":
                raise KeyError(name)
        self._names.update(names)

    def use_class(self, name: str) -> None:
        """The source has the name of a model or enum in a type, so that only type checkers need it."""
        if name != self.own:
            self._classes.add(name)
            self._names.add("TYPE_CHECKING")

    @property
    def classes(self) -> list[str]:
        """Models and enums that it imports."""
        return sorted(self._classes)

    def __str__(self) -> str:
        """The statements, sorted as isort and ruff do."""
        used: dict[str, list[str]] = {}
        for name in self._names - {"datetime"}:
            home, line = _HOMES[name]
            used.setdefault(f"{self.root}{home[1:]}" if home[0] == "." else home, []).append(line)
        sections = [
            [*(["import datetime"] if "datetime" in self._names else []), *_statements(used, _STANDARD_LIBRARY)],
            list(_statements(used, _OTHERS)),
            list(_statements(used, sorted(home for home in used if home[0] == "."))),
        ]
        if self._classes:
            classes = sorted((module_of(name), name) for name in self._classes)
            lines = [
                f"    from {self.models}{module} import {name}" + (f" as {name}" if self.public else "")
                for module, name in classes
            ]
            sections.append(["if TYPE_CHECKING:", *lines])
        return "\n\n".join("\n".join(lines) for lines in sections if lines)


def _statements(used: dict[str, list[str]], homes: Iterable[str]) -> Iterator[str]:
    """A statement for each home, and one for each name that the source has another name for."""
    for home in homes:
        lines = sorted(used.get(home, ()), key=_rank)
        plain = [line for line in lines if " as " not in line]
        if plain:
            yield f"from {home} import {', '.join(plain)}"
        yield from (f"from {home} import {line}" for line in lines if " as " in line)


def _rank(name: str) -> tuple[bool, bool, str]:
    """Constants, classes, functions."""
    return not name.isupper(), name[0].islower(), name
