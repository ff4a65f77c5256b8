"""GitHub's GraphQL API: documents and variables are checked by graphql-core, and what is changed is remembered."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from typing import Any, Final
from urllib.parse import parse_qs

import msgspec
from attrs import evolve
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    build_schema,
    execute_sync,  # pyright: ignore[reportUnknownVariableType]
    get_operation_ast,
    parse,
    validate,
)

from ..corrupt import corrupt, instead
from ..documents import JSONObject, is_object
from ..messages import Reply, Request, json_reply
from ..rules import Drawn
from .base import Api, Failure
from .github_graph import Graph
from .quota import Quota
from .world import World

MEDIA_TYPE: Final = "application/graphql-response+json"


class GitHubGraphQL(Api):
    """Starts with 60 users, an organisation, and 65 issues in `octocat/hello-world`.

    Answers have the media type, and the status, that the caller's Accept allows (GraphQL over HTTP, §6.4). When the
    quota is used up the answer is a 200 with an error of type RATE_LIMITED.
    """

    def __init__(self, name: str, document: JSONObject, world: World) -> None:
        super().__init__(name, document, world)
        self.reset()

    def reset(self) -> None:
        self._quota = Quota(self.world)
        self._graph: Graph | None = None
        self._answered = 0

    @cached_property
    def _schema(self) -> GraphQLSchema:
        return build_schema((files("ferrule_apis") / self.name / "schema.graphql").read_text("utf-8"))

    def error(self, status: int, message: str) -> Reply:
        return json_reply({"message": message, "documentation_url": "https://docs.github.com/graphql"}, status)

    def answer(self, request: Request, drawn: Drawn) -> Reply:
        self._answered += 1
        operation = ""
        if drawn.status:
            reply = instead(drawn.status, self.error)
        else:
            try:
                given = self._given(request)
                operation = str(given.get("operationName"))
                reply = self._answer(request, given)
            except Failure as failure:
                reply = failure.reply
        credential = request.headers.get("authorization", "")
        reply.headers.update(self._quota.headers(credential))
        reply.headers["X-GitHub-Request-Id"] = f"SAND:{self._answered:08X}"
        return self._spoilt(reply, operation, drawn) if drawn.corrupt and reply.status < 300 else reply

    def _given(self, request: Request) -> JSONObject:
        """Document, name of the operation, and variables."""
        self._require_credentials(request, next(iter(self.router.operations.values())))
        try:
            if request.method == "GET":
                sent = {name: values[0] for name, values in parse_qs(request.query).items()}
                return {**sent, "variables": msgspec.json.decode(sent.get("variables", "{}"))}
            if request.method == "POST":
                given: Any = msgspec.json.decode(request.body)
                if is_object(given) and request.content_type == "application/json":
                    return given
        except ValueError:
            pass
        else:
            if request.method not in ("GET", "POST"):
                raise Failure(self._only("GET, POST", request.method))
        raise Failure(self.error(400, "Problems parsing JSON"))

    def _only(self, allowed: str, method: str) -> Reply:
        reply = self.error(405, f"{method} is not allowed here")
        reply.headers["Allow"] = allowed
        return reply

    def _answer(self, request: Request, given: JSONObject) -> Reply:
        credential = request.headers.get("authorization", "")
        if self._quota.state(credential)["remaining"] == 0:
            return self._reply(request, None, [{"type": "RATE_LIMITED", "message": "API rate limit exceeded."}], 200)
        document = self._checked(request, given)
        name, variables = given.get("operationName") or None, given.get("variables") or JSONObject()
        operation = get_operation_ast(document, name)
        if operation is not None and operation.operation is not OperationType.QUERY and request.method == "GET":
            return self._only("POST", "GET for a mutation")
        if operation is None or not is_object(variables):
            return self._refused(
                request, [GraphQLError("An operation of that name, and an object of variables, are needed")]
            )
        graph = self._graph = self._graph or Graph(f"{self.world.origin}/{self.name}", self.world.clock.now)
        self._quota.spend(credential)
        is_query = operation.operation is OperationType.QUERY
        root = graph.query(self._quota.state(credential)) if is_query else graph.mutation()
        result: Any = execute_sync(self._schema, document, root, variable_values=variables, operation_name=name)
        assert isinstance(result, ExecutionResult)  # noqa: S101 - no resolver waits
        if result.data is None and result.errors and not any(error.path for error in result.errors):
            return self._refused(request, result.errors)  # variables that the schema does not take
        return self._reply(request, result.data, [_written(error) for error in result.errors or ()], 200)

    def _checked(self, request: Request, given: JSONObject) -> DocumentNode:
        try:
            document = parse(str(given.get("query")))
        except GraphQLError as error:
            raise Failure(self._refused(request, [error])) from None
        if faults := validate(self._schema, document):
            raise Failure(self._refused(request, faults))
        return document

    def _refused(self, request: Request, faults: list[GraphQLError]) -> Reply:
        """What was not begun: a 400 where the caller knows that a body speaks for itself, else a 200."""
        return self._reply(request, None, [_written(error) for error in faults], 400, begun=False)

    def _reply(
        self, request: Request, data: Any, faults: list[JSONObject], status: int, *, begun: bool = True
    ) -> Reply:
        knows = MEDIA_TYPE in request.headers.get("accept", "")
        body = {
            **({"data": data} if begun and (data is not None or not faults) else {}),
            **({"errors": faults} if faults else {}),
        }
        return json_reply(body, status if knows else 200, media_type=MEDIA_TYPE if knows else "application/json")

    def _spoilt(self, reply: Reply, operation: str, drawn: Drawn) -> Reply:
        """The answer as the fault wants it; `null` and `enum` are put into its data."""
        described, fault = self.router.operations.get(operation), drawn.corrupt
        if fault is None or described is None:
            return reply
        if fault.what in ("json", "type"):
            return corrupt(reply, fault, self.document, described)
        answer = msgspec.json.decode(reply.body)
        spoilt = corrupt(evolve(reply, body=msgspec.json.encode(answer.get("data"))), fault, self.document, described)
        return evolve(reply, body=msgspec.json.encode({**answer, "data": msgspec.json.decode(spoilt.body)}))


def _written(error: GraphQLError) -> JSONObject:
    """An error as GitHub writes it: its type stands beside the message."""
    found: JSONObject = {**error.formatted}
    extensions = found.pop("extensions", {})
    return {**({"type": extensions["type"]} if "type" in extensions else {}), **found}
