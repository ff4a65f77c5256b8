"""Credentials, and how they are put on a request."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ferrule.auth.browser import Authorization, sign_in_with_browser
    from ferrule.auth.client import OAuthClient
    from ferrule.auth.client_auth import NoSecret, PrivateKeyJwt, SecretBasic, SecretPost
    from ferrule.auth.credentials import ApiKey, Basic, Bearer
    from ferrule.auth.device import DeviceAuthorization, sign_in_with_device
    from ferrule.auth.grants import ClientCredentials, JwtBearer, TokenExchange
    from ferrule.auth.presets import GitHubApp, google_service_account
    from ferrule.auth.profiles import signed_in
    from ferrule.auth.protocols import Credential
    from ferrule.auth.refresh_token import RefreshToken
    from ferrule.auth.signed_jwt import SignedJwt
    from ferrule.auth.signing import RequestSigning
    from ferrule.auth.source import TokenCredential
    from ferrule.auth.stores.base import TokenStore
    from ferrule.auth.stores.file import FileStore
    from ferrule.auth.stores.memory import TokenStoreMemory
    from ferrule.auth.stores.redis import TokenStoreRedis
    from ferrule.auth.tokens import Token, Windows

# Where each public name lives: a client with a static token loads nothing of OAuth.
_HOMES = {
    "browser": ("Authorization", "sign_in_with_browser"),
    "client": ("OAuthClient",),
    "client_auth": ("NoSecret", "PrivateKeyJwt", "SecretBasic", "SecretPost"),
    "credentials": ("ApiKey", "Basic", "Bearer"),
    "device": ("DeviceAuthorization", "sign_in_with_device"),
    "grants": ("ClientCredentials", "JwtBearer", "TokenExchange"),
    "presets": ("GitHubApp", "google_service_account"),
    "profiles": ("signed_in",),
    "protocols": ("Credential",),
    "refresh_token": ("RefreshToken",),
    "signed_jwt": ("SignedJwt",),
    "signing": ("RequestSigning",),
    "source": ("TokenCredential",),
    "stores.base": ("TokenStore",),
    "stores.file": ("FileStore",),
    "stores.memory": ("TokenStoreMemory",),
    "stores.redis": ("TokenStoreRedis",),
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
    "NoSecret",
    "OAuthClient",
    "PrivateKeyJwt",
    "RefreshToken",
    "RequestSigning",
    "SecretBasic",
    "SecretPost",
    "SignedJwt",
    "Token",
    "TokenCredential",
    "TokenExchange",
    "TokenStore",
    "TokenStoreMemory",
    "TokenStoreRedis",
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
