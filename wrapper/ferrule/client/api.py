"""What a generated facade stands on: the blocking `Api` and the async `AsyncApi`, with one meaning."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, ClassVar, ParamSpec, Self, TypeVar

from ferrule.auth.protocols import Credential
from ferrule.call import CacheMode, Operation, Options
from ferrule.call.validation import Validation
from ferrule.client.arguments import check_kinds
from ferrule.client.cache import AsyncCacheHandle, CacheHandle
from ferrule.client.catalog import Catalog
from ferrule.client.core import Core
from ferrule.client.describe import describe
from ferrule.client.description import ApiDescription
from ferrule.client.endpoint import AsyncEndpoint, Endpoint, module_of
from ferrule.client.modules import EndpointModule
from ferrule.client.opened import opened
from ferrule.client.session import Session
from ferrule.client.standing import Standing
from ferrule.client.transport import PipelineTransport
from ferrule.engines.choice import Choice, EngineName, choose
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import BlockingRuntime, drive
from ferrule.settings.checks import option_faults
from ferrule.settings.overrides import KEEP, Keep
from ferrule.settings.policies import Policies

P = ParamSpec("P")
S = TypeVar("S")
E = TypeVar("E")


class _Client(Standing):
    """What both worlds have in common. Use `Api` or `AsyncApi`, through a generated facade."""

    description: ClassVar[ApiDescription]

    def __init__(
        self,
        auth: Credential | Mapping[str, Credential] | None = None,
        *,
        base_url: str | None = None,
        server: int = 0,
        variables: Mapping[str, str] | None = None,
        policies: Policies | None = None,
        connection: Connection | None = None,
        engine: EngineName | None = None,
        headers: Mapping[str, str] | None = None,
        runtime: Runtime | None = None,
    ) -> None:
        """Set up a client. Nothing is connected before the first call.

        Args:
            auth: one credential, or one for each security scheme by the scheme's name; None for anonymous calls.
            base_url: server of your own (a proxy, a sandbox), for all operations; default is the spec's.
            server: which of the spec's servers, counted from 0.
            variables: values for the server's variables; defaults are the spec's.
            policies: deadline, retries, breaker … ; default `Policies()`.
            connection: TLS, proxy, pool, HTTP version; default `Connection()`.
            engine: what sends (see docs/engines.md). `auto` is the fastest installed engine that can do what
                `connection` asks. Default is what `FERRULE_ENGINE` says, otherwise `auto`.
            headers: sent with every request.
            runtime: for tests and simulations; default is made from `connection`.

        Raises:
            ConfigError: something cannot work as given; all faults found are listed.
        """
        if (connection is not None or engine is not None) and runtime is not None:
            raise ConfigError("give connection and engine, or runtime, not both: a runtime brings its own connections")
        check_kinds(
            auth=auth, base_url=base_url, server=server, policies=policies, connection=connection, headers=headers
        )
        policies = policies or Policies()
        connection = connection or Connection()
        choice: Choice | None = None
        if runtime is None:
            choice = choose(engine, connection, blocking=self._blocking)
            runtime = self._make_runtime(choice)
        if faults := option_faults(Options(headers=headers or {})):
            raise ConfigError("; ".join(faults))
        self._check_patterns(policies)
        core = Core(
            self.description,
            policies,
            runtime,
            auth=auth,
            url=base_url,
            server=server,
            variables=variables,
            headers=headers,
            connection=connection,
            engine=choice,
        )
        self._session = Session(opened(core))

    _blocking: ClassVar[bool]

    @staticmethod
    def _make_runtime(choice: Choice) -> Runtime:
        raise NotImplementedError

    def with_options(
        self,
        *,
        deadline: float | Keep | None = KEEP,
        attempt_timeout: float | Keep | None = KEEP,
        idle_timeout: float | Keep | None = KEEP,
        retries: int | Keep | None = KEEP,
        redirects: int | Keep = KEEP,
        idempotent: bool | Keep | None = KEEP,
        headers: Mapping[str, str] | Keep = KEEP,
        cache: CacheMode | Keep = KEEP,
        validation: Validation | Keep = KEEP,
    ) -> Self:
        """The same client with other settings for its calls. It shares connections and state; nothing is changed here.

        Args:
            deadline: seconds for the whole call; None for no limit.
            attempt_timeout: seconds for one attempt; None for no limit of its own.
            idle_timeout: seconds without a part of a streamed body; None for no limit.
            retries: attempts after the first; None for what the retry policy says.
            redirects: most redirects to follow.
            idempotent: True where sending a request twice does no more than sending it once, so that it may be sent
                again after a failure that leaves doubt; False where it does more; None for what overlay and method say.
            headers: request headers, added to those set before.
            cache: `default` by the rules of HTTP; `no-store` neither reads nor writes; `reload` asks the API and stores
                the answer; `only-if-cached` never asks the API, and fails with `GatewayTimeout` when nothing fits;
                `force` takes what is stored, however old.
            validation: `strict` where a mismatch in a success is an error, `lenient` where its value is kept.

        Raises:
            ConfigError: values out of range; all are listed.
        """
        given: dict[str, Any] = {
            "deadline": deadline,
            "attempt_timeout": attempt_timeout,
            "idle_timeout": idle_timeout,
            "retries": retries,
            "redirects": redirects,
            "idempotent": idempotent,
            "cache": cache,
            "validation": validation,
        }
        changes = {name: value for name, value in given.items() if value is not KEEP}
        if not isinstance(headers, Keep):
            check_kinds(headers=headers)
            changes["headers"] = headers
        view = object.__new__(type(self))
        view._session = self._session.with_changes(changes)
        return view

    def reconfigure(self, policies: Policies) -> None:
        """Other policies from now on, for this client and all its views. Calls under way end as they began.

        State (circuits, quotas, the retry budget, the cache) is kept where its settings are the same, and starts anew
        where they differ.

        Args:
            policies: what holds from now on, as a whole.

        Raises:
            ConfigError: something cannot work as given; all faults are listed, and nothing has changed.
        """
        check_kinds(policies=policies)
        self._check_patterns(policies)
        self._session.core.reconfigure(policies)

    def _check_patterns(self, policies: Policies) -> None:
        """Refuse patterns that mean no operation: such settings would do nothing, silently."""
        catalog = Catalog(type(self), self.description.name, self.description.package)
        if faults := catalog.faults(policies.patterns()):
            raise ConfigError("; ".join(faults))

    def describe(
        self,
        operation: Endpoint[..., Any, Any] | AsyncEndpoint[..., Any, Any] | EndpointModule[..., Any, Any] | None = None,
    ) -> str:
        """The policies in force, in their order, each setting with where it comes from; to be printed.

        Args:
            operation: an operation of this client (`github.users.get_by_username`) or its endpoint module; None for
                what holds for all.
        """
        return describe(self._session, None if operation is None else self.operation(module_of(operation)))

    def operation(self, module: EndpointModule[..., Any, Any]) -> Operation:
        """What the spec and the overlay say about an endpoint module."""
        return self._session.core.target(module).operation

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._session.core.url}>"


class Api(_Client):
    """A blocking client. Safe to share between threads."""

    _blocking = True

    @staticmethod
    def _make_runtime(choice: Choice) -> Runtime:
        return BlockingRuntime(choice.make())

    def call(self, module: EndpointModule[P, S, E], *args: P.args, **kwargs: P.kwargs) -> S:
        """Call any endpoint module of this API's generated package; returns the success model or raises."""
        return drive(self._session.exchange(module, *args, **kwargs)).parse()

    @property
    def cache(self) -> CacheHandle:
        """What is stored: forget some of it, or see what it does.

        Raises:
            ConfigError: the client was made without a cache.
        """
        return CacheHandle(self._session.core.cache(), self._session.core.runtime, self._session.core.url)

    def _transport(self) -> PipelineTransport:
        session = self._session
        return PipelineTransport(blocking=lambda: session)

    def close(self) -> None:
        """Close the connections, for all views of this client. Idempotent; later calls are refused."""
        drive(self._session.core.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncApi(_Client):
    """An async client. It may be built outside a loop; it belongs to the loop of its first call."""

    _blocking = False

    @staticmethod
    def _make_runtime(choice: Choice) -> Runtime:
        return AsyncRuntime(choice.make())

    async def call(self, module: EndpointModule[P, S, E], *args: P.args, **kwargs: P.kwargs) -> S:
        """Call any endpoint module of this API's generated package; returns the success model or raises."""
        return (await self._session.exchange(module, *args, **kwargs)).parse()

    @property
    def cache(self) -> AsyncCacheHandle:
        """What is stored: forget some of it, or see what it does.

        Raises:
            ConfigError: the client was made without a cache.
        """
        return AsyncCacheHandle(self._session.core.cache(), self._session.core.runtime, self._session.core.url)

    def _transport(self) -> PipelineTransport:
        session = self._session
        return PipelineTransport(asynchronous=lambda: session)

    async def aclose(self) -> None:
        """Close the connections, for all views of this client. Idempotent; later calls are refused."""
        await self._session.core.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
