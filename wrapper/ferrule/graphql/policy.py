"""The one place that knows that a 200 may be an error: it tells the policies above it, in the terms of HTTP."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ferrule.call import Call, Response
from ferrule.call.idempotent import declared
from ferrule.call.operation import GraphQLFact
from ferrule.graphql.answer import Answer, read
from ferrule.graphql.limits import Limits, limits_of
from ferrule.graphql.meaning import MEDIA_TYPE, REFUSED, THROTTLED, is_throttled, status_of
from ferrule.http.fields import single
from ferrule.http.quotas import QuotaHeaders
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime


@attrs.define(eq=False, repr=False, kw_only=True)
class GraphQLResponse(Response):
    """A response as policies see it: with the status, and the fields, that its answer means.

    Attributes:
        answer: what it says.
    """

    answer: Answer
    _received: Response = attrs.field(alias="received")

    def received(self) -> Response:
        return self._received

    def with_field(self, name: bytes, value: bytes) -> Response:
        """A copy with one more header field, as received and as seen."""
        return told(
            self._received.with_field(name, value), self.answer, self.status_code, {**self.fields, name: [value]}
        )


def told(received: Response, answer: Answer, status: int, fields: Mapping[bytes, list[bytes]]) -> GraphQLResponse:
    """A response as policies are to see it.

    Args:
        received: as it came.
        answer: what it says.
        status: what that means.
        fields: its header fields, with what they mean.
    """
    seen = GraphQLResponse(
        status_code=status,
        raw_headers=received.raw_headers,
        content=received.content,
        http_version=received.http_version,
        received=received,
        answer=answer,
    )
    seen._fields = dict(fields)
    seen.answers_as(received)
    return seen


class GraphQLPolicy:
    """Gives answers of GraphQL the status and the header fields that they mean (`ferrule.graphql.meaning`).

    An answer without errors, and without news of limits, passes as it is. So does what is no answer: the status then
    speaks for itself, and a success cannot be read as the operation's model.

    Args:
        fact: how the API says it.
        rate_limit: names of its quota headers, None for the common ones.
    """

    def __init__(self, fact: GraphQLFact, rate_limit: Mapping[str, str] | None = None) -> None:
        self._fact = fact
        self._quotas = QuotaHeaders(rate_limit)

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        response = await next(call)
        if response.body is not None or not _is_answer(response) or (answer := read(response.content)) is None:
            return response
        limits = limits_of(answer, self._fact, runtime.wall())
        if answer.errors:
            return self._with_errors(response, answer, limits, call, runtime)
        if limits is None or not limits.field:
            return response
        return told(response, answer, response.status_code, {**response.fields, b"ratelimit": [limits.field]})

    def _with_errors(
        self, response: Response, answer: Answer, limits: Limits | None, call: Call, runtime: Runtime
    ) -> Response:
        status = status_of(answer, response.status_code, self._fact, repeatable=declared(call) is True)
        # Errors pass by: an answer that has them is never kept for others.
        fields = {**response.fields, b"cache-control": [b"no-store"]}
        if limits is not None and limits.field:
            fields[b"ratelimit"] = [limits.field]
        elif is_throttled(answer, self._fact):
            fields |= self._quotas.used_up(response.fields)
        if status == THROTTLED and limits is not None:
            if limits.is_beyond:
                status = REFUSED  # it would be refused again and again
            elif limits.wait is not None and b"retry-after" not in fields:
                fields[b"retry-after"] = [f"{limits.wait:.3f}".encode()]
        if status != response.status_code:
            call.trace.note(f"{response.status_code} with errors counts as {status}", runtime.now())
        return told(response, answer, status, fields)


def _is_answer(response: Response) -> bool:
    """Whether the body may be an answer: of a success in any case, of another status where the media type says so."""
    if response.is_success:
        return True
    media_type = single(response.fields, b"content-type").partition(";")[0].strip().lower()
    return response.status_code >= 400 and media_type == MEDIA_TYPE
