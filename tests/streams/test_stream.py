"""`.stream` of an operation: its body as it comes, as bytes, text, lines or JSON."""

import pytest

from ferrule import (
    ConfigError,
    DeadlineExceeded,
    InternalServerError,
    InvalidResponse,
    NotFound,
    ReadFailed,
    ResponseTooLarge,
    StreamBroken,
)
from streams.conftest import reply


def file(*steps, content_type="application/octet-stream", **more):
    """An answer with a file."""
    return reply(*steps, content_type=content_type, **more)


def test_nothing_is_sent_before_it_is_entered_and_nothing_read_before_it_is_asked_for(site):
    """Status, headers and trace are there at the headers, and the request asks for the bytes."""
    site.serve(file(b"one", b"two", etag='"x"'))
    stream = site.client.files.get.stream()
    assert (site.calls, stream.end, "not opened" in repr(stream)) == ([], None, True)
    got = []

    async def work(body):
        assert (body.status_code, body.headers["ETag"], len(body.trace.attempts)) == (200, '"x"', 1)
        assert (site.bodies[0].at_end, body.end) == (False, None)
        await site.drain(body.bytes(), got)

    site.run(lambda: site.within(stream, work))
    assert (got, stream.end) == ([b"one", b"two"], "end of the body")
    assert site.calls[0].headers["accept"] == "application/octet-stream"
    assert site.bodies[0].released == 1


def test_iterating_sends_too(site):
    """Without `with`, a body that is read to its end needs none."""
    site.serve(file(b"one", b"two"), file(b"three"))
    assert site.all(site.client.files.get.stream()) == [b"one", b"two"]
    assert site.all(site.client.files.get.stream().bytes()) == [b"three"]
    assert [one.released for one in site.bodies] == [1, 1]


def test_a_plain_call_goes_on_asking_for_the_model(site):
    """The verb changes nothing for other calls, and the client's own header wins over it."""
    site.serve(reply(b'{"text": "x"}', content_type="application/json"), file(b"x"))

    async def scenario():
        called = site.client.files.get()
        assert (called if hasattr(called, "text") else await called).text == "x"

    site.run(scenario)
    site.all(site.client.with_options(headers={"Accept": "image/png"}).files.get.stream())
    assert [call.headers["accept"] for call in site.calls] == [
        "application/json, application/octet-stream",
        "image/png",
    ]


def test_text_and_lines_are_in_the_charset_of_the_answer(site):
    """Parts may cut characters; only CR and LF end lines."""
    site.serve(
        file("é\u2028".encode()[:1], "é\u2028".encode()[1:], content_type="text/plain"),
        file(b"a\r\n\r", b"\nb\xe9", content_type="text/plain; charset=ISO-8859-1"),
        file("a\nb\n".encode("utf-16")[:3], "a\nb\n".encode("utf-16")[3:], content_type="text/plain; charset=utf-16"),
        file(b"\xef\xbb\xbfa\x0bb\xff", content_type="text/plain; charset=no-such"),
    )
    assert "".join(site.all(site.client.files.get.stream().text())) == "é\u2028"
    assert site.all(site.client.files.get.stream().lines()) == ["a", "", "bé"]
    assert site.all(site.client.files.get.stream().lines()) == ["a", "b"]
    assert site.all(site.client.files.get.stream().lines()) == ["a\x0bb\ufffd"]


def test_lines_of_json_are_values(site):
    """Null is one of them; blank lines are passed over, and the last one needs no end."""
    site.serve(file(b'{"a": 1}\n\nnull\n[', b"2]", content_type="application/x-ndjson"))
    assert site.all(site.client.files.get.stream().json_lines()) == [{"a": 1}, None, [2]]


@pytest.mark.parametrize(
    ("content", "number"), [(b'{"a":1} {"b":2}\n', 1), (b"1\n\n{", 3), (b"1\n\xff\n", 2), (b'1\n"\xff"\n', 2)]
)
def test_a_line_that_is_no_json_raises_with_its_number(site, content, number):
    """Two values on a line are none; what came before it is given."""
    site.serve(file(content))
    stream, got = site.client.files.get.stream().json_lines(), []
    with pytest.raises(InvalidResponse, match=f"line {number} is not JSON") as caught:
        site.run(lambda: site.drain(stream, got))
    assert caught.value.content == content.split(b"\n")[number - 1]
    assert got == [1] * (number > 1)
    assert site.bodies[0].released == 1


def test_an_error_status_is_raised_as_of_any_call(site):
    """With its model; the connection is free again."""
    site.serve(reply(b'{"message": "none"}', status=404, content_type="application/json"), reply(status=500))
    with pytest.raises(NotFound) as caught:
        site.all(site.client.files.get.stream())
    assert caught.value.body.message == "none"
    with pytest.raises(InternalServerError):
        site.run(lambda: site.within(site.client.files.get.stream(), None))
    assert [one.released for one in site.bodies] == [1, 1]


def test_a_body_that_breaks_says_what_was_delivered(site):
    """It is not asked for again."""
    site.serve(file(b"one", b"two!", ReadFailed("cut")))
    stream, got = site.client.files.get.stream(), []
    with pytest.raises(StreamBroken, match="after 7 bytes: cut") as caught:
        site.run(lambda: site.drain(stream, got))
    assert (got, caught.value.received, stream.end) == ([b"one", b"two!"], 7, "failed: StreamBroken")
    assert caught.value.operation.name == "files.get"


def test_each_silence_is_bounded_and_the_whole_by_within(site):
    """The deadline ends at the headers."""
    site.serve(file(25.0, b"one", 25.0, b"two"), file(b"one", 31.0, b"two"), file(b"one", 25.0, b"two", 25.0, b"three"))
    assert site.all(site.client.with_options(deadline=1.0).files.get.stream()) == [b"one", b"two"]
    with pytest.raises(StreamBroken, match=r"nothing more came within 30 s \(idle_timeout\)"):
        site.all(site.client.files.get.stream())
    stream, got = site.client.files.get.stream().within(40), []
    with pytest.raises(StreamBroken, match="40 s are over, and the body is not at its end after 6 bytes"):
        site.run(lambda: site.drain(stream, got))
    assert (got, stream.end) == ([b"one", b"two"], "40 s are over")


def test_within_bounds_the_time_to_the_headers_too(site):
    """As a deadline would."""

    async def slow(call):
        await site.world.runtime.sleep(9)

    site.world.handler = slow
    with pytest.raises(DeadlineExceeded, match="2 s"):
        site.all(site.client.files.get.stream().within(2))


def test_options_come_before_the_first_step_and_each_gives_a_new_one(site):
    """Afterwards they are refused."""
    site.serve(file(b"x"))
    stream = site.client.files.get.stream()
    assert stream.within(3) is not stream
    for seconds in (0, -1, float("nan"), "3"):
        with pytest.raises(ConfigError, match="within"):
            stream.within(seconds)
    assert site.all(stream) == [b"x"]
    with pytest.raises(ConfigError, match="before its first step"):
        stream.within(3)


def test_a_stream_is_read_once(site):
    """Neither a second time, nor by two readers, nor when it is closed."""
    site.serve(file(b"x"), file(b"y"))
    stream = site.client.files.get.stream()
    parts = stream.bytes()
    with pytest.raises(ConfigError, match="read once"):
        stream.text()
    assert site.all(parts) == [b"x"]
    with pytest.raises(ConfigError, match=r"over \(end of the body\)"):
        site.all(parts)
    with pytest.raises(ConfigError, match="opened already"):
        site.run(lambda: site.within(stream, None))
    closed = site.client.files.get.stream()
    site.run(lambda: site.close(closed))
    with pytest.raises(ConfigError, match="read once"):
        closed.bytes()
    assert (closed.end, len(site.calls)) == ("closed", 1)
    with pytest.raises(ConfigError, match="has not been opened"):
        _ = site.client.files.get.stream().headers


def test_leaving_early_frees_the_connection(site):
    """Whether by `break` in `with`, or by an error of the caller."""
    site.serve(*[file(b"x", 1.0, b"y") for _ in range(4)])
    got = []

    async def early(body):
        await site.drain(body.bytes(), got, most=len(got) + 1)

    async def fail(body):
        await early(body)
        raise KeyError

    site.run(lambda: site.within(site.client.files.get.stream(), early))
    with pytest.raises(KeyError):
        site.run(lambda: site.within(site.client.files.get.stream(), fail))
    assert (got, [one.released for one in site.bodies]) == ([b"x", b"x"], [1, 1])


def test_an_operation_without_a_body_has_nothing_to_stream(site):
    """The error says why; one that redirects to a file has."""
    with pytest.raises(AttributeError, match=r"files\.delete has nothing to stream"):
        _ = site.client.files.delete.stream
    site.serve(file(b"x"))
    assert site.all(site.client.files.moved.stream()) == [b"x"]
    assert site.calls[0].headers["accept"] == "*/*"


def test_a_line_that_has_no_end_is_bounded(site):
    """By the setting that the error names."""
    site.client._session.core.max_event_bytes = 10
    site.serve(file(b"a\n", b"b" * 6, b"c" * 6))
    stream, got = site.client.files.get.stream().lines(), []
    with pytest.raises(ResponseTooLarge, match="more than 10 bytes, the max_event_bytes of Connection"):
        site.run(lambda: site.drain(stream, got))
    assert got == ["a"]


def test_a_body_that_is_closed_meanwhile_does_not_pass_for_a_whole(site):
    """Its reader has an error, and it ended because it was closed."""

    async def leave():
        await site.close(stream)

    site.serve(file(b"x", leave, ReadFailed("closed")))
    stream = site.client.files.get.stream()
    got = []
    with pytest.raises(StreamBroken):
        site.run(lambda: site.drain(stream, got))
    assert (got, stream.end) == ([b"x"], "closed")
