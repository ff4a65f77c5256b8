"""What a service answers when a call to an API failed: RFC 9457 problems that tell nothing about that API."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final, TypeAlias, cast

import attrs
import msgspec

from ferrule import errors
from ferrule.call.inbound import Whose, inbound
from ferrule.call.printable import printable
from ferrule.errors.faults import Faults

_log = logging.getLogger("ferrule")

MEDIA_TYPE: Final = "application/problem+json"

# The class nearest to the error's own decides. How it is read: docs/fastapi.md.
_TABLE: Final[Mapping[type[errors.FerruleError], int]] = {
    errors.FerruleError: 500,
    errors.CallError: 502,
    errors.ClientError: 500,
    errors.NotFound: 404,
    errors.Gone: 404,
    errors.TooManyRequests: 503,
    errors.Refused: 503,
    errors.RedirectRefused: 502,
    errors.DeadlineExceeded: 504,
    errors.AuthError: 500,
    errors.TokenUnavailable: 503,
}

_DETAILS: Final[Mapping[int, str]] = {
    404: "There is no such resource.",
    500: "The service could not do what was asked.",
    502: "A service that this one depends on failed.",
    503: "A service that this one depends on takes no requests at present.",
}
_LATE: Final[Mapping[Whose, str]] = {
    "call": "A service that this one depends on did not answer within the time that this one gives it.",
    "service": "The time is over that this service gives each request.",
    "caller": "The time is over that the request allowed.",
}
_USUAL_WAIT = 5  # seconds, where nobody knows


@attrs.frozen(kw_only=True)
class Problem:
    """A problem document (RFC 9457), and its header field.

    Attributes:
        status: HTTP status of the answer.
        title: what is wrong, in few words; default is the phrase of the status.
        detail: what is wrong this time; default is a sentence for the status.
        type: URI of the kind of problem (default `about:blank`: no more than the status).
        deadline: whose deadline passed: `caller`, `service` or `call`; empty where none did.
        retry_after: seconds for `Retry-After`; None for none.
    """

    status: int
    title: str = ""
    detail: str = ""
    type: str = "about:blank"
    deadline: str = ""
    retry_after: int | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Header fields of the answer, beside its type."""
        return {} if self.retry_after is None else {"retry-after": str(self.retry_after)}

    def document(self) -> bytes:
        """The body of the answer."""
        members = {
            "type": self.type,
            "title": self.title or _phrase(self.status),
            "status": self.status,
            "detail": self.detail or _DETAILS.get(self.status, ""),
            "deadline": self.deadline,
        }
        return msgspec.json.encode({name: value for name, value in members.items() if value})


Changes: TypeAlias = Mapping[type[errors.FerruleError], int | Problem]
"""Answers by class of error: a status, or a problem as a whole."""

SCHEMA: Final[Mapping[str, Any]] = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "deadline": {"type": "string", "enum": ["caller", "service", "call"], "description": "Whose deadline passed."},
    },
    "required": ["title", "status"],
}
"""The JSON Schema of a problem, for the service's own description."""


class Problems:
    """Which problem an error becomes.

    Args:
        changes: answers by class of error, over the usual ones.
        operations: the same by operation: a name (`payment_intents.create`), a pattern (`payment_intents.*`), an
            operationId or a tag.
        longest_wait: most seconds that `Retry-After` asks for.

    Raises:
        ConfigError: a key is no error of Ferrule's, or a value is no status of a failure; all are listed.
    """

    def __init__(
        self, changes: Changes | None = None, operations: Mapping[str, Changes] | None = None, longest_wait: int = 3600
    ) -> None:
        self._everywhere: Changes = {**_TABLE, **(changes or {})}
        self._operations = operations or {}
        self._longest_wait = longest_wait
        faults = Faults("problems")
        faults.whole("longest_wait", longest_wait, least=1)
        for table in (self._everywhere, *self._operations.values()):
            for kind, answer in table.items():
                if not (isinstance(kind, type) and issubclass(kind, errors.FerruleError)):
                    faults.add(f"{kind!r} is no error of Ferrule's")
                status = answer.status if isinstance(answer, Problem) else answer
                if not isinstance(status, int) or not 400 <= status <= 599:
                    faults.add(f"{status!r} is no status of a failure (400 to 599)")
        faults.raise_if_any()

    def of(self, error: errors.FerruleError) -> Problem:
        """The problem to answer with. It holds nothing that came from the API."""
        answer = self._answer(error)
        problem = answer if isinstance(answer, Problem) else Problem(status=answer)
        if isinstance(error, errors.DeadlineExceeded) and problem.status == 504:
            problem = attrs.evolve(problem, detail=problem.detail or _LATE[error.whose], deadline=error.whose)
        if problem.status == 503 and problem.retry_after is None:
            known = error.retry_after if isinstance(error, errors.CallError) else None
            wait = _USUAL_WAIT if known is None else math.ceil(min(max(known, 1.0), self._longest_wait))
            problem = attrs.evolve(problem, retry_after=min(wait, self._longest_wait))
        return problem

    def failure(self, error: Exception) -> errors.FerruleError | None:
        """What is to be answered for: of errors that a task group gathered, one; None where one is not Ferrule's."""
        found = list(_leaves(error))
        ours = [one for one in found if isinstance(one, errors.FerruleError)]
        return max(ours, key=lambda one: self.of(one).status) if len(ours) == len(found) else None

    def statuses(self) -> list[int]:
        """All that it may answer with."""
        tables: Iterable[Changes] = (self._everywhere, *self._operations.values())
        found = (answer for table in tables for answer in table.values())
        return sorted({answer.status if isinstance(answer, Problem) else answer for answer in found})

    def _answer(self, error: errors.FerruleError) -> int | Problem:
        operation = error.operation if isinstance(error, errors.CallError) else None
        tables = [table for pattern, table in self._operations.items() if operation and operation.matches(pattern)]
        for table in (*tables, self._everywhere):
            for kind in _kinds(error):
                if kind in table:
                    return table[kind]
        return 500


def _kinds(error: errors.FerruleError) -> Iterable[type]:
    """Its classes, nearest first. Errors of GraphQL count, after their own class, as the status that they mean."""
    if isinstance(error, errors.GraphQLErrors):
        return (errors.GraphQLErrors, *errors.error_for_status(error.meant).__mro__)
    return type(error).__mro__


def log(error: errors.FerruleError, problem: Problem, where: str) -> None:
    """Write down what the caller is not told: the error and the timeline of its call.

    Args:
        error: what happened.
        problem: what was answered.
        where: which request, without its query.
    """
    level = logging.INFO if problem.status < 500 else logging.ERROR if problem.status == 500 else logging.WARNING
    told = error.explain() if isinstance(error, errors.CallError) else str(error)
    request = inbound.get()
    parent = request.trace.get("traceparent", "") if request is not None else ""
    _log.log(level, "%s: answered %d%s: %s", printable(where), problem.status, f" ({parent})" if parent else "", told)


def _leaves(error: BaseException) -> Iterable[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for one in cast("BaseExceptionGroup[BaseException]", error).exceptions:
            yield from _leaves(one)
    else:
        yield error


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return str(status)
