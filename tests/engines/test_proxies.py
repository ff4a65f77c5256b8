"""Proxies: as the user says, or else the environment."""

from __future__ import annotations

import base64
import select
import socket
import ssl
import traceback
from collections.abc import Callable, Mapping

import httpx
import pytest
import trustme

from engines.conftest import Certificates
from engines.server import OK, Peer, answering, serving
from engines.sides import Side
from ferrule.engines.connection import Connection
from ferrule.engines.proxies import ProxyRoutes
from ferrule.errors import ConnectFailed, TLSFailed
from worlds import a_call


def _tunnel(peer: Peer) -> None:
    """A proxy for https: passes on bytes to where CONNECT says."""
    request = peer.request()
    assert request is not None
    host, _, port = request[0].split()[1].decode().rpartition(":")
    with socket.create_connection((host, int(port))) as upstream:
        peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")

        # One thread for both ways, as an SSLSocket must not be used by two at once.
        while True:
            waiting = isinstance(peer.sock, ssl.SSLSocket) and peer.sock.pending()
            ready = [peer.sock] if waiting else select.select([peer.sock, upstream], [], [], 10)[0]
            if peer.sock in ready:
                if not (data := peer.receive()):
                    return
                upstream.sendall(data)
            if upstream in ready:
                if not (data := upstream.recv(65_536)):
                    return
                peer.send(data)


def test_http_goes_through_the_proxy(side: Side) -> None:
    """The proxy gets the absolute URL, and its own password, not the API."""
    seen: list[bytes] = []

    def proxy(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            seen.append(request[0])
            peer.send(OK)

    with serving(proxy) as server:
        settings = Connection(proxy=server.url.replace("//", "//user:pa%20ss@"))
        assert side.over(settings).send("http://shop.test/orders").content == b"ok"
        assert "pa%20ss" not in repr(settings)
    assert seen[0].startswith(b"GET http://shop.test/orders HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic " + base64.b64encode(b"user:pa ss") in seen[0]


def test_a_proxy_password_may_hold_any_character(side: Side) -> None:
    """It goes as UTF-8 (RFC 7617 §2.1)."""
    seen: list[bytes] = []

    def proxy(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            seen.append(request[0])
            peer.send(OK)

    with serving(proxy) as server:
        settings = Connection(proxy=server.url.replace("//", "//us%C3%A9r:%F0%9F%94%91%E2%82%AC@"))
        assert side.over(settings).send("http://shop.test/orders").content == b"ok"
    assert b"Proxy-Authorization: Basic " + base64.b64encode("usér:🔑€".encode()) in seen[0]


def test_an_ipv6_address_has_brackets_at_the_proxy(side: Side, certificates: Certificates) -> None:
    """In the target, and where the tunnel leads (RFC 3986 §3.2.2)."""
    seen: list[bytes] = []

    def proxy(peer: Peer) -> None:
        while (request := peer.request()) is not None:
            seen.append(request[0].partition(b"\r\n")[0])
            if request[0].startswith(b"CONNECT"):
                peer.send(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                return
            peer.send(OK)

    with serving(proxy) as server:
        over = side.over(Connection(proxy=server.url))
        assert over.send("http://[2001:db8::1]:8080/orders").content == b"ok"
        with pytest.raises(ConnectFailed):
            over.send("https://[2001:db8::1]/orders")
    assert seen == [b"GET http://[2001:db8::1]:8080/orders HTTP/1.1", b"CONNECT [2001:db8::1]:443 HTTP/1.1"]


def test_tls_inside_a_tunnel_to_an_ipv6_address(side: Side, certificates: Certificates) -> None:
    """The certificate is compared with the address alone, without brackets."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca = trustme.CA()
    ca.issue_cert("::1").configure_cert(context)
    trusting = ssl.create_default_context()
    ca.configure_trust(trusting)

    def proxy(peer: Peer) -> None:
        peer.request()
        with socket.create_connection(server.address) as upstream:
            peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            while ready := select.select([peer.sock, upstream], [], [], 10)[0]:
                for one, other in ((peer.sock, upstream), (upstream, peer.sock)):
                    if one in ready:
                        if not (data := one.recv(65_536)):
                            return
                        other.sendall(data)

    with serving(answering(), tls=context) as server, serving(proxy) as through:
        over = side.over(Connection(proxy=through.url, verify=trusting))
        assert over.send("https://[::1]/").content == b"ok"


def test_https_goes_through_a_tunnel(side: Side, certificates: Certificates) -> None:
    """Traffic over https is tunnelled, so that the proxy cannot read along."""
    with serving(_tunnel) as proxy, serving(answering(), tls=certificates.server) as server:
        assert side.trusting(certificates.ca, proxy=proxy.url).send(server.url).content == b"ok"
        assert proxy.accepted == 1


def test_https_goes_through_an_https_proxy(side: Side, certificates: Certificates) -> None:
    """A proxy that itself speaks TLS carries TLS to the server inside."""
    with serving(_tunnel, tls=certificates.server) as proxy, serving(answering(), tls=certificates.server) as server:
        assert side.trusting(certificates.ca, proxy=proxy.url).send(server.url).content == b"ok"
        assert proxy.accepted == 1


def test_proxy_that_refuses(side: Side) -> None:
    """A proxy that refuses the tunnel is a ConnectFailed: nothing reached the API."""
    with serving(answering(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")) as proxy:
        with pytest.raises(ConnectFailed, match=r"407 Proxy|proxy authorization required") as caught:
            side.over(Connection(proxy=proxy.url)).send("https://shop.test")
    assert caught.value.lasting  # the password will be as wrong the next time


def test_what_a_proxy_says_is_not_quoted(side: Side) -> None:
    """It was sent the proxy's password, and may repeat it; the status says enough."""
    with serving(answering(b"HTTP/1.1 407 Bad hunter2\r\nContent-Length: 0\r\n\r\n")) as proxy:
        over = side.over(Connection(proxy=proxy.url.replace("//", "//ann:hunter2@")))
        with pytest.raises(ConnectFailed, match="407 Proxy Authentication Required") as caught:
            over.send("https://shop.test")
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("secure", [False, True], ids=["http proxy", "https proxy"])
def test_interrupted_tunnel_gives_its_place_back(side: Side, certificates: Certificates, secure: bool) -> None:
    """A deadline during the handshake through a tunnel, even a trickling one, frees connection and pool place."""

    def proxy(peer: Peer) -> None:
        if server.accepted > 1:
            return _tunnel(peer)
        peer.request()
        peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        peer.receive()
        peer.trickle(b"\x16\x03\x03\x01\x00" + b"\x00" * 256, 0.005)
        return peer.until_closed()

    tls = certificates.server if secure else None
    with serving(proxy, tls=tls) as server, serving(answering(), tls=certificates.server) as target:
        over = side.trusting(certificates.ca, proxy=server.url, max_connections=1)

        async def scenario() -> None:
            with pytest.raises(TimeoutError):
                await over.within(0.08, a_call(url=target.url))
            await side.until_closed(server, after=1)
            assert (await over.within(60, a_call(url=target.url))).content == b"ok"

        over.run(scenario)


def test_failed_tunnel_gives_its_place_back(side: Side, certificates: Certificates) -> None:
    """Tunnels to servers that are not trusted do not use up the pool."""
    with serving(_tunnel) as proxy, serving(answering(), tls=certificates.server) as target:
        over = side.over(Connection(proxy=proxy.url, max_connections=1))

        async def scenario() -> None:
            for _ in range(3):
                with pytest.raises(TLSFailed):
                    await over.within(60, a_call(url=target.url))

        over.run(scenario)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "[::1]", "[::ffff:127.0.0.1]", "localhost.", "a.localhost"])
def test_this_machine_is_reached_past_the_proxies_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    """However its address is written."""
    monkeypatch.setenv("http_proxy", "http://proxy.test")
    assert ProxyRoutes(None, trust_env=True).proxy_for(httpx.URL(f"http://{host}/")) is None


def test_proxy_of_the_environment(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTP_PROXY counts, NO_PROXY exempts, and neither does when the environment is not trusted."""
    with serving(answering(OK.replace(b"ok", b"px"))) as proxy, serving(answering()) as server:
        monkeypatch.setenv("http_proxy", proxy.url.removeprefix("http://"))
        assert side.over(Connection()).send("http://shop.test/").content == b"px"
        assert side.over(Connection()).send(server.url).content == b"ok"  # loopback is never sent to such a proxy
        assert side.over(Connection(proxy=proxy.url)).send(server.url).content == b"px"
        with pytest.raises(ConnectFailed):
            side.over(Connection(trust_env=False)).send("http://nobody.invalid/")
        monkeypatch.setenv("no_proxy", "shop.test")
        with pytest.raises(ConnectFailed):
            side.over(Connection()).send("http://shop.test:9/")


@pytest.mark.parametrize(
    ("no_proxy", "url", "direct"),
    [
        ("shop.test", "http://shop.test", True),
        ("shop.test", "http://api.shop.test", True),
        (".shop.test", "http://api.shop.test", True),
        ("*.shop.test", "http://api.shop.test", True),
        ("shop.test", "http://workshop.test", False),
        ("SHOP.test , other.test", "http://Shop.Test", True),
        ("shop.test:8080", "http://shop.test:8080", True),
        ("shop.test:8080", "http://shop.test:9090", False),
        ("::1", "http://[::1]:8080", True),
        ("*", "http://shop.test", True),
        ("10.0.0.0/8", "http://10.1.2.3", True),
        ("10.0.0.0/8", "http://11.1.2.3", False),
        ("10.1.2.3/8", "http://10.9.9.9", True),
        ("192.0.2.7", "http://192.0.2.7:8080", True),
        ("192.0.2.7:8080", "http://192.0.2.7:8080", True),
        ("192.0.2.7:8080", "http://192.0.2.7", False),
        ("2001:db8::/64", "http://[2001:db8::5]", True),
        ("2001:db8::/64", "http://[2001:db9::5]", False),
        ("[2001:db8::1]:80", "http://[2001:db8::1]", True),
        ("[2001:db8::1]:81", "http://[2001:db8::1]", False),
        ("2001:0DB8:0:0:0:0:0:1", "http://[2001:db8::1]:8080", True),
        ("[2001:db8::1]", "http://[2001:db8:0::1]", True),
        ("other.test shop.test\tmore.test", "http://shop.test", True),
        ("shop.test.", "http://shop.test", True),
        ("shop.test", "http://shop.test.", True),
        ("shop.test:80", "http://shop.test", True),
        ("", "http://localhost", True),
        ("", "http://api.localhost:8080", True),
        ("", "http://127.9.9.9", True),
        ("", "http://[::1]", True),
        ("", "http://localhost.test", False),
        ("", "http://shop.test", False),
        (" , ", "http://shop.test", False),
    ],
)
def test_no_proxy(monkeypatch: pytest.MonkeyPatch, no_proxy: str, url: str, direct: bool) -> None:
    """NO_PROXY lists hosts and domains, as curl reads it."""
    monkeypatch.setenv("http_proxy", "http://proxy.test")
    monkeypatch.setenv("no_proxy", no_proxy)
    assert (ProxyRoutes(None, trust_env=True).proxy_for(httpx.URL(url)) is None) == direct


_RULES = {
    "all://": "http://any.test",
    "https://": "http://secure.test",
    "all://*.shop.test": "http://sub.test",
    "all://shop.test": None,
    "http://shop.test:8080": "http://port.test",
}


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("http://else.test", "http://any.test"),
        ("https://else.test", "http://secure.test"),
        ("https://api.shop.test", "http://sub.test"),
        ("https://shop.test", None),
        ("http://shop.test:8080", "http://port.test"),
    ],
)
def test_most_specific_rule_wins(url: str, proxy: str | None) -> None:
    """Of several patterns the one with a port, then the longest host, then the one with a scheme decides."""
    assert ProxyRoutes(_RULES, trust_env=True).proxy_for(httpx.URL(url)) == proxy


@pytest.mark.parametrize(
    "proxy",
    [
        "gopher://s3cret@proxy.test",
        "http://",
        "http://proxy:s3cret",
        {"shop.test": "http://proxy.test"},
        {"http://shop.test/path": None},
        {"ftp://": "http://proxy.test"},
    ],
    ids=str,
)
def test_bad_proxies_are_refused(proxy: str | Mapping[str, str | None]) -> None:
    """A proxy that cannot work is refused when given; the message shows no password."""
    with pytest.raises(ValueError, match="proxy: the p") as caught:
        Connection(proxy=proxy)
    assert "s3cret" not in str(caught.value)


def test_socks_needs_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A SOCKS proxy without the library for it is refused, and says what to install."""
    _hide(monkeypatch, "socksio")
    with pytest.raises(ValueError, match=r"pip install httpx\[socks\]"):
        Connection(proxy="socks5://proxy.test")


def _hide(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    import importlib.util

    real: Callable[[str], object] = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == module else real(name))
