"""`.events` of an operation: each event as its model, and how streams end."""

import gc
import traceback

import pytest

from ferrule import (
    ConfigError,
    InvalidResponse,
    NotFound,
    ReadFailed,
    ResponseTooLarge,
    StreamBroken,
    StreamTruncated,
)
from streams.conftest import deltas, numbers, reply

CHAT = {"body": {"text": "hello"}}


def events_of(site, stream):
    """What it gave before its error, and the error."""
    got = []
    with pytest.raises(Exception) as caught:
        site.run(lambda: site.drain(stream, got))
    return got, caught.value


def test_each_event_is_the_model_that_the_description_names(site, streams):
    """Nothing is sent before the first step, then what the stream is asked for."""
    site.serve(reply(deltas(1)[:7], deltas(1)[7:] + deltas(2)))
    stream = site.client.feed.once.events(topic="a")
    assert (site.calls, stream.end, stream.last) == ([], None, None)
    got = site.all(stream)
    assert got == [streams.models.Delta(i=1), streams.models.Delta(i=2)]
    assert (stream.end, stream.skipped, len(stream.trace.attempts)) == ("end of the stream", 0, 1)
    assert site.calls[0].headers["accept"] == "text/event-stream"
    assert site.calls[0].body["params"] == {"topic": "a"}


def test_the_switch_is_set_in_a_copy_of_the_body(site, streams):
    """In a model, and in plain data, whatever it said before; a plain call does not set it."""
    done = reply(deltas(1) + b"data: [DONE]\n\n")
    site.serve(done, done, done, reply(b'{"text": "x"}', content_type="application/json"))
    question = streams.models.Question(text="hello")
    site.all(site.client.chat.create.events(body=question))
    site.all(site.client.chat.create.events(**CHAT))
    site.all(site.client.chat.create.events(body={"text": "hello", "stream": False}))
    assert [site.body(index) for index in range(3)] == [{"text": "hello", "stream": True}] * 3
    assert not question.to_dict().get("stream")

    async def plain():
        called = site.client.chat.create(body=question)
        return called if hasattr(called, "text") else await called

    assert site.run(plain).text == "x"
    assert (site.body(3), site.calls[3].headers["accept"]) == ({"text": "hello"}, "application/json")


def test_a_body_that_has_no_place_for_the_switch_is_refused(site):
    """Before anything is sent."""
    with pytest.raises(ConfigError, match="no place for stream"):
        site.all(site.client.chat.create.events(body=["hello"]))
    assert site.calls == []


def test_a_declared_terminator_ends_at_once_and_drops_the_connection(site):
    """The server may keep it open for ever; JSON that holds the same text is data."""
    site.serve(reply(deltas(1) + b'data: {"i": 2, "t": "[DONE]"}\n\ndata: [DONE]\n\n' + deltas(3), 1e9))
    stream = site.client.chat.create.events(**CHAT)
    assert numbers(site.all(stream)) == [1, 2]
    assert (stream.end, site.bodies[0].released, site.bodies[0].at_end) == ("terminator", 1, False)


@pytest.mark.parametrize("rest", [b"", b"data: [DONE]", b"data: [DONE]\n", b"data: [DONE] \n\n" + deltas(3)])
def test_a_declared_terminator_that_never_comes_is_an_error(site, streams, rest):
    """Also one that is cut; the error has the last event."""
    site.serve(reply(deltas(1, 2) + (rest if b"DONE] " not in rest else b"")))
    got, error = events_of(site, site.client.chat.create.events(**CHAT))
    assert numbers(got) == [1, 2]
    assert type(error) is StreamTruncated
    assert (error.last, error.events, error.operation.name) == (streams.models.Delta(i=2), 2, "chat.create")
    assert "without its terminator, [DONE]" in str(error)
    assert "2 events had been delivered" in str(error)


def test_a_body_that_breaks_says_how_many_events_were_delivered(site, streams):
    """One that is not declared resumable is never sent again."""
    site.serve(reply(b"id: a\n" + deltas(1), ReadFailed("cut")), reply(ReadFailed("cut")))
    for verb, arguments in ((site.client.feed.once, {}), (site.client.chat.create, CHAT)):
        got, error = events_of(site, verb.events(**arguments))
        assert (type(error), error.events) == (StreamBroken, len(got))
    assert len(site.calls) == 2


def test_the_broken_one_knows_where_to_go_on(site, streams):
    """The id and the last event."""
    site.serve(reply(b"id: a\n" + deltas(1) + b"id: b\ndata: {", ReadFailed("cut")))
    got, error = events_of(site, site.client.feed.once.events())
    assert (numbers(got), error.last_event_id, error.last) == ([1], "a", streams.models.Delta(i=1))
    assert error.received > 0


@pytest.mark.parametrize(
    ("content_type", "content", "told"),
    [
        ("application/json", b'{"error": "no"}', "application/json content"),
        ("text/html", b"<p>Login</p>", "text/html content"),
        (None, b"", "untyped content"),
        ("application/x-ndjson", b'{"i": 1}\n', "application/x-ndjson content"),
        ("text/event-streams", b"", "text/event-streams content"),
    ],
)
def test_a_success_that_is_no_stream_is_an_error_with_what_came(site, content_type, content, told):
    """Never a stream without events."""
    site.serve(reply(content, content_type=content_type))
    got, error = events_of(site, site.client.feed.once.events())
    assert (got, type(error)) == ([], InvalidResponse)
    assert f"answered 200 OK with {told}, where text/event-stream is described" in str(error)
    assert (error.response.content, site.bodies[0].released) == (content, 1)


@pytest.mark.parametrize("content_type", ["Text/Event-Stream;charset=utf-8", " text/event-stream ; x=y"])
def test_media_types_have_no_case_and_may_have_parameters(site, content_type):
    """The parameters change nothing: events are UTF-8."""
    site.serve(reply(deltas(1), content_type=content_type))
    assert numbers(site.all(site.client.feed.once.events())) == [1]


def test_204_is_the_end_of_a_stream(site):
    """As the standard says; and one without events says so, too."""
    site.serve(reply(status=204, content_type=None), reply(b": ping\n\n"))
    for end in ("no content (204)", "end of the stream, which had no event"):
        stream = site.client.feed.once.events()
        assert (site.all(stream), stream.end) == ([], end)


def test_an_error_status_is_raised_as_of_any_call(site):
    """At the first step."""
    site.serve(reply(b"{}", status=404, content_type="application/json"))
    stream = site.client.feed.once.events()
    got, error = events_of(site, stream)
    assert (got, type(error), stream.end) == ([], NotFound, "failed: NotFound")
    with pytest.raises(ConfigError, match="over"):
        site.all(stream)


def test_kinds_of_events_are_told_apart_by_name(site, streams):
    """One that is not described comes as it is, and is a mismatch."""
    site.serve(
        reply(
            b"event: words\ndata: [1]\n\nevent: late\nid: 7\n" + deltas(3) + b"event: count\ndata: 4\n\n"
            b"event: other\ndata: {}\n\ndata: plain\n\nevent: count\ndata: many\n\n"
        )
    )
    stream = site.client.feed.named.events()
    got, error = events_of(site, stream)
    assert got == ["[1]", streams.models.Delta(i=3), 4, {}, "plain"]
    assert (stream.last.name, stream.last.id) == ("message", "7")
    assert "event 6 cannot be read: it should carry JSON" in str(error)


def test_text_and_plain_schemas(site, streams):
    """Events of text are text; `schema` describes the JSON of each where it is not text."""
    site.serve(reply(b"data: a\ndata: b\n\ndata\n\n"), reply(deltas(1)))
    assert site.all(site.client.feed.text.events()) == ["a\nb", ""]
    assert site.all(site.client.feed.plain.events()) == [streams.models.Delta(i=1)]


def test_an_event_that_is_no_json_raises_unless_it_may_be_skipped(site):
    """Skipped ones are counted."""
    broken = deltas(1) + b"data: {\n\n" + deltas(2)
    site.serve(reply(broken), reply(broken))
    got, error = events_of(site, site.client.feed.once.events())
    assert (numbers(got), type(error)) == ([1], InvalidResponse)
    assert "event 2 cannot be read" in str(error)
    assert error.content == b"{"
    stream = site.client.feed.once.events().skip_broken()
    assert (numbers(site.all(stream)), stream.skipped) == ([1, 2], 1)


def test_bytes_that_are_no_utf_8_are_replaced_in_events(site):
    """They are no error, also within JSON."""
    site.serve(reply(b'data: {"i": 1, "t": "\xff"}\n\n'))
    (event,) = site.all(site.client.feed.once.events())
    assert event.additional_properties == {"t": "\ufffd"}


def test_lines_of_json_are_events_as_well(site, streams):
    """Blank ones are passed over and counted, broken ones raise with their number, a whole last one counts."""
    lines = b'{"i": 1}\n\n{"i": 2}'
    site.serve(*[reply(content, content_type="application/x-ndjson") for content in (lines, lines[:-1], b"1 2\n")])
    stream = site.client.rows.lines.events()
    assert (numbers(site.all(stream)), stream.skipped, stream.last.id) == ([1, 2], 1, "")
    assert site.calls[0].headers["accept"] == "application/x-ndjson"
    got, error = events_of(site, site.client.rows.lines.events())
    assert (numbers(got), "line 3 cannot be read" in str(error)) == ([1], True)
    got, error = events_of(site, site.client.rows.lines.events())
    assert (got, "line 1 cannot be read" in str(error)) == ([], True)


def test_sequences_that_may_be_cut_are_reported(site):
    """The last number is never delivered (RFC 7464, 2.4)."""
    site.serve(reply(b"\x1e1\n\x1e12", content_type="application/json-seq"))
    got, error = events_of(site, site.client.rows.sequence.events())
    assert (got, type(error), error.events) == ([1], StreamTruncated, 1)
    assert "value 2 may be cut" in str(error)


def test_lines_of_anything(site):
    """Null is a value."""
    site.serve(reply(b'null\n"a"\n', content_type="application/jsonl"))
    assert site.all(site.client.rows.untyped.events()) == [None, "a"]


def test_pages_and_events_of_one_operation(site):
    """The verb decides what is asked for."""
    site.serve(
        reply(b'[{"i": 1}]', content_type="application/json"),
        reply(b'{"i": 2}\n', content_type="application/x-ndjson"),
    )
    assert numbers(site.all(site.client.rows.both.items())) == [1]
    assert numbers(site.all(site.client.rows.both.events())) == [2]
    assert [call.headers["accept"] for call in site.calls] == ["application/json", "application/x-ndjson"]


def test_other_operations_have_no_events(site):
    """The error says how to declare them."""
    with pytest.raises(AttributeError, match=r"files\.get is not described as a stream of events; .*x-ferrule-stream"):
        _ = site.client.files.get.events


def test_options_come_before_the_first_step(site):
    """Each gives a new one."""
    site.serve(reply(deltas(1)))
    stream = site.client.feed.once.events()
    assert stream.skip_broken() is not stream
    site.all(stream)
    for option in (stream.skip_broken, lambda: stream.within(3)):
        with pytest.raises(ConfigError, match="before its first step"):
            option()
    with pytest.raises(ConfigError, match=r"over \(end of the stream\)"):
        site.all(stream)


def test_options_add_up(site):
    """The later one keeps the earlier."""
    site.serve(reply(b"data: {\n\n" + deltas(1), 9.0, deltas(2)))
    stream = site.client.feed.once.events().skip_broken().within(5)
    assert (numbers(site.all(stream)), stream.skipped, stream.end) == ([1], 1, "5 s are over")


def test_pings_keep_a_stream_quiet_and_within_ends_it(site):
    """Silences are bounded one by one."""
    site.serve(reply(*[10.0, b": ping\n"] * 1000), reply(deltas(1), 31.0, deltas(2)))
    stream = site.client.feed.once.events().within(3600)
    assert (site.all(stream), stream.end, site.world.runtime.now()) == ([], "3600 s are over", 3600)
    assert site.bodies[0].released == 1
    got, error = events_of(site, site.client.feed.once.events())
    assert (numbers(got), "idle_timeout" in str(error)) == ([1], True)


def test_within_bounds_a_stream_that_never_waits(site):
    """Events that are there already are not given after it."""
    site.serve(reply(deltas(1), 5.0, deltas(2), deltas(3)))
    stream = site.client.feed.once.events().within(5)
    assert (numbers(site.all(stream)), stream.end) == ([1], "5 s are over")


def test_a_stream_with_a_terminator_is_truncated_when_its_time_is_over(site):
    """It would pass for a whole one."""
    site.serve(reply(deltas(1), 9.0, b"data: [DONE]\n\n"))
    stream = site.client.chat.create.events(**CHAT).within(5)
    got, error = events_of(site, stream)
    assert (numbers(got), type(error), stream.end, error.events) == ([1], StreamTruncated, "5 s are over", 1)


def test_entering_sends_and_leaving_closes(site):
    """Headers are there before the first event."""
    site.serve(reply(deltas(1, 2), 1e9, x_request="r1"))
    got = []

    async def work(events):
        assert events.headers["x-request"] == "r1"
        await site.drain(events, got, most=1)

    stream = site.client.feed.once.events()
    site.run(lambda: site.within(stream, work))
    assert (numbers(got), stream.end, site.bodies[0].released) == ([1], "closed", 1)
    assert site.run(lambda: site.step(stream)) is None


def test_one_that_is_dropped_in_a_loop_frees_its_connection(site):
    """At once, and with a warning: `with` is for leaving early."""
    site.serve(reply(deltas(1, 2), 1e9))
    with pytest.warns(ResourceWarning, match="neither read to its end nor closed"):
        gc.disable()
        try:
            site.run(lambda: site.drain(site.client.feed.once.events(), [], most=1))
        finally:
            gc.enable()
    assert site.bodies[0].released == 1


def test_an_event_that_is_too_large_is_an_error(site):
    """It names the setting; what came before it is given."""
    site.client._session.core.max_event_bytes = 50
    site.serve(reply(deltas(1) + b"data\n" * 52))
    got, error = events_of(site, site.client.feed.once.events())
    assert (numbers(got), type(error)) == ([1], ResponseTooLarge)
    assert "more than 50 bytes, the max_event_bytes of Connection; " in str(error)
    assert "raise the limit" in str(error)


def test_a_character_may_be_cut_in_two_events(site):
    """Models send half of a surrogate pair, and the other half in the next event."""
    site.serve(reply(b'data: {"i": 1, "t": "\\ud83d"}\n\ndata: {"i": NaN, "t": "\\ude00"}\n\n'))
    got = site.all(site.client.feed.once.events())
    assert "".join(one.additional_properties["t"] for one in got) == "\ud83d\ude00"


def test_no_frame_of_an_error_shows_what_came(site):
    """Printers of tracebacks show variables; what cannot be read may hold secrets."""
    site.serve(reply(deltas(1) + b'data: {"planted\n\n'), reply(b'{"planted\n', content_type="application/x-ndjson"))
    for stream in (site.client.feed.once.events(), site.client.rows.lines.stream().json_lines()):
        _, error = events_of(site, stream)
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        ours = [part for part in shown.split("  File ") if "ferrule/client" in part.partition(",")[0]]
        assert ours
        assert not [part for part in ours if "planted" in part]
        assert b"planted" in error.content
