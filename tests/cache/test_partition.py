"""Whatever chooses whom the API sees, or who answers in its name, keeps stored responses apart in a shared store."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme

import acme
import ferrule
from ferrule import Cache, Connection, Middleware, Next, Policies, Runtime
from ferrule.cache import CacheStoreMemory
from ferrule.call import Call, Response
from ferrule.client.core import Core
from ferrule.client.session import Session
from ferrule.policies.pipeline import Policy
from ferrule.runtime.blocking import BlockingRuntime, drive
from ferrule_apis.github import Client


class Asker:
    """Clients with one store, each over connections of its own."""

    def __init__(self) -> None:
        self.store = CacheStoreMemory()

    def asks(self, connection: Connection, control: str = "private, max-age=60", **options: Any) -> bool:
        """A new client makes a call; True when it went to the API."""
        engine = acme.ScriptedEngine(acme.answer(200, {"name": "Ada"}, cache_control=control))
        policies = Policies(cache=Cache(store=self.store))
        core = Core(acme.API, policies, BlockingRuntime(engine), connection=connection)
        drive(Session(core).with_changes(options).result(acme.get, "1"))
        return bool(engine.sent)


@pytest.fixture
def certificate(tmp_path: Path) -> Callable[[str, str], str]:
    """Issues a certificate to somebody, and writes it where it is told."""
    authority = trustme.CA()

    def issue(name: str, folder: str) -> str:
        path = tmp_path / folder / "client.pem"
        path.parent.mkdir(exist_ok=True)
        authority.issue_cert(name, common_name=name).private_key_and_cert_chain_pem.write_to_path(str(path))
        return str(path)

    return issue


def test_each_client_certificate_has_its_own(certificate: Callable[[str, str], str], tmp_path: Path) -> None:
    """Two people with one path after the other get each their own; a copy of the same certificate is the same person.

    What says `public` is kept apart as well: it may come from another server.
    """
    asker, alice = Asker(), certificate("alice.test", "one")
    copied = tmp_path / "copy.pem"
    copied.write_bytes(Path(alice).read_bytes())
    assert asker.asks(Connection(cert=alice))
    assert not asker.asks(Connection(cert=str(copied)))
    bob = Connection(cert=certificate("bob.test", "one"))
    assert asker.asks(bob)
    assert not asker.asks(bob)
    assert asker.asks(Connection())


@pytest.mark.parametrize("control", ["private, max-age=60", "public, max-age=60"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Connection(uds="/run/one.sock"), Connection(uds="/run/two.sock")),
        (Connection(uds="/run/one.sock"), Connection()),
        (Connection(proxy="http://ann:1@proxy.test"), Connection(proxy="http://bob:1@proxy.test")),
        (Connection(proxy="http://ann:1@proxy.test"), Connection(proxy="http://ann:2@proxy.test")),
        (Connection(proxy={"all://a.test": "http://p.test"}), Connection(proxy={"all://b.test": "http://p.test"})),
        (Connection(local_address="127.0.0.1"), Connection(local_address="127.0.0.2")),
        (Connection(verify=False), Connection()),
        (Connection(verify=ssl.create_default_context()), Connection(verify=ssl.create_default_context())),
    ],
)
def test_connections_that_lead_elsewhere_share_nothing(first: Connection, second: Connection, control: str) -> None:
    """Sockets, proxies and their credentials, addresses and trust: what came over one is not served over another."""
    asker = Asker()
    for connection in (first, second):
        assert asker.asks(connection, control)
        assert not asker.asks(connection, control)


def test_proxies_of_the_environment_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes no difference where a proxy is named."""
    asker = Asker()
    for proxy in ("http://ann:1@proxy.test", "http://bob:1@proxy.test"):
        monkeypatch.setenv("https_proxy", proxy)
        assert asker.asks(Connection())
        assert not asker.asks(Connection())


def test_what_goes_past_a_proxy_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy sees, and may answer, what another client has from the API itself."""
    asker = Asker()
    monkeypatch.setenv("https_proxy", "http://proxy.test")
    for exempt in ("", "api.example", "10.0.0.0/8"):
        monkeypatch.setenv("no_proxy", exempt)
        assert asker.asks(Connection())
        assert not asker.asks(Connection())


def test_of_authorities_the_content_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two machines may have different ones at one path, or the same at two."""
    first, second, authority = tmp_path / "first.pem", tmp_path / "second.pem", trustme.CA()
    authority.cert_pem.write_to_path(str(first))
    authority.cert_pem.write_to_path(str(second))
    asker = Asker()
    assert asker.asks(Connection(verify=first))
    assert not asker.asks(Connection(verify=str(second)))
    trustme.CA().cert_pem.write_to_path(str(first))
    assert asker.asks(Connection(verify=first))
    monkeypatch.setenv("SSL_CERT_FILE", str(first))
    assert asker.asks(Connection())
    first.write_bytes(second.read_bytes())
    assert asker.asks(Connection())


def test_authorities_of_the_environment_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """So does where they are named."""
    asker = Asker()
    for folder in ("/one", "/two"):
        monkeypatch.setenv("SSL_CERT_DIR", folder)
        assert asker.asks(Connection())
        assert not asker.asks(Connection())
    assert asker.asks(Connection(trust_env=False))


def test_whom_a_connection_trusts_tells_nothing_about_who_asks(
    monkeypatch: pytest.MonkeyPatch, certificate: Callable[[str, str], str]
) -> None:
    """A guess at freshness is made where authorities are named, and not where a certificate is shown."""

    def repeats(connection: Connection) -> int:
        engine = acme.ScriptedEngine(acme.answer(200, {"name": "Ada"}, last_modified="Thu, 01 Jan 2015 00:00:00 GMT"))
        core = Core(acme.API, Policies(cache=Cache(heuristic=0.1)), BlockingRuntime(engine), connection=connection)
        for _ in range(2):
            drive(Session(core).result(acme.get, "1"))
        return len(engine.sent)

    assert repeats(Connection()) == 1
    assert repeats(Connection(cert=certificate("alice.test", "one"))) == 2
    monkeypatch.setenv("SSL_CERT_DIR", "/one")
    assert repeats(Connection()) == 1


def _as(**headers: str) -> Policy:
    async def hook(call: Call, next: Next, runtime: Runtime) -> Response:
        return await next(call.with_headers(headers))

    return hook


@pytest.mark.parametrize("control", ["private, max-age=60", "max-age=60"])
@pytest.mark.parametrize("name", ["authorization", "cookie", "x-user"])
def test_what_a_hook_around_requests_says_of_who_asks_belongs_to_nobody_else(name: str, control: str) -> None:
    """It comes after the cache has looked, so that no key names it: the response is not stored."""
    store = CacheStoreMemory()

    def asks(who: str, **settings: Any) -> bool:
        engine = acme.ScriptedEngine(acme.answer(200, {"name": "Ada"}, cache_control=control))
        hooks = [Middleware(_as(**{name: who}), "attempt")]
        policies = Policies(cache=Cache(store=store, **settings), middleware=hooks)
        core = Core(acme.API, policies, BlockingRuntime(engine))
        drive(Session(core).result(acme.get, "1"))
        told = f"cache: not stored: hooks changed {name} of its request, which may tell who asks"
        assert all((told in sent.trace.notes) == (not settings) for sent in engine.sent)
        return bool(engine.sent)

    assert asks("alice")
    assert asks("bob")
    assert asks("bob", neutral_headers=[name])
    assert not asks("alice", neutral_headers=[name])


def test_what_is_public_is_stored_whatever_hooks_add() -> None:
    """Everybody may read it. Nor does a hook that adds nothing of who asks keep anything from being stored."""
    for control, hook in (("public, max-age=60", _as(x_user="a")), ("max-age=60", _as(traceparent="00-1"))):
        engine = acme.ScriptedEngine(acme.answer(200, {"name": "Ada"}, cache_control=control))
        core = Core(acme.API, Policies(middleware=[Middleware(hook, "attempt")]), BlockingRuntime(engine))
        for _ in range(2):
            drive(Session(core).result(acme.get, "1"))
        assert len(engine.sent) == 1


def test_settings_that_lead_nowhere_else_share() -> None:
    """Pool sizes and the like choose nobody."""
    asker = Asker()
    assert asker.asks(Connection())
    assert not asker.asks(Connection(max_connections=200, keepalive_expiry=1.0))


def test_another_host_name_is_another_resource() -> None:
    """What a virtual host answered is not what the other one would."""
    asker = Asker()
    assert asker.asks(Connection(), headers={"Host": "one.test"})
    assert asker.asks(Connection(), headers={"Host": "two.test"})
    assert asker.asks(Connection())
    assert not asker.asks(Connection(), headers={"Host": "two.test"})


@pytest.mark.parametrize("control", ["private, public, max-age=60", 'x=", public, max-age=60'])
def test_what_is_called_public_and_private_is_private(control: str) -> None:
    """The most restrictive directive wins, also where one is hidden behind a quote that is never closed."""
    asker = Asker()
    assert asker.asks(Connection(), control, headers={"Authorization": "Bearer a"})
    assert asker.asks(Connection(), control, headers={"Authorization": "Bearer b"})


def test_wrapped_clients_are_kept_apart_as_well() -> None:
    """Their connection says who they are, too."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("cache-control", "private, max-age=60")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    asked: list[str] = []
    policies = Policies(cache=Cache(store=CacheStoreMemory()))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        for connection in (Connection(), Connection(), Connection(local_address="127.0.0.1")):
            client = Client(base_url=f"http://127.0.0.1:{server.server_port}")
            with ferrule.wrap(client, policies=policies, connection=connection).get_httpx_client() as http:
                http.get("/x")
        server.shutdown()
        thread.join()
    assert asked == ["/x", "/x"]
