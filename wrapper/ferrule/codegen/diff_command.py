"""`ferrule diff OLD NEW`: what a changed description changes for callers."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import Attribute, asdict

from .errors import UsageError
from .openapi import GRAPHQL
from .reporting import reporting, signs_of_life, tell

if TYPE_CHECKING:
    from .changes import Change
    from .normalise import Normalised  # imports the generator, which the other commands do not need

_LISTED = 250  # in Markdown, of each kind: a comment on GitHub has room for 65,536 characters
Subparsers = Any  # argparse does not export the type of `add_subparsers()`


def add_diff(subparsers: Subparsers) -> None:
    """Add `ferrule diff`."""
    parser = subparsers.add_parser("diff", help="say what changed between two descriptions", description=_diff.__doc__)
    parser.add_argument("old", help="path, URL or npm:PACKAGE@VERSION:PATH; or path of a GraphQL schema")
    parser.add_argument("new", help="the same; a generated package's openapi.json has its overlay in it already")
    parser.add_argument("--overlay", type=Path, help="overlay for both")
    parser.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="(default text)")
    parser.add_argument("--fail-on", choices=["breaking", "any"], help="exit with 1 if there are such changes")
    parser.set_defaults(run=_diff)


def _diff(arguments: argparse.Namespace) -> int:
    """Compare two descriptions as callers see them: on the wire, and in the Python that is generated from each."""
    return reporting(lambda: _compare(arguments))


def _compare(arguments: argparse.Namespace) -> int:
    with signs_of_life({}):
        changes = _changes(arguments.old, arguments.new, arguments.overlay)
    sys.stdout.write({"text": as_text, "markdown": as_markdown, "json": as_json}[arguments.format](changes) + "\n")
    failing = [one for one in changes if one.breaking or arguments.fail_on == "any"]
    return 1 if arguments.fail_on and failing else 0


def _changes(old: str, new: str, overlay: Path | None) -> list[Change]:
    from .changes import told
    from .diff import compare
    from .surface import compare_packages

    graphql = [source for source in (old, new) if source.endswith(GRAPHQL)]
    if len(graphql) == 1:
        raise UsageError(graphql[0], "is compared with another GraphQL schema only", "Give two of one kind.")
    if graphql:
        return _graphql_changes(Path(old), Path(new), overlay)
    with tempfile.TemporaryDirectory(prefix="ferrule-diff-") as scratch:
        packages = Path(scratch, "old"), Path(scratch, "new")
        wire = [_written(source, overlay, package) for source, package in zip((old, new), packages, strict=True)]
        return told(compare(*wire), compare_packages(*packages))


def _graphql_changes(old: Path, new: Path, overlay: Path | None) -> list[Change]:
    """As `_changes`; the Python is compared where both schemas have operations beside them, and accept them."""
    from .changes import told
    from .graphql.changes import compare
    from .graphql.reading import faults_of, has_operations, read_schema
    from .surface import compare_packages

    wire = compare(old, new)
    if not all(has_operations(one) and not faults_of(one, read_schema(one)) for one in (old, new)):
        return wire
    with tempfile.TemporaryDirectory(prefix="ferrule-diff-") as scratch:
        packages = Path(scratch, "old"), Path(scratch, "new")
        for source, package in zip((old, new), packages, strict=True):
            _written(str(source), overlay, package)
        return told(wire, compare_packages(*packages))


def _written(source: str, overlay: Path | None, package: Path) -> Normalised:
    """A description with the modules generated from it in `package`. They are neither formatted nor accounted for."""
    from .facade import facade
    from .normalise import normalise
    from .parser import parse
    from .pipeline import read, without_collection
    from .render import Renderer

    with without_collection():
        unmatched: list[str] = []
        document = read(source, overlay, unmatched=unmatched)
        for action in unmatched:
            tell(f"warning: {action} matches nothing in {source}")
        normalised = normalise(document, source)
        for operation in normalised.operations.values():
            operation.facts.pop("pagination", None)  # it may name what only one of the descriptions has
        data, _ = parse(normalised, source)
        shown = facade(document, "api", list(normalised.operations.values()))  # of one name, which is in the output
        Renderer(data, normalised, shown, package).run()
        return normalised


def as_text(changes: list[Change]) -> str:
    """One line a change."""
    lines = [f"{'breaking' if one.breaking else '':8}  {one.side:6}  {one.where}: {one.what}" for one in changes]
    return "\n".join([*lines, summary(changes)])


def as_markdown(changes: list[Change]) -> str:
    """For a comment on a pull request. Text of the description stands as code, so it cannot become markup."""
    lines = [summary(changes)]
    for title, breaking in (("Breaking", True), ("Not breaking", False)):
        listed = [f"- {one.side}: {_code(one.where)}: {_code(one.what)}" for one in changes if one.breaking is breaking]
        if len(listed) > _LISTED:
            listed[_LISTED:] = [f"- … and {len(listed) - _LISTED} more, which `ferrule diff` lists as text or JSON"]
        lines += ["", f"### {title}", "", *listed] if listed else []
    return "\n".join(lines)


def as_json(changes: list[Change]) -> str:
    """For programs."""
    found = {
        "breaking": sum(one.breaking for one in changes),
        "changes": [asdict(one, filter=_is_told) for one in changes],
    }
    return json.dumps(found, indent=1, ensure_ascii=False)


def _is_told(attribute: Attribute[Any], _: object) -> bool:
    return attribute.name != "seen_as"


def summary(changes: list[Change]) -> str:
    """How many there are."""
    if not changes:
        return "Nothing changed for callers."
    breaking = sum(one.breaking for one in changes)
    if len(changes) == 1:
        return "1 change, and it is breaking." if breaking else "1 change, not breaking."
    return f"{len(changes)} changes, {breaking or 'none'} of them breaking."


def _code(text: str) -> str:
    return "`" + " ".join(text.replace("`", "'").split()) + "`"
