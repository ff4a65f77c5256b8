"""Users' mocks of httpx see every send of a Ferrule client."""

from __future__ import annotations

import httpx
import pytest
import respx

from engines.sides import Side, undisturbed
from ferrule.errors import ConnectFailed, ReadFailed
from worlds import a_call


@pytest.fixture(params=["async", "blocking"])
def side(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Side:
    """The httpx engines: mocks of httpx see no other, so that the pytest plugin chooses them."""
    undisturbed(monkeypatch)
    return Side(request.param)


def test_respx_sees_and_answers(side: Side) -> None:
    """A respx route gets the request as sent, and its response comes back."""
    with respx.mock as router:
        route = router.post("https://api.shop.test/orders", params={"a": "1"}, json={"b": 2})
        route.respond(201, json={"id": 7}, headers={"X-Kind": "mocked"})
        response = side.send("https://api.shop.test/orders", "POST", body={"params": {"a": 1}, "json": {"b": 2}})
    assert (response.status_code, response.json(), response.headers["x-kind"]) == (201, {"id": 7}, "mocked")
    assert route.call_count == 1


def test_respx_sees_each_send(side: Side) -> None:
    """Several sends are several calls of the route, each answered by the next response."""

    async def scenario() -> list[int]:
        return [(await side.runtime.send(a_call())).status_code for _ in range(2)]

    with respx.mock as router:
        router.get("https://api.shop.test/orders").mock(side_effect=[httpx.Response(503), httpx.Response(200)])
        assert side.run(scenario) == [503, 200]


def test_errors_of_a_mock_are_mapped(side: Side) -> None:
    """An httpx error raised by a mock becomes Ferrule's, without the request that the mock put into it."""
    with respx.mock as router:
        router.get("https://api.shop.test/orders").mock(side_effect=[httpx.ConnectError, httpx.ReadTimeout("slow")])

        async def scenario() -> None:
            with pytest.raises(ConnectFailed) as caught:
                await side.runtime.send(a_call())
            assert (caught.value.__cause__, caught.value.__context__) == (None, None)
            with pytest.raises(ReadFailed):
                await side.runtime.send(a_call())

        side.run(scenario)


def test_unmocked_call_fails_the_test(side: Side) -> None:
    """A call that no route matches fails with respx' own error, unmapped."""
    with respx.mock, pytest.raises(AssertionError, match="not mocked"):
        side.send("https://api.shop.test/other")


def test_patched_transport_sees_the_call(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries that patch httpx' transport classes work too."""
    seen: list[str] = []

    def answer(transport: object, request: httpx.Request) -> httpx.Response:
        seen.append(f"{request.method} {request.url}")
        return httpx.Response(204)

    async def async_answer(transport: object, request: httpx.Request) -> httpx.Response:
        return answer(transport, request)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", async_answer)
    assert side.send("https://api.shop.test/orders").status_code == 204
    assert seen == ["GET https://api.shop.test/orders"]
