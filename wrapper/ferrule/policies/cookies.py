"""Cookies: what servers give is kept for one client, and goes back to those it is for (RFC 6265).

Each request on the wire takes what is in the jar then, so retries and redirects carry what came in between.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from urllib.parse import urlsplit

import attrs

from ferrule.call import Call, Response
from ferrule.http.cookies import SetCookie, domain_matches, parse_set_cookie, path_matches
from ferrule.policies.pipeline import Next
from ferrule.runtime.base import Runtime
from ferrule.runtime.forks import reset_in_child

_MOST_OF_A_HOST = 50
_MOST = 1_000
_Place = tuple[str, str, str]


@attrs.frozen(repr=False)
class _Kept:
    cookie: SetCookie
    host: str


class CookieJar:
    """The cookies of one client. It shows none of them.

    A cookie is for the host that sent it. It may be for hosts beside that one where all of them, and the client's own
    server, are below its `Domain`. A domain below which anybody may register names (`co.uk`) is refused, as far as its
    form tells. At most 50 cookies are kept of a host, and 1,000 in all; the oldest go first.

    Args:
        home: URL of the client's own server.
    """

    def __init__(self, home: str) -> None:
        self._home = (urlsplit(home).hostname or "").lower()
        self._kept: dict[_Place, _Kept] = {}  # oldest first; a new value keeps the place of the one before
        self.after_fork()
        reset_in_child(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()

    def pairs(self, url: str, wall: float) -> list[tuple[str, str]]:
        """Names and values for a request, in the order they are sent (§5.4)."""
        if not self._kept:
            return []
        secure, host, path = _place(url)
        with self._lock:
            kept = list(self._kept.values())
        found = [one for one in kept if _is_for(one, secure, host, path, wall)]
        found.sort(key=lambda one: -len(one.cookie.path))
        return [(one.cookie.name, one.cookie.value) for one in found]

    def take(self, url: str, fields: Iterable[bytes], wall: float) -> None:
        """Keep what the `Set-Cookie` fields of a response say; one that has ended takes its like away."""
        secure, host, path = _place(url)
        for field in fields:
            cookie = parse_set_cookie(
                field.decode("latin-1"), secure=secure, host=host, path=path, home=self._home, wall=wall
            )
            if cookie is not None:
                self._put(cookie, host, wall)

    def _put(self, cookie: SetCookie, host: str, wall: float) -> None:
        place = cookie.name, cookie.domain or f"={host}", cookie.path
        with self._lock:
            if cookie.ends is not None and cookie.ends <= wall:
                self._kept.pop(place, None)
                return
            is_new = place not in self._kept
            self._kept[place] = _Kept(cookie, host)
            if is_new:
                self._make_room(host, wall)

    def _make_room(self, host: str, wall: float) -> None:
        of_host = [place for place, one in self._kept.items() if one.host == host]
        if len(of_host) <= _MOST_OF_A_HOST and len(self._kept) <= _MOST:
            return
        over = [place for place, one in self._kept.items() if one.cookie.ends is not None and one.cookie.ends <= wall]
        over = over or (of_host if len(of_host) > _MOST_OF_A_HOST else list(self._kept))[:1]
        for place in over:
            del self._kept[place]


class CookiePolicy:
    """Adds the cookies of the jar to each request, and keeps those of its response. A caller's own win by their name.

    Args:
        jar: of the client.
    """

    def __init__(self, jar: CookieJar) -> None:
        self._jar = jar

    async def __call__(self, call: Call, next: Next, runtime: Runtime) -> Response:
        response = await next(self._with_cookies(call, runtime.wall()))
        if fields := response.fields.get(b"set-cookie"):
            self._jar.take(call.url, fields, runtime.wall())
        return response

    def _with_cookies(self, call: Call, wall: float) -> Call:
        pairs = self._jar.pairs(call.url, wall)
        if not pairs:
            return call
        # One field holds all: engines would leave the call's own cookies out beside a field.
        written = [part.strip() for part in call.headers.get("cookie", "").split(";") if part.strip()]
        written += [f"{name}={value}" for name, value in dict(call.body.get("cookies") or {}).items()]
        own = {part.partition("=")[0] for part in written}
        written = [f"{name}={value}" for name, value in pairs if name not in own] + written
        call = call.with_headers({"cookie": "; ".join(written)})
        if "cookies" not in call.body:
            return call
        body = {name: value for name, value in call.body.items() if name != "cookies"}
        return call.replace(body=body)


def _place(url: str) -> tuple[bool, str, str]:
    """Of a request: whether it is over https, its host, its path."""
    parts = urlsplit(url)
    return parts.scheme == "https", (parts.hostname or "").lower().rstrip("."), parts.path or "/"


def _is_for(kept: _Kept, secure: bool, host: str, path: str, wall: float) -> bool:
    cookie = kept.cookie
    if (cookie.ends is not None and cookie.ends <= wall) or (cookie.secure and not secure):
        return False
    is_host = domain_matches(host, cookie.domain) if cookie.domain else host == kept.host
    return is_host and path_matches(path, cookie.path)
