from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "kty",
        "use",
        "key_ops",
        "alg",
        "kid",
        "n",
        "e",
        "crv",
        "x",
        "y",
        "x5u",
        "x5c",
        "x5t",
        "x5t#S256",
    )
)


@_attrs_define
class Key(_Model):
    """A public key (RFC 7517 section 4, RFC 7518 section 6). Keys of other types have other members.

    Attributes:
        kty: Type, as `RSA`, `EC` or `OKP`.
        use: `sig` or `enc`.
        n: RSA modulus.
        e: RSA exponent.
        crv: Curve.
        x_5_t_s256: `x5t#S256` on the wire.
    """

    kty: str
    use: str | Unset = UNSET
    key_ops: list[str] | Unset = UNSET
    alg: str | Unset = UNSET
    kid: str | Unset = UNSET
    n: str | Unset = UNSET
    e: str | Unset = UNSET
    crv: str | Unset = UNSET
    x: str | Unset = UNSET
    y: str | Unset = UNSET
    x5u: str | Unset = UNSET
    x5c: list[str] | Unset = UNSET
    x5t: str | Unset = UNSET
    x_5_t_s256: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "kty": self.kty,
            "use": self.use,
            "key_ops": encode(self.key_ops, sent),
            "alg": self.alg,
            "kid": self.kid,
            "n": self.n,
            "e": self.e,
            "crv": self.crv,
            "x": self.x,
            "y": self.y,
            "x5u": self.x5u,
            "x5c": encode(self.x5c, sent),
            "x5t": self.x5t,
            "x5t#S256": self.x_5_t_s256,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.kty = v if type(v := src_dict["kty"]) is str else mismatch(mismatches, "Key", "kty", "string", v)
            self.use = (
                v
                if type(v := get("use", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Key", "use", "string", v)
            )
            self.key_ops = (
                [vi if type(vi) is str else mismatch(mismatches, "Key", "key_ops[]", "string", vi) for vi in v]
                if type(v := get("key_ops", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "Key", "key_ops", "array", v)
            )
            self.alg = (
                v
                if type(v := get("alg", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Key", "alg", "string", v)
            )
            self.kid = (
                v
                if type(v := get("kid", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Key", "kid", "string", v)
            )
            self.n = (
                v if type(v := get("n", UNSET)) is str or v is UNSET else mismatch(mismatches, "Key", "n", "string", v)
            )
            self.e = (
                v if type(v := get("e", UNSET)) is str or v is UNSET else mismatch(mismatches, "Key", "e", "string", v)
            )
            self.crv = (
                v
                if type(v := get("crv", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Key", "crv", "string", v)
            )
            self.x = (
                v if type(v := get("x", UNSET)) is str or v is UNSET else mismatch(mismatches, "Key", "x", "string", v)
            )
            self.y = (
                v if type(v := get("y", UNSET)) is str or v is UNSET else mismatch(mismatches, "Key", "y", "string", v)
            )
            self.x5u = (
                v
                if type(v := get("x5u", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Key", "x5u", "string", v)
            )
            self.x5c = (
                [vi if type(vi) is str else mismatch(mismatches, "Key", "x5c[]", "string", vi) for vi in v]
                if type(v := get("x5c", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "Key", "x5c", "array", v)
            )
            self.x5t = (
                v
                if type(v := get("x5t", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Key", "x5t", "string", v)
            )
            self.x_5_t_s256 = (
                v
                if type(v := get("x5t#S256", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "Key", "x5t#S256", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
