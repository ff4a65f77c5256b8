"""The call shape: an endpoint module becomes a typed, callable attribute of a client."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Generic, NoReturn, ParamSpec, Self, TypeVar

from ferrule.client.download import AsyncDownload, Download
from ferrule.client.events import AsyncEvents, Events
from ferrule.client.modules import (
    EndpointModule,
    PagedModule,
    StreamModule,
    UploadModule,
    described,
    signature_of,
    whereabouts,
)
from ferrule.client.page_source import Source
from ferrule.client.pages import AsyncItems, AsyncPages, Items, Pages
from ferrule.client.receiving import StreamRequest
from ferrule.client.results import Err, Ok, Raw
from ferrule.client.session import Session
from ferrule.client.stream import AsyncStream, Stream
from ferrule.client.upload import AsyncUpload, Upload
from ferrule.client.upload_request import UploadRequest
from ferrule.runtime.blocking import drive

P = ParamSpec("P")
U = ParamSpec("U")
S = TypeVar("S")
E = TypeVar("E")
T = TypeVar("T")
V = TypeVar("V")

_UNDECLARED = {
    "file": "has nothing to save: its success is described without a body",
    "items": "is not declared as a list in pages; declare it with x-ferrule-pagination in the overlay",
    "events": "is not described as a stream of events; declare it with x-ferrule-stream in the overlay",
    "stream": "has nothing to stream: its success is described without a body",
    "upload": "is not declared to take files; declare it with x-ferrule-upload in the overlay",
    "pages": "is not declared as a list in pages; declare it with x-ferrule-pagination in the overlay",
}


class _Bound(Generic[P, S, E]):
    """An operation bound to a view of a client. To `help` it looks like the function that it stands for.

    Attributes:
        module: the endpoint module.
    """

    def __init__(self, session: Session, module: EndpointModule[P, S, E]) -> None:
        self._session = session
        self.module = module
        self.__module__, self.__doc__ = whereabouts(module)

    @property
    def __name__(self) -> str:
        return str(described(self.module)["name"]).rpartition(".")[2]

    @property
    def __signature__(self) -> inspect.Signature:
        return signature_of(self.module)

    def __get__(self, instance: object, owner: type | None = None) -> Self:
        return self  # `inspect.isroutine` asks for it, and `help` shows the signature of routines alone

    if not TYPE_CHECKING:  # or editors would accept every name

        def __getattr__(self, name: str) -> NoReturn:
            why = _UNDECLARED.get(name)
            raise AttributeError(f"{described(self.module)['name']} {why}" if why else f"an operation has no {name!r}")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._session.core.target(self.module).operation}>"


class Endpoint(_Bound[P, S, E]):
    """An operation of a blocking client."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> S:
        """Call it and return the success model.

        Raises:
            ApiError: the API answered with an error; the class follows the status (`NotFound`, `TooManyRequests` …).
            WireError: no usable response came.
            Refused: Ferrule ended the call by itself (`DeadlineExceeded`, `CircuitOpen`, `QueueFull` …).
        """
        return drive(self._session.exchange(self.module, *args, **kwargs)).parse()

    def result(self, *args: P.args, **kwargs: P.kwargs) -> Ok[S] | Err[E]:
        """Call it; an error status comes back as `Err` instead of being raised. Wire errors and refusals raise."""
        return drive(self._session.result(self.module, *args, **kwargs))

    def raw(self, *args: P.args, **kwargs: P.kwargs) -> Raw[S]:
        """Call it and return the exchange: status, headers, body, attempts; `.parse()` gives the model or raises."""
        return drive(self._session.exchange(self.module, *args, **kwargs))


class AsyncEndpoint(_Bound[P, S, E]):
    """An operation of an async client."""

    @property
    def __signature__(self) -> inspect.Signature:
        return signature_of(self.module, awaited=True)

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> S:
        """Call it and return the success model.

        Raises:
            ApiError: the API answered with an error; the class follows the status (`NotFound`, `TooManyRequests` …).
            WireError: no usable response came.
            Refused: Ferrule ended the call by itself (`DeadlineExceeded`, `CircuitOpen`, `QueueFull` …).
        """
        return (await self._session.exchange(self.module, *args, **kwargs)).parse()

    async def result(self, *args: P.args, **kwargs: P.kwargs) -> Ok[S] | Err[E]:
        """Call it; an error status comes back as `Err` instead of being raised. Wire errors and refusals raise."""
        return await self._session.result(self.module, *args, **kwargs)

    async def raw(self, *args: P.args, **kwargs: P.kwargs) -> Raw[S]:
        """Call it and return the exchange: status, headers, body, attempts; `.parse()` gives the model or raises."""
        return await self._session.exchange(self.module, *args, **kwargs)


class StreamEndpoint(Endpoint[P, S, E]):
    """An operation of a blocking client whose success has a body."""

    def stream(self, *args: P.args, **kwargs: P.kwargs) -> Stream:
        """The body as it comes. Nothing is sent before it is entered or read."""
        return Stream(StreamRequest(self._session, self.module, args, kwargs))

    def file(self, *args: P.args, **kwargs: P.kwargs) -> Download:
        """The body as a file, to be saved. Nothing is sent before that."""
        return Download(StreamRequest(self._session, self.module, args, kwargs))


class AsyncStreamEndpoint(AsyncEndpoint[P, S, E]):
    """An operation of an async client whose success has a body."""

    def stream(self, *args: P.args, **kwargs: P.kwargs) -> AsyncStream:
        """The body as it comes. Nothing is sent before it is entered or read."""
        return AsyncStream(StreamRequest(self._session, self.module, args, kwargs))

    def file(self, *args: P.args, **kwargs: P.kwargs) -> AsyncDownload:
        """The body as a file, to be saved. Nothing is sent before that."""
        return AsyncDownload(StreamRequest(self._session, self.module, args, kwargs))


class EventsEndpoint(StreamEndpoint[P, S, E], Generic[P, S, E, V]):
    """An operation of a blocking client that answers with events, or with lines of JSON."""

    module: StreamModule[P, S, E, V]

    def events(self, *args: P.args, **kwargs: P.kwargs) -> Events[V]:
        """The events of the stream, each as its model. Nothing is sent before the first step."""
        accept = self.module._STREAM["media_type"]
        return Events(StreamRequest(self._session, self.module, args, kwargs, accept), self.module)


class AsyncEventsEndpoint(AsyncStreamEndpoint[P, S, E], Generic[P, S, E, V]):
    """An operation of an async client that answers with events, or with lines of JSON."""

    module: StreamModule[P, S, E, V]

    def events(self, *args: P.args, **kwargs: P.kwargs) -> AsyncEvents[V]:
        """The events of the stream, each as its model. Nothing is sent before the first step."""
        accept = self.module._STREAM["media_type"]
        return AsyncEvents(StreamRequest(self._session, self.module, args, kwargs, accept), self.module)


class UploadEndpoint(StreamEndpoint[P, S, E], Generic[P, S, E, U]):
    """An operation of a blocking client by which files are uploaded."""

    module: UploadModule[P, S, E, U]

    def upload(self, *args: U.args, **kwargs: U.kwargs) -> Upload[S]:
        """An upload, with the parameters of the request that starts it. Nothing is sent before `send`."""
        return Upload(UploadRequest(self._session, self.module, args, kwargs))


class AsyncUploadEndpoint(AsyncStreamEndpoint[P, S, E], Generic[P, S, E, U]):
    """An operation of an async client by which files are uploaded."""

    module: UploadModule[P, S, E, U]

    def upload(self, *args: U.args, **kwargs: U.kwargs) -> AsyncUpload[S]:
        """An upload, with the parameters of the request that starts it. Nothing is sent before `send`."""
        return AsyncUpload(UploadRequest(self._session, self.module, args, kwargs))


class PagedEndpoint(StreamEndpoint[P, S, E], Generic[P, S, E, T]):
    """An operation of a blocking client whose answers are the pages of a list."""

    module: PagedModule[P, S, E, T]

    def items(self, *args: P.args, **kwargs: P.kwargs) -> Items[T]:
        """The items of the list from its first page to its last. Nothing is sent before the first step."""
        return Items(Source(self._session, self.module, args, kwargs))

    def pages(self, *args: P.args, **kwargs: P.kwargs) -> Pages[S, T]:
        """The pages of the list, each with its items. Nothing is sent before the first step."""
        return Pages(Source(self._session, self.module, args, kwargs))


class AsyncPagedEndpoint(AsyncStreamEndpoint[P, S, E], Generic[P, S, E, T]):
    """An operation of an async client whose answers are the pages of a list."""

    module: PagedModule[P, S, E, T]

    def items(self, *args: P.args, **kwargs: P.kwargs) -> AsyncItems[T]:
        """The items of the list from its first page to its last. Nothing is sent before the first step."""
        return AsyncItems(Source(self._session, self.module, args, kwargs))

    def pages(self, *args: P.args, **kwargs: P.kwargs) -> AsyncPages[S, T]:
        """The pages of the list, each with its items. Nothing is sent before the first step."""
        return AsyncPages(Source(self._session, self.module, args, kwargs))


class PagedEventsEndpoint(PagedEndpoint[P, S, E, T], EventsEndpoint[P, S, E, V], Generic[P, S, E, T, V]):
    """An operation of a blocking client that answers with pages or with events, as it is asked."""

    module: Any  # a `PagedStreamModule`; checkers let no attribute be two things


class AsyncPagedEventsEndpoint(AsyncPagedEndpoint[P, S, E, T], AsyncEventsEndpoint[P, S, E, V], Generic[P, S, E, T, V]):
    """An operation of an async client that answers with pages or with events, as it is asked."""

    module: Any  # a `PagedStreamModule`; checkers let no attribute be two things


def module_of(
    operation: Endpoint[P, S, E] | AsyncEndpoint[P, S, E] | EndpointModule[P, S, E],
) -> EndpointModule[P, S, E]:
    """The endpoint module of a bound operation; a module as it is."""
    return operation.module if isinstance(operation, _Bound) else operation
