from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, mismatch
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .autoclass import Autoclass
    from .bucket_access_control import BucketAccessControl
    from .bucket_billing import BucketBilling
    from .bucket_encryption import BucketEncryption
    from .bucket_logging import BucketLogging
    from .bucket_object_retention import BucketObjectRetention
    from .bucket_website import BucketWebsite
    from .cors_rule import CorsRule
    from .custom_placement import CustomPlacement
    from .hierarchical_namespace import HierarchicalNamespace
    from .iam_configuration import IamConfiguration
    from .lifecycle import Lifecycle
    from .object_access_control import ObjectAccessControl
    from .owner import Owner
    from .retention_policy import RetentionPolicy
    from .soft_delete_policy import SoftDeletePolicy
    from .versioning import Versioning

_KNOWN = frozenset(
    (
        "kind",
        "id",
        "selfLink",
        "name",
        "projectNumber",
        "metageneration",
        "location",
        "locationType",
        "storageClass",
        "etag",
        "timeCreated",
        "updated",
        "defaultEventBasedHold",
        "labels",
        "rpo",
        "satisfiesPZS",
        "acl",
        "defaultObjectAcl",
        "owner",
        "autoclass",
        "billing",
        "cors",
        "customPlacementConfig",
        "encryption",
        "hierarchicalNamespace",
        "iamConfiguration",
        "lifecycle",
        "logging",
        "objectRetention",
        "retentionPolicy",
        "softDeletePolicy",
        "versioning",
        "website",
    )
)


@_attrs_define
class Bucket(_Model):
    """Bucket

    Attributes:
        kind: Always `storage#bucket`. Set by the server.
        id: Set by the server.
        self_link: Address of the bucket. Set by the server. `selfLink` on the wire.
        project_number: Set by the server. `projectNumber` on the wire.
        metageneration: Version of the metadata. Set by the server.
        location: Region of the data, as `EUROPE-WEST1`. `US` unless given.
        location_type: `region`, `dual-region` or `multi-region`. Set by the server. `locationType` on the wire.
        storage_class: Class of objects that name none, as `STANDARD` or `NEARLINE`. `storageClass` on the wire.
        etag: Set by the server.
        time_created: Set by the server. `timeCreated` on the wire.
        updated: Set by the server.
        default_event_based_hold: Whether new objects start with an event-based hold. `defaultEventBasedHold` on
            the wire.
        rpo: Recovery point objective, as `DEFAULT` or `ASYNC_TURBO`.
        satisfies_pzs: Set by the server. `satisfiesPZS` on the wire.
        default_object_acl: Access controls of objects that bring none. `defaultObjectAcl` on the wire.
        owner: Set by the server.
        custom_placement_config: `customPlacementConfig` on the wire.
        hierarchical_namespace: `hierarchicalNamespace` on the wire.
        iam_configuration: `iamConfiguration` on the wire.
        object_retention: Set by the server. `objectRetention` on the wire.
        retention_policy: `retentionPolicy` on the wire.
        soft_delete_policy: `softDeletePolicy` on the wire.
    """

    kind: str | Unset = UNSET
    id: str | Unset = UNSET
    self_link: str | Unset = UNSET
    name: str | Unset = UNSET
    project_number: str | Unset = UNSET
    metageneration: str | Unset = UNSET
    location: str | Unset = UNSET
    location_type: str | Unset = UNSET
    storage_class: str | Unset = UNSET
    etag: str | Unset = UNSET
    time_created: datetime.datetime | Unset = UNSET
    updated: datetime.datetime | Unset = UNSET
    default_event_based_hold: bool | Unset = UNSET
    labels: dict[str, str] | Unset = UNSET
    rpo: str | Unset = UNSET
    satisfies_pzs: bool | Unset = UNSET
    acl: list[BucketAccessControl] | Unset = UNSET
    default_object_acl: list[ObjectAccessControl] | Unset = UNSET
    owner: Owner | Unset = UNSET
    autoclass: Autoclass | Unset = UNSET
    billing: BucketBilling | Unset = UNSET
    cors: list[CorsRule] | Unset = UNSET
    custom_placement_config: CustomPlacement | Unset = UNSET
    encryption: BucketEncryption | Unset = UNSET
    hierarchical_namespace: HierarchicalNamespace | Unset = UNSET
    iam_configuration: IamConfiguration | Unset = UNSET
    lifecycle: Lifecycle | Unset = UNSET
    logging: BucketLogging | Unset = UNSET
    object_retention: BucketObjectRetention | Unset = UNSET
    retention_policy: RetentionPolicy | Unset = UNSET
    soft_delete_policy: SoftDeletePolicy | Unset = UNSET
    versioning: Versioning | Unset = UNSET
    website: BucketWebsite | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "kind": UNSET if sent else self.kind,
            "id": UNSET if sent else self.id,
            "selfLink": UNSET if sent else self.self_link,
            "name": self.name,
            "projectNumber": UNSET if sent else self.project_number,
            "metageneration": UNSET if sent else self.metageneration,
            "location": self.location,
            "locationType": UNSET if sent else self.location_type,
            "storageClass": self.storage_class,
            "etag": UNSET if sent else self.etag,
            "timeCreated": UNSET if sent else encode(self.time_created, sent),
            "updated": UNSET if sent else encode(self.updated, sent),
            "defaultEventBasedHold": self.default_event_based_hold,
            "labels": encode(self.labels, sent),
            "rpo": self.rpo,
            "satisfiesPZS": UNSET if sent else self.satisfies_pzs,
            "acl": encode(self.acl, sent),
            "defaultObjectAcl": encode(self.default_object_acl, sent),
            "owner": UNSET if sent else encode(self.owner, sent),
            "autoclass": encode(self.autoclass, sent),
            "billing": encode(self.billing, sent),
            "cors": encode(self.cors, sent),
            "customPlacementConfig": encode(self.custom_placement_config, sent),
            "encryption": encode(self.encryption, sent),
            "hierarchicalNamespace": encode(self.hierarchical_namespace, sent),
            "iamConfiguration": encode(self.iam_configuration, sent),
            "lifecycle": encode(self.lifecycle, sent),
            "logging": encode(self.logging, sent),
            "objectRetention": UNSET if sent else encode(self.object_retention, sent),
            "retentionPolicy": encode(self.retention_policy, sent),
            "softDeletePolicy": encode(self.soft_delete_policy, sent),
            "versioning": encode(self.versioning, sent),
            "website": encode(self.website, sent),
        }
        return {key: value for key, value in data.items() if value is not UNSET}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], mismatches: list[Mismatch] | None = None) -> Self:
        """The model from JSON data; what disagrees with the description is kept, and added to `mismatches`."""
        get: Any = src_dict.get
        self = cls.__new__(cls)
        self.kind = (
            v
            if type(v := get("kind", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "kind", "string", v)
        )
        self.id = (
            v if type(v := get("id", UNSET)) is str or v is UNSET else mismatch(mismatches, "Bucket", "id", "string", v)
        )
        self.self_link = (
            v
            if type(v := get("selfLink", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "selfLink", "string", v)
        )
        self.name = (
            v
            if type(v := get("name", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "name", "string", v)
        )
        self.project_number = (
            v
            if type(v := get("projectNumber", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "projectNumber", "string", v)
        )
        self.metageneration = (
            v
            if type(v := get("metageneration", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "metageneration", "string", v)
        )
        self.location = (
            v
            if type(v := get("location", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "location", "string", v)
        )
        self.location_type = (
            v
            if type(v := get("locationType", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "locationType", "string", v)
        )
        self.storage_class = (
            v
            if type(v := get("storageClass", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "storageClass", "string", v)
        )
        self.etag = (
            v
            if type(v := get("etag", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "etag", "string", v)
        )
        self.time_created = (
            date_time(v, mismatches, "Bucket", "timeCreated")
            if type(v := get("timeCreated", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "timeCreated", "date-time", v)
        )
        self.updated = (
            date_time(v, mismatches, "Bucket", "updated")
            if type(v := get("updated", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "updated", "date-time", v)
        )
        self.default_event_based_hold = (
            v
            if type(v := get("defaultEventBasedHold", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "Bucket", "defaultEventBasedHold", "boolean", v)
        )
        self.labels = (
            {
                vk: vi if type(vi) is str else mismatch(mismatches, "Bucket", "labels{}", "string", vi)
                for vk, vi in v.items()
            }
            if type(v := get("labels", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "labels", "object", v)
        )
        self.rpo = (
            v
            if type(v := get("rpo", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Bucket", "rpo", "string", v)
        )
        self.satisfies_pzs = (
            v
            if type(v := get("satisfiesPZS", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "Bucket", "satisfiesPZS", "boolean", v)
        )
        self.acl = (
            [
                _models.BucketAccessControl.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "Bucket", "acl[]", "BucketAccessControl", vi)
                for vi in v
            ]
            if type(v := get("acl", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "acl", "array", v)
        )
        self.default_object_acl = (
            [
                _models.ObjectAccessControl.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "Bucket", "defaultObjectAcl[]", "ObjectAccessControl", vi)
                for vi in v
            ]
            if type(v := get("defaultObjectAcl", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "defaultObjectAcl", "array", v)
        )
        self.owner = (
            _models.Owner.from_dict(v, mismatches)
            if type(v := get("owner", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "owner", "Owner", v)
        )
        self.autoclass = (
            _models.Autoclass.from_dict(v, mismatches)
            if type(v := get("autoclass", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "autoclass", "Autoclass", v)
        )
        self.billing = (
            _models.BucketBilling.from_dict(v, mismatches)
            if type(v := get("billing", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "billing", "BucketBilling", v)
        )
        self.cors = (
            [
                _models.CorsRule.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "Bucket", "cors[]", "CorsRule", vi)
                for vi in v
            ]
            if type(v := get("cors", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "cors", "array", v)
        )
        self.custom_placement_config = (
            _models.CustomPlacement.from_dict(v, mismatches)
            if type(v := get("customPlacementConfig", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "customPlacementConfig", "CustomPlacement", v)
        )
        self.encryption = (
            _models.BucketEncryption.from_dict(v, mismatches)
            if type(v := get("encryption", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "encryption", "BucketEncryption", v)
        )
        self.hierarchical_namespace = (
            _models.HierarchicalNamespace.from_dict(v, mismatches)
            if type(v := get("hierarchicalNamespace", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "hierarchicalNamespace", "HierarchicalNamespace", v)
        )
        self.iam_configuration = (
            _models.IamConfiguration.from_dict(v, mismatches)
            if type(v := get("iamConfiguration", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "iamConfiguration", "IamConfiguration", v)
        )
        self.lifecycle = (
            _models.Lifecycle.from_dict(v, mismatches)
            if type(v := get("lifecycle", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "lifecycle", "Lifecycle", v)
        )
        self.logging = (
            _models.BucketLogging.from_dict(v, mismatches)
            if type(v := get("logging", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "logging", "BucketLogging", v)
        )
        self.object_retention = (
            _models.BucketObjectRetention.from_dict(v, mismatches)
            if type(v := get("objectRetention", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "objectRetention", "BucketObjectRetention", v)
        )
        self.retention_policy = (
            _models.RetentionPolicy.from_dict(v, mismatches)
            if type(v := get("retentionPolicy", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "retentionPolicy", "RetentionPolicy", v)
        )
        self.soft_delete_policy = (
            _models.SoftDeletePolicy.from_dict(v, mismatches)
            if type(v := get("softDeletePolicy", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "softDeletePolicy", "SoftDeletePolicy", v)
        )
        self.versioning = (
            _models.Versioning.from_dict(v, mismatches)
            if type(v := get("versioning", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "versioning", "Versioning", v)
        )
        self.website = (
            _models.BucketWebsite.from_dict(v, mismatches)
            if type(v := get("website", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Bucket", "website", "BucketWebsite", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
