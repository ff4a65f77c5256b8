"""How Stripe answers, whatever the request: idempotency keys, request ids and errors."""

from __future__ import annotations

from itertools import count
from typing import Any, Final

from attrs import frozen

from ..documents import JSONObject
from ..messages import Reply, Request, json_reply
from .base import Api, Failure, Invocation
from .world import World

KEY: Final = "idempotency-key"


@frozen
class _Kept:
    """The reply to a request with an idempotency key."""

    identity: tuple[str, str, bytes]
    reply: Reply


class StripeHTTP(Api):
    """Stripe without its resources."""

    def __init__(self, name: str, document: JSONObject, world: World) -> None:
        super().__init__(name, document, world)
        self.reset()

    def reset(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._requests = count(1)

    # --- idempotency keys ---

    def before(self, call: Invocation) -> Reply | None:
        key = call.request.headers.get(KEY)
        kept = self._kept.get(key) if key and call.request.method == "POST" else None
        if kept is None:
            return None
        if kept.identity != _identity(call.request):
            message = (
                "Keys for idempotent requests can only be used with the same parameters they were first used with."
                f" Try using a key other than '{key}' if you meant to execute a different request."
            )
            raise Failure(self._refusal(400, message, type="idempotency_error"))
        headers = {**kept.reply.headers, "Idempotent-Replayed": "true"}
        headers["Original-Request"] = headers.pop("Request-Id")
        return Reply(kept.reply.status, kept.reply.body, headers)

    def after(self, request: Request, call: Invocation | None, reply: Reply) -> Reply:
        reply.headers["Request-Id"] = f"req_{next(self._requests):014d}"
        key = request.headers.get(KEY)
        # What failed validation was not begun, so it may be tried again under the same key.
        if call and key and request.method == "POST":
            reply.headers["Idempotency-Key"] = key
            self._kept.setdefault(key, _Kept(_identity(request), reply))
        return reply

    # --- errors ---

    def error(self, status: int, message: str) -> Reply:
        return self._refusal(status, message, type="api_error" if status >= 500 else "invalid_request_error")

    def _refusal(self, status: int, message: str, *, type: str = "invalid_request_error", **members: Any) -> Reply:
        given = {name: value for name, value in members.items() if value is not None}
        return json_reply({"error": {"type": type, "message": message, **given}}, status)


def _identity(request: Request) -> tuple[str, str, bytes]:
    return request.method, request.path, request.body
