"""Circuit breaker: while an API keeps failing it is left alone, and then tried with a few calls.

Circuits are in memory: a client that cannot reach an API must not speak for the others.
"""

from __future__ import annotations

import logging
import threading
from asyncio import CancelledError
from collections import deque
from functools import partial

from ferrule.call import Call, Response
from ferrule.call.limit import LEEWAY
from ferrule.errors import CircuitOpen, WireError
from ferrule.policies.announcer import Announcer
from ferrule.policies.breaker_settings import Breaker, Change, State
from ferrule.policies.circuit import Circuit, KnownCircuit
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime
from ferrule.runtime.forks import reset_in_child

__all__ = ["Breaker", "BreakerPolicy", "Change", "Circuits", "State"]

_log = logging.getLogger("ferrule")

_MOST_CIRCUITS = 1000  # redirects could name origins without end
_KEPT_CHANGES = 100
_MANY_CIRCUITS = 100  # from here on, those of where a redirect led are dropped when nothing failed there


def is_failure(status: int) -> bool | None:
    """Does this status speak against the API's health? None when it says nothing."""
    if status in (408, 429):
        return None
    return status >= 500 and status != 501


def hung(call: Call, now: float) -> bool:
    """True when the deadline ended a send that had a fair chance: half of the time an attempt may take, or more.

    A call that has a stale response in reserve ends its send just before.
    """
    if not call.trace.under_way or not (call.limit.expired or now >= call.deadline - 2 * LEEWAY):
        return False
    limits = [limit for limit in (call.options.deadline, call.options.attempt_timeout) if limit is not None]
    return bool(limits) and now - call.trace.started - call.trace.sent >= min(limits) / 2


def _elsewhere(call: Call) -> bool:
    """True where a redirect has led to another origin."""
    return call.destination != call.origin and bool(call.origin)


class BreakerPolicy:
    """Lets calls through while their circuit is closed; raises `CircuitOpen` while it is open.

    Attributes:
        changes: the latest changes of its circuits, oldest first.
    """

    def __init__(self, settings: Breaker, announcer: Announcer | None = None) -> None:
        self._settings = settings
        self._announcer = announcer or Announcer()
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._circuits: dict[str, Circuit] = {}
        self.changes: deque[Change] = deque(maxlen=_KEPT_CHANGES)
        self._own: set[str] = set()  # those that are not only of where redirects led
        self._isolated = ""  # why circuits that do not exist yet will be isolated; empty when they will not

    @property
    def states(self) -> dict[str, State]:
        """State of each circuit, by name. An open circuit whose time is over stays open until a call tries it."""
        with self._lock:
            return {name: circuit.state for name, circuit in self._circuits.items()}

    def refuses(self, now: float) -> bool:
        """Whether one of the circuits lets no call through now, those apart that are only of where redirects led.

        An open circuit whose time is over does not refuse: the next call tries it.
        """
        with self._lock:
            circuits = [self._circuits[name] for name in self._own & self._circuits.keys()]
            return bool(self._isolated) or any(circuit.refuses(now) for circuit in circuits)

    def known(self, now: float) -> list[KnownCircuit]:
        """Its circuits, as they are at this monotonic time."""
        with self._lock:
            return [circuit.known(name, now) for name, circuit in self._circuits.items()]

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        name, trace, slow_after = self._name(call), call.trace, self._settings.slow_after
        circuit, permit = self._enter(name, call, runtime)
        sends = trace.sends
        failed: bool | None = None
        try:
            response = await next(call)
            failed = is_failure(response.status_code)
            if response.body is not None:
                response.on_close(partial(self._streamed, name, circuit, permit, runtime))
        except WireError:
            failed = True
            raise
        except BaseException as error:
            failed = True if trace.sends > sends and hung(call, runtime.now()) else None
            if failed is None and isinstance(error, CancelledError) and not call.limit.expired:
                with self._lock:
                    circuit.cancelled(permit)
            raise
        finally:
            now = runtime.now()
            slow = slow_after is not None and trace.sends > sends and now - trace.started - trace.sent >= slow_after
            with self._lock:
                before = circuit.state
                may_open = failed or slow or circuit.doubtful
                circuit.leave(permit, failed, now, runtime.random() if may_open else 0.0, slow=slow)
                after, reason = circuit.state, circuit.reason
                if len(self._circuits) > _MANY_CIRCUITS and _elsewhere(call) and circuit.idle():
                    self._circuits.pop(name, None)  # there is nothing to remember of where a redirect led
            if after is not before:
                self._tell(Change(name, before, after, now, reason), call)
        return response

    def _streamed(
        self, name: str, circuit: Circuit, permit: int, runtime: Runtime, error: BaseException | None
    ) -> None:
        """A body is over, and its call was counted as a success at its headers."""
        if not isinstance(error, WireError):
            return
        now = runtime.now()
        with self._lock:
            before = circuit.state
            circuit.broke(permit, now, runtime.random())
            after, reason = circuit.state, circuit.reason
        if after is not before:
            self._tell(Change(name, before, after, now, reason))

    def isolate(self, now: float, circuit: str | None = None, reason: str = "isolated by hand") -> None:
        """Refuse all calls until `close`; see `Circuits.isolate`."""
        with self._lock:
            if circuit is None:
                self._isolated = reason
            found = self._found(circuit, now)
            before = {name: one.state for name, one in found.items()}
            for one in found.values():
                one.isolate(now, reason)
        for name, state in before.items():
            self._tell(Change(name, state, State.ISOLATED, now, reason))

    def close(self, now: float, circuit: str | None = None, reason: str = "closed by hand") -> None:
        """Let calls through again; see `Circuits.close`."""
        with self._lock:
            if circuit is None:
                self._isolated = ""
            found = self._found(circuit, now)
            before = {name: one.state for name, one in found.items()}
            for one in found.values():
                one.close(now, reason)
        for name, state in before.items():
            if state is not State.CLOSED:
                self._tell(Change(name, state, State.CLOSED, now, reason))

    def _name(self, call: Call) -> str:
        origin = call.destination
        if self._settings.per == "origin" or origin != call.origin:
            return origin
        return f"{origin} {call.operation.name.partition('.')[0]}"

    def _enter(self, name: str, call: Call, runtime: Runtime) -> tuple[Circuit, int]:
        now = runtime.now()
        with self._lock:
            circuit = self._circuits.get(name) or self._add(name, now, own=not _elsewhere(call))
            before = circuit.state
            permit = circuit.enter(now)
            if permit is not None and circuit.state is before:
                return circuit, permit
            after, reason = circuit.state, circuit.reason
            wait = circuit.retry_after(now) if permit is None else None
        if after is not before:
            self._tell(Change(name, before, after, now, reason), call)
        if permit is None:
            raise CircuitOpen(f"the circuit of {name} is {after} ({reason})", retry_after=wait)
        return circuit, permit

    def _found(self, name: str | None, now: float) -> dict[str, Circuit]:
        if name is None:
            return dict(self._circuits)
        return {name: self._circuits.get(name) or self._add(name, now, own=True)}

    def _add(self, name: str, now: float, *, own: bool) -> Circuit:
        if len(self._circuits) >= _MOST_CIRCUITS:
            self._make_room()
        circuit = self._circuits[name] = Circuit(self._settings)
        if own:
            self._own.add(name)
        if self._isolated:
            circuit.isolate(now, self._isolated)
        return circuit

    def _make_room(self) -> None:
        """Drop circuits of which nothing is lost; where they are too few, older ones, of where redirects led first."""
        self._circuits = {name: circuit for name, circuit in self._circuits.items() if not circuit.idle()}
        if len(self._circuits) >= _MOST_CIRCUITS:
            names = [name for name, circuit in self._circuits.items() if circuit.state is not State.ISOLATED]
            names = [name for name in names if name not in self._own] or names
            for name in names[: len(names) // 2 + 1]:
                del self._circuits[name]
        self._own &= self._circuits.keys()

    def _tell(self, change: Change, call: Call | None = None) -> None:
        if call is not None:
            told = f"circuit of {change.circuit}: {change.before} to {change.after} ({change.reason})"
            call.trace.note(told, change.at, kind="circuit")
        self.changes.append(change)
        self._announcer.tell(change)
        for listener in self._settings.listeners:
            try:
                listener(change)
            except Exception:
                _log.exception("listener of the circuit breaker failed")


class Circuits:
    """The circuits of a client, seen and switched by hand (`client.breaker`).

    A circuit is named by its origin (`https://api.github.com`). Where circuits are kept by group, the group of
    operations follows (`https://api.github.com users`).
    """

    def __init__(self, policy: BreakerPolicy, runtime: Runtime) -> None:
        self._policy = policy
        self._runtime = runtime

    @property
    def states(self) -> dict[str, State]:
        """State of each circuit that calls have used, by name."""
        return self._policy.states

    def isolate(self, circuit: str | None = None, *, reason: str = "isolated by hand") -> None:
        """Refuse all calls with `CircuitOpen` until `close`: for an API that is known to be down, or to do harm.

        Args:
            circuit: name of one; None for all, those of later calls included.
            reason: stands in the error of each call refused.
        """
        self._policy.isolate(self._runtime.now(), circuit, reason)

    def close(self, circuit: str | None = None, *, reason: str = "closed by hand") -> None:
        """Let calls through at once, and forget what was counted.

        For use after `isolate`, or when it is known that the API is back.

        Args:
            circuit: name of one; None for all.
            reason: told to listeners.
        """
        self._policy.close(self._runtime.now(), circuit, reason)

    def __repr__(self) -> str:
        return f"<Circuits {', '.join(f'{name}: {state}' for name, state in self.states.items()) or 'none yet'}>"
