"""The pipeline under GraphQL clients that others wrote: gql, ariadne-codegen's, or plain httpx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from ferrule.auth.protocols import Credential
from ferrule.call import Response
from ferrule.call.response import from_json
from ferrule.call.validation import Mismatch
from ferrule.client.description import ApiDescription
from ferrule.client.graphql import graphql_exchange
from ferrule.client.results import Raw
from ferrule.client.session import Session
from ferrule.client.transport import call_for
from ferrule.client.wrapping import OwnTransport, transport_of
from ferrule.engines.choice import EngineName
from ferrule.engines.connection import Connection
from ferrule.settings.checks import is_mapping
from ferrule.settings.policies import Policies


def graphql_transport(
    url: str,
    auth: Credential | None = None,
    *,
    name: str = "graphql",
    facts: Mapping[str, Any] | None = None,
    policies: Policies | None = None,
    connection: Connection | None = None,
    engine: EngineName | None = None,
) -> OwnTransport:
    """A transport for `httpx.Client` and `httpx.AsyncClient` whose requests to a GraphQL API run through the policies.

        http_client = httpx.AsyncClient(transport=ferrule.graphql_transport(URL, ferrule.Bearer.from_env("TOKEN")))

    Errors in an answer count as errors: what means throttling is waited for and sent again, failures open the circuit.
    Documents are looked at: a query may be sent again, and anything else counts as a mutation. Statuses and bodies
    come back as the server sent them. What never came is an error of Ferrule.

    Args:
        url: where the API is.
        auth: the credential; None for anonymous calls.
        name: what errors and traces call the API.
        facts: how the API says what it means, as `x-ferrule-graphql` says it: codes, and where limits are told.
        policies: deadline, retries, breaker … ; default `Policies()`.
        connection: TLS, proxy, pool, HTTP version; default `Connection()`.
        engine: what sends; default is what `FERRULE_ENGINE` says, otherwise `auto`.

    Raises:
        ConfigError: something cannot work as given.
    """
    description = ApiDescription(name=name, facts={"graphql": dict(facts or {})})
    return transport_of(description, url, policies or Policies(), connection or Connection(), engine, auth)


async def exchange(session: Session, request: httpx.Request) -> Raw[Any]:
    """Send a ready-made request; its success is the data of the answer.

    Raises:
        CallError: no response came.
        ConfigError: it must not be sent so.
    """
    core, call = session.core, call_for(session, request)
    response = await core.send(call)
    return graphql_exchange(
        call.operation, response, call.trace, _data, _errors, core.runtime.wall, core.credential_names
    )


def _data(response: Response, mismatches: list[Mismatch] | None = None) -> Any:
    answer: Any = from_json(response.content)
    if not is_mapping(answer) or answer.get("data") is None:
        raise ValueError("it has no data, and no errors")
    return answer["data"]


def _errors(response: Response, mismatches: list[Mismatch] | None = None) -> Any:
    answer: Any = from_json(response.content)
    return answer["errors"] if is_mapping(answer) and "errors" in answer else answer
