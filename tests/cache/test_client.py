"""The cache as users meet it: through clients of both worlds, and on the command line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

import ferrule
from acme import AsyncWorld, BlockingWorld, answer
from ferrule.cache.entry import Entry, Record
from ferrule.cache.stores.sqlite import SqliteStore
from ferrule.cli import main
from ferrule_apis.github import AsyncGitHub, GitHub


@pytest.fixture(params=[BlockingWorld, AsyncWorld], ids=["blocking", "async"])
def users_world(request: pytest.FixtureRequest) -> Any:
    """Each kind of client, over a scripted engine."""
    return request.param()


def fresh(name: str = "Ada", **headers: str) -> ferrule.Response:
    """A user, fresh for a minute."""
    return answer(200, {"name": name}, cache_control="private, max-age=60", **headers)


def test_a_hit_is_a_model_of_its_own(users_world: Any) -> None:
    """A hit gives the typed result, each time another object: changing one changes nobody else's."""
    client, engine = users_world.client(fresh())
    first = users_world.run(client.users.get, "1")
    first["name"] = "changed"
    assert users_world.run(client.users.get, "1") == {"name": "Ada"}
    assert len(engine.sent) == 1


def test_the_trace_says_why(users_world: Any) -> None:
    """A call's trace and `Cache-Status` say whether it was served from the store, and why not."""
    client, _ = users_world.client(fresh())
    missed, hit = (users_world.run(client.users.get.raw, "1") for _ in range(2))
    assert missed.trace.notes == ["cache: forwarded: nothing is stored"]
    assert hit.trace.notes == ["cache: hit, fresh for 60 s"]
    assert (missed.headers["cache-status"], len(hit.attempts)) == ("ferrule; fwd=uri-miss; stored", 0)


def test_options_choose_how_the_store_is_used(users_world: Any) -> None:
    """`with_options(cache=…)` holds for the view's calls alone; an unknown mode is refused."""
    client, engine = users_world.client(fresh("Ada"), fresh("Eve"))
    with pytest.raises(ferrule.GatewayTimeout):
        users_world.run(client.with_options(cache="only-if-cached").users.get, "1")
    users_world.run(client.users.get, "1")
    assert users_world.run(client.with_options(cache="reload").users.get, "1") == {"name": "Eve"}
    assert users_world.run(client.users.get, "1") == {"name": "Eve"}
    assert len(engine.sent) == 2
    with pytest.raises(ferrule.ConfigError, match="cache='never' must be one of default"):
        client.with_options(cache="never")


def test_headers_of_a_call_keep_responses_apart(users_world: Any) -> None:
    """What is asked with other headers is another response, also where the API names no Vary."""
    client, engine = users_world.client(fresh())
    users_world.run(client.users.get, "1")
    users_world.run(client.with_options(headers={"X-Tenant": "2"}).users.get, "1")
    assert len(engine.sent) == 2


@pytest.mark.parametrize(
    ("what", "count"),
    [
        (lambda client: client.operation(client.users.get.module), 2),
        (lambda client: "users.get", 2),
        (lambda client: "people", 2),
        (lambda client: "/users/1", 1),
        (lambda client: "https://api.example/v1/users/2?page=3", 1),
        (lambda client: "unknown", 0),
    ],
)
def test_invalidation_by_hand(users_world: Any, what: Callable[[Any], Any], count: int) -> None:
    """Responses are forgotten by operation, tag or URL."""
    policies = ferrule.Policies(cache=ferrule.Cache(tags={"users.*": ["people"]}))
    client, engine = users_world.client(fresh(), policies=policies)
    for number in ("1", "2"):
        users_world.run(client.users.get, number)
    assert users_world.run(client.cache.invalidate, what(client)) == count
    for number in ("1", "2"):
        users_world.run(client.users.get, number)
    assert len(engine.sent) == 2 + count


def test_bound_operations_can_be_named(users_world: Any) -> None:
    """An operation of the client itself says what to forget; anything else is refused."""
    client, _ = users_world.client(fresh())
    users_world.run(client.users.get, "1")
    assert users_world.run(client.cache.invalidate, client.users.get) == 1
    with pytest.raises(ferrule.ConfigError, match="takes an operation, a tag or a URL"):
        users_world.run(client.cache.invalidate, 7)


def test_counts_and_clearing(users_world: Any) -> None:
    """The cache counts what it did, says what it holds, and forgets everything when asked."""
    client, _ = users_world.client(fresh())
    for _ in range(3):
        users_world.run(client.users.get, "1")
    stats = users_world.run(client.cache.stats)
    assert (stats.counts["hit"], stats.counts["miss"], stats.counts["stored"]) == (2, 1, 1)
    assert stats.stores["CacheStoreMemory"].entries == 1
    assert users_world.run(client.cache.clear) == 1


def test_a_client_without_a_cache(users_world: Any) -> None:
    """`Policies(cache=None)` asks each time, and has no cache to speak of."""
    client, engine = users_world.client(fresh(), policies=ferrule.Policies(cache=None))
    for _ in range(2):
        raw = users_world.run(client.users.get.raw, "1")
    assert len(engine.sent) == 2
    assert "cache-status" not in raw.headers
    with pytest.raises(ferrule.ConfigError, match="no cache"):
        _ = client.cache


def test_an_unsafe_call_through_the_facade_invalidates(users_world: Any) -> None:
    """Creating something at a URL drops what is stored for the places that the response names."""
    created = answer(201, {"name": "Ada"}, location="/v1/users/1")
    client, engine = users_world.client(fresh("old"), created, fresh("new"))
    users_world.run(client.users.get, "1")
    users_world.run(client.users.create, body={"name": "Ada"})
    assert users_world.run(client.users.get, "1") == {"name": "new"}
    assert len(engine.sent) == 3


def test_mocked_calls_are_all_seen(respx_mock: respx.MockRouter) -> None:
    """With a default client, a mock sees every call, unless its response says that it is fresh."""
    body = {"login": "octocat", "id": 1, "type": "User"}
    route = respx_mock.get("https://api.github.com/users/octocat")
    route.respond(
        200, json=body, headers={"last-modified": "Mon, 01 Jan 2024 00:00:00 GMT", "cache-control": "private"}
    )
    with GitHub() as github:
        for _ in range(3):
            github.users.get_by_username.raw("octocat")
        assert route.call_count == 3
        route.respond(200, json=body, headers={"cache-control": "max-age=60"})
        for _ in range(3):
            github.users.get_by_username.raw("octocat")
        assert route.call_count == 4


async def _both_ways(github: AsyncGitHub) -> None:
    from ferrule_apis.github.api.users import get_by_username

    await github.users.get_by_username.raw("octocat")
    await get_by_username.asyncio_detailed("octocat", client=github.generated)


def test_plain_generated_calls_share_the_cache(respx_mock: respx.MockRouter) -> None:
    """A plain generated call goes through the same cache as the facade's."""
    import asyncio

    route = respx_mock.get("https://api.github.com/users/octocat")
    route.mock(side_effect=lambda request: httpx.Response(200, json={}, headers={"cache-control": "max-age=60"}))

    async def scenario() -> None:
        async with AsyncGitHub() as github:
            await _both_ways(github)
            await _both_ways(github)

    asyncio.run(scenario())
    assert route.call_count <= 2


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`ferrule cache` tells what a file holds, and empties it."""
    path = tmp_path / "cache.db"
    store = SqliteStore(path)
    for number, tags in enumerate([("tag:a",), ("operation:users.get",), ()]):
        made = Entry(200, [], b"x", "HTTP/1.1", (), 1e10, 60.0, tags=tags)
        store.put(b"%d" % number, Record((made,)), 1.0)
    store.close()
    assert main(["cache", "stats", str(path)]) == 0
    assert capsys.readouterr().out == "entries  3\nsize     1.1 KiB of 256.0 MiB (0.0%)\n"
    assert main(["cache", "stats", "--json", str(path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"entries": 3, "size": store.stats().size, "limit": 256 * 2**20}
    assert main(["cache", "clear", str(path), "--tag", "a"]) == 0
    assert main(["cache", "clear", str(path), "--tag", "operation:users.get", "--json"]) == 0
    assert main(["cache", "clear", str(path)]) == 0
    assert main(["cache", "clear", str(path)]) == 0
    assert capsys.readouterr().out == 'forgot 1 entry\n{"forgotten":1}\nforgot 1 entry\nforgot 0 entries\n'
    store.close()


def test_the_command_line_refuses_what_is_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`ferrule cache` says in one line what is wrong, makes no file, and quotes no address."""
    other, garbage, none = tmp_path / "other.db", tmp_path / "garbage", tmp_path / "none.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()
    garbage.write_bytes(b"x" * 9999)
    for store, said in {
        str(none): f"there is no file {none}",
        str(tmp_path): f"there is no file {tmp_path}",
        str(other): "the store cannot be used: the file belongs to something else, or to another version of Ferrule",
        str(garbage): "the store cannot be used: file is not a database",
        "redis://:secret@127.0.0.1:1/0": "the store cannot be used: ConnectionError",
    }.items():
        assert main(["cache", "stats", store]) == 1
        assert capsys.readouterr().err == f"ferrule: {said}\n"
    assert not none.exists()
