"""How connections are made and kept: TLS, proxies, HTTP version, pool. Given once for a client, engine-independent."""

from __future__ import annotations

import importlib.util
import os
import ssl
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import attrs
import httpx

from ferrule.engines.proxies import ProxyRoutes
from ferrule.errors import ConfigError


class _Loaded:
    """A context, once it is made: reading authorities takes tens of milliseconds. Copies make their own."""

    def __init__(self) -> None:
        self.context: ssl.SSLContext | None = None

    def __reduce__(self) -> tuple[type[_Loaded], tuple[()]]:
        return _Loaded, ()


@attrs.frozen(kw_only=True)
class Connection:
    """Settings of connections. Time limits are not among them: those are `deadline` and `attempt_timeout`.

    Attributes:
        verify: how the server's certificate is checked. True for well-known authorities (or `SSL_CERT_FILE`,
            `SSL_CERT_DIR`), the path of a CA bundle or directory, an `ssl.SSLContext`, or False for no check at all,
            which lets anybody read along. A path is read once, now. A context is used as it is: for HTTP/2, let it
            offer `h2`.
        cert: client certificate as a PEM path, (certificate, key) or (certificate, key, password). Default none.
        proxy: proxy URL for everything, or by pattern: `{"all://": "http://proxy:3128", "all://*.internal.test":
            None}`. Patterns are `http://`, `https://` or `all://`, then nothing, a host or `*.domain`. None is a
            direct connection. Default what the environment says, if `trust_env`.
        trust_env: whether proxy and certificate variables of the environment count. Default True.
        http2: offer HTTP/2 to https servers; async clients only; needs `pip install 'ferrule[http2]'`. Default False.
        max_connections: most connections open at once, and most calls on their way at once. Default 100.
        max_keepalive: most connections kept open while idle. Default as many as `max_connections`.
        keepalive_expiry: seconds after which an idle connection is closed. Default 5.
        max_response_bytes: most bytes of a response that is read as a whole: as it was sent, and without its content
            codings. Default 100 MiB. A response on the wire has no such bound.
        max_codings: most content codings around one body. Default 5.
        cookies: keep what servers set, for one client, and send it back to those it is for, as a browser does (RFC
            6265). Default False: no cookie is kept.
        uds: path of a Unix domain socket to connect to in place of each URL's host. Default none.
        local_address: local IP address to connect from; "0.0.0.0" is IPv4 only. Default any.

    Raises:
        ConfigError: settings that cannot work, all faults in one message.
    """

    verify: bool | str | Path | ssl.SSLContext = True
    cert: str | tuple[str, str] | tuple[str, str, str] | None = attrs.field(default=None, repr=False)
    proxy: str | Mapping[str, str | None] | None = attrs.field(default=None, repr=False)  # may hold a password
    trust_env: bool = True
    http2: bool = False
    max_connections: int = 100
    max_keepalive: int | None = None
    keepalive_expiry: float = 5.0
    max_response_bytes: int = 104_857_600
    max_codings: int = 5
    cookies: bool = False
    uds: str | None = None
    local_address: str | None = None
    routes: ProxyRoutes = attrs.field(init=False, repr=False, eq=False)
    _loaded: _Loaded = attrs.field(init=False, repr=False, eq=False, factory=_Loaded)

    def __attrs_post_init__(self) -> None:
        faults = [*self._faults()]
        try:
            routes = ProxyRoutes(None if self.uds else self.proxy, self.trust_env and not self.uds)
            object.__setattr__(self, "routes", routes)
        except ValueError as error:
            faults.append(str(error))
        if isinstance(self.verify, str | Path) or self.cert:
            try:
                self.ssl_context()
            except (OSError, ValueError) as error:
                faults.append(f"verify, cert: {error}")
        if faults:
            raise ConfigError("; ".join(faults))

    def ssl_context(self) -> ssl.SSLContext:
        """The user's context, the one that clients with default settings share, or one made for these settings."""
        if isinstance(self.verify, ssl.SSLContext):
            return self.verify
        if self.verify is True and not self.cert:
            names = ("SSL_CERT_FILE", "SSL_CERT_DIR") if self.trust_env else ()
            return _common_context(self.http2, self.trust_env, *(os.environ.get(name) for name in names))
        if self._loaded.context is None:
            self._loaded.context = self._load()
        return self._loaded.context

    def _load(self) -> ssl.SSLContext:
        if isinstance(self.verify, str | Path):
            path = str(self.verify)
            folder = Path(path).is_dir()
            context = ssl.create_default_context(capath=path) if folder else ssl.create_default_context(cafile=path)
        else:
            context = httpx.create_ssl_context(verify=bool(self.verify), trust_env=self.trust_env)
        if self.cert:
            context.load_cert_chain(*([self.cert] if isinstance(self.cert, str) else self.cert))
        return context

    @property
    def keepalive(self) -> int:
        """Most connections kept open while idle."""
        return self.max_connections if self.max_keepalive is None else self.max_keepalive

    def _faults(self) -> list[str]:
        checks = {
            "max_connections: give at least 1": self.max_connections >= 1,
            "max_keepalive: give 0 to max_connections": self.max_keepalive is None
            or 0 <= self.max_keepalive <= self.max_connections,
            "keepalive_expiry: give seconds, 0 or more": self.keepalive_expiry >= 0,
            "max_response_bytes: give at least 1": self.max_response_bytes >= 1,
            "max_codings: give 0 or more": self.max_codings >= 0,
            "cookies: give True or False": isinstance(self.cookies, bool),
            "http2: needs `pip install 'ferrule[http2]'`": not self.http2 or importlib.util.find_spec("h2") is not None,
            "cert: load it into the SSLContext given as verify": not (
                self.cert and isinstance(self.verify, ssl.SSLContext)
            ),
            "uds: cannot be combined with proxy or local_address": not (
                self.uds and (self.proxy or self.local_address)
            ),
            "local_address: cannot be combined with proxy": not (self.local_address and self.proxy),
        }
        return [fault for fault, holds in checks.items() if not holds]


@cache
def _common_context(http2: bool, trust_env: bool, *environment: str | None) -> ssl.SSLContext:
    # Reading all authorities takes tens of milliseconds. One context for each `http2`, because httpcore writes into
    # it which protocols to negotiate.
    return httpx.create_ssl_context(trust_env=trust_env)
