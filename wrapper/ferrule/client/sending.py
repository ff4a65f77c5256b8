"""A file on its way to an API: in one request, or in a session that is gone on with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, Generic, ParamSpec, TypeVar

import attrs

from ferrule.call import Call, Operation
from ferrule.call.body import SizedStream
from ferrule.client.modules import UploadModule
from ferrule.client.results import Raw
from ferrule.client.session import Session
from ferrule.runtime.base import Runtime
from ferrule.runtime.blocking import drive
from ferrule.transfer.progress import Reporter
from ferrule.transfer.sources import Source

S = TypeVar("S")
U = ParamSpec("U")

_SLOWEST = 65_536  # bytes a second: what is sent slower hangs
_PART = 1 << 18  # bytes that are read at once


@attrs.frozen(eq=False)
class UploadRequest(Generic[S]):
    """What takes the file.

    Attributes:
        session: makes the calls.
        module: the operation's.
        args, kwargs: the caller's arguments, of the request that starts it.
    """

    session: Session
    module: UploadModule[..., S, Any, ...]
    args: tuple[Any, ...] = attrs.field(repr=False)
    kwargs: Mapping[str, Any] = attrs.field(repr=False)

    @property
    def runtime(self) -> Runtime:
        """Time of the client."""
        return self.session.core.runtime

    @property
    def operation(self) -> Operation:
        """The operation."""
        return self.session.core.target(self.module).operation

    @property
    def protocol(self) -> str:
        """How it is sent."""
        return str(self.module._UPLOAD["protocol"])

    def call(self) -> Call:
        """The call that starts it."""
        core = self.session.core
        target = core.target(getattr(self.module, "_start", self.module))
        return self.session.call(attrs.evolve(target, get_kwargs=self.module._upload_kwargs), self.args, self.kwargs)


def in_time(call: Call, length: int | None) -> Call:
    """The call, with time for a body of so many bytes: a second more for each 64 KiB. No limit where nobody knows."""
    options = call.options
    deadline, attempt = (
        None if limit is None or length is None else limit + length / _SLOWEST
        for limit in (options.deadline, options.attempt_timeout)
    )
    return call.replace(options=attrs.evolve(options, deadline=deadline, attempt_timeout=attempt))


async def send_whole(
    request: UploadRequest[S], call: Call, source: Source, content_type: str, reporter: Reporter, *, awaits: bool
) -> Raw[S]:
    """Send a file as the body of one request. It is sent again as any other: where that is safe, and it can be read."""
    if call.headers.get("content-type", "application/octet-stream") == "application/octet-stream":
        call = call.with_headers({"content-type": content_type})  # the description leaves it open
    is_first = True

    async def begun() -> None:
        nonlocal is_first
        if not is_first:
            await source.seek(0)
        is_first = False
        reporter.tell(source.name, 0, source.size)

    def parts() -> Iterator[bytes]:
        drive(begun())
        done = 0
        while part := drive(source.read(_PART)):
            yield part
            done += len(part)
            reporter.tell(source.name, done, source.size)

    async def parts_later() -> AsyncIterator[bytes]:
        await begun()
        done = 0
        while part := await source.read(_PART):
            yield part
            done += len(part)
            reporter.tell(source.name, done, source.size)

    def content() -> Any:
        stream = parts_later() if awaits else parts()
        return stream if source.size is None else SizedStream(stream, source.size)

    body: Any = {name: value for name, value in call.body.items() if name != "content"}
    body["content"] = content if source.can_seek else content()
    return await request.session.send(request.module, in_time(call.replace(body=body), source.size))
