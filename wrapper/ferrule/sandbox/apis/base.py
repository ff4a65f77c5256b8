"""What every API of the sandbox does: find the operation, check credentials and request, answer with an example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs

import msgspec
from attrs import define, evolve

from ..corrupt import corrupt, instead
from ..documents import JSONObject, is_object, resolve
from ..examples import Examples
from ..messages import Reply, Request, json_reply, problem, title
from ..routes import Missing, Operation, Router
from ..rules import Drawn
from ..validation import Checked, Validation
from .world import World


@define
class Invocation:
    """A request that was found to conform.

    Attributes:
        request: as it arrived.
        operation: what it addresses.
        path, query, header: parameters by name, decoded to the types of their schemas; absent ones are missing.
        body: decoded to the types of its schema; None if there is none.
    """

    request: Request
    operation: Operation
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    header: Mapping[str, Any]
    body: Any

    @property
    def members(self) -> JSONObject:
        """The body's members; none if there is no body, or it is no object."""
        return self.body if is_object(self.body) else {}


class Failure(Exception):
    """A reply that ends a handler early."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


class Api:
    """An API without memory; the stateful ones override `handlers`, and what else is theirs.

    Args:
        name: its prefix.
        document: its OpenAPI document.
        world: see there.
    """

    def __init__(self, name: str, document: JSONObject, world: World) -> None:
        self.name = name
        self.document = document
        self.world = world
        self._made: dict[str, Reply] = {}

    # --- what a stateful API overrides ---

    def handlers(self) -> Mapping[str, Callable[[Invocation], Reply]]:
        """Handlers by operation id; the others are answered with examples."""
        return {}

    def reset(self) -> None:
        """Forget everything."""

    def before(self, call: Invocation) -> Reply | None:
        """A reply that saves asking the handler."""
        return None

    def after(self, request: Request, call: Invocation | None, reply: Reply) -> Reply:
        """The reply with what this API adds to each."""
        return reply

    def accepts(self, credential: tuple[str, ...]) -> bool:
        """Whether a credential is good: a text alone, user and password, or nothing."""
        return "invalid" not in credential

    def error(self, status: int, message: str) -> Reply:
        """The error body that the document describes for a status anywhere, with the message in its place."""
        described = self._described_error(str(status)) or self._described_error("default")
        if described is None:
            return problem(status, title(status), message)
        body = deepcopy(self.examples.of_content(described))
        *path, last = self.document.get("x-ferrule-error", {}).get("message", "/message").split("/")[1:]
        place = body
        for step in path:
            place = place[step]
        place[last] = message
        if isinstance(place.get("status"), int):
            place["status"] = status
        return json_reply(body, status)

    def _described_error(self, status: str) -> JSONObject | None:
        for operation in self.router.operations.values():
            response = resolve(self.document, operation.data["responses"].get(status, {}))
            described: JSONObject | None = response.get("content", {}).get("application/json")
            if described is not None:
                return described
        return None

    # --- what all do ---

    @cached_property
    def router(self) -> Router:
        """Compiled when the first request comes."""
        return Router(self.document)

    @cached_property
    def validation(self) -> Validation:
        """Compiled schema by schema, as requests need them."""
        return Validation(self.document)

    @cached_property
    def examples(self) -> Examples:
        """See there."""
        return Examples(self.document)

    @cached_property
    def _handlers(self) -> Mapping[str, Callable[[Invocation], Reply]]:
        return self.handlers()

    def answer(self, request: Request, drawn: Drawn) -> Reply:
        """The reply a request deserves, or the one that was drawn for it."""
        if drawn.status:
            return self.after(request, None, instead(drawn.status, self.error))
        call: Invocation | None = None
        try:
            call = self._invocation(request)
            reply = self.before(call) or self._handlers.get(call.operation.id, self.example)(call)
        except Failure as failure:
            reply = failure.reply
        reply = self.after(request, call, reply)
        if drawn.corrupt and call and reply.status < 300:
            reply = corrupt(reply, drawn.corrupt, self.document, call.operation)
        return reply

    def example(self, call: Invocation) -> Reply:
        """The example of the first success that is documented."""
        operation = call.operation
        if operation.id not in self._made:
            self._made[operation.id] = self._example(operation)
        made = self._made[operation.id]
        return evolve(made, headers=dict(made.headers))

    def _example(self, operation: Operation) -> Reply:
        responses = operation.data["responses"]
        status = next((code for code in responses if code.startswith("2")), "default")
        response = resolve(self.document, responses[status])
        code = int(status) if status.isdigit() else 200
        headers = {
            name: _as_header(self.examples.of(header["schema"]))
            for name, header in (
                (name, resolve(self.document, raw)) for name, raw in response.get("headers", {}).items()
            )
            if header.get("required") and "schema" in header
        }
        content = response.get("content", {})
        if not content:
            return Reply(code, headers=headers)
        media_type = next((name for name in content if _is_json(name)), next(iter(content)))
        value = self.examples.of_content(content[media_type])
        if _is_json(media_type):
            return json_reply(value, code, headers, media_type)
        concrete = media_type.replace("*/*", "application/octet-stream")
        body = value.encode() if isinstance(value, str) else b"example"
        return Reply(code, body, {"Content-Type": concrete, **headers})

    def _invocation(self, request: Request) -> Invocation:
        found = self.router.find(request.method, request.path)
        if isinstance(found, Missing):
            raise Failure(self._nowhere(request, found))
        self._require_credentials(request, found.operation)
        checked = self.validation.check(found.operation, request, found.variables)
        if not isinstance(checked, Checked):
            raise Failure(
                problem(
                    400,
                    "The request does not conform to the API's description",
                    f"{found.operation.id}: " + "; ".join(str(mismatch) for mismatch in checked),
                    errors=[{"detail": mismatch.detail, "pointer": mismatch.pointer} for mismatch in checked],
                )
            )
        return Invocation(request, found.operation, checked.path, checked.query, checked.header, checked.body)

    def _nowhere(self, request: Request, missing: Missing) -> Reply:
        if missing.allowed:
            allow = ", ".join(missing.allowed)
            reply = problem(405, "Method Not Allowed", f"{request.path} has {allow}, not {request.method}")
            reply.headers["Allow"] = allow
            return reply
        near = f"; near it: {', '.join(missing.near)}" if missing.near else ""
        return problem(404, "Not Found", f"{self.name} has no path {request.path}{near}", near=list(missing.near))

    def _require_credentials(self, request: Request, operation: Operation) -> None:
        """401 unless one of the alternatives of `security` is there, without the text `invalid` as a credential."""
        token = request.bearer
        if token and (refusal := self.world.tokens.refusal(token)):
            raise Failure(self.unauthorized(refusal))
        alternatives = operation.security
        given = {name: self._credential(request, name) for each in alternatives for name in each}
        if not all(self.accepts(credential) for credential in given.values()):
            raise Failure(self.unauthorized("the credential is not valid"))
        if alternatives and not any(all(given[name] for name in each) for each in alternatives):
            wanted = " or ".join(" and ".join(each) for each in alternatives)
            raise Failure(self.unauthorized(f"no credentials; this needs {wanted}"))

    def unauthorized(self, message: str) -> Reply:
        """401 with a challenge (RFC 9110 §15.5.2), or 403 where that is all the document knows."""
        known = {status: self._described_error(status) for status in ("401", "403", "default")}
        if known["403"] and not (known["401"] or known["default"]):
            return self.error(403, message)
        reply = self.error(401, message)
        scheme = next((s.get("scheme") for s in self._schemes.values() if s.get("type") == "http"), "bearer")
        reply.headers.setdefault("WWW-Authenticate", f'{str(scheme).title()} realm="{self.name}"')
        return reply

    @property
    def _schemes(self) -> JSONObject:
        schemes: JSONObject = self.document.get("components", {}).get("securitySchemes", {})
        return schemes

    def _credential(self, request: Request, name: str) -> tuple[str, ...]:
        """What the request has for a security scheme: one text, user and password, or nothing."""
        scheme = resolve(self.document, self._schemes.get(name, {}))
        if scheme.get("type") == "apiKey":
            key = scheme["name"]
            if scheme["in"] == "query":
                return tuple(parse_qs(request.query).get(key, ()))
            text = request.headers.get(key.lower()) if scheme["in"] == "header" else request.cookie(key)
            return () if text is None else (text,)
        wanted = str(scheme.get("scheme", "bearer")).lower()
        given, _, text = request.headers.get("authorization", "").partition(" ")
        if given.lower() != wanted:
            return ()
        return request.basic or (text,)


def _is_json(media_type: str) -> bool:
    return media_type.partition(";")[0].endswith(("/json", "+json"))


def _as_header(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
