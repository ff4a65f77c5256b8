"""What an input asks for: the arguments of its call, its key, and a fingerprint of its request."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Generic, TypeVar, cast

import attrs
import msgspec

from ferrule.client.modules import Target
from ferrule.errors import ConfigError
from ferrule.settings.checks import is_mapping

I = TypeVar("I")  # noqa: E741 - an input

_SHOWN = 80  # characters of a key in a message
_LONGEST_KEY = 1000
_PLAIN = (str, int, float, bool, type(None))


@attrs.frozen(eq=False)
class Job(Generic[I]):
    """An input to be run.

    Attributes:
        position: 0 for the first input.
        input: as it was given.
        key: what it is called.
        arguments: of its call, by name.
        fingerprint: of its request; empty where there is no journal.
        first_sent: seconds since the epoch when its request may first have been sent, by this run or an earlier one;
            None where it has not been.
    """

    position: int
    input: I
    key: str
    arguments: Mapping[str, Any] = attrs.field(repr=False)
    fingerprint: str = ""
    first_sent: float | None = None


class Reader(Generic[I]):
    """Makes jobs of inputs, and checks that each can be sent.

    Args:
        target: the operation.
        key: names an input; None for what the input itself says.
        fingerprints: they are wanted.
    """

    def __init__(
        self, target: Target[..., Any, Any], key: Callable[[I], str | int] | None, *, fingerprints: bool
    ) -> None:
        self._target = target
        self._key = key
        self._fingerprints = fingerprints
        parameters = inspect.signature(target.get_kwargs).parameters
        self._names = frozenset(parameters)
        self._required = [name for name, one in parameters.items() if one.default is one.empty]

    def job(self, position: int, given: I) -> Job[I]:
        """The job of an input.

        Raises:
            ConfigError: it cannot be sent; the message names it.
        """
        arguments = self._arguments(position, given)
        try:
            request = self._target.get_kwargs(**arguments)
        except (TypeError, ValueError) as fault:
            raise self._refusal(position, given, str(fault)) from None
        return self._named(position, given, arguments, request)

    def _arguments(self, position: int, given: I) -> Mapping[str, Any]:
        if not is_mapping(given):
            if len(self._required) != 1:
                wanted = ", ".join(self._required or sorted(self._names))
                raise self._refusal(position, given, f"give a mapping by parameter name ({wanted})")
            return {self._required[0]: given}
        unknown = [repr(name) for name in given if name not in self._names]
        missing = [repr(name) for name in self._required if name not in given]
        if unknown:
            raise self._refusal(
                position, given, f"no parameter {', '.join(unknown)}; there are {', '.join(sorted(self._names))}"
            )
        if missing:
            raise self._refusal(position, given, f"{', '.join(missing)} is missing")
        return cast("Mapping[str, Any]", given)

    def _named(self, position: int, given: I, arguments: Mapping[str, Any], request: Mapping[str, Any]) -> Job[I]:
        if self._key is not None:
            try:
                name: object = self._key(given)
            except Exception as fault:
                told = f"key= raised {type(fault).__name__}: {shortened(str(fault))}"
                raise self._refusal(position, given, told) from fault
            if isinstance(name, bool) or not isinstance(name, str | int):
                raise self._refusal(
                    position, given, f"key= must give text or a whole number, got {type(name).__name__}"
                )
        else:
            name = _own_name(given)
        fingerprint = ""
        if self._fingerprints or name is None:
            try:
                fingerprint = fingerprint_of(request)
            except (TypeError, ValueError) as fault:
                if self._fingerprints:
                    told = f"a journal cannot tell its request from others: {fault}"
                    raise self._refusal(position, given, told) from None
        try:
            key = (fingerprint or str(position)) if name is None else str(name)
        except ValueError:  # of a number with more digits than Python writes
            key = "\ud800"
        if len(key) > _LONGEST_KEY or any("\ud800" <= letter <= "\udfff" for letter in key):
            raise self._refusal(
                position, given, f"its key has more than {_LONGEST_KEY} characters, or some that are none; give key="
            )
        return Job(position, given, key, arguments, fingerprint)

    def _refusal(self, position: int, given: object, reason: str) -> ConfigError:
        name = f" ({shortened(given)})" if isinstance(given, str | int | float) else ""
        return ConfigError(f"input {position + 1}{name} of {self._target.operation}: {reason}")


def shortened(key: str | float) -> str:
    """A key, or an input, as messages show it."""
    return repr(f"{key[:_SHOWN]}…" if isinstance(key, str) and len(key) > _SHOWN else key)


def _own_name(given: object) -> str | None:
    """An input in words, where it can be told in words; None for models and the like."""
    if isinstance(given, str):
        return given
    if isinstance(given, int | float):
        with suppress(ValueError):  # more digits than Python writes
            return str(given)
    if is_mapping(given) and all(isinstance(value, _PLAIN) for value in given.values()):
        with suppress(ValueError, OverflowError, TypeError):  # half a character, or a number too large for JSON here
            return msgspec.json.encode(given, order="sorted").decode()
    return None


def fingerprint_of(request: Mapping[str, Any]) -> str:
    """A digest of a request, the same for the same request in each process.

    Args:
        request: as endpoint modules make it.

    Raises:
        TypeError: its body is a stream, or another thing of which nobody knows what it will send.
    """
    told = dict(request)
    headers: Mapping[str, str] = request.get("headers") or {}
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    if boundary := kind.partition("boundary=")[2]:  # of the parts of a body: another one each time
        told["headers"] = {name: value.replace(boundary, "") for name, value in headers.items()}
        content = request.get("content")
        if isinstance(content, bytes):
            told["content"] = content.replace(boundary.encode(), b"")
    encoded = msgspec.json.encode(told, order="sorted", enc_hook=_told)
    return hashlib.blake2b(encoded, digest_size=16).hexdigest()


def _told(value: Any) -> Any:
    pairs = getattr(value, "multi_items", None)  # of httpx.QueryParams
    if callable(pairs):
        return pairs()
    raise TypeError(f"{type(value).__name__} in its body; give bytes or text")
