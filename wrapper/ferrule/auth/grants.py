"""Credentials that get tokens by an OAuth 2.0 grant, without a person at a screen."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeAlias, Unpack

from ferrule.auth.client import OAuthClient
from ferrule.auth.endpoint import Form
from ferrule.auth.jose import SigningKey
from ferrule.auth.parameters import TOKEN_FIELDS, chosen
from ferrule.auth.source import TokenCredential, TokenSettings
from ferrule.auth.tokens import Token
from ferrule.call.origin import origin
from ferrule.errors import ConfigError
from ferrule.runtime.base import Runtime

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105 - a name, no secret
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105

SubjectToken: TypeAlias = "str | Callable[[], str | Awaitable[str]] | TokenCredential"


class Grant(TokenCredential):
    """A credential whose tokens an `OAuthClient` asks for."""

    def __init__(
        self,
        client: OAuthClient,
        scopes: Iterable[str],
        parameters: Form | None,
        **settings: Unpack[TokenSettings],
    ) -> None:
        super().__init__(**settings)
        self.client = _checked_client(type(self).__name__, client)
        self.source = f"at {origin(self.client.server)}"
        self._chosen = chosen(type(self).__name__, scopes, parameters, TOKEN_FIELDS)

    def issued_for(self) -> list[object]:
        scopes = sorted(str(self._chosen.get("scope", "")).split())
        others = sorted((name, value) for name, value in self._chosen.items() if name != "scope")
        return [*super().issued_for(), self.client.server, self.client.client_id, scopes, others]


class ClientCredentials(Grant):
    """A service that acts for itself (RFC 6749 §4.4).

    Args:
        client: who asks.
        scopes: what for; default what the server gives.
        parameters: more form fields, such as `audience` or `resource`.
        settings: `identity`, `allow_http`, `store`, `windows`, `timeout`; see `TokenCredential`.
    """

    spends = False

    def __init__(
        self,
        client: OAuthClient,
        *,
        scopes: Iterable[str] = (),
        parameters: Form | None = None,
        **settings: Unpack[TokenSettings],
    ) -> None:
        super().__init__(client, scopes, parameters, **settings)

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        return await self.client.token({"grant_type": "client_credentials", **self._chosen}, runtime, repeatable=True)


class JwtBearer(Grant):
    """A signed statement in exchange for a token (RFC 7523 §2.1); needs `ferrule[oauth]`.

    Args:
        client: who asks, and where.
        key: signs: PEM text, a JWK or the path of a PEM file.
        issuer: `iss`, who says so.
        subject: `sub`, whom the token is to stand for; default the issuer.
        audience: `aud`; default the client's issuer, else the token endpoint.
        claims: more claims; they win over the others, and None leaves one out.
        key_id: `kid`; default the JWK's own.
        scopes: what for; default what the server gives.
        parameters: more form fields.
        settings: `identity`, `allow_http`, `store`, `windows`, `timeout`; see `TokenCredential`.

    Raises:
        ConfigError: the key cannot be read, or joserfc is missing.
    """

    spends = False

    def __init__(
        self,
        client: OAuthClient,
        *,
        key: Any,
        issuer: str,
        subject: str | None = None,
        audience: str | None = None,
        claims: Mapping[str, Any] | None = None,
        key_id: str | None = None,
        scopes: Iterable[str] = (),
        parameters: Form | None = None,
        **settings: Unpack[TokenSettings],
    ) -> None:
        super().__init__(client, scopes, parameters, **settings)
        self._key = SigningKey(key, key_id=key_id)
        self._issuer, self._subject, self._audience, self._claims = issuer, subject or issuer, audience, claims or {}

    def issued_for(self) -> list[object]:
        return [*super().issued_for(), self._issuer, self._subject, self._audience, self._claims]

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        audience = self._audience or self.client.issuer or await self.client.endpoint("token_endpoint", runtime)
        signed = self._key.assertion(
            issuer=self._issuer, subject=self._subject, audience=audience, wall=runtime.wall(), claims=self._claims
        )
        # Not repeatable: its `jti` makes it good for once.
        return await self.client.token({"grant_type": JWT_BEARER, "assertion": signed, **self._chosen}, runtime)


class TokenExchange(Grant):
    """One token in exchange for another: for another audience, for fewer scopes, on behalf of somebody (RFC 8693).

    Args:
        client: who asks.
        subject: the token to exchange: text, a credential of Ferrule's, or a function (which may be async in async
            clients) asked each time, such as one that reads the platform's projected token.
        subject_type: what it is (default an access token; RFC 8693 §3).
        actor: token of who acts for the subject; as `subject`. Default none.
        actor_type: what that is (default an access token).
        scopes: what for; default what the server gives.
        parameters: more form fields, such as `audience`, `resource` or `requested_token_type`; a list is sent as
            several fields of the name.
        settings: `identity`, `allow_http`, `store`, `windows`, `timeout`; see `TokenCredential`.
    """

    spends = False

    def __init__(
        self,
        client: OAuthClient,
        subject: SubjectToken,
        *,
        subject_type: str = ACCESS_TOKEN,
        actor: SubjectToken | None = None,
        actor_type: str = ACCESS_TOKEN,
        scopes: Iterable[str] = (),
        parameters: Form | None = None,
        **settings: Unpack[TokenSettings],
    ) -> None:
        super().__init__(client, scopes, parameters, **settings)
        self._subject, self._subject_type, self._actor, self._actor_type = subject, subject_type, actor, actor_type

    def issued_for(self) -> list[object]:
        return [*super().issued_for(), self._subject_type, self._actor_type if self._actor else None]

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        form = {
            "grant_type": TOKEN_EXCHANGE,
            "subject_token": await _current(self._subject, runtime),
            "subject_token_type": self._subject_type,
        }
        if self._actor is not None:
            form |= {"actor_token": await _current(self._actor, runtime), "actor_token_type": self._actor_type}
        return await self.client.token({**form, **self._chosen}, runtime, repeatable=True)


def _checked_client(owner: str, client: object) -> OAuthClient:
    if not isinstance(client, OAuthClient):
        raise ConfigError(f"{owner}: client must be an OAuthClient(…), got {type(client).__name__}")
    return client


async def _current(given: SubjectToken, runtime: Runtime) -> str:
    if isinstance(given, str):
        return given
    if isinstance(given, TokenCredential):
        return given.at_hand(runtime) or await given.obtain(runtime)
    value = given()
    return await value if inspect.isawaitable(value) else value
