"""Bearer tokens that somebody else keeps fresh: a function, or a file that is replaced from time to time."""

from __future__ import annotations

import inspect
import math
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from ferrule.auth import credentials
from ferrule.auth.sealed import Sealed
from ferrule.errors import ConfigError
from ferrule.runtime.base import Runtime


class AskedBearer(Sealed):
    """A bearer token asked for anew for each request; made by `Bearer.from_callable` and `Bearer.from_file`.

    Args:
        ask: gives the token.
        identity: stable name of whom it stands for.
        allow_http: let it travel over plain http to other machines.
    """

    NATURAL: ClassVar[Mapping[str, Any]] = credentials.Bearer.NATURAL

    def __init__(self, ask: Callable[[], str | Awaitable[str]], identity: str, allow_http: bool) -> None:
        self._ask = ask
        self.identity = identity
        self.allow_http = allow_http

    def fits(self, scheme: Mapping[str, Any]) -> bool:
        return credentials.takes_bearer(scheme)

    def at_hand(self, runtime: Runtime) -> str | None:
        return None

    async def obtain(self, runtime: Runtime, deadline: float = math.inf) -> str:
        token = self._ask()
        token = await token if inspect.isawaitable(token) else token
        return credentials.checked_token(token)

    async def replace(self, rejected: str, runtime: Runtime, deadline: float = math.inf) -> str | None:
        token = await self.obtain(runtime, deadline)
        return None if token == rejected else token

    def __repr__(self) -> str:
        return "Bearer(***)"


class TokenFile(Sealed):
    """Gives a file's text, read again when the file has changed.

    Args:
        path: of a file that holds the token, surrounding white space aside.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._known: tuple[object, str] | None = None

    def __call__(self) -> str:
        try:
            stat = self._path.stat()  # follows links, which is how mounted secrets are replaced
            version = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if self._known is None or self._known[0] != version:
                self._known = version, self._path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            if self._known is None:
                raise ConfigError(f"no token can be read from {self._path} ({type(error).__name__})") from None
        return self._known[1]  # where the file is gone for a moment, the last one it had
