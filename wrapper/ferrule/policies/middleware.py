"""Hooks of the user's own, shaped as any policy: `async def hook(call, next, runtime) -> Response`."""

from __future__ import annotations

import inspect
from typing import Literal

import attrs

from ferrule.call import Call, Note, Response
from ferrule.errors import ConfigError
from ferrule.policies.pipeline import Next, Policy
from ferrule.runtime.base import Runtime


@attrs.frozen
class Middleware:
    """A hook around each call, or around each request that is sent.

    It may change the call (`call.replace`), answer it by itself, call `next` any number of times, or raise. The same
    `async def` serves async and blocking clients. In a blocking client it may only await `next` and what `runtime`
    offers; a TypeError names anything else. Where only the request is changed, a plain function that returns
    `next(...)` will do.

    Attributes:
        hook: the callable. Its parameters are named `call`, `next` and `runtime`.
        position: where it runs (default `call`). `call` runs it once a call, inside the deadline and around cache,
            retries and credentials. `attempt` runs it for each request on the wire, retries and redirects included,
            with credentials in place and inside the attempt's timeout.

    Raises:
        ConfigError: not such a callable, or no such position.
    """

    hook: Policy
    position: Literal["call", "attempt"] = "call"

    def __attrs_post_init__(self) -> None:
        if self.position not in ("call", "attempt"):
            raise ConfigError(f"Middleware: position must be 'call' or 'attempt', got {self.position!r}")
        try:
            inspect.signature(self.hook).bind(None, next=None, runtime=None)
        except (TypeError, ValueError):
            raise ConfigError(f"Middleware: {name_of(self.hook)} must be a callable (call, next, runtime)") from None


class Altered(Note):
    """That a hook has changed a request after the cache has looked at it.

    Attributes:
        names: of the header fields, or `url`, `params`, `cookies`.
    """

    __slots__ = ("names",)
    names: frozenset[str]


class MiddlewarePolicy:
    """Runs a hook. A forgotten `return` is named here, because otherwise it fails far away.

    Args:
        hook: the hook.
        notes: note in the trace what it changes of a request.
    """

    def __init__(self, hook: Policy, *, notes: bool = False) -> None:
        self._hook = hook
        self._notes = notes

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        streamed: list[Response] = []
        given = call

        async def tracked(call: Call) -> Response:
            if self._notes and (names := _altered(given, call)):
                told = f"middleware {name_of(self._hook)} changed {', '.join(sorted(names))} of the request"
                note = Altered(told, runtime.now() - call.trace.started)
                note.names = names
                call.trace.notes.append(note)
            response = await next(call)
            if response.sent is None or response.sent.trace is not call.trace:
                response.sent = call
            if response.body is not None:
                streamed.append(response)
            return response

        response: Response | None = None
        try:
            response = await self._hook(call, next=tracked, runtime=runtime)
        finally:
            for each in streamed:  # what the hook has not passed on holds a connection
                if each is not response:
                    await each.close()
        if not isinstance(response, Response):
            raise TypeError(
                f"middleware {name_of(self._hook)} returned {type(response).__name__} instead of a Response"
            )
        return response


def _altered(before: Call, after: Call) -> frozenset[str]:
    """What of a request is not as it was, of what its response may depend on."""
    names = {name for name, _ in before.headers.items() ^ after.headers.items()}
    if before.url != after.url:
        names.add("url")
    return frozenset(names | {name for name in ("params", "cookies") if before.body.get(name) != after.body.get(name)})


def as_middleware(hook: Policy | Middleware) -> Middleware:
    """A bare hook runs once a call."""
    return hook if isinstance(hook, Middleware) else Middleware(hook)


def name_of(hook: object) -> str:
    """What a hook is called in descriptions."""
    return getattr(hook, "__qualname__", type(hook).__qualname__)
