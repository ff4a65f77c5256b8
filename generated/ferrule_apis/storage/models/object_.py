from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import models as _models
from .._decode import date_time, mismatch, whole
from .._encode import encode
from .._model import Model as _Model
from ..types import UNSET, Mismatch, Unset

if TYPE_CHECKING:
    from .customer_encryption import CustomerEncryption
    from .object_access_control import ObjectAccessControl
    from .object_retention import ObjectRetention
    from .owner import Owner

_KNOWN = frozenset(
    (
        "kind",
        "id",
        "selfLink",
        "mediaLink",
        "name",
        "bucket",
        "generation",
        "metageneration",
        "contentType",
        "contentEncoding",
        "contentDisposition",
        "contentLanguage",
        "cacheControl",
        "storageClass",
        "size",
        "md5Hash",
        "crc32c",
        "etag",
        "componentCount",
        "metadata",
        "customTime",
        "eventBasedHold",
        "temporaryHold",
        "retention",
        "retentionExpirationTime",
        "timeCreated",
        "updated",
        "timeDeleted",
        "timeStorageClassUpdated",
        "softDeleteTime",
        "hardDeleteTime",
        "kmsKeyName",
        "customerEncryption",
        "owner",
        "acl",
    )
)


@_attrs_define
class Object(_Model):
    """Object

    Attributes:
        kind: Always `storage#object`. Set by the server.
        id: Bucket, name and generation in one. Set by the server.
        self_link: Address of the metadata. Set by the server. `selfLink` on the wire.
        media_link: Address of the data. Set by the server. `mediaLink` on the wire.
        generation: Version of the data. Set by the server.
        metageneration: Version of the metadata within the generation. Set by the server.
        content_type: `contentType` on the wire.
        content_encoding: `contentEncoding` on the wire.
        content_disposition: `contentDisposition` on the wire.
        content_language: `contentLanguage` on the wire.
        cache_control: `cacheControl` on the wire.
        storage_class: `storageClass` on the wire.
        size: Bytes. Set by the server.
        md_5_hash: MD5 of the data in base64. Missing on composite objects. `md5Hash` on the wire.
        crc32c: CRC32C of the data, big-endian, in base64.
        etag: Set by the server.
        component_count: Number of objects this one was composed of. Set by the server. `componentCount` on the
            wire.
        metadata: The user's own metadata.
        custom_time: A time that the user sets, for lifecycle rules. `customTime` on the wire.
        event_based_hold: `eventBasedHold` on the wire.
        temporary_hold: `temporaryHold` on the wire.
        retention_expiration_time: Earliest time that the bucket's policy lets the object be deleted. Set by the
            server. `retentionExpirationTime` on the wire.
        time_created: Set by the server. `timeCreated` on the wire.
        updated: Set by the server.
        time_deleted: When the version became noncurrent. Set by the server. `timeDeleted` on the wire.
        time_storage_class_updated: Set by the server. `timeStorageClassUpdated` on the wire.
        soft_delete_time: Set by the server. `softDeleteTime` on the wire.
        hard_delete_time: Until when a soft-deleted object can be brought back. Set by the server.
            `hardDeleteTime` on the wire.
        kms_key_name: Key that the object is encrypted with. Set by the server. `kmsKeyName` on the wire.
        customer_encryption: Set by the server. `customerEncryption` on the wire.
        owner: Set by the server.
    """

    kind: str | Unset = UNSET
    id: str | Unset = UNSET
    self_link: str | Unset = UNSET
    media_link: str | Unset = UNSET
    name: str | Unset = UNSET
    bucket: str | Unset = UNSET
    generation: str | Unset = UNSET
    metageneration: str | Unset = UNSET
    content_type: str | Unset = UNSET
    content_encoding: str | Unset = UNSET
    content_disposition: str | Unset = UNSET
    content_language: str | Unset = UNSET
    cache_control: str | Unset = UNSET
    storage_class: str | Unset = UNSET
    size: str | Unset = UNSET
    md_5_hash: str | Unset = UNSET
    crc32c: str | Unset = UNSET
    etag: str | Unset = UNSET
    component_count: int | Unset = UNSET
    metadata: dict[str, str] | Unset = UNSET
    custom_time: datetime.datetime | Unset = UNSET
    event_based_hold: bool | Unset = UNSET
    temporary_hold: bool | Unset = UNSET
    retention: ObjectRetention | Unset = UNSET
    retention_expiration_time: datetime.datetime | Unset = UNSET
    time_created: datetime.datetime | Unset = UNSET
    updated: datetime.datetime | Unset = UNSET
    time_deleted: datetime.datetime | Unset = UNSET
    time_storage_class_updated: datetime.datetime | Unset = UNSET
    soft_delete_time: datetime.datetime | Unset = UNSET
    hard_delete_time: datetime.datetime | Unset = UNSET
    kms_key_name: str | Unset = UNSET
    customer_encryption: CustomerEncryption | Unset = UNSET
    owner: Owner | Unset = UNSET
    acl: list[ObjectAccessControl] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(factory=dict, kw_only=True)

    def to_dict(self, *, sent: bool = False) -> dict[str, Any]:
        """The model as JSON data; as a request is `sent` it, without what only the server sets."""
        data: dict[str, Any] = {
            **self.additional_properties,
            "kind": UNSET if sent else self.kind,
            "id": UNSET if sent else self.id,
            "selfLink": UNSET if sent else self.self_link,
            "mediaLink": UNSET if sent else self.media_link,
            "name": self.name,
            "bucket": self.bucket,
            "generation": UNSET if sent else self.generation,
            "metageneration": UNSET if sent else self.metageneration,
            "contentType": self.content_type,
            "contentEncoding": self.content_encoding,
            "contentDisposition": self.content_disposition,
            "contentLanguage": self.content_language,
            "cacheControl": self.cache_control,
            "storageClass": self.storage_class,
            "size": UNSET if sent else self.size,
            "md5Hash": self.md_5_hash,
            "crc32c": self.crc32c,
            "etag": UNSET if sent else self.etag,
            "componentCount": UNSET if sent else self.component_count,
            "metadata": encode(self.metadata, sent),
            "customTime": encode(self.custom_time, sent),
            "eventBasedHold": self.event_based_hold,
            "temporaryHold": self.temporary_hold,
            "retention": encode(self.retention, sent),
            "retentionExpirationTime": UNSET if sent else encode(self.retention_expiration_time, sent),
            "timeCreated": UNSET if sent else encode(self.time_created, sent),
            "updated": UNSET if sent else encode(self.updated, sent),
            "timeDeleted": UNSET if sent else encode(self.time_deleted, sent),
            "timeStorageClassUpdated": UNSET if sent else encode(self.time_storage_class_updated, sent),
            "softDeleteTime": UNSET if sent else encode(self.soft_delete_time, sent),
            "hardDeleteTime": UNSET if sent else encode(self.hard_delete_time, sent),
            "kmsKeyName": UNSET if sent else self.kms_key_name,
            "customerEncryption": UNSET if sent else encode(self.customer_encryption, sent),
            "owner": UNSET if sent else encode(self.owner, sent),
            "acl": encode(self.acl, sent),
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
            else mismatch(mismatches, "Object", "kind", "string", v)
        )
        self.id = (
            v if type(v := get("id", UNSET)) is str or v is UNSET else mismatch(mismatches, "Object", "id", "string", v)
        )
        self.self_link = (
            v
            if type(v := get("selfLink", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "selfLink", "string", v)
        )
        self.media_link = (
            v
            if type(v := get("mediaLink", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "mediaLink", "string", v)
        )
        self.name = (
            v
            if type(v := get("name", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "name", "string", v)
        )
        self.bucket = (
            v
            if type(v := get("bucket", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "bucket", "string", v)
        )
        self.generation = (
            v
            if type(v := get("generation", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "generation", "string", v)
        )
        self.metageneration = (
            v
            if type(v := get("metageneration", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "metageneration", "string", v)
        )
        self.content_type = (
            v
            if type(v := get("contentType", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "contentType", "string", v)
        )
        self.content_encoding = (
            v
            if type(v := get("contentEncoding", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "contentEncoding", "string", v)
        )
        self.content_disposition = (
            v
            if type(v := get("contentDisposition", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "contentDisposition", "string", v)
        )
        self.content_language = (
            v
            if type(v := get("contentLanguage", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "contentLanguage", "string", v)
        )
        self.cache_control = (
            v
            if type(v := get("cacheControl", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "cacheControl", "string", v)
        )
        self.storage_class = (
            v
            if type(v := get("storageClass", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "storageClass", "string", v)
        )
        self.size = (
            v
            if type(v := get("size", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "size", "string", v)
        )
        self.md_5_hash = (
            v
            if type(v := get("md5Hash", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "md5Hash", "string", v)
        )
        self.crc32c = (
            v
            if type(v := get("crc32c", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "crc32c", "string", v)
        )
        self.etag = (
            v
            if type(v := get("etag", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "etag", "string", v)
        )
        self.component_count = (
            v
            if type(v := get("componentCount", UNSET)) is int or v is UNSET
            else whole(mismatches, "Object", "componentCount", "integer", v)
        )
        self.metadata = (
            {
                vk: vi if type(vi) is str else mismatch(mismatches, "Object", "metadata{}", "string", vi)
                for vk, vi in v.items()
            }
            if type(v := get("metadata", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "metadata", "object", v)
        )
        self.custom_time = (
            date_time(v, mismatches, "Object", "customTime")
            if type(v := get("customTime", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "customTime", "date-time", v)
        )
        self.event_based_hold = (
            v
            if type(v := get("eventBasedHold", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "Object", "eventBasedHold", "boolean", v)
        )
        self.temporary_hold = (
            v
            if type(v := get("temporaryHold", UNSET)) is bool or v is UNSET
            else mismatch(mismatches, "Object", "temporaryHold", "boolean", v)
        )
        self.retention = (
            _models.ObjectRetention.from_dict(v, mismatches)
            if type(v := get("retention", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "retention", "ObjectRetention", v)
        )
        self.retention_expiration_time = (
            date_time(v, mismatches, "Object", "retentionExpirationTime")
            if type(v := get("retentionExpirationTime", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "retentionExpirationTime", "date-time", v)
        )
        self.time_created = (
            date_time(v, mismatches, "Object", "timeCreated")
            if type(v := get("timeCreated", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "timeCreated", "date-time", v)
        )
        self.updated = (
            date_time(v, mismatches, "Object", "updated")
            if type(v := get("updated", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "updated", "date-time", v)
        )
        self.time_deleted = (
            date_time(v, mismatches, "Object", "timeDeleted")
            if type(v := get("timeDeleted", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "timeDeleted", "date-time", v)
        )
        self.time_storage_class_updated = (
            date_time(v, mismatches, "Object", "timeStorageClassUpdated")
            if type(v := get("timeStorageClassUpdated", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "timeStorageClassUpdated", "date-time", v)
        )
        self.soft_delete_time = (
            date_time(v, mismatches, "Object", "softDeleteTime")
            if type(v := get("softDeleteTime", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "softDeleteTime", "date-time", v)
        )
        self.hard_delete_time = (
            date_time(v, mismatches, "Object", "hardDeleteTime")
            if type(v := get("hardDeleteTime", UNSET)) is str
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "hardDeleteTime", "date-time", v)
        )
        self.kms_key_name = (
            v
            if type(v := get("kmsKeyName", UNSET)) is str or v is UNSET
            else mismatch(mismatches, "Object", "kmsKeyName", "string", v)
        )
        self.customer_encryption = (
            _models.CustomerEncryption.from_dict(v, mismatches)
            if type(v := get("customerEncryption", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "customerEncryption", "CustomerEncryption", v)
        )
        self.owner = (
            _models.Owner.from_dict(v, mismatches)
            if type(v := get("owner", UNSET)) is dict
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "owner", "Owner", v)
        )
        self.acl = (
            [
                _models.ObjectAccessControl.from_dict(vi, mismatches)
                if type(vi) is dict
                else mismatch(mismatches, "Object", "acl[]", "ObjectAccessControl", vi)
                for vi in v
            ]
            if type(v := get("acl", UNSET)) is list
            else v
            if v is UNSET
            else mismatch(mismatches, "Object", "acl", "array", v)
        )
        self.additional_properties = {}
        if not (_KNOWN.issuperset(src_dict)):
            self.additional_properties = {key: value for key, value in src_dict.items() if key not in _KNOWN}
        return self
