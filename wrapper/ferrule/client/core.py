"""What all views of one client share: server, credentials, policies and runtime."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, ParamSpec, TypeVar

from ferrule.auth.policy import AuthPolicy
from ferrule.auth.protocols import Credential
from ferrule.cache.policy import CachePolicy
from ferrule.call import Call, Operation, Response
from ferrule.call.call import lower_names
from ferrule.call.origin import origin
from ferrule.client.description import ApiDescription
from ferrule.client.graphql import exchange_of
from ferrule.client.modules import EndpointModule, Target, described
from ferrule.client.open_streams import OpenStreams
from ferrule.client.partition import partition_of, tells_who_asks
from ferrule.client.servers import base_url, server_url
from ferrule.engines.choice import Choice
from ferrule.engines.connection import MAX_EVENT_BYTES, Connection
from ferrule.errors import CallError, ConfigError
from ferrule.policies.breaker import BreakerPolicy, Circuits
from ferrule.policies.cookies import CookieJar
from ferrule.policies.known_quotas import KnownQuotas
from ferrule.policies.pipeline import Next, Policy, Seat, compose
from ferrule.policies.rate_limit import RateLimitPolicy
from ferrule.runtime.base import Runtime
from ferrule.settings.order import ClientSession, assemble
from ferrule.settings.policies import Policies
from ferrule.settings.resolver import Resolver

P = ParamSpec("P")
S = TypeVar("S")
E = TypeVar("E")


class Core:
    """Built once per client; shared, never copied, by all its views.

    Args:
        description: what codegen says about the API.
        policies: the settings of the policies.
        runtime: holds no connection and no loop before its first call.
        auth: one credential, or one for each security scheme by the scheme's name; None for anonymous calls.
        url: server of the user's own, for all operations; None for the spec's.
        server: which of the spec's servers.
        variables: values for the server's variables.
        headers: sent with every request.
        connection: what the runtime's engine was made from, None where it is not known.
        engine: which engine it is and why, None where it is not known.

    Raises:
        ConfigError: something cannot work as given.

    Attributes:
        description, runtime, engine: as given.
        facts: what the overlay says about the whole API.
        since: monotonic seconds when it was made.
        url: the server's.
        headers: sent with every request, names in lower case.
        identity: stable name of the credentials, empty without any.
        credential_names: of headers, parameters and cookies that hold credentials of this API, in lower case.
        resolver: what the settings of each operation's calls are.
        secret_parameters: names of query parameters that hold credentials.
        max_event_bytes: most bytes of a line or event of a stream.
        seats: the policies in their order.
        handler: the policies, bound to each other and to the runtime.
    """

    resolver: Resolver
    seats: list[Seat]
    handler: Next

    def __init__(
        self,
        description: ApiDescription,
        policies: Policies,
        runtime: Runtime,
        *,
        auth: Credential | Mapping[str, Credential] | None = None,
        url: str | None = None,
        server: int = 0,
        variables: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        connection: Connection | None = None,
        engine: Choice | None = None,
    ) -> None:
        if url is not None and (server or variables):
            raise ConfigError("give base_url, or server and variables, not both")
        self.facts = description.facts_for()
        whole = self.facts.graphql is not None  # nothing is added to the URL of the one endpoint
        self._own_url = None if url is None else base_url(url, whole=whole)
        self.url = self._own_url or server_url(description.servers, server, variables or {}, whole=whole)
        self.description = description
        self.runtime = runtime
        self.engine = engine
        self._connection = connection
        self.max_event_bytes = MAX_EVENT_BYTES if connection is None else connection.max_event_bytes
        self._session = ClientSession()
        if connection is not None:
            jar = CookieJar(self.url) if connection.cookies else None
            self._session = ClientSession(partition_of(connection), tells_who_asks(connection), jar, runtime.wall)
        self.since = runtime.now()
        self._origin = origin(self.url)
        self.headers = lower_names(headers or {})
        self._authentication = AuthPolicy(description.security_schemes, auth, self._session.announcer)
        self.identity = self._authentication.identity
        self.secret_parameters = frozenset(
            scheme["name"] for scheme in description.security_schemes.values() if scheme.get("in") == "query"
        )
        self.credential_names = self._authentication.credential_names
        self._targets: dict[object, Any] = {}  # a `Target` of the same types as its module
        self._operations: dict[str, Operation] = {}
        self._streams = OpenStreams()
        self._closed = False
        self.seats = []
        self._configure(policies)

    def reconfigure(self, policies: Policies) -> None:
        """Other policies for calls that begin from now on; those under way end as they began.

        Raises:
            ConfigError: they cannot work, or the client is closed; nothing has changed.
        """
        if self._closed:
            self._refuse()
        self._configure(policies)

    def _configure(self, policies: Policies) -> None:
        if self._connection is not None:
            policies.check_against(self._connection)
        resolver = Resolver(
            self.description.name, self.facts.policies, policies.options(), policies.chosen(), policies.overrides
        )
        self.seats = assemble(policies, self._authentication, self.facts, self.seats, self._session)
        self.resolver = resolver
        self.handler = compose([seat.policy for seat in self.seats], self.runtime)

    def circuits(self) -> Circuits:
        """The breaker's circuits; `ConfigError` where there is no breaker."""
        policy = self.policy("breaker")
        if not isinstance(policy, BreakerPolicy):
            raise ConfigError(f"the {self.description.name} client has no circuit breaker (breaker=None)")
        return Circuits(policy, self.runtime)

    def quotas(self) -> KnownQuotas:
        """What the server told of its quotas; `ConfigError` where there is no rate limit."""
        policy = self.policy("rate limit")
        if not isinstance(policy, RateLimitPolicy):
            raise ConfigError(f"the {self.description.name} client keeps no quotas (rate_limit=None)")
        return KnownQuotas(policy, self.runtime)

    def cache(self) -> CachePolicy:
        """The cache; `ConfigError` where there is none."""
        policy = self.policy("cache")
        if not isinstance(policy, CachePolicy):
            raise ConfigError(f"the {self.description.name} client has no cache (cache=None)")
        return policy

    def policy(self, name: str) -> Policy | None:
        """The policy in a seat; None where nobody sits there."""
        return next((seat.policy for seat in self.seats if seat.name == name), None)

    def target(self, module: EndpointModule[P, S, E]) -> Target[P, S, E]:
        """The target of an endpoint module, looked up in the hot path and resolved once.

        Raises:
            ConfigError: it is no endpoint module, or one of another API.
        """
        found: Target[P, S, E] | None = self._targets.get(module)
        if found is None:
            found = self._targets[module] = self._resolve(module)
        return found

    def _resolve(self, module: EndpointModule[P, S, E]) -> Target[P, S, E]:
        given = described(module)
        home, package = getattr(module, "__package__", None), self.description.package
        if home and package and not f"{home}.".startswith(f"{package}."):
            raise ConfigError(
                f"{getattr(module, '__name__', home)} belongs to another API than this client's, {package}"
            )
        operation = self.operation(given)
        return Target[P, S, E].of(module, operation, *self.server_of(operation), self.headers, exchange_of(operation))

    def operation(self, given: Mapping[str, Any]) -> Operation:
        """The one `Operation` that stands for what codegen says about it (`_OPERATION` of an endpoint module)."""
        found = self._operations.get(given["id"])
        if found is None:
            found = self._operations[given["id"]] = self.description.operation(given)
        return found

    def own_servers(self) -> list[str]:
        """URLs of the spec's servers, where the user's own URL stands in for them; none where it does not."""
        if self._own_url is None:
            return []
        return [url for server in self.description.servers if (url := _usual(server))]

    def server_of(self, operation: Operation) -> tuple[str, str]:
        """URL and origin of an operation's server.

        That is the spec's for this operation, if there is one and the user named none; otherwise the client's.
        """
        if not operation.servers or self._own_url is not None:
            return self.url, self._origin
        url = server_url(operation.servers, 0, {})
        return url, origin(url)

    async def send(self, call: Call) -> Response:
        """Send through the pipeline. An error gets to know what was called and what was tried.

        Raises:
            CallError: the call failed.
            ConfigError: the client is closed.
        """
        if self._closed:
            self._refuse()
        try:
            return await self.handler(call)
        except CallError as error:
            error.operation, error.attempts, error.trace = call.operation, tuple(call.trace.attempts), call.trace
            raise

    async def open(self, call: Call) -> Response:
        """As `send`, for a streamed call. Its body ends with the client.

        Raises:
            CallError: the call failed.
            ConfigError: the client is closed.
        """
        response = await self.send(call)
        if response.body is not None:
            self._streams.add(response.body, call)
            if self._closed:  # meanwhile
                await self._streams.end()
        return response

    @property
    def is_closed(self) -> bool:
        """Whether calls are refused."""
        return self._closed

    def _refuse(self) -> NoReturn:
        raise ConfigError(f"the {self.description.name} client is closed")

    async def aclose(self) -> None:
        """Close for good. Idempotent; later calls are refused."""
        self._closed = True
        await self.disconnect()

    async def disconnect(self) -> None:
        """Close the connections, those of open streams too."""
        await self._streams.end()
        await self.runtime.aclose()


def _usual(server: Mapping[str, Any]) -> str:
    """The URL of a server of the spec, variables at their defaults; empty for one that is none by itself."""
    try:
        return server_url([server], 0, {})
    except ConfigError:
        return ""
