"""What generated facades stand on. The only module of Ferrule that generated code imports."""

from ferrule.client.api import Api, AsyncApi
from ferrule.client.description import ApiDescription
from ferrule.client.graphql_groups import graphql, paged_graphql
from ferrule.client.groups import (
    AsyncGroup,
    Group,
    endpoint,
    events,
    generated,
    group,
    lazy,
    paged,
    paged_events,
    streamed,
    uploaded,
)

__all__ = [
    "Api",
    "ApiDescription",
    "AsyncApi",
    "AsyncGroup",
    "Group",
    "endpoint",
    "events",
    "generated",
    "graphql",
    "group",
    "lazy",
    "paged",
    "paged_events",
    "paged_graphql",
    "streamed",
    "uploaded",
]
