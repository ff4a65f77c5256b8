"""A JSON Web Token that the client signs itself and sends as its bearer token: no server gives it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ferrule.auth.jose import SigningKey
from ferrule.auth.source import TokenCredential
from ferrule.auth.tokens import Token, Windows
from ferrule.errors.faults import Faults
from ferrule.runtime.base import Runtime


class SignedJwt(TokenCredential):
    """A bearer token signed with one's own key (RFC 7519, RFC 6750), as App Store Connect and Google APIs take it.

    It is signed anew before it ends, by one caller for all. Needs `ferrule[oauth]`.

    Args:
        key: signs: PEM text, a JWK or the path of a PEM file.
        issuer: `iss`, who signs.
        audience: `aud`, who is to believe it: one name or several; default left out.
        lifetime: seconds from `iat` to `exp` (default 300). Many APIs take no more than ten or twenty minutes.
        subject: `sub`, whom it stands for; default left out.
        claims: more claims; they win over the others, and None leaves one out.
        algorithm: JWS algorithm; default what suits the key.
        key_id: `kid`; default the JWK's own.
        identity: stable name of whom it stands for; caches are kept apart by it. Default random, made at construction.
        allow_http: let it travel over plain http to other machines (default False; RFC 6750 §5.3).
        windows: how long before its end it is replaced; default `Windows()`.

    Raises:
        ConfigError: the key cannot be read or does not suit the algorithm, joserfc is missing, or a value is out of
            range.
    """

    spends = False

    def __init__(
        self,
        key: str | bytes | Path | Mapping[str, Any],
        *,
        issuer: str,
        audience: str | Sequence[str] | None = None,
        lifetime: float = 300.0,
        subject: str | None = None,
        claims: Mapping[str, Any] | None = None,
        algorithm: str | None = None,
        key_id: str | None = None,
        identity: str | None = None,
        allow_http: bool = False,
        windows: Windows | None = None,
    ) -> None:
        super().__init__(identity=identity, allow_http=allow_http, windows=windows)
        faults = Faults("SignedJwt")
        faults.number("lifetime", lifetime, least=1.0)
        if not isinstance(issuer, str) or not issuer:
            faults.add("issuer must be text, and not empty")
        faults.raise_if_any()
        self.source = f"of {issuer}"
        self._key = SigningKey(key, algorithm=algorithm, key_id=key_id)
        self._lifetime = lifetime
        named = {"iss": issuer, "sub": subject, "aud": audience if isinstance(audience, str | None) else list(audience)}
        self._named, self._claims = named, claims or {}

    def issued_for(self) -> list[object]:
        return [*super().issued_for(), self._named, self._claims]

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        now = int(runtime.wall())
        claims = {**self._named, "iat": now, "exp": now + int(self._lifetime), **self._claims}
        signed = self._key.sign({name: value for name, value in claims.items() if value is not None})
        return Token(access=signed, expires=float(now + int(self._lifetime)), lifetime=self._lifetime)
