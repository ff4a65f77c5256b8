"""`ferrule sandbox`. Exit codes: 0 stopped; 1 it could not start; 2 used wrongly."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .sandbox import Sandbox

Subparsers = Any  # argparse does not export the type of `add_subparsers()`

_PORT: Final = 8642
_FAULTS: Final = """\
faults, each with `api=`, `method=`, `path=`, `rate=` and `times=` if wanted:
  latency SECONDS [distribution=fixed|uniform|exponential]
  status CODE [retry_after=SECONDS] [body=api|html|empty|wrong]
  reset before|after|idle
  truncate headers|body
  trickle headers|body [interval=SECONDS] [size=BYTES]
  corrupt json|type|null|enum [field=POINTER]
  script 503,503,ok

example:
  ferrule sandbox --api github stripe --fault 'status 503 retry_after=1 api=github rate=0.2' --fault 'latency 0.1'
"""


def add_sandbox(subparsers: Subparsers) -> None:
    """Add `ferrule sandbox`."""
    parser = subparsers.add_parser(
        "sandbox",
        help="serve the APIs on this machine, well or badly",
        description=_run.__doc__,
        epilog=_FAULTS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--api", nargs="+", default=[], metavar="NAME", help="serve only these (default: all)")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=_PORT, help="0 picks a free one (default: %(default)s)")
    parser.add_argument("--fault", action="append", default=[], metavar="RULE", help="misbehave, see below; repeatable")
    parser.add_argument("--seed", type=int, default=0, help="of the random behind rates (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print the addresses as one line of JSON")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    """Serve the APIs on loopback until Ctrl-C."""
    from ferrule.errors import ConfigError

    try:
        from . import Sandbox
        from .notation import from_words
    except ImportError as error:
        raise ConfigError(str(error)) from None
    rules = [from_words(text) for text in arguments.fault]
    with Sandbox(*arguments.api, host=arguments.host, port=arguments.port, seed=arguments.seed) as sandbox:
        sandbox.faults.replace(rules)
        if arguments.json:
            addresses = {"origin": sandbox.origin, "control": f"{sandbox.origin}/_sandbox", "urls": sandbox.urls()}
            sys.stdout.write(json.dumps(addresses) + "\n")
            sys.stdout.flush()
        else:
            _show(sandbox, arguments.fault)
        _wait()
    return 0


def _show(sandbox: Sandbox, faults: list[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table("API", "base URL", "answers", box=None, header_style="bold", pad_edge=False)
    for name, url in sandbox.urls().items():
        table.add_row(name, url, "remembers" if name in sandbox.stateful else "with examples")
    console.print(table)
    name, url = next(iter(sandbox.urls().items()))
    example = f"curl {url}/users/octocat" if name == "github" else f"curl {sandbox.origin}/_sandbox"
    console.print(f"\nTry it    {example}", soft_wrap=True)
    console.print(f"Control   {sandbox.origin}/_sandbox  (faults, log, state, clock)", soft_wrap=True)
    for fault in faults:
        console.print(f"Fault     {fault}", soft_wrap=True, markup=False)
    console.print("Stop      Ctrl-C")


def _wait() -> None:
    """Until Ctrl-C or SIGTERM."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    # With a timeout, because on Windows a wait without one does not notice signals.
    while not stopped.wait(0.5):
        pass
