"""Keys of Ed25519 (RFC 8032). They need `pip install 'ferrule[webhooks]'`."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from ferrule.errors import ConfigError

SEED: Final = 32  # bytes of the seed of a private key, and of a public one


class PublicKey:
    """What signatures are verified with.

    Raises:
        ConfigError: the extra is not installed.
        ValueError: the bytes are no key.
    """

    def __init__(self, raw: bytes) -> None:
        self._key = _load("Ed25519PublicKey", "from_public_bytes", raw)
        self._invalid: type[Exception] = import_module("cryptography.exceptions").InvalidSignature

    def verifies(self, signature: bytes, content: bytes) -> bool:
        """Has its private key signed the content?"""
        try:
            self._key.verify(signature, content)
        except self._invalid:
            return False
        return True

    def sign(self, content: bytes) -> bytes:
        """Only a private key does."""
        raise ConfigError("a public key verifies and cannot sign: make a receiver with the private key for that")


class PrivateKey(PublicKey):
    """What tests sign with; it verifies as its public key does."""

    def __init__(self, seed: bytes) -> None:
        self._private = _load("Ed25519PrivateKey", "from_private_bytes", seed)
        super().__init__(self._private.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> bytes:
        signature: bytes = self._private.sign(content)
        return signature


def _load(kind: str, function: str, raw: bytes) -> Any:
    try:
        module = import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
    except ImportError:
        raise ConfigError("Ed25519 needs the cryptography package: pip install 'ferrule[webhooks]'") from None
    if len(raw) != SEED:
        raise ValueError(f"a key of Ed25519 has {SEED} bytes, this has {len(raw)}")
    return getattr(getattr(module, kind), function)(raw)
