"""The page as an application, for ASGI and for WSGI."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from functools import partial
from typing import Any

import anyio
import anyio.to_thread

from ferrule.dashboard.answers import Request, answer, event, nothing
from ferrule.dashboard.guard import Hosts
from ferrule.errors import ConfigError
from ferrule.telemetry.feed import PACE, Feed
from ferrule.telemetry.process import look

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Allow = Callable[[Any], bool | Awaitable[bool]]

_log = logging.getLogger("ferrule")

_EVENTS = 10
"""Of one response. Then the browser asks again: so `allow` is, too, and a server that stops need not wait for long."""


class Dashboard:
    """What the clients of this process do, as a live page. It only shows: nothing can be changed by it.

        app.mount("/ferrule", Dashboard(allow=is_admin, hosts=["admin.example.com"]))            # Starlette, FastAPI
        DispatcherMiddleware(app, {"/ferrule": Dashboard(allow=…, hosts=[…]).wsgi})              # Flask

    The object is an ASGI application, its `wsgi` a WSGI one. A WSGI server gives one event a response, so that the page
    holds none of its threads.

    Args:
        allow: may this request see it? It is given the ASGI scope, or the WSGI environ; with ASGI it may be async.
            Without one, nobody may: every answer is 404. That a request comes from a loopback address proves nothing
            behind a proxy.
        hosts: names under which the page is served, as `Host` and `Origin` name them: `admin.example.com` for any port,
            `localhost:8000` for one. Requests for another are refused: a foreign page may point its name at this
            service (DNS rebinding).
        name: of the process, as it is shown (default: of its program).
        feed: what is shown (default: the clients of this process).

    Raises:
        ConfigError: `allow` without `hosts`, or a host that is none.
    """

    def __init__(
        self, *, allow: Allow | None = None, hosts: Iterable[str] = (), name: str = "", feed: Feed | None = None
    ) -> None:
        self._allow = allow
        self._hosts = Hosts(hosts)
        self._feed = feed or Feed(partial(look, name))
        if allow is not None and not self._hosts:
            raise ConfigError("allow= needs hosts=, the names under which the page is served: hosts=['localhost:8000']")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an ASGI request."""
        if scope["type"] != "http":  # which servers take as: there is nothing to start or to stop
            raise NotImplementedError(f"the dashboard answers HTTP, not {scope['type']}")
        granted = self._asked(scope)
        if inspect.isawaitable(granted):
            granted = await _settled(granted)
        if not granted:
            made = nothing()
        else:  # a snapshot may take a while, in which the loop goes on
            made = await anyio.to_thread.run_sync(answer, _from_scope(scope), self._hosts, self._feed.latest)
        head = scope["method"] == "HEAD"
        fields = [(name.lower().encode(), value.encode()) for name, value in made.headers]
        await send({"type": "http.response.start", "status": int(made.status[:3]), "headers": fields})
        if made.streams and not head:
            await self._stream(made.body, receive, send)
        else:
            await send({"type": "http.response.body", "body": b"" if head else made.body})

    async def _stream(self, first: bytes, receive: Receive, send: Send) -> None:
        async def until_gone() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            group.cancel_scope.cancel()

        try:
            async with anyio.create_task_group() as group:
                group.start_soon(until_gone)
                await send({"type": "http.response.body", "body": first, "more_body": True})
                for _ in range(_EVENTS - 1):
                    await anyio.sleep(PACE)
                    snapshot = await anyio.to_thread.run_sync(self._feed.latest)
                    await send({"type": "http.response.body", "body": event(snapshot), "more_body": True})
                await send({"type": "http.response.body", "body": b""})
                group.cancel_scope.cancel()
        except* OSError:
            pass  # the browser is gone, and this server tells by `send`

    def wsgi(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a WSGI request."""
        granted = self._asked(environ)
        if inspect.isawaitable(granted):
            _log.error("dashboard: allow= is async, which a WSGI server cannot wait for: nobody is let in")
            getattr(granted, "close", str)()
            granted = False
        made = answer(_from_environ(environ), self._hosts, self._feed.latest) if granted else nothing()
        start_response(made.status, list(made.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [made.body]

    def _asked(self, request: Any) -> bool | Awaitable[bool]:
        """What `allow` says. One that fails lets nobody in."""
        if self._allow is None:
            return False
        try:
            return self._allow(request)
        except Exception:
            _log.exception("dashboard: allow= failed: the request is not let in")
            return False


async def _settled(granted: Awaitable[bool]) -> bool:
    try:
        return await granted
    except Exception:
        _log.exception("dashboard: allow= failed: the request is not let in")
        return False


def _from_scope(scope: Scope) -> Request:
    headers = [(name.lower(), value.decode("latin-1")) for name, value in scope["headers"]]
    mount, path = scope.get("root_path", "").rstrip("/"), scope["path"]
    if mount and (path == mount or path.startswith(f"{mount}/")):  # ASGI has the mount in the path, some servers do not
        path = path.removeprefix(mount)
    return Request(
        scope["method"],
        mount,
        path,
        [value for name, value in headers if name == b"host"],
        [value for name, value in headers if name == b"origin"],
    )


def _from_environ(environ: dict[str, Any]) -> Request:
    return Request(
        environ["REQUEST_METHOD"],
        environ.get("SCRIPT_NAME", "").rstrip("/"),
        environ.get("PATH_INFO", ""),
        [environ[name] for name in ("HTTP_HOST",) if name in environ],
        [environ[name] for name in ("HTTP_ORIGIN",) if name in environ],
    )
