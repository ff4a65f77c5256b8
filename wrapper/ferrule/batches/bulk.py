"""`ferrule.bulk`: the same operation for many inputs."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterable, Callable, Iterable
from functools import partial
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, overload

from ferrule.auth.base import lasting
from ferrule.batches.blocks import Executor
from ferrule.batches.calls import Calls
from ferrule.batches.inputs import Reader
from ferrule.batches.items import Item
from ferrule.batches.journal import Journal
from ferrule.batches.keeping import Keeper
from ferrule.batches.lanes import Local, Remote, check_executor
from ferrule.batches.progress import How, Progress, progress
from ferrule.batches.run import Lanes, Run
from ferrule.batches.settings import Settings, Stop, check_inputs, check_kinds
from ferrule.batches.summary import Summary
from ferrule.client.endpoint import AsyncEndpoint, Endpoint
from ferrule.client.modules import EndpointModule, Target
from ferrule.client.session import Session
from ferrule.errors import ConfigError
from ferrule.runtime.blocking import drive

I = TypeVar("I")  # noqa: E741 - an input
S = TypeVar("S")
E = TypeVar("E")


class _Bulk(Generic[I, S, E]):
    """A run over many inputs, and its progress."""

    def __init__(self, run: Run[I, S, E], how: How) -> None:
        self._run = run
        self._show: Callable[[], Progress] = partial(progress, self._name, run.total, run.runtime.now(), how=how)
        self._progress: Progress | None = None
        self._is_shown = how != "none"

    @property
    def end(self) -> str | None:
        """Why it ended: `all inputs`, `closed`, `stopped: …`, `failed: …`; None before that."""
        return self._run.end or None

    def summary(self) -> Summary:
        """The run in figures, so far or at its end; as text a table."""
        run = self._run
        return run.counts.summary(self._name, run.end, run.left, run.runtime.now() - run.began)

    @property
    def _name(self) -> str:
        operation = self._run.calls.target.operation
        return f"{operation.api} {operation.name}"

    async def _next(self) -> Item[I, S, E] | None:
        run = self._run
        if self._progress is None and self._is_shown:
            self._progress = self._show()
        try:
            item = await run.next(self._update if self._is_shown else None)
        except BaseException:
            self._end_progress()
            raise
        if item is None:
            self._end_progress()
        else:
            self._update()
        return item

    async def _close(self) -> None:
        self._end_progress()
        await self._run.close()

    def _update(self) -> None:
        run = self._run
        if self._progress is not None:
            self._progress.update(run.counts.items, self._note, run.runtime.now())

    def _note(self) -> str:
        return self._run.counts.note(len(self._run.caller.holding))

    def _end_progress(self) -> None:
        run = self._run
        if self._progress is not None:
            self._progress.close(run.counts.items, self._note, run.runtime.now())

    def __del__(self) -> None:
        if run := getattr(self, "_run", None):  # it was refused before it was one
            run.abandon()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._name}: {self.end or 'under way'}>"


class Bulk(_Bulk[I, S, E]):
    """The items of a run over many inputs. Nothing is sent before the first step.

    `with` ends it in good order when you leave early: no other input is begun, and those that run come to their end.
    """

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Item[I, S, E]:
        item = drive(self._next())
        if item is None:
            raise StopIteration
        return item

    def close(self) -> None:
        """Begin no other input, and return when those that run have ended. Idempotent."""
        drive(self._close())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncBulk(_Bulk[I, S, E]):
    """As `Bulk`, for `async for` and `async with`."""

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Item[I, S, E]:
        item = await self._next()
        if item is None:
            raise StopAsyncIteration
        return item

    async def aclose(self) -> None:
        """Begin no other input, and return when those that run have ended. Idempotent."""
        await self._close()

    async def __aenter__(self) -> Self:
        await self._run.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()


@overload
def bulk(
    operation: Endpoint[..., S, E],
    inputs: Iterable[I],
    *,
    key: Callable[[I], str | int] | None = None,
    concurrency: int = 20,
    window: int | None = None,
    ordered: bool = False,
    journal: str | os.PathLike[str] | None = None,
    resend: bool = False,
    stop: Stop | None = ...,
    patience: float = 3600.0,
    progress: bool | How = False,
    executor: Executor | None = None,
) -> Bulk[I, S, E]: ...
@overload
def bulk(
    operation: AsyncEndpoint[..., S, E],
    inputs: Iterable[I] | AsyncIterable[I],
    *,
    key: Callable[[I], str | int] | None = None,
    concurrency: int = 20,
    window: int | None = None,
    ordered: bool = False,
    journal: str | os.PathLike[str] | None = None,
    resend: bool = False,
    stop: Stop | None = ...,
    patience: float = 3600.0,
    progress: bool | How = False,
    executor: Executor | None = None,
) -> AsyncBulk[I, S, E]: ...
def bulk(
    operation: Endpoint[..., S, E] | AsyncEndpoint[..., S, E],
    inputs: Iterable[I] | AsyncIterable[I],
    *,
    key: Callable[[I], str | int] | None = None,
    concurrency: int = 20,
    window: int | None = None,
    ordered: bool = False,
    journal: str | os.PathLike[str] | None = None,
    resend: bool = False,
    stop: Stop | None = Stop(),  # noqa: B008 - it is immutable
    patience: float = 3600.0,
    progress: bool | How = False,
    executor: Executor | None = None,
) -> Bulk[I, S, E] | AsyncBulk[I, S, E]:
    """Call an operation for many inputs; iterate what it returns for an item of each.

    Args:
        operation: of a client, such as `github.users.get_by_username`. The client's settings hold for each call.
        inputs: any number of them. One value each for an operation with one required parameter, otherwise a mapping by
            parameter name. Those of a list or tuple are all checked before anything is sent, others when they are read.
        key: names an input. Default is the input itself where it is text or a number or a mapping of such, otherwise a
            digest of its request.
        concurrency: calls at once, on a cluster for all workers together (default 20).
        window: inputs that may be read beyond those that run; default as many again.
        ordered: give items in the order of the inputs. Default is as they come.
        journal: path of a file that keeps what became of each input. The same call with the same file goes on where
            it was, and gives all items. Keys of inputs must then differ. Default none.
        resend: send again requests of an earlier run whose fate is unknown, although they may then act twice.
        stop: when the run ends by itself; None for never.
        patience: seconds that an input waits while a circuit is open, a quota used up, a queue full or no connection to
            be had; and the run with it, if it is refused and nothing gets on meanwhile (default 3600).
        progress: show it on standard error: a bar on a terminal where `rich` is installed, else a line every ten
            seconds; `bar`, `plain` and `none` for one of them (default False).
        executor: runs the inputs on a cluster, such as `ferrule.integrations.dask.Dask`. Default this process.

    Raises:
        ConfigError: settings or inputs that cannot work, or a journal that is another's, in use or damaged.
    """
    if not isinstance(operation, Endpoint | AsyncEndpoint):
        raise ConfigError(
            f"bulk: give an operation of a client, such as github.users.get_by_username, not {operation!r}"
        )
    is_async = isinstance(operation, AsyncEndpoint)
    check_inputs(inputs)
    if isinstance(inputs, AsyncIterable) and not is_async:
        raise ConfigError("bulk: an async iterable needs an operation of an async client")
    check_kinds(key=key, journal=journal, progress=progress, executor=executor)
    settings = Settings(
        concurrency=concurrency, window=window, ordered=ordered, stop=stop, patience=patience, resend=resend
    )
    run = _run(operation._session, operation.module, inputs, key, journal, settings, executor)
    if not is_async:  # there its first step does so, beside the event loop
        try:
            drive(run.open())
        except BaseException:
            run.abandon()
            raise
    how: How = ("auto" if progress else "none") if isinstance(progress, bool) else progress
    return (AsyncBulk if is_async else Bulk)(run, how)


def _run(
    session: Session,
    module: EndpointModule[..., Any, Any],
    inputs: Iterable[I] | AsyncIterable[I],
    key: Callable[[I], str | int] | None,
    path: str | os.PathLike[str] | None,
    settings: Settings,
    executor: Executor | None,
) -> Run[I, Any, Any]:
    target: Target[..., Any, Any] = session.core.target(module)
    journal = None if path is None else Journal(path, _client(session), str(target.operation))
    try:
        reader = Reader[I](target, key, fingerprints=journal is not None)
        name = journal.id if journal is not None else str(uuid.uuid4())
        calls = Calls[I, Any, Any](session, module, name, by_position=journal is None)
        lanes: Lanes = Local(settings.concurrency)
        if executor is not None:
            check_executor(executor, calls)
            lanes = Remote(executor, settings, once=not calls.may_repeat_all)
        keeper = Keeper[I](calls, journal, resend=settings.resend)
        return Run(inputs, reader, calls, keeper, lanes, settings)
    except BaseException:
        if journal is not None:
            journal.close()
        raise


def _client(session: Session) -> str:
    """API, server and identity of a client, as far as they are the same in each process."""
    core = session.core
    identity = lasting(core.identity)
    return f"{core.description.name} at {core.url}" + (f" as {identity}" if identity else "")
