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
        "issuer",
        "response_types_supported",
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "userinfo_endpoint",
        "registration_endpoint",
        "introspection_endpoint",
        "revocation_endpoint",
        "device_authorization_endpoint",
        "end_session_endpoint",
        "pushed_authorization_request_endpoint",
        "require_pushed_authorization_requests",
        "scopes_supported",
        "response_modes_supported",
        "grant_types_supported",
        "subject_types_supported",
        "claims_supported",
        "claims_parameter_supported",
        "request_parameter_supported",
        "request_uri_parameter_supported",
        "authorization_response_iss_parameter_supported",
        "code_challenge_methods_supported",
        "id_token_signing_alg_values_supported",
        "dpop_signing_alg_values_supported",
        "token_endpoint_auth_methods_supported",
        "token_endpoint_auth_signing_alg_values_supported",
        "introspection_endpoint_auth_methods_supported",
        "revocation_endpoint_auth_methods_supported",
        "ui_locales_supported",
        "service_documentation",
        "op_policy_uri",
        "op_tos_uri",
    )
)


@_attrs_define
class ServerMetadata(_Model):
    """RFC 8414 section 2 and OpenID Connect Discovery section 3. Providers may add members.

    Attributes:
        issuer: Must equal the issuer identifier that the metadata was asked of.
    """

    issuer: str
    response_types_supported: list[str]
    authorization_endpoint: str | Unset = UNSET
    token_endpoint: str | Unset = UNSET
    jwks_uri: str | Unset = UNSET
    userinfo_endpoint: str | Unset = UNSET
    registration_endpoint: str | Unset = UNSET
    introspection_endpoint: str | Unset = UNSET
    revocation_endpoint: str | Unset = UNSET
    device_authorization_endpoint: str | Unset = UNSET
    end_session_endpoint: str | Unset = UNSET
    pushed_authorization_request_endpoint: str | Unset = UNSET
    require_pushed_authorization_requests: bool | Unset = UNSET
    scopes_supported: list[str] | Unset = UNSET
    response_modes_supported: list[str] | Unset = UNSET
    grant_types_supported: list[str] | Unset = UNSET
    subject_types_supported: list[str] | Unset = UNSET
    claims_supported: list[str] | Unset = UNSET
    claims_parameter_supported: bool | Unset = UNSET
    request_parameter_supported: bool | Unset = UNSET
    request_uri_parameter_supported: bool | Unset = UNSET
    authorization_response_iss_parameter_supported: bool | Unset = UNSET
    code_challenge_methods_supported: list[str] | Unset = UNSET
    id_token_signing_alg_values_supported: list[str] | Unset = UNSET
    dpop_signing_alg_values_supported: list[str] | Unset = UNSET
    token_endpoint_auth_methods_supported: list[str] | Unset = UNSET
    token_endpoint_auth_signing_alg_values_supported: list[str] | Unset = UNSET
    introspection_endpoint_auth_methods_supported: list[str] | Unset = UNSET
    revocation_endpoint_auth_methods_supported: list[str] | Unset = UNSET
    ui_locales_supported: list[str] | Unset = UNSET
    service_documentation: str | Unset = UNSET
    op_policy_uri: str | Unset = UNSET
    op_tos_uri: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "issuer": self.issuer,
            "response_types_supported": encode(self.response_types_supported, sent),
            "authorization_endpoint": self.authorization_endpoint,
            "token_endpoint": self.token_endpoint,
            "jwks_uri": self.jwks_uri,
            "userinfo_endpoint": self.userinfo_endpoint,
            "registration_endpoint": self.registration_endpoint,
            "introspection_endpoint": self.introspection_endpoint,
            "revocation_endpoint": self.revocation_endpoint,
            "device_authorization_endpoint": self.device_authorization_endpoint,
            "end_session_endpoint": self.end_session_endpoint,
            "pushed_authorization_request_endpoint": self.pushed_authorization_request_endpoint,
            "require_pushed_authorization_requests": self.require_pushed_authorization_requests,
            "scopes_supported": encode(self.scopes_supported, sent),
            "response_modes_supported": encode(self.response_modes_supported, sent),
            "grant_types_supported": encode(self.grant_types_supported, sent),
            "subject_types_supported": encode(self.subject_types_supported, sent),
            "claims_supported": encode(self.claims_supported, sent),
            "claims_parameter_supported": self.claims_parameter_supported,
            "request_parameter_supported": self.request_parameter_supported,
            "request_uri_parameter_supported": self.request_uri_parameter_supported,
            "authorization_response_iss_parameter_supported": self.authorization_response_iss_parameter_supported,
            "code_challenge_methods_supported": encode(self.code_challenge_methods_supported, sent),
            "id_token_signing_alg_values_supported": encode(self.id_token_signing_alg_values_supported, sent),
            "dpop_signing_alg_values_supported": encode(self.dpop_signing_alg_values_supported, sent),
            "token_endpoint_auth_methods_supported": encode(self.token_endpoint_auth_methods_supported, sent),
            "token_endpoint_auth_signing_alg_values_supported": encode(
                self.token_endpoint_auth_signing_alg_values_supported, sent
            ),
            "introspection_endpoint_auth_methods_supported": encode(
                self.introspection_endpoint_auth_methods_supported, sent
            ),
            "revocation_endpoint_auth_methods_supported": encode(self.revocation_endpoint_auth_methods_supported, sent),
            "ui_locales_supported": encode(self.ui_locales_supported, sent),
            "service_documentation": self.service_documentation,
            "op_policy_uri": self.op_policy_uri,
            "op_tos_uri": self.op_tos_uri,
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.issuer = (
                v
                if type(v := src_dict["issuer"]) is str
                else mismatch(mismatches, "ServerMetadata", "issuer", "string", v)
            )
            self.response_types_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "response_types_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := src_dict["response_types_supported"]) is list
                else mismatch(mismatches, "ServerMetadata", "response_types_supported", "array", v)
            )
            self.authorization_endpoint = (
                v
                if type(v := get("authorization_endpoint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "authorization_endpoint", "string", v)
            )
            self.token_endpoint = (
                v
                if type(v := get("token_endpoint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "token_endpoint", "string", v)
            )
            self.jwks_uri = (
                v
                if type(v := get("jwks_uri", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "jwks_uri", "string", v)
            )
            self.userinfo_endpoint = (
                v
                if type(v := get("userinfo_endpoint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "userinfo_endpoint", "string", v)
            )
            self.registration_endpoint = (
                v
                if type(v := get("registration_endpoint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "registration_endpoint", "string", v)
            )
            self.introspection_endpoint = (
                v
                if type(v := get("introspection_endpoint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "introspection_endpoint", "string", v)
            )
            self.revocation_endpoint = (
                v
                if type(v := get("revocation_endpoint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "revocation_endpoint", "string", v)
            )
            self.device_authorization_endpoint = (
                v
                if type(v := get("device_authorization_endpoint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "device_authorization_endpoint", "string", v)
            )
            self.end_session_endpoint = (
                v
                if type(v := get("end_session_endpoint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "end_session_endpoint", "string", v)
            )
            self.pushed_authorization_request_endpoint = (
                v
                if type(v := get("pushed_authorization_request_endpoint", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "pushed_authorization_request_endpoint", "string", v)
            )
            self.require_pushed_authorization_requests = (
                v
                if type(v := get("require_pushed_authorization_requests", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "require_pushed_authorization_requests", "boolean", v)
            )
            self.scopes_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "scopes_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("scopes_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "scopes_supported", "array", v)
            )
            self.response_modes_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "response_modes_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("response_modes_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "response_modes_supported", "array", v)
            )
            self.grant_types_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "grant_types_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("grant_types_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "grant_types_supported", "array", v)
            )
            self.subject_types_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "subject_types_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("subject_types_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "subject_types_supported", "array", v)
            )
            self.claims_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "claims_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("claims_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "claims_supported", "array", v)
            )
            self.claims_parameter_supported = (
                v
                if type(v := get("claims_parameter_supported", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "claims_parameter_supported", "boolean", v)
            )
            self.request_parameter_supported = (
                v
                if type(v := get("request_parameter_supported", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "request_parameter_supported", "boolean", v)
            )
            self.request_uri_parameter_supported = (
                v
                if type(v := get("request_uri_parameter_supported", UNSET)) is bool or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "request_uri_parameter_supported", "boolean", v)
            )
            self.authorization_response_iss_parameter_supported = (
                v
                if type(v := get("authorization_response_iss_parameter_supported", UNSET)) is bool or v is UNSET
                else mismatch(
                    mismatches, "ServerMetadata", "authorization_response_iss_parameter_supported", "boolean", v
                )
            )
            self.code_challenge_methods_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "code_challenge_methods_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("code_challenge_methods_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "code_challenge_methods_supported", "array", v)
            )
            self.id_token_signing_alg_values_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "id_token_signing_alg_values_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("id_token_signing_alg_values_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "id_token_signing_alg_values_supported", "array", v)
            )
            self.dpop_signing_alg_values_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "dpop_signing_alg_values_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("dpop_signing_alg_values_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "dpop_signing_alg_values_supported", "array", v)
            )
            self.token_endpoint_auth_methods_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "token_endpoint_auth_methods_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("token_endpoint_auth_methods_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "token_endpoint_auth_methods_supported", "array", v)
            )
            self.token_endpoint_auth_signing_alg_values_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(
                        mismatches, "ServerMetadata", "token_endpoint_auth_signing_alg_values_supported[]", "string", vi
                    )
                    for vi in v
                ]
                if type(v := get("token_endpoint_auth_signing_alg_values_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(
                    mismatches, "ServerMetadata", "token_endpoint_auth_signing_alg_values_supported", "array", v
                )
            )
            self.introspection_endpoint_auth_methods_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(
                        mismatches, "ServerMetadata", "introspection_endpoint_auth_methods_supported[]", "string", vi
                    )
                    for vi in v
                ]
                if type(v := get("introspection_endpoint_auth_methods_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "introspection_endpoint_auth_methods_supported", "array", v)
            )
            self.revocation_endpoint_auth_methods_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(
                        mismatches, "ServerMetadata", "revocation_endpoint_auth_methods_supported[]", "string", vi
                    )
                    for vi in v
                ]
                if type(v := get("revocation_endpoint_auth_methods_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "revocation_endpoint_auth_methods_supported", "array", v)
            )
            self.ui_locales_supported = (
                [
                    vi
                    if type(vi) is str
                    else mismatch(mismatches, "ServerMetadata", "ui_locales_supported[]", "string", vi)
                    for vi in v
                ]
                if type(v := get("ui_locales_supported", UNSET)) is list
                else v
                if v is UNSET
                else mismatch(mismatches, "ServerMetadata", "ui_locales_supported", "array", v)
            )
            self.service_documentation = (
                v
                if type(v := get("service_documentation", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "service_documentation", "string", v)
            )
            self.op_policy_uri = (
                v
                if type(v := get("op_policy_uri", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "op_policy_uri", "string", v)
            )
            self.op_tos_uri = (
                v
                if type(v := get("op_tos_uri", UNSET)) is str or v is UNSET
                else mismatch(mismatches, "ServerMetadata", "op_tos_uri", "string", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
