"""Which requests are meant for the page: those that name one of its own hosts. Pure.

A page of somebody else's may give its own name the address of this service (DNS rebinding): to the browser both are
then one origin. What it cannot do is send another `Host` than its own name. So that one field decides, whatever the
path is, and wherever the request comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ferrule.errors import ConfigError

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?::([0-9]{1,5}))?")
_ORIGIN = re.compile(r"https?://([^/?#@\s]+)", re.IGNORECASE)


class Hosts:
    """The names under which the page is served.

    Args:
        names: `admin.example.com` for any port, `localhost:8000` for one.

    Raises:
        ConfigError: one is no name of a host.
    """

    def __init__(self, names: Iterable[str]) -> None:
        if isinstance(names, str):
            raise ConfigError(f"hosts is a list of names, not text: [{names!r}]")
        self._known = frozenset(_checked(name) for name in names)

    def __bool__(self) -> bool:
        return bool(self._known)

    def refusal(self, hosts: Sequence[str], origins: Sequence[str]) -> str:
        """Why a request is refused; empty when it is not.

        Args:
            hosts: values of its `Host` fields.
            origins: values of its `Origin` fields. Browsers leave it out where page and request have one origin.
        """
        if len(hosts) != 1 or not self._knows(hosts[0]):
            return "This page is not served under that host: its name is missing in hosts=."
        for origin in origins:
            named = _ORIGIN.fullmatch(origin)
            if named is None or not self._knows(named[1]):
                return "A page of another origin may not ask for this."
        return ""

    def _knows(self, authority: str) -> bool:
        named = _HOST.fullmatch(authority.lower())
        return named is not None and ((named[1], named[2]) in self._known or (named[1], None) in self._known)


def _checked(name: str) -> tuple[str, str | None]:
    named = _HOST.fullmatch(name.lower())
    if named is None:
        raise ConfigError(f"hosts: {name!r} is no host; write admin.example.com, or localhost:8000 for one port alone")
    return named[1], named[2]
