"""The `ferrule` command. Each subcommand lives beside what it drives, and is imported only when it runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from ferrule.errors import FerruleError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 when it worked, 1 when it did not, 2 when it was called wrongly, 130 when it was interrupted.
    """
    from ferrule.auth.commands import add_login, add_token
    from ferrule.cache.commands import add_cache
    from ferrule.codegen.commands import add_codegen, add_generate
    from ferrule.codegen.diff_command import add_diff
    from ferrule.sandbox.commands import add_sandbox

    parser = argparse.ArgumentParser(
        prog="ferrule", description="Typed, resilient API clients from OpenAPI documents.", allow_abbrev=False
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_generate(subparsers)
    add_codegen(subparsers)
    add_diff(subparsers)
    add_sandbox(subparsers)
    add_login(subparsers)
    add_token(subparsers)
    add_cache(subparsers)
    if not (sys.argv[1:] if arguments is None else arguments):
        parser.print_help(sys.stderr)
        return 2
    chosen = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return run(chosen)
    except FerruleError as error:
        sys.stderr.write(f"ferrule: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


class _Version(argparse.Action):
    """Looked up when asked for: it reads the installation's metadata."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from ferrule._version import __version__

        sys.stdout.write(f"ferrule {__version__}\n")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
