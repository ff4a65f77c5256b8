"""Which model of a union an object is: by tags, else by its keys, else by its values; never the first that parses.

1. A tag (a discriminator, a constant, an enum) leaves the members that allow its value. If none does, it is unknown.
2. Of those left, members whose required keys are there, and that forbid none of the keys, come first.
3. Of several, those that know more of the keys come first, and of equals the first in the description. The first that
   reads without a mismatch is it; if none does, the one with the fewest mismatches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from attrs import Factory, frozen

from ._decode import Mismatches, mismatch
from .types import Mismatch

_DEEPEST = 3  # unions within unions of which each has to be tried; without a limit, time doubles with each level


@frozen
class Shape:
    """What the keys of an object tell of a model."""

    required: frozenset[str]
    known: frozenset[str]
    closed: bool = False
    """Whether other keys than the known ones are forbidden."""

    def wrong(self, value: Mapping[str, Any]) -> int:
        """How many keys are missing or forbidden."""
        missing = 0 if self.required <= value.keys() else len(self.required.difference(value))
        return missing + len(value.keys() - self.known) if self.closed else missing


@frozen
class Tag:
    """A place in an object whose value tells members of a union apart."""

    path: tuple[str, ...]
    members: Mapping[Any, tuple[str, ...]]
    """Members by the value that they allow; true and false are in a tuple, as they equal 1 and 0."""
    others: tuple[str, ...] = ()
    """Members that allow any other value."""

    def leaves(self, value: Any) -> tuple[str, ...] | None:
        """The members that an object may be; None if it has nothing there that could be a tag."""
        for key in self.path:
            if type(value) is not dict or key not in value:
                return None
            value = value[key]
        if value is None or type(value) in (dict, list):
            return self.members.get(None) if value is None else None
        return self.members.get((value,) if type(value) is bool else value, self.others)


class Trial(list[Mismatch]):
    """The mismatches of a member that is only tried."""

    def __init__(self, depth: int) -> None:
        super().__init__()
        self.depth = depth
        self.shallow = False
        """Whether a union inside was too deep to be decided."""


@frozen
class Choice:
    """Chooses between the models of a union."""

    models: ModuleType
    members: tuple[str, ...]
    tags: tuple[Tag, ...] = ()
    default: str = ""
    """The member for a tag that is missing, or that no member has (OpenAPI 3.2, `defaultMapping`)."""
    guessed: bool = False
    """Whether the values of the tag are only names of schemas, so that others need not be wrong."""
    _key: str = Factory(
        lambda self: self.tags[0].path[0] if len(self.tags) == 1 == len(self.tags[0].path) else "", True
    )
    _named: Mapping[Any, tuple[str, ...]] = Factory(lambda self: self.tags[0].members if self._key else {}, True)

    def decode(self, value: dict[str, Any], mismatches: Mismatches, model: str, field: str) -> Any:
        """The object as the member it is; kept as it came if its tag is unknown, or no member knows any of its keys."""
        tag = value.get(self._key)
        left = self._named.get(tag) if type(tag) is str else None
        if left is None:
            left = self._left(value)
        if len(left) == 1:
            return getattr(self.models, left[0]).from_dict(value, mismatches)
        if ranked := self._ranked(left, value) or self._nearest(left, value):
            return self._first(ranked, value, mismatches)
        if not left and self.guessed and (found := self._only(value)) is not None:
            return found
        return mismatch(mismatches, model, field, " | ".join(self.members), value)

    def read(self, value: dict[str, Any]) -> Any:
        """As `decode`, beside a map, which takes what is not entirely one of the models: for that, None."""
        for name in self._ranked(self._left(value), value):
            if not _shape(self.models, name).known.isdisjoint(value):
                trial = Trial(_DEEPEST)
                found = getattr(self.models, name).from_dict(value, trial)
                if not trial:
                    return found
        return None

    def _left(self, value: dict[str, Any]) -> tuple[str, ...]:
        """The members that the tags leave."""
        names = self.members
        for tag in self.tags:
            left = tag.leaves(value)
            if not left and self.default:
                return (self.default,)
            if left is not None:
                names = left if names is self.members else tuple(name for name in names if name in left)
        return names

    def _ranked(self, names: Sequence[str], value: dict[str, Any]) -> list[str]:
        """Members whose keys fit, the one that knows most of them first."""
        keys = value.keys()
        fitting = [(name, shape) for name in names if not (shape := _shape(self.models, name)).wrong(value)]
        if len(fitting) > 1:
            fitting.sort(key=lambda one: -len(one[1].known & keys))
        return [name for name, _ in fitting]

    def _nearest(self, names: Sequence[str], value: dict[str, Any]) -> list[str]:
        """Of members whose keys do not fit, the one with the fewest that are wrong; none if it knows no key at all."""
        near: list[tuple[int, int, str]] = []
        for name in names:
            shape = _shape(self.models, name)
            if known := len(shape.known & value.keys()):
                near.append((shape.wrong(value), -known, name))
        return [min(near, key=lambda one: one[:2])[2]] if near else []

    def _first(self, ranked: Sequence[str], value: dict[str, Any], mismatches: Mismatches) -> Any:
        """The object as the first member that reads it without a mismatch, else as the one with the fewest."""
        depth = mismatches.depth + 1 if isinstance(mismatches, Trial) else 1
        if len(ranked) == 1 or depth > _DEEPEST:
            if isinstance(mismatches, Trial) and len(ranked) > 1:
                mismatches.shallow = True
            return getattr(self.models, ranked[0]).from_dict(value, mismatches)
        best, found, reported = "", None, Trial(depth)
        for name in ranked:
            trial = Trial(depth)
            tried = getattr(self.models, name).from_dict(value, trial)
            if not best or len(trial) < len(reported):
                best, found, reported = name, tried, trial
            if not trial:
                break
        if reported.shallow and depth == 1:
            return getattr(self.models, best).from_dict(value, mismatches)
        if mismatches is not None:
            mismatches.extend(reported)
        return found

    def _only(self, value: dict[str, Any]) -> Any:
        """The object as the only member that reads it without a mismatch; None if that is none or several."""
        read: list[Any] = []
        for name in self._ranked(self.members, value):
            trial = Trial(_DEEPEST)
            found = getattr(self.models, name).from_dict(value, trial)
            read += [] if trial else [found]
        return read[0] if len(read) == 1 else None


def _shape(models: ModuleType, name: str) -> Shape:
    found: Shape = getattr(models, name)._SHAPE
    return found
