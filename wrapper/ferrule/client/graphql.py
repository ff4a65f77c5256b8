"""What an answer of GraphQL with errors gives back: `GraphQLErrors`, or `Partial` where data came too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, final

import attrs

from ferrule.call import Operation, Response
from ferrule.client.messages import shortened
from ferrule.client.results import Err, Raw, Undocumented, in_words
from ferrule.errors import ApiError, GraphQLError, GraphQLErrors, reason_phrase
from ferrule.graphql.answer import Answer
from ferrule.graphql.meaning import meant
from ferrule.graphql.policy import GraphQLResponse
from ferrule.policies.waits import requested_seconds

S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)
E_co = TypeVar("E_co", covariant=True)

_SHOWN = 3


@final
@attrs.frozen
class GraphQLErr(Err[E_co]):
    """The API answered with errors alone. The body is not shown: its messages may quote variables."""

    body: E_co | Undocumented = attrs.field(repr=False)
    error: ApiError


@final
@attrs.frozen
class Partial(Err[E_co], Generic[S_co, E_co]):
    """The API answered with data and with errors. It is an `Err`, as a plain call raises; ask for it before `Err`.

        match github.issues.get_issue.result(owner="octocat", name="hello-world", number=1):
            case Ok(value): ...
            case Partial(data, errors): ...
            case Err(body, error): ...

    Attributes:
        data: the model of what came. Fields with an error are null in it.
        errors: what is wrong with the rest, each with the path of its field.
    """

    data: S_co
    errors: Sequence[GraphQLError]
    body: E_co | Undocumented = attrs.field(repr=False, kw_only=True)
    error: ApiError = attrs.field(kw_only=True)


def failure(error: ApiError) -> Err[Any]:
    """What stands for an error in a result."""
    if isinstance(error, GraphQLErrors) and error.data is not None:
        return Partial(error.data, error.errors, body=error.body, error=error)
    quotes = error.operation is not None and error.operation.facts.graphql is not None
    return GraphQLErr(error.body, error) if quotes else Err(error.body, error)


def exchange_of(operation: Operation) -> Callable[..., Raw[Any]]:
    """What makes the exchange of an operation's response."""
    return Raw if operation.facts.graphql is None else graphql_exchange


def graphql_exchange(operation: Operation, response: Response, *known: Any) -> Raw[Any]:
    """The exchange of a response that policies may have seen in another form than it came."""
    if isinstance(response, GraphQLResponse):
        return GraphQLRaw[Any](operation, response, *known)
    return Raw[Any](operation, response, *known)


@attrs.define
class GraphQLRaw(Raw[S]):
    """An exchange with an answer of GraphQL. It is a success where the answer has no errors, whatever its status."""

    _answer: Answer = attrs.field(init=False, repr=False)
    _meant: int = attrs.field(init=False, repr=False)
    _retry_after: float | None = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        seen: Any = self.response
        self._answer, self.response = seen.answer, seen.received()
        self._meant = meant(self._answer, seen.status_code)
        self._retry_after = requested_seconds(seen, self._wall(), self.operation.facts.rate_limit)

    def parse(self) -> S:
        """The success model.

        Raises:
            GraphQLErrors: the answer has errors; what came besides is in its `data`.
            InvalidResponse: it has none, and cannot be read as the operation's model.
        """
        if self._answer.errors:
            raise self.error()
        return super().parse()

    def error(self) -> ApiError:
        """The errors, with the data that came besides."""
        errors = self._answer.errors
        if not errors:
            return super().error()
        self.mismatches.clear()
        name = self.headers.get(self.operation.facts.request_id)
        error = GraphQLErrors(
            f"answered {reason_phrase(self.status_code)} with {self._quotable(_told(errors))}",
            response=self.response,
            body=self._body(),
            request_id=name and self._quotable(name),
            retry_after=self._retry_after,
            errors=errors,
            data=self._data() if self._answer.has_data else None,
            meant=self._meant,
            has_begun=self._answer.has_begun,
        )
        return self._about(error)

    def _body(self) -> Any:
        try:
            return self._parse_error(self.response, self.mismatches)
        except (ValueError, RecursionError) as reason:
            return Undocumented(self.content, self.headers.get("content-type", ""), self._quotable(in_words(reason)))

    def _data(self) -> S | None:
        """The model of the data; None where it cannot be read."""
        response = self.response
        if not response.is_success:  # the operation's model is that of successes
            response = Response(200, response.raw_headers, response.content, response.http_version)
        try:
            return self._parse_success(response, self.mismatches)
        except (ValueError, RecursionError):
            return None


def _told(errors: Sequence[GraphQLError]) -> str:
    """The first errors in words: code, path, message."""
    shown = "; ".join(map(_one, errors[:_SHOWN]))
    more = f"; and {len(errors) - _SHOWN} more" if len(errors) > _SHOWN else ""
    return f"{'an error' if len(errors) == 1 else f'{len(errors)} errors'}: {shortened(shown)}{more}"


def _one(error: GraphQLError) -> str:
    what = " at ".join(part for part in (error.code, ".".join(map(str, error.path))) if part)
    message = " ".join(error.message.split())
    return ": ".join(part for part in (what, message) if part) or "an error without a message"
