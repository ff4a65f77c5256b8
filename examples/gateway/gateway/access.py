"""Who may call: bearer tokens of the company's authorization server, asked by introspection (RFC 7662)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

import attrs
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ferrule_apis.identity.models import TokenReference
from gateway.upstreams import Identity

_bearer = HTTPBearer(auto_error=False)


@attrs.frozen
class Caller:
    """Who calls, and what the token allows.

    Attributes:
        client: the client that the token was given to.
        scopes: what it may do.
    """

    client: str
    scopes: frozenset[str]


async def caller(
    identity: Identity, presented: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Caller:
    """The caller, by the token presented. Asked anew each time, as a token may be revoked at any moment."""
    if presented is None:
        raise _refusal(401, "Bearer")
    told = await identity.oauth.introspect(body=TokenReference(token=presented.credentials))
    if not told.active:
        raise _refusal(401, 'Bearer error="invalid_token"')
    return Caller(str(told.client_id or ""), frozenset(str(told.scope or "").split()))


def allows(scope: str) -> Callable[..., Awaitable[Caller]]:
    """A dependency: the caller, if the token allows this (RFC 6750 §3.1)."""

    async def allowed(who: Annotated[Caller, Depends(caller)]) -> Caller:
        if scope not in who.scopes:
            raise _refusal(403, f'Bearer error="insufficient_scope", scope="{scope}"')
        return who

    return allowed


def _refusal(status: int, challenge: str) -> HTTPException:
    return HTTPException(status, headers={"WWW-Authenticate": challenge})
