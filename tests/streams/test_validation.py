"""Strict validation and validators in a stream of events."""

import pytest

from ferrule import InvalidResponse, Policies, Validator
from streams.conftest import deltas, numbers, reply


def refuse_two(delta):
    """A check of events."""
    if delta.i == 2:
        raise ValueError("two is not wanted")


def failure(site, stream):
    """What came before the event that is refused, and the error."""
    got = []
    with pytest.raises(InvalidResponse) as caught:
        site.run(lambda: site.drain(stream, got))
    return numbers(got), caught.value


def test_a_validator_refuses_an_event(site, streams):
    """What came before it has been given; the stream is not asked for again."""
    site.client.reconfigure(Policies(validators=[Validator(streams.models.Delta, refuse_two)]))
    site.serve(reply(deltas(1, 2, 3)))
    got, error = failure(site, site.client.feed.once.events())
    assert got == [1]
    assert "event 2 cannot be read: a validator refused its Delta: two is not wanted" in str(error)
    assert error.content == deltas(2).split(b"data: ")[1].strip()
    assert len(site.calls) == 1


def test_a_mismatch_in_an_event_ends_a_strict_stream(site):
    """A lenient one has the value as it came."""
    content = deltas(1) + b'data: {"i": "two"}\n\n'
    site.serve(reply(content), reply(content))
    assert numbers(site.all(site.client.feed.once.events())) == [1, "two"]
    got, error = failure(site, site.client.with_options(validation="strict").feed.once.events())
    assert got == [1]
    assert "event 2 cannot be read: Delta.i should be integer, got string" in str(error)
    assert [(one.model, one.field) for one in error.mismatches] == [("Delta", "i")]


def test_refused_events_can_be_passed_over(site, streams):
    """As those that are no JSON; they are counted."""
    site.client.reconfigure(Policies(validators=[Validator(streams.models.Delta, refuse_two)]))
    site.serve(reply(deltas(1, 2, 3)))
    stream = site.client.feed.once.events().skip_broken()
    assert (numbers(site.all(stream)), stream.skipped) == ([1, 3], 1)


def test_lines_of_json_are_checked(site):
    """Each of them."""
    site.serve(reply(b'{"i": 1}\n{"i": "two"}\n', content_type="application/x-ndjson"))
    got, error = failure(site, site.client.with_options(validation="strict").rows.lines.events())
    assert got == [1]
    assert "line 2 cannot be read: " in str(error)
