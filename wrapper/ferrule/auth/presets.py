"""Vendors' ways to get tokens, as thin credentials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Unpack

import msgspec

from ferrule.auth.answers import parse_answer
from ferrule.auth.client import OAuthClient
from ferrule.auth.endpoint import request, require_https
from ferrule.auth.grants import JwtBearer
from ferrule.auth.jose import SigningKey
from ferrule.auth.source import TokenCredential, TokenSettings
from ferrule.auth.tokens import Token
from ferrule.call.origin import origin
from ferrule.errors import ConfigError, TokenUnavailable
from ferrule.runtime.base import Runtime


class GitHubApp(TokenCredential):
    """A GitHub App, acting for one of its installations by one-hour tokens; needs `ferrule[oauth]`.

    Args:
        app_id: the app's client ID (or its numeric ID).
        installation_id: the installation to act for.
        key: the app's private key: PEM text or the path of a PEM file.
        repositories: names of the repositories the tokens are for; default all of the installation's.
        permissions: such as `{"issues": "write"}`; default all that the app has.
        base_url: of the REST API (default GitHub's; GitHub Enterprise Server has its own).
        settings: `identity`, `allow_http`, `store`, `windows`, `timeout`; see `TokenCredential`.

    Raises:
        ConfigError: the key cannot be read, joserfc is missing, `repositories` is no list, or `base_url` is neither
            https nor loopback.
    """

    spends = False

    def __init__(
        self,
        app_id: str | int,
        installation_id: int,
        key: str | bytes | Path,
        *,
        repositories: Iterable[str] | None = None,
        permissions: Mapping[str, str] | None = None,
        base_url: str = "https://api.github.com",
        **settings: Unpack[TokenSettings],
    ) -> None:
        super().__init__(**settings)
        if isinstance(repositories, str):
            raise ConfigError("GitHubApp: repositories must be a list of names, got one text")
        self.source = f"at {origin(base_url)}"
        self._app_id = str(app_id)
        self._key = SigningKey(key, algorithm="RS256")
        base = require_https(base_url, "base_url").rstrip("/")
        self._url = f"{base}/app/installations/{installation_id}/access_tokens"
        self._wanted: dict[str, Any] = {}
        if repositories is not None:
            self._wanted["repositories"] = list(repositories)
        if permissions is not None:
            self._wanted["permissions"] = dict(permissions)

    def issued_for(self) -> list[object]:
        return [*super().issued_for(), self._url, self._app_id, self._wanted]

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        now = int(runtime.wall())
        # A minute back, as GitHub asks for clocks that drift; ten minutes are the most it takes.
        signed = self._key.sign({"iss": self._app_id, "iat": now - 60, "exp": now + 300})
        headers = {"authorization": f"Bearer {signed}", "accept": "application/vnd.github+json"}
        response = await request(runtime, "POST", self._url, json=self._wanted, headers=headers, repeatable=True)
        answer = parse_answer(response, {"assertion": signed}, self._url, runtime.wall())
        try:
            ends = datetime.fromisoformat(answer["expires_at"]).timestamp()
            return Token(access=str(answer["token"]), expires=ends, lifetime=ends - now)
        except (KeyError, TypeError, ValueError):
            raise TokenUnavailable("GitHub's answer has no token with an expires_at") from None


def google_service_account(
    key_file: str | Path | Mapping[str, Any],
    scopes: Iterable[str],
    *,
    subject: str | None = None,
    **settings: Unpack[TokenSettings],
) -> JwtBearer:
    """A Google service account, by its key file (RFC 7523); needs `ferrule[oauth]`.

    Args:
        key_file: the JSON key as downloaded: its path, or its content.
        scopes: such as `https://www.googleapis.com/auth/devstorage.read_only`.
        subject: the user to act for, where the domain lets the account do so; default none.
        settings: `identity`, `allow_http`, `store`, `windows`, `timeout`; see `TokenCredential`.

    Raises:
        ConfigError: not a service account's key file, `scopes` is no list, or joserfc is missing.
    """
    if isinstance(scopes, str):
        raise ConfigError("google_service_account: scopes must be a list of texts, got one text")
    account = _account(key_file)
    if isinstance(account, str):
        raise ConfigError(account)
    return JwtBearer(
        OAuthClient("", token_url=account.token_uri),
        key=account.private_key,
        key_id=account.private_key_id,
        issuer=account.client_email,
        # A `sub`, though RFC 7523 §3 wants one, makes Google look for the right to act for a user.
        claims={"scope": " ".join(scopes), "sub": subject},
        **settings,
    )


class _Account(msgspec.Struct):
    client_email: str
    private_key: str
    token_uri: str
    private_key_id: str | None = None

    def __repr__(self) -> str:
        return "_Account(***)"


def _account(key_file: str | Path | Mapping[str, Any]) -> _Account | str:
    """What is in a key file; why there is nothing, where it is none. The error behind that may quote it, and ends."""
    try:
        if isinstance(key_file, Mapping):
            return msgspec.convert(dict(key_file), _Account)
        return msgspec.json.decode(Path(key_file).read_bytes(), type=_Account)
    except (OSError, TypeError, ValueError) as error:
        return f"not a service account's key file ({type(error).__name__})"
