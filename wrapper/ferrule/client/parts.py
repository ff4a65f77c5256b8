"""What a body is read as, part by part: bytes, text, lines or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from ferrule.call.response import from_json
from ferrule.client.receiving import Receiving, in_time
from ferrule.client.results import Raw
from ferrule.errors import ConfigError
from ferrule.runtime.blocking import drive
from ferrule.streams.declared import parser_for
from ferrule.streams.items import Item, Unreadable
from ferrule.streams.json_lines import JSONLines, JSONSequence

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Reader(Protocol[T_co]):
    """Makes of a body's bytes what the caller reads."""

    def feed(self, part: bytes) -> Iterator[T_co]: ...
    def end(self) -> Iterator[T_co]: ...


class Bytes:
    """Bytes as they come."""

    @staticmethod
    def feed(part: bytes) -> Iterator[bytes]:
        yield part

    @staticmethod
    def end() -> Iterator[bytes]:
        return iter(())


class JSONValues:
    """Values of JSON Lines, or of a JSON text sequence."""

    def __init__(self, content_type: str, most: int) -> None:
        parser = parser_for(content_type, most)
        self._parser = parser if isinstance(parser, JSONSequence) else JSONLines(most)

    def feed(self, part: bytes) -> Iterator[Any]:
        return map(_json_of, self._parser.feed(part))

    def end(self) -> Iterator[Any]:
        return map(_json_of, self._parser.end())


def _json_of(line: Item) -> Any:
    try:
        return from_json(line.content)
    except ValueError as fault:
        raise Unreadable(f"line {line.number} is not JSON: {fault}", line.content) from None


class _Parts(Generic[T]):
    """What a body is read as, part by part."""

    def __init__(self, receiving: Receiving[Any], reader: Callable[[Raw[Any]], Reader[T]]) -> None:
        self._receiving, self._make = receiving, reader
        self._reader: Reader[T] | None = None
        self._in_hand: Iterator[T] = iter(())
        self._is_at_end = False

    def _begin(self) -> Self:
        if self._receiving.end:
            raise ConfigError(f"this stream is over ({self._receiving.end}); call the operation's verb again")
        return self

    async def _next(self) -> tuple[T] | None:
        return None if self._receiving.is_over else await in_time(self._receiving, self._read)

    async def _read(self) -> tuple[T] | None:
        receiving = self._receiving
        raw = receiving.raw or await receiving.open(receiving.request.call())
        reader = self._reader = self._reader or self._make(raw)
        while (found := receiving.take(self._in_hand)) is None:
            if self._is_at_end:
                receiving.end = "end of the body"
                return None
            await self._more(reader)
        return found

    async def _more(self, reader: Reader[T]) -> None:
        if part := await self._receiving.receive():
            self._in_hand = reader.feed(part)
        else:
            self._in_hand, self._is_at_end = reader.end(), True


class Parts(_Parts[T]):
    """The parts of a body, for `for`. It closes the stream at its end or error; `with` is for leaving early."""

    def __iter__(self) -> Self:
        return self._begin()

    def __next__(self) -> T:
        found = drive(self._next())
        if found is None:
            raise StopIteration
        return found[0]

    def close(self) -> None:
        """Give the stream up. Idempotent."""
        drive(self._receiving.close())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncParts(_Parts[T]):
    """As `Parts`, for `async for`."""

    def __aiter__(self) -> Self:
        return self._begin()

    async def __anext__(self) -> T:
        found = await self._next()
        if found is None:
            raise StopAsyncIteration
        return found[0]

    async def aclose(self) -> None:
        """Give the stream up. Idempotent."""
        await self._receiving.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
