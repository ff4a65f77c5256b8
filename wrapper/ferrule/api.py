"""What generated facades stand on. The only module of Ferrule that generated code imports."""

from ferrule.client.api import Api, AsyncApi
from ferrule.client.description import ApiDescription
from ferrule.client.groups import AsyncGroup, Group, endpoint, generated, group, lazy, paged

__all__ = [
    "Api",
    "ApiDescription",
    "AsyncApi",
    "AsyncGroup",
    "Group",
    "endpoint",
    "generated",
    "group",
    "lazy",
    "paged",
]
