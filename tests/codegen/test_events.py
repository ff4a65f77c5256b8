"""Webhooks and callbacks as typed payloads."""

from __future__ import annotations

import datetime
import hmac
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_overloads, get_type_hints

import pytest

from codegen.conftest import Tiny, generated_package
from ferrule.codegen import CodegenError, generate
from ferrule.errors import FerruleError
from ferrule.webhooks import EventName, GitHub


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The package of specs/events.yaml."""
    spec = Path(__file__).parent / "specs" / "events.yaml"
    found = generated_package(spec, tmp_path_factory.mktemp("e"), "events_client")
    yield found
    sys.path.remove(str(found.path.parent))


def test_every_event_that_carries_json_or_a_form_has_a_type(events: Tiny) -> None:
    """Webhooks by their key, callbacks by their operation's id and their own key."""
    assert events.module("webhooks").EVENTS == {
        "tick": "Tick",
        "inline-event": "InlineEventEvent",
        "either": "Tick | Tock",
        "own": "Event",
        "subscribe.onTick": "list[Tick]",
        "subscribe.onForm": "Filled",
        "subscribe.onShared": "Tick",
    }


def test_what_carries_neither_json_nor_a_form_is_in_the_ledger(events: Tiny) -> None:
    """With its reason; the others are counted as generated."""
    ledger = events.report.ledger
    assert {(note.kind, note.where) for note in ledger.lost} == {
        ("webhook", "#/webhooks/silent"),
        ("callback", "#/paths/~1subscriptions/post/callbacks/onBytes"),
    }
    assert all("carries no JSON and no form" in note.reason for note in ledger.lost)
    assert ledger.counts["webhook"] == {"spec": 5, "generated": 4, "lost": 1}
    assert ledger.counts["callback"] == {"spec": 4, "generated": 3, "lost": 1}


def test_a_delivery_becomes_a_model(events: Tiny) -> None:
    """Of its own class; in a union of the class that it is; in an array item by item."""
    parse = events.module("webhooks").parse
    assert parse("tick", b'{"tick": 1}').tick == 1
    assert parse("inline-event", b'{"at": "2020-01-02T00:00:00Z"}').at == datetime.datetime(
        2020, 1, 2, tzinfo=datetime.UTC
    )
    assert type(parse("either", b'{"tock": 1}')).__name__ == "Tock"
    assert [one.tick for one in parse("subscribe.onTick", b'[{"tick": 1}, {"tick": 2}]')] == [1, 2]


def test_a_form_becomes_a_model_of_the_described_types(events: Tiny) -> None:
    """In a form everything is text; text that cannot be of its type stays text, and is reported."""
    parse = events.module("webhooks").parse
    found = parse("subscribe.onForm", b"number=7&text=7&ratio=1.5&on=true&many=a+b&many=%C3%A9&maybe=3&more=x")
    assert (found.number, found.text, found.ratio, found.on, found.maybe) == (7, "7", 1.5, True, 3)
    assert found.many == ["a b", "é"]
    assert found.additional_properties == {"more": "x"}
    assert parse("subscribe.onForm", b"number=7&text=&many=a").many == ["a"]
    mismatches: list[Any] = []
    found = parse("subscribe.onForm", b"number=seven&number=8&text=a&on=yes&ratio=NaN", mismatches)
    assert (found.number, found.on, found.ratio) == (["seven", "8"], "yes", "NaN")
    assert [(one.field, one.got) for one in mismatches] == [
        ("number", "array"),
        ("ratio", "string"),
        ("on", "string"),
    ]


def test_the_module_has_the_types_of_its_events(events: Tiny) -> None:
    """Loaded when they are used; a model that is called as something of the module is in `models` alone."""
    from ferrule.webhooks import Delivery, UnknownEvent

    webhooks, models = events.module("webhooks"), events.models
    assert (webhooks.Tick, webhooks.Delivery, webhooks.UnknownEvent) == (models.Tick, Delivery, UnknownEvent)
    members = {models.Tick, models.Tock, models.InlineEventEvent, models.Filled, models.Event, UnknownEvent}
    assert set(webhooks.Event.__args__) == {*members, list[models.Tick]}
    assert {"Tick", "Event", "Delivery", "receiver", "parse"} <= set(dir(webhooks))
    assert repr(webhooks.receiver) == "Receivers('events_client')"
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = webhooks.Nothing


def test_nothing_of_ferrule_is_loaded_before_a_receiver_is_made(events: Tiny) -> None:
    """And then no client, and no httpx."""
    program = """
import sys
from events_client import webhooks
assert webhooks.parse("tick", b'{"tick": 1}').tick == 1
assert not [name for name in sys.modules if name.split(".")[0] in ("ferrule", "httpx")]
webhooks.UnknownEvent, webhooks.receiver
rooms = {name.split(".")[1] for name in sys.modules if name.startswith("ferrule.")}
assert rooms <= {"_lazy", "call", "errors", "http", "runtime", "webhooks"}, rooms
assert not {"httpx", "asyncio"} & sys.modules.keys()
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(events.path.parent), *sys.path])}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)


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
    with pytest.raises(errors.UnparsableEvent, match="its body of 100000 bytes"):
        webhooks.parse("tick", b"[" * 100_000)
    for form in (b"%ff=1", b"a=1&" * 1001, b"\xff"):
        with pytest.raises(errors.UnparsableEvent, match="should carry a form"):
            webhooks.parse("subscribe.onForm", form)
    with pytest.raises(errors.UnparsableEvent, match="should carry Tick, not array"):
        webhooks.parse("tick", b"[]")


def test_each_event_is_typed(events: Tiny) -> None:
    """Type checkers see the model of a literal event."""
    webhooks = events.module("webhooks")
    types = {"Tick": events.models.Tick, "Tock": events.models.Tock, "InlineEventEvent": events.models.InlineEventEvent}
    types |= {"Filled": events.models.Filled}
    hints = [get_type_hints(one, localns=types) for one in get_overloads(webhooks.parse)]
    assert hints[0]["event"].__args__ == ("tick",)
    assert hints[0]["return"] is events.models.Tick
    assert len(hints) == len(webhooks.EVENTS) + 1


def test_packages_without_events_have_no_such_module(tiny: Any) -> None:
    """Nor its support."""
    assert not (tiny.path / "webhooks.py").exists()
    assert not (tiny.path / "_event.py").exists()


SIGNED = {
    "scheme": "hmac",
    "header": "X-Sig",
    "prefix": "v1=",
    "signed": "{timestamp}:{body}",
    "timestamp": {"header": "X-Time"},
    "id": {"field": "/id"},
    "event": {"field": "/kind", "names": {"clock.tick": "tick", "*": "tock"}},
    "tolerance": 10,
    "env": ["CLOCK_NEW", "CLOCK_OLD"],
}


def described(signature: dict[str, Any] | None) -> dict[str, Any]:
    """Two events, and how they are signed."""
    number = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
    body = {"requestBody": {"content": {"application/json": {"schema": number}}}}
    fact = {} if signature is None else {"x-ferrule-webhook-signature": signature}
    return {
        "openapi": "3.1.0", "info": {"title": "Clock", "version": "1"}, "paths": {}, **fact, "webhooks": {"tick": {"post": body}, "tock": {"post": body}},
    }  # fmt: skip


def test_what_an_overlay_declares_is_what_a_receiver_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Header, prefix, what is signed, time, id, names, tolerance and variables."""
    (tmp_path / "clock.json").write_text(json.dumps(described(SIGNED)))
    webhooks = generated_package(tmp_path / "clock.json", tmp_path, "clock_events").module("webhooks")
    monkeypatch.setenv("CLOCK_NEW", "new")
    monkeypatch.delenv("CLOCK_OLD", raising=False)
    with pytest.raises(ValueError, match="no CLOCK_OLD"):
        webhooks.receiver.from_env()
    monkeypatch.setenv("CLOCK_OLD", "old")
    hooks = webhooks.receiver.from_env(clock=lambda: 1_000.9)
    body = b'{"kind": "clock.tick", "id": "7", "n": 1}'
    headers = {"X-Time": "990", "X-Sig": "v1=" + hmac.digest(b"old", b"990:" + body, "sha256").hex()}
    delivery = hooks.unwrap(headers, body)
    assert (delivery.name, delivery.id, delivery.event.n) == ("tick", "7", 1)
    assert type(delivery.event).__name__ == "TickEvent"
    with pytest.raises(FerruleError, match="too old"):
        webhooks.receiver.from_env(clock=lambda: 1_001.0).unwrap(headers, body)
    other = b'{"kind": "clock.stop", "n": 1}'
    assert hooks.unwrap(hooks.sign(other), other).name == "tock"
    strange = b'{"kind": "clock.stop"}'
    assert hooks.unwrap(hooks.sign(strange), strange).event.problem == "its body is not of that name: it lacks n"
    sys.path.remove(str(tmp_path))


@pytest.mark.parametrize("names", [{"a": "tikc"}, {"*": "a"}])
def test_an_overlay_names_events_that_there_are(names: dict[str, str], tmp_path: Path) -> None:
    """A misspelt one would make every delivery unknown."""
    wrong = {**SIGNED, "event": {"field": "/kind", "names": names}}
    (tmp_path / "clock.json").write_text(json.dumps(described(wrong)))
    with pytest.raises(CodegenError, match=r"no event (tikc|a) with a type; there are tick, tock"):
        generate(tmp_path / "clock.json", None, tmp_path, "clock_wrong")


def test_without_a_declaration_the_scheme_is_given(tmp_path: Path) -> None:
    """The message says how."""
    (tmp_path / "clock.json").write_text(json.dumps(described(None)))
    webhooks = generated_package(tmp_path / "clock.json", tmp_path, "clock_unsigned").module("webhooks")
    with pytest.raises(ValueError, match="how clock_unsigned signs is not declared"):
        webhooks.receiver(["s"])
    hooks = webhooks.receiver(["s"], scheme=GitHub(event=EventName(header="X-Kind")))
    assert hooks.unwrap(hooks.sign(b'{"n": 2}', event="tick"), b'{"n": 2}').event.n == 2
    sys.path.remove(str(tmp_path))
