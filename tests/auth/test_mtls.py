"""Mutual TLS: the certificate of the connection is what proves who asks (RFC 8705)."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from auth.endpoints import Client
from ferrule.auth import ClientCredentials, OAuthClient
from ferrule.engines.blocking_httpx import BlockingHttpxEngine
from ferrule.engines.connection import Connection
from ferrule.runtime.blocking import BlockingRuntime, drive


class Handler(BaseHTTPRequestHandler):
    """A token for the certificate's subject; the API takes that token."""

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["content-length"])).decode()
        assert form == "grant_type=client_credentials&client_id=app"
        subject = dict(pair[0] for pair in self.connection.getpeercert()["subject"])  # type: ignore[attr-defined]
        self.reply({"access_token": f"for-{subject['commonName']}", "expires_in": 60})

    def do_GET(self) -> None:
        self.reply({}, 200 if self.headers["authorization"] == "Bearer for-app" else 401)

    def reply(self, body: dict[str, object], status: int = 200) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Connection]]:
    """A server that wants a client certificate, and a connection that has one."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    pem, ca = tmp_path / "app.pem", tmp_path / "ca.pem"
    authority.issue_cert("app.test", common_name="app").private_key_and_cert_chain_pem.write_to_path(str(pem))
    authority.cert_pem.write_to_path(str(ca))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
        thread.start()
        yield f"https://127.0.0.1:{listening.server_port}", Connection(verify=ca, cert=str(pem), trust_env=False)
        listening.shutdown()
        thread.join()


def test_the_certificate_of_the_connection_proves_who_asks(server: tuple[str, Connection]) -> None:
    """Token requests go through the client's own connections: no secret is needed beside its certificate."""
    url, connection = server
    runtime = BlockingRuntime(BlockingHttpxEngine(connection))
    credential = ClientCredentials(OAuthClient("app", token_url=f"{url}/token"))
    try:
        assert drive(Client(runtime, credential).get(url=f"{url}/orders", origin=url)) == 200
    finally:
        drive(runtime.aclose())
