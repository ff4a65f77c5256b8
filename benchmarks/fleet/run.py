"""Measure what a fleet does to a server in trouble, print the figures, and draw them (`nox -s fleet`)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import attrs
from simulation import Scenario, Second, amplification, recovery, run

from ferrule.policies.retry import Retry
from ferrule.settings.policies import Policies

CACHE = Path(__file__).parents[2] / ".cache"
BROWNOUT = Scenario()
OUTAGE = attrs.evolve(BROWNOUT, capacity=0.0)
SCENARIOS = {"brownout": BROWNOUT, "outage": OUTAGE}


# Without a cache: each of a fleet's calls asks for something else.
def naive() -> Policies:
    """Three attempts, as most clients make them: no budget, no breaker."""
    return Policies(retry=Retry(budget=None), breaker=None, cache=None)


def without_breaker() -> Policies:
    """The defaults, but for the breaker."""
    return Policies(breaker=None, cache=None)


def default() -> Policies:
    """The defaults."""
    return Policies(cache=None)


FLEETS: dict[str, Callable[[], Policies]] = {
    "naive retries": naive,
    "Ferrule, breaker off": without_breaker,
    "Ferrule": default,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a twentieth of the clients")
    parser.add_argument("--plot", type=Path, default=CACHE / "fleet.png", help="where the plot goes")
    arguments = parser.parse_args()
    scenarios = {
        name: attrs.evolve(one, clients=one.clients // 20, rate=one.rate / 20) if arguments.quick else one
        for name, one in SCENARIOS.items()
    }
    pairs = [(name, fleet) for name in scenarios for fleet in FLEETS]
    with ProcessPoolExecutor(2) as pool:
        runs = list(pool.map(run, [scenarios[name] for name, _ in pairs], [FLEETS[fleet] for _, fleet in pairs]))
    results = dict(zip(pairs, runs, strict=True))
    for name, scenario in scenarios.items():
        begin, end = scenario.trouble
        print(f"{name}: {scenario.clients} clients, {scenario.rate:g} calls/s, {end - begin:g} s of trouble")
        for fleet in FLEETS:
            print(f"  {fleet:<22} {_figures(results[name, fleet], scenario)}")
    CACHE.mkdir(exist_ok=True)
    kept = {f"{name}, {fleet}": [attrs.astuple(one) for one in run] for (name, fleet), run in results.items()}
    (CACHE / "fleet.json").write_text(json.dumps(kept))
    _plot(results, scenarios["brownout"], arguments.plot)


def _figures(seconds: list[Second], scenario: Scenario) -> str:
    back = recovery(seconds, scenario)
    calls = sum(second.calls for second in seconds)
    return (
        f"requests a call meanwhile: {amplification(seconds, scenario):.2f}; "
        f"all well again: {'never' if back is None else f'{back:.0f} s after its end'}; "
        f"calls that failed: {sum(second.bad for second in seconds) / calls:.0%}; "
        f"longest queue: {max(second.queue for second in seconds)}"
    )


def _plot(results: dict[tuple[str, str], list[Second]], scenario: Scenario, path: Path) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, (good, sends) = plt.subplots(2, 1, sharex=True, figsize=(9, 6))
    capacity = scenario.rate / scenario.load
    for fleet, colour in zip(FLEETS, ("tab:red", "tab:orange", "tab:green"), strict=True):
        seconds = results["brownout", fleet]
        good.plot([second.good for second in seconds], colour, label=fleet, linewidth=1)
        sends.plot([second.sends for second in seconds], colour, label=fleet, linewidth=1)
    for axes in (good, sends):
        axes.axvspan(*scenario.trouble, color="0.9")
        axes.axhline(capacity, color="0.4", linestyle=":", linewidth=1)
        axes.text(2, capacity * 1.02, "the server's capacity", fontsize=8, color="0.3")
        axes.grid(alpha=0.3)
    good.set_ylabel("calls a second that end well")
    sends.set_ylabel("requests a second")
    sends.set_xlabel(f"seconds; grey: {scenario.capacity:.0%} of the capacity is left")
    sends.legend(loc="upper right", bbox_to_anchor=(1.0, 0.86))
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
