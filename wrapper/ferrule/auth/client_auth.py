"""How an OAuth 2.0 client proves to the token endpoint who it is (RFC 6749 §2.3)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote_plus, unquote_plus

from ferrule.auth.jose import SigningKey
from ferrule.call.sealed import Sealed

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
    """The secret in an `Authorization` header (RFC 6749 §2.3.1): `client_secret_basic`, the default."""

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def prove(self, client_id: str, audience: str, wall: float) -> tuple[dict[str, str], dict[str, str]]:
        # Both are form-encoded before they are joined, so that they may hold colons.
        pair = f"{quote_plus(client_id)}:{quote_plus(self._secret)}"
        return {}, {"authorization": "Basic " + b64encode(pair.encode()).decode()}


def secret_in(headers: Mapping[str, str]) -> str:
    """The secret that an `Authorization` header of `SecretBasic` holds; empty for none."""
    scheme, _, pair = headers.get("authorization", "").partition(" ")
    try:
        return unquote_plus(b64decode(pair).decode().partition(":")[2]) if scheme == "Basic" else ""
    except ValueError:  # of a way to prove that is a user's own
        return ""


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

    def __init__(
        self, key: str | bytes | Path | Mapping[str, Any], *, algorithm: str | None = None, key_id: str | None = None
    ) -> None:
        self._key = SigningKey(key, algorithm=algorithm, key_id=key_id)

    def prove(self, client_id: str, audience: str, wall: float) -> tuple[dict[str, str], dict[str, str]]:
        signed = self._key.assertion(issuer=client_id, subject=client_id, audience=audience, wall=wall)
        return {
            "client_id": client_id,
            "client_assertion_type": JWT_BEARER_ASSERTION,
            "client_assertion": signed,
        }, {}


class NoSecret:
    """A public client, or one that its certificate proves (RFC 8705): give that to the API's `Connection(cert=…)`."""

    def prove(self, client_id: str, audience: str, wall: float) -> tuple[dict[str, str], dict[str, str]]:
        return {"client_id": client_id} if client_id else {}, {}

    def __repr__(self) -> str:
        return "NoSecret()"
