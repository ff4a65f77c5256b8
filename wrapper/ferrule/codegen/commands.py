"""`ferrule generate` and `ferrule codegen`. Their exit codes are those of `reporting`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict

from .ownership import carry_over
from .reporting import reporting, signs_of_life, tell, warnings_of
from .wording import plural
from .workspace import Outcome, Workspace, differences

if TYPE_CHECKING:
    from .ledger import Ledger  # which needs the extra

Subparsers = Any  # argparse does not export the type of `add_subparsers()`


def add_generate(subparsers: Subparsers) -> None:
    """Add `ferrule generate`."""
    parser = subparsers.add_parser(
        "generate", help="generate a client from a description", description=_generate.__doc__
    )
    parser.add_argument(
        "spec",
        help="path, URL or npm:PACKAGE@VERSION:PATH of an OpenAPI 3 document, or a Swagger 2.0 one; or path of a "
        "GraphQL schema (*.graphql) that has a folder `operations` beside it",
    )
    parser.add_argument("--overlay", type=Path, help="OpenAPI Overlay 1.x with corrections and facts")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder the package is written into")
    parser.add_argument("--package", required=True, metavar="NAME", help="name of the package")
    parser.add_argument("--remote", action="store_true", help="follow references to URLs")
    parser.add_argument("--strict", action="store_true", help="take warnings about the description as errors")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the package is not up to date")
    parser.add_argument("--json", action="store_true", help="print the ledger, or what --check found, as JSON")
    parser.set_defaults(run=_generate)


def add_codegen(subparsers: Subparsers) -> None:
    """Add `ferrule codegen`."""
    parser = subparsers.add_parser("codegen", help="bring generated/ in step with specs/", description=_codegen.__doc__)
    add_codegen_arguments(parser)
    parser.set_defaults(run=_codegen)


def add_codegen_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `ferrule codegen` and of `python -m ferrule.codegen`."""
    parser.add_argument("api", nargs="*", help="folders of specs/; all if none is named")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if generated/ is not what specs/ gives"
    )
    parser.add_argument("--strict", action="store_true", help="take warnings about descriptions as errors")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")


def main(arguments: list[str] | None = None) -> int:
    """`python -m ferrule.codegen [API…] [--check] [--strict] [--json]`."""
    parser = argparse.ArgumentParser(prog="python -m ferrule.codegen", description=_codegen.__doc__)
    add_codegen_arguments(parser)
    return _codegen(parser.parse_args(arguments))


def _generate(arguments: argparse.Namespace) -> int:
    """Generate a typed client package from an OpenAPI 3 document, or from a GraphQL schema and operations."""
    return reporting(lambda: _check_one(arguments) if arguments.check else _generate_one(arguments))


def _generate_one(arguments: argparse.Namespace) -> int:
    from .pipeline import generate

    steps: dict[str, float] = {}
    with signs_of_life(steps):
        report = generate(
            arguments.spec, arguments.overlay, arguments.out, arguments.package, remote=arguments.remote,
            strict=arguments.strict, steps=steps,
        )  # fmt: skip
    for line in warnings_of(report.faults, arguments.spec):
        tell(line)
    if arguments.json:
        _print(json.dumps(report.ledger.to_json(), indent=1, ensure_ascii=False))
        return 0
    _print(f"{report.api}: {report.operations} operations, {report.models} models in {report.seconds:.1f} s")
    kept = (f"kept: {path}, which Ferrule did not generate" for path in report.kept)
    for line in [*_lost(report.ledger), *_loose(report.ledger), *kept]:
        _print(f"  {line}")
    _print(
        f"Next: `from {arguments.package} import {report.client}` with {arguments.out} on the import path, and read "
        f"{arguments.out / arguments.package / 'ledger.json'}."
    )
    return 0


def _check_one(arguments: argparse.Namespace) -> int:
    """Tell whether the package is what the description gives, and write nothing."""
    from .pipeline import generate

    have = arguments.out / arguments.package
    steps: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="ferrule-check-") as scratch, signs_of_life(steps):
        report = generate(
            arguments.spec, arguments.overlay, Path(scratch), arguments.package, remote=arguments.remote,
            strict=arguments.strict, steps=steps,
        )  # fmt: skip
        carry_over(have, Path(scratch, arguments.package))  # what somebody else put there is no difference
        details = list(differences(have, Path(scratch, arguments.package), str(have)))
    for line in warnings_of(report.faults, arguments.spec):
        tell(line)
    if arguments.json:
        _print(json.dumps({"ok": not details, "differences": details}, indent=1, ensure_ascii=False))
    elif details:
        _print(
            "\n".join([f"{have} is not what {arguments.spec} gives:", *(f"  {line}" for line in shortened(details))])
        )
        _print("Next: run the same command without --check, and commit the package.")
    else:
        _print(f"{have} is what {arguments.spec} gives.")
    return 1 if details else 0


def _loose(ledger: Ledger) -> Iterator[str]:
    """What the description has no better types or names for."""
    if values := ledger.loose["any"]:
        yield f"{plural(values, 'value')} typed as Any: the description leaves {'it' if values == 1 else 'them'} open"
    if classes := ledger.loose["numbered"]:
        yield f"{plural(classes, 'class')} without a name (…Type0): give a `title`, or put it into components"


def _lost(ledger: Ledger) -> Iterator[str]:
    """What was not generated, with alike parts in one line: a single loss must not drown among hundreds of another."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for note in ledger.lost:
        alike.setdefault((note.kind, note.reason, note.fix), []).append(note.where)
    for (kind, reason, fix), places in alike.items():
        which = places[0] if len(places) == 1 else f"{places[0]} and {len(places) - 1} more like it"
        yield f"not generated: {kind} {which}: {reason}. {fix}".rstrip()


def _codegen(arguments: argparse.Namespace) -> int:
    """Bring generated/ in step with specs/ in the current folder. Unchanged APIs cost nothing."""
    return reporting(lambda: _codegen_all(arguments))


def _codegen_all(arguments: argparse.Namespace) -> int:
    workspace = Workspace(Path(), strict=arguments.strict)
    run = workspace.check if arguments.check else workspace.run
    outcomes = list(_shown(run(arguments.api), quiet=arguments.json))
    ok = all(outcome.ok for outcome in outcomes)
    if arguments.json:
        _print(json.dumps({"ok": ok, "apis": [asdict(outcome) for outcome in outcomes]}, indent=1, ensure_ascii=False))
    else:
        _print(_next_step(outcomes, check=arguments.check))
    return 0 if ok else 1


def _shown(outcomes: Iterator[Outcome], *, quiet: bool) -> Iterator[Outcome]:
    if quiet:
        yield from outcomes
    elif sys.stdout.isatty():
        yield from _shown_live(outcomes)
    else:
        for outcome in outcomes:
            _print(_line(outcome))
            yield outcome


def _shown_live(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    from rich.console import Console

    console = Console(highlight=False)
    colours = {"stale": "red", "failed": "red", "regenerated": "green"}
    for outcome in outcomes:
        console.print(_line(outcome), style=colours.get(outcome.state, ""), markup=False)
        yield outcome


def _line(outcome: Outcome) -> str:
    parts = [f"{outcome.api:<12} {outcome.state:<12} {outcome.seconds:6.2f} s"]
    if outcome.operations:
        parts.append(f"{outcome.operations} operations, {outcome.models} models")
    if outcome.lost:
        parts.append(f"{outcome.lost} not generated (see ledger.json)")
    return "\n    ".join(["  ".join(parts), *shortened(outcome.details), *outcome.warnings])


def shortened(details: Sequence[str]) -> list[str]:
    """The first of many."""
    return [*details[:20], *([f"and {len(details) - 20} more"] if len(details) > 20 else [])]


def _next_step(outcomes: list[Outcome], *, check: bool) -> str:
    if any(outcome.state == "failed" for outcome in outcomes):
        return "Next: correct what failed; packages that failed are as they were."
    if check:
        return (
            "Next: run ./codegen.sh and commit generated/."
            if not all(o.ok for o in outcomes)
            else "generated/ is what specs/ gives."
        )
    if all(outcome.state == "unchanged" for outcome in outcomes):
        return "Nothing changed."
    return "Next: read the diff of generated/ and its ledger.json files, run the tests, and commit both with specs/."


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command's output
