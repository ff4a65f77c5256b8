from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models
from .._decode import mismatch
from .._encode import encode
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .rate_limit import RateLimit


@_attrs_define
class RateLimitResources:
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON data."""
        data: dict[str, Any] = dict(self.additional_properties)
        data["core"] = encode(self.core)
        data["search"] = encode(self.search)
        if self.graphql is not UNSET:
            data["graphql"] = encode(self.graphql)
        if self.code_search is not UNSET:
            data["code_search"] = encode(self.code_search)
        if self.source_import is not UNSET:
            data["source_import"] = encode(self.source_import)
        if self.integration_manifest is not UNSET:
            data["integration_manifest"] = encode(self.integration_manifest)
        if self.actions_runner_registration is not UNSET:
            data["actions_runner_registration"] = encode(self.actions_runner_registration)
        if self.scim is not UNSET:
            data["scim"] = encode(self.scim)
        if self.dependency_snapshots is not UNSET:
            data["dependency_snapshots"] = encode(self.dependency_snapshots)
        if self.dependency_sbom is not UNSET:
            data["dependency_sbom"] = encode(self.dependency_sbom)
        if self.code_scanning_autofix is not UNSET:
            data["code_scanning_autofix"] = encode(self.code_scanning_autofix)
        return data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        data = dict(src_dict)
        pop: Any = data.pop
        self = cls.__new__(cls)
        self.core = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("core", UNSET)) is dict
            else mismatch(mismatches, "RateLimitResources", "core", "RateLimit", v)
        )
        self.search = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("search", UNSET)) is dict
            else mismatch(mismatches, "RateLimitResources", "search", "RateLimit", v)
        )
        self.graphql = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("graphql", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RateLimitResources", "graphql", "RateLimit", v)
        )
        self.code_search = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("code_search", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RateLimitResources", "code_search", "RateLimit", v)
        )
        self.source_import = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("source_import", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RateLimitResources", "source_import", "RateLimit", v)
        )
        self.integration_manifest = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("integration_manifest", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RateLimitResources", "integration_manifest", "RateLimit", v)
        )
        self.actions_runner_registration = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("actions_runner_registration", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RateLimitResources", "actions_runner_registration", "RateLimit", v)
        )
        self.scim = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("scim", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RateLimitResources", "scim", "RateLimit", v)
        )
        self.dependency_snapshots = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("dependency_snapshots", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RateLimitResources", "dependency_snapshots", "RateLimit", v)
        )
        self.dependency_sbom = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("dependency_sbom", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RateLimitResources", "dependency_sbom", "RateLimit", v)
        )
        self.code_scanning_autofix = (
            models.RateLimit.from_dict(v, mismatches)
            if type(v := pop("code_scanning_autofix", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "RateLimitResources", "code_scanning_autofix", "RateLimit", v)
        )
        self.additional_properties = data or {}
        return self
