"""Settings of connections are checked when given."""

from __future__ import annotations

import importlib.util
import ssl
from pathlib import Path
from typing import Any

import pytest

from engines.conftest import Certificates
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"max_connections": 0}, "max_connections: give at least 1"),
        ({"max_keepalive": -1}, "max_keepalive: give 0 to max_connections"),
        ({"max_connections": 5, "max_keepalive": 6}, "max_keepalive: give 0 to max_connections"),
        ({"keepalive_expiry": -1.0}, "keepalive_expiry: give seconds, 0 or more"),
        ({"verify": "/nowhere.pem"}, "verify, cert: .*No such file"),
        ({"cert": "/nowhere.pem"}, "verify, cert: .*No such file"),
        ({"cert": "/nowhere.pem", "verify": ssl.create_default_context()}, "cert: load it into the SSLContext"),
        ({"uds": "/s", "proxy": "http://proxy.test"}, "uds: cannot be combined"),
        ({"local_address": "127.0.0.1", "proxy": "http://proxy.test"}, "local_address: cannot be combined"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_bad_settings_are_refused(settings: dict[str, Any], message: str) -> None:
    """A setting that cannot work is a ConfigError that names it."""
    with pytest.raises(ConfigError, match=message):
        Connection(**settings)


def test_all_faults_in_one_message() -> None:
    """Several faults are reported together."""
    with pytest.raises(ConfigError, match=r"max_connections: .*; keepalive_expiry: .*; proxy: "):
        Connection(max_connections=0, keepalive_expiry=-1, max_keepalive=None, proxy="nonsense://x")


def test_file_that_is_no_certificate(tmp_path: Path) -> None:
    """A file that exists and is no certificate is refused when given, not at the first call."""
    path = tmp_path / "note.pem"
    path.write_text("not a certificate")
    with pytest.raises(ConfigError, match="verify, cert"):
        Connection(verify=path)


def test_folder_of_authorities(tmp_path: Path) -> None:
    """A directory of CA certificates is accepted."""
    assert isinstance(Connection(verify=tmp_path).ssl_context(), ssl.SSLContext)


def test_http2_needs_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTP/2 without the library for it is refused, and says what to install."""
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "h2" else real(name))
    with pytest.raises(ConfigError, match=r"http2: needs `pip install 'ferrule\[http2\]'`"):
        Connection(http2=True)


def test_secrets_are_not_shown(certificates: Certificates) -> None:
    """Paths with passwords, and proxies, are not in the repr."""
    shown = repr(
        Connection(proxy="http://user:s3cret@proxy.test", cert=(certificates.client, certificates.client, "s3cret"))
    )
    assert "s3cret" not in shown


def test_default_clients_share_their_authorities() -> None:
    """The well-known authorities are read once, not once a client."""
    assert Connection().ssl_context() is Connection().ssl_context()
    assert Connection().ssl_context() is not Connection(trust_env=False).ssl_context()
