"""Where the members of a union say which of them an object is: discriminators, constants and enums, at any depth.

What is found here is decided by one look-up when a response is read. What is not is left to `support/_choice.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from attrs import define, field, frozen

from ..normalise import Discriminator, Field
from ..properties import ConstProperty, EnumProperty, ModelProperty, NoneProperty, PropertyProtocol, plain
from .source import literal
from .types import const_value, enum_values
from .unions import members_of

_DEEPEST = 4

Path = tuple[str, ...]


@frozen
class _Allowed:
    """The few values that a model allows at a place."""

    values: frozenset[Any]
    sure: bool
    """Whether a value that is none of them makes it another model: it is always there, or there is but one."""


@define
class Unions:
    """Writes how members of unions are told apart.

    Args:
        models: all models, by class name.
        fields: their properties on the wire; see `Normalised.fields`.
        discriminators: those of the document.
    """

    models: dict[str, ModelProperty]
    fields: dict[str, dict[str, Field]]
    discriminators: list[Discriminator]
    _places: dict[str, dict[Path, _Allowed]] = field(factory=dict[str, dict[Path, _Allowed]])
    _sources: dict[tuple[str, ...], str] = field(factory=dict[tuple[str, ...], str])

    def choice(self, names: list[str]) -> str:
        """Source of the `Choice` between some models."""
        key = tuple(names)
        if key not in self._sources:
            self._sources[key] = self._choice(key)
        return self._sources[key]

    def is_discriminator(self, model: str, wire: str) -> bool:
        """Whether a property of a model is what tells it from others."""
        return any(
            one.property == wire and any(model in names for names in one.mapping.values())
            for one in self.discriminators
        )

    def stated_tag(self, model: str, wire: str) -> str:
        """The only value that mappings state for a model, so that callers need not give it; else empty."""
        here = [one for one in self.discriminators if one.property == wire]
        values = {value for one in here for value in one.stated if model in one.mapping.get(value, ())}
        return values.pop() if len(values) == 1 else ""

    def _choice(self, names: tuple[str, ...]) -> str:
        found = self._discriminators(names)
        own = {name: self._allowed(name) for name in names}
        places = {name: dict(own[name]) for name in names}
        for one in found:
            for value, name in _mapped(one, names):
                known = places[name].get((one.property,))
                values = known.values if known else frozenset[Any]()
                places[name][one.property,] = _Allowed(values | {value}, sure=True)
        first: set[Path] = {(one.property,) for one in found}
        tags = [self._tag(place, names, places) for place in _telling(names, places, first)]
        default = next((one.default for one in found if one.default in names), "")
        guessed = any(
            not one.stated and (one.property,) not in own[name] for one in found for _, name in _mapped(one, names)
        )
        arguments = ["_models", _tuple(names), *([f"({', '.join(tags)},)"] if tags else [])]
        arguments += [f"default={literal(default)}"] if default else []
        arguments += ["guessed=True"] if guessed else []
        return f"_Choice({', '.join(arguments)})"

    def _discriminators(self, names: tuple[str, ...]) -> list[Discriminator]:
        """The one for all of the members, else those for some of them and for nothing else."""
        classes = [(one, {name for group in one.mapping.values() for name in group}) for one in self.discriminators]
        whole = [(one, mapped) for one, mapped in classes if mapped >= set(names)]
        if whole:
            return [min(whole, key=lambda one: len(one[1]))[0]]
        return [one for one, mapped in classes if len(mapped) > 1 and mapped <= set(names)]

    def _tag(self, place: Path, names: tuple[str, ...], places: dict[str, dict[Path, _Allowed]]) -> str:
        """Source of a `Tag`."""
        others = [name for name in names if place not in places[name]]
        by_value: dict[Any, list[str]] = {}
        for name in names:
            if place in places[name]:
                for value in sorted(places[name][place].values, key=_rank):
                    by_value.setdefault(value, []).append(name)
        values = (f"{_key(value)}: {_tuple([*found, *others])}" for value, found in by_value.items())
        rest = f", {_tuple(others)}" if others else ""
        return f"_Tag({_tuple(place)}, {{{', '.join(values)}}}{rest})"

    def _allowed(self, name: str) -> dict[Path, _Allowed]:
        """By place, the values that a model allows there if they are few."""
        if name not in self._places:
            self._places[name] = dict(self._walk(name, (), True, ()))
        return self._places[name]

    def _walk(self, name: str, path: Path, required: bool, above: tuple[str, ...]) -> Iterator[tuple[Path, _Allowed]]:
        model = self.models.get(name)
        if model is None or name in above or len(path) >= _DEEPEST:
            return
        for prop in [*(model.required_properties or []), *(model.optional_properties or [])]:
            about = self.fields[name][plain(prop.name)]
            place, always = (*path, about.wire), required and prop.required and not about.write_only
            members = members_of(prop)
            values = values_of(members)
            if values is not None:
                yield place, _Allowed(values, sure=always or len(values) == 1)
            elif len(members) == 1 and type(members[0]) is ModelProperty:
                yield from self._walk(str(members[0].class_info.name), place, always, (*above, name))


def values_of(members: list[PropertyProtocol]) -> frozenset[Any] | None:
    """The values of a property of which constants and enums list all; None of any other."""
    values: set[Any] = set()
    for member in members:
        if type(member) is ConstProperty:
            values.add(_hashed(const_value(member)))
        elif type(member) is EnumProperty:
            values.update(enum_values(member))
        elif type(member) is NoneProperty:
            values.add(None)
        else:
            return None
    return frozenset(values) if values - {None} else None


def _mapped(discriminator: Discriminator, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The values of a discriminator for members of a union."""
    for value, classes in discriminator.mapping.items():
        yield from ((value, name) for name in classes if name in names)


def _telling(names: tuple[str, ...], places: dict[str, dict[Path, _Allowed]], first: set[Path]) -> Iterator[Path]:
    """Places that tell members apart: discriminators, then those that tell most of what is left."""
    left = {frozenset(pair) for pair in combinations(names, 2)}
    separated: dict[Path, set[frozenset[str]]] = {}
    for place in dict.fromkeys(place for name in names for place in places[name]):
        having = [name for name in names if place in places[name]]
        if len(having) > 1 and all(places[name][place].sure for name in having):
            separated[place] = {
                frozenset((one, other))
                for one, other in combinations(having, 2)
                if places[one][place].values.isdisjoint(places[other][place].values)
            }
    while left and separated:
        place = max(separated, key=lambda one: (one in first, len(separated[one] & left), -len(one)))
        if not separated[place] & left:
            return
        left -= separated.pop(place)
        yield place


def _hashed(value: Any) -> Any:
    return (value,) if type(value) is bool else value


def _rank(value: Any) -> tuple[str, Any]:
    return (type(value).__name__, "" if value is None else value)


def _key(value: Any) -> str:
    return f"({value[0]},)" if isinstance(value, tuple) else literal(value)


def _tuple(names: Iterator[str] | list[str] | tuple[str, ...]) -> str:
    found = [literal(name) for name in names]
    return f"({', '.join(found)}{',' if len(found) == 1 else ''})"
