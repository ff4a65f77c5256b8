"""Spans and metrics by the conventions of OpenTelemetry, from its own SDK."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from opentelemetry import baggage, context, trace
from opentelemetry.instrumentation.utils import is_http_instrumentation_enabled, suppress_instrumentation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import Decision, Sampler, SamplingResult
from opentelemetry.trace import SpanKind, StatusCode

from ferrule import Bearer, Breaker, Cache, Concurrency, Hedge, RateLimit
from ferrule.call import Call, Operation, Response
from ferrule.errors import CircuitOpen, ConnectFailed
from ferrule.telemetry import OpenTelemetry
from telemetry_clients import ONCE_MORE, Tokens, called, client_in, streaming, tried
from worlds import EPOCH, SimWorld, World, a_response


class Sampled(Sampler):
    """Keeps all, and what it saw of each."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, Mapping[str, Any]]] = []

    def should_sample(
        self,
        parent_context: Any,
        trace_id: int,
        name: str,
        kind: Any = None,
        attributes: Any = None,
        links: Any = None,
        trace_state: Any = None,
    ) -> SamplingResult:
        self.seen.append((name, dict(attributes or {})))
        return SamplingResult(Decision.RECORD_AND_SAMPLE, attributes)

    def get_description(self) -> str:
        return "keeps all"


class Backend:
    """What a backend would get."""

    def __init__(self, **options: Any) -> None:
        self.exporter, self.reader, self.sampler = InMemorySpanExporter(), InMemoryMetricReader(), Sampled()
        self.tracers = TracerProvider(sampler=self.sampler)
        self.tracers.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.meters = MeterProvider([self.reader])
        self.observer = self.another(**options)

    def another(self, **options: Any) -> OpenTelemetry:
        """One more observer for it."""
        return OpenTelemetry(tracer_provider=self.tracers, meter_provider=self.meters, **options)

    def spans(self, kind: SpanKind) -> list[ReadableSpan]:
        """Those that ended, in the order in which they began."""
        found = [span for span in self.exporter.get_finished_spans() if span.kind is kind]
        return sorted(
            found,
            key=lambda span: (
                span.start_time or 0,
                span.context.span_id if not span.attributes else span.attributes.get("http.request.resend_count", 0),
            ),
        )

    def points(self, name: str) -> list[tuple[dict[str, Any], Any]]:
        """Labels and point of each series of a metric."""
        data = self.reader.get_metrics_data()
        if data is None:
            return []
        metrics = [
            one for resource in data.resource_metrics for scope in resource.scope_metrics for one in scope.metrics
        ]
        return [
            (dict(point.attributes or {}), point)
            for one in metrics
            if one.name == name
            for point in one.data.data_points
        ]

    def everything(self) -> str:
        """All that it was given, as text."""
        data = self.reader.get_metrics_data()
        return "\n".join(
            [
                *(span.to_json() for span in self.exporter.get_finished_spans()),
                data.to_json() if data else "",
                repr(self.sampler.seen),
            ]
        )


@pytest.fixture
def backend() -> Iterator[Backend]:
    """A backend of its own."""
    made = Backend()
    yield made
    made.tracers.shutdown()
    made.meters.shutdown()


def of(span: ReadableSpan, *names: str) -> list[Any]:
    """Some of its attributes."""
    return [(span.attributes or {}).get(name) for name in names]


def test_each_request_is_a_client_span_below_the_span_of_its_call(world: World, backend: Backend) -> None:
    """A retry, a redirect elsewhere and one more after a 401 are counted, each with its own server."""
    client = client_in(world, backend.observer, auth=Tokens(), retry=ONCE_MORE)
    world.script(
        world.after(0.5, 503),
        a_response(302, location="https://elsewhere.test:8443/x"),
        a_response(302, location="https://api.github.com/back"),
        a_response(401, www_authenticate="Bearer"),
        200,
    )

    async def scenario() -> None:
        await world.runtime.sleep(2.0)
        await called(client)
        sent = backend.spans(SpanKind.CLIENT)
        (call,) = backend.spans(SpanKind.INTERNAL)
        assert [of(span, "http.request.resend_count")[0] for span in sent] == [None, 1, 2, 3, 4]
        assert [of(span, "server.address", "server.port") for span in sent] == [
            ["api.github.com", 443],
            ["api.github.com", 443],
            ["elsewhere.test", 8443],
            ["api.github.com", 443],
            ["api.github.com", 443],
        ]
        assert [of(span, "error.type")[0] for span in sent] == ["503", None, None, "401", None]
        assert [of(span, "http.response.status_code")[0] for span in sent] == [503, 302, 302, 401, 200]
        assert [span.name for span in sent] == ["GET /users/{username}", "GET /users/{username}", "GET", "GET", "GET"]
        assert [span.status.status_code for span in sent] == [
            StatusCode.ERROR,
            *[StatusCode.UNSET] * 2,
            StatusCode.ERROR,
            StatusCode.UNSET,
        ]
        assert {span.parent.span_id for span in sent if span.parent} == {call.context.span_id}
        assert of(sent[0], "url.full", "network.protocol.version", "http.request.method") == [
            "https://api.github.com/users/octocat",
            "1.1",
            "GET",
        ]
        assert (sent[0].start_time, sent[0].end_time) == (int((EPOCH + 2.0) * 1e9), int((EPOCH + 2.5) * 1e9))
        assert call.name == "github users.get_by_username"
        assert not [name for name in call.attributes or {} if name.startswith(("http.", "url.", "server."))]
        assert of(call, "ferrule.operation", "ferrule.attempts", "error.type") == ["users/get-by-username", 2, None]

    world.run(scenario)


def test_secrets_of_the_url_are_gone_before_the_sampler_sees_it(world: World, backend: Backend) -> None:
    """The first to see a span is who decides whether to keep it."""
    client = client_in(world, backend.observer)

    async def scenario() -> None:
        await called(client, url="https://user1:secret@github.com/p@th?sig=abc&foo=b@r")
        await called(client, url="https://github.com/p@th?foo=b@r")
        urls = [attributes["url.full"] for _, attributes in backend.sampler.seen if "url.full" in attributes]
        assert urls == [
            "https://REDACTED:REDACTED@github.com/p@th?sig=REDACTED&foo=b@r",
            "https://github.com/p@th?foo=b@r",
        ]

    world.run(scenario)


def test_a_method_that_few_know_is_other(world: World, backend: Backend) -> None:
    """Named `HTTP`, with the original beside it; users may say which they know."""
    client = client_in(world, backend.observer)

    async def scenario() -> None:
        await called(client, method="QUERY")
        (span,) = backend.spans(SpanKind.CLIENT)
        assert span.name == "HTTP /users/{username}"
        assert of(span, "http.request.method", "http.request.method_original") == ["_OTHER", "QUERY"]
        ((labels, _),) = backend.points("http.client.request.duration")
        assert labels["http.request.method"] == "_OTHER"

    world.run(scenario)


def test_methods_that_users_know(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment variable of the conventions names them all."""
    monkeypatch.setenv("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", "GET,QUERY")
    backend = Backend()
    client = client_in(world, backend.observer)

    async def scenario() -> None:
        await called(client, method="QUERY")
        (span,) = backend.spans(SpanKind.CLIENT)
        assert (span.name, of(span, "http.request.method")) == ("QUERY /users/{username}", ["QUERY"])

    world.run(scenario)
    backend.meters.shutdown()


def test_error_types_are_classes_and_no_message_is_told(world: World, backend: Backend) -> None:
    """Of requests that failed, and of calls that were refused before there was one."""
    client = client_in(world, backend.observer, breaker=Breaker())
    world.script(ConnectFailed("hunter2 refused"))

    async def scenario() -> None:
        await tried(client)
        client.breaker.isolate()
        assert isinstance(await tried(client), CircuitOpen)
        (sent,) = backend.spans(SpanKind.CLIENT)
        failed, refused = backend.spans(SpanKind.INTERNAL)
        assert (of(sent, "error.type"), of(failed, "error.type"), of(refused, "error.type")) == (
            ["ConnectFailed"],
            ["ConnectFailed"],
            ["CircuitOpen"],
        )
        assert [span.status.status_code for span in (sent, failed, refused)] == [StatusCode.ERROR] * 3
        assert [event.name for event in refused.events] == ["ferrule.refused"]
        assert "hunter2" not in backend.everything()

    world.run(scenario)


def test_hedged_requests_are_spans_of_one_call(world: World, backend: Backend) -> None:
    """Also the one that lost: it was cancelled."""
    client = client_in(world, backend.observer, hedge=Hedge(after=1.0))
    world.script(world.after(60.0, 200), world.after(0.5, 200))

    async def scenario() -> None:
        await called(client)
        (call,) = backend.spans(SpanKind.INTERNAL)
        sent = backend.spans(SpanKind.CLIENT)
        assert [of(span, "http.request.resend_count") for span in sent] == [[None], [1]]
        assert {span.parent.span_id for span in sent if span.parent} == {call.context.span_id}
        assert of(sent[0], "error.type") != [None]
        assert of(sent[1], "error.type", "http.response.status_code") == [None, 200]
        assert all("traceparent" in one.headers for one in world.sent)

    world.run(scenario)


def test_what_the_cache_refreshes_in_the_background_is_a_span_of_its_own(world: World, backend: Backend) -> None:
    """There is no call that waits for it."""
    client = client_in(world, backend.observer, cache=Cache())
    world.script(a_response(200, b"{}", cache_control="max-age=1, stale-while-revalidate=60"))

    async def scenario() -> None:
        await called(client)
        await world.runtime.sleep(10.0)
        await called(client)
        await world.runtime.sleep(1.0)
        first, refresh = backend.spans(SpanKind.CLIENT)
        assert (first.parent is None, refresh.parent is None) == (False, True)
        assert len(backend.spans(SpanKind.INTERNAL)) == 2

    world.run(scenario)


def test_waits_are_events(world: World, backend: Backend) -> None:
    """When they began, how long they took and why."""
    client = client_in(
        world, backend.observer, rate_limit=RateLimit(rate=1.0, burst=1.0), concurrency=Concurrency(limit=1)
    )

    async def scenario() -> None:
        await called(client)
        await called(client)
        (waited,) = [span for span in backend.spans(SpanKind.INTERNAL) if span.events]
        (event,) = waited.events
        assert (event.name, event.timestamp) == ("ferrule.rate-limit", int(EPOCH * 1e9))
        assert (event.attributes or {})["ferrule.wait.duration"] == pytest.approx(1.0)

    world.run(scenario)


def test_what_the_cache_answers_has_no_request(world: World, backend: Backend) -> None:
    """Its span says so by an event."""
    client = client_in(world, backend.observer, cache=Cache())
    world.script(a_response(200, b"{}", cache_control="max-age=60"))

    async def scenario() -> None:
        await called(client)
        await called(client)
        assert len(backend.spans(SpanKind.CLIENT)) == 1
        names = [[event.name for event in span.events] for span in backend.spans(SpanKind.INTERNAL)]
        assert sorted(names) == [[], ["ferrule.cache-hit"]]

    world.run(scenario)


def test_a_stream_ends_with_its_body(world: World, backend: Backend) -> None:
    """The request's span and the call's, when it was read to its end."""
    client = client_in(world, backend.observer)
    streaming(world)

    async def scenario() -> None:
        response = await called(client, stream=True)
        assert backend.exporter.get_finished_spans() == ()
        await response.read()
        ends = {span.end_time for span in backend.exporter.get_finished_spans()}
        assert ends == {int((EPOCH + 3.0) * 1e9)}

    world.run(scenario)


def test_a_stream_that_is_dropped_ended_at_its_last_read(world: World, backend: Backend) -> None:
    """Not in the cleanup, ten minutes later."""
    client = client_in(world, backend.observer)
    streaming(world)

    async def scenario() -> None:
        response = await called(client, stream=True)
        assert response.body is not None
        await response.body.receive()
        await world.runtime.sleep(600.0)
        with pytest.warns(ResourceWarning, match="neither read"):
            del response
            gc.collect()
        assert {span.end_time for span in backend.exporter.get_finished_spans()} == {int((EPOCH + 1.0) * 1e9)}
        ((_, point),) = backend.points("http.client.request.duration")
        assert point.sum == 1.0

    world.run(scenario)


def test_traceparent_goes_on_and_nothing_else(world: World, backend: Backend) -> None:
    """Baggage and the state of vendors stay here; each request has a parent of its own."""
    client = client_in(world, backend.observer, retry=ONCE_MORE)
    world.script(503, 200)

    async def scenario() -> None:
        parent = trace.SpanContext(
            1, 2, is_remote=True, trace_flags=trace.TraceFlags(1), trace_state=trace.TraceState([("vendor", "secret")])
        )
        current = trace.set_span_in_context(trace.NonRecordingSpan(parent))
        token = context.attach(baggage.set_baggage("user", "hunter2", current))
        try:
            await called(client)
        finally:
            context.detach(token)
        spans = backend.spans(SpanKind.CLIENT)
        assert [call.headers["traceparent"] for call in world.sent] == [
            f"00-{1:032x}-{span.context.span_id:016x}-01" for span in spans
        ]
        assert all({"baggage", "tracestate"}.isdisjoint(call.headers) for call in world.sent)

    world.run(scenario)


def test_traceparent_stays_as_the_caller_set_it(world: World, backend: Backend) -> None:
    """And is not sent at all where it is not to be."""
    own = {"traceparent": "00-" + "1" * 32 + "-" + "2" * 16 + "-01"}

    async def scenario() -> None:
        await called(client_in(world, backend.observer), headers=own)
        await called(client_in(world, backend.another(propagate=False)))
        assert [call.headers.get("traceparent") for call in world.sent] == [own["traceparent"], None]

    world.run(scenario)


def test_other_instrumentations_are_silent_while_a_request_is_sent(world: World, backend: Backend) -> None:
    """The request's span is the current one there; afterwards all is as it was."""
    client = client_in(world, backend.observer)
    seen: list[tuple[bool, Any]] = []

    async def handler(call: Call) -> Response:
        seen.append((is_http_instrumentation_enabled(), trace.get_current_span().get_span_context().span_id))
        return a_response(200)

    world.handler = handler

    async def scenario() -> None:
        await called(client)
        (span,) = backend.spans(SpanKind.CLIENT)
        assert seen == [(False, span.context.span_id)]
        assert is_http_instrumentation_enabled()
        assert trace.get_current_span() is trace.INVALID_SPAN

    world.run(scenario)


def test_where_instrumentation_is_suppressed_there_is_none(world: World, backend: Backend) -> None:
    """Exporters call by clients, too."""
    client = client_in(world, backend.observer)

    async def scenario() -> None:
        with suppress_instrumentation():
            await called(client)
        assert backend.exporter.get_finished_spans() == ()
        assert "traceparent" not in world.sent[0].headers

    world.run(scenario)


def test_request_durations_have_the_advised_buckets_and_labels(world: World, backend: Backend) -> None:
    """One point for each server, status and method; no URL."""
    client = client_in(world, backend.observer)
    world.script(world.after(0.3, 200), world.after(0.3, 404))

    async def scenario() -> None:
        await called(client)
        await called(client)
        points = backend.points("http.client.request.duration")
        assert [labels for labels, _ in points] == [
            {
                "http.request.method": "GET",
                "server.address": "api.github.com",
                "server.port": 443,
                "http.response.status_code": 200,
                "network.protocol.version": "1.1",
            },
            {
                "http.request.method": "GET",
                "server.address": "api.github.com",
                "server.port": 443,
                "http.response.status_code": 404,
                "network.protocol.version": "1.1",
                "error.type": "404",
            },
        ]
        assert points[0][1].explicit_bounds == (
            0.005,
            0.01,
            0.025,
            0.05,
            0.075,
            0.1,
            0.25,
            0.5,
            0.75,
            1.0,
            2.5,
            5.0,
            7.5,
            10.0,
        )
        assert points[0][1].sum == pytest.approx(0.3)

    world.run(scenario)


def test_the_template_is_an_attribute_where_it_is_asked_for(world: World) -> None:
    """It is not stable yet."""
    backend = Backend(url_template=True)
    client = client_in(world, backend.observer)

    async def scenario() -> None:
        await called(client)
        assert of(backend.spans(SpanKind.CLIENT)[0], "url.template") == ["/users/{username}"]
        assert backend.points("http.client.request.duration")[0][0]["url.template"] == "/users/{username}"

    world.run(scenario)
    backend.meters.shutdown()


def test_ready_made_requests_are_named_by_their_method(world: World, backend: Backend) -> None:
    """A path that no template stands for is in no name and in no label."""
    client = client_in(world, backend.observer)
    path = "/users/hunter2"
    operation = Operation("github", path, path, "GET", path)

    async def scenario() -> None:
        await called(client, operation=operation, url="https://api.github.com/users/x")
        assert [span.name for span in backend.exporter.get_finished_spans()] == ["GET", "github ready-made"]
        assert "hunter2" not in backend.everything()

    world.run(scenario)


def test_hosts_without_end_make_few_series(backend: Backend) -> None:
    """Redirects to 10,000 hosts: a hundred are told apart, all others are one."""
    world = SimWorld()
    client = client_in(world, backend.observer, breaker=Breaker())

    async def handler(call: Call) -> Response:
        if "api.github.com" not in call.url:
            return a_response(200)
        return a_response(302, location=f"https://h{len(world.sent)}.test/")

    world.handler = handler

    async def scenario() -> None:
        for _ in range(10_000):
            await called(client)
            world.sent.append(world.sent[0])
            backend.exporter.clear()
            backend.sampler.seen.clear()
        points = backend.points("http.client.request.duration")
        assert len(points) == 101
        others = [point.count for labels, point in points if labels["server.address"] == "other"]
        assert others == [10_000 - 99]
        assert (
            sum(
                len(backend.points(name))
                for name in ("ferrule.circuitbreaker.state", "ferrule.calls", "ferrule.call.duration")
            )
            < 400
        )

    world.run(scenario)


def test_metrics_of_ferrule_are_read_when_they_are_collected(world: World, backend: Backend) -> None:
    """Calls, attempts, retries and the breaker, under the names of docs/telemetry.md; once, however many observers."""
    client = client_in(world, backend.observer, backend.another(), retry=ONCE_MORE, breaker=Breaker())
    before = {str(labels): point.value for labels, point in backend.points("ferrule.calls")}
    world.script(503, 200, 404)

    async def scenario() -> None:
        await called(client)
        await called(client)
        client.breaker.isolate()
        await tried(client)
        own = {"ferrule.api": "github", "ferrule.operation": "users/get-by-username"}

        def grown(name: str, **labels: str) -> float:
            wanted = {**own, **labels}
            found = [point.value for one, point in backend.points(name) if one == wanted]
            assert len(found) == 1
            return found[0] - (before.get(str(wanted), 0) if name == "ferrule.calls" else 0)

        assert grown("ferrule.calls", outcome="success") == 1
        assert grown("ferrule.calls", outcome="error", **{"error.type": "404"}) >= 1
        assert grown("ferrule.retry.calls", reason="503") >= 1
        assert grown("ferrule.circuitbreaker.not.permitted.calls") >= 1
        states = {labels["state"]: point.value for labels, point in backend.points("ferrule.circuitbreaker.state")}
        assert states["isolated"] >= 1
        assert backend.points("ferrule.retry.budget")
        assert backend.points("ferrule.bulkhead.max.allowed.calls")

    world.run(scenario)


SECRET = "hunter2-s3cret"


def test_secrets_planted_everywhere_are_in_nothing_that_is_told(world: World, backend: Backend) -> None:
    """In credentials, headers, cookies, URL, body, and in all that the server says."""
    client = client_in(world, backend.observer, auth=Bearer(SECRET), retry=ONCE_MORE)
    url = f"https://u:{SECRET}@api.github.com/users/x?access_token={SECRET}&sig={SECRET}"
    world.script(
        a_response(503, SECRET.encode(), x_request_id=SECRET, set_cookie=f"a={SECRET}"),
        a_response(302, location=f"https://api.github.com/x?token={SECRET}"),
        a_response(404, SECRET.encode(), x_secret=SECRET),
        ConnectFailed(SECRET),
    )

    async def scenario() -> None:
        body: Any = {"json": {"password": SECRET}, "params": {"client_secret": SECRET}}
        headers = {"cookie": f"a={SECRET}", "x-api-key": SECRET}
        for _ in range(2):
            await tried(client, url=url, body=body, headers=headers)
        assert len(backend.spans(SpanKind.CLIENT)) == 5
        assert SECRET not in backend.everything()

    world.run(scenario)


def test_without_an_sdk_nothing_happens(world: World) -> None:
    """The API alone makes spans that nobody keeps."""
    client = client_in(world, OpenTelemetry())

    async def scenario() -> None:
        assert (await called(client)).status_code == 200
        assert "traceparent" not in world.sent[0].headers

    world.run(scenario)


def test_an_outer_span_is_the_parent_of_calls(world: World, backend: Backend) -> None:
    """A service's own span, in whichever world."""
    client = client_in(world, backend.observer)
    tracer = backend.tracers.get_tracer("service")

    async def scenario() -> None:
        with tracer.start_as_current_span("work") as outer:
            await called(client)
        (call,) = [span for span in backend.spans(SpanKind.INTERNAL) if span.name != "work"]
        assert call.parent and call.parent.span_id == outer.get_span_context().span_id

    world.run(scenario)
