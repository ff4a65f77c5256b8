"""Signed JSON Web Tokens, by joserfc; needs `pip install 'ferrule[oauth]'`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ferrule.call.sealed import Sealed
from ferrule.errors import ConfigError

if TYPE_CHECKING:
    from joserfc.jwk import Key

_ALGORITHMS = {"RSA": "RS256", "oct": "HS256"}
# Ed25519 is the name that RFC 9864 gives to what was `EdDSA`.
_CURVES = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512", "Ed25519": "Ed25519"}


class SigningKey(Sealed):
    """A private key (or shared secret) that signs assertions. It shows nothing of itself in `repr`.

    Args:
        key: PEM text, a JWK as a mapping, or the path of a PEM file.
        algorithm: JWS algorithm; default what suits the key: RS256, ES256/384/512, Ed25519, HS256.
        key_id: `kid` of the header; default the JWK's own, else none.

    Raises:
        ConfigError: joserfc is missing, the key cannot be read, or it does not suit the algorithm.
    """

    def __init__(
        self, key: str | bytes | Path | Mapping[str, Any], *, algorithm: str | None = None, key_id: str | None = None
    ) -> None:
        found = _import(key)
        if isinstance(found, str):
            raise ConfigError(found)
        self._key: Key = found
        kind = self._key.key_type
        public = self._key.as_dict(private=False) if kind != "oct" else {}
        self.algorithm = algorithm or _CURVES.get(str(public.get("crv"))) or _ALGORITHMS[kind]
        self.key_id = key_id or self._key.kid
        if not self._suits():
            raise ConfigError(
                f"the signing key cannot sign by {self.algorithm}: leave algorithm out, or name one it can"
            )

    def _suits(self) -> bool:
        if self.algorithm == "none":
            return False
        try:
            self.sign({})
        except Exception:  # joserfc and cryptography each have their own
            return False
        return True

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A compact JWT with these claims."""
        from joserfc import jwt

        header = {"alg": self.algorithm} | ({"kid": self.key_id} if self.key_id else {})
        return jwt.encode(header, dict(claims), self._key, algorithms=[self.algorithm])

    def assertion(
        self, *, issuer: str, subject: str, audience: str, wall: float, claims: Mapping[str, Any] | None = None
    ) -> str:
        """A one-time assertion as RFC 7523 §3 asks for, good for a minute.

        Args:
            issuer: who says so.
            subject: whom it is about.
            audience: who is to believe it.
            wall: seconds since the epoch now.
            claims: more claims; they win, and None leaves one out.
        """
        now, once = int(wall), secrets.token_urlsafe(16)
        standard = {"iss": issuer, "sub": subject, "aud": audience, "iat": now, "exp": now + 60, "jti": once}
        return self.sign({name: value for name, value in {**standard, **(claims or {})}.items() if value is not None})


def _import(key: str | bytes | Path | Mapping[str, Any]) -> Key | str:
    """The key; why there is none, where it cannot be read. Whose error that was may quote the key, so it ends here."""
    try:
        return _read(key)
    except ImportError:
        return "signed assertions need joserfc: pip install 'ferrule[oauth]'"
    except Exception as error:  # joserfc, cryptography and the file system each have their own
        return f"the signing key cannot be read ({type(error).__name__}): give PEM text, a JWK or a path"


def _read(key: str | bytes | Path | Mapping[str, Any]) -> Key:
    from joserfc import jwk
    from joserfc.errors import InvalidKeyTypeError

    if isinstance(key, Mapping):
        return jwk.import_key(dict(key))
    if isinstance(key, Path) or (isinstance(key, str) and "-----BEGIN" not in key):
        key = Path(key).read_bytes()
    for kind in (jwk.RSAKey, jwk.ECKey):  # PEM does not tell, and joserfc wants to know
        try:
            return kind.import_key(key)
        except InvalidKeyTypeError:
            continue
    return jwk.OKPKey.import_key(key)
