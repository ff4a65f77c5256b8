"""Named sign-ins of the current user: what `ferrule login` writes and clients of the same user read."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Unpack

import msgspec

from ferrule.auth.client import OAuthClient
from ferrule.auth.refresh_token import RefreshToken
from ferrule.auth.source import TokenSettings
from ferrule.auth.stores.file import FileStore
from ferrule.auth.tokens import Token
from ferrule.errors import ConfigError
from ferrule.files.private import check_name, config_folder, read_private, write_private


class LoginProfile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a name signs in. Holds no secret: that of a confidential client stays in the environment.

    Attributes:
        client_id: of the OAuth 2.0 client.
        issuer: the authorization server, empty where endpoints are given.
        token_url, authorization_url, device_url: its endpoints, where it publishes no metadata.
        secret_env: environment variable that holds the client secret, empty for a public client.
        scopes: what is asked for.
        device: sign in on another device rather than with a browser here.
    """

    client_id: str
    issuer: str = ""
    token_url: str = ""
    authorization_url: str = ""
    device_url: str = ""
    secret_env: str = ""
    scopes: tuple[str, ...] = ()
    device: bool = False

    def client(self) -> OAuthClient:
        """The client; raises `ConfigError` where its settings, or its secret's variable, are missing."""
        secret = os.environ.get(self.secret_env, "") if self.secret_env else None
        if secret == "":
            raise ConfigError(f"the environment variable {self.secret_env} should hold the client secret")
        return self._client(secret)

    def stored_as(self, name: str) -> str:
        """What the token of a sign-in under this name is filed as. Needs no client secret."""
        return RefreshToken(self._client(None), store=FileStore(), identity=name).stored_as

    def _client(self, secret: str | None) -> OAuthClient:
        return OAuthClient(
            self.client_id,
            secret,
            issuer=self.issuer or None,
            token_url=self.token_url or None,
            authorization_url=self.authorization_url or None,
            device_url=self.device_url or None,
        )

    def save(self, name: str) -> None:
        """File it under a name."""
        write_private(_path(name), msgspec.json.format(msgspec.json.encode(self)))

    @classmethod
    def load(cls, name: str) -> LoginProfile:
        """The one filed under a name; raises `ConfigError` where there is none that can be trusted."""
        try:
            return msgspec.json.decode(read_private(_path(name), secret=False), type=cls)
        except FileNotFoundError:
            raise ConfigError(
                f"nobody signed in as {name!r} yet: ferrule login {name} --issuer … --client-id …"
            ) from None
        except msgspec.DecodeError:
            raise ConfigError(f"{_path(name)} is not what `ferrule login` writes") from None


def signed_in(name: str, **settings: Unpack[TokenSettings]) -> RefreshToken:
    """The credential of whoever ran `ferrule login NAME`; processes of that user share it.

    Args:
        name: as given to `ferrule login`.
        settings: `allow_http`, `windows`, `timeout`; see `TokenCredential`.

    Raises:
        ConfigError: nobody did.
    """
    settings.setdefault("identity", name)
    settings.setdefault("store", FileStore())
    return RefreshToken(LoginProfile.load(name).client(), **settings)


def keep(name: str, profile: LoginProfile, token: Token) -> None:
    """File a sign-in under a name, in place of any other."""
    with suppress(ConfigError):  # there was no other, or none that can be read
        forget(name)
    profile.save(name)
    FileStore().write(profile.stored_as(name), token)


def forget(name: str) -> None:
    """Forget the token of a name on this machine; raises `ConfigError` where nobody signed in under it."""
    FileStore().delete(LoginProfile.load(name).stored_as(name))


def _path(name: str) -> Path:
    return config_folder() / "clients" / f"{check_name(name)}.json"
