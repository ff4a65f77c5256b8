"""Webhooks and callbacks as typed payloads."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_overloads, get_type_hints

import pytest

from codegen.conftest import Tiny, generated_package


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The package of specs/events.yaml."""
    spec = Path(__file__).parent / "specs" / "events.yaml"
    found = generated_package(spec, tmp_path_factory.mktemp("e"), "events_client")
    yield found
    sys.path.remove(str(found.path.parent))


def test_every_event_that_carries_json_has_a_type(events: Tiny) -> None:
    """Webhooks by their key, callbacks by their operation's id and their own key."""
    assert events.module("webhooks").EVENTS == {
        "tick": "Tick",
        "inline-event": "InlineEventEvent",
        "either": "Tick | Tock",
        "subscribe.onTick": "list[Tick]",
        "subscribe.onShared": "Tick",
    }


def test_what_carries_no_json_is_in_the_ledger(events: Tiny) -> None:
    """With its reason; the others are counted as generated."""
    ledger = events.report.ledger
    assert {(note.kind, note.where) for note in ledger.lost} == {
        ("webhook", "#/webhooks/silent"),
        ("callback", "#/paths/~1subscriptions/post/callbacks/onForm"),
    }
    assert all("carries no JSON" in note.reason for note in ledger.lost)
    assert ledger.counts["webhook"] == {"spec": 4, "generated": 3, "lost": 1}
    assert ledger.counts["callback"] == {"spec": 3, "generated": 2, "lost": 1}


def test_a_delivery_becomes_a_model(events: Tiny) -> None:
    """Of its own class; in a union of the class that it is; in an array item by item."""
    parse = events.module("webhooks").parse
    assert parse("tick", b'{"tick": 1}').tick == 1
    assert parse("inline-event", b'{"at": "2020-01-02T00:00:00Z"}').at == datetime.datetime(
        2020, 1, 2, tzinfo=datetime.UTC
    )
    assert type(parse("either", b'{"tock": 1}')).__name__ == "Tock"
    assert [one.tick for one in parse("subscribe.onTick", b'[{"tick": 1}, {"tick": 2}]')] == [1, 2]


def test_a_delivery_that_lies_is_kept_and_reported(events: Tiny) -> None:
    """As responses are."""
    mismatches: list[Any] = []
    found = events.module("webhooks").parse("tick", b'{"tick": "x"}', mismatches)
    assert found.tick == "x"
    assert [(one.model, one.field, one.expected, one.got) for one in mismatches] == [
        ("Tick", "tick", "integer", "string")
    ]


def test_what_cannot_be_read_raises(events: Tiny) -> None:
    """An event nobody described, broken JSON, another type; no body is quoted."""
    webhooks, errors = events.module("webhooks"), events.module("errors")
    with pytest.raises(errors.UndocumentedEvent, match="event 'other' is not in"):
        webhooks.parse("other", b"{}")
    with pytest.raises(errors.UnparsableEvent, match="its body of 7 bytes") as caught:
        webhooks.parse("tick", b"secret!")
    assert "secret" not in str(caught.value)
    with pytest.raises(errors.UnparsableEvent, match="should carry Tick, not array"):
        webhooks.parse("tick", b"[]")


def test_each_event_is_typed(events: Tiny) -> None:
    """Type checkers see the model of a literal event."""
    webhooks = events.module("webhooks")
    types = {"Tick": events.models.Tick, "Tock": events.models.Tock, "InlineEventEvent": events.models.InlineEventEvent}
    hints = [get_type_hints(one, localns=types) for one in get_overloads(webhooks.parse)]
    assert hints[0]["event"].__args__ == ("tick",)
    assert hints[0]["return"] is events.models.Tick
    assert len(hints) == len(webhooks.EVENTS) + 1


def test_packages_without_events_have_no_such_module(tiny: Any) -> None:
    """Nor its support."""
    assert not (tiny.path / "webhooks.py").exists()
    assert not (tiny.path / "_event.py").exists()
