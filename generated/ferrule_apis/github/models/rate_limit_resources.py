from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import mismatch
from .._decode import Incomplete as _Incomplete
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .rate_limit import RateLimit

_KNOWN = frozenset(
    (
        "core",
        "search",
        "graphql",
        "code_search",
        "source_import",
        "integration_manifest",
        "actions_runner_registration",
        "scim",
        "dependency_snapshots",
        "dependency_sbom",
        "code_scanning_autofix",
    )
)


@_attrs_define
class RateLimitResources(_Model):
    """A quota for each family of endpoints."""

    core: RateLimit
    search: RateLimit
    graphql: RateLimit | Unset = UNSET
    code_search: RateLimit | Unset = UNSET
    source_import: RateLimit | Unset = UNSET
    integration_manifest: RateLimit | Unset = UNSET
    actions_runner_registration: RateLimit | Unset = UNSET
    scim: RateLimit | Unset = UNSET
    dependency_snapshots: RateLimit | Unset = UNSET
    dependency_sbom: RateLimit | Unset = UNSET
    code_scanning_autofix: RateLimit | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "core": encode(self.core, sent),
            "search": encode(self.search, sent),
            "graphql": encode(self.graphql, sent),
            "code_search": encode(self.code_search, sent),
            "source_import": encode(self.source_import, sent),
            "integration_manifest": encode(self.integration_manifest, sent),
            "actions_runner_registration": encode(self.actions_runner_registration, sent),
            "scim": encode(self.scim, sent),
            "dependency_snapshots": encode(self.dependency_snapshots, sent),
            "dependency_sbom": encode(self.dependency_sbom, sent),
            "code_scanning_autofix": encode(self.code_scanning_autofix, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        before = len(mismatches) if mismatches else 0
        try:
            self.core = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := src_dict["core"]) is dict
                else mismatch(mismatches, "RateLimitResources", "core", "RateLimit", v)
            )
            self.search = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := src_dict["search"]) is dict
                else mismatch(mismatches, "RateLimitResources", "search", "RateLimit", v)
            )
            self.graphql = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := get("graphql", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "RateLimitResources", "graphql", "RateLimit", v)
            )
            self.code_search = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := get("code_search", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "RateLimitResources", "code_search", "RateLimit", v)
            )
            self.source_import = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := get("source_import", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "RateLimitResources", "source_import", "RateLimit", v)
            )
            self.integration_manifest = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := get("integration_manifest", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "RateLimitResources", "integration_manifest", "RateLimit", v)
            )
            self.actions_runner_registration = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := get("actions_runner_registration", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "RateLimitResources", "actions_runner_registration", "RateLimit", v)
            )
            self.scim = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := get("scim", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "RateLimitResources", "scim", "RateLimit", v)
            )
            self.dependency_snapshots = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := get("dependency_snapshots", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "RateLimitResources", "dependency_snapshots", "RateLimit", v)
            )
            self.dependency_sbom = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := get("dependency_sbom", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "RateLimitResources", "dependency_sbom", "RateLimit", v)
            )
            self.code_scanning_autofix = (
                _models.RateLimit.from_dict(v, mismatches)
                if type(v := get("code_scanning_autofix", UNSET)) is dict
                else v
                if v is UNSET
                else mismatch(mismatches, "RateLimitResources", "code_scanning_autofix", "RateLimit", v)
            )
        except KeyError:
            if mismatches:
                del mismatches[before:]
            return cls.from_dict(_Incomplete(src_dict), mismatches)
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
