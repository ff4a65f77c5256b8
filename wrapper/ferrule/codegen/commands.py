"""`ferrule generate` and `ferrule codegen`.

Exit codes: 0 all is as it should be; 1 something is stale or could not be generated; 2 the command was used wrongly.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict

from ferrule.errors import ConfigError

from . import extra
from .errors import CodegenError, UsageError
from .workspace import Outcome, Workspace

if TYPE_CHECKING:
    from .ledger import Ledger  # which needs the extra

Subparsers = Any  # argparse does not export the type of `add_subparsers()`


def add_generate(subparsers: Subparsers) -> None:
    """Add `ferrule generate`."""
    parser = subparsers.add_parser(
        "generate", help="generate a client from one OpenAPI document", description=_generate.__doc__
    )
    parser.add_argument(
        "spec", help="path, URL or npm:PACKAGE@VERSION:PATH of an OpenAPI 3 document, or a Swagger 2.0 one"
    )
    parser.add_argument("--overlay", type=Path, help="OpenAPI Overlay 1.x with corrections and facts")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder the package is written into")
    parser.add_argument("--package", required=True, metavar="NAME", help="name of the package")
    parser.add_argument("--remote", action="store_true", help="follow references to URLs")
    parser.add_argument("--json", action="store_true", help="print the ledger as JSON")
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
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")


def main(arguments: list[str] | None = None) -> int:
    """`python -m ferrule.codegen [API…] [--check] [--json]`."""
    parser = argparse.ArgumentParser(prog="python -m ferrule.codegen", description=_codegen.__doc__)
    add_codegen_arguments(parser)
    return _codegen(parser.parse_args(arguments))


def _generate(arguments: argparse.Namespace) -> int:
    """Generate a typed client package from an OpenAPI 3 document."""
    return _reporting(lambda: _generate_one(arguments))


def _generate_one(arguments: argparse.Namespace) -> int:
    from .pipeline import generate

    report = generate(arguments.spec, arguments.overlay, arguments.out, arguments.package, remote=arguments.remote)
    if arguments.json:
        _print(json.dumps(report.ledger.to_json(), indent=1, ensure_ascii=False))
        return 0
    _print(f"{report.api}: {report.operations} operations, {report.models} models in {report.seconds:.1f} s")
    for line in [*_lost(report.ledger), *(f"kept: {path}, which Ferrule did not generate" for path in report.kept)]:
        _print(f"  {line}")
    _print(
        f"Next: `from {arguments.package} import {report.client}` with {arguments.out} on the import path, and read "
        f"{arguments.out / arguments.package / 'ledger.json'}."
    )
    return 0


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
    return _reporting(lambda: _codegen_all(arguments))


def _codegen_all(arguments: argparse.Namespace) -> int:
    workspace = Workspace(Path())
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
    shown = outcome.details[:20]
    more = [f"and {len(outcome.details) - 20} more"] if len(outcome.details) > 20 else []
    return "\n    ".join(["  ".join(parts), *shown, *more])


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


def _reporting(act: Callable[[], int]) -> int:
    """Errors as messages, without a traceback."""
    try:
        extra.require()
        return act()
    except (CodegenError, ConfigError) as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - a command's output
        return 2 if isinstance(error, UsageError) else 1


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command's output
