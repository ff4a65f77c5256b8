"""What tests of the cache have in common: calls, responses that say how long they are fresh, and a pipeline."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from ferrule.cache.policy import CachePolicy
from ferrule.cache.settings import Cache
from ferrule.call import Call, Options, Response
from ferrule.policies.deadline import DeadlinePolicy
from ferrule.policies.pipeline import compose
from worlds import World, a_call, a_response

Handler = Callable[[Call], Awaitable[Response]]


def handler(world: World, **settings: Any) -> Handler:
    """A pipeline of a deadline and a cache."""
    return compose([DeadlinePolicy(), CachePolicy(Cache(**settings))], world.runtime)


def options(**changes: Any) -> Options:
    """Options without a deadline, unless the test gives one."""
    return Options(**{"deadline": None, **changes})


def get(url: str = "https://api.shop.test/orders", **changes: Any) -> Call:
    """A GET."""
    return a_call(url=url, **{"options": options(), **changes})


def status_of(response: Response) -> str:
    """What the cache says it did."""
    return response.headers["cache-status"]


def fresh(seconds: int = 60, content: bytes = b"v1", **headers: str) -> Response:
    """A response that says how long it is fresh."""
    return a_response(200, content, cache_control=f"max-age={seconds}", **headers)
