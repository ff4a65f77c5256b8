"""Clients that live as long as the service, and what they tell of its health."""

import asyncio
from asyncio import CancelledError
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from starlette.requests import Request

from acme import Acme, AsyncAcme, ScriptedEngine, answer
from ferrule import Breaker, Concurrency, ConfigError, Policies, Retry, TokenUnavailable
from ferrule.auth.source import TokenCredential
from ferrule.auth.tokens import Token
from ferrule.integrations.fastapi import Upstream, health, lifespan
from ferrule.runtime.aio import AsyncRuntime
from ferrule.runtime.base import Runtime
from ferrule_apis.github import AsyncGitHub
from upstreams import HangingEngine, a_blocking_acme, an_acme, assert_tells_nothing


class Made:
    """Makes clients, and knows what became of their connections."""

    def __init__(self, make: Any = an_acme) -> None:
        self.engines: list[ScriptedEngine] = []
        self._make = make

    def __call__(self) -> Any:
        self.engines.append(ScriptedEngine(answer(200, {"name": "octocat"})))
        return self._make(engine=self.engines[-1])

    @property
    def closed(self) -> list[int]:
        """How often each was closed."""
        return [engine.closed for engine in self.engines]


def service(acme: Upstream[Any]) -> FastAPI:
    """One route over one upstream."""
    app = FastAPI(lifespan=lifespan(acme))

    @app.get("/name")
    async def name(acme: Annotated[AsyncAcme, Depends(acme)]) -> Any:
        return await acme.users.get()

    return app


def test_nothing_is_made_before_the_service_starts() -> None:
    """And it is closed once, at its end."""
    made = Made()
    acme = Upstream(made)
    app = service(acme)
    assert (made.engines, repr(acme)) == ([], "<Upstream upstream: not running>")
    with pytest.raises(ConfigError, match="give it to the service's lifespan"):
        acme.client
    with TestClient(app) as caller:
        assert caller.get("/name").json() == {"name": "octocat"}
        assert made.closed == [0]
    assert made.closed == [1]


def test_it_takes_the_parameters_of_the_facade() -> None:
    """And is called by the API's name."""
    acme = Upstream(AsyncAcme, base_url="https://elsewhere.test", headers={"X-A": "b"})
    assert acme.name == "acme"

    async def scenario() -> str:
        async with acme.running() as client:
            assert client is acme.client
            return repr(client)

    assert asyncio.run(scenario()) == "<AsyncAcme https://elsewhere.test>"


def test_one_application_in_two_test_clients_one_after_the_other() -> None:
    """Each has a loop of its own, and a client of its own."""
    made = Made()
    app = service(Upstream(made))
    for times in (1, 2):
        with TestClient(app) as caller:
            assert caller.get("/name").status_code == 200
        assert made.closed == [1] * times


def test_two_applications_share_a_client() -> None:
    """The last one closes it."""
    made = Made()
    acme = Upstream(made)
    with TestClient(service(acme)):
        with TestClient(service(acme)):
            pass
        assert made.closed == [0]
    assert made.closed == [1]


def test_the_first_is_closed_when_the_second_cannot_start() -> None:
    """And the service does not start."""
    first, second = Made(), Upstream(AsyncAcme, base_url="nonsense")
    app = FastAPI(lifespan=lifespan(Upstream(first), second))
    with pytest.raises(ConfigError), TestClient(app):
        pass
    assert first.closed == [1]
    with pytest.raises(ConfigError, match="not running"):
        second.client


def test_the_first_is_closed_when_closing_the_second_fails() -> None:
    """What one upstream does is not the other's fault."""
    first = Made()

    class Stuck(ScriptedEngine):
        async def aclose(self) -> None:
            raise OSError("stuck")

    second = Upstream(lambda: an_acme(engine=Stuck(answer(200))))
    with pytest.raises(OSError, match="stuck"), TestClient(FastAPI(lifespan=lifespan(Upstream(first), second))):
        pass
    assert first.closed == [1]


def test_it_is_composed_with_a_lifespan_of_ones_own() -> None:
    """Which begins after the clients and ends before them, and whose state is the service's."""
    made, told = Made(), list[str]()
    acme: Upstream[AsyncAcme] = Upstream(made)

    @asynccontextmanager
    async def own(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
        told.append(f"{app.title}: {(await acme.client.users.get())['name']}")
        yield {"mine": 7}
        told.append(f"closed {made.closed}")

    app = FastAPI(title="shop", lifespan=lifespan(acme, inner=own))

    @app.get("/state")
    async def state(request: Request) -> Any:
        return request.state.mine

    with TestClient(app) as caller:
        assert caller.get("/state").json() == 7
    assert told == ["shop: octocat", "closed [0]"]
    assert made.closed == [1]


def test_it_is_replaced_in_tests() -> None:
    """By FastAPI's own means."""
    acme = Upstream(Made())
    app = service(acme)
    app.dependency_overrides[acme] = lambda: an_acme(answer(200, {"name": "fake"}))
    with TestClient(app) as caller:
        assert caller.get("/name").json() == {"name": "fake"}


def test_a_blocking_client_serves_handlers_in_threads() -> None:
    """And is closed in one: it may wait."""
    made = Made(a_blocking_acme)
    acme: Upstream[Acme] = Upstream(made)
    app = FastAPI(lifespan=lifespan(acme))

    @app.get("/name")
    def name(acme: Annotated[Acme, Depends(acme)]) -> Any:
        return acme.users.get()

    with TestClient(app) as caller:
        assert caller.get("/name").json() == {"name": "octocat"}
    assert made.closed == [1]


def test_it_is_a_factory_of_svcs() -> None:
    """`aget` gives the running client."""
    import svcs

    acme = Upstream(Made())

    async def scenario() -> Any:
        async with acme.running():
            registry = svcs.Registry()
            registry.register_factory(AsyncAcme, lambda: acme.client, enter=False)
            async with svcs.Container(registry) as container:
                return await (await container.aget(AsyncAcme)).users.get()

    assert asyncio.run(scenario()) == {"name": "octocat"}


ONCE = Retry(attempts=1)


def ready(*upstreams: Upstream[Any]) -> tuple[int, Any]:
    """What the service says of itself while they run."""
    app = FastAPI(lifespan=lifespan(*upstreams), routes=[health(*upstreams)])
    with TestClient(app) as caller:
        found = caller.get("/ready")
    assert_tells_nothing(found.text.replace('"acme"', ""), found.headers)
    assert found.headers["cache-control"] == "no-store"
    return found.status_code, found.json()


class Outage:
    """An API that fails, and counts what it is sent."""

    def __init__(self, **policies: Any) -> None:
        self.engine = ScriptedEngine(answer(503))
        self.policies = Policies(retry=ONCE, **policies)

    def upstream(self, **in_health: Any) -> Upstream[AsyncAcme]:
        """An upstream whose circuit is open from the start."""

        def make() -> AsyncAcme:
            client = an_acme(engine=self.engine, policies=self.policies)
            client.breaker.isolate(reason="down, at 10.0.0.5")
            return client

        return Upstream(make).in_health(**in_health)


def test_an_optional_upstream_degrades_and_a_required_one_takes_the_service_out() -> None:
    """Asking sends nothing."""
    fine, outage = Upstream(Made()).in_health(name="fine"), Outage()
    assert ready(fine) == (200, {"status": "ready", "upstreams": {"fine": {"status": "up", "required": False}}})
    down = {"status": "down", "required": False, "reasons": ["the circuit is open"]}
    assert ready(fine, outage.upstream(name="search")) == (
        200,
        {"status": "degraded", "upstreams": {"fine": {"status": "up", "required": False}, "search": down}},
    )
    status, told = ready(outage.upstream(name="pay", required=True), Outage().upstream(name="other"))
    assert (status, told["status"]) == (503, "unready")
    assert outage.engine.sent == []


def test_a_circuit_whose_time_is_over_is_no_reason() -> None:
    """Out of rotation, nobody would try it, and it would stay open for ever."""
    now = [0.0]

    async def scenario() -> list[list[str]]:
        acme = Upstream(lambda: client)
        async with acme.running():
            seen = [acme.hindrances()]
            for _ in range(20):
                with pytest.raises(Exception, match="503"):
                    await client.users.get()
            seen.append(acme.hindrances())
            now[0] += 100.0
            seen.append(acme.hindrances())
            return seen

    engine = ScriptedEngine(answer(503))
    policies = Policies(retry=ONCE, breaker=Breaker(minimum_calls=20))
    client = AsyncAcme(runtime=AsyncRuntime(engine, now=lambda: now[0]), policies=policies)
    assert asyncio.run(scenario()) == [[], ["the circuit is open"], []]
    assert len(engine.sent) == 20


def test_a_full_queue_is_a_reason(hanging: HangingEngine) -> None:
    """As long as it is full."""
    policies = Policies(concurrency=Concurrency(limit=1, queue=1))
    acme = Upstream(lambda: an_acme(engine=hanging, policies=policies))

    async def scenario() -> list[list[str]]:
        async with acme.running() as client:
            calls = [asyncio.create_task(client.users.get(name)) for name in ("1", "2")]
            seen = [acme.hindrances()]
            await asyncio.sleep(0)
            seen.append(acme.hindrances())
            for call in calls:
                call.cancel()
            ended = await asyncio.gather(*calls, return_exceptions=True)
            assert [type(one) for one in ended] == [CancelledError, CancelledError]
            return [*seen, acme.hindrances()]

    assert asyncio.run(scenario()) == [[], ["the queue is full"], []]


class Unavailable(TokenCredential):
    """Its server is down."""

    async def fetch(self, previous: Token | None, runtime: Runtime) -> Token:
        raise TokenUnavailable("sesame")


def test_a_token_that_cannot_be_had_is_a_reason_until_it_is_asked_for_again() -> None:
    """As with circuits: somebody must try."""
    now = [0.0]
    runtime = AsyncRuntime(ScriptedEngine(answer(500)), now=lambda: now[0])
    github = Upstream(lambda: AsyncGitHub(runtime=runtime, auth=Unavailable()))

    async def scenario() -> list[list[str]]:
        async with github.running() as client:
            seen = [github.hindrances()]
            with pytest.raises(TokenUnavailable):
                await client.users.get_by_username("octocat")
            seen.append(github.hindrances())
            now[0] += 60.0
            return [*seen, github.hindrances()]

    assert asyncio.run(scenario()) == [[], ["no token"], []]


def test_two_upstreams_of_one_name_are_refused() -> None:
    """One would hide the other."""
    with pytest.raises(ConfigError, match=r"several upstreams are called acme; name them: in_health\(name=…\)"):
        health(Upstream(AsyncAcme), Upstream(AsyncAcme))
