"""One difference between two descriptions, and how several become one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

from attrs import evolve, field, frozen

Direction = Literal["request", "response"]

_WAY: Final = re.compile(r" in a (request|response)$")


@frozen(order=True)
class Change:
    """One difference."""

    where: str
    """`METHOD /path`, a class or `group.method`, or that with the part of it."""
    what: str
    breaking: bool
    side: Literal["wire", "python"] = "wire"
    """Whether it is seen on the wire, or in the generated Python."""
    seen_as: tuple[str, ...] = field(default=(), eq=False, order=False, repr=False)
    """Places in the generated Python where the same change is seen; one that ends with `*` means all that begin so."""


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Each once, breaking ones first, then by place. What a model has in requests and responses alike is one."""
    found: dict[Change, Change] = {}
    for one in changes:
        same = found.get(one)
        found[one] = one if same is None else evolve(same, seen_as=(*same.seen_as, *one.seen_as))
    alike: dict[tuple[str, str], list[Change]] = {}
    for one in found.values():
        alike.setdefault((_WAY.sub("", one.where), one.what), []).append(one)
    return sorted(map(_joined, alike.values()), key=lambda one: (not one.breaking, one))


def _joined(changes: list[Change]) -> Change:
    first, *others = changes
    if not others:
        return first
    seen_as = tuple(place for one in changes for place in one.seen_as)
    where = f"{_WAY.sub('', first.where)} in requests and responses"
    return evolve(first, where=where, breaking=any(one.breaking for one in changes), seen_as=seen_as)


def told(wire: Iterable[Change], python: Iterable[Change]) -> list[Change]:
    """All changes, without those of the Python that say no more than one on the wire."""
    wire = list(wire)
    exact: dict[str, bool] = {}
    starts: dict[str, bool] = {}
    for one in wire:
        for place in one.seen_as:
            known = starts if place.endswith("*") else exact
            known[place.rstrip("*")] = known.get(place.rstrip("*"), False) or one.breaking
    more = [one for one in python if not _is_told(one, exact, starts)]
    return sorted([*wire, *more], key=lambda one: not one.breaking)


def _is_told(change: Change, exact: dict[str, bool], starts: dict[str, bool]) -> bool:
    breaking = [exact[change.where]] if change.where in exact else []
    breaking += [value for start, value in starts.items() if change.where.startswith(start)]
    return bool(breaking) and (any(breaking) or not change.breaking)
