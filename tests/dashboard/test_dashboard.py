"""The page as an application: who is let in, what is answered, and that nothing of it runs what a server said."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

import attrs
import pytest

import scenes
from ferrule import ConfigError
from ferrule.dashboard import Dashboard, app
from ferrule.dashboard.answers import _FILES
from ferrule.telemetry.feed import Feed
from ferrule.telemetry.process import Process

HOST = "admin.example"
PAGE = files("ferrule.dashboard") / "page"


@attrs.frozen
class Got:
    """A response."""

    status: int
    headers: dict[str, str]
    body: bytes


def over_asgi(
    page: Dashboard,
    path: str = "/",
    *,
    method: str = "GET",
    host: str | None = HOST,
    origin: str | None = None,
    mount: str = "",
) -> Got:
    """As an ASGI server asks. The browser goes away after the first part of a stream."""
    headers = [(b"host", host.encode("latin-1"))] if host is not None else []
    headers += [(b"origin", origin.encode())] if origin is not None else []
    scope = {"type": "http", "method": method, "path": mount + path, "root_path": mount, "headers": headers}

    async def main() -> Got:
        sent: list[Any] = []
        some = asyncio.Event()
        parts = iter([{"type": "http.request"}])

        async def receive() -> Any:
            if (part := next(parts, None)) is not None:
                return part
            await some.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)
            if message.get("body"):
                some.set()

        await page(scope, receive, send)
        fields = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Got(sent[0]["status"], fields, b"".join(one.get("body", b"") for one in sent[1:]))

    return asyncio.run(main())


def over_wsgi(
    page: Dashboard,
    path: str = "/",
    *,
    method: str = "GET",
    host: str | None = HOST,
    origin: str | None = None,
    mount: str = "",
) -> Got:
    """As a WSGI server asks."""
    environ = {"REQUEST_METHOD": method, "SCRIPT_NAME": mount, "PATH_INFO": path}
    environ |= {name: value for name, value in (("HTTP_HOST", host), ("HTTP_ORIGIN", origin)) if value is not None}
    started: list[Any] = []
    body = b"".join(page.wsgi(environ, lambda *given: started.extend(given)))
    return Got(int(started[0][:3]), {name.lower(): value for name, value in started[1]}, body)


Ask = Callable[..., Got]


@pytest.fixture(params=[over_asgi, over_wsgi], ids=["asgi", "wsgi"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Both kinds of servers."""
    asked: Ask = request.param
    return asked


def shown(process: Process | None = None, **settings: Any) -> Dashboard:
    """The page of a process, which everybody may see."""
    given: dict[str, Any] = {"allow": lambda _: True, "hosts": [HOST]} | settings
    return Dashboard(feed=Feed(lambda: process or scenes.empty()), **given)


PATHS = ["/", "/index.html", "/app.js", "/stats", "/events", "/x/../stats", "/nothing", ""]


@pytest.mark.parametrize("path", PATHS)
def test_nobody_sees_it_until_the_service_says_who(ask: Ask, path: str) -> None:
    """Without `allow` there is no page, whatever address the request comes from."""
    assert ask(Dashboard(), path).status == 404
    assert ask(Dashboard(hosts=[HOST]), path).status == 404
    got = ask(shown(allow=lambda _: False), path)
    assert (got.status, got.body) == (404, b"Not found.")


def test_allow_is_given_the_request(ask: Ask) -> None:
    """The scope of ASGI, or the environ of WSGI."""
    seen: list[Any] = []
    assert ask(shown(allow=lambda request: bool(seen.append(request) or True)), "/stats").status == 200
    assert seen[0].get("path", seen[0].get("PATH_INFO")) == "/stats"


def test_an_allow_that_fails_lets_nobody_in(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    """And the log says so."""
    assert ask(shown(allow=lambda _: 1 / 0), "/stats").status == 404
    assert "allow= failed" in caplog.text


def test_allow_may_be_async() -> None:
    """With ASGI: it is awaited, and one that fails lets nobody in."""

    def answering(value: bool) -> Callable[[Any], Awaitable[bool]]:
        async def allow(_: Any) -> bool:
            return value or bool(1 / 0)

        return allow

    assert over_asgi(shown(allow=answering(True)), "/stats").status == 200
    assert over_asgi(shown(allow=answering(False)), "/stats").status == 404


def test_an_async_allow_is_no_yes_for_wsgi(caplog: pytest.LogCaptureFixture) -> None:
    """A coroutine is true, and means nothing."""

    async def allow(_: Any) -> bool:
        return False

    assert over_wsgi(shown(allow=allow), "/stats").status == 404
    assert "async" in caplog.text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "admin.example.evil.example", "evil.example:80", "admin.example.", "xadmin.example", "", None,
        "admin.example:80:80", "admin.example@evil.example", "admin.example, evil.example", "admin.example\x00", "127.0.0.1",
        "admin.example:", " admin.example", "admin.example/", "ａdmin.example".encode().decode("latin-1"),
    ],
)  # fmt: skip
def test_only_its_own_hosts_are_served(ask: Ask, path: str, host: str | None) -> None:
    """A foreign name that points at this service is refused on each path (DNS rebinding)."""
    got = ask(shown(scenes.silent()), path, host=host)
    assert got.status == 403
    assert b"shop" not in got.body


def test_two_hosts_are_none() -> None:
    """Servers and proxies would each choose another one."""

    async def main() -> int:
        statuses: list[int] = []

        async def send(message: Any) -> None:
            statuses.append(message.get("status", 0))

        async def receive() -> Any:
            return {"type": "http.request"}

        headers = [(b"host", HOST.encode()), (b"host", b"evil.example")]
        await shown()({"type": "http", "method": "GET", "path": "/stats", "headers": headers}, receive, send)
        return statuses[0]

    assert asyncio.run(main()) == 403


def test_a_host_is_named_with_its_port_or_without(ask: Ask) -> None:
    """Without: any. Names are compared as DNS does."""
    page = shown(hosts=["Admin.example", "localhost:8000", "[::1]:8000"])
    for host in ("ADMIN.EXAMPLE", "admin.example:8443", "localhost:8000", "[::1]:8000"):
        assert ask(page, "/stats", host=host).status == 200, host
    for host in ("localhost", "localhost:8001", "[::1]"):
        assert ask(page, "/stats", host=host).status == 403, host


@pytest.mark.parametrize(("origin", "status"), [
    (None, 200), ("https://admin.example", 200), ("http://ADMIN.example:8080", 200), ("null", 403), ("", 403),
    ("https://evil.example", 403), ("https://admin.example.evil.example", 403), ("file://admin.example", 403),
    ("https://admin.example@evil.example", 403), ("https://admin.example/x", 403),
    ("https://admin.example https://evil.example", 403),
])  # fmt: skip
def test_other_origins_are_refused(ask: Ask, origin: str | None, status: int) -> None:
    """What a page of somebody else asks for."""
    assert ask(shown(), "/stats", origin=origin).status == status


@pytest.mark.parametrize("hosts", [[], ["https://admin.example"], ["*"], [""], ["admin.example:x"], ["a b"]])
def test_hosts_are_checked_at_start(hosts: list[str]) -> None:
    """Nothing is guessed: who lets somebody in names the hosts."""
    with pytest.raises(ConfigError, match="hosts"):
        Dashboard(allow=lambda _: True, hosts=hosts)


def test_hosts_are_a_list() -> None:
    """A name alone would be a list of letters."""
    with pytest.raises(ConfigError, match="list of names"):
        Dashboard(allow=lambda _: True, hosts="admin.example")


def test_it_is_only_looked_at(ask: Ask) -> None:
    """Nothing can be changed; HEAD has no body."""
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        got = ask(shown(), "/stats", method=method)
        assert (got.status, got.headers["allow"]) == (405, "GET, HEAD")
    for path in ("/stats", "/events", "/"):
        got = ask(shown(), path, method="HEAD")
        assert (got.status, got.body) == (200, b"")


def test_every_file_is_served_and_no_other(ask: Ask) -> None:
    """By its exact name; nothing in a path is followed."""
    assert {one.name for one in PAGE.iterdir()} == _FILES
    for name in _FILES:
        got = ask(shown(), f"/{name}")
        assert (got.status, got.body) == (200, (PAGE / name).read_bytes())
    assert ask(shown(), "/").body == (PAGE / "index.html").read_bytes()
    for path in (
        "/../answers.py",
        "/page/app.js",
        "//app.js",
        "/app.js/",
        "/x/../app.js",
        "/..%2fapp.py",
        "/APP.JS",
        "/app.js\x00",
    ):
        assert ask(shown(), path).status == 404, path


def test_nothing_is_loaded_from_elsewhere_nor_runs_inline(ask: Ask) -> None:
    """The policy forbids it, and the page does not need it."""
    got = ask(shown(), "/")
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["referrer-policy"] == "no-referrer"
    html = got.body.decode()
    assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", html)
    named = re.findall(r'(?:src|href)="([^"#]+)"', html)
    scripts = {name: (PAGE / name).read_text("utf-8") for name in _FILES if name.endswith(".js")}
    imported = re.findall(r'from "\./([^"]+)"', "".join(scripts.values()))
    assert set(named) | set(imported) | {"index.html"} == _FILES
    sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|\.style\b|https?://(?!www\.w3\.org)"
    for name, script in scripts.items():
        assert not re.search(sinks, script.replace(r"https?:\/\/", "")), name


def test_snapshots_are_json(ask: Ask) -> None:
    """All that is known, also where it is nothing."""
    assert json.loads(ask(shown(), "/stats").body)["clients"] == {}
    told = json.loads(ask(shown(scenes.storm(480.0, 0.05)), "/stats").body)
    shop = told["clients"]["1"]
    assert shop["circuits"][0]["state"] == "open"
    assert len(shop["history"]["p99"]) == 60
    assert {"CircuitOpen", "ConnectFailed"} <= {one["kind"] for one in shop["failures"]}


def test_no_secret_is_shown(ask: Ask) -> None:
    """Not the token that was fetched, nor what it was fetched with."""
    body = ask(shown(scenes.storm(480.0, 0.05)), "/stats").body
    assert b"secret" not in body


def test_a_thousand_operations_are_no_matter(ask: Ask) -> None:
    """Their figures in one line."""
    process = scenes.storm(480.0, 0.05)
    shop = process.clients["1"]
    many = tuple(attrs.evolve(shop.operations[0], name=f"repos.get_{number}") for number in range(1223))
    large = attrs.evolve(process, clients={"1": attrs.evolve(shop, operations=many)})
    got = ask(shown(large), "/stats")
    assert len(json.loads(got.body)["clients"]["1"]["operations"]) == 1223
    assert len(got.body) < 2 * 2**20


def test_an_event_is_one_line_whatever_a_server_said(ask: Ask) -> None:
    """Line ends within would begin another field of the stream."""
    process = scenes.storm(480.0, 0.05)
    shop = process.clients["1"]
    hostile = "\r\ndata: {}\n\nevent: x\u2028</script><img src=x onerror=alert(1)>\x1b]52;c;aGk=\x07"
    bad = attrs.evolve(shop.failures[0], explanation=hostile, kind=hostile, operation=hostile)
    got = ask(shown(attrs.evolve(process, clients={"1": attrs.evolve(shop, failures=(bad,))})), "/events")
    assert got.headers["content-type"] == "text/event-stream"
    retry, data, *rest = re.split(r"\r\n|\n|\r", got.body.decode())
    assert (retry, rest) == ("retry: 1000", ["", ""])
    assert json.loads(data.removeprefix("data: "))["clients"]["1"]["failures"][0]["explanation"] == hostile


def test_a_stream_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser asks again: then `allow` is asked again, and a server that stops need not wait."""
    monkeypatch.setattr(app, "PACE", 0.0)
    monkeypatch.setattr(app, "_EVENTS", 3)
    sent: list[bytes] = []

    async def main() -> None:
        async def receive() -> Any:
            await asyncio.Event().wait()

        async def send(message: Any) -> None:
            sent.append(message.get("body"))

        headers = [(b"host", HOST.encode())]
        await shown()({"type": "http", "method": "GET", "path": "/events", "headers": headers}, receive, send)

    asyncio.run(main())
    assert [bool(part) for part in sent] == [False, True, True, True, False]


def test_a_browser_that_is_gone_may_show_in_send() -> None:
    """Some servers raise there (ASGI 2.4)."""

    async def main() -> None:
        async def receive() -> Any:
            await asyncio.Event().wait()

        async def send(message: Any) -> None:
            if message.get("body"):
                raise OSError("gone")

        headers = [(b"host", HOST.encode())]
        await shown()({"type": "http", "method": "GET", "path": "/events", "headers": headers}, receive, send)

    asyncio.run(main())


@pytest.mark.parametrize("mount", ["/ferrule", "/admin/fer rule"])
def test_mounted_it_finds_its_files(ask: Ask, mount: str) -> None:
    """They are named relative to the page, whose address ends with a slash."""
    got = ask(shown(), "", mount=mount)
    assert (got.status, got.headers["location"]) == (308, f"{mount.rpartition('/')[2].replace(' ', '%20')}/")
    assert ask(shown(), "/", mount=mount).status == 200
    assert ask(shown(), "/app.js", mount=mount).status == 200


def test_it_can_be_mounted_in_starlette() -> None:
    """As documented."""
    from starlette.applications import Starlette
    from starlette.routing import Mount
    from starlette.testclient import TestClient

    with TestClient(Starlette(routes=[Mount("/ferrule", shown())]), base_url=f"http://{HOST}") as client:
        assert client.get("/ferrule/stats").json()["pid"] == 4242
        assert client.get("/ferrule").text.startswith("<!doctype html>")
        assert client.get("/ferrule/stats", headers={"host": "evil.example"}).status_code == 403


def test_it_can_be_mounted_in_flask() -> None:
    """As documented."""
    from flask import Flask
    from werkzeug.middleware.dispatcher import DispatcherMiddleware
    from werkzeug.test import Client

    client = Client(DispatcherMiddleware(Flask("service"), {"/ferrule": shown().wsgi}))
    assert client.get("/ferrule/stats", base_url=f"http://{HOST}").json["pid"] == 4242
    assert client.get("/ferrule", base_url=f"http://{HOST}", follow_redirects=True).text.startswith("<!doctype html>")
    assert client.get("/ferrule/stats", base_url="http://evil.example").status_code == 403


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
def test_other_protocols_are_not_spoken(kind: str) -> None:
    """Servers take the error as: there is nothing to start."""

    async def never(*_: Any) -> Any:
        raise AssertionError

    with pytest.raises(NotImplementedError, match=kind):
        asyncio.run(shown()({"type": kind}, never, never))
