"""Fuzz what reads foreign text: `nox -s fuzz`, or `python tests/fuzz/run.py [--seed N] [--seconds S] [NAME…]`.

The seed is random unless it is given, and is printed. A finding names its case. `--case SEED:NAME:NUMBER` runs it
again alone.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

NAMES = ("reader", "sockets", "fields", "events", "pages", "stores", "receivers", "descriptions")
_SLOW = 2.0  # seconds of processor time that no case may take
_ENOUGH = 5  # different findings in one target


def attempt(name: str, seed: int | str, number: int) -> None:
    """One case of a target; raises what is wrong with it."""
    case = f"{seed}:{name}:{number}"
    target = import_module(f"fuzz.{name}")
    started = time.process_time()
    target.attempt(random.Random(case))
    spent = time.process_time() - started
    assert spent < getattr(target, "SLOW", _SLOW), f"took {spent:.1f} s of processor time"


def main() -> int:
    """Attempt cases of each target until its time is over."""
    logging.getLogger("ferrule").setLevel(logging.ERROR)  # stores warn of each damaged entry
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all if none is given")
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target")
    parser.add_argument("--case", help="one case of an earlier run")
    arguments = parser.parse_args()
    if arguments.case:
        seed, name, number = arguments.case.split(":")
        attempt(name, seed, int(number))
        return 0
    print(f"seed {arguments.seed}", flush=True)
    return max([_fuzz(name, arguments.seed, arguments.seconds) for name in arguments.names or NAMES])


def _fuzz(name: str, seed: int, seconds: float) -> int:
    found: set[str] = set()
    number, end = 0, time.monotonic() + seconds
    while time.monotonic() < end and len(found) < _ENOUGH:
        number += 1
        try:
            attempt(name, seed, number)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} at {place.filename}:{place.lineno}"
            if kind not in found:
                print(f"--- {seed}:{name}:{number}: {kind}")
                traceback.print_exc(limit=-4, file=sys.stdout)
            found.add(kind)
    print(f"{name}: {number:,} cases, {len(found)} findings", flush=True)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
