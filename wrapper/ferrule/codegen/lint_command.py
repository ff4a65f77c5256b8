"""`ferrule lint SPEC`: what reads badly once it is generated, and the overlay's actions that mend it."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict

from .reporting import reporting, signs_of_life, tell, warnings_of
from .wording import plural

if TYPE_CHECKING:
    from .lint_finding import Action, Finding  # which import the generator, as the other commands need not

Subparsers = Any  # argparse does not export the type of `add_subparsers()`


def add_lint(subparsers: Subparsers) -> None:
    """Add `ferrule lint`."""
    parser = subparsers.add_parser(
        "lint", help="say what reads badly in a description, and how to mend it", description=_lint.__doc__
    )
    parser.add_argument("spec", help="path, URL or npm:PACKAGE@VERSION:PATH of an OpenAPI document")
    parser.add_argument("--overlay", type=Path, help="overlay with what is mended already")
    parser.add_argument("--remote", action="store_true", help="follow references to URLs")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if there are findings")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.set_defaults(run=_lint)


def _lint(arguments: argparse.Namespace) -> int:
    """Say what reads badly in a description once it is generated, with the overlay's actions that mend it."""
    return reporting(lambda: _look(arguments))


def _look(arguments: argparse.Namespace) -> int:
    with signs_of_life({}):
        found = findings(arguments.spec, arguments.overlay, remote=arguments.remote)
    sys.stdout.write((as_json(found) if arguments.json else as_text(found, arguments.spec)) + "\n")
    return 1 if arguments.strict and found else 0


def findings(source: str, overlay: Path | None = None, *, remote: bool = False) -> list[Finding]:
    """What reads badly in the description at a source; faults of it are told as `ferrule generate` tells them.

    Raises:
        CodegenError: no client can be generated from it.
    """
    from .depth import deep_recursion
    from .facade import facade
    from .faults import faults_of
    from .lint import lint
    from .lint_finding import Described
    from .normalise import normalise
    from .parser import parse
    from .pipeline import read, without_collection
    from .render import Renderer

    with without_collection(), deep_recursion(source), tempfile.TemporaryDirectory(prefix="ferrule-lint-") as scratch:
        document = read(source, overlay, remote=remote)
        for line in warnings_of(faults_of(document, source), source):
            tell(line)
        normalised = normalise(document, source)
        data, _ = parse(normalised, source)
        shown = facade(document, "api", list(normalised.operations.values()))
        Renderer(data, normalised, shown, Path(scratch, "api")).run()  # which refuses facts that do not fit
        return list(lint(Described(document, normalised, data, source)))


def as_text(found: list[Finding], source: str) -> str:
    """Each finding with its actions, as they stand in an overlay."""
    if not found:
        return f"Nothing to mend: {source} reads well once it is generated."
    lines = [f"{one.where}: {one.what}\n{''.join(map(as_yaml, one.actions))}" for one in found]
    next_step = "Next: put the actions that are right into the `actions` of an overlay, each with its reason."
    return "\n".join([*lines, f"{plural(len(found), 'finding')}. {next_step}"])


def as_yaml(action: Action) -> str:
    """An action as an element of an overlay's `actions`."""
    import yaml

    module: Any = yaml  # its stubs leave a type open
    text: str = module.safe_dump(
        [asdict(action)], sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
    )
    return textwrap.indent(text, "  ")


def as_json(found: list[Finding]) -> str:
    """For programs."""
    return json.dumps({"findings": [asdict(one) for one in found]}, indent=1, ensure_ascii=False)
