"""How GitHub answers, whatever the request: a quota, entity tags, errors and pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from ..documents import JSONObject
from ..messages import Reply, Request, json_reply
from .base import Api, Failure, Invocation
from .github_objects import Object
from .quota import Quota
from .world import World

DOCS: Final = "https://docs.github.com/rest"


class GitHubHTTP(Api):
    """GitHub without its resources."""

    def __init__(self, name: str, document: JSONObject, world: World) -> None:
        super().__init__(name, document, world)
        self.reset()

    def reset(self) -> None:
        self._quota = Quota(self.world)
        self._answered = 0

    # --- every reply ---

    def before(self, call: Invocation) -> Reply | None:
        if call.operation.id != "rate-limit/get" and self._quota.state(_credential(call.request))["remaining"] == 0:
            return self._basic(403, "API rate limit exceeded for this credential.")
        return None

    def after(self, request: Request, call: Invocation | None, reply: Reply) -> Reply:
        self._answered += 1
        if "ETag" not in reply.headers and request.method in ("GET", "HEAD") and reply.status == 200:
            reply = self._conditional(request, reply)
        # A 304 to a request with a credential costs nothing.
        if call and call.operation.id != "rate-limit/get" and reply.status != 304:
            self._quota.spend(_credential(request))
        reply.headers.update(self._quota.headers(_credential(request)))
        reply.headers["X-GitHub-Request-Id"] = f"SAND:{self._answered:08X}"
        return reply

    def _conditional(self, request: Request, reply: Reply) -> Reply:
        etag = f'W/"{hashlib.sha256(reply.body).hexdigest()}"'
        scope = "private" if "authorization" in request.headers else "public"
        headers = {
            "ETag": etag,
            "Cache-Control": f"{scope}, max-age=60, s-maxage=60",
            "Vary": "Accept, Authorization",
        }
        reply.headers.update(headers)
        wanted = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
        if etag.removeprefix("W/") in wanted or wanted == ["*"]:
            return Reply(304, b"", headers)
        return reply

    def _rate_limit(self, call: Invocation) -> Reply:
        limits = self._quota.state(_credential(call.request))
        return json_reply({"resources": {"core": limits, "search": limits}, "rate": limits})

    # --- errors ---

    def error(self, status: int, message: str) -> Reply:
        return self._basic(status, message)

    def unauthorized(self, message: str) -> Reply:
        return self._basic(401, f"Requires authentication: {message}")

    def _basic(self, status: int, message: str) -> Reply:
        return json_reply({"message": message, "documentation_url": DOCS, "status": str(status)}, status)

    def _missing(self) -> Failure:
        return Failure(self._basic(404, "Not Found"))

    def _invalid(self, resource: str, field: str, code: str, message: str) -> Failure:
        errors = [{"resource": resource, "code": code, "field": field, "message": message}]
        body = {"message": "Validation Failed", "errors": errors, "documentation_url": DOCS}
        return Failure(json_reply(body, 422))

    # --- pages ---

    def _page(self, call: Invocation, items: list[Object]) -> Reply:
        shown, headers = self._slice(call, items)
        return json_reply(shown, headers=headers)

    def _slice(self, call: Invocation, items: list[Object]) -> tuple[list[Object], dict[str, str]]:
        size, page = min(max(1, call.query.get("per_page", 30)), 100), max(1, call.query.get("page", 1))
        last = max(1, -(-len(items) // size))
        pages = {"first": 1, "prev": page - 1} if page > 1 else {}
        pages |= {"next": page + 1, "last": last} if page < last else {}
        return items[(page - 1) * size : page * size], self._links(call, {rel: {"page": n} for rel, n in pages.items()})

    def _links(self, call: Invocation, relations: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
        """The Link header (RFC 8288)."""
        base = f"{self.world.origin}/{self.name}{call.request.path}"
        links = (
            f'<{base}?{urlencode({**call.query, **changed})}>; rel="{relation}"'
            for relation, changed in relations.items()
        )
        return {"Link": ", ".join(links)} if relations else {}


def _credential(request: Request) -> str:
    return request.headers.get("authorization", "")
