"""Chaos: faults made on purpose, right above the network, to rehearse an outage before there is one."""

from __future__ import annotations

import attrs

from ferrule.call import Call, Response
from ferrule.errors import ReadFailed, WireError
from ferrule.errors.faults import Faults, several
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime


@attrs.frozen(kw_only=True)
class Chaos:
    """Settings of chaos, which is off by default.

    All rates are shares of requests, 0 to 1. Each request draws for itself from the runtime's random numbers, in the
    order below. What was injected is in the trace.

    Attributes:
        fault_rate: how many fail without being sent (default 0.0).
        fault: with which error (default `ReadFailed`: the caller cannot know whether the server acted).
        latency_rate: how many are delayed (default 0.0).
        latency: seconds of delay; the attempt timeout and the deadline end it (default 1.0).
        outcome_rate: how many are answered without being sent (default 0.0).
        outcome: with what: a status, or a response (default 503).
        operations: those that suffer, by name (`users.*`), operationId or tag (default all).

    Raises:
        ConfigError: a value is out of range; all faults are listed.
    """

    fault_rate: float = 0.0
    fault: type[WireError] = ReadFailed
    latency_rate: float = 0.0
    latency: float = 1.0
    outcome_rate: float = 0.0
    outcome: int | Response = 503
    operations: tuple[str, ...] = attrs.field(default=("*",), converter=several)

    def __attrs_post_init__(self) -> None:
        faults = Faults("Chaos")
        for name in ("fault_rate", "latency_rate", "outcome_rate"):
            faults.number(name, getattr(self, name), most=1.0)
        faults.number("latency", self.latency)
        if not isinstance(self.fault, type) or not issubclass(self.fault, WireError):
            faults.add(f"fault must be a class of wire error, such as ReadFailed, got {self.fault!r}")
        if not isinstance(self.outcome, Response) and (
            not isinstance(self.outcome, int) or not 100 <= self.outcome <= 999
        ):
            faults.add(f"outcome must be a status or a Response, got {self.outcome!r}")
        faults.raise_if_any()


class ChaosPolicy:
    """Spoils a share of the requests."""

    def __init__(self, settings: Chaos) -> None:
        self._settings = settings

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        settings, trace = self._settings, call.trace
        if not any(call.operation.matches(pattern) for pattern in settings.operations):
            return await next(call)
        if runtime.random() < settings.fault_rate:
            trace.note(f"chaos: failed with {settings.fault.__name__}", runtime.now(), kind="chaos")
            raise settings.fault("injected by chaos")
        if runtime.random() < settings.latency_rate:
            trace.note(f"chaos: delayed by {settings.latency:g} s", runtime.now(), kind="chaos")
            await runtime.sleep(settings.latency)
        if runtime.random() < settings.outcome_rate:
            outcome = settings.outcome if isinstance(settings.outcome, Response) else Response(settings.outcome, [])
            trace.note(f"chaos: answered {outcome.status_code}", runtime.now(), kind="chaos")
            return outcome
        return await next(call)
