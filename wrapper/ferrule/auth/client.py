"""The OAuth 2.0 client that asks for tokens: who it is, how it proves that, and where it asks."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import quote_plus, urlsplit

from ferrule.auth.endpoint import Form, parse_answer, parse_token, request, require_https
from ferrule.auth.jose import SigningKey
from ferrule.auth.sealed import Sealed
from ferrule.auth.tokens import Token
from ferrule.call import Response
from ferrule.errors import ConfigError, TokenUnavailable
from ferrule.runtime.base import Runtime

JWT_BEARER_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class ClientAuthentication(Protocol):
    """How a client proves to the token endpoint who it is."""

    def prove(self, client_id: str, audience: str, wall: float) -> tuple[dict[str, str], dict[str, str]]:
        """Form fields and headers to add.

        Args:
            client_id: of the client.
            audience: the issuer, or the token endpoint where no issuer is known.
            wall: seconds since the epoch now.
        """
        ...


class SecretBasic(Sealed):
    """The secret in an `Authorization` header (RFC 6749 §2.3.1): `client_secret_basic`, what is meant by a plain text."""

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def prove(self, client_id: str, audience: str, wall: float) -> tuple[dict[str, str], dict[str, str]]:
        # Both are form-encoded before they are joined, so that they may hold colons.
        pair = f"{quote_plus(client_id)}:{quote_plus(self._secret)}"
        return {}, {"authorization": "Basic " + b64encode(pair.encode()).decode()}


class SecretPost(Sealed):
    """The secret as a form field: `client_secret_post`, for servers that take nothing else."""

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def prove(self, client_id: str, audience: str, wall: float) -> tuple[dict[str, str], dict[str, str]]:
        return {"client_id": client_id, "client_secret": self._secret}, {}


class PrivateKeyJwt(Sealed):
    """An assertion signed anew for each request (RFC 7523 §2.2): `private_key_jwt`; needs `ferrule[oauth]`.

    Args:
        key: PEM text, a JWK or the path of a PEM file. A JWK of type `oct` makes it `client_secret_jwt`.
        algorithm: JWS algorithm; default what suits the key.
        key_id: `kid`; default the JWK's own.

    Raises:
        ConfigError: the key cannot be read, or joserfc is missing.
    """

    def __init__(self, key: Any, *, algorithm: str | None = None, key_id: str | None = None) -> None:
        self._key = SigningKey(key, algorithm=algorithm, key_id=key_id)

    def prove(self, client_id: str, audience: str, wall: float) -> tuple[dict[str, str], dict[str, str]]:
        signed = self._key.assertion(issuer=client_id, subject=client_id, audience=audience, wall=wall)
        return {
            "client_id": client_id,
            "client_assertion_type": JWT_BEARER_ASSERTION,
            "client_assertion": signed,
        }, {}


class NoSecret:
    """A public client, or one whose certificate speaks for it (RFC 8705): give that to the API's `Connection(cert=…)`."""

    def prove(self, client_id: str, audience: str, wall: float) -> tuple[dict[str, str], dict[str, str]]:
        return {"client_id": client_id} if client_id else {}, {}

    def __repr__(self) -> str:
        return "NoSecret()"


class OAuthClient(Sealed):
    """An OAuth 2.0 client as registered at an authorization server.

    Args:
        client_id: as the server gave it out; empty where the grant itself says who asks (RFC 7523 §2.1).
        authentication: the client secret as text, or `SecretPost`, `PrivateKeyJwt`; None for a public client or mutual TLS.
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
        if self._found is None:
            self._found = await discover(self.issuer, runtime)
        url = self._found.get(name)
        if not isinstance(url, str):
            raise ConfigError(f"{self.issuer} has no {name}")
        return require_https(url, name)

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
            The response, and the form as it was sent.

        Raises:
            TokenUnavailable: no answer came.
        """
        url = await self.endpoint(endpoint, runtime)
        audience = self.issuer or await self.endpoint("token_endpoint", runtime)
        sent = dict(form)

        def prove() -> tuple[dict[str, str], dict[str, str]]:
            fields, headers = self.authentication.prove(self.client_id, audience, runtime.wall())
            sent.update(fields)
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


async def discover(issuer: str, runtime: Runtime) -> dict[str, Any]:
    """An authorization server's metadata (RFC 8414 §3, else OpenID Connect Discovery 1.0 §4).

    Raises:
        TokenUnavailable: neither document can be had.
        ConfigError: what came is another issuer's (RFC 8414 §3.3).
    """
    parts = urlsplit(issuer)
    base, path = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
    for url in (
        f"{base}/.well-known/oauth-authorization-server{path}",
        f"{base}{path}/.well-known/openid-configuration",
    ):
        response = await request(runtime, "GET", url)
        if response.status_code in (401, 403, 404, 405):  # servers that know one of the two only
            continue
        metadata = parse_answer(response, {}, url, runtime.wall())
        if str(metadata.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
            raise ConfigError(f"{url} is the metadata of another issuer than {issuer}")
        return metadata
    raise TokenUnavailable(f"{issuer} publishes no metadata (RFC 8414); give token_url")
