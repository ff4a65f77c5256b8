from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

_KNOWN = frozenset(
    (
        "grant_type",
        "scope",
        "resource",
        "code",
        "redirect_uri",
        "code_verifier",
        "refresh_token",
        "device_code",
        "client_id",
        "client_secret",
        "client_assertion_type",
        "client_assertion",
    )
)


@_attrs_define
class TokenRequest(_Model):
    """Grants outside this list bring parameters of their own (RFC 6749 section 4.5).

    Attributes:
        grant_type: `client_credentials`, `authorization_code`, `refresh_token`,
            `urn:ietf:params:oauth:grant-type:device_code` or another grant by its URI.
        scope: Scopes wanted, separated by spaces. The provider decides when it is left out.
        resource: Address of the API that the token is for (RFC 8707).
        code: Code from the authorization endpoint.
        redirect_uri: As in the authorization request.
        code_verifier: Secret behind the code challenge (RFC 7636).
        device_code: Code from the device authorization endpoint (RFC 8628).
        client_assertion_type: `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` (RFC 7523).
        client_assertion: JWT that the client signed.
    """

    grant_type: str
    scope: str | Unset = UNSET
    resource: str | Unset = UNSET
    code: str | Unset = UNSET
    redirect_uri: str | Unset = UNSET
    code_verifier: str | Unset = UNSET
    refresh_token: str | Unset = UNSET
    device_code: str | Unset = UNSET
    client_id: str | Unset = UNSET
    client_secret: str | Unset = UNSET
    client_assertion_type: str | Unset = UNSET
    client_assertion: str | Unset = UNSET
    additional_properties: dict[str, str] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "grant_type": self.grant_type,
            "scope": self.scope,
            "resource": self.resource,
            "code": self.code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": self.code_verifier,
            "refresh_token": self.refresh_token,
            "device_code": self.device_code,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "client_assertion_type": self.client_assertion_type,
            "client_assertion": self.client_assertion,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.grant_type = (
                v
                if type(v := src_dict["grant_type"]) is str
                else mismatch(mismatches, "TokenRequest", "grant_type", "string", v)
            )
            self.scope = (
                v
                if type(v := get("scope", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "scope", "string", v)
            )
            self.resource = (
                v
                if type(v := get("resource", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "resource", "string", v)
            )
            self.code = (
                v
                if type(v := get("code", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "code", "string", v)
            )
            self.redirect_uri = (
                v
                if type(v := get("redirect_uri", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "redirect_uri", "string", v)
            )
            self.code_verifier = (
                v
                if type(v := get("code_verifier", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "code_verifier", "string", v)
            )
            self.refresh_token = (
                v
                if type(v := get("refresh_token", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "refresh_token", "string", v)
            )
            self.device_code = (
                v
                if type(v := get("device_code", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "device_code", "string", v)
            )
            self.client_id = (
                v
                if type(v := get("client_id", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "client_id", "string", v)
            )
            self.client_secret = (
                v
                if type(v := get("client_secret", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "client_secret", "string", v)
            )
            self.client_assertion_type = (
                v
                if type(v := get("client_assertion_type", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "client_assertion_type", "string", v)
            )
            self.client_assertion = (
                v
                if type(v := get("client_assertion", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "TokenRequest", "client_assertion", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {
                key: v if type(v := value) is str else mismatch(mismatches, "TokenRequest", "{}", "string", v)
                for key, value in src_dict.items()
                if key not in _KNOWN
            }
        return self
