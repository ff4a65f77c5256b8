"""`ferrule top`. Exit codes: 0 ended by Ctrl-C, or `--once`; 1 no such process, or it has ended; 2 used wrongly."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ferrule.telemetry.process import Process

SORTS: Final = ("calls", "errors", "p50", "p95", "p99", "name")


def add_top(subparsers: Any) -> None:
    """Add `ferrule top`."""
    parser = subparsers.add_parser(
        "top",
        help="look at a running process: calls, latencies, breaker, quotas, failures",
        description="Look at a running process that calls `ferrule.telemetry.serve()`.",
    )
    parser.add_argument(
        "process",
        nargs="?",
        metavar="PROCESS",
        help="its id, or the path of its socket (default: the only one there is)",
    )
    parser.add_argument("--sort", choices=SORTS, default="calls", help="order of operations (default: %(default)s)")
    parser.add_argument("--once", action="store_true", help="show it once, and end")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="print snapshots as lines of JSON")
    shown.add_argument("--web", action="store_true", help="serve a page for your browser, and print its address")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from ferrule.errors import ConfigError
    from ferrule.top.processes import Viewer, chosen

    if arguments.web and arguments.once:
        raise ConfigError("--web serves a live page: leave out --once")
    with Viewer(chosen(arguments.process)) as viewer:
        try:
            if arguments.web:
                from ferrule.top.web import show

                show(viewer)
            else:
                _print(islice(viewer, 1) if arguments.once else viewer, arguments)
        except KeyboardInterrupt:
            return 0
        except BrokenPipeError:  # `ferrule top | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is written at exit
    return 0


def _print(snapshots: Iterable[Process], arguments: argparse.Namespace) -> None:
    import msgspec

    from ferrule.top.lines import everything, following

    if arguments.json:
        _write(snapshots, lambda process: [msgspec.json.encode(process).decode()])
    elif sys.stdout.isatty():
        _draw(snapshots, arguments)
    else:
        _write(snapshots, partial(everything, order=arguments.sort) if arguments.once else following)


def _write(snapshots: Iterable[Process], lines: Callable[[Process], Iterable[str]]) -> None:
    for process in snapshots:
        for line in lines(process):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _draw(snapshots: Iterable[Process], arguments: argparse.Namespace) -> None:
    from ferrule.errors import ConfigError

    try:
        from rich.console import Console

        from ferrule.top.terminal import Room, follow, view
    except ImportError:
        raise ConfigError("in a terminal this needs rich: install ferrule[top], or give --json or --web") from None
    console = Console(highlight=False)
    if not arguments.once:
        follow(snapshots, arguments.sort, console)
        return
    for process in snapshots:
        console.print(view(process, arguments.sort, Room(console.width)))
