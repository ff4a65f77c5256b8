"""Which engine a client gets."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

from ferrule.engines.choice import choose
from ferrule.engines.connection import Connection
from ferrule.errors import ConfigError


@pytest.fixture(autouse=True)
def _nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FERRULE_ENGINE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


def _installed(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object() if name in names else None)


def test_auto_takes_the_fastest_that_keeps_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    """With all installed it is httptools, without it aiohttp or httpx."""
    _installed(monkeypatch, "httpx", "aiohttp", "httptools", "aiohappyeyeballs")
    assert choose(None, Connection(), blocking=False).name == "httptools"
    assert choose("auto", Connection(), blocking=True).name == "httptools"
    _installed(monkeypatch, "httpx", "aiohttp", "httptools")
    assert choose(None, Connection(), blocking=False).name == "aiohttp"
    assert choose("auto", Connection(), blocking=True).name == "httpx"


def test_auto_without_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing else is installed it is httpx."""
    _installed(monkeypatch, "httpx")
    assert choose(None, Connection(), blocking=False).name == "httpx"


def test_auto_passes_over_who_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a faster one cannot do what the connection asks, the next is taken."""
    _installed(monkeypatch, "httpx", "aiohttp", "httptools", "aiohappyeyeballs", "h2")
    assert choose(None, Connection(proxy="http://proxy.test"), blocking=False).name == "aiohttp"
    assert choose(None, Connection(proxy="http://proxy.test"), blocking=True).name == "httpx"
    assert choose(None, Connection(http2=True), blocking=False).name == "httpx"
    assert choose(None, Connection(max_keepalive=5, proxy="http://proxy.test"), blocking=False).name == "httpx"


def test_code_wins_over_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """FERRULE_ENGINE decides where the code does not; both say where the choice came from."""
    _installed(monkeypatch, "httpx", "aiohttp")
    monkeypatch.setenv("FERRULE_ENGINE", "httpx")
    chosen = choose(None, Connection(), blocking=False)
    assert (chosen.name, chosen.source) == ("httpx", "FERRULE_ENGINE")
    chosen = choose("httpx", Connection(), blocking=False)
    assert (chosen.name, chosen.source) == ("httpx", "code")
    assert choose("auto", Connection(), blocking=False).name == "aiohttp"


@pytest.mark.parametrize(
    ("engine", "settings", "blocking", "message"),
    [
        ("curl", {}, False, "there is no 'curl'; there are auto, httpx, aiohttp, httptools"),
        ("httpx", {"http2": True}, True, "httpx .*http2"),
        ("aiohttp", {}, True, "aiohttp is for async clients"),
        ("aiohttp", {"http2": True}, False, "aiohttp cannot do http2"),
        ("aiohttp", {"max_keepalive": 5}, False, "aiohttp cannot bound max_keepalive"),
        ("httptools", {"http2": True}, False, "httptools cannot do http2"),
        ("httptools", {"proxy": "http://proxy.test"}, True, "httptools cannot use a proxy"),
        ("aiohttp", {"http2": True}, True, "aiohttp is for async clients; engine: aiohttp cannot do http2"),
        ("aiohttp", {"proxy": "socks5://proxy.test"}, False, "aiohttp cannot use a proxy that speaks SOCKS"),
    ],
    ids=str,
)
def test_what_an_engine_cannot_do_is_refused(
    monkeypatch: pytest.MonkeyPatch, engine: str, settings: dict[str, Any], blocking: bool, message: str
) -> None:
    """An engine asked for by name refuses settings it cannot keep when the client is built, and names each."""
    _installed(monkeypatch, "httpx", "aiohttp", "httptools", "aiohappyeyeballs", "h2", "socksio")
    with pytest.raises(ConfigError, match=message):
        choose(engine, Connection(**settings), blocking=blocking)


@pytest.mark.parametrize("engine", ["aiohttp", "httptools"])
def test_missing_library(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    """An engine whose library is not there is refused, with what to install."""
    _installed(monkeypatch, "httpx")
    with pytest.raises(ConfigError, match=rf"{engine} needs `pip install 'ferrule\[fast\]'`"):
        choose(engine, Connection(), blocking=False)
