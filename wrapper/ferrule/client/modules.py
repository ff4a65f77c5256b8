"""Endpoint modules: what codegen writes for one operation, and what a client makes of it once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, ParamSpec, Protocol, TypeGuard, TypeVar

import attrs

from ferrule.call import Operation, Response
from ferrule.call.call import lower_names
from ferrule.errors import ConfigError

P = ParamSpec("P")
U = ParamSpec("U")
S = TypeVar("S")
E = TypeVar("E")
S_co = TypeVar("S_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)
T_co = TypeVar("T_co", covariant=True)
V_co = TypeVar("V_co", covariant=True)


class EndpointModule(Protocol[P, S_co, E_co]):
    """What codegen writes for one operation: its facts, its request, and how its responses are read.

    `_get_kwargs: Callable[P, …]` carries the operation's own parameters. So names and types of arguments are checked in
    the editor, and nothing is cast.
    """

    @property
    def _OPERATION(self) -> dict[str, Any]: ...  # noqa: N802
    @property
    def _get_kwargs(self) -> Callable[P, dict[str, Any]]: ...
    @property
    def _parse_success(self) -> Callable[[Response, list[Any] | None], S_co]: ...
    @property
    def _parse_error(self) -> Callable[[Response, list[Any] | None], E_co]: ...


class PagedModule(EndpointModule[P, S_co, E_co], Protocol[P, S_co, E_co, T_co]):
    """What codegen writes for an operation whose answers are the pages of a list."""

    @property
    def _PAGES(self) -> dict[str, Any]: ...  # noqa: N802
    @property
    def _items(self) -> Callable[[Any], Sequence[T_co]]: ...


class StreamModule(EndpointModule[P, S_co, E_co], Protocol[P, S_co, E_co, V_co]):
    """What codegen writes for an operation that answers with a stream of events, or of JSON lines."""

    @property
    def _STREAM(self) -> dict[str, Any]: ...  # noqa: N802
    @property
    def _parse_event(self) -> Callable[[str, str | bytes, list[Any] | None], V_co]: ...


class UploadModule(EndpointModule[P, S_co, E_co], Protocol[P, S_co, E_co, U]):
    """What codegen writes for an operation by which files are uploaded.

    `_upload_kwargs` makes the request that starts an upload: its own, or that of the operation in the module `_start`.
    """

    @property
    def _UPLOAD(self) -> dict[str, Any]: ...  # noqa: N802
    @property
    def _upload_kwargs(self) -> Callable[U, dict[str, Any]]: ...


class PagedStreamModule(
    PagedModule[P, S_co, E_co, T_co], StreamModule[P, S_co, E_co, V_co], Protocol[P, S_co, E_co, T_co, V_co]
):
    """What codegen writes for an operation that answers with pages or with a stream."""


def is_module(value: object) -> TypeGuard[EndpointModule[..., Any, Any]]:
    """True for what codegen writes for one operation."""
    return hasattr(value, "_OPERATION")


def described(module: EndpointModule[..., Any, Any]) -> dict[str, Any]:
    """What codegen says about the operation of a module.

    Raises:
        ConfigError: it is no endpoint module.
    """
    if not is_module(module):
        raise ConfigError(f"not an endpoint module of a generated package: {module!r}")
    return module._OPERATION


@attrs.frozen(eq=False)
class Target(Generic[P, S, E]):
    """An endpoint module, resolved once for a client.

    Attributes:
        operation: what is called.
        url: the server's, to which the operation's path is added.
        origin: scheme, host and port of it.
        headers: request headers of the client and the operation, names in lower case.
        get_kwargs: makes the request, as keyword arguments of `httpx.Client.request`.
        parse_success, parse_error: read the response.
        exchange: makes the exchange of a response, a `Raw`.
        items: the items of a page; None for an operation without pages.
    """

    operation: Operation
    url: str
    origin: str
    headers: Mapping[str, str] = attrs.field(repr=False)
    get_kwargs: Callable[P, dict[str, Any]]
    parse_success: Callable[[Response, list[Any] | None], S]
    parse_error: Callable[[Response, list[Any] | None], E]
    exchange: Callable[..., Any]
    items: Callable[[Any], Any] | None = None

    @classmethod
    def of(
        cls,
        module: EndpointModule[P, S, E],
        operation: Operation,
        url: str,
        origin: str,
        headers: Mapping[str, str],
        exchange: Callable[..., Any],
    ) -> Target[P, S, E]:
        """The target that a module describes."""
        headers = lower_names({"accept": operation.accept or "*/*", **headers})  # once for all calls
        items = getattr(module, "_items", None)
        return cls(
            operation,
            url,
            origin,
            headers,
            module._get_kwargs,
            module._parse_success,
            module._parse_error,
            exchange,
            items,
        )


def whereabouts(module: EndpointModule[..., Any, Any]) -> tuple[str, str | None]:
    """Import name of a module, and what codegen says to readers about its operation."""
    detailed = getattr(module, "sync_detailed", None)
    return getattr(module, "__name__", __name__), getattr(detailed, "__doc__", None)


def signature_of(module: EndpointModule[..., Any, Any], *, awaited: bool = False) -> inspect.Signature:
    """Parameters of an operation, and the success model that it gives, or gives when it is awaited."""
    request = inspect.signature(module._get_kwargs)
    answer = inspect.signature(module._parse_success).return_annotation
    if awaited and answer is not inspect.Signature.empty:
        answer = f"Awaitable[{answer}]"
    parameters = [one.replace(annotation=_shown(one.annotation)) for one in request.parameters.values()]
    return request.replace(parameters=parameters, return_annotation=_shown(answer))


class _Annotation(str):
    """An annotation as it was written, which signatures show without quotes."""

    __slots__ = ()
    __repr__ = str.__str__


def _shown(annotation: Any) -> Any:
    return _Annotation(annotation) if isinstance(annotation, str) else annotation
