"""Bearer tokens that a function or a file supplies: somebody else keeps them fresh."""

from __future__ import annotations

import inspect
import math
from collections.abc import Awaitable, Callable
from pathlib import Path
from stat import S_ISREG
from typing import ClassVar

from ferrule.auth.base import BaseCredential
from ferrule.auth.schemes import BEARER, Scheme, checked_token, takes_bearer
from ferrule.call.sealed import Sealed
from ferrule.errors import ConfigError
from ferrule.runtime.base import Runtime


class SuppliedBearer(BaseCredential):
    """A bearer token that a function supplies for each request; made by `Bearer.from_callable` and `Bearer.from_file`.

    Args:
        supply: gives the token; may be async in async clients.
        identity: stable name of whom it stands for; None for a random one.
        allow_http: let it travel over plain http to other machines.
        source: where the tokens come from, in words.
    """

    natural: ClassVar[Scheme] = BEARER

    def __init__(
        self, supply: Callable[[], str | Awaitable[str]], identity: str | None, allow_http: bool, source: str
    ) -> None:
        super().__init__("bearer", identity, allow_http, source)
        self._supply = supply

    def fits(self, scheme: Scheme) -> bool:
        return takes_bearer(scheme)

    def at_hand(self, runtime: Runtime) -> str | None:
        return None

    async def obtain(self, runtime: Runtime, deadline: float = math.inf) -> str:
        token = self._supply()
        return checked_token(await token if inspect.isawaitable(token) else token)

    async def replace(self, rejected: str, runtime: Runtime, deadline: float = math.inf) -> str | None:
        token = await self.obtain(runtime, deadline)
        return None if token == rejected else token

    def describe(self) -> str:
        return f"Bearer {self.source}"

    def __repr__(self) -> str:
        return "Bearer(***)"


class TokenFile(Sealed):
    """Gives a file's text, read again when the file has changed.

    Args:
        path: of a file that holds the token; white space around it does not count.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._latest: tuple[object, str] | None = None  # what tells one version of the file from another, and its text

    def __call__(self) -> str:
        try:
            stat = self._path.stat()  # follows links, which is how mounted secrets are replaced
            if not S_ISREG(stat.st_mode):
                raise ConfigError(f"no token can be read from {self._path}: it is no regular file")
            version = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if self._latest is None or self._latest[0] != version:
                self._latest = version, self._path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            if self._latest is None:
                raise ConfigError(f"no token can be read from {self._path} ({type(error).__name__})") from None
        return self._latest[1]  # while the file is missing for a moment, the text it had


def name_of(function: object) -> str:
    """A function in words: `vault.current_token`, or `a function` where it has no telling name."""
    name = getattr(function, "__qualname__", "")
    return "a function" if not name or "<" in name else f"{name}()"
