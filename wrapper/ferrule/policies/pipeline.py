"""How policies are put around the engine, and the order they stand in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Protocol, TypeAlias

import attrs

from ferrule.call import Call, Response
from ferrule.runtime.base import Runtime

Next: TypeAlias = Callable[[Call], Awaitable[Response]]


class Policy(Protocol):
    """One concern around a call. It is shared by all calls of a client, and knows no other policy.

    It has three channels only: the call it passes on, the response it returns, the exception it raises.
    """

    def __call__(self, call: Call, next: Next, runtime: Runtime) -> Awaitable[Response]:
        """Handle a call; `next` continues towards the engine and may be called any number of times."""
        ...


@attrs.frozen(eq=False)
class Seat:
    """A policy at its place in a client's pipeline.

    Attributes:
        name: what it is called in descriptions.
        policy: the policy.
        settings: what it was made from, None where it has no settings of its own.
    """

    name: str
    policy: Policy
    settings: attrs.AttrsInstance | None = None


def compose(policies: Iterable[Policy], runtime: Runtime) -> Next:
    """Bind policies, outermost first, around `runtime.send`. Done once per client."""
    handler: Next = runtime.send
    for policy in reversed(list(policies)):
        handler = partial(policy, next=handler, runtime=runtime)
    return handler
