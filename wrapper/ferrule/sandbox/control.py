"""Drive the sandbox over HTTP, from any language.

GET    /_sandbox             base URLs, counters
GET    /_sandbox/faults      the rules in force
PUT    /_sandbox/faults      replace them: [{"api": "github", "faults": [{"kind": "status", "status": 503}]}]
DELETE /_sandbox/faults      behave
GET    /_sandbox/log         requests that arrived, credentials redacted
DELETE /_sandbox/log         forget them
DELETE /_sandbox/state       everything as it was at the start: state, faults, log, clock
POST   /_sandbox/clock       {"advance": 3600}: tokens expire
POST   /_sandbox/device      {"user_code": "SAND-0001", "approve": true}: what a user does who signs in a device
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
import msgspec

from ferrule.errors import ConfigError

from .callers import refusal
from .clock import Clock
from .documents import is_array, is_object
from .log import Connections, Log
from .messages import Reply, Request, json_reply, problem
from .notation import from_json, to_json
from .rules import Faults


@attrs.frozen
class Control:
    """The control endpoint of one server.

    Args:
        faults, log, connections, clock: what it shows and changes.
        urls: base URLs by API.
        reset: makes everything as it was at the start.
        decide: approves or refuses a device; False if there is no such code.
    """

    faults: Faults
    log: Log
    connections: Connections
    clock: Clock
    urls: Callable[[], Mapping[str, str]]
    reset: Callable[[], None]
    decide: Callable[[str, bool], bool]

    def answer(self, request: Request) -> Reply:
        """The reply to a request below `/_sandbox`."""
        path = request.path.rstrip("/")
        actions: dict[str, dict[str, Callable[[Any], Any]]] = {
            "": {"GET": self._overview},
            "/faults": {"GET": self._rules, "PUT": self._replace, "DELETE": lambda _: self.faults.clear()},
            "/log": {
                "GET": lambda _: [entry.to_json() for entry in self.log if entry.api != request.api],
                "DELETE": lambda _: self.log.clear(),
            },
            "/state": {"DELETE": lambda _: self.reset()},
            "/clock": {"POST": self._advance},
            "/device": {"POST": self._decide},
        }
        if path not in actions:
            return problem(404, "Not Found", f"the control endpoint has {', '.join(filter(None, actions))}")
        action = actions[path].get(request.method)
        if action is None:
            return problem(405, "Method Not Allowed", f"{path} has {', '.join(actions[path])}")
        if refused := refusal(request):
            return refused
        try:
            shown = action(msgspec.json.decode(request.body) if request.body else None)
        except RecursionError:
            return problem(400, "Bad Request", "the JSON is nested too deep")
        except (ConfigError, ValueError) as error:
            return problem(400, "Bad Request", str(error))
        return Reply(204) if shown is None else json_reply(shown)

    def _overview(self, _: Any) -> Any:
        return {
            "urls": dict(self.urls()),
            "requests": len(self.log),
            "connections": attrs.asdict(self.connections),
            "now": self.clock.now(),
        }

    def _rules(self, _: Any) -> Any:
        return [to_json(rule) for rule in self.faults.rules()]

    def _replace(self, data: Any) -> Any:
        if not is_array(data):
            raise ConfigError("send a list of rules")
        self.faults.replace([from_json(rule) for rule in data])
        return self._rules(None)

    def _advance(self, data: Any) -> Any:
        seconds = data.get("advance") if is_object(data) else None
        if not isinstance(seconds, int | float) or isinstance(seconds, bool):
            raise ConfigError('send {"advance": SECONDS}')
        self.clock.advance(seconds)
        return {"now": self.clock.now()}

    def _decide(self, data: Any) -> Any:
        if not is_object(data) or set(data) != {"user_code", "approve"}:
            raise ConfigError('send {"user_code": CODE, "approve": true or false}')
        if not isinstance(data["user_code"], str) or not isinstance(data["approve"], bool):
            raise ConfigError("user_code is a text, and approve is true or false")
        if not self.decide(data["user_code"], data["approve"]):
            raise ConfigError(f"no device waits under the code {data['user_code']!r}")
