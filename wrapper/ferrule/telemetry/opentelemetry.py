"""Spans and metrics of OpenTelemetry, by its stable conventions for HTTP clients; needs `ferrule[otel]`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from weakref import WeakSet

from ferrule.call import Call, Operation, Response, Trace
from ferrule.call.printable import printable
from ferrule.errors import Refused
from ferrule.policies.details import CallStarted, SendEnded, SendStarted
from ferrule.telemetry.labels import OTHER, Bounded
from ferrule.telemetry.measures import MEASURES, Measure
from ferrule.telemetry.redaction import redacted
from ferrule.telemetry.statistics import kind_of

try:
    from opentelemetry import context, metrics, trace
    from opentelemetry.context import Context
    from opentelemetry.metrics import CallbackOptions, Meter, MeterProvider, Observation
    from opentelemetry.trace import Span, SpanKind, StatusCode, TracerProvider
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
except ImportError:
    raise ImportError("OpenTelemetry needs its API: pip install 'ferrule[otel]'", name="opentelemetry") from None

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)
"""Seconds, as the conventions advise for `http.client.request.duration`."""

_SCHEMA = "https://opentelemetry.io/schemas/1.38.0"
_KNOWN = "CONNECT,DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,TRACE"  # RFC 9110, and PATCH
_PORTS = {"http": 80, "https": 443}

# The keys by which other instrumentations are told to be silent have no public names.
_QUIET_ALL = ("suppress_instrumentation", getattr(context, "_SUPPRESS_INSTRUMENTATION_KEY", ""))
_QUIET_HTTP: str = getattr(context, "_SUPPRESS_HTTP_INSTRUMENTATION_KEY", "suppress_http_instrumentation")

_propagator = TraceContextTextMapPropagator()


class _Global:
    """Stands for the global provider of meters, which may be set later."""


_GLOBAL = _Global()
_instrumented: WeakSet[object] = WeakSet()
"""Providers of meters that read Ferrule's own metrics: once each, however many observers there are."""


class _Begun(NamedTuple):
    """A span under way.

    Attributes:
        span: the span.
        within: the context in which it is current.
        labels: of metrics.
        wall: seconds since the epoch when it began.
    """

    span: Span
    within: Context
    labels: dict[str, Any]
    wall: float


class OpenTelemetry:
    """An observer that makes spans and metrics. One serves any number of clients.

    A call is an INTERNAL span, without `http.*`: it is no request. Each request is a CLIENT span below it, by the
    conventions. Waits, answers of the cache and refusals are events of the call's span. `traceparent` goes with each
    request, and nothing else does; baggage stays here. While a request is on its way, other instrumentations of HTTP
    clients are silent, so that none is told twice.

    Args:
        tracer_provider: default is the global one.
        meter_provider: default is the global one.
        propagate: add `traceparent` to requests, wherever redirects lead (default True). One that the caller set stays.
        url_template: add `url.template`, which is not stable yet, to spans and metrics (default False).

    Raises:
        ImportError: opentelemetry-api is not installed.
    """

    def __init__(
        self,
        *,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
        propagate: bool = True,
        url_template: bool = False,
    ) -> None:
        self._tracer = trace.get_tracer("ferrule", tracer_provider=tracer_provider, schema_url=_SCHEMA)
        meter = metrics.get_meter("ferrule", meter_provider=meter_provider, schema_url=_SCHEMA)
        self._requests = _seconds(meter, "http.client.request.duration", "Duration of HTTP client requests.")
        self._durations = _seconds(meter, "ferrule.call.duration", "Duration of calls, waits and retries included.")
        provider = meter_provider or _GLOBAL
        if provider not in _instrumented:
            _instrumented.add(provider)
            for measure in MEASURES:
                _observe(meter, measure)
        self._propagate = propagate
        self._url_template = url_template
        self._methods = frozenset(os.environ.get("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", _KNOWN).split(","))
        self._servers = Bounded()
        # By identity. Each call that begins ends, and so does each request, however that may be.
        self._calls: dict[Trace, _Begun] = {}
        self._sends: dict[SendStarted, tuple[_Begun, Any]] = {}

    def on_start(self, details: CallStarted) -> None:
        """Begin the span of a call."""
        if any(map(context.get_value, _QUIET_ALL)):
            return
        operation = details.call.operation
        labels = {"ferrule.api": operation.api, "ferrule.operation": _id(operation)}
        span = self._tracer.start_span(
            f"{operation.api} {operation.label}", None, SpanKind.INTERNAL, labels, start_time=_ns(details.wall)
        )
        self._calls[details.call.trace] = _Begun(span, trace.set_span_in_context(span), labels, details.wall)

    def on_call(self, call: Call, trace: Trace, outcome: Response | BaseException) -> None:
        """End it."""
        begun = self._calls.pop(trace, None)
        if begun is None:
            return
        span, labels, ended = begun.span, begun.labels, begun.wall + trace.duration
        if failed := isinstance(outcome, BaseException) or outcome.status_code >= 400:
            labels = {**labels, "error.type": kind_of(outcome)}
        self._durations.record(trace.duration, labels, begun.within)
        if span.is_recording():
            span.set_attribute("ferrule.attempts", len(trace.attempts))
            if trace.notable or len(trace.attempts) > 1:
                _tell(span, trace, begun.wall)
            if isinstance(outcome, Refused):
                span.add_event("ferrule.refused", {"error.type": kind_of(outcome)}, _ns(ended))
            if failed:
                span.set_attribute("error.type", kind_of(outcome))
                span.set_status(StatusCode.ERROR)
        span.end(_ns(ended))

    def on_send(self, details: SendStarted) -> Mapping[str, str] | None:
        """Begin the span of a request, and make it the current one."""
        call = details.call
        if any(map(context.get_value, (*_QUIET_ALL, _QUIET_HTTP))):
            return None
        begun = self._calls.get(details.trace)  # none of what the cache refreshes in the background
        operation, known = call.operation, call.method in self._methods
        # Only where the call began is the path that of the template.
        template = "" if call.trace.redirects or operation.is_ready_made else operation.path
        common = {"http.request.method": call.method if known else "_OTHER"}
        if template and self._url_template:
            common["url.template"] = template
        host, port = _server(call.destination)
        attributes: dict[str, Any] = {**common, "server.address": host, "server.port": port}
        is_bounded = self._servers(call.destination) != OTHER  # a redirect may lead anywhere
        labels = attributes if is_bounded else {**common, "server.address": OTHER}
        secret = redacted(call.url, call.body.get("params"), details.secret_names, template)
        more: dict[str, Any] = {"url.full": secret}
        if not known:
            more["http.request.method_original"] = printable(call.method)
        if details.number > 1:
            more["http.request.resend_count"] = details.number - 1
        span = self._tracer.start_span(
            f"{call.method if known else 'HTTP'} {template}".rstrip(),
            begun and begun.within,
            SpanKind.CLIENT,
            {**attributes, **more},
            start_time=_ns(details.wall),
        )
        current = context.set_value(_QUIET_HTTP, True, trace.set_span_in_context(span))
        self._sends[details] = _Begun(span, current, labels, details.wall), context.attach(current)
        if not self._propagate or "traceparent" in call.headers:
            return None
        carrier: dict[str, str] = {}
        _propagator.inject(carrier, current)
        return {name: value for name, value in carrier.items() if name == "traceparent"}

    def on_answer(self, details: SendEnded) -> None:
        """Make the span before it the current one again."""
        if (sent := self._sends.get(details.started)) is not None:
            context.detach(sent[1])

    def on_sent(self, details: SendEnded) -> None:
        """End the span of a request."""
        sent = self._sends.pop(details.started, None)
        if sent is None:
            return
        begun, outcome, took = sent[0], details.outcome, details.at - details.started.at
        span, answered = begun.span, dict[str, Any]()
        if isinstance(outcome, Response):
            answered["http.response.status_code"] = outcome.status_code
            answered["network.protocol.version"] = outcome.http_version.removeprefix("HTTP/")
        if isinstance(outcome, BaseException) or outcome.status_code >= 400:
            answered["error.type"] = kind_of(outcome)
            span.set_status(StatusCode.ERROR)
        self._requests.record(took, {**begun.labels, **answered}, begun.within)
        span.set_attributes(answered)
        span.end(_ns(begun.wall + took))


def _tell(span: Span, trace: Trace, wall: float) -> None:
    """Waits, answers of the cache and decisions, as events of a call that began at that wall time."""
    for moment in trace.timeline():
        if moment.kind not in ("attempt", "end", ""):
            told: dict[str, str | float] = {"ferrule.told": printable(moment.text)}
            if moment.took is not None:
                told["ferrule.wait.duration"] = moment.took
            span.add_event(f"ferrule.{moment.kind}", told, _ns(wall + (moment.at or 0.0)))


def _id(operation: Operation) -> str:
    return operation.label if operation.is_ready_made else operation.id


def _ns(seconds: float) -> int:
    return int(seconds * 1e9)


@lru_cache(1024)
def _server(origin: str) -> tuple[str, int]:
    parts = urlsplit(origin)
    return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443)


def _seconds(meter: Meter, name: str, text: str) -> metrics.Histogram:
    return meter.create_histogram(name, "s", text, explicit_bucket_boundaries_advisory=BUCKETS)


def _observe(meter: Meter, measure: Measure) -> None:
    def read(_: CallbackOptions) -> Iterable[Observation]:
        return [Observation(value, dict(labels)) for labels, value in measure.read()]

    create: Callable[..., Any] = (
        meter.create_observable_counter if measure.kind == "counter" else meter.create_observable_gauge
    )
    create(measure.name, [read], measure.unit, measure.text)
