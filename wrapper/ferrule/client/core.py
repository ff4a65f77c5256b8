"""What all views of one client share: server, credentials, policies, runtime; and the making of a `Call`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
import httpx

from ferrule.auth.policy import AuthPolicy
from ferrule.cache.policy import CachePolicy
from ferrule.call import Call, Operation, Options, Response
from ferrule.call.origin import origin
from ferrule.client.servers import base_url, server_url
from ferrule.client.transport import body_of, headers_of
from ferrule.engines.choice import Choice
from ferrule.engines.connection import Connection
from ferrule.errors import CallError, ConfigError
from ferrule.policies.breaker import BreakerPolicy, Circuits
from ferrule.policies.pipeline import Next, Seat, compose
from ferrule.runtime.base import Runtime
from ferrule.settings.overrides import Resolver, option_faults
from ferrule.settings.policies import Policies


@attrs.frozen(kw_only=True)
class ApiDescription:
    """What codegen tells a facade about its API.

    Attributes:
        name: folder under `specs/`.
        title: `info.title` of the spec.
        version: `info.version` of the spec.
        package: import name of the generated package.
        servers: the spec's server objects.
        security_schemes: the spec's security schemes by name.
        facts: the overlay's document-level `x-ferrule-*` facts, without the prefix.
    """

    name: str
    title: str = ""
    version: str = ""
    package: str = ""
    servers: list[dict[str, Any]] = attrs.field(factory=list)
    security_schemes: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    facts: dict[str, Any] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class Target:
    """An endpoint module, resolved once for a client."""

    operation: Operation
    url: str
    origin: str
    headers: Mapping[str, str] = attrs.field(repr=False)
    get_kwargs: Callable[..., dict[str, Any]]
    parse_success: Callable[..., Any]
    parse_error: Callable[..., Any]


class Core:
    """Built once per client; shared, never copied, by all its `with_options` views."""

    def __init__(
        self,
        description: ApiDescription,
        policies: Policies,
        runtime: Runtime,
        *,
        auth: Any = None,
        url: str | None = None,
        server: int = 0,
        variables: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        connection: Connection | None = None,
        engine: Choice | None = None,
        facade: type | None = None,
    ) -> None:
        self.description = description
        self._facade = facade
        self._connection = connection
        self.engine = engine
        self._own_url = None if url is None else base_url(url)
        self._variables = dict(variables or {})
        if self._own_url and (server or self._variables):
            raise ConfigError("give base_url, or server and variables, not both")
        self.url = self._own_url or server_url(description.servers, server, self._variables)
        self.origin = origin(self.url)
        self.headers = {"accept": "*/*", **{name.lower(): value for name, value in (headers or {}).items()}}
        self._authentication = AuthPolicy(description.security_schemes, auth)
        self.identity = self._authentication.identity
        self.runtime = runtime  # holds no connection and no loop before its first call
        self.seats: list[Seat] = []
        self._configure(policies)
        self._targets: dict[Any, Target] = {}
        self._operations: dict[str, Operation] = {}
        self.closed = False

    def reconfigure(self, policies: Policies) -> None:
        """Other policies for calls that begin from now on; those under way end as they began. Refused policies change nothing."""
        if self.closed:
            raise ConfigError(f"the {self.description.name} client is closed")
        self._configure(policies)

    def _configure(self, policies: Policies) -> None:
        if self._connection is not None:
            policies.check_against(self._connection)
        if self._facade is not None and (patterns := policies.patterns()):
            from ferrule.client.catalog import Catalog  # most clients have no patterns

            if faults := Catalog(self._facade, self.description.name, self.description.package).faults(patterns):
                raise ConfigError("; ".join(faults))
        resolver = Resolver(
            self.description.name,
            self.description.facts.get("policies"),
            policies.options(),
            policies.chosen(),
            policies.overrides,
            option_faults,
        )
        self.seats = policies.assemble(self._authentication, self.description.facts, self.seats)
        self.resolver = resolver
        self.handler: Next = compose([seat.policy for seat in self.seats], self.runtime)

    def circuits(self) -> Circuits:
        """The breaker's circuits; `ConfigError` where there is no breaker."""
        for seat in self.seats:
            if isinstance(seat.policy, BreakerPolicy):
                return Circuits(seat.policy, self.runtime)
        raise ConfigError(f"the {self.description.name} client has no circuit breaker (breaker=None)")

    def cache(self) -> CachePolicy:
        """The cache; `ConfigError` where there is none."""
        for seat in self.seats:
            if isinstance(seat.policy, CachePolicy):
                return seat.policy
        raise ConfigError(f"the {self.description.name} client has no cache (cache=None)")

    def target(self, module: Any) -> Target:
        """The endpoint of a generated module, looked up in the hot path and resolved once."""
        found = self._targets.get(module)
        if found is None:
            found = self._targets[module] = self._resolve(module)
        return found

    def call(self, target: Target, options: Options, kwargs: dict[str, Any]) -> Call:
        """A call from what the endpoint's `_get_kwargs` returned."""
        if self.closed:
            raise ConfigError(f"the {self.description.name} client is closed")
        kwargs.pop("method")
        url = target.url + kwargs.pop("url")
        headers = kwargs.pop("headers", None)
        merged = target.headers
        if headers:
            merged = {**merged, **{name.lower(): value for name, value in headers.items()}}
        if options.headers:
            merged = {**merged, **options.headers}
        body: Any = kwargs
        return Call(target.operation, target.operation.method, url, merged, body, options, target.origin, self.identity)

    def call_for(self, request: httpx.Request, options_for: Callable[[Operation], Options]) -> Call:
        """A call from a ready-made request, whose endpoint module may have named its operation."""
        if self.closed:
            raise ConfigError(f"the {self.description.name} client is closed")
        facts = request.extensions.get("ferrule.operation")
        operation = (
            self.operation(facts)
            if facts
            else Operation(
                self.description.name, request.url.path, request.url.path, request.method, request.url.path, facts={}
            )
        )
        options = options_for(operation)
        headers = {**headers_of(request), **options.headers}
        url = str(request.url)
        return Call(
            operation,
            request.method,
            url,
            headers,
            body_of(request),
            options,
            self._origin_of(operation),
            self.identity,
        )

    def operation(self, facts: dict[str, Any]) -> Operation:
        """What a generated `_OPERATION` says, with the API's own facts beneath the operation's."""
        found = self._operations.get(facts["id"])
        if found is None:
            found = self._operations[facts["id"]] = Operation(
                api=self.description.name,
                id=facts["id"],
                name=facts["name"],
                method=facts["method"].upper(),
                path=facts["path"],
                security=tuple({k: tuple(v) for k, v in one.items()} for one in facts["security"]),
                facts={**self.description.facts, **facts["facts"]},
                accept=facts["accept"],
                servers=tuple(facts["servers"]),
                tags=tuple(facts.get("tags", ())),
            )
        return found

    async def send(self, call: Call) -> Response:
        """Through the pipeline; what fails is told what was called and what was tried."""
        try:
            return await self.handler(call)
        except CallError as error:
            error.operation, error.attempts, error.trace = call.operation, tuple(call.trace.attempts), call.trace
            raise

    async def aclose(self) -> None:
        """Close the connections. Idempotent; later calls are refused."""
        self.closed = True
        await self.runtime.aclose()

    def _resolve(self, module: Any) -> Target:
        if not hasattr(module, "_OPERATION"):
            raise ConfigError(f"not an endpoint module of a generated package: {module!r}")
        home, package = getattr(module, "__package__", None), self.description.package
        if home and package and not f"{home}.".startswith(f"{package}."):
            raise ConfigError(f"{module.__name__} belongs to another API than this client's, {package}")
        operation = self.operation(module._OPERATION)
        url = self.url
        if operation.servers and self._own_url is None:
            url = server_url(operation.servers, 0, {})
        return Target(
            operation,
            url,
            origin(url),
            {**self.headers, "accept": operation.accept} if operation.accept else self.headers,
            module._get_kwargs,
            module._parse_success,
            module._parse_error,
        )

    def _origin_of(self, operation: Operation) -> str:
        if operation.servers and self._own_url is None:
            return origin(server_url(operation.servers, 0, {}))
        return self.origin
