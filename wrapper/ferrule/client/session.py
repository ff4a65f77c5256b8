"""One view of a client: what all views share, and what `with_options` changed for this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

import attrs

from ferrule.call import Call, Operation, Options, Response
from ferrule.call.call import lower_names
from ferrule.call.sealed import Sealed
from ferrule.client.checking import reader
from ferrule.client.core import Core
from ferrule.client.graphql import failure
from ferrule.client.modules import EndpointModule, Target
from ferrule.client.results import Err, Ok, Raw
from ferrule.errors import ApiError, ConfigError
from ferrule.paging.links import landing
from ferrule.settings.checks import option_faults
from ferrule.settings.resolver import Resolver

P = ParamSpec("P")
S = TypeVar("S")
E = TypeVar("E")


class Session(Sealed):
    """Makes the calls of one view, sends them and gives back what came.

    Args:
        core: what all views share.
        changes: options that differ in this view; checked before.
    """

    def __init__(self, core: Core, changes: Mapping[str, Any] | None = None) -> None:
        self.core = core
        self.changes: Mapping[str, Any] = changes or {}
        self._known: tuple[Resolver, dict[Operation, Options]] = core.resolver, {}

    def with_changes(self, changes: Mapping[str, Any]) -> Session:
        """Another view, whose options differ in these, too. Headers are added to those set before.

        Raises:
            ConfigError: values out of range; all are listed.
        """
        if "headers" in changes:
            added = {name.lower(): value for name, value in changes["headers"].items()}
            changes = {**changes, "headers": {**self.changes.get("headers", {}), **added}}
        if faults := option_faults(attrs.evolve(self.core.resolver.everywhere.options, **changes)):
            raise ConfigError("; ".join(faults))
        return Session(self.core, {**self.changes, **changes})

    def options_for(self, operation: Operation) -> Options:
        """The settings of an operation's calls, put together once."""
        resolver, known = self._known
        if resolver is not self.core.resolver:  # other policies since
            known = {}
            self._known = self.core.resolver, known
        options = known.get(operation)
        if options is None:
            options = known[operation] = self.resolve(operation)
        return options

    def resolve(self, operation: Operation) -> Options:
        """The settings of an operation's calls, put together anew: for operations that are one call's alone."""
        options = self.core.resolver.resolve(operation).options
        return attrs.evolve(options, **self.changes) if self.changes else options

    async def exchange(self, module: EndpointModule[P, S, E], *args: P.args, **kwargs: P.kwargs) -> Raw[S]:
        """Call an endpoint module. Any status is returned, and none is an error here.

        Raises:
            ConfigError: an argument cannot be sent, or the client is closed.
            TypeError: the arguments are not the operation's.
            CallError: no response came.
        """
        target = self.core.target(module)
        call = self.call(target, args, kwargs)
        return self.raw(target, call, await self.core.send(call))

    async def page(
        self, module: EndpointModule[..., S, E], at: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> tuple[Raw[S], Call]:
        """As `exchange`, for a page of a list.

        Args:
            module: the operation's.
            at: path and query of the page on the client's server; empty for what the arguments say.
            args: the operation's arguments by place.
            kwargs: those by name.

        Returns:
            The exchange, and the call that was sent.
        """
        target = self.core.target(module)
        call = self.call(target, args, kwargs)
        if at:
            body: Any = {name: value for name, value in call.body.items() if name != "params"}
            call = call.replace(url=target.origin + at, body=body)
        return self.raw(target, call, await self.core.send(call)), call

    def stream_call(
        self, module: EndpointModule[..., Any, Any], accept: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> Call:
        """The call that has an operation's response at its headers.

        Args:
            module: the operation's.
            accept: the media types that it asks for, unless the client or an argument says otherwise.
            args: the operation's arguments by place.
            kwargs: those by name.
        """
        target, headers = self.core.target(module), lower_names({"accept": accept, **self.core.headers})
        call = self.call(attrs.evolve(target, headers=headers), args, kwargs)
        call.stream = True
        return call

    async def open(self, module: EndpointModule[..., S, E], call: Call) -> Raw[S]:
        """Send such a call. The exchange that comes is a success whose body may be on the wire still.

        Raises:
            ApiError: the API answered with an error, or with no success.
        """
        raw = self.raw(self.core.target(module), call, await self.core.open(call))
        if not raw.response.is_success:
            await raw.response.close()
            raise raw.error()
        return raw

    async def send(self, module: EndpointModule[..., S, E], call: Call) -> Raw[S]:
        """Send a call that was made before, for an operation. Any status is returned, and none is an error here."""
        return self.raw(self.core.target(module), call, await self.core.send(call))

    def landing(self, module: EndpointModule[..., Any, Any], link: str, call: Call) -> str:
        """Path and query on the client's server of a link to another page; see `ferrule.paging.links.landing`.

        Args:
            module: the operation's.
            link: as the server wrote it.
            call: that of the page with which it came.
        """
        core, target = self.core, self.core.target(module)
        return landing(link, call, target.url, core.own_servers(), core.secret_parameters)

    async def result(self, module: EndpointModule[P, S, E], *args: P.args, **kwargs: P.kwargs) -> Ok[S] | Err[E]:
        """As `exchange`, but returns the success model, or raises the error that the API answered with."""
        raw = await self.exchange(module, *args, **kwargs)
        try:
            return Ok(raw.parse(), raw.attempts)
        except ApiError as error:
            return failure(error)

    def call(self, target: Target[P, Any, Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Call:
        """The call that an operation's arguments make.

        Raises:
            ConfigError: an argument cannot be sent.
            TypeError: the arguments are not the operation's.
        """
        get_kwargs: Callable[..., dict[str, Any]] = target.get_kwargs
        try:
            request = get_kwargs(*args, **kwargs)
        except ValueError as fault:
            raise ConfigError(f"{target.operation}: {fault}") from None
        except TypeError as fault:
            # Python names the function that codegen wrote; callers know the operation's name.
            raise TypeError(str(fault).replace("_get_kwargs", target.operation.name)) from None
        operation, options, headers = target.operation, self.options_for(target.operation), target.headers
        url = target.url + request.pop("url")
        del request["method"]
        if own := request.pop("headers", None):
            headers = {**headers, **{name.lower(): value for name, value in own.items()}}
        if options.headers:
            headers = {**headers, **options.headers}
        body: Any = request  # as `httpx.Request` takes it: codegen writes no other keys
        call = Call(operation, operation.method, url, headers, body, options, target.origin, self.core.identity)
        if options.checks:
            call.reader = reader(target, options)
        return call

    def raw(self, target: Target[P, S, E], call: Call, response: Response) -> Raw[S]:
        """The exchange of a call and its response."""
        raw: Raw[S] = target.exchange(
            target.operation,
            response,
            call.trace,
            call.reader or target.parse_success,
            target.parse_error,
            self.core.runtime.wall,
            self.core.credential_names,
        )
        return raw
