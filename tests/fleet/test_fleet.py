"""A small fleet in virtual time: what retries do to a server in trouble, and what they must not do."""

import sys
from pathlib import Path

import attrs
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "fleet"))

from run import FLEETS
from simulation import Scenario, Second, amplification, recovery, run

BROWNOUT = Scenario(clients=25, rate=20.0, service=0.5, length=250.0)
OUTAGE = attrs.evolve(BROWNOUT, capacity=0.0)
STORM = Scenario(
    clients=8, rate=80.0, service=0.02, load=0.4, capacity=0.1, sheds=True, trouble=(20.0, 80.0), length=110.0
)


def test_naive_retries_make_the_outage_last() -> None:
    """A minute at a fifth of the capacity ends, and a fleet that tries three times without a budget never recovers."""
    seconds = run(BROWNOUT, FLEETS["naive retries"])
    assert recovery(seconds, BROWNOUT) is None
    assert seconds[-2].queue > seconds[90].queue


@pytest.mark.parametrize("fleet", ["Ferrule", "Ferrule, breaker off"])
def test_the_defaults_recover_within_twice_the_brownout(fleet: str) -> None:
    """With the defaults all is well again in time, also when the breaker is off."""
    back = recovery(run(BROWNOUT, FLEETS[fleet]), BROWNOUT)
    assert back is not None
    assert back <= 120


@pytest.mark.parametrize("fleet", ["Ferrule", "Ferrule, breaker off"])
def test_an_outage_is_hardly_amplified(fleet: str) -> None:
    """At a full outage the fleet sends at most 1.2 requests a call and some reserve, breaker on or off."""
    seconds = run(attrs.evolve(OUTAGE, length=100.0), FLEETS[fleet])
    reserve = 5 * OUTAGE.clients / sum(second.calls for second in seconds[30:90])
    assert amplification(seconds, OUTAGE) <= 1.2 + reserve


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_storm_leaves_the_api_what_it_can_do(seed: int) -> None:
    """Eight busy clients, an API that takes a tenth and refuses the rest: it is used, not flooded, and soon back."""
    seconds = run(STORM, FLEETS["Ferrule"], seed)
    during, after = seconds[20:80], seconds[80:]
    assert sum(second.good for second in during) >= 0.85 * 20 * 60
    assert amplification(seconds, STORM) <= 1.2
    back = recovery(seconds, STORM)
    assert back is not None
    assert back <= 5
    assert (
        sum(second.bad for second in after) <= 70
    )  # at worst one client has opened anew just before, for five seconds


def test_naive_retries_triple_an_outage() -> None:
    """The same fleet without a budget sends three requests a call: the model does tell the difference."""
    seconds = run(attrs.evolve(OUTAGE, length=95.0), FLEETS["naive retries"])
    assert amplification(seconds, OUTAGE) == pytest.approx(3.0, abs=0.1)


def test_the_same_seed_gives_the_same_run() -> None:
    """Nothing depends on the machine."""
    short = attrs.evolve(BROWNOUT, length=20.0, trouble=(5.0, 10.0))
    runs = [run(short, FLEETS["Ferrule"], seed=seed) for seed in (1, 1, 2)]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_recovery_is_when_calls_end_well_for_good() -> None:
    """One good second is not a recovery."""
    scenario = attrs.evolve(BROWNOUT, trouble=(0.0, 2.0))
    good, bad = Second(calls=10, good=10), Second(calls=10)
    assert recovery([bad, bad, good, *[bad] * 5, *[good] * 12], scenario) == 6
    assert recovery([bad] * 30, scenario) is None
