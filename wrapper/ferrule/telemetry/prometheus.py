"""Metrics for Prometheus, read when it scrapes; needs `ferrule[prometheus]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ferrule.telemetry.histogram import upper
from ferrule.telemetry.measures import MEASURES, Measure
from ferrule.telemetry.registry import Sum, sums
from ferrule.telemetry.statistics import CHANGES

try:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
    from prometheus_client.metrics_core import Metric
    from prometheus_client.registry import Collector
except ImportError:
    raise ImportError(
        "Prometheus needs prometheus_client: pip install 'ferrule[prometheus]'", name="prometheus_client"
    ) from None

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)  # seconds


class Prometheus(Collector):
    """A collector of what all clients of this process have counted, and of how they stand.

        REGISTRY.register(Prometheus())

    It tells of all clients, so a registry needs one. All are equal: one that is registered again, by another client or
    after a reload, takes the place of the first. What clients counted stays when they close.

    Raises:
        ImportError: prometheus_client is not installed.
    """

    def describe(self) -> Iterable[Metric]:
        """Nothing: a registry would refuse another one by the names that this one gave."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The metrics as they are now."""
        for measure in MEASURES:
            yield _family(measure)
        yield _durations()

    def __eq__(self, other: object) -> bool:
        return _name(type(other)) == _name(type(self))

    def __hash__(self) -> int:
        return hash(_name(type(self)))


def _name(kind: type) -> tuple[str, str]:
    """What stays the same when the module is loaded again."""
    return kind.__module__, kind.__qualname__


def _family(measure: Measure) -> Metric:
    name, unit = measure.name.replace(".", "_"), "seconds" if measure.unit == "s" else ""
    values = measure.read()
    labels = sorted({label for one, _ in values for label in one})
    kind = CounterMetricFamily if measure.kind == "counter" else GaugeMetricFamily
    family = kind(name, measure.text, labels=[label.replace(".", "_") for label in labels], unit=unit)
    for one, value in values:
        family.add_metric([one.get(label, "") for label in labels], value)
    return family


def _durations() -> Metric:
    """How long calls took, in the buckets that OpenTelemetry advises: to 2 % of their bounds."""
    labels = ["ferrule_api", "ferrule_operation"]
    family = HistogramMetricFamily(
        "ferrule_call_duration", "Duration of calls, waits and retries included.", labels=labels, unit="seconds"
    )
    for (api, operation), one in sums().items():
        if (api, operation) != CHANGES:
            family.add_metric([api, operation], _buckets(one), one.tally.seconds)
    return family


def _buckets(one: Sum) -> list[tuple[str, float]]:
    ends = [(upper(bucket), count) for bucket, count in one.tally.buckets.items()]
    found = [(str(bound), float(sum(count for end, count in ends if end <= bound))) for bound in _BOUNDS]
    return [*found, ("+Inf", float(one.tally.calls))]
