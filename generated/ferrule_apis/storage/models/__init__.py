"""Models and enums. Each is imported when it is first touched."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .autoclass import Autoclass as Autoclass
    from .bucket import Bucket as Bucket
    from .bucket_access_control import BucketAccessControl as BucketAccessControl
    from .bucket_billing import BucketBilling as BucketBilling
    from .bucket_encryption import BucketEncryption as BucketEncryption
    from .bucket_logging import BucketLogging as BucketLogging
    from .bucket_object_retention import BucketObjectRetention as BucketObjectRetention
    from .bucket_website import BucketWebsite as BucketWebsite
    from .buckets import Buckets as Buckets
    from .cors_rule import CorsRule as CorsRule
    from .custom_placement import CustomPlacement as CustomPlacement
    from .customer_encryption import CustomerEncryption as CustomerEncryption
    from .error import Error as Error
    from .error_info import ErrorInfo as ErrorInfo
    from .error_item import ErrorItem as ErrorItem
    from .hierarchical_namespace import HierarchicalNamespace as HierarchicalNamespace
    from .iam_configuration import IamConfiguration as IamConfiguration
    from .lifecycle import Lifecycle as Lifecycle
    from .lifecycle_action import LifecycleAction as LifecycleAction
    from .lifecycle_condition import LifecycleCondition as LifecycleCondition
    from .lifecycle_rule import LifecycleRule as LifecycleRule
    from .multipart_upload import MultipartUpload as MultipartUpload
    from .object_ import Object as Object
    from .object_access_control import ObjectAccessControl as ObjectAccessControl
    from .object_retention import ObjectRetention as ObjectRetention
    from .objects import Objects as Objects
    from .objects_insert_body_related import ObjectsInsertBodyRelated as ObjectsInsertBodyRelated
    from .owner import Owner as Owner
    from .predefined_object_acl import PredefinedObjectAcl as PredefinedObjectAcl
    from .project_team import ProjectTeam as ProjectTeam
    from .retention_policy import RetentionPolicy as RetentionPolicy
    from .soft_delete_policy import SoftDeletePolicy as SoftDeletePolicy
    from .uniform_bucket_level_access import UniformBucketLevelAccess as UniformBucketLevelAccess
    from .versioning import Versioning as Versioning

_MODULES = {
    "Autoclass": "autoclass",
    "Bucket": "bucket",
    "BucketAccessControl": "bucket_access_control",
    "BucketBilling": "bucket_billing",
    "BucketEncryption": "bucket_encryption",
    "BucketLogging": "bucket_logging",
    "BucketObjectRetention": "bucket_object_retention",
    "BucketWebsite": "bucket_website",
    "Buckets": "buckets",
    "CorsRule": "cors_rule",
    "CustomPlacement": "custom_placement",
    "CustomerEncryption": "customer_encryption",
    "Error": "error",
    "ErrorInfo": "error_info",
    "ErrorItem": "error_item",
    "HierarchicalNamespace": "hierarchical_namespace",
    "IamConfiguration": "iam_configuration",
    "Lifecycle": "lifecycle",
    "LifecycleAction": "lifecycle_action",
    "LifecycleCondition": "lifecycle_condition",
    "LifecycleRule": "lifecycle_rule",
    "MultipartUpload": "multipart_upload",
    "Object": "object_",
    "ObjectAccessControl": "object_access_control",
    "ObjectRetention": "object_retention",
    "Objects": "objects",
    "ObjectsInsertBodyRelated": "objects_insert_body_related",
    "Owner": "owner",
    "PredefinedObjectAcl": "predefined_object_acl",
    "ProjectTeam": "project_team",
    "RetentionPolicy": "retention_policy",
    "SoftDeletePolicy": "soft_delete_policy",
    "UniformBucketLevelAccess": "uniform_bucket_level_access",
    "Versioning": "versioning",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def __dir__() -> list[str]:
    return [*globals(), *_MODULES]
