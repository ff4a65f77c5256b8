"""The attributes of a facade: groups of operations, and the generated client. Each is made at its first use."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any, Generic, ParamSpec, Protocol, TypeVar, overload

from ferrule.client.endpoint import (
    AsyncEndpoint,
    AsyncEventsEndpoint,
    AsyncPagedEndpoint,
    AsyncPagedEventsEndpoint,
    AsyncStreamEndpoint,
    AsyncUploadEndpoint,
    Endpoint,
    EventsEndpoint,
    PagedEndpoint,
    PagedEventsEndpoint,
    StreamEndpoint,
    UploadEndpoint,
)
from ferrule.client.graphql_endpoints import (
    AsyncGraphQLEndpoint,
    AsyncPagedGraphQLEndpoint,
    GraphQLEndpoint,
    PagedGraphQLEndpoint,
)
from ferrule.client.modules import (
    EndpointModule,
    PagedModule,
    PagedStreamModule,
    StreamModule,
    UploadModule,
    described,
)
from ferrule.client.session import Session
from ferrule.client.transport import PipelineTransport

P = ParamSpec("P")
U = ParamSpec("U")
S = TypeVar("S")
E = TypeVar("E")
T = TypeVar("T")
V = TypeVar("V")
G = TypeVar("G")
C = TypeVar("C")


class Facade(Protocol):
    """What the attributes need of a client."""

    _session: Session

    def _transport(self) -> PipelineTransport: ...


class _Group:
    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self._name = name

    def __repr__(self) -> str:
        count = len(operations(type(self)))
        return f"<{self._session.core.description.name}.{self._name}: {count} operation{'' if count == 1 else 's'}>"


class Group(_Group):
    """Operations of a blocking client that belong together."""


class AsyncGroup(_Group):
    """Operations of an async client that belong together."""


class EndpointDescriptor(Generic[P, S, E]):
    """An operation in a group.

    Args:
        module: the endpoint module, or its name relative to the generated package: it is imported when first touched.
    """

    def __init__(self, module: EndpointModule[P, S, E] | str) -> None:
        self.module = module

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, group: None, owner: type) -> EndpointDescriptor[P, S, E]: ...
    @overload
    def __get__(self, group: Group, owner: type) -> Endpoint[P, S, E]: ...
    @overload
    def __get__(self, group: AsyncGroup, owner: type) -> AsyncEndpoint[P, S, E]: ...
    def __get__(self, group: Group | AsyncGroup | None, owner: type) -> Any:
        if group is None:
            return self
        module: Any = self.module
        if isinstance(module, str):
            module = import_module(module, owner.__module__.rpartition(".")[0])
        kind: Any = _kinds(module)[isinstance(group, AsyncGroup)]
        bound = kind(group._session, module)
        group.__dict__[self._name] = bound  # later look-ups do not come here
        return bound


def _kinds(module: EndpointModule[..., Any, Any]) -> tuple[type, type]:
    """The classes that an operation is bound as, in either world."""
    if hasattr(module, "_UPLOAD"):
        return UploadEndpoint, AsyncUploadEndpoint
    pages, events = hasattr(module, "_PAGES"), hasattr(module, "_STREAM")
    if hasattr(module, "_DOCUMENT"):
        return (PagedGraphQLEndpoint, AsyncPagedGraphQLEndpoint) if pages else (GraphQLEndpoint, AsyncGraphQLEndpoint)
    if pages and events:
        return PagedEventsEndpoint, AsyncPagedEventsEndpoint
    if pages:
        return PagedEndpoint, AsyncPagedEndpoint
    if events:
        return EventsEndpoint, AsyncEventsEndpoint
    return (StreamEndpoint, AsyncStreamEndpoint) if described(module).get("streamed") else (Endpoint, AsyncEndpoint)


class StreamDescriptor(EndpointDescriptor[P, S, E]):
    """An operation in a group whose success has a body; for type checkers, as those that follow."""

    @overload
    def __get__(self, group: None, owner: type) -> StreamDescriptor[P, S, E]: ...
    @overload
    def __get__(self, group: Group, owner: type) -> StreamEndpoint[P, S, E]: ...
    @overload
    def __get__(self, group: AsyncGroup, owner: type) -> AsyncStreamEndpoint[P, S, E]: ...
    def __get__(self, group: Group | AsyncGroup | None, owner: type) -> Any:
        return super().__get__(group, owner)


class EventsDescriptor(EndpointDescriptor[P, S, E], Generic[P, S, E, V]):
    """An operation in a group that answers with events."""

    @overload
    def __get__(self, group: None, owner: type) -> EventsDescriptor[P, S, E, V]: ...
    @overload
    def __get__(self, group: Group, owner: type) -> EventsEndpoint[P, S, E, V]: ...
    @overload
    def __get__(self, group: AsyncGroup, owner: type) -> AsyncEventsEndpoint[P, S, E, V]: ...
    def __get__(self, group: Group | AsyncGroup | None, owner: type) -> Any:
        return super().__get__(group, owner)


class PagedEventsDescriptor(EndpointDescriptor[P, S, E], Generic[P, S, E, T, V]):
    """An operation in a group that answers with pages or with events."""

    @overload
    def __get__(self, group: None, owner: type) -> PagedEventsDescriptor[P, S, E, T, V]: ...
    @overload
    def __get__(self, group: Group, owner: type) -> PagedEventsEndpoint[P, S, E, T, V]: ...
    @overload
    def __get__(self, group: AsyncGroup, owner: type) -> AsyncPagedEventsEndpoint[P, S, E, T, V]: ...
    def __get__(self, group: Group | AsyncGroup | None, owner: type) -> Any:
        return super().__get__(group, owner)


class PagedDescriptor(EndpointDescriptor[P, S, E], Generic[P, S, E, T]):
    """An operation in a group whose answers are the pages of a list; for type checkers."""

    @overload
    def __get__(self, group: None, owner: type) -> PagedDescriptor[P, S, E, T]: ...
    @overload
    def __get__(self, group: Group, owner: type) -> PagedEndpoint[P, S, E, T]: ...
    @overload
    def __get__(self, group: AsyncGroup, owner: type) -> AsyncPagedEndpoint[P, S, E, T]: ...
    def __get__(self, group: Group | AsyncGroup | None, owner: type) -> Any:
        return super().__get__(group, owner)


class UploadDescriptor(EndpointDescriptor[P, S, E], Generic[P, S, E, U]):
    """An operation in a group by which files are uploaded; for type checkers."""

    @overload
    def __get__(self, group: None, owner: type) -> UploadDescriptor[P, S, E, U]: ...
    @overload
    def __get__(self, group: Group, owner: type) -> UploadEndpoint[P, S, E, U]: ...
    @overload
    def __get__(self, group: AsyncGroup, owner: type) -> AsyncUploadEndpoint[P, S, E, U]: ...
    def __get__(self, group: Group | AsyncGroup | None, owner: type) -> Any:
        return super().__get__(group, owner)


def endpoint(module: EndpointModule[P, S, E]) -> EndpointDescriptor[P, S, E]:
    """An operation of a facade group, from its endpoint module."""
    return EndpointDescriptor[P, S, E](module)


def streamed(module: EndpointModule[P, S, E]) -> StreamDescriptor[P, S, E]:
    """An operation of a facade group whose success has a body."""
    return StreamDescriptor[P, S, E](module)


def events(module: StreamModule[P, S, E, V]) -> EventsDescriptor[P, S, E, V]:
    """An operation of a facade group that answers with events, or with lines of JSON."""
    return EventsDescriptor[P, S, E, V](module)


def paged_events(module: PagedStreamModule[P, S, E, T, V]) -> PagedEventsDescriptor[P, S, E, T, V]:
    """An operation of a facade group that answers with pages, or with events."""
    return PagedEventsDescriptor[P, S, E, T, V](module)


def paged(module: PagedModule[P, S, E, T]) -> PagedDescriptor[P, S, E, T]:
    """An operation of a facade group whose answers are the pages of a list."""
    return PagedDescriptor[P, S, E, T](module)


def uploaded(module: UploadModule[P, S, E, U]) -> UploadDescriptor[P, S, E, U]:
    """An operation of a facade group by which files are uploaded."""
    return UploadDescriptor[P, S, E, U](module)


def lazy(path: str) -> Any:
    """An operation of a facade group, from its module's name relative to the generated package (`.api.users.get`)."""
    return EndpointDescriptor[..., Any, Any](path)


class GroupDescriptor(Generic[G]):
    """A group of a client."""

    def __init__(self, group: Callable[[Session, str], G]) -> None:
        self.group = group

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, client: Facade | None, owner: type) -> G:
        if client is None:
            raise AttributeError(f"{owner.__name__}.{self._name} belongs to an instance")
        made = client.__dict__[self._name] = self.group(client._session, self._name)
        return made


def group(cls: Callable[[Session, str], G]) -> GroupDescriptor[G]:
    """A group of operations as attribute of a client."""
    return GroupDescriptor(cls)


class GeneratedDescriptor(Generic[C]):
    """The generated package's own client over this client's pipeline."""

    def __init__(self, client_class: Callable[..., C]) -> None:
        self._client_class = client_class

    def __get__(self, client: Facade | None, owner: type) -> C:
        if client is None:
            raise AttributeError(f"{owner.__name__}.generated belongs to an instance")
        # Its token stays empty: credentials are the pipeline's, by origin.
        core, arguments = client._session.core, {"transport": client._transport()}
        made = client.__dict__["generated"] = self._client_class(
            base_url=core.url, token="", headers=dict(core.headers), httpx_args=arguments
        )
        return made


def generated(client_class: Callable[..., C]) -> GeneratedDescriptor[C]:
    """The generated package's own client, for plain generated calls, as attribute of a facade."""
    return GeneratedDescriptor(client_class)


def operations(group: object) -> dict[str, EndpointDescriptor[..., Any, Any]]:
    """The operations of a group's class by name, none of them loaded for it."""
    found = inspect.getmembers_static(group, lambda one: isinstance(one, EndpointDescriptor))
    return dict(found)


def groups(facade: type) -> dict[str, GroupDescriptor[Any]]:
    """The groups of a facade's class by name."""
    found = inspect.getmembers_static(facade, lambda one: isinstance(one, GroupDescriptor))
    return dict(found)
