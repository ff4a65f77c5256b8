"""The way of a request within the server: to the control endpoint, or to the API its first path segment names."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from .apis.base import Api
from .apis.world import World
from .callers import is_of_this_machine
from .control import Control
from .corrupt import instead
from .downloads import serve
from .messages import Reply, Request, json_reply, problem, title
from .rules import Drawn

CONTROL: Final = "_sandbox"
DOWNLOADS: Final = "_downloads"


def locate(target: str) -> tuple[str, str]:
    """API and path of a request target (origin form, RFC 9112 §3.2.1)."""
    api, _, rest = target.lstrip("/").partition("/")
    return api, f"/{rest}"


class App:
    """Answers requests.

    Args:
        apis: by prefix.
        control: answers what is below `/_sandbox`.
        world: holds what is below `/_downloads`.
    """

    def __init__(self, apis: Mapping[str, Api], control: Control, world: World) -> None:
        self._world = world
        self._apis = apis
        self._control = control

    def answer(self, request: Request, drawn: Drawn) -> Reply:
        """The reply to a request; never raises what the request can cause."""
        if not is_of_this_machine(request.headers.get("host", "localhost")):
            return problem(421, "Misdirected Request", "the sandbox answers to names of this machine only")
        if request.api == CONTROL:
            return self._control.answer(request)
        api = self._apis.get(request.api)
        if api is not None:
            try:
                return api.answer(request, drawn)
            except Exception as error:  # a test must see a fault of the sandbox as such, not as a broken connection
                logging.getLogger(__name__).exception("%s %s", request.method, request.path)
                return problem(500, "Fault in the sandbox itself", f"{type(error).__name__}: {error}")
        if request.api == DOWNLOADS and (content := self._world.downloads.get(request.path[1:])) is not None:
            if drawn.status:
                return instead(drawn.status, lambda status, message: problem(status, title(status), message))
            return serve(request, content)
        if not request.api:
            return json_reply({"apis": {name: f"/{name}" for name in self._apis}, "control": f"/{CONTROL}"})
        near = get_close_matches(request.api, self._apis, n=1)
        hint = f"; did you mean /{near[0]}?" if near else f"; there are {', '.join(f'/{name}' for name in self._apis)}"
        return problem(404, "Not Found", f"no API is mounted at /{request.api}{hint}")
