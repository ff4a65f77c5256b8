"""Credentials, and how they are put on a request."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ferrule.auth.client import NoSecret, OAuthClient, PrivateKeyJwt, SecretBasic, SecretPost
    from ferrule.auth.credentials import ApiKey, Basic, Bearer
    from ferrule.auth.grants import ClientCredentials, JwtBearer, RefreshToken, TokenExchange
    from ferrule.auth.presets import GitHubApp, google_service_account
    from ferrule.auth.profiles import signed_in
    from ferrule.auth.protocols import Credential
    from ferrule.auth.redis import RedisStore
    from ferrule.auth.signin import Authorization, DeviceAuthorization, sign_in_with_browser, sign_in_with_device
    from ferrule.auth.signing import RequestSigning
    from ferrule.auth.source import TokenCredential
    from ferrule.auth.stores import FileStore, MemoryStore, TokenStore
    from ferrule.auth.tokens import Token, Windows

# Where each public name lives: a client with a static token loads nothing of OAuth.
_HOMES = {
    "client": ("NoSecret", "OAuthClient", "PrivateKeyJwt", "SecretBasic", "SecretPost"),
    "credentials": ("ApiKey", "Basic", "Bearer"),
    "grants": ("ClientCredentials", "JwtBearer", "RefreshToken", "TokenExchange"),
    "presets": ("GitHubApp", "google_service_account"),
    "profiles": ("signed_in",),
    "protocols": ("Credential",),
    "redis": ("RedisStore",),
    "signin": ("Authorization", "DeviceAuthorization", "sign_in_with_browser", "sign_in_with_device"),
    "signing": ("RequestSigning",),
    "source": ("TokenCredential",),
    "stores": ("FileStore", "MemoryStore", "TokenStore"),
    "tokens": ("Token", "Windows"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "ApiKey",
    "Authorization",
    "Basic",
    "Bearer",
    "ClientCredentials",
    "Credential",
    "DeviceAuthorization",
    "FileStore",
    "GitHubApp",
    "JwtBearer",
    "MemoryStore",
    "NoSecret",
    "OAuthClient",
    "PrivateKeyJwt",
    "RedisStore",
    "RefreshToken",
    "RequestSigning",
    "SecretBasic",
    "SecretPost",
    "Token",
    "TokenCredential",
    "TokenExchange",
    "TokenStore",
    "Windows",
    "google_service_account",
    "sign_in_with_browser",
    "sign_in_with_device",
    "signed_in",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
