"""Which proxy a URL is reached through: the one the user named, otherwise the environment's."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.request import getproxies

import attrs
import httpx

_KEYS = ("http", "https", "all")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEMES = ("http", "https", "socks5", "socks5h")


class ProxyRoutes:
    """Looks up proxies by the scheme and host of a URL.

    Args:
        proxy: one proxy URL for everything; or a mapping from patterns to proxy URLs, None for a direct connection;
            or None for what the environment says.
        trust_env: whether `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` count, read once, now.

    Raises:
        ValueError: a proxy URL or pattern that cannot work. Proxy URLs may hold passwords, so the message quotes
            none.
    """

    def __init__(self, proxy: str | Mapping[str, str | None] | None, trust_env: bool) -> None:
        self._from_environment = proxy is None
        self._exempt: list[_Exemption] = []
        if isinstance(proxy, str):
            proxy = {"all://": proxy}
        elif proxy is None:
            environment = getproxies() if trust_env else {}
            proxy = {f"{scheme}://": _full(environment[scheme]) for scheme in _KEYS if environment.get(scheme)}
            self._exempt = [_exemption(name) for name in re.split(r"[,\s]+", environment.get("no", "")) if name]
        self._rules = sorted((_rule(pattern, url) for pattern, url in proxy.items()), key=_specific_first)

    @property
    def direct(self) -> bool:
        """True when nothing ever goes through a proxy."""
        return not self._rules

    @property
    def rules(self) -> list[tuple[tuple[str, str, int | None], str | None]]:
        """Patterns (scheme, host, port) with their proxy URLs, which may hold passwords; the first that matches."""
        return self._rules

    @property
    def exempt(self) -> list[tuple[str, str, int | None]]:
        """What goes past the environment's proxies: networks, names and ports."""
        return [(str(one.network or ""), one.name, one.port) for one in self._exempt]

    @property
    def uses_socks(self) -> bool:
        """True when a proxy speaks SOCKS."""
        return any(proxy is not None and proxy.startswith("socks") for _, proxy in self._rules)

    def proxy_for(self, url: httpx.URL) -> str | None:
        """The proxy URL, None for a direct connection."""
        if self._from_environment and (_is_loopback(url.host) or any(one.holds(url) for one in self._exempt)):
            return None
        for (scheme, host, port), proxy in self._rules:
            if scheme in ("all", url.scheme) and _covers(host, url.host) and port in (None, url.port):
                return proxy
        return None


_Pattern = tuple[str, str, int | None]


def _rule(pattern: str, proxy: str | None) -> tuple[_Pattern, str | None]:
    try:
        where = httpx.URL(pattern)
        target = None if proxy is None else httpx.URL(proxy)
    except httpx.InvalidURL:
        raise ValueError(f"proxy: the pattern {pattern!r} or its proxy is not a valid URL") from None
    if where.scheme not in ("http", "https", "all") or where.path not in ("", "/"):
        raise ValueError(
            f"proxy: the pattern {pattern!r} should be http://, https:// or all://, "
            "followed by nothing, a host, or *. and a domain for all its subdomains"
        )
    if target is not None and (target.scheme not in _SCHEMES or not target.host):
        raise ValueError(f"proxy: the proxy for {pattern} needs a scheme of {', '.join(_SCHEMES)} and a host")
    if target is not None and target.scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise ValueError(f"proxy: the proxy for {pattern} speaks SOCKS, which needs `pip install httpx[socks]`")
    return (where.scheme, where.host, where.port), proxy


def _full(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


@attrs.frozen
class _Exemption:
    """One entry of `NO_PROXY`. It is read as by curl.

    Attributes:
        network: of addresses; None for names.
        name: a domain stands for itself and its subdomains, `*` for everything.
        port: None for all.
    """

    network: IPv4Network | IPv6Network | None
    name: str
    port: int | None

    def holds(self, url: httpx.URL) -> bool:
        """Whether it means this URL."""
        if self.port not in (None, url.port or _DEFAULT_PORTS[url.scheme]):
            return False
        host = url.host.rstrip(".")
        if self.network is not None:
            address = _address(host)
            return address is not None and address in self.network
        return self.name == "*" or host == self.name or host.endswith(f".{self.name}")


def _exemption(text: str) -> _Exemption:
    network = _network(text.strip("[]"))
    if network is not None:
        return _Exemption(network, "", None)
    name, colon, port = text.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit():
        name, port = text, ""
    network = _network(name.strip("[]"))
    return _Exemption(
        network, name.lower().removeprefix("*.").strip(".") if network is None else "", int(port) if port else None
    )


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    """What is on this machine cannot be reached through a proxy of the environment, and must not be sent to one."""
    name, address = host.rstrip("."), _address(host)
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    return name == "localhost" or name.endswith(".localhost") or (address is not None and address.is_loopback)


def _specific_first(rule: tuple[_Pattern, str | None]) -> tuple[bool, int, bool]:
    (scheme, host, port), _ = rule
    return port is None, -len(host), scheme == "all"


def _covers(pattern: str, host: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:])
    return pattern in ("", "*", host)
