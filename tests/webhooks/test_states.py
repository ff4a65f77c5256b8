"""Each replay store against a model of it: claims, ends, failures and time in any order, in both worlds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from ferrule.errors import WebhookInProgress
from ferrule.webhooks import (
    Delivery,
    Found,
    Receiver,
    ReplayStore,
    ReplayStoreMemory,
    ReplayStoreRedis,
    ReplayStoreSqlite,
)
from webhooks.senders import NOW, receiver

LEASE, KEEP = 60.0, 1000.0
KEYS = st.sampled_from(["one", "two"])


class Replays(RuleBasedStateMachine):
    """Deliveries that several handlers claim, end and lose while time passes."""

    make: Callable[[], ReplayStore]
    timed = True

    def __init__(self) -> None:
        super().__init__()
        self.store = self.make()
        self.now = float(NOW)
        self.hooks: Receiver[Any] = receiver(
            "standard", store=self.store, lease=LEASE, keep=KEEP, clock=lambda: self.now
        )
        self.open: dict[str, tuple[Any, float]] = {}
        self.done: dict[str, float] = {}
        self.handlers: list[tuple[str, Any]] = []

    def delivery(self, key: str) -> Delivery[Any]:
        """A right delivery of this id."""
        return self.hooks.unwrap(self.hooks.sign(b"{}", id=key), b"{}")

    def expected(self, key: str) -> Found:
        """What the model knows of it."""
        if self.done.get(key, self.now) > self.now:
            return Found.DONE
        return Found.OPEN if key in self.open and self.open[key][1] > self.now else Found.NEW

    @rule(key=KEYS, in_a_loop=st.booleans())
    def claim(self, key: str, in_a_loop: bool) -> None:
        """A handler claims it, and gets what the model says."""
        expected, claim = self.expected(key), self.hooks.claim(self.delivery(key))
        try:
            delivery = asyncio.run(claim.__aenter__()) if in_a_loop else claim.__enter__()
        except WebhookInProgress:
            assert expected is Found.OPEN
            return
        assert expected is (Found.DONE if delivery.duplicate else Found.NEW)
        if not delivery.duplicate:
            self.open[key] = claim, self.now + LEASE
            self.handlers.append((key, claim))

    @precondition(lambda self: self.handlers)
    @rule(data=st.data(), failed=st.booleans(), in_a_loop=st.booleans())
    def end(self, data: st.DataObject, failed: bool, in_a_loop: bool) -> None:
        """A handler ends, in time or late."""
        key, claim = self.handlers.pop(data.draw(st.integers(0, len(self.handlers) - 1)))
        error = RuntimeError() if failed else None
        arguments = (type(error) if error else None, error, None)
        if in_a_loop:
            asyncio.run(claim.__aexit__(*arguments))
        else:
            claim.__exit__(*arguments)
        if failed:
            if key in self.open and self.open[key][0] is claim:
                del self.open[key]
            return
        self.open.pop(key, None)
        self.done[key] = self.now + KEEP

    @precondition(lambda self: self.handlers)
    @rule(data=st.data())
    def lose(self, data: st.DataObject) -> None:
        """A process is killed: nobody ends its claim."""
        self.handlers.pop(data.draw(st.integers(0, len(self.handlers) - 1)))

    @precondition(lambda self: self.timed)
    @rule(seconds=st.sampled_from([0.5, 59.0, 60.0, 999.0, 1000.0]))
    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.now += seconds

    @rule()
    def reopen(self) -> None:
        """Connections are closed; a later use opens them again."""
        self.store.close()

    def teardown(self) -> None:
        """Leave nothing open."""
        self.store.close()


@pytest.mark.parametrize("kind", ["memory", "sqlite", "valkey"])
def test_a_store_is_what_its_model_is(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Valkey without the passing of time, which its own clock tells."""
    number = count()

    def make() -> ReplayStore:
        if kind == "memory":
            return ReplayStoreMemory()
        if kind == "sqlite":
            return ReplayStoreSqlite(tmp_path / f"{next(number)}.db")
        return ReplayStoreRedis(request.getfixturevalue("valkey"), prefix=f"{tmp_path.name}:{next(number)}:")

    machine = type("Machine", (Replays,), {"make": staticmethod(make), "timed": kind != "valkey"})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=60 if kind == "memory" else 15, stateful_step_count=25, deadline=None)
    )
