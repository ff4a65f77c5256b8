"""A scripted authorization server with an API beside it, for scenarios in any world."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from ferrule.auth.client import OAuthClient
from ferrule.auth.policy import AuthPolicy
from ferrule.call import Call, Operation, Response
from ferrule.errors import CallError
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.pipeline import Next, compose
from ferrule.policies.retry import Retry, RetryPolicy
from ferrule.runtime.base import Runtime
from worlds import World, a_call, a_response

API = "https://api.shop.test"
TOKENS = "https://login.shop.test/token"
SCHEMES = {"oauth": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": TOKENS, "scopes": {}}}}}
OPERATION = Operation("shop", "orders/get", "orders.get", "GET", "/orders", security=({"oauth": ()},))
CLIENT = OAuthClient("app", "planted-client-secret", token_url=TOKENS)


def answer(status: int = 200, **fields: object) -> Response:
    """A JSON response."""
    return a_response(status, json.dumps(fields).encode(), content_type="application/json")


class Server:
    """Gives out `t1`, `t2` … and lets the API take those that have not ended and were not revoked.

    Attributes:
        lifetime: seconds a token is good for.
        expires_in: what the token endpoint says of that; None for nothing. The lifetime unless changed.
        delay: seconds a token request takes.
        outage: what token requests come to instead, None when all is well.
        requests: forms the token endpoint got, by time.
    """

    def __init__(self, world: World, *, lifetime: float | None = 300.0, delay: float = 0.1) -> None:
        self.world = world
        self.lifetime = lifetime
        self.expires_in: object = lifetime
        self.delay = delay
        self.outage: Callable[[], Awaitable[Response]] | Response | Exception | None = None
        self.requests: list[tuple[float, dict[str, str]]] = []
        self.ends: dict[str, float] = {}
        world.handler = self.handle

    async def handle(self, call: Call) -> Response:
        if call.url != TOKENS:
            token = call.headers.get("authorization", "").removeprefix("Bearer ")
            fine = self.ends.get(token, -1.0) > self.world.runtime.now()
            return answer(who=token) if fine else a_response(401, www_authenticate='Bearer error="invalid_token"')
        self.requests.append((self.world.runtime.now(), dict(call.body["data"])))
        await self.world.runtime.sleep(self.delay)
        if isinstance(self.outage, Exception):
            raise self.outage
        if self.outage is not None:
            return self.outage if isinstance(self.outage, Response) else await self.outage()
        token = f"t{len(self.ends) + 1}"
        self.ends[token] = self.world.runtime.now() - self.delay + (self.lifetime or 1e9)
        life = {} if self.expires_in is None else {"expires_in": self.expires_in}
        return answer(access_token=token, token_type="Bearer", refresh_token=f"r{len(self.ends)}", **life)

    def revoke_all(self) -> None:
        """No token given out so far is good any more."""
        self.ends = dict.fromkeys(self.ends, -1.0)

    @property
    def asked(self) -> int:
        """Requests the token endpoint got."""
        return len(self.requests)


ONE_ATTEMPT = Retry(attempts=1)


class Client:
    """The policies of a client that matter here."""

    def __init__(self, runtime: Runtime, credential: object, *, retry: Retry = ONE_ATTEMPT) -> None:
        policies = [DeadlinePolicy(), RetryPolicy(retry), AuthPolicy(SCHEMES, credential)]  # type: ignore[arg-type]
        self.handler: Next = compose(policies, runtime)

    async def get(self, **changes: object) -> int | str:
        """Call the API; its status, or the name of the error."""
        values = {"operation": OPERATION, "origin": API, "url": f"{API}/orders"} | changes
        try:
            return (await self.handler(a_call(**values))).status_code  # type: ignore[arg-type]
        except CallError as error:
            return type(error).__name__


async def together(runtime: Runtime, *works: Callable[[], Awaitable[object]]) -> list[object]:
    """Run works beside each other; their results, or what they raised, in order."""
    results: list[object] = [None] * len(works)

    async def run(index: int, work: Callable[[], Awaitable[object]]) -> None:
        try:
            results[index] = await work()
        except CallError as error:
            results[index] = error

    tasks = [runtime.spawn(lambda i=i, w=w: run(i, w)) for i, w in enumerate(works)]
    for task in tasks:
        await task.join()
    return results
