"""Runs benchmarks of one tree, a turn whenever it is asked to; `against.py` starts one for each of two trees.

It is started with the tree's own `wrapper/`, `generated/` and `benchmarks/` on the path, so that each tree measures
itself with scripts that fit it. It needs two names of them: `measure.interleave`, which it replaces, and `run` of
each benchmark.

    in_turns.py [--quick] NAME…        standard input: names of contenders; standard output: facts in JSON
    in_turns.py --count TIMES NAME     runs each contender in processes of its own, TIMES and twice that; for valgrind
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TextIO

import measure


class Turns:
    """Stands in for `measure.interleave`: whose turn it is comes from standard input, an empty line ends a section."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def tell(self, **facts: Any) -> None:
        print(json.dumps(facts), file=self._out, flush=True)

    def __call__(
        self,
        contenders: Mapping[str, measure.Work],
        *,
        times: int,
        clock: Callable[[], float] = time.perf_counter,
        label: str = "",
        **_: Any,
    ) -> measure.Timing:
        for work in contenders.values():
            work(times)
        self.tell(contenders=list(contenders), label=label)
        seconds: dict[str, list[float]] = {name: [] for name in contenders}
        for line in iter(sys.stdin.readline, "\n"):
            name = line.strip()
            gc.collect()
            started = clock()
            contenders[name](times)
            spent = (clock() - started) / times
            seconds[name].append(spent)
            self.tell(seconds=spent)
        return measure.Timing(seconds)


class Counts:
    """Stands in for `measure.interleave`: forks for each contender, so that the imports are paid for once."""

    def __init__(self, out: TextIO, times: int) -> None:
        self._out, self._times, self._section = out, times, 0

    def __call__(
        self, contenders: Mapping[str, measure.Work], *, clock: Any = None, label: str = "", **_: Any
    ) -> measure.Timing:
        waits_for_nothing = clock is time.process_time
        for name, work in contenders.items() if waits_for_nothing else ():
            for times in (self._times, 2 * self._times):
                child = os.fork()
                if not child:
                    work(times)
                    os._exit(0)
                os.waitpid(child, 0)
                facts = {"section": self._section, "label": label, "contender": name, "times": times, "process": child}
                print(json.dumps(facts), file=self._out, flush=True)
        self._section += 1
        return measure.Timing({name: [1.0] for name in contenders})


def main() -> None:
    """Run the benchmarks that are named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="+")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--count", type=int)
    arguments = parser.parse_args()
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what benchmarks print must not get between the facts
    if arguments.count:
        gc.disable()  # its passes come at moments that differ from run to run
        measure.interleave = Counts(out, arguments.count)
    else:
        measure.interleave = turns = Turns(out)
    for name in arguments.names:
        import_module(name).run(quick=arguments.quick, tick=lambda: None)
        if not arguments.count:
            turns.tell(over=name)


if __name__ == "__main__":
    main()
