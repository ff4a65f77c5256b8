"""What changed between two schemas, as graphql-core finds it, and for the operations beside them."""

from __future__ import annotations

import re
from pathlib import Path

from graphql import BreakingChange, DangerousChange, find_schema_changes

from ..changes import Change
from .reading import faults_of, read_schema

_ELEMENT = re.compile(r"\w+\.\w+(?:\(\w+:\))?")


def compare(old: Path, new: Path) -> list[Change]:
    """All differences, breaking ones first. What is only dangerous breaks no client that Ferrule generates.

    An operation beside the old schema that the new one refuses is told with its place.

    Raises:
        CodegenError: one of them is no schema.
    """
    before, after = read_schema(old), read_schema(new)
    found = [
        Change(
            _where(one.description),
            f"{'dangerous: ' if isinstance(one, DangerousChange) else ''}{one.description}",
            breaking=isinstance(one, BreakingChange),
        )
        for one in find_schema_changes(before, after)
    ]
    refused = {*faults_of(old, after), *faults_of(new, after)}
    found += [Change(place, reason, breaking=True) for place, reason in refused]
    return sorted(found, key=lambda one: (not one.breaking, one))


def _where(description: str) -> str:
    """The part of the schema that a sentence is about."""
    found = _ELEMENT.search(description)
    return found[0] if found else description.split()[0]
