"""Processes as the views may meet them: real clients that lived through some weather, in virtual time.

    process = storm()        # ten minutes of a shop, with a brownout and an outage, and the recovery

What a scene says is what `look()` says of a process; nothing in it is made up by hand.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

import attrs

import ferrule
from acme import API, AsyncAcme, module
from ferrule import Breaker, Concurrency, Policies, RateLimit, Retry
from ferrule.auth import ClientCredentials, OAuthClient
from ferrule.call import Call, Response
from ferrule.client.stats import client_stats
from ferrule.errors import ConnectFailed
from ferrule.runtime.sim import SimRuntime
from ferrule.telemetry import ClientStats
from ferrule.telemetry.process import PROTOCOL, Process
from worlds import a_response

NOON = 1_796_040_000.0  # 2026-11-30T12:00:00Z
POLICIES = Policies(
    deadline=8.0,
    retry=Retry(attempts=3),
    breaker=Breaker(minimum_calls=10, open_for=15.0),
    concurrency=Concurrency(limit=40, queue=200),
    rate_limit=RateLimit(rate=50, per=1.0),
)
# Operations by how often they are called, and seconds that they usually take.
SHOP = {
    "orders.list": (5.0, 0.045), "orders.get": (9.0, 0.018), "orders.create": (1.5, 0.12),
    "payments.capture": (1.2, 0.21), "customers.search": (0.8, 0.09), "stock.reserve": (2.0, 0.03),
    "shipments.track": (0.5, 0.35), "invoices.render": (0.1, 1.2),
}  # fmt: skip


@attrs.define
class Weather:
    """How the server is: the share of requests that fail, what they fail with, and how much slower it is."""

    failing: float = 0.004
    fault: int | Exception = 503
    slower: float = 1.0


def process(*clients: ClientStats, name: str = "shop-service") -> Process:
    """A process with these clients."""
    at = max((one.at for one in clients), default=NOON)
    return Process(PROTOCOL, "0.1.0", 4242, name, at, {str(number): one for number, one in enumerate(clients, 1)})


@cache
def storm(until: float = 600.0, scale: float = 1.0) -> Process:
    """A shop whose server browns out, goes down and comes back, seen at some second of it; and a quiet neighbour."""
    phases = [
        (220.0, Weather()), (130.0, Weather(failing=0.2, slower=3.0)), (50.0, Weather()),
        (80.0, Weather(failing=1.0, fault=ConnectFailed("connection refused"))), (math.inf, Weather()),
    ]  # fmt: skip
    shop = _lived("shop", SHOP, phases, until, scale)
    mail = _lived(
        "mail", {"messages.send": (0.2, 0.3), "templates.get": (0.05, 0.05)}, [(math.inf, Weather(0.0))], until
    )
    return process(shop, mail)


def outage() -> Process:
    """The same while the server is down."""
    return storm(470.0)


@cache
def large(operations: int = 1223) -> Process:
    """A client of very many operations, each of which was called."""
    groups = ("repos", "issues", "pulls", "actions", "orgs", "users", "teams", "checks", "gists", "apps")
    verbs = ("list", "get", "create", "update", "delete", "list_for_org", "set_access", "get_by_name")
    names = [
        f"{groups[n % 10]}.{verbs[n // 10 % 8]}{f'_{n // 80}' if n >= 80 else ''}_for_authenticated_user"
        for n in range(operations)
    ]
    every = {name: (4.0 / (1 + n), 0.02 * (1 + n % 17)) for n, name in enumerate(names)}
    return process(_lived("github", every, [(math.inf, Weather(0.03))], 120.0, each_once=True), name="crawler")


def silent() -> Process:
    """A client that has made no call."""
    return process(_lived("shop", {}, [], 0.0))


def empty() -> Process:
    """No client."""
    return process()


def _lived(
    api: str,
    operations: dict[str, tuple[float, float]],
    phases: list[tuple[float, Weather]],
    until: float,
    scale: float = 1.0,
    *,
    each_once: bool = False,
) -> ClientStats:
    """What a client says after some time of traffic."""
    modules = {name: _endpoint(name) for name in operations}
    usual = {f"/v1/{name.replace('.', '/')}": took for name, (_, took) in operations.items()}
    runtime: SimRuntime
    served = 0

    async def server(call: Call) -> Response:
        nonlocal served
        if call.url.endswith("/token"):
            await runtime.sleep(0.2)
            return a_response(200, b'{"access_token": "secret-token", "token_type": "Bearer", "expires_in": 240}')
        weather, served = _now(phases, runtime.now()), served + 1
        path = "/v1/" + call.url.partition("/v1/")[2]
        await runtime.sleep(usual[path] * weather.slower * math.exp(0.5 * _normal(runtime)))
        if runtime.random() >= weather.failing:
            left = {
                "x_ratelimit_limit": "20000",
                "x_ratelimit_remaining": str(max(0, 20000 - served)),
                "x_ratelimit_reset": "900",
            }
            return a_response(200, b'{"name": "x"}', content_type="application/json", **left)
        if isinstance(weather.fault, Exception):
            raise ConnectFailed(str(weather.fault))
        return a_response(weather.fault, b"\x1b]52;c;aGk=\x07 overloaded\r\n\xe2\x80\xae")

    runtime = SimRuntime(server, epoch=NOON)
    description = attrs.evolve(API, name=api, servers=[{"url": f"https://api.{api}.example/v1"}])
    kind = type(api.title(), (AsyncAcme,), {"description": description})
    auth = ClientCredentials(OAuthClient("shop-service", "client-secret", token_url=f"https://api.{api}.example/token"))
    client: AsyncAcme = kind(auth, policies=POLICIES, runtime=runtime)

    async def one(name: str) -> None:
        with contextlib.suppress(ferrule.CallError):
            await client._session.exchange(modules[name])

    async def steadily(name: str, per_second: float) -> None:
        while True:
            await runtime.sleep(-math.log(1 - runtime.random()) / per_second)
            runtime.spawn(_of(one, name))

    async def sometime(name: str) -> None:
        await runtime.sleep(0.9 * until * runtime.random())
        await one(name)

    async def live() -> ClientStats:
        for name, (per_second, _) in operations.items():
            runtime.spawn(_of(steadily, name, per_second * scale))
            if each_once:
                runtime.spawn(_of(sometime, name))
        await runtime.sleep(until)
        return client_stats(client._session.core)

    return runtime.run(live)


def _endpoint(name: str) -> Any:
    made = module(name, path=f"/{name.replace('.', '/')}")
    made._OPERATION.update(id=name.replace(".", "/"), name=name)
    return made


def _of(work: Callable[..., Awaitable[None]], *given: Any) -> Callable[[], Awaitable[None]]:
    return lambda: work(*given)


def _now(phases: list[tuple[float, Weather]], now: float) -> Weather:
    for seconds, weather in phases:
        if now < seconds:
            return weather
        now -= seconds
    return Weather()


def _normal(runtime: SimRuntime) -> float:
    """Box and Muller's."""
    return math.sqrt(-2 * math.log(1 - runtime.random())) * math.cos(2 * math.pi * runtime.random())
