"""The OAuth 2.0 client that asks for tokens: who it is, and where it asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ferrule.auth.answers import parse_token
from ferrule.auth.client_auth import ClientAuthentication, NoSecret, SecretBasic, secret_in
from ferrule.auth.discovery import discover
from ferrule.auth.endpoint import Form, request, require_https
from ferrule.auth.tokens import Token
from ferrule.call import Response
from ferrule.call.sealed import Sealed
from ferrule.errors import ConfigError
from ferrule.runtime.base import Runtime


class OAuthClient(Sealed):
    """An OAuth 2.0 client as registered at an authorization server.

    Args:
        client_id: as the server gave it out; empty where the grant itself says who asks (RFC 7523 §2.1).
        authentication: the client secret as text, or `SecretPost`, `PrivateKeyJwt`; None for a public client or mutual
            TLS.
        issuer: the authorization server's address; the endpoints are asked for there (RFC 8414, OpenID Connect
            Discovery) when first needed. Not needed where `token_url` is given.
        token_url: the token endpoint.
        authorization_url: the authorization endpoint, for sign-in with a browser.
        device_url: the device authorization endpoint.

    Raises:
        ConfigError: neither issuer nor token_url, or an address that is neither https nor loopback.
    """

    def __init__(
        self,
        client_id: str,
        authentication: str | ClientAuthentication | None = None,
        *,
        issuer: str | None = None,
        token_url: str | None = None,
        authorization_url: str | None = None,
        device_url: str | None = None,
    ) -> None:
        given = {
            "token_endpoint": token_url,
            "authorization_endpoint": authorization_url,
            "device_authorization_endpoint": device_url,
        }
        if not issuer and not token_url:
            raise ConfigError("OAuthClient: give issuer, or token_url")
        if not client_id and authentication is not None:
            raise ConfigError("OAuthClient: client_id must not be empty where the client proves who it is")
        self.client_id = client_id
        self.issuer = issuer and require_https(issuer, "issuer").rstrip("/")
        self.authentication: ClientAuthentication = (
            SecretBasic(authentication) if isinstance(authentication, str) else authentication or NoSecret()
        )
        self._given = {name: require_https(url, name) for name, url in given.items() if url}
        self._found: Mapping[str, Any] | None = None

    @property
    def server(self) -> str:
        """The issuer, or the token endpoint where no issuer is known."""
        return self.issuer or self._given["token_endpoint"]

    async def endpoint(self, name: str, runtime: Runtime) -> str:
        """The address of an endpoint, by its name in RFC 8414 §2.

        Raises:
            TokenUnavailable: the metadata cannot be had.
            ConfigError: the server has no such endpoint.
        """
        if name in self._given:
            return self._given[name]
        if self.issuer is None:
            raise ConfigError(f"OAuthClient: the {name} is not known; give it, or issuer")
        url = (await self._metadata(self.issuer, runtime)).get(name)
        if not isinstance(url, str):
            raise ConfigError(f"{self.issuer} has no {name}")
        return require_https(url, name)

    async def answers_with_issuer(self, runtime: Runtime) -> bool:
        """True when the server promises to name itself in the answer of each sign-in (RFC 9207 §3).

        Raises:
            TokenUnavailable: the metadata cannot be had.
        """
        found: Mapping[str, Any] = self._found or {}
        if self.issuer is not None and not {"authorization_endpoint", "token_endpoint"} <= self._given.keys():
            found = await self._metadata(self.issuer, runtime)
        return found.get("authorization_response_iss_parameter_supported") is True

    async def _metadata(self, issuer: str, runtime: Runtime) -> Mapping[str, Any]:
        if self._found is None:
            self._found = await discover(issuer, runtime)
        return self._found

    async def ask(
        self, endpoint: str, form: Form, runtime: Runtime, *, repeatable: bool = False
    ) -> tuple[Response, dict[str, str | list[str]]]:
        """Ask an endpoint, with proof of who asks.

        Args:
            endpoint: its name in RFC 8414 §2.
            form: the fields; those of the client are added.
            runtime: time and network.
            repeatable: the request may be sent again although the server may have acted on it.

        Returns:
            The response, and what was sent: the form, and the secret that went in a header as its `client_secret`.

        Raises:
            TokenUnavailable: no answer came.
        """
        url = await self.endpoint(endpoint, runtime)
        audience = self.issuer or await self.endpoint("token_endpoint", runtime)
        sent = dict(form)

        def prove() -> tuple[dict[str, str], dict[str, str]]:
            fields, headers = self.authentication.prove(self.client_id, audience, runtime.wall())
            sent.update(fields)
            if secret := secret_in(headers):
                sent["client_secret"] = secret
            return fields, headers

        response = await request(runtime, "POST", url, form=form, prove=prove, repeatable=repeatable)
        return response, sent

    async def token(self, form: Form, runtime: Runtime, *, repeatable: bool = False) -> Token:
        """Ask the token endpoint; arguments as for `ask`.

        Raises:
            TokenRefused: the server said no.
            TokenUnavailable: no answer, or none that helps.
        """
        url = await self.endpoint("token_endpoint", runtime)
        began = runtime.wall()
        response, sent = await self.ask("token_endpoint", form, runtime, repeatable=repeatable)
        return parse_token(response, sent, began, url, runtime.wall())

    def __repr__(self) -> str:
        return f"OAuthClient({self.client_id!r}, {self.authentication!r})"
