"""The call shape: an endpoint module becomes a typed, callable attribute of a client.

A generated endpoint module satisfies `EndpointModule`, whose `_get_kwargs: Callable[P, …]` carries the operation's own
parameters; so names and types are checked in the editor, and nothing is cast.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, TypeVar, overload

from ferrule.call import Response
from ferrule.client.results import Err, Ok, Raw
from ferrule.runtime.blocking import drive

if TYPE_CHECKING:
    from ferrule.client.api import Api, AsyncApi

P = ParamSpec("P")
S = TypeVar("S")
E = TypeVar("E")
S_co = TypeVar("S_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)
G = TypeVar("G")
C = TypeVar("C")


class EndpointModule(Protocol[P, S_co, E_co]):
    """What codegen writes for one operation: its facts, its request, and how its responses are read."""

    @property
    def _OPERATION(self) -> dict[str, Any]: ...  # noqa: N802
    @property
    def _get_kwargs(self) -> Callable[P, dict[str, Any]]: ...
    @property
    def _parse_success(self) -> Callable[[Response, list[Any] | None], S_co]: ...
    @property
    def _parse_error(self) -> Callable[[Response, list[Any] | None], E_co]: ...


class _Bound(Generic[P, S, E]):
    """An operation bound to a client; `__doc__` and `__signature__` are the generated function's."""

    def __init__(self, client: Any, module: EndpointModule[P, S, E]) -> None:
        self._client = client
        self._module = module
        self.__doc__ = getattr(getattr(module, "sync_detailed", None), "__doc__", None) or self.__doc__

    @property
    def __signature__(self) -> inspect.Signature:
        answer = inspect.signature(self._module._parse_success).return_annotation
        return inspect.signature(self._module._get_kwargs).replace(return_annotation=answer)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._client.operation(self._module)}>"


class Endpoint(_Bound[P, S, E]):
    """An operation of a blocking client."""

    _client: Api

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> S:
        """Call it and return the success model.

        Raises:
            ApiError: the API answered with an error; the class follows the status (`NotFound`, `TooManyRequests` …).
            WireError: no usable response came.
            Refused: Ferrule ended the call by itself (`DeadlineExceeded`, `CircuitOpen`, `QueueFull` …).
        """
        return drive(self._client._exchange(self._module, *args, **kwargs)).parse()

    def result(self, *args: P.args, **kwargs: P.kwargs) -> Ok[S] | Err[E]:
        """Call it; an error status comes back as `Err` instead of being raised. Wire errors and refusals still raise."""
        return drive(self._client._result(self._module, *args, **kwargs))

    def raw(self, *args: P.args, **kwargs: P.kwargs) -> Raw[S]:
        """Call it and return the exchange: status, headers, body, attempts; `.parse()` gives the model or raises."""
        return drive(self._client._exchange(self._module, *args, **kwargs))


class AsyncEndpoint(_Bound[P, S, E]):
    """An operation of an async client."""

    _client: AsyncApi

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> S:
        """Call it and return the success model.

        Raises:
            ApiError: the API answered with an error; the class follows the status (`NotFound`, `TooManyRequests` …).
            WireError: no usable response came.
            Refused: Ferrule ended the call by itself (`DeadlineExceeded`, `CircuitOpen`, `QueueFull` …).
        """
        return (await self._client._exchange(self._module, *args, **kwargs)).parse()

    async def result(self, *args: P.args, **kwargs: P.kwargs) -> Ok[S] | Err[E]:
        """Call it; an error status comes back as `Err` instead of being raised. Wire errors and refusals still raise."""
        return await self._client._result(self._module, *args, **kwargs)

    async def raw(self, *args: P.args, **kwargs: P.kwargs) -> Raw[S]:
        """Call it and return the exchange: status, headers, body, attempts; `.parse()` gives the model or raises."""
        return await self._client._exchange(self._module, *args, **kwargs)


class Group:
    """Operations of a blocking client that belong together."""

    def __init__(self, client: Api) -> None:
        self._client = client


class AsyncGroup:
    """Operations of an async client that belong together."""

    def __init__(self, client: AsyncApi) -> None:
        self._client = client


class EndpointDescriptor(Generic[P, S, E]):
    """An operation in a group. Its module is imported when it is first touched, so unused ones cost nothing."""

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
        kind: Any = Endpoint if isinstance(group, Group) else AsyncEndpoint
        bound = kind(group._client, module)
        group.__dict__[self._name] = bound  # later look-ups do not come here
        return bound


def endpoint(module: EndpointModule[P, S, E]) -> EndpointDescriptor[P, S, E]:
    """An operation of a facade group, from its endpoint module."""
    return EndpointDescriptor(module)


def lazy(path: str) -> Any:
    """An operation of a facade group, from its module's name relative to the generated package (`.api.users.get`)."""
    return EndpointDescriptor(path)


class GroupDescriptor(Generic[G]):
    """A group of a client, made when it is first touched."""

    def __init__(self, group: Callable[[Any], G]) -> None:
        self.group = group

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, client: Any, owner: type) -> G:
        if client is None:
            raise AttributeError(f"{owner.__name__}.{self._name} belongs to an instance")
        made = self.group(client)
        client.__dict__[self._name] = made
        return made


def group(cls: Callable[[Any], G]) -> GroupDescriptor[G]:
    """A group of operations as attribute of a client."""
    return GroupDescriptor(cls)


class GeneratedDescriptor(Generic[C]):
    """The generated package's own client over this client's pipeline, made when it is first touched."""

    def __init__(self, client_class: Callable[..., C]) -> None:
        self._client_class = client_class

    def __get__(self, client: Any, owner: type) -> C:
        if client is None:
            raise AttributeError(f"{owner.__name__}.generated belongs to an instance")
        # Its token stays empty: credentials are the pipeline's, by origin.
        made = self._client_class(base_url=client._core.url, token="", httpx_args={"transport": client._transport()})
        client.__dict__["generated"] = made
        return made


def generated(client_class: Callable[..., C]) -> GeneratedDescriptor[C]:
    """The generated package's own client, for plain generated calls, as attribute of a facade."""
    return GeneratedDescriptor(client_class)
