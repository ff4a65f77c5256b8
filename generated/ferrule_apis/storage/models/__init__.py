"""Models and enums. Each is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

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
    return [*_MODULES, *(name for name in globals() if name.startswith("__"))]
