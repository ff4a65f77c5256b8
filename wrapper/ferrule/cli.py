"""The `ferrule` command: only its parser. Each subcommand is beside what it drives, and imports that when it runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches

from ferrule.errors import FerruleError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 when it worked, 1 when it did not, 2 when it was called wrongly, 130 when it was interrupted.
    """
    given = sys.argv[1:] if arguments is None else arguments
    parser, commands = _parser()
    if not given:
        parser.print_help(sys.stderr)
        return 2
    if not given[0].startswith("-") and given[0] not in commands:
        parser.error(f"no command {given[0]!r}; {_hint(given[0], commands)}")
    chosen = parser.parse_args(given)
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return run(chosen)
    except FerruleError as error:
        sys.stderr.write(f"ferrule: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> tuple[argparse.ArgumentParser, Iterable[str]]:
    """The parser, and the names of the commands."""
    from ferrule.auth.commands import add_login, add_token
    from ferrule.batches.commands import add_bulk
    from ferrule.cache.commands import add_cache
    from ferrule.codegen.commands import add_codegen, add_generate
    from ferrule.codegen.diff_command import add_diff
    from ferrule.codegen.lint_command import add_lint
    from ferrule.sandbox.commands import add_sandbox
    from ferrule.top.commands import add_top

    parser = argparse.ArgumentParser(
        prog="ferrule", description="Typed, resilient API clients from OpenAPI documents.", allow_abbrev=False
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        add_generate,
        add_codegen,
        add_diff,
        add_lint,
        add_sandbox,
        add_bulk,
        add_login,
        add_token,
        add_cache,
        add_top,
    ):
        add(subparsers)
    return parser, subparsers.choices


def _hint(given: str, commands: Iterable[str]) -> str:
    near = get_close_matches(given, commands, n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(commands)}"


class _Version(argparse.Action):
    """Looks it up only when it is wanted: that reads the installation's metadata."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from ferrule._version import __version__

        sys.stdout.write(f"ferrule {__version__}\n")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
