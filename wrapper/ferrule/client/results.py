"""What a call gives back: a model, `Ok | Err`, or the raw exchange."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

import attrs
import httpx

from ferrule.call import Attempt, Operation, Response, Trace
from ferrule.call.response import TOO_DEEP, from_json
from ferrule.call.secrets import quotable
from ferrule.call.validation import Mismatch
from ferrule.client.checking import ValidatorRefused, in_line
from ferrule.client.messages import message, shortened
from ferrule.errors import ApiError, CallError, InvalidResponse, error_for_status, reason_phrase
from ferrule.policies.waits import requested_seconds

S = TypeVar("S")
F = TypeVar("F", bound=CallError)
S_co = TypeVar("S_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)

_log = logging.getLogger("ferrule")
_MISMATCHES_SHOWN = 3


@attrs.frozen
class Undocumented:
    """The body of an error response that the spec has no model for, or that is not what the model says.

    Attributes:
        content: body as received; not shown in `repr`, as it may repeat what was sent.
        content_type: media type as received, empty when there was none.
        reason: why there is no model.
    """

    content: bytes = attrs.field(repr=False)
    content_type: str = attrs.field(repr=False)
    reason: str

    @property
    def text(self) -> str:
        """Body as text, undecodable bytes replaced."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Body decoded as JSON; raises `msgspec.DecodeError` (a `ValueError`) when it is not JSON."""
        return from_json(self.content)


@attrs.frozen
class Ok(Generic[S_co]):
    """The call succeeded.

    Attributes:
        value: the documented success model.
        attempts: what was tried, in order.
    """

    value: S_co
    attempts: Sequence[Attempt] = ()


@attrs.frozen
class Err(Generic[E_co]):
    """The API answered with an error status.

    Attributes:
        body: the documented error model, or `Undocumented`.
        error: the exception that the raising form would have raised.
    """

    body: E_co | Undocumented
    error: ApiError


@attrs.define
class Raw(Generic[S]):
    """One exchange as it was: status, headers, body and attempts. Error statuses do not raise here; `parse` does.

    Attributes:
        operation: what was called.
        response: the response, its body read.
        trace: attempts, waits and notes of the call.
        mismatches: fields that disagreed with the spec; filled by `parse`.
    """

    operation: Operation
    response: Response
    trace: Trace
    _parse_success: Callable[[Response, list[Any] | None], S] = attrs.field(repr=False)
    _parse_error: Callable[[Response, list[Any] | None], Any] = attrs.field(repr=False)
    _wall: Callable[[], float] = attrs.field(repr=False)
    _credential_names: frozenset[str] = attrs.field(default=frozenset(), repr=False)
    mismatches: list[Mismatch] = attrs.field(factory=cast("type[list[Mismatch]]", list), init=False)  # see `Trace`

    @property
    def status_code(self) -> int:
        """Status code as received."""
        return self.response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """Response headers, case-insensitive."""
        return self.response.headers

    @property
    def content(self) -> bytes:
        """Body, content codings removed."""
        return self.response.content

    @property
    def attempts(self) -> Sequence[Attempt]:
        """What was tried, in order."""
        return tuple(self.trace.attempts)

    def parse(self) -> S:
        """The success model.

        Raises:
            ApiError: the status is an error, or not documented as a success.
            InvalidResponse: a success whose body cannot be read as the spec says, or that strict validation or a
                validator refuses; it holds the response.
        """
        if self.response.status_code >= 400:
            raise self.error()
        self.mismatches.clear()
        try:
            value = self._parse_success(self.response, self.mismatches)
        except (ValueError, RecursionError) as cause:
            invalid = self.invalid(cause, self.mismatches)
        else:
            if self.mismatches:
                report(self.operation, self.mismatches)
            return value
        # Raised out here: the cause, which may quote the body, must not be found in the error's context.
        if self.status_code >= 300:
            raise self.error()
        raise invalid

    def invalid(
        self, fault: str | Exception, mismatches: Sequence[Mismatch] = (), part: bytes | None = None, prefix: str = ""
    ) -> InvalidResponse:
        """The error for a success that cannot be read, or is refused.

        Args:
            fault: why.
            mismatches: where it disagreed with its description.
            part: what of its body it is about; None for all of it.
            prefix: words to put before the fault.
        """
        words = prefix + (fault if isinstance(fault, str) else in_words(fault))
        told = f"answered {reason_phrase(self.status_code)}{self._unlike(self._quotable(words))}"
        response = self.response
        if part is not None:
            response = Response(response.status_code, response.raw_headers, part, response.http_version)
        is_described = not isinstance(fault, ValidatorRefused) and _json(response.content) is not None
        return self._about(
            InvalidResponse(told, response=response, is_described=is_described, mismatches=tuple(mismatches))
        )

    def error(self) -> ApiError:
        """The typed error for this response, whatever its status."""
        headers, status = self.headers, self.status_code
        content_type = headers.get("content-type", "")
        self.mismatches.clear()
        body: Any
        if status == 304 or (status < 400 and not self.content):
            # A model for errors does not mean this: a 304 has no body (RFC 9110 §15.4.5).
            body = Undocumented(self.content, content_type, f"{reason_phrase(status)} has no body")
        else:
            try:
                body = self._parse_error(self.response, self.mismatches)
            except (ValueError, RecursionError) as reason:
                body = Undocumented(self.content, content_type, self._quotable(in_words(reason)))
        document: Any = _json(self.content) if "json" in content_type else None
        is_problem = issubclass(type(document), dict) and content_type.startswith("application/problem+json")
        problem: Any = document if is_problem else None
        facts = self.operation.facts
        said, name = message(document, facts.error.message, is_problem=is_problem), headers.get(facts.request_id)
        if said:
            said = shortened(self._quotable(said))
        return self._about(
            error_for_status(status)(
                f"answered {reason_phrase(status)}" + (f": {said}" if said else ""),
                response=self.response,
                body=body,
                problem=problem,
                request_id=name and self._quotable(name),
                retry_after=requested_seconds(self.response, self._wall(), facts.rate_limit),
            )
        )

    def _quotable(self, text: str) -> str:
        """Words of the server without what the request held."""
        return quotable(text, self.response, self._credential_names)

    def _about(self, error: F) -> F:
        """The same error, which knows its call."""
        error.operation, error.attempts, error.trace = self.operation, self.attempts, self.trace
        return error

    def _unlike(self, fault: str) -> str:
        """How a success differs from what the spec says, without what stands in the error already."""
        text = fault.removeprefix(f"{self.operation.name}: ").removeprefix(f"status {self.status_code} ")
        return f" {text}" if text.startswith("with ") else f", {'which' if text.startswith('should') else 'but'} {text}"


_reported: set[tuple[str, str, str]] = set()


def report(operation: Operation, mismatches: Sequence[Mismatch]) -> None:
    """Log disagreements with the spec: one line a response. Each is logged once a process, because they repeat."""
    new = {(operation.id, mismatch.model, mismatch.field): mismatch for mismatch in mismatches}
    for key in new.keys() & _reported:
        del new[key]
    if new:
        _reported.update(new)
        lines = list(map(in_line, new.values()))
        shown = "; ".join(lines[:_MISMATCHES_SHOWN])
        rest = f"; and {len(lines) - _MISMATCHES_SHOWN} more fields" if len(lines) > _MISMATCHES_SHOWN else ""
        _log.warning("%s: %s%s; correct it in the overlay", operation, shown, rest)


def _json(content: bytes) -> Any:
    """JSON data; None where the bytes are none."""
    try:
        return from_json(content)
    except (ValueError, RecursionError):
        return None


def in_words(fault: Exception) -> str:
    """Why something could not be read."""
    return TOO_DEEP if isinstance(fault, RecursionError) else str(fault)
