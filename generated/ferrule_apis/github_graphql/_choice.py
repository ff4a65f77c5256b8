"""Which model of a union an object is: by tags, else by its keys, else by its values; never the first that parses.

1. A tag (a discriminator, a constant, an enum) leaves the members that allow its value. If none does, it is unknown.
2. Of those left, members whose required keys are there, and that forbid none of the keys, come first.
3. Of several, those that know more of the keys come first, and of equals the first in the description. The first that
   reads without a mismatch is it; if none does, the one with the fewest mismatches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

from attrs import define, field, frozen

from ._decode import Mismatches, mismatch
from .types import Mismatch

_DEEPEST = 3  # trials within trials; without a limit, time doubles with each level of unions that all have to be tried


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
            found: Any = value
            if type(value) is not dict or key not in found:
                return None
            value = found[key]
        if value is None or type(value) in (dict, list):
            return self.members.get(None) if value is None else None
        return self.members.get((value,) if type(value) is bool else value, self.others)


class Trial(list[Mismatch]):
    """The mismatches of a member that is only tried, at some depth of trials within trials."""

    def __init__(self, depth: int) -> None:
        super().__init__()
        self.depth = depth


Candidate = tuple[Shape, Callable[[dict[str, Any], Mismatches], Any]]


@define
class Choice:
    """Chooses between the models of a union."""

    models: ModuleType
    members: tuple[str, ...]
    tags: tuple[Tag, ...] = ()
    default: str = ""
    """The member for a tag that is missing, or that no member has (OpenAPI 3.2, `defaultMapping`)."""
    guessed: bool = False
    """Whether the values of the tag are only names of schemas, so that others need not be wrong."""
    _key: str = field(init=False, default="")
    """The key of the only tag, where one look-up is all there is to do."""
    _named: Mapping[Any, tuple[str, ...]] = field(init=False, factory=dict[Any, tuple[str, ...]])
    _known: dict[str, Candidate] = field(init=False, factory=dict[str, "Candidate"])

    def __attrs_post_init__(self) -> None:
        if len(self.tags) == 1 and len(self.tags[0].path) == 1:
            self._key, self._named = self.tags[0].path[0], self.tags[0].members

    def decode(self, value: dict[str, Any], mismatches: Mismatches, model: str, field: str) -> Any:
        """The object as the member it is; kept as it came if its tag is unknown, or no member knows any of its keys."""
        tag = value.get(self._key)
        left = self._named.get(tag) if type(tag) is str else None
        if left is None:
            left = self._left(value) if self.tags else self.members
        if len(left) == 1:
            return getattr(self.models, left[0]).from_dict(value, mismatches)
        fitting = self._fitting(left, value) or self._nearest(left, value)
        if fitting:
            return self._first(fitting, value, mismatches)
        if not left and self.guessed and (found := self._only(value)) is not None:
            return found
        return mismatch(mismatches, model, field, " | ".join(self.members), value)

    def read(self, value: dict[str, Any]) -> Any:
        """As `decode`, beside a map, which takes what is not entirely one of the models: for that, None."""
        for shape, from_dict in self._fitting(self._left(value), value):
            if not shape.known.isdisjoint(value):
                trial = Trial(_DEEPEST)
                found = from_dict(value, trial)
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

    def _candidates(self) -> dict[str, Candidate]:
        """The members, imported when a tag does not decide for the first time."""
        if not self._known:
            classes = {name: getattr(self.models, name) for name in self.members}
            self._known = {name: (one._SHAPE, one.from_dict) for name, one in classes.items()}  # at once: threads
        return self._known

    def _fitting(self, names: Sequence[str], value: dict[str, Any]) -> list[Candidate]:
        """Members whose keys fit, the one that knows most of them first."""
        known, keys = self._known or self._candidates(), value.keys()
        fitting = [
            one
            for name in names
            if (shape := (one := known[name])[0]).required <= keys and (not shape.closed or keys <= shape.known)
        ]
        if len(fitting) > 1:
            fitting.sort(key=lambda one: -len(one[0].known & keys))
        return fitting

    def _nearest(self, names: Sequence[str], value: dict[str, Any]) -> list[Candidate]:
        """Of members whose keys do not fit, the one with the fewest that are wrong; none if it knows no key at all."""
        candidates = [self._candidates()[name] for name in names]
        near = [one for one in candidates if not one[0].known.isdisjoint(value)]
        return [min(near, key=lambda one: (one[0].wrong(value), -len(one[0].known & value.keys())))] if near else []

    def _first(self, ranked: list[Candidate], value: dict[str, Any], mismatches: Mismatches) -> Any:
        """The object as the first member that reads it without a mismatch, else as the one with the fewest."""
        reported: list[Mismatch] = [] if mismatches is None else mismatches
        before = len(reported)
        found = ranked[0][1](value, reported)
        if len(ranked) == 1 or len(reported) == before:
            return found
        depth = reported.depth + 1 if isinstance(reported, Trial) else 1
        if depth > _DEEPEST:
            return found
        fewest = reported[before:]
        del reported[before:]
        for _, from_dict in ranked[1:]:
            trial = Trial(depth)
            tried = from_dict(value, trial)
            if len(trial) < len(fewest):
                found, fewest = tried, trial
            if not trial:
                break
        reported.extend(fewest)
        return found

    def _only(self, value: dict[str, Any]) -> Any:
        """The object as the only member that reads it without a mismatch; None if that is none or several."""
        read: list[Any] = []
        for _, from_dict in self._fitting(self.members, value):
            trial = Trial(_DEEPEST)
            found = from_dict(value, trial)
            read += [] if trial else [found]
        return read[0] if len(read) == 1 else None
