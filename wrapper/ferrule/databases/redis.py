"""A client for Valkey or Redis; needs `pip install 'ferrule[redis]'`."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Any

from ferrule.errors import ConfigError


def connect(owner: str, url: str, timeout: float, *, again: int) -> Any:
    """A `redis.Redis`, which connects when it is first used.

    Args:
        owner: name of the store that needs it, for messages.
        url: `redis://`, `rediss://` or `unix://`.
        timeout: seconds for connecting, and for each answer.
        again: how often a command is sent again at once: a connection that idled may have been closed by the server.

    Raises:
        ConfigError: the extra is not installed, or the URL cannot be understood.
    """
    try:
        library: Any = import_module("redis")
        from redis.backoff import NoBackoff
        from redis.retry import Retry
    except ImportError:
        raise ConfigError(f"{owner} needs a client library: pip install 'ferrule[redis]'") from None
    client: Any = None
    with suppress(ValueError):  # whose words may quote the password
        client = library.Redis.from_url(
            url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=Retry(NoBackoff(), again)
        )
    if client is None:
        raise ConfigError(f"{owner}: the URL must be redis://, rediss:// or unix://")
    return client
